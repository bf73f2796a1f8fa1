"""Alembic's entry: runs the revisions on the connection the program hands over."""

from __future__ import annotations

from alembic import context
from sqlalchemy import Connection

from petition_desk.storage.tables import metadata

connection: Connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=True,  # the engine begins real transactions, DDL included
)
with context.begin_transaction():
    context.run_migrations()
