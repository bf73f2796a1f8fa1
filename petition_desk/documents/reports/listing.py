"""What the lists have in common: their sheet, and tables whose rows stand in groups."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from petition_desk.documents.blocks import Align, Cell, Row, Table
from petition_desk.documents.fonts import FontRole
from petition_desk.documents.page import POINTS_PER_MM, SHEET_HEIGHT, SHEET_WIDTH, Sheet

_CELLS: Final = 41
_BODY: Final = 12.0
_WIDTH: Final = 174 * POINTS_PER_MM

#: A4 with margins of 18 mm: text 小四, tables 9.5 pt; 36 lines leave room for the page number.
LIST_SHEET: Final = Sheet(
    width=SHEET_WIDTH,
    height=SHEET_HEIGHT,
    left=(SHEET_WIDTH - _WIDTH) / 2,
    head=18 * POINTS_PER_MM,
    cells_per_line=_CELLS,
    lines=36,
    cell=_WIDTH / _CELLS,
    pitch=20.0,
    body_size=_BODY,
    title_size=18.0,
    title_pitch=30.0,
    form_size=9.5,
    form_pitch=13.0,
    has_folio_room=True,
)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its head, its share of the width, where its lines stand."""

    head: str
    width: float
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class RowGroup:
    """Rows under a head of their own; `says` stands beside the head."""

    title: str
    rows: tuple[tuple[str, ...], ...]
    says: str = ""


def grouped_table(columns: Sequence[Column], groups: Iterable[RowGroup]) -> Table:
    """Return one table of all groups; a page never ends behind the head of a group."""
    rows = [_heads(columns)]
    for group in groups:
        title = "　".join(filter(None, (group.title, group.says)))
        head = Cell(title, span=len(columns), role=FontRole.HEADING)
        rows.append(Row((head,), keep_with_next=True))
        rows += [_row(columns, row) for row in group.rows]
    return Table(tuple(column.width for column in columns), tuple(rows), header_rows=1)


def plain_table(columns: Sequence[Column], rows: Iterable[Sequence[str]]) -> Table:
    """Return a table without groups."""
    body = [_row(columns, row) for row in rows]
    widths = tuple(column.width for column in columns)
    return Table(widths, (_heads(columns), *body), header_rows=1)


def _heads(columns: Sequence[Column]) -> Row:
    return Row(tuple(Cell(column.head, 1, Align.CENTRE, FontRole.HEADING) for column in columns))


def _row(columns: Sequence[Column], texts: Sequence[str]) -> Row:
    pairs = zip(columns, texts, strict=True)
    return Row(tuple(Cell(text, align=column.align) for column, text in pairs))
