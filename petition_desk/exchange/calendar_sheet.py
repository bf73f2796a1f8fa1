"""The notice of one year from a sheet: a row a day, with its holiday and whether it is off.

Columns are found by their heads in any order: 日期 · 节日 · 安排 (放假 or 上班). The year stands
in a line above the heads, in the name of the sheet or of the file; else it is that of most days.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from petition_desk.domain.workdays import CalendarFactError, YearNotice
from petition_desk.domain.year_notices import UNNAMED, DatedDay, year_notice
from petition_desk.exchange.cell_dates import parse_date
from petition_desk.exchange.cells import CellValue, is_blank, plain_text
from petition_desk.exchange.workbook import SourceSheet, read_workbook

_DATE, _NAME, _KIND = "日期", "节日", "安排"
_HEADS: Final = {
    _DATE: frozenset({"日期", "date", "放假日期", "年月日"}),
    _NAME: frozenset({"节日", "节日名称", "名称", "name", "假期"}),
    _KIND: frozenset({"安排", "类型", "性质", "是否放假", "放假或上班", "isoffday"}),
}
_OFF: Final = frozenset({"放假", "休", "休息", "放假休息", "是", "true", "1", "off"})
_WORK: Final = frozenset({"上班", "班", "补班", "调休上班", "否", "false", "0", "work"})
_YEAR: Final = re.compile(r"(?<!\d)((?:19|20|21)\d\d)(?!\d)")
#: The heads stand within so many rows of the top, or the sheet is none of ours.
_LAST_HEAD_ROW: Final = 20


@dataclass(frozen=True, slots=True)
class _Table:
    """A sheet whose heads were found: where each column stands, and the year named above them."""

    columns: dict[str, int]
    head_row: int
    year: int | None


def read_calendar_sheet(path: Path) -> YearNotice:
    """Read the notice of one year from a workbook or a table of text.

    Raises:
        CalendarFactError: It states what cannot be; the row is named (exit 4).
        WorkbookError: It is no workbook, empty, locked or damaged (exit 4).
        FileUnreadableError: The system refuses to read it (exit 5).
    """
    book = read_workbook(path)
    for sheet in book.sheets:
        table = _table(sheet)
        if table is not None:
            year = table.year or _year_in(sheet.name) or _year_in(book.title)
            return _notice(sheet, table, year, path.name)
    heads = "、".join(f"“{head}”" for head in _HEADS)
    raise CalendarFactError(path.name, f"没有找到表头，应有{heads}三列")


def _table(sheet: SourceSheet) -> _Table | None:
    year = None
    for number, row in sheet.rows():
        if number > _LAST_HEAD_ROW:
            return None
        columns = _columns(row)
        if len(columns) == len(_HEADS):
            return _Table(columns, number, year)
        found = (_year_in(plain_text(cell)) for cell in row if not is_blank(cell))
        year = year or next((each for each in found if each is not None), None)
    return None


def _columns(row: Iterable[CellValue]) -> dict[str, int]:
    columns: dict[str, int] = {}
    for place, cell in enumerate(row):
        word = plain_text(cell).strip().lower()
        for head, names in _HEADS.items():
            if word in names:
                columns.setdefault(head, place)
    return columns


def _year_in(words: str) -> int | None:
    found = _YEAR.search(words)
    return int(found[1]) if found else None


def _notice(sheet: SourceSheet, table: _Table, year: int | None, file_name: str) -> YearNotice:
    days = [
        _day(row, table.columns, f"第 {number} 行", year)
        for number, row in sheet.rows()
        if number > table.head_row and not all(is_blank(cell) for cell in row)
    ]
    if not days:
        raise CalendarFactError(file_name, "是空的，表头下面没有一天")
    named = year or Counter(day.on.year for day in days).most_common(1)[0][0]
    return year_notice(named, days)


def _day(
    row: tuple[CellValue, ...], columns: dict[str, int], place: str, year: int | None
) -> DatedDay:
    cells = {head: row[at] if at < len(row) else "" for head, at in columns.items()}
    on = _date(cells[_DATE], place, year)
    is_off = _is_off(cells[_KIND], place)
    name = plain_text(cells[_NAME]).strip()
    if is_off and not name:
        raise CalendarFactError(place, f"{on.isoformat()} 没有写是什么节日")
    return DatedDay(on, name or UNNAMED, is_off, place)


def _date(cell: CellValue, place: str, year: int | None) -> date:
    read = parse_date(cell, year=year)
    if read.value is None:
        written = plain_text(cell).strip()
        raise CalendarFactError(place, f"日期不存在：{written}" if written else "没有写日期")
    return read.value


def _is_off(cell: CellValue, place: str) -> bool:
    word = plain_text(cell).strip().lower()
    if word in _OFF:
        return True
    if word in _WORK:
        return False
    written = f"现为“{plain_text(cell).strip()}”" if word else "现为空"
    raise CalendarFactError(place, f"“安排”应写“放假”或者“上班”，{written}")
