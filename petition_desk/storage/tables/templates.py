"""The tables of the office's own wordings and of what was printed.

A wording that was saved stays for good: letters name the version they were written in. A row
without content says that from then on the shipped wording holds again.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import Column, ForeignKey, Integer, Table, Text, UniqueConstraint

from petition_desk.storage.columns import UtcInstant
from petition_desk.storage.tables.base import metadata, text_column

letter_wordings: Final = Table(
    "letter_wordings",
    metadata,
    Column("id", Integer, primary_key=True),
    text_column("kind"),
    Column("version", Integer, nullable=False),
    text_column("content"),
    text_column("reason"),
    text_column("account"),
    Column("saved_at", UtcInstant, nullable=False),
    UniqueConstraint("kind", "version"),
)

wording_drafts: Final = Table(
    "wording_drafts",
    metadata,
    Column("account", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    text_column("content"),
    Column("saved_at", UtcInstant, nullable=False),
)

printings: Final = Table(
    "printings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column(
        "letter_id",
        Integer,
        ForeignKey("letters.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    Column("job", Integer, nullable=False, index=True),
    Column("copies", Integer, nullable=False),
    text_column("printer"),
    text_column("fate"),
    text_column("account"),
    Column("printed_at", UtcInstant, nullable=False),
)
