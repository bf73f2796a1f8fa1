"""One process at a time: an operating-system lock beside the database.

The system itself lets go when a process ends, however it ends, so no lock is ever left behind.
Windows lets nobody read a locked file, so who holds the lock is written into a second file; that
one is believed only while the lock is really held.
"""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any, Self

from filelock import FileLock, Timeout

from petition_desk.errors import EnvironmentFaultError
from petition_desk.storage.errors import LockedError, LockUnsupportedError
from petition_desk.storage.files import disk_faults_spoken, write_beside_and_rename
from petition_desk.storage.folder import DataFolder


class DeskLock:
    """Holds the data folder for this process until it is released.

    Use it as a context manager, or call `release`. It belongs to the process, not to a thread.
    """

    def __init__(self, folder: DataFolder) -> None:
        """Prepare the lock of ``folder``; nothing is held yet."""
        self._folder = folder
        # A soft lock (a mere file) would outlive a killed process: refuse instead.
        self._lock = FileLock(folder.lock, thread_local=False, fallback_to_soft=False)

    @classmethod
    def acquire(
        cls, folder: DataFolder, account: str, at: datetime, *, wait_seconds: float = 0
    ) -> DeskLock:
        """Take the lock, waiting at most ``wait_seconds`` for another process.

        Args:
            folder: An existing data folder.
            account: Who works here, told to whoever is refused; may be empty before unlock.
            at: The present instant, told likewise.
            wait_seconds: 0 answers at once.

        Raises:
            LockedError: another process holds it, named as far as it is known.
            LockUnsupportedError: the file system has no locks.
            ReadOnlyFolderError, DiskFullError, DiskFaultError: the lock file cannot be made.
        """
        desk_lock = cls(folder)
        desk_lock._take(wait_seconds)
        desk_lock.name_holder(account, at)
        return desk_lock

    def name_holder(self, account: str, at: datetime) -> None:
        """Write who holds the lock, e.g. after somebody else has unlocked the window."""
        facts = {"account": account, "pid": os.getpid(), "since": at.isoformat()}
        text = json.dumps(facts, ensure_ascii=False)
        # The lock holds whether or not it can say for whom: on a full disk, too.
        with suppress(EnvironmentFaultError):
            write_beside_and_rename(self._folder.holder, text.encode("utf-8"))

    def release(self) -> None:
        """Let go; doing so twice does no harm."""
        if not self._lock.is_locked:
            return
        with suppress(OSError):  # somebody may be reading it just now; unheld, it means nothing
            self._folder.holder.unlink()
        self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.release()

    def _take(self, wait_seconds: float) -> None:
        with disk_faults_spoken(self._folder.root):
            try:
                self._lock.acquire(timeout=wait_seconds)
            except Timeout as fault:
                raise _locked_error(self._folder) from fault
            except OSError as fault:
                if fault.errno == errno.ENOSYS:
                    raise LockUnsupportedError(self._folder.root) from fault
                raise


def _locked_error(folder: DataFolder) -> LockedError:
    try:
        facts: Mapping[str, Any] = json.loads(folder.holder.read_text(encoding="utf-8"))
        since = datetime.fromisoformat(facts["since"])
        return LockedError(str(facts["account"]), int(facts["pid"]), since)
    except (OSError, ValueError, KeyError, TypeError):
        # The holder has just begun, or just ended: that it is held is all that is known.
        return LockedError()
