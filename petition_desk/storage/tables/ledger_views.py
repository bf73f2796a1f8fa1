"""The views of the ledger that an officer saved, and the sets of columns."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Column, Integer, Table

from petition_desk.storage.tables.base import metadata, text_column

ledger_views: Final = Table(
    "ledger_views",
    metadata,
    Column("id", Integer, primary_key=True),
    text_column("account", index=True),
    Column("position", Integer, nullable=False),
    text_column("kind"),
    text_column("title"),
    text_column("content"),
)
