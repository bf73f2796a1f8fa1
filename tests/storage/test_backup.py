from __future__ import annotations

import os
import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from petition_desk.storage import keys
from petition_desk.storage.backup import BackupCopy, check_database, list_copies, make_copy
from petition_desk.storage.engine import open_engine
from petition_desk.storage.errors import (
    DamagedFileError,
    DiskFaultError,
    NewerFileError,
    NoDataError,
    WrongPasswordError,
)
from petition_desk.storage.folder import DataFolder
from petition_desk.storage.journal import verify_journal
from petition_desk.storage.keys import UnlockedKeys
from petition_desk.storage.restore import restore
from petition_desk.storage.schema import SCHEMA_NUMBER, write_schema_number
from tests.storage.desks import AT, FAST, PASSWORD, add_entries, desk_with_journal

Desk = tuple[DataFolder, UnlockedKeys, Engine]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return desk_with_journal(tmp_path / "data", entry_count=3)


def entry_count(path: Path, unlocked: UnlockedKeys) -> int:
    engine = open_engine(path, unlocked)
    try:
        with engine.connect() as connection:
            report = verify_journal(connection, unlocked.journal_key)
    finally:
        engine.dispose()
    assert report.holds
    return report.entry_count


def test_a_copy_of_an_open_database_holds_what_still_stands_in_the_log(
    desk: Desk, tmp_path: Path
) -> None:
    folder, unlocked, engine = desk
    add_entries(engine, unlocked, 4)
    copy = make_copy(folder, unlocked, tmp_path / "copies", AT)
    assert copy.database.name == "petition-desk-20261120-093000.db"
    assert copy.keyfile.name == "petition-desk-20261120-093000.keys.json"
    assert copy.made_at == AT
    assert entry_count(copy.database, unlocked) == 7


def test_a_copy_leaves_nothing_but_its_pair(desk: Desk, tmp_path: Path) -> None:
    copy = make_copy(desk[0], desk[1], tmp_path / "copies", AT)
    assert {path.name for path in (tmp_path / "copies").iterdir()} == {
        copy.database.name, copy.keyfile.name
    }  # fmt: skip


def test_a_copy_opens_on_a_fresh_pc_with_the_password_of_its_day(
    desk: Desk, tmp_path: Path
) -> None:
    folder, unlocked, engine = desk
    copy = make_copy(folder, unlocked, tmp_path / "copies", AT)
    keys.change_password(folder.keyfile, "王警官", PASSWORD, "later", cost=FAST)
    engine.dispose()
    fresh = DataFolder(tmp_path / "fresh" / "pc")
    assert restore(fresh, copy, keys.unlock(copy.keyfile, "王警官", PASSWORD), AT) is None
    opened = keys.unlock(fresh.keyfile, "王警官", PASSWORD)
    assert entry_count(fresh.database, opened) == 3
    with pytest.raises(WrongPasswordError):
        keys.unlock(fresh.keyfile, "王警官", "later")


def test_the_newest_ten_copies_are_kept(desk: Desk, tmp_path: Path) -> None:
    into = tmp_path / "copies"
    into.mkdir()
    (into / "notes.txt").write_text("not a copy", encoding="utf-8")
    for minute in range(12):
        make_copy(desk[0], desk[1], into, AT + timedelta(minutes=minute))
    copies = list_copies(into)
    assert len(copies) == 10
    assert copies[0].made_at == AT + timedelta(minutes=11)
    assert copies[-1].made_at == AT + timedelta(minutes=2)
    assert len(list(into.iterdir())) == 21


def test_copies_of_another_office_in_the_same_folder_are_left_alone(
    desk: Desk, tmp_path: Path
) -> None:
    into = tmp_path / "copies"
    other = desk_with_journal(tmp_path / "other")
    theirs = make_copy(other[0], other[1], into, AT - timedelta(days=1))
    unfinished = into / "petition-desk-20261119-000000.db.part"
    unfinished.write_bytes(other[1].file_id + b"still being written")
    for minute in range(3):
        make_copy(desk[0], desk[1], into, AT + timedelta(minutes=minute), keep=2)
    assert len(list_copies(into)) == 3
    assert theirs in list_copies(into)
    assert unfinished.exists()


def test_what_a_killed_program_left_unfinished_is_cleared_away(desk: Desk, tmp_path: Path) -> None:
    into = tmp_path / "copies"
    into.mkdir()
    unfinished = into / "petition-desk-20261119-000000.db.part"
    unfinished.write_bytes(desk[1].file_id + b"half")
    make_copy(desk[0], desk[1], into, AT)
    assert not unfinished.exists()


