"""Data folders for the tests of storage: real key files and real encrypted databases."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from sqlalchemy import Engine

from petition_desk.storage import keys
from petition_desk.storage.engine import new_engine
from petition_desk.storage.folder import DataFolder
from petition_desk.storage.journal import Journal
from petition_desk.storage.keyfile import Cost
from petition_desk.storage.keys import UnlockedKeys
from petition_desk.storage.tables import metadata

#: One guess in well under a millisecond; only tests may be this cheap.
FAST: Final = Cost(time_cost=1, memory_kib=8, parallelism=1)
AT: Final = datetime(2026, 11, 20, 1, 30, tzinfo=UTC)
PASSWORD: Final = "correct horse 电池"


def new_keys(folder: DataFolder, account: str = "王警官") -> tuple[UnlockedKeys, str]:
    """Create a key file and return what it unlocks and its recovery key."""
    return keys.create(folder.keyfile, account, PASSWORD, cost=FAST)


def desk_with_journal(root: Path, entry_count: int = 0) -> tuple[DataFolder, UnlockedKeys, Engine]:
    """Create a folder whose database holds a journal of so many entries."""
    folder = DataFolder(root)
    folder.make_ready()
    unlocked, _ = new_keys(folder)
    engine = new_engine(folder.database, unlocked)
    with engine.begin() as connection:
        metadata.create_all(connection)
    add_entries(engine, unlocked, entry_count)
    return folder, unlocked, engine


def add_entries(engine: Engine, unlocked: UnlockedKeys, count: int) -> None:
    """Add so many journal entries, each in a transaction of its own."""
    for number in range(count):
        with engine.begin() as connection:
            journal = Journal(connection, unlocked.journal_key, unlocked.account, AT)
            journal.write("case.registered", f"XF2026-{number:04}", after={"summary": "甲"})
            journal.seal()
