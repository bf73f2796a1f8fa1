"""Facts about the database itself, one text each: the journal's head, the state of the index."""

from __future__ import annotations

from sqlalchemy import Connection, insert, select, update

from petition_desk.storage.tables import meta


def read_meta(connection: Connection, key: str) -> str | None:
    """Return the text kept under ``key``, or None."""
    return connection.execute(select(meta.c.value).where(meta.c.key == key)).scalar_one_or_none()


def write_meta(connection: Connection, key: str, value: str) -> None:
    """Keep ``value`` under ``key``, replacing what was there."""
    changed = connection.execute(update(meta).where(meta.c.key == key).values(value=value))
    if changed.rowcount == 0:
        connection.execute(insert(meta).values(key=key, value=value))
