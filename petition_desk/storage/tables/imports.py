"""What an import did, so that it can be taken back as one act."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Column, ForeignKey, Integer, Table

from petition_desk.storage.columns import JsonText, UtcInstant
from petition_desk.storage.tables.base import case_column, metadata, text_column


def _batch(*, primary_key: bool = False) -> Column[int]:
    owner = ForeignKey("import_batches.id", ondelete="CASCADE")
    if primary_key:
        return Column("batch_id", Integer, owner, primary_key=True, autoincrement=False)
    return Column("batch_id", Integer, owner, nullable=False, index=True)


import_files: Final = Table(
    "import_files",
    metadata,
    _batch(primary_key=True),
    text_column("file_name"),
    # The entry that says it was done: what the journal says of its cases later was done later.
    Column("journal_seq", Integer, nullable=False),
    Column("taken_back_at", UtcInstant),
    text_column("taken_back_by"),
)

import_cases: Final = Table(
    "import_cases",
    metadata,
    Column("id", Integer, primary_key=True),
    _batch(),
    case_column(),
    # The facts before it; NULL where the case came with the import.
    Column("before", JsonText),
    # Of a case that was there, the identifiers of the steps that came.
    Column("steps", JsonText, nullable=False),
)
