"""What the ledger added: the views and sets of columns of an officer, further indexes.

The indexes are partial: what a shipped view lists is little against what is old, and stands in
them in the view's own order.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import Column, Index, Integer, Table, true

from petition_desk.storage.tables.base import metadata, text_column
from petition_desk.storage.tables.first import clocks, standings

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

for _name in ("is_sealed", "owes_national_entry"):
    Index(
        f"ix_standings_{_name}_number_order",
        standings.c.number_order,
        standings.c.case_id,
        sqlite_where=standings.c[_name] == true(),
    )
Index(
    "ix_clocks_open_deadline",
    clocks.c.deadline,
    clocks.c.owed_by,
    clocks.c.case_id,
    sqlite_where=clocks.c.is_open == true(),
)
