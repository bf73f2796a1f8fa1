from __future__ import annotations

import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError

from petition_desk.storage.engine import (
    database_faults_spoken,
    is_sound,
    new_engine,
    open_engine,
    reading,
)
from petition_desk.storage.errors import (
    DamagedFileError,
    DiskFullError,
    KeyMismatchError,
    NoDataError,
)
from petition_desk.storage.folder import DataFolder
from petition_desk.storage.keys import UnlockedKeys
from tests.storage.desks import desk_with_journal

Desk = tuple[DataFolder, UnlockedKeys, Engine]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return desk_with_journal(tmp_path / "data", entry_count=3)


def test_every_connection_has_the_settings_of_an_archive(desk: Desk) -> None:
    engine = desk[2]
    with engine.connect() as one, engine.connect().execution_options(petition_desk_read_only=1):
        values = {
            name: one.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        }
        in_memory = one.exec_driver_sql("PRAGMA temp_store").scalar_one()
    assert values == {
        "journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1
    }  # fmt: skip
    assert in_memory == 2


def test_the_file_begins_with_the_name_of_its_set_and_is_unreadable_else(desk: Desk) -> None:
    folder, unlocked, engine = desk
    engine.dispose()
    content = folder.database.read_bytes()
    assert content[:16] == unlocked.file_id
    assert b"SQLite" not in content
    assert b"journal" not in content


def test_a_wrong_key_is_told_apart_from_damage(
    desk: Desk, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    folder, _, engine = desk
    engine.dispose()
    other, unlocked, other_engine = desk_with_journal(tmp_path / "other")
    other_engine.dispose()
    shutil.copyfile(folder.database, other.database)
    with pytest.raises(KeyMismatchError, match="不是一套") as caught:
        open_engine(other.database, unlocked)
    assert caught.value.exit_code == 5
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("at", [16, 2000])
def test_a_damaged_first_page_is_told_as_damage(
    desk: Desk, at: int, capfd: pytest.CaptureFixture[str]
) -> None:
    folder, unlocked, engine = desk
    engine.dispose()
    _overwrite(folder.database, at)
    with pytest.raises(DamagedFileError, match="已损坏"):
        open_engine(folder.database, unlocked)
    assert capfd.readouterr().err == ""


def test_a_file_that_was_cut_to_nothing_is_not_taken_for_an_empty_database(desk: Desk) -> None:
    folder, unlocked, engine = desk
    engine.dispose()
    folder.database.write_bytes(b"")
    with pytest.raises(DamagedFileError):
        open_engine(folder.database, unlocked)


def test_damage_deep_in_the_file_is_found_by_reading_every_page(desk: Desk) -> None:
    folder, unlocked, engine = desk
    engine.dispose()
    assert is_sound(folder.database, unlocked)
    _overwrite(folder.database, folder.database.stat().st_size - 3000)
    assert not is_sound(folder.database, unlocked)


def test_a_missing_database_is_not_created_by_opening(desk: Desk) -> None:
    folder, unlocked, engine = desk
    engine.dispose()
    folder.database.unlink()
    with pytest.raises(NoDataError):
        open_engine(folder.database, unlocked)
    assert not folder.database.exists()


def test_creating_tables_rolls_back_too(desk: Desk) -> None:
    engine = desk[2]
    with engine.connect() as connection:
        connection.execute(text("CREATE TABLE passing (x INTEGER)"))
        connection.rollback()
        names = connection.exec_driver_sql("SELECT name FROM sqlite_schema").scalars().all()
    assert "passing" not in names


def test_a_reader_does_not_wait_for_a_writer_and_sees_the_state_before(desk: Desk) -> None:
    engine = desk[2]
    with engine.begin() as writer:
        writer.execute(text("DELETE FROM journal"))
        with reading(engine).connect() as reader:
            assert reader.execute(text("SELECT count(*) FROM journal")).scalar_one() == 3


def test_eight_threads_write_and_lose_nothing(desk: Desk) -> None:
    engine = desk[2]
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE tally (x INTEGER NOT NULL)"))
        connection.execute(text("INSERT INTO tally VALUES (0)"))

    def count_up(_: int) -> None:
        with engine.begin() as connection:
            x = connection.execute(text("SELECT x FROM tally")).scalar_one()
            connection.execute(text("UPDATE tally SET x = :x"), {"x": x + 1})

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(count_up, range(64)))
    with engine.connect() as connection:
        assert connection.execute(text("SELECT x FROM tally")).scalar_one() == 64


def test_a_full_database_rolls_back_and_says_so(desk: Desk) -> None:
    folder, _, engine = desk
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1")
        big = text("CREATE TABLE big AS SELECT randomblob(1000000) AS x")
        with (
            pytest.raises(DiskFullError, match="磁盘已满") as caught,
            database_faults_spoken(folder.database),
        ):
            connection.execute(big)
    assert caught.value.exit_code == 5
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM journal")).scalar_one() == 3


def test_a_fault_of_ours_stays_a_fault_of_ours(desk: Desk) -> None:
    folder, _, engine = desk
    with (
        pytest.raises(IntegrityError) as caught,
        database_faults_spoken(folder.database),
        engine.begin() as connection,
    ):
        connection.execute(text("INSERT INTO meta VALUES (:k, NULL)"), {"k": "张三"})
    assert "张三" not in str(caught.value)


def test_a_new_file_is_encrypted_from_its_first_byte(tmp_path: Path, desk: Desk) -> None:
    engine = new_engine(tmp_path / "new.db", desk[1])
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE t (x)"))
        connection.execute(text("INSERT INTO t VALUES ('张三')"))
        written = b"".join(
            path.read_bytes() for path in tmp_path.iterdir() if path.name.startswith("new.db")
        )
    engine.dispose()
    assert "张三".encode() not in written + (tmp_path / "new.db").read_bytes()


def _overwrite(path: Path, at: int) -> None:
    with path.open("r+b") as file:
        file.seek(at)
        file.write(os.urandom(64))
