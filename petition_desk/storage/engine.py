"""Opening the encrypted database: every PRAGMA, and what a database fault means.

SQLCipher with a raw 256-bit key (nothing is stretched here, `keys` has done that) and a salt of
our own: the salt is the set's `file_id`, so the first 16 bytes of a database tell in clear whether
it belongs to the key file beside it. That is how a wrong key and a damaged file, which SQLCipher
reports alike, are told apart.

Transactions: the driver's own are switched off (``isolation_level=None``); a ``begin`` event
issues ``BEGIN IMMEDIATE`` for writing and ``BEGIN`` for reading, so that DDL rolls back too and a
writer never discovers half-way that another one was faster.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from petition_desk.errors import EnvironmentFaultError
from petition_desk.storage.errors import (
    DamagedFileError,
    DiskFaultError,
    DiskFullError,
    KeyMismatchError,
    LockedError,
    NoDataError,
    ReadOnlyFolderError,
)
from petition_desk.storage.files import disk_faults_spoken
from petition_desk.storage.keys import UnlockedKeys

READ_ONLY_OPTION: Final = "petition_desk_read_only"
"""Execution option of a connection whose transactions only read."""

SALT_LENGTH: Final = 16

_BUSY_TIMEOUT_MS: Final = 10_000
_ANALYSED_ROWS: Final = 400
DriverError = sqlcipher.Error
"""What the driver raises by itself, where SQLAlchemy is not in between."""

WORKING_PRAGMAS: Final = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",  # a confirmed registration survives a power cut
    "PRAGMA secure_delete = ON",
    "PRAGMA temp_store = MEMORY",  # a sort of names must not spill onto the disk in clear
    "PRAGMA cache_size = -32000",
    "PRAGMA journal_size_limit = 67108864",  # a great import leaves no great log behind
    f"PRAGMA busy_timeout = {_BUSY_TIMEOUT_MS}",
)

# Primary result codes, https://www.sqlite.org/rescode.html
_BUSY, _LOCKED, _READONLY, _IOERR, _CORRUPT, _FULL, _CANTOPEN, _NOTADB = (
    5, 6, 8, 10, 11, 13, 14, 26,
)  # fmt: skip
_PERM: Final = 3
_WORDS: Final = {
    "disk is full": _FULL,
    "malformed": _CORRUPT,
    "not a database": _NOTADB,
    "disk I/O error": _IOERR,
    "readonly database": _READONLY,
    "unable to open": _CANTOPEN,
    "is locked": _BUSY,
}


def connect(path: Path, keys: UnlockedKeys, pragmas: Iterable[str] = WORKING_PRAGMAS) -> Any:  # noqa: ANN401 - the driver has no types
    """Return a driver connection with key and ``pragmas`` set; the file is created if missing.

    Raises:
        sqlcipher3.dbapi2.DatabaseError: wrong key, damage, lock; see `database_faults_spoken`.
    """
    connection = sqlcipher.connect(
        str(path), isolation_level=None, check_same_thread=False, cached_statements=512
    )
    try:
        # SQLCipher would write to standard error at every page it cannot read.
        connection.execute("PRAGMA cipher_log_level = NONE").fetchall()
        raw = keys.database_key.hex() + keys.file_id.hex()
        connection.execute(f"PRAGMA key = \"x'{raw}'\"").fetchall()
        for pragma in pragmas:
            connection.execute(pragma).fetchall()
    except sqlcipher.Error:
        connection.close()
        raise
    return connection


def open_engine(path: Path, keys: UnlockedKeys) -> Engine:
    """Return an engine over an existing database, after a first look proved that the key fits.

    Raises:
        NoDataError: there is no file.
        KeyMismatchError: the file belongs to another key file.
        DamagedFileError: it belongs here, but cannot be read.
        LockedError, ReadOnlyFolderError, DiskFullError, DiskFaultError: the machine refuses.
    """
    if not path.is_file():
        raise NoDataError(path)
    with disk_faults_spoken(path), path.open("rb") as file:
        salt = file.read(SALT_LENGTH)
    if len(salt) < SALT_LENGTH:
        # SQLite takes an empty file for a new database; here it is one that was cut to nothing.
        raise DamagedFileError(path)
    engine = new_engine(path, keys)
    try:
        with database_faults_spoken(path), reading(engine).connect() as connection:
            connection.exec_driver_sql("SELECT count(*) FROM sqlite_schema").scalar_one()
    except DamagedFileError as fault:
        engine.dispose()
        if salt != keys.file_id:
            raise KeyMismatchError(path) from fault
        raise
    except EnvironmentFaultError:
        engine.dispose()
        raise
    return engine


def new_engine(path: Path, keys: UnlockedKeys) -> Engine:
    """Return an engine without looking at the file, which SQLite creates if it is missing."""
    engine = create_engine(
        "sqlite://",
        creator=lambda: connect(path, keys),
        module=sqlcipher,
        poolclass=QueuePool,
        pool_size=4,
        max_overflow=8,
        query_cache_size=1000,
        hide_parameters=True,  # an error's text must not carry names into a log
    )
    event.listen(engine, "begin", _begin)
    return engine


def reading(engine: Engine) -> Engine:
    """Return ``engine`` with transactions that only read and so wait for no writer."""
    return engine.execution_options(**{READ_ONLY_OPTION: True})


def _begin(connection: Connection) -> None:
    reads = connection.get_execution_options().get(READ_ONLY_OPTION, False)
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


def optimise(engine: Engine, path: Path) -> None:
    """Let SQLite count what its indexes hold, where that has changed much since it last did.

    With the counts it knows that open cases are few, and reads them instead of all. Costs some
    milliseconds, whatever the size.

    Raises:
        LockedError, ReadOnlyFolderError, DiskFullError, DiskFaultError: nothing was changed.
    """
    with database_faults_spoken(path), engine.begin() as connection:
        connection.exec_driver_sql(f"PRAGMA analysis_limit = {_ANALYSED_ROWS}")
        connection.exec_driver_sql("PRAGMA optimize = 0x10002")  # every table, not the used alone


@contextmanager
def database_faults_spoken(path: Path) -> Iterator[None]:
    """Turn a fault of the machine into a sentence; a fault of ours stays what it is.

    Raises:
        DamagedFileError, LockedError, ReadOnlyFolderError, DiskFullError, DiskFaultError: the
            machine's faults.
    """
    try:
        yield
    except (DBAPIError, sqlcipher.Error) as fault:
        spoken = spoken_fault(path, fault)
        if spoken is None:
            raise
        raise spoken from fault


def spoken_fault(path: Path, fault: BaseException | None) -> EnvironmentFaultError | None:
    """Return the sentence for a fault of the machine, or None for any other fault."""
    cause = fault.orig if isinstance(fault, DBAPIError) else fault
    if not isinstance(cause, sqlcipher.Error):
        return None
    match _code_of(cause):
        case primary if primary in (_NOTADB, _CORRUPT):
            return DamagedFileError(path)
        case primary if primary in (_BUSY, _LOCKED):
            return LockedError()
        case primary if primary in (_READONLY, _PERM, _CANTOPEN):
            return ReadOnlyFolderError(path)
        case primary if primary == _FULL:
            return DiskFullError(path)
        case primary if primary == _IOERR:
            # SQLite says no more where a quota or a file-size limit stops a write.
            return DiskFaultError(path, "磁盘可能已满或者有故障")
    return None


def _code_of(cause: Exception) -> int | None:
    code = getattr(cause, "sqlite_errorcode", None)
    if isinstance(code, int):
        return code & 0xFF
    # A copy that fails carries the words alone.
    return next((code for words, code in _WORDS.items() if words in str(cause)), None)


def is_sound(path: Path, keys: UnlockedKeys) -> bool:
    """Read every page of a closed database and say whether it is whole under this key.

    Raises:
        LockedError, ReadOnlyFolderError, DiskFullError, DiskFaultError: it could not be read at
            all, which says nothing about it.
    """
    with suppress(DamagedFileError), database_faults_spoken(path):
        connection = connect(path, keys)
        try:
            return [tuple(row) for row in connection.execute("PRAGMA quick_check")] == [("ok",)]
        finally:
            connection.close()
    return False
