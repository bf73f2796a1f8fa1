"""The shape of the database: made new, recognised, brought up to date.

``PRAGMA user_version`` holds the schema's number, which only grows; by it a file of a newer
program is known and refused. Alembic's own table holds the revision. A new database is made from
`tables` at once, without loading Alembic; a test proves that the migrations lead to the same.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, text

from petition_desk.clock import CHINA
from petition_desk.storage.backup import BackupCopy, write_copy
from petition_desk.storage.engine import database_faults_spoken, open_engine, reading
from petition_desk.storage.errors import NewerFileError
from petition_desk.storage.files import disk_faults_spoken
from petition_desk.storage.folder import DataFolder
from petition_desk.storage.keys import UnlockedKeys
from petition_desk.storage.search import CREATE_SEARCH
from petition_desk.storage.tables import metadata

SCHEMA_NUMBER: Final = 2
"""Grows by one with every released revision."""

HEAD_REVISION: Final = "0002"

_VERSION_TABLE: Final = (
    "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL,"
    " CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
)


def create_schema(connection: Connection) -> None:
    """Make every table in an empty database, within the caller's transaction."""
    metadata.create_all(connection, checkfirst=False)
    connection.exec_driver_sql(CREATE_SEARCH)
    connection.exec_driver_sql(_VERSION_TABLE)
    stamp = text("INSERT INTO alembic_version (version_num) VALUES (:revision)")
    connection.execute(stamp, {"revision": HEAD_REVISION})
    write_schema_number(connection, SCHEMA_NUMBER)


def schema_number(connection: Connection) -> int:
    """Return the number of the schema a database has; 0 for one without any."""
    return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())


def write_schema_number(connection: Connection, number: int) -> None:
    """Note the number, within the caller's transaction."""
    connection.exec_driver_sql(f"PRAGMA user_version = {number:d}")


def require_known_schema(path: Path, keys: UnlockedKeys, *, named: Path | None = None) -> None:
    """Refuse a closed database that a newer program wrote.

    Args:
        path: The file.
        keys: Those of its set.
        named: Which file the sentence should name, where ``path`` is only a stage of it.

    Raises:
        NewerFileError: its schema is newer than this program's.
    """
    engine = open_engine(path, keys)
    try:
        with database_faults_spoken(path), reading(engine).connect() as connection:
            found = schema_number(connection)
    finally:
        engine.dispose()
    if found > SCHEMA_NUMBER:
        raise NewerFileError(named or path, found, SCHEMA_NUMBER)


def bring_up_to_date(folder: DataFolder, keys: UnlockedKeys, engine: Engine, at: datetime) -> bool:
    """Migrate the database to this program's schema, after a verified copy was put aside.

    Returns:
        Whether there was anything to do.

    Raises:
        NewerFileError: a newer program wrote it; nothing was changed.
        DamagedFileError, DiskFullError, ReadOnlyFolderError, DiskFaultError: copying or migrating
            failed; the database is as it was.
    """
    with database_faults_spoken(folder.database), reading(engine).connect() as connection:
        found = schema_number(connection)
    if found > SCHEMA_NUMBER:
        raise NewerFileError(folder.database, found, SCHEMA_NUMBER)
    if found == SCHEMA_NUMBER:
        return False
    stamp = f"{at.astimezone(CHINA):%Y%m%d-%H%M%S}"
    with disk_faults_spoken(folder.aside):
        folder.aside.mkdir(exist_ok=True)
    write_copy(folder, keys, BackupCopy(folder.aside / f"before-schema-{SCHEMA_NUMBER}-{stamp}.db"))
    # Half a second to load, and needed once in a release.
    from petition_desk.storage.migrate import migrate

    with database_faults_spoken(folder.database):
        migrate(engine, HEAD_REVISION, SCHEMA_NUMBER)
    return True
