"""What day a spreadsheet cell says, in every spelling met in an office.

Real dates, date-times, serial numbers, ``2025.3.7``, ``20250307``, ``2025年3月7日``,
``2026-01-02 10:31:12``, and ``3月7日`` where the year is known from elsewhere. A day that does not
exist is named with the reason (没有 13 月) and never moved to the nearest one that does.
"""

from __future__ import annotations

import calendar
import re
import unicodedata
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from petition_desk.clock import CHINA
from petition_desk.domain.step_fields import EARLIEST_ON, LATEST_ON
from petition_desk.exchange.cells import Cell, CellProblem, CellValue, clean_text, error

_TIME: Final = (
    r"T?\s*(\d{1,2})[:时点](\d{1,2})(?:[:分](\d{1,2})(?:\.\d+)?)?[分秒]?"
    r"(?:\+08:?00)?"
)
_FULL: Final = re.compile(
    rf"(\d{{4}})\s*[-./年]\s*(\d{{1,2}})\s*[-./月]\s*(\d{{1,2}})\s*[日号]?(?:\s*{_TIME})?"
)
_PACKED: Final = re.compile(rf"(\d{{4}})(\d{{2}})(\d{{2}})(?:\.0)?(?:\s+{_TIME})?")
_DAY_OF_YEAR: Final = re.compile(r"(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]?")
_NO_DAY: Final = re.compile(r"\d{4}\s*[-./年]\s*\d{1,2}\s*月?")
_SHORT_YEAR: Final = re.compile(r"\d{2}\s*[-./年]\s*\d{1,2}\s*[-./月]\s*\d{1,2}\s*[日号]?")
_SERIAL: Final = re.compile(r"\d{5}(?:\.\d+)?")
#: Day nought of Excel's 1900 system, which counts a 29 February 1900 that never was.
_EPOCH: Final = date(1899, 12, 30)
#: Serial numbers outside 1950–2100 are not dates of a petition but figures in a wrong column.
_FIRST_SERIAL, _LAST_SERIAL = 18_264, 73_415
_FIRST_YEAR, _LAST_YEAR = EARLIEST_ON.year, LATEST_ON.year
_LONGEST_DAY_OF_YEAR: Final = 40


def _year_reason(year: int) -> str:
    return f"年份 {year} 不在 {_FIRST_YEAR} 年至 {_LAST_YEAR} 年之间"


def _fault(reason: str, before: tuple[CellProblem, ...]) -> Cell[datetime]:
    return Cell(None, (*before, error(reason)))


def _built(parts: tuple[str | None, ...], problems: tuple[CellProblem, ...]) -> Cell[datetime]:
    """Make the moment out of year, month, day and perhaps a time, or say why there is none."""
    year, month, day, hour, minute, second = (int(p) if p else 0 for p in (*parts, "", "", "")[:6])
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return _fault(_year_reason(year), problems)
    if not 1 <= month <= 12:
        return _fault(f"没有 {month} 月", problems)
    if not 1 <= day <= calendar.monthrange(year, month)[1]:
        return _fault(f"{year} 年 {month} 月没有 {day} 日", problems)
    if hour > 23 or minute > 59 or second > 59:
        return _fault(f"没有 {hour}:{minute:02d} 这个时间", problems)
    # Naive on purpose: a spreadsheet's clock time, made aware where an instant is asked for.
    moment = datetime.combine(date(year, month, day), time(hour, minute, second))
    return Cell(moment, problems)


def _from_number(number: float) -> Cell[datetime]:
    """Read ``20250307`` kept as a number, or a serial number of the 1900 system."""
    if number == number // 1 and 19_000_101 <= number <= 21_001_231:
        digits = str(int(number))
        return _built((digits[:4], digits[4:6], digits[6:]), ())
    if _FIRST_SERIAL <= number <= _LAST_SERIAL:
        whole = int(number)
        seconds = round((number - whole) * 86_400)
        midnight = datetime.combine(_EPOCH + timedelta(days=whole), time())
        return Cell(midnight + timedelta(seconds=seconds))
    return _fault("是一个数字，看不出是哪一天", ())


def _from_text(text: str, year: int | None, problems: tuple[CellProblem, ...]) -> Cell[datetime]:
    found = _FULL.fullmatch(text) or _PACKED.fullmatch(text)
    if found:
        return _built(found.groups(), problems)
    found = _DAY_OF_YEAR.fullmatch(text)
    if found:
        if year is None:
            return _fault("没有写年份", problems)
        return _built((str(year), *found.groups()), problems)
    if _SERIAL.fullmatch(text):
        cell = _from_number(float(text))
        return Cell(cell.value, problems + cell.problems)
    if _NO_DAY.fullmatch(text):
        return _fault("只写到月，没有写日", problems)
    if _SHORT_YEAR.fullmatch(text):
        return _fault("年份只有两位，看不出是哪一年", problems)
    return _fault("不是日期", problems)


def _moment(raw: CellValue, year: int | None) -> Cell[datetime]:
    """Read the clock time a cell shows, midnight where it shows a day alone; naive."""
    if isinstance(raw, datetime):
        return _within_reason(raw.replace(tzinfo=None))
    if isinstance(raw, date):
        return _within_reason(datetime.combine(raw, time()))
    if isinstance(raw, (bool, time, timedelta)):
        return _fault("不是日期", ())
    if isinstance(raw, (int, float)):
        return _from_number(raw) if abs(raw) < 1e9 else _fault("是一个数字，看不出是哪一天", ())
    cell = clean_text(raw)
    if cell.value is None:
        return Cell(None, cell.problems, cell.is_masked)
    return _from_text(unicodedata.normalize("NFKC", cell.value), year, cell.problems)


def _within_reason(moment: datetime) -> Cell[datetime]:
    if not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        return _fault(_year_reason(moment.year), ())
    return Cell(moment)


def names_no_year(raw: CellValue) -> bool:
    """Return whether a cell gives month and day alone (3月7日)."""
    if not isinstance(raw, str) or len(raw) > _LONGEST_DAY_OF_YEAR:
        return False
    return _DAY_OF_YEAR.fullmatch(unicodedata.normalize("NFKC", raw).strip()) is not None


def parse_date(raw: CellValue, *, year: int | None = None) -> Cell[date]:
    """Read a day.

    Args:
        raw: The cell.
        year: The year of a day written without one (3月7日), from title, sheet or setting.

    Returns:
        The day; None and no problem for a blank cell; None and an error for what is no day.
    """
    cell = _moment(raw, year)
    return Cell(cell.value.date() if cell.value else None, cell.problems, cell.is_masked)


def parse_instant(raw: CellValue) -> Cell[datetime]:
    """Read a clock time written in China; returns it aware, in UTC."""
    cell = _moment(raw, None)
    if cell.value is None:
        return Cell(None, cell.problems, cell.is_masked)
    return Cell(cell.value.replace(tzinfo=CHINA).astimezone(UTC), cell.problems)
