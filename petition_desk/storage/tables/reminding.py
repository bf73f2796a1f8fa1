"""The tables of reminding: what was put off and until when, and what the self-check found.

`findings` is worked out of the steps, as `standings` is, and can be worked out again; the unit is
repeated in it so that the numbers of a room are read from one index. Of confidential cases it
holds a word of its own in place of the unit (`SEALED_UNIT`).
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import Column, Date, Index, Integer, Table, Text, UniqueConstraint, true

from petition_desk.storage.columns import UtcInstant
from petition_desk.storage.tables.base import case_column, day_column, metadata, text_column
from petition_desk.storage.tables.first import clocks

postponements: Final = Table(
    "postponements",
    metadata,
    Column("id", Integer, primary_key=True),
    case_column(index=False),
    text_column("rule"),
    text_column("of"),
    Column("until", Date, nullable=False, index=True),
    text_column("reason"),
    text_column("by"),
    Column("at", UtcInstant, nullable=False),
    UniqueConstraint("case_id", "rule", "of"),
)

findings: Final = Table(
    "findings",
    metadata,
    case_column(primary_key=True),
    Column("kind", Text, primary_key=True),
    day_column("on"),
    text_column("unit"),
    text_column("detail"),
)
Index("ix_findings_kind_on", findings.c.kind, findings.c.on, findings.c.case_id)
Index("ix_findings_kind_unit_on", findings.c.kind, findings.c.unit, findings.c.on)
# Everything that Today counts stands in one index over what is open, so that no row is looked up.
Index(
    "ix_clocks_open_counts",
    clocks.c.reminds_on,
    clocks.c.owed_by,
    clocks.c.queue,
    clocks.c.deadline,
    clocks.c.is_provisional,
    sqlite_where=clocks.c.is_open == true(),
)
