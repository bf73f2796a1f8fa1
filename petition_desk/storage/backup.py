"""Verified copies: made by the backup API, opened and checked before they count.

A copy is a pair of files, ``petition-desk-20261120-093000.db`` and ``….keys.json`` beside it
(day and time in China), so that it opens on a fresh PC with the passwords of its day. It stays
encrypted under the same data key. A file copied by hand from a running database would lack what
still stands in its write-ahead log, and say "ok" all the same; that is why none is made so.

A pair gets its name only after the copy was opened, read page by page and its journal's end
compared with its seal. Older pairs go only after that. So a damaged database ends in an error and
every copy that was there before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from petition_desk.clock import CHINA
from petition_desk.storage.engine import (
    SALT_LENGTH,
    connect,
    database_faults_spoken,
    is_sound,
    open_engine,
)
from petition_desk.storage.errors import DamagedFileError, NoDataError
from petition_desk.storage.files import (
    disk_faults_spoken,
    flush_file,
    flush_folder,
    write_beside_and_rename,
)
from petition_desk.storage.folder import DataFolder
from petition_desk.storage.journal import tail_holds
from petition_desk.storage.keys import UnlockedKeys

KEPT_COUNT: Final = 10

_NAME: Final = re.compile(r"petition-desk-(\d{8}-\d{6})\.db")
_STAMP: Final = "%Y%m%d-%H%M%S"


@dataclass(frozen=True, slots=True)
class BackupCopy:
    """One copy: a database and the key file that opens it.

    Attributes:
        database: The encrypted database.
    """

    database: Path

    @property
    def keyfile(self) -> Path:
        """The key file of the day the copy was made."""
        return self.database.with_suffix(".keys.json")

    @property
    def made_at(self) -> datetime | None:
        """When it was made, aware; None where the file was given another name."""
        match = _NAME.fullmatch(self.database.name)
        if match is None:
            return None
        # The offset is given on the same line; a stamp carries none.
        return datetime.strptime(match[1], _STAMP).replace(tzinfo=CHINA)

    def require(self) -> None:
        """See that both files are there.

        Raises:
            NoDataError: one is missing, naming it.
        """
        for path in (self.database, self.keyfile):
            if not path.is_file():
                raise NoDataError(path)


def make_copy(
    folder: DataFolder,
    keys: UnlockedKeys,
    into: Path,
    at: datetime,
    *,
    keep: int = KEPT_COUNT,
) -> BackupCopy:
    """Copy the data, open or not, into the folder ``into``; keep its newest ``keep`` copies.

    Raises:
        DamagedFileError: the database is damaged; earlier copies are untouched.
        ReadOnlyFolderError, DiskFullError, DiskFaultError: the target refuses; likewise.
    """
    copy = BackupCopy(into / f"petition-desk-{at.astimezone(CHINA):{_STAMP}}.db")
    with disk_faults_spoken(into):
        into.mkdir(parents=True, exist_ok=True)
    _drop_unfinished(into, keys)
    write_copy(folder, keys, copy)
    _drop_oldest(into, keys, keep)
    return copy


def write_copy(folder: DataFolder, keys: UnlockedKeys, copy: BackupCopy) -> None:
    """Write one verified pair of files in an existing folder.

    Raises:
        DamagedFileError: what was read is not whole; nothing of that name is written.
        NoDataError, ReadOnlyFolderError, DiskFullError, DiskFaultError: as the disk says.
    """
    if not folder.database.is_file():
        raise NoDataError(folder.database)
    with _part_of(copy.database) as part:
        _copy_pages(folder.database, part, keys)
        check_database(part, keys, named=folder.database)
        write_beside_and_rename(copy.keyfile, folder.keyfile.read_bytes())
        with disk_faults_spoken(copy.database):
            flush_file(part)
            part.replace(copy.database)
            flush_folder(copy.database.parent)


def list_copies(folder: Path) -> tuple[BackupCopy, ...]:
    """Return the whole pairs in ``folder``, newest first; none where there is no folder."""
    if not folder.is_dir():
        return ()
    found = [BackupCopy(path) for path in folder.iterdir() if _NAME.fullmatch(path.name)]
    whole = [copy for copy in found if copy.keyfile.is_file()]
    return tuple(sorted(whole, key=lambda copy: copy.database.name, reverse=True))


def check_database(path: Path, keys: UnlockedKeys, *, named: Path | None = None) -> None:
    """Read a closed database page by page, and its journal's end.

    Args:
        path: The file.
        keys: Those of its set.
        named: Which file the sentence should name, where ``path`` is only a stage of it.

    Raises:
        DamagedFileError: it is not whole.
        KeyMismatchError: it is of another set.
        NoDataError, ReadOnlyFolderError, DiskFullError, DiskFaultError: it cannot be opened.
    """
    engine = open_engine(path, keys)
    try:
        with database_faults_spoken(path), engine.connect() as connection:
            holds = tail_holds(connection, keys.journal_key)
    except DamagedFileError as fault:
        raise DamagedFileError(named or path) from fault
    finally:
        engine.dispose()
    if not holds or not is_sound(path, keys):
        raise DamagedFileError(named or path)


def _copy_pages(source: Path, target: Path, keys: UnlockedKeys) -> None:
    with database_faults_spoken(source):
        reader = connect(source, keys)
    try:
        with database_faults_spoken(target):
            # The target takes over the pages as they are, so it needs the key and nothing else.
            writer = connect(target, keys, pragmas=())
            try:
                reader.backup(writer)
            finally:
                writer.close()
    except DamagedFileError as fault:
        raise DamagedFileError(source) from fault
    finally:
        reader.close()


@contextmanager
def _part_of(path: Path) -> Iterator[Path]:
    """Lend a name beside ``path``; whatever is left under it afterwards goes."""
    part = path.with_name(f"{path.name}.part")
    _drop(part)
    try:
        yield part
    finally:
        _drop(part)


def _drop(part: Path) -> None:
    for suffix in ("", "-wal", "-shm", "-journal"):
        part.with_name(part.name + suffix).unlink(missing_ok=True)


def _drop_oldest(folder: Path, keys: UnlockedKeys, keep: int) -> None:
    own = [copy for copy in list_copies(folder) if _is_of_set(copy.database, keys)]
    for copy in own[keep:]:
        # The key file goes first: a lone database is no copy, and is not counted as one.
        with suppress(OSError):
            copy.keyfile.unlink(missing_ok=True)
            copy.database.unlink(missing_ok=True)


def _drop_unfinished(folder: Path, keys: UnlockedKeys) -> None:
    """Clear away what a program that was killed while copying has left."""
    for part in folder.glob("petition-desk-*.db.part"):
        with suppress(OSError):
            if _is_of_set(part, keys):
                _drop(part)


def _is_of_set(database: Path, keys: UnlockedKeys) -> bool:
    """Say whether a database is of this office's set; another's in the same folder is not ours."""
    with suppress(OSError), database.open("rb") as file:
        return file.read(SALT_LENGTH) == keys.file_id
    return False
