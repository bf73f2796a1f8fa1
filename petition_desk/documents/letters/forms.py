"""What ruled forms have in common: a name in 黑体 beside what is filled in, room for signatures."""

from __future__ import annotations

from typing import Final

from petition_desk.documents.blocks import Align, Cell, Row, Table
from petition_desk.documents.fonts import FontRole

#: Name, content, name, content; as parts of the width.
FOUR_COLUMNS: Final = (2.7, 3.7, 2.8, 3.8)
#: Heights in points: of a row that is signed, and of one that is written into by hand.
SIGNED: Final = 34.0
WRITTEN: Final = 58.0
BLANK_DATE: Final = "　　年　　月　　日"


def name_cell(text: str) -> Cell:
    """Return the cell that names what stands beside it."""
    return Cell(text, align=Align.CENTRE, role=FontRole.HEADING)


def pair(name: str, text: str, other: str, other_text: str, height: float = 0.0) -> Row:
    """Return a row of two names with their contents."""
    return Row((name_cell(name), Cell(text), name_cell(other), Cell(other_text)), height)


def whole(name: str, text: str = "", height: float = 0.0) -> Row:
    """Return a row of one name with its content across the form."""
    return Row((name_cell(name), Cell(text, span=3)), height)


def form(*rows: Row) -> tuple[Table]:
    """Return the form as the one block it is."""
    return (Table(FOUR_COLUMNS, rows),)
