"""The forms of other offices that this one fills every month."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Column, LargeBinary, Table, Text

from petition_desk.storage.columns import UtcInstant
from petition_desk.storage.tables.base import metadata, text_column

forms: Final = Table(
    "forms",
    metadata,
    Column("name", Text, primary_key=True),
    text_column("file_name"),
    text_column("sha256", index=True),
    text_column("mapping"),
    Column("saved_at", UtcInstant, nullable=False),
    # Last, as the longest: the list of names is read without it.
    Column("workbook", LargeBinary, nullable=False),
)
