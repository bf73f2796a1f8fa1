"""How a written sheet looks and prints, and how a value becomes a cell that is only a value.

Text stays text: no cell of ours is ever a formula, an error value or a guess of the library, and
text carries Excel's own mark for it (the quote prefix), so that editing the cell does not turn
it into one either.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any, Final
from unicodedata import east_asian_width

from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.properties import PageSetupProperties

from petition_desk.exchange.cells import CellValue, plain_text, uncontrolled
from petition_desk.exchange.table_sheet import TableSheet

#: Longest text of one cell ([MS-XLSX]); the library would cut without a word.
MAX_CELL_LENGTH: Final = 32_767
_CUT_MARK: Final = "…（超出单元格上限，未完）"

_FONT: Final = "宋体"
_NARROWEST, _WIDEST = 5, 44
_LINE: Final = Side(style="thin", color="FFBFBFBF")
_BORDER: Final = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_HEADER_FILL: Final = PatternFill("solid", fgColor="FFEEF1F5")


class CellKind(StrEnum):
    """What the cells of a written column are; `ANY` keeps each value's own kind."""

    TEXT = "text"
    DATE = "date"
    INT = "int"
    ID = "id"
    ANY = "any"


_FORMATS: Final = {
    CellKind.DATE: "yyyy-mm-dd",
    CellKind.INT: "0",
    CellKind.ID: "@",
    CellKind.TEXT: "@",
    CellKind.ANY: "General",
}


def dress_sheet(sheet: TableSheet, title: str, widths: Sequence[float]) -> None:
    """Set what a sheet has apart from its rows: widths, frozen header, filter, the printed page.

    Args:
        sheet: A sheet without rows yet.
        title: Printed above each page.
        widths: Of the columns.
    """
    for index, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(index)].width = width
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top, sheet.page_margins.bottom = 0.7, 0.6
    shown = " ".join(uncontrolled(title)[0].split()).replace("&", "&&")
    _print_centred(sheet.HeaderFooter.oddHeader, shown[:200], 14)
    _print_centred(sheet.HeaderFooter.oddFooter, "第 &P 页，共 &N 页", 9)


def _print_centred(place: HeaderFooterItem | None, text: str, size: int) -> None:
    if place is not None and place.center is not None:
        place.center.text = text
        place.center.size = size


class RowPainter:
    """Turns rows of values into rows of cells; one painted cell a column serves all rows."""

    def __init__(
        self, sheet: TableSheet, kinds: Sequence[CellKind], widths: Sequence[float]
    ) -> None:
        """Paint one cell for each column."""
        self._sheet = sheet
        self._kinds = tuple(kinds)
        self._cells = tuple(
            self._painted(kind, width) for kind, width in zip(kinds, widths, strict=True)
        )

    def header(self, titles: Sequence[str]) -> list[SheetCell]:
        """Return the header row."""
        cells = []
        for title in titles:
            cell = WriteOnlyCell(self._sheet)
            cell.font = Font(name=_FONT, size=10, bold=True)
            cell.fill = _HEADER_FILL
            cell.border = _BORDER
            cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
            _put_text(cell, title)
            cells.append(cell)
        return cells

    def row(self, values: Sequence[CellValue]) -> list[SheetCell]:
        """Return a row; the cells are used again for the next one.

        Raises:
            ValueError: the row is not as long as the header.
        """
        for cell, kind, value in zip(self._cells, self._kinds, values, strict=True):
            _put(cell, kind, value)
        return list(self._cells)

    def _painted(self, kind: CellKind, width: float) -> SheetCell:
        cell = WriteOnlyCell(self._sheet)
        cell.font = Font(name=_FONT, size=10)
        cell.border = _BORDER
        across = "center" if kind in (CellKind.DATE, CellKind.INT) else "left"
        cell.alignment = Alignment(horizontal=across, vertical="center", wrap_text=width >= _WIDEST)
        cell.number_format = _FORMATS[kind]
        if kind in (CellKind.TEXT, CellKind.ID):
            cell.quotePrefix = True
        return cell


def _put(cell: Any, kind: CellKind, value: CellValue) -> None:  # noqa: ANN401 - the library's cells are untyped inside
    """Set a cell's value as its column wants it; what does not fit there is text."""
    if value is None or value == "":
        cell.value = None
    elif kind is CellKind.DATE and isinstance(value, date):
        cell.value = value.date() if isinstance(value, datetime) else value
    elif kind is CellKind.INT and isinstance(value, int):
        cell.value = int(value)
    elif kind is CellKind.ANY and not isinstance(value, str):
        _put_as_it_is(cell, value)
    else:
        _put_text(cell, value)


def _put_as_it_is(cell: Any, value: CellValue) -> None:  # noqa: ANN401
    """Set a number or a day in a column of mixed values, each with its own format."""
    cell.number_format = "General"
    if isinstance(value, datetime):
        cell.number_format = "yyyy-mm-dd" if value.time() == time() else "yyyy-mm-dd hh:mm:ss"
    elif isinstance(value, date):
        cell.number_format = "yyyy-mm-dd"
    elif isinstance(value, (bool, time, timedelta)):
        _put_text(cell, value)
        return
    cell.value = value


def _put_text(cell: Any, value: CellValue) -> None:  # noqa: ANN401
    text = plain_text(value)
    text = uncontrolled(text)[0] if not text.isprintable() else text
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    if len(text) > MAX_CELL_LENGTH:
        text = text[: MAX_CELL_LENGTH - len(_CUT_MARK)] + _CUT_MARK
    cell.value = text
    # The library takes a leading = for a formula and #N/A for an error; here it is neither.
    cell.data_type = "s"


def fitting_widths(
    titles: Sequence[str], kinds: Sequence[CellKind], sample: Sequence[Sequence[CellValue]]
) -> list[float]:
    """Return widths that fit titles and sampled rows, within what a page can hold."""
    widths = []
    for index, (title, kind) in enumerate(zip(titles, kinds, strict=True)):
        longest = text_width(title) + 3  # room for the filter's button
        if kind is CellKind.DATE:
            longest = max(longest, 11)
        else:
            cells = (plain_text(row[index]) for row in sample)
            longest = max(longest, max(map(text_width, cells), default=0) + 1)
        widths.append(float(min(max(longest, _NARROWEST), _WIDEST)))
    return widths


def text_width(text: str) -> int:
    """Return the width of a text's longest line in half-width characters; 中 counts two."""
    lines = text.splitlines() or [""]
    return max(sum(2 if east_asian_width(c) in "WFA" else 1 for c in line) for line in lines)
