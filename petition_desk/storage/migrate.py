"""Running the migrations: by the program itself, without a configuration file, all or nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from petition_desk.storage.case_reading import every_case
from petition_desk.storage.schema import write_schema_number
from petition_desk.storage.search import fill_index

MIGRATIONS: Final = Path(__file__).resolve().parent / "migrations"
"""The scripts; as files, also in a wheel and in the frozen program."""


def migrate(engine: Engine, revision: str, number: int) -> None:
    """Bring a database to ``revision`` and note its ``number``, in one transaction.

    Foreign keys rest meanwhile, because SQLite alters a table by replacing it; they are checked
    as a whole before the commit.

    Raises:
        RuntimeError: a revision would leave rows that point nowhere; nothing was changed.
    """
    with engine.connect() as connection:
        # Inside a transaction this switch does nothing, so it goes past SQLAlchemy.
        raw: Any = connection.connection.dbapi_connection
        raw.execute("PRAGMA foreign_keys = OFF")
        try:
            with connection.begin():
                command.upgrade(config_for(connection), revision)
                # A revision leaves the index of words empty where it changed how they are cut.
                if not connection.exec_driver_sql("SELECT rowid FROM search LIMIT 1").first():
                    fill_index(connection, every_case(connection))
                _require_whole(connection)
                write_schema_number(connection, number)
        finally:
            raw.execute("PRAGMA foreign_keys = ON")


def config_for(connection: Connection | None = None) -> Config:
    """Return Alembic's configuration over the packaged scripts."""
    config = Config()
    # Alembic reads % as the start of a blank; a folder may have one in its name.
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def revisions() -> tuple[str, ...]:
    """Return every revision from the first to the last."""
    scripts = ScriptDirectory.from_config(config_for())
    return tuple(reversed([script.revision for script in scripts.walk_revisions()]))


def _require_whole(connection: Connection) -> None:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if broken is not None:
        raise RuntimeError(f"the migration left rows of {broken[0]} without their {broken[2]}")
