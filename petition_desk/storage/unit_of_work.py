"""The open database, and one transaction over all its stores."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine

from petition_desk.clock import Clock
from petition_desk.errors import EnvironmentFaultError
from petition_desk.storage import keys as key_room
from petition_desk.storage.attachments import AttachmentStore
from petition_desk.storage.backup import BackupCopy, make_copy
from petition_desk.storage.cases import CaseStore
from petition_desk.storage.deadlines import DeadlineStore
from petition_desk.storage.engine import (
    database_faults_spoken,
    is_sound,
    new_engine,
    open_engine,
    optimise,
    reading,
    spoken_fault,
)
from petition_desk.storage.errors import DamagedFileError, DataExistsError, NoDataError
from petition_desk.storage.exports import ExportStore
from petition_desk.storage.files import PRIVATE_MODE, disk_faults_spoken, flush_folder
from petition_desk.storage.findings import FindingStore
from petition_desk.storage.folder import DataFolder
from petition_desk.storage.forms import FormStore
from petition_desk.storage.imports import ImportStore
from petition_desk.storage.journal import (
    Journal,
    JournalReport,
    last_entry_head,
    read_head_file,
    verify_journal,
    write_head_file,
)
from petition_desk.storage.keys import STANDARD_COST, Cost, UnlockedKeys
from petition_desk.storage.last_seen import LastSeenStore
from petition_desk.storage.ledger import LedgerStore
from petition_desk.storage.ledger_views import LedgerViewStore
from petition_desk.storage.letter_marks import LetterMarkStore
from petition_desk.storage.letter_services import ServiceStore
from petition_desk.storage.letters import LetterStore
from petition_desk.storage.lock import DeskLock
from petition_desk.storage.office_stores import (
    CalendarStore,
    DraftStore,
    SettingsStore,
    UnitStore,
)
from petition_desk.storage.postponements import PostponementStore
from petition_desk.storage.printings import PrintingStore
from petition_desk.storage.schema import bring_up_to_date, create_schema
from petition_desk.storage.search import SearchStore
from petition_desk.storage.shifts import ShiftStore
from petition_desk.storage.sought_people import SoughtPeople
from petition_desk.storage.wordings import WordingStore

__all__ = ["Database", "UnitOfWork"]


class UnitOfWork:
    """One transaction: rolls back when it is left, unless `commit` was called.

    Attributes:
        cases, letters, attachments, deadlines, ledger, search, settings, units, drafts,
            calendars, imports: The stores, all in this transaction.
        journal: For what no store writes by itself, e.g. that identities were shown.
    """

    def __init__(
        self,
        engine: Engine,
        path: Path,
        keys: UnlockedKeys,
        account: str,
        now: datetime,
        *,
        read_only: bool = False,
    ) -> None:
        """Begin nothing yet; ``now`` is the instant of everything written here."""
        self._engine = reading(engine) if read_only else engine
        self._path = path
        self._keys = keys
        self._account = account
        self._now = now
        self._is_read_only = read_only

    def __enter__(self) -> Self:
        with database_faults_spoken(self._path):
            connection = self._engine.connect()
            try:
                connection.begin()
            except BaseException:
                connection.close()
                raise
        self._open_stores(connection)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with database_faults_spoken(self._path):
            # Rolls back what was not committed.
            self._connection.close()
        spoken = spoken_fault(self._path, fault)
        if spoken is not None:
            raise spoken from fault

    def commit(self) -> None:
        """Make everything permanent, journal included; on the disk when this returns.

        Raises:
            DiskFullError, DiskFaultError: nothing was saved.
            RuntimeError: this transaction only reads, or was committed already.
        """
        if self._is_read_only or not self._connection.in_transaction():
            raise RuntimeError("this transaction cannot be committed")
        with database_faults_spoken(self._path):
            self.journal.seal()
            self._connection.commit()

    def _open_stores(self, connection: Connection) -> None:
        self._connection = connection
        self.journal = Journal(connection, self._keys.journal_key, self._account, self._now)
        self.search = SearchStore(connection)
        self.cases = CaseStore(connection, self.journal, self.search)
        self.letters = LetterStore(connection, self.journal)
        self.letter_marks = LetterMarkStore(connection)
        self.attachments = AttachmentStore(connection, self.journal)
        self.deadlines = DeadlineStore(connection)
        self.services = ServiceStore(connection)
        self.findings = FindingStore(connection)
        self.postponements = PostponementStore(connection, self.journal, self._account, self._now)
        self.last_seen = LastSeenStore(connection, self.journal, self._now)
        self.shifts = ShiftStore(connection)
        self.ledger = LedgerStore(connection)
        self.ledger_views = LedgerViewStore(connection, self.journal, self._account)
        self.exports = ExportStore(connection)
        self.sought = SoughtPeople(connection)
        self.forms = FormStore(connection, self.journal, self._now)
        self.settings = SettingsStore(connection, self.journal)
        self.units = UnitStore(connection, self.journal)
        self.drafts = DraftStore(connection, self._now)
        self.calendars = CalendarStore(connection, self.journal, self._now)
        self.imports = ImportStore(connection, self.journal, self._account, self._now)
        self.printings = PrintingStore(connection, self.journal, self._account, self._now)
        self.wordings = WordingStore(connection, self.journal, self._account, self._now)


class Database:
    """An office's data, unlocked and held by this process until `close`.

    Attributes:
        folder: Where it lies.
        keys: What the password opened; `account` and `rights` stand in it.
    """

    def __init__(
        self, folder: DataFolder, keys: UnlockedKeys, engine: Engine, lock: DeskLock, clock: Clock
    ) -> None:
        """Use `open` or `create`."""
        self.folder = folder
        self.keys = keys
        self._engine = engine
        self._lock = lock
        self._clock = clock

    @classmethod
    def open(
        cls,
        data_dir: Path,
        account: str,
        password: str,
        clock: Clock,
        *,
        wait_seconds: float = 0,
    ) -> Database:
        """Open existing data, bringing an older file up to date first.

        Args:
            data_dir: The data folder.
            account: Who opens it.
            password: The account's password.
            clock: Asked for the instant.
            wait_seconds: How long to wait for another process that holds the data.

        Raises:
            NoDataError, LockedError, WrongPasswordError, UnknownAccountError, KeyfileDamagedError,
            KeyMismatchError, DamagedFileError, NewerFileError, NetworkDriveError,
            ReadOnlyFolderError, DiskFullError, DiskFaultError: nothing was changed.
        """
        folder = DataFolder(data_dir)
        for path in (folder.keyfile, folder.database):
            if not path.is_file():
                raise NoDataError(path)
        folder.make_ready()
        lock = DeskLock.acquire(folder, "", clock.now(), wait_seconds=wait_seconds)
        try:
            keys = key_room.unlock(folder.keyfile, account, password)
            lock.name_holder(keys.account, clock.now())
            engine = _up_to_date_engine(folder, keys, clock.now())
        except BaseException:
            lock.release()
            raise
        return cls(folder, keys, engine, lock, clock)

    @classmethod
    def create(
        cls,
        data_dir: Path,
        account: str,
        password: str,
        clock: Clock,
        *,
        cost: Cost = STANDARD_COST,
    ) -> tuple[Database, str]:
        """Make new data with its first account, which has every right, and open it.

        Returns:
            The database, and the recovery key in its printed form; it is stored nowhere.

        Raises:
            DataExistsError: the folder holds data already.
            EmptyPasswordError, InputError: password or account name is unfit.
            LockedError, NetworkDriveError, ReadOnlyFolderError, DiskFullError, DiskFaultError:
                nothing is left behind.
        """
        folder = DataFolder(data_dir)
        if folder.holds_data():
            raise DataExistsError(data_dir)
        folder.make_ready()
        lock = DeskLock.acquire(folder, account, clock.now())
        try:
            keys, recovery_key = key_room.create(folder.keyfile, account, password, cost=cost)
            try:
                _create_file(folder, keys)
            except BaseException:
                folder.keyfile.unlink(missing_ok=True)
                raise
            engine = open_engine(folder.database, keys)
        except BaseException:
            lock.release()
            raise
        return cls(folder, keys, engine, lock, clock), recovery_key

    def begin(self, account: str, now: datetime, *, read_only: bool = False) -> UnitOfWork:
        """Return a transaction of ``account`` at the instant ``now``; enter it to begin."""
        return UnitOfWork(
            self._engine, self.folder.database, self.keys, account, now, read_only=read_only
        )

    def copy_to(self, into: Path) -> BackupCopy:
        """Make a verified copy in a folder and keep the newest ten.

        Raises:
            DamagedFileError: this database is damaged; earlier copies are untouched.
            ReadOnlyFolderError, DiskFullError, DiskFaultError: the folder refuses; likewise.
        """
        copy = make_copy(self.folder, self.keys, into, self._clock.now())
        self._write_head()
        return copy

    def verify(self) -> JournalReport:
        """Read every page and recompute the whole journal.

        Raises:
            DamagedFileError: the file itself is damaged.
        """
        if not is_sound(self.folder.database, self.keys):
            raise DamagedFileError(self.folder.database)
        key = self.keys.journal_key
        outside = read_head_file(self.folder.journal_head, key)
        with (
            database_faults_spoken(self.folder.database),
            reading(self._engine).connect() as connection,
        ):
            return verify_journal(connection, key, outside)

    def close(self) -> None:
        """Write the journal's head outside, close the file and let go of the folder."""
        # Both are for later; a fault in either holds nobody up.
        with suppress(EnvironmentFaultError):
            self._write_head()
            optimise(self._engine, self.folder.database)
        self._engine.dispose()
        self._lock.release()

    def _write_head(self) -> None:
        key = self.keys.journal_key
        with (
            database_faults_spoken(self.folder.database),
            reading(self._engine).connect() as connection,
        ):
            head = last_entry_head(connection, key)
        write_head_file(self.folder.journal_head, key, head)


def _up_to_date_engine(folder: DataFolder, keys: UnlockedKeys, now: datetime) -> Engine:
    engine = open_engine(folder.database, keys)
    try:
        bring_up_to_date(folder, keys, engine, now)
    except BaseException:
        engine.dispose()
        raise
    return engine


def _create_file(folder: DataFolder, keys: UnlockedKeys) -> None:
    """Make the database under another name first, so that a half-made one is never opened."""
    part = folder.database.with_name(f"{folder.database.name}.part")
    part.unlink(missing_ok=True)
    engine = new_engine(part, keys)
    try:
        with database_faults_spoken(folder.database), engine.begin() as connection:
            create_schema(connection)
    except BaseException:
        engine.dispose()
        for suffix in ("", "-wal", "-shm"):
            part.with_name(part.name + suffix).unlink(missing_ok=True)
        raise
    engine.dispose()
    with disk_faults_spoken(folder.database):
        # Encrypted or not, nobody else on the PC has any use for it; its log takes the same mode.
        part.chmod(PRIVATE_MODE)
        part.replace(folder.database)
        flush_folder(folder.root)
