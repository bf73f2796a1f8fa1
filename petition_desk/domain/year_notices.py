"""Reading the yearly notices: our own data file (TOML) and the file of one new year (JSON).

A wrong calendar moves every deadline, so a file is taken whole or refused with the line or key
named. Nothing here reads a file: the caller hands in the text, or the days of a sheet or of
what was clicked (`year_notice`).

TOML, any number of years; the holidays by name, or a plain list where they are not known::

    [2026]
    source = "国办发明电〔2025〕7号"
    [2026.off]
    "元旦" = [2026-01-01, 2026-01-02, 2026-01-03]
    [2026.work]
    "元旦" = [2026-01-04]

JSON, one year::

    {"year": 2027, "days": [{"name": "元旦", "date": "2027-01-01", "isOffDay": true}]}
"""

from __future__ import annotations

import json
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from petition_desk.domain.workdays import (
    DECEMBER,
    SATURDAY,
    WEEKDAY_NAMES,
    CalendarFactError,
    WorkCalendar,
    YearNotice,
)

FIRST_YEAR: Final = 1949
LAST_YEAR: Final = 2100
#: What a day off is called where the file does not say.
UNNAMED: Final = "法定节日"

_DAY_FORM = re.compile(r"\d{4}-\d{2}-\d{2}")
_YEAR_KEYS = frozenset({"off", "work", "source", "notices"})

#: Days that are off by 《全国年节及纪念日放假办法》 whatever the notice says: (month, day), name.
_FIXED_HOLIDAYS: Final = (
    (1, 1, "元旦"),
    (5, 1, "劳动节"),
    (5, 2, "劳动节"),
    (10, 1, "国庆节"),
    (10, 2, "国庆节"),
    (10, 3, "国庆节"),
)
#: Holidays of the lunar calendar and of the solar terms: their day moves, their name does not.
_MOVING_HOLIDAYS: Final = ("春节", "清明", "端午", "中秋")
_SECOND_OF_MAY_SINCE: Final = 2025


@dataclass(frozen=True, slots=True)
class DatedDay:
    """One day a notice names, before it is believed.

    Attributes:
        is_off: A day off; else a Saturday or Sunday that is worked.
        place: Where it stands, as the officer finds it: a line, a row, a key, the day itself.
    """

    on: date
    name: str
    is_off: bool
    place: str


def year_notice(year: int, days: Iterable[DatedDay], source: str = "") -> YearNotice:
    """Check the days of one year and make its notice of them, whatever they were read from.

    Raises:
        CalendarFactError: A day is named twice or is of another year, a weekday is to be worked
            as a make-up day, the year is out of bounds, or no day is off.
    """
    _refuse_year(year, f"{year} 年")
    off: dict[date, str] = {}
    work: dict[date, str] = {}
    places: dict[date, str] = {}
    for day in days:
        written = day.on.isoformat()
        if day.on in places:
            raise CalendarFactError(day.place, f"{written} 写了两次，第一次在{places[day.on]}")
        if day.on.year != year and (day.on.year, day.on.month) != (year - 1, DECEMBER):
            raise CalendarFactError(day.place, f"{written} 不在 {year} 年，也不在上年 12 月")
        if not day.is_off and day.on.weekday() < SATURDAY:
            weekday = WEEKDAY_NAMES[day.on.weekday()]
            raise CalendarFactError(
                day.place, f"{written} 是{weekday}，本来就上班，不能是调休上班日"
            )
        (off if day.is_off else work)[day.on] = day.name
        places[day.on] = day.place
    if not off:
        raise CalendarFactError(f"{year} 年", "一个放假日也没有")
    return YearNotice(year, off, work, source)


def parse_calendar(text: str) -> WorkCalendar:
    """Read our own data file, or one of the same shape.

    Raises:
        CalendarFactError: The text is empty, is no TOML, or states what cannot be.
    """
    return WorkCalendar(parse_year_notices(text))


def parse_year_notices(text: str) -> tuple[YearNotice, ...]:
    """Read a file handed in by the officer: JSON of one year, or TOML of one or more.

    Raises:
        CalendarFactError: The text is empty, is neither, or states what cannot be.
    """
    text = text.removeprefix("\ufeff")
    if not text.strip():
        raise CalendarFactError("文件", "是空的，没有放假安排")
    if text.lstrip().startswith(("{", "[{", "[\n")):
        return (_parse_json(text),)
    return _parse_toml(text)


def year_notice_json(notice: YearNotice) -> str:
    """Write one year as the JSON that `parse_year_notices` reads."""
    named = [(day, name, True) for day, name in notice.off.items()]
    named += [(day, name, False) for day, name in notice.work.items()]
    days = [
        {"name": name, "date": day.isoformat(), "isOffDay": is_off}
        for day, name, is_off in sorted(named)
    ]
    return json.dumps(
        {"year": notice.year, "source": notice.source, "days": days}, ensure_ascii=False
    )