def test_a_damaged_database_replaces_no_good_copy(desk: Desk, tmp_path: Path) -> None:
    folder, unlocked, engine = desk
    into = tmp_path / "copies"
    for minute in range(10):
        make_copy(folder, unlocked, into, AT + timedelta(minutes=minute))
    before = {path.name: path.read_bytes() for path in into.iterdir()}
    engine.dispose()
    _spoil(folder.database)
    with pytest.raises(DamagedFileError, match=folder.database.name):
        make_copy(folder, unlocked, into, AT + timedelta(hours=1))
    assert {path.name: path.read_bytes() for path in into.iterdir()} == before


def test_a_database_whose_journal_was_cut_is_not_kept_as_a_good_copy(
    desk: Desk, tmp_path: Path
) -> None:
    folder, unlocked, engine = desk
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM journal WHERE seq = 3"))
    with pytest.raises(DamagedFileError):
        make_copy(folder, unlocked, tmp_path / "copies", AT)
    assert list((tmp_path / "copies").iterdir()) == []


def test_a_database_without_its_key_file_is_no_copy(desk: Desk, tmp_path: Path) -> None:
    copy = make_copy(desk[0], desk[1], tmp_path / "copies", AT)
    copy.keyfile.unlink()
    assert list_copies(tmp_path / "copies") == ()
    with pytest.raises(NoDataError, match=r"keys\.json"):
        restore(DataFolder(tmp_path / "fresh"), copy, desk[1], AT)


def test_no_folder_means_no_copies(tmp_path: Path) -> None:
    assert list_copies(tmp_path / "nowhere") == ()


def test_a_backup_into_a_file_is_refused_with_a_sentence(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(DiskFaultError):
        make_copy(desk[0], desk[1], tmp_path / "file", AT)


def test_restore_puts_the_present_data_aside_whole(desk: Desk, tmp_path: Path) -> None:
    folder, unlocked, engine = desk
    copy = make_copy(folder, unlocked, tmp_path / "copies", AT)
    add_entries(engine, unlocked, 2)
    engine.dispose()
    kept = restore(folder, copy, unlocked, AT)
    assert entry_count(folder.database, unlocked) == 3
    assert kept is not None
    assert kept.database.parent == folder.aside
    assert entry_count(kept.database, keys.unlock(kept.keyfile, "王警官", PASSWORD)) == 5


def test_restore_keeps_what_stood_only_in_the_log_of_a_killed_program(
    desk: Desk, tmp_path: Path
) -> None:
    folder, unlocked, engine = desk
    copy = make_copy(folder, unlocked, tmp_path / "copies", AT)
    add_entries(engine, unlocked, 2)
    killed = DataFolder(tmp_path / "killed")
    shutil.copytree(folder.root, killed.root)
    assert (killed.root / "petition-desk.db-wal").stat().st_size > 0
    kept = restore(killed, copy, unlocked, AT)
    assert entry_count(killed.database, unlocked) == 3
    assert kept is not None
    assert entry_count(kept.database, unlocked) == 5


def test_a_damaged_copy_is_refused_and_the_present_data_stays(desk: Desk, tmp_path: Path) -> None:
    folder, unlocked, engine = desk
    copy = make_copy(folder, unlocked, tmp_path / "copies", AT)
    engine.dispose()
    _spoil(copy.database)
    before = folder.database.read_bytes()
    with pytest.raises(DamagedFileError, match=copy.database.name):
        restore(folder, copy, unlocked, AT)
    assert folder.database.read_bytes() == before
    assert not folder.aside.exists()
    assert list(folder.root.glob("*.part*")) == []


def test_a_damaged_database_is_replaced_by_a_good_copy(desk: Desk, tmp_path: Path) -> None:
    folder, unlocked, engine = desk
    copy = make_copy(folder, unlocked, tmp_path / "copies", AT)
    engine.dispose()
    _spoil(folder.database)
    restore(folder, copy, unlocked, AT)
    assert entry_count(folder.database, unlocked) == 3


def test_a_copy_of_a_newer_program_is_refused_and_the_present_data_stays(
    desk: Desk, tmp_path: Path
) -> None:
    folder, unlocked, engine = desk
    with engine.begin() as connection:
        write_schema_number(connection, SCHEMA_NUMBER + 1)
    copy = make_copy(folder, unlocked, tmp_path / "copies", AT)
    with engine.begin() as connection:
        write_schema_number(connection, SCHEMA_NUMBER)
    engine.dispose()
    before = folder.database.read_bytes()
    with pytest.raises(NewerFileError, match=copy.database.name):
        restore(folder, copy, unlocked, AT)
    assert folder.database.read_bytes() == before


def test_a_copy_under_another_name_can_be_checked(desk: Desk, tmp_path: Path) -> None:
    copy = make_copy(desk[0], desk[1], tmp_path / "copies", AT)
    moved = BackupCopy(tmp_path / "周五的备份.db")
    shutil.copyfile(copy.database, moved.database)
    assert moved.made_at is None
    check_database(moved.database, desk[1])


def _spoil(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(path.stat().st_size - 3000)
        file.write(os.urandom(64))
