from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, Engine, text

from petition_desk.storage import schema
from petition_desk.storage.backup import BackupCopy
from petition_desk.storage.engine import new_engine, open_engine
from petition_desk.storage.errors import NewerFileError
from petition_desk.storage.folder import DataFolder
from petition_desk.storage.keys import UnlockedKeys
from petition_desk.storage.migrate import migrate, revisions
from petition_desk.storage.schema import (
    HEAD_REVISION,
    SCHEMA_NUMBER,
    bring_up_to_date,
    create_schema,
    schema_number,
)
from petition_desk.storage.tables import metadata
from tests.storage.desks import AT, add_entries, new_keys

Made = tuple[DataFolder, UnlockedKeys, Engine]


@pytest.fixture
def made(tmp_path: Path) -> Callable[[str], Made]:
    def make(name: str) -> Made:
        folder = DataFolder(tmp_path / name)
        folder.make_ready()
        unlocked, _ = new_keys(folder)
        return folder, unlocked, new_engine(folder.database, unlocked)

    return make


def shape(connection: Connection) -> dict[str, str]:
    """Return every object of a database and the text that made it, blanks apart."""
    rows = connection.execute(text("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL"))
    return {row.name: re.sub(r"[\s\"]+", "", row.sql) for row in rows}


def test_the_migrations_lead_to_the_tables_of_the_program(made: Callable[[str], Made]) -> None:
    *_, new = made("new")
    with new.begin() as connection:
        create_schema(connection)
        direct = shape(connection)
    *_, migrated = made("migrated")
    migrate(migrated, HEAD_REVISION, SCHEMA_NUMBER)
    with migrated.connect() as connection:
        assert shape(connection) == direct
        assert schema_number(connection) == SCHEMA_NUMBER
        differences = compare_metadata(
            MigrationContext.configure(
                connection,
                opts={"include_name": lambda name, *_: not str(name).startswith("search")},
            ),
            metadata,
        )
    assert differences == []


def test_the_program_knows_the_last_revision_and_their_number() -> None:
    known = revisions()
    assert known[-1] == HEAD_REVISION
    assert len(known) == SCHEMA_NUMBER


def test_every_constraint_has_a_name() -> None:
    unnamed = [
        (table.name, constraint)
        for table in metadata.sorted_tables
        for constraint in table.constraints
        if not constraint.name
    ]
    assert unnamed == []


def test_an_up_to_date_file_is_left_alone_and_loads_no_migrations(
    made: Callable[[str], Made],
) -> None:
    folder, unlocked, engine = made("data")
    with engine.begin() as connection:
        create_schema(connection)
    assert bring_up_to_date(folder, unlocked, engine, AT) is False
    assert not folder.aside.exists()
    script = (
        "import sys; import petition_desk.storage.unit_of_work\n"
        "sys.exit(','.join(sorted({'alembic', 'pypinyin', 'mako'} & set(sys.modules))) or 0)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_file_of_a_newer_program_is_refused_and_left_as_it_was(
    made: Callable[[str], Made],
) -> None:
    folder, unlocked, engine = made("data")
    with engine.begin() as connection:
        create_schema(connection)
        schema.write_schema_number(connection, SCHEMA_NUMBER + 1)
    engine.dispose()
    before = folder.database.read_bytes()
    engine = open_engine(folder.database, unlocked)
    with pytest.raises(NewerFileError, match=f"结构 {SCHEMA_NUMBER + 1}") as caught:
        bring_up_to_date(folder, unlocked, engine, AT)
    engine.dispose()
    assert caught.value.exit_code == 5
    assert folder.database.read_bytes() == before


def test_an_older_file_is_copied_before_it_is_migrated(
    made: Callable[[str], Made], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, unlocked, engine = made("data")
    with engine.begin() as connection:
        create_schema(connection)
    add_entries(engine, unlocked, 2)
    # A release to come: its number is higher, its revision need change nothing.
    monkeypatch.setattr(schema, "SCHEMA_NUMBER", SCHEMA_NUMBER + 1)
    assert bring_up_to_date(folder, unlocked, engine, AT) is True
    copy = BackupCopy(folder.aside / f"before-schema-{SCHEMA_NUMBER + 1}-20261120-093000.db")
    copy.require()
    older = open_engine(copy.database, unlocked)
    with older.connect() as before, engine.connect() as after:
        assert schema_number(before) == SCHEMA_NUMBER
        assert schema_number(after) == SCHEMA_NUMBER + 1
        assert after.execute(text("SELECT count(*) FROM journal")).scalar_one() == 2
    older.dispose()


def test_a_migration_that_fails_leaves_nothing_behind(made: Callable[[str], Made]) -> None:
    *_, engine = made("data")
    with engine.begin() as connection:
        # The first revision makes this table too, half-way through.
        connection.execute(text("CREATE TABLE standings (case_id INTEGER)"))
        before = shape(connection)
    with pytest.raises(Exception, match="already exists"):
        migrate(engine, HEAD_REVISION, SCHEMA_NUMBER)
    with engine.connect() as connection:
        assert shape(connection) == before
        assert schema_number(connection) == 0


def test_foreign_keys_hold_again_after_a_migration(made: Callable[[str], Made]) -> None:
    *_, engine = made("data")
    migrate(engine, HEAD_REVISION, SCHEMA_NUMBER)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1
