"""The identifiers that issued letters carry inside, so that a changed one is still known."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Column, ForeignKey, Integer, Table

from petition_desk.storage.tables.base import metadata, text_column

letter_marks: Final = Table(
    "letter_marks",
    metadata,
    Column(
        "letter_id",
        Integer,
        ForeignKey("letters.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    text_column("mark", index=True),
)
