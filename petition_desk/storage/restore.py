"""Taking a copy back: checked first, what is there put aside, then exchanged whole."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path
from typing import Final

from petition_desk.clock import CHINA
from petition_desk.storage.backup import BackupCopy, check_database
from petition_desk.storage.files import (
    PRIVATE_MODE,
    disk_faults_spoken,
    flush_file,
    flush_folder,
)
from petition_desk.storage.folder import DataFolder
from petition_desk.storage.keys import UnlockedKeys
from petition_desk.storage.schema import require_known_schema

_LOG_SUFFIXES: Final = ("-wal", "-shm")


def restore(
    folder: DataFolder, copy: BackupCopy, keys: UnlockedKeys, at: datetime
) -> BackupCopy | None:
    """Put ``copy`` in the place of the data in ``folder``.

    The caller holds the lock of ``folder`` and has closed its engine (Windows replaces no open
    file). Passwords are those of the copy's day from now on.

    Args:
        folder: The data folder; it may be new and empty.
        copy: A pair as `petition_desk.storage.backup` makes them.
        keys: Unlocked from the copy's own key file.
        at: Names what is put aside.

    Returns:
        Where the present data was put aside, or None where there was none.

    Raises:
        DamagedFileError, KeyMismatchError, NoDataError: the copy is not whole; nothing changed.
        NewerFileError: a newer program made it; likewise.
        ReadOnlyFolderError, DiskFullError, DiskFaultError: the folder refuses; likewise.
    """
    copy.require()
    folder.make_ready()
    new_database = folder.database.with_name(f"{folder.database.name}.part")
    new_keyfile = folder.keyfile.with_name(f"{folder.keyfile.name}.part")
    try:
        _copy_file(copy.database, new_database)
        _copy_file(copy.keyfile, new_keyfile)
        # Checked where it will stand, so that a fault of copying is found as well.
        check_database(new_database, keys, named=copy.database)
        require_known_schema(new_database, keys, named=copy.database)
        kept = _put_aside(folder, at)
        _exchange(folder, new_database, new_keyfile)
    finally:
        new_database.unlink(missing_ok=True)
        new_keyfile.unlink(missing_ok=True)
    return kept


def _exchange(folder: DataFolder, new_database: Path, new_keyfile: Path) -> None:
    with disk_faults_spoken(folder.database):
        # The old log must be gone before the new file stands: SQLite would replay it.
        for suffix in _LOG_SUFFIXES:
            _beside(folder.database, suffix).unlink(missing_ok=True)
        folder.journal_head.unlink(missing_ok=True)
        new_keyfile.replace(folder.keyfile)
        new_database.replace(folder.database)
        flush_folder(folder.root)


def _put_aside(folder: DataFolder, at: datetime) -> BackupCopy | None:
    """Copy the present data, whole or not, log included, so that nothing is ever lost."""
    if not folder.holds_data():
        return None
    kept = BackupCopy(folder.aside / f"replaced-{at.astimezone(CHINA):%Y%m%d-%H%M%S}.db")
    with disk_faults_spoken(folder.aside):
        folder.aside.mkdir(exist_ok=True)
    pairs = [
        (folder.keyfile, kept.keyfile),
        (folder.database, kept.database),
        (_beside(folder.database, "-wal"), _beside(kept.database, "-wal")),
    ]
    for source, target in pairs:
        if source.exists():
            _copy_file(source, target)
    return kept


def _beside(path: Path, suffix: str) -> Path:
    return path.with_name(path.name + suffix)


def _copy_file(source: Path, target: Path) -> None:
    with disk_faults_spoken(target):
        shutil.copyfile(source, target)
        target.chmod(PRIVATE_MODE)
        flush_file(target)