def doubtful_points(notice: YearNotice) -> tuple[str, ...]:
    """Name what is unusual in a notice that can be, for the preview; it refuses nothing."""
    calendar = WorkCalendar((notice,))
    points = []
    for month, day, name in _FIXED_HOLIDAYS:
        if (month, day) == (5, 2) and notice.year < _SECOND_OF_MAY_SINCE:
            continue
        if calendar.is_workday(date(notice.year, month, day)):
            points.append(f"{notice.year}-{month:02}-{day:02} 是{name}，文件里却是工作日")
    listed = "、".join(notice.off.values())
    if UNNAMED not in listed:
        points += [f"没有{name}的放假日" for name in _MOVING_HOLIDAYS if name not in listed]
    return tuple(points)


def _parse_json(text: str) -> YearNotice:
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise CalendarFactError(f"第 {error.lineno} 行", "不是完整的 JSON，读不下去") from error
    if not isinstance(data, dict):
        raise CalendarFactError("文件", "最外层应为一个对象，含 year 和 days")
    days = data.get("days")
    if not isinstance(days, list):
        raise CalendarFactError("days", "缺少，或者不是列表")
    year = _checked_year(data.get("year"), "year")
    source = data.get("source", "")
    lines = _Lines(text)
    found = [_json_day(item, f"days[{index}]", lines) for index, item in enumerate(days)]
    return year_notice(year, found, source if isinstance(source, str) else "")


def _json_day(item: object, key: str, lines: _Lines) -> DatedDay:
    if not isinstance(item, dict):
        raise CalendarFactError(key, "应为一个对象，含 name、date、isOffDay")
    written = item.get("date")
    day = _iso_day(written)
    place = lines.place(key, written) if isinstance(written, str) else key
    if day is None:
        raise CalendarFactError(place, f"date 不是存在的日期：{written}")
    name = item.get("name")
    if not isinstance(name, str) or not name.strip():
        raise CalendarFactError(place, "缺少 name（节日名称）")
    is_off = item.get("isOffDay")
    if not isinstance(is_off, bool):
        raise CalendarFactError(place, "isOffDay 应为 true 或 false")
    return DatedDay(day, name.strip(), is_off, place)


def _iso_day(written: object) -> date | None:
    if not isinstance(written, str) or _DAY_FORM.fullmatch(written) is None:
        return None
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


def _parse_toml(text: str) -> tuple[YearNotice, ...]:
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        where = f"第 {found[1]} 行" if found else "文件"
        raise CalendarFactError(where, "写法不对，或者日期不存在，读不下去") from error
    if not data:
        raise CalendarFactError("文件", "是空的，没有放假安排")
    return tuple(_toml_year(key, table, text) for key, table in data.items())


def _toml_year(key: str, table: object, text: str) -> YearNotice:
    year = _checked_year(int(key) if key.isdecimal() else key, f"[{key}]")
    if not isinstance(table, dict):
        raise CalendarFactError(f"[{key}]", "应为一年的表，含 off 和 work")
    for name in table:
        if name not in _YEAR_KEYS:
            raise CalendarFactError(f"[{key}] {name}", "不认识的项目，应为 off、work 或 source")
    lines = _Lines(text)
    found = [
        *_toml_days(table.get("off", []), True, f"[{key}.off]", lines),
        *_toml_days(table.get("work", []), False, f"[{key}.work]", lines),
    ]
    source = table.get("source", "")
    return year_notice(year, found, source if isinstance(source, str) else "")


def _toml_days(listed: object, is_off: bool, key: str, lines: _Lines) -> Iterator[DatedDay]:
    groups = listed.items() if isinstance(listed, dict) else ((UNNAMED, listed),)
    for name, days in groups:
        place = f"{key} {name}" if isinstance(listed, dict) else key
        if not isinstance(days, list):
            raise CalendarFactError(place, "应为日期的列表")
        for day in days:
            if not isinstance(day, date) or isinstance(day, datetime):
                raise CalendarFactError(place, f"不是日期：{day}")
            yield DatedDay(day, name, is_off, lines.place(place, day.isoformat()))


def _checked_year(value: object, key: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise CalendarFactError(key, "缺少年份，或者年份不是整数")
    _refuse_year(value, key)
    return value


def _refuse_year(year: int, place: str) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise CalendarFactError(place, f"年份应在 {FIRST_YEAR} 至 {LAST_YEAR} 之间，现为 {year}")


class _Lines:
    """Finds the line of each mention of a day, in the order in which days are read."""

    def __init__(self, text: str) -> None:
        self._lines = [line.split("#")[0] for line in text.splitlines()]
        self._mentions: Counter[str] = Counter()

    def place(self, key: str, written: str) -> str:
        """Name the line of the next mention of a day, and its key."""
        self._mentions[written] += 1
        seen = 0
        for number, line in enumerate(self._lines, start=1):
            seen += line.count(written)
            if seen >= self._mentions[written]:
                return f"第 {number} 行 {key}"
        return key
