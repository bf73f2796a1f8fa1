"""An index for the yearly notice: which clocks end on or after the first day that it changes.

Also what has ended may be touched, so that every clock is in it; counting what waits for a notice
and finding what a notice moves read this index alone.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import Index

from petition_desk.storage.tables.first import clocks

CLOCKS_BY_ROLLED_DAY: Final = Index(
    "ix_clocks_due_rolled", clocks.c.due_rolled, clocks.c.is_open, clocks.c.case_id
)
