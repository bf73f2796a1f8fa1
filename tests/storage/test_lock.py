from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from petition_desk.storage.errors import LockedError
from petition_desk.storage.folder import DataFolder
from petition_desk.storage.lock import DeskLock
from tests.storage.desks import AT

HOLD = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from petition_desk.storage.folder import DataFolder
from petition_desk.storage.lock import DeskLock
lock = DeskLock.acquire(
    DataFolder(Path(sys.argv[1])), "王警官", datetime(2026, 11, 20, 1, 30, tzinfo=UTC))
print("held", flush=True)
sys.stdin.read()
lock.release()
"""


@contextmanager
def holder(root: Path) -> Iterator[subprocess.Popen[str]]:
    """Run another process that holds the lock until its standard input ends."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(root)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdin is not None
    try:
        assert process.stdout.readline() == "held\n"
        yield process
    finally:
        process.stdin.close()
        process.stdout.close()
        process.wait()


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    return DataFolder(tmp_path)


def test_another_process_is_named_with_account_time_and_number(folder: DataFolder) -> None:
    with holder(folder.root) as process, pytest.raises(LockedError) as caught:
        DeskLock.acquire(folder, "li", AT)
    assert caught.value.account == "王警官"
    assert caught.value.pid == process.pid
    assert "账户“王警官”，11-20 09:30 起" in str(caught.value)
    assert caught.value.exit_code == 5


def test_a_waiting_process_gets_the_lock_when_the_other_one_ends(folder: DataFolder) -> None:
    with holder(folder.root) as process:
        assert process.stdin is not None
        process.stdin.close()
        with DeskLock.acquire(folder, "li", AT, wait_seconds=10):
            assert folder.holder.exists()


def test_a_killed_process_leaves_no_lock_behind(folder: DataFolder) -> None:
    with holder(folder.root) as process:
        process.kill()
        process.wait()
        assert "王警官" in folder.holder.read_text(encoding="utf-8")
        with DeskLock.acquire(folder, "li", AT):
            assert '"li"' in folder.holder.read_text(encoding="utf-8")


def test_a_released_lock_names_nobody_and_can_be_taken_again(folder: DataFolder) -> None:
    lock = DeskLock.acquire(folder, "li", AT)
    lock.release()
    lock.release()
    assert not folder.holder.exists()
    DeskLock.acquire(folder, "li", AT).release()


def test_a_second_lock_in_the_same_process_is_refused_too(folder: DataFolder) -> None:
    with DeskLock.acquire(folder, "li", AT), pytest.raises(LockedError) as caught:
        DeskLock.acquire(folder, "li", AT)
    assert caught.value.pid == os.getpid()


def test_an_unreadable_holder_file_still_tells_that_the_data_is_in_use(
    folder: DataFolder,
) -> None:
    with DeskLock.acquire(folder, "li", AT):
        folder.holder.write_bytes(b"\xff")
        with pytest.raises(LockedError) as caught:
            DeskLock.acquire(folder, "wang", AT)
    assert str(caught.value) == "数据正在另一个窗口或命令中使用，请先在那里关闭。"
