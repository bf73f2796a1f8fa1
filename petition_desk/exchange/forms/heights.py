"""How high a row has to be for its text, where the form leaves that to Excel.

Excel fits such rows when a text is typed, not when a file is opened; a row the form gave a height
of its own keeps it, and what does not fit is said before writing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil
from typing import Final

from petition_desk.exchange.cells import plain_text
from petition_desk.exchange.forms.formats import Formats
from petition_desk.exchange.forms.grid import Grid
from petition_desk.exchange.forms.layout import FormLayout
from petition_desk.exchange.forms.values import ColumnFiller, FormRow
from petition_desk.exchange.forms.xml_tree import child, children, root_of
from petition_desk.exchange.sheet_style import text_width

#: Width of a column nobody set, in characters, and the room at both sides of a text.
_COMMON_WIDTH: Final = 8.43
_MARGINS: Final = 1.0
_COMMON_HEIGHT: Final = 15.0
_COMMON_SIZE: Final = 11.0
#: Height of a line over the size of its font, as Excel sets 宋体.
_LINE: Final = 1.45
#: The estimate of a text's height may be out by so much before it is called cut.
_PATIENCE: Final = 1.1
#: A row is no higher than this ([MS-XLSX]), in points.
HIGHEST: Final = 409.0


class RowHeights:
    """Works out heights in points."""

    def __init__(self, grid: Grid, formats: Formats) -> None:
        """Read the widths of a sheet's columns."""
        self._grid = grid
        self._formats = formats
        root = root_of(grid.document)
        settings = child(root, "sheetFormatPr")
        self._common = _COMMON_WIDTH
        self.common = _COMMON_HEIGHT
        if settings is not None:
            self._common = _number(settings.getAttribute("defaultColWidth"), _COMMON_WIDTH)
            self.common = _number(settings.getAttribute("defaultRowHeight"), _COMMON_HEIGHT)
        self._widths: list[tuple[int, int, float]] = []
        for table in children(root, "cols"):
            for each in children(table, "col"):
                first, last = each.getAttribute("min"), each.getAttribute("max")
                width = _number(each.getAttribute("width"), self._common)
                self._widths.append((int(first or 0), int(last or 0), width))

    def is_fixed(self, row: int) -> bool:
        """Return whether the form gave a row a height of its own."""
        element = self._grid.rows.get(row)
        return element is not None and element.getAttribute("customHeight") in ("1", "true")

    def height(self, row: int) -> float:
        """Return the height a row of the form has."""
        element = self._grid.rows.get(row)
        return self.common if element is None else _number(element.getAttribute("ht"), self.common)

    def needed(self, row: int, texts: Mapping[int, tuple[str, int]]) -> float:
        """Return the height the texts of a row need: by column the text and its format."""
        highest = 0.0
        for column, (text, style) in texts.items():
            if not self._formats.wraps(style):
                continue
            size = self._formats.font_size(style)
            room = max(self._width(row, column) - _MARGINS, 1.0)
            scale = size / _COMMON_SIZE
            lines = sum(max(ceil(text_width(line) * scale / room), 1) for line in text.split("\n"))
            highest = max(highest, lines * size * _LINE)
        return min(highest, HIGHEST)

    def style(self, row: int, column: int) -> int:
        """Return the format of a cell."""
        cell = self._grid.cell(row, column)
        return cell.style if cell is not None else 0

    def _width(self, row: int, column: int) -> float:
        """Return the width of a column, of all that are merged with it in a row."""
        area = self._grid.merge_at(row, column)
        last = area.last_column if area is not None else column
        return sum(self._own_width(each) for each in range(column, last + 1))

    def _own_width(self, column: int) -> float:
        return next(
            (width for first, last, width in self._widths if first <= column <= last), self._common
        )


def cramped(
    heights: RowHeights,
    layout: FormLayout,
    fillers: Sequence[ColumnFiller],
    rows: Sequence[FormRow],
) -> dict[str, int]:
    """Return the columns whose texts are cut by a height of the form's own, and how many rows."""
    row = layout.last if layout.row_count else layout.head[1]
    if not heights.is_fixed(row):
        return {}
    found: dict[str, int] = {}
    for filler in fillers:
        style = heights.style(row, filler.column.column)
        for number, told in enumerate(rows, 1):
            text = plain_text(filler.value(told, number))
            texts = {filler.column.column: (text, style)}
            if heights.needed(row, texts) > heights.height(row) * _PATIENCE:
                found[filler.column.key] = found.get(filler.column.key, 0) + 1
    return found


def _number(text: str, otherwise: float) -> float:
    try:
        return float(text)
    except ValueError:
        return otherwise
