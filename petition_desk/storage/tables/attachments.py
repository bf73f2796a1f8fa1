"""The tables of attachments: what they are, and their bytes in parts.

The bytes lie in parts of a megabyte, so that a large scan is never held whole.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import Column, ForeignKey, Integer, LargeBinary, Table

from petition_desk.storage.columns import UtcInstant
from petition_desk.storage.tables.base import case_column, flag_column, metadata, text_column

attachments: Final = Table(
    "attachments",
    metadata,
    Column("id", Integer, primary_key=True),
    case_column(),
    text_column("kind"),
    text_column("title"),
    text_column("media"),
    Column("size", Integer, nullable=False),
    text_column("sha256", index=True),
    Column("page_count", Integer, nullable=False),
    Column("added_at", UtcInstant, nullable=False),
    text_column("by"),
    text_column("letter"),
    text_column("addressee"),
    flag_column("is_void"),
    text_column("void_reason"),
)

attachment_parts: Final = Table(
    "attachment_parts",
    metadata,
    Column(
        "attachment_id",
        Integer,
        ForeignKey("attachments.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("bytes", LargeBinary, nullable=False),
)
