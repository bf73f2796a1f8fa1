"""Keeping the data safe: verified copies, taking one back, and proving the journal whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from petition_desk.clock import Clock
from petition_desk.services.desk import Desk, open_desk
from petition_desk.services.settings import get_setting
from petition_desk.storage import keys
from petition_desk.storage.backup import BackupCopy, list_copies
from petition_desk.storage.folder import DataFolder
from petition_desk.storage.lock import DeskLock
from petition_desk.storage.restore import restore as restore_copy

RESTORE_WAIT_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """What a verification found.

    Attributes:
        entries: Journal entries read.
        broken_at: The first entry concerned; None where the chain holds.
        reasons: Every break, a Chinese sentence each with its 。
    """

    is_sound: bool
    entries: int
    broken_at: int | None
    reasons: tuple[str, ...]

    @property
    def reason(self) -> str:
        """All breaks in one text; empty where there are none."""
        return "".join(self.reasons)


def backup(desk: Desk, folder: Path | None = None) -> Path:
    """Make a verified copy; in the second folder of the settings where none is given.

    The newest ten copies of a folder are kept.

    Returns:
        The copied database; its key file lies beside it.

    Raises:
        EnvironmentFaultError: the data is damaged, or the folder refuses; earlier copies stand
            as they were (exit 5).
    """
    return desk.database.copy_to(folder or backup_folder(desk)).database


def backup_folder(desk: Desk) -> Path:
    """Where copies go: the second folder of the settings, else one beside the data."""
    second = get_setting(desk, "backup.second_folder")
    return Path(second) if second else DataFolder(desk.data_dir).backups


def last_backup_at(desk: Desk) -> datetime | None:
    """When the newest copy was made, aware; None where there is none."""
    copies = list_copies(backup_folder(desk))
    return copies[0].made_at if copies else None


def backups(desk: Desk) -> tuple[Path, ...]:
    """The copies in the folder they go to, newest first."""
    return tuple(copy.database for copy in list_copies(backup_folder(desk)))


def backup_account_names(file: Path) -> tuple[str, ...]:
    """The accounts a copy opens for, those of its day.

    Raises:
        NoDataError: it is no whole copy (exit 5).
    """
    copy = _copy_at(file)
    copy.require()
    return tuple(account.name for account in keys.list_accounts(copy.keyfile))


def restore(data_dir: Path, file: Path, account: str, password: str, clock: Clock) -> Path | None:
    """Put a copy in the place of the data; what was there is put aside, never deleted.

    Args:
        data_dir: The data folder; it may be new.
        file: A copied database, or a folder of copies: then its newest.
        account: One of the accounts of the copy's day.
        password: Its password of that day.
        clock: Names what is put aside.

    Returns:
        Where the former data was put; None where there was none.

    Raises:
        EnvironmentFaultError: wrong password, the copy is not whole, locked, disk (exit 5);
            nothing was changed.
        UnknownAccountError: the copy has no such account (exit 2).
    """
    copy = _copy_at(file)
    copy.require()
    unlocked = keys.unlock(copy.keyfile, account, password)
    folder = DataFolder(data_dir)
    folder.make_ready()
    wait = RESTORE_WAIT_SECONDS
    with DeskLock.acquire(folder, account, clock.now(), wait_seconds=wait):
        aside = restore_copy(folder, copy, unlocked, clock.now())
    _note_restored(data_dir, account, password, clock, copy)
    return aside.database if aside is not None else None


def verify(desk: Desk) -> VerifyReport:
    """Read every page of the data and recompute the whole journal.

    Raises:
        DamagedFileError: the file itself is damaged (exit 5).
    """
    found = desk.database.verify()
    return VerifyReport(
        is_sound=found.holds,
        entries=found.entry_count,
        broken_at=found.breaks[0].seq if found.breaks else None,
        reasons=tuple(each.sentence for each in found.breaks),
    )


def _copy_at(file: Path) -> BackupCopy:
    if file.is_dir():
        copies = list_copies(file)
        if copies:
            return copies[0]
    return BackupCopy(file)


def _note_restored(
    data_dir: Path, account: str, password: str, clock: Clock, copy: BackupCopy
) -> None:
    """Write into the journal of the restored data that, and from which copy, it was restored."""
    desk = open_desk(data_dir, account, password, clock, wait_seconds=RESTORE_WAIT_SECONDS)
    try:
        with desk.begin() as work:
            work.journal.write("backup.restored", after={"copy": copy.database.name})
            work.commit()
    finally:
        desk.close()
