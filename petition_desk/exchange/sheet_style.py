"""How a written sheet looks and prints, and how a value becomes a cell that is only a value.

Text stays text: no cell of ours is ever a formula, an error value or a guess of the library, and
text carries Excel's own mark for it (the quote prefix), so that editing the cell does not turn
it into one either.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from enum import StrEnum
from math import isfinite
from typing import Final
from unicodedata import east_asian_width

from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.properties import PageSetupProperties

from petition_desk.exchange.cells import LINE_END, CellValue, plain_text, uncontrolled
from petition_desk.exchange.table_sheet import Styled, TableSheet

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


_EPOCH: Final = date(1899, 12, 30)
#: Excel counts a 29 February 1900 that never was; days before it have a smaller number.
_FALSE_LEAP_DAY: Final = 60
_TEXT_FORMAT, _NUMBER_FORMAT, _COUNT_FORMAT = "@", "General", "0"
_DAY_FORMAT, _MOMENT_FORMAT = "yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss"


def dress_sheet(
    sheet: TableSheet, title: str, widths: Sequence[float], header_row: int = 1
) -> None:
    """Set what a sheet has apart from its rows: widths, frozen header, filter, the printed page.

    Args:
        sheet: A sheet without rows yet.
        title: Printed above each page.
        widths: Of the columns.
        header_row: Number of the header's row; it and those above stay in sight.
    """
    for index, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(index)].width = width
    sheet.freeze_panes = f"A{header_row + 1}"
    sheet.print_title_rows = f"1:{header_row}"
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
    """Turns rows of values into rows of formats and values; a few formats a column serve all."""

    def __init__(
        self, sheet: TableSheet, kinds: Sequence[CellKind], widths: Sequence[float]
    ) -> None:
        """Prepare for a sheet whose columns have these kinds and widths."""
        self._sheet = sheet
        self._kinds = tuple(kinds)
        self._wraps = tuple(width >= _WIDEST for width in widths)
        self._styles: dict[tuple[int, str], int] = {}

    def header(self, titles: Sequence[str]) -> list[Styled]:
        """Return the header row."""
        cell = WriteOnlyCell(self._sheet)
        cell.font = Font(name=_FONT, size=10, bold=True)
        cell.fill = _HEADER_FILL
        cell.border = _BORDER
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        return [(cell.style_id, cell_text(title)) for title in titles]

    def banner(self, text: str) -> list[Styled]:
        """Return a row above the header with one text in its first cell."""
        cell = WriteOnlyCell(self._sheet)
        cell.font = Font(name=_FONT, size=12, bold=True)
        cell.quotePrefix = True
        return [(cell.style_id, cell_text(text))]

    def row(self, values: Sequence[CellValue]) -> list[Styled]:
        """Return a row.

        Raises:
            ValueError: the row is not as long as the header.
        """
        pairs = zip(self._kinds, values, strict=True)
        return [self._cell(index, kind, value) for index, (kind, value) in enumerate(pairs)]

    def _cell(self, index: int, kind: CellKind, value: CellValue) -> Styled:
        """Return a value as its column wants it; what does not fit there is text."""
        number_format = _format_for(kind, value)
        style = self._styles.get((index, number_format))
        if style is None:
            style = self._styles[index, number_format] = self._paint(index, kind, number_format)
        return (style, _put(number_format, value))

    def _paint(self, index: int, kind: CellKind, number_format: str) -> int:
        """Return the index of a format, made where it is new."""
        cell = WriteOnlyCell(self._sheet)
        cell.font = Font(name=_FONT, size=10)
        cell.border = _BORDER
        across = "center" if kind in (CellKind.DATE, CellKind.INT) else "left"
        cell.alignment = Alignment(
            horizontal=across, vertical="center", wrap_text=self._wraps[index]
        )
        cell.number_format = number_format
        if number_format == _TEXT_FORMAT:
            cell.quotePrefix = True
        return int(cell.style_id)


def _format_for(kind: CellKind, value: CellValue) -> str:
    """Return the format of a value in a column: the column's own if it fits, else text."""
    if kind in (CellKind.TEXT, CellKind.ID):
        return _TEXT_FORMAT
    is_blank = value is None or value == ""
    if kind is CellKind.DATE:
        return _DAY_FORMAT if is_blank or isinstance(value, date) else _TEXT_FORMAT
    if kind is CellKind.INT:
        return _COUNT_FORMAT if is_blank or isinstance(value, int) else _TEXT_FORMAT
    if isinstance(value, datetime):
        return _DAY_FORMAT if value.time() == time() else _MOMENT_FORMAT
    if isinstance(value, date):
        return _DAY_FORMAT
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return _NUMBER_FORMAT if is_number else _TEXT_FORMAT


def _put(number_format: str, value: CellValue) -> str | int | float | None:
    """Return a value as the file holds it, for the format that was chosen for it."""
    if value is None or value == "":
        return None
    if number_format == _TEXT_FORMAT:
        return cell_text(value) or None
    if isinstance(value, datetime):
        whole = value.date() if number_format == _DAY_FORMAT else value.replace(tzinfo=None)
        return _serial(whole)
    if isinstance(value, date):
        return _serial(value)
    if isinstance(value, float) and not isfinite(value):
        return None
    if isinstance(value, bool):
        return int(value)
    return value if isinstance(value, (int, float)) else cell_text(value)


def _serial(day: date | datetime) -> int | float:
    """Return a day as Excel counts it, a moment as a fraction of it."""
    on = day.date() if isinstance(day, datetime) else day
    days = (on - _EPOCH).days
    if days <= _FALSE_LEAP_DAY:
        days -= 1
    if not isinstance(day, datetime):
        return days
    return days + (day.hour * 3600 + day.minute * 60 + day.second) / 86_400


def cell_text(value: CellValue) -> str:
    """Return a value as the text of a cell: no control characters, no longer than a cell holds."""
    text = plain_text(value)
    if text.isprintable() and len(text) <= MAX_CELL_LENGTH:
        return text
    text = LINE_END.sub("\n", uncontrolled(text)[0]).replace("\t", " ")
    if len(text) > MAX_CELL_LENGTH:
        text = text[: MAX_CELL_LENGTH - len(_CUT_MARK)] + _CUT_MARK
    return text


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
            cells = (plain_text(row[index]) for row in sample if index < len(row))
            longest = max(longest, max(map(text_width, cells), default=0) + 1)
        widths.append(float(min(max(longest, _NARROWEST), _WIDEST)))
    return widths


def text_width(text: str) -> int:
    """Return the width of a text's longest line in half-width characters; 中 counts two."""
    lines = text.splitlines() or [""]
    return max(sum(2 if east_asian_width(c) in "WFA" else 1 for c in line) for line in lines)
