from __future__ import annotations

import os
import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from petition_desk.clock import FixedClock
from petition_desk.errors import EnvironmentFaultError
from petition_desk.storage import unit_of_work
from petition_desk.storage.backup import list_copies
from petition_desk.storage.errors import (
    DamagedFileError,
    DataExistsError,
    DiskFullError,
    KeyMismatchError,
    LockedError,
    NoDataError,
    UnknownAccountError,
    WrongPasswordError,
)
from petition_desk.storage.journal import BreakKind
from petition_desk.storage.unit_of_work import Database
from tests.storage.desks import AT, FAST, PASSWORD
from tests.storage.samples import CLOCK, committed, new_database, simple


def test_what_is_committed_is_there_after_opening_again(tmp_path: Path) -> None:
    database = new_database(tmp_path)
    with committed(database) as work:
        work.cases.add(simple(1))
    database.close()
    again = Database.open(tmp_path, "王警官", PASSWORD, CLOCK)
    with again.begin("王警官", AT, read_only=True) as work:
        assert work.cases.get("XF2026-0001") is not None
    assert again.verify().holds
    again.close()


def test_what_is_not_committed_is_not_there(database: Database) -> None:
    with database.begin("王警官", AT) as work:
        work.cases.add(simple(1))
    with database.begin("王警官", AT) as work:
        assert work.cases.get("XF2026-0001") is None
        assert work.journal.entries() == ()


def test_a_fault_rolls_everything_back_and_is_passed_on(database: Database) -> None:
    with pytest.raises(ZeroDivisionError), database.begin("王警官", AT) as work:
        work.settings.set("office.name", "x" * (1 // int(not work)))
    with database.begin("王警官", AT, read_only=True) as work:
        assert work.settings.all() == {}


def test_a_transaction_that_reads_cannot_be_committed_nor_one_twice(database: Database) -> None:
    with (
        database.begin("王警官", AT, read_only=True) as work,
        pytest.raises(RuntimeError, match="cannot be committed"),
    ):
        work.commit()
    with database.begin("王警官", AT) as work:
        work.commit()
        with pytest.raises(RuntimeError, match="cannot be committed"):
            work.commit()


def test_two_transactions_chain_their_journal_entries(database: Database) -> None:
    for number in (1, 2):
        with committed(database) as work:
            work.cases.add(simple(number))
            work.settings.set("office.name", str(number))
    report = database.verify()
    assert report.holds
    assert report.entry_count == 4


def test_a_second_opening_is_refused_and_names_the_account(
    database: Database, tmp_path: Path
) -> None:
    with pytest.raises(LockedError, match="王警官"):
        Database.open(tmp_path / "office", "王警官", PASSWORD, CLOCK)


@pytest.mark.parametrize(
    ("account", "password", "fault"),
    [("王警官", "wrong", WrongPasswordError), ("li", PASSWORD, UnknownAccountError)],
)
def test_a_refused_opening_changes_nothing_and_holds_no_lock(
    tmp_path: Path, account: str, password: str, fault: type[Exception]
) -> None:
    new_database(tmp_path).close()
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    with pytest.raises(fault):
        Database.open(tmp_path, account, password, CLOCK)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
    Database.open(tmp_path, "王警官", PASSWORD, CLOCK).close()


def test_an_empty_folder_is_no_data_and_stays_empty(tmp_path: Path) -> None:
    with pytest.raises(NoDataError):
        Database.open(tmp_path, "王警官", PASSWORD, CLOCK)
    assert list(tmp_path.iterdir()) == []


def test_a_database_of_another_set_is_told_apart_from_a_wrong_password(tmp_path: Path) -> None:
    new_database(tmp_path / "one").close()
    new_database(tmp_path / "two").close()
    shutil.copyfile(tmp_path / "one" / "petition-desk.db", tmp_path / "two" / "petition-desk.db")
    with pytest.raises(KeyMismatchError):
        Database.open(tmp_path / "two", "王警官", PASSWORD, CLOCK)


def test_existing_data_is_never_created_over(tmp_path: Path) -> None:
    new_database(tmp_path).close()
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    with pytest.raises(DataExistsError):
        Database.create(tmp_path, "li", "pw", CLOCK, cost=FAST)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_creation_that_fails_can_be_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: object) -> None:
        raise DiskFullError(tmp_path)

    with monkeypatch.context() as patch:
        patch.setattr(unit_of_work, "create_schema", refuse)
        with pytest.raises(DiskFullError):
            new_database(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {"petition-desk.lock"}
    new_database(tmp_path).close()


def test_a_copy_is_made_while_the_data_is_open(database: Database, tmp_path: Path) -> None:
    with committed(database) as work:
        work.cases.add(simple(1))
    copy = database.copy_to(tmp_path / "second")
    assert list_copies(tmp_path / "second") == (copy,)


def test_a_database_exchanged_for_an_older_one_is_found(tmp_path: Path) -> None:
    database = new_database(tmp_path)
    with committed(database) as work:
        work.cases.add(simple(1))
    database.close()
    older = (tmp_path / "petition-desk.db").read_bytes()
    database = Database.open(tmp_path, "王警官", PASSWORD, CLOCK)
    with committed(database) as work:
        work.cases.add(simple(2))
    database.close()
    (tmp_path / "petition-desk.db").write_bytes(older)
    database = Database.open(tmp_path, "王警官", PASSWORD, CLOCK)
    (broken,) = database.verify().breaks
    database.close()
    assert broken.kind is BreakKind.OLDER_FILE


def test_damage_is_told_by_verify_as_a_sentence(tmp_path: Path) -> None:
    database = new_database(tmp_path)
    with committed(database) as work:
        work.cases.add_many([(simple(number), ()) for number in range(1, 300)])
    with database.begin("王警官", AT, read_only=True) as work:
        ask = work._connection.exec_driver_sql
        page_size = int(ask("PRAGMA page_size").scalar_one())
        root = "SELECT rootpage FROM sqlite_master WHERE type = 'table' AND name = 'cases'"
        page = int(ask(root).scalar_one())
    database.close()
    with (tmp_path / "petition-desk.db").open("r+b") as file:
        # The page through which every case is read, wherever the file keeps it.
        file.seek((page - 1) * page_size + page_size // 4)
        file.write(b"\x00" * 64)
    database = Database.open(tmp_path, "王警官", PASSWORD, CLOCK)
    with pytest.raises(DamagedFileError, match="已损坏"):
        database.verify()
    with pytest.raises(EnvironmentFaultError), database.begin("王警官", AT) as work:
        work.cases.get_many(range(1, 300))  # type: ignore[arg-type]
    database.close()


def test_every_entry_of_a_transaction_bears_its_instant(database: Database) -> None:
    later = FixedClock(AT + timedelta(hours=3)).now()
    with database.begin("li", later) as work:
        work.cases.add(simple(1))
        work.commit()
    with database.begin("王警官", AT, read_only=True) as work:
        (entry,) = work.journal.entries()
    assert (entry.account, entry.at) == ("li", later)


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights in lists, not in a mode")
def test_no_other_user_of_the_pc_may_read_the_files(tmp_path: Path) -> None:
    opened, _ = Database.create(tmp_path / "data", "王警官", PASSWORD, CLOCK, cost=FAST)
    modes = {
        path.name: path.stat().st_mode & 0o077
        for path in (tmp_path / "data").iterdir()
        if path.suffix in (".db", ".json") or "-wal" in path.name
    }
    opened.close()
    assert modes
    assert set(modes.values()) == {0}, modes
