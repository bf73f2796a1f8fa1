"""Spans of days in words: 本月, 上季度, 近30天, 2026年3月; asked anew every day they are used.

A saved view keeps the word, not the days, so that 本月 of a view made in March is April in April.
Weeks begin on Monday.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

Days = tuple[date | None, date | None]
"""First and last day, both included; None where the span has no end on that side."""


@dataclass(frozen=True, slots=True)
class Period:
    """A span in words; `days_on` takes the day it is looked at."""

    id: str
    title: str
    days_on: Callable[[date], Days]


def _month_of(day: date) -> tuple[date, date]:
    return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])


def _months(year: int, first: int, count: int) -> tuple[date, date]:
    return date(year, first, 1), _month_of(date(year, first + count - 1, 1))[1]


def _quarter_of(day: date) -> tuple[date, date]:
    return _months(day.year, (day.month - 1) // 3 * 3 + 1, 3)


def _half_of(day: date) -> tuple[date, date]:
    return _months(day.year, 1 if day.month <= 6 else 7, 6)


def _year_of(day: date) -> tuple[date, date]:
    return _months(day.year, 1, 12)


def _week_of(day: date) -> tuple[date, date]:
    first = day - timedelta(days=day.weekday())
    return first, first + timedelta(days=6)


def _before(span_of: Callable[[date], tuple[date, date]]) -> Callable[[date], Days]:
    """Return the span before the one of a day."""
    return lambda day: span_of(span_of(day)[0] - timedelta(days=1))


def _after(span_of: Callable[[date], tuple[date, date]]) -> Callable[[date], Days]:
    """Return the span after the one of a day."""
    return lambda day: span_of(span_of(day)[1] + timedelta(days=1))


def _last(count: int) -> Callable[[date], Days]:
    """Return so many days that end with the day itself."""
    return lambda day: (day - timedelta(days=count - 1), day)


def _next(count: int) -> Callable[[date], Days]:
    """Return the day itself and so many after it."""
    return lambda day: (day, day + timedelta(days=count))


PERIODS: Final = (
    Period("today", "今天", lambda day: (day, day)),
    Period("yesterday", "昨天", lambda day: (day - timedelta(days=1),) * 2),
    Period("this-week", "本周", _week_of),
    Period("last-week", "上周", _before(_week_of)),
    Period("this-month", "本月", _month_of),
    Period("last-month", "上月", _before(_month_of)),
    Period("this-quarter", "本季度", _quarter_of),
    Period("last-quarter", "上季度", _before(_quarter_of)),
    Period("this-half", "本半年", _half_of),
    Period("last-half", "上半年度", _before(_half_of)),
    Period("this-year", "今年", _year_of),
    Period("last-year", "去年", _before(_year_of)),
    Period("last-7", "近7天", _last(7)),
    Period("last-30", "近30天", _last(30)),
    Period("last-90", "近90天", _last(90)),
    Period("next-7", "今后7天", _next(7)),
    Period("next-week", "下周", _after(_week_of)),
    Period("next-month", "下月", _after(_month_of)),
)
"""The words on offer."""

_BY_WORD: Final = {word: period for period in PERIODS for word in (period.id, period.title)}
_ALSO: Final = {
    "这个月": "本月", "上个月": "上月", "下个月": "下月", "这周": "本周", "上星期": "上周",
    "本星期": "本周", "本季": "本季度", "上季": "上季度", "本年": "今年", "上年": "去年",
    "最近7天": "近7天", "最近30天": "近30天", "最近90天": "近90天", "近三个月": "近90天",
}  # fmt: skip
_BETWEEN: Final = ".."
_DAY: Final = re.compile(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?")
_MONTH: Final = re.compile(r"(?:(\d{4})[-./年])?(\d{1,2})月")
_QUARTER: Final = re.compile(r"(?:(\d{4})年)?(?:第)?([一二三四1-4])季度")
_HALF: Final = re.compile(r"(?:(\d{4})年)?([上下])半年")
_YEAR: Final = re.compile(r"(\d{4})年?")
_FOUR: Final = "一二三四"


def between(first: date | None, last: date | None) -> str:
    """Write a span of given days, the way it is kept; either side may be open."""
    if first is not None and last is not None and last < first:
        first, last = last, first
    return f"{first or ''}{_BETWEEN}{last or ''}"


def days_of(kept: str, today: date) -> Days:
    """Return the days of a kept span: the id of a period, or days that `between` wrote.

    Raises:
        ValueError: it is neither.
    """
    period = _BY_WORD.get(kept)
    if period is not None:
        return period.days_on(today)
    first, mark, last = kept.partition(_BETWEEN)
    if not mark:
        raise ValueError(f"no span of days: {kept!r}")
    return (
        date.fromisoformat(first) if first else None,
        date.fromisoformat(last) if last else None,
    )


def period_words(kept: str) -> str:
    """Write a kept span for a chip: 本月, or 2026-01-01 至 2026-03-31."""
    period = _BY_WORD.get(kept)
    if period is not None:
        return period.title
    first, _, last = kept.partition(_BETWEEN)
    if first and last:
        return first if first == last else f"{first} 至 {last}"
    return f"{first} 起" if first else f"{last} 止"


def read_period(typed: str, today: date) -> str | None:
    """Read what was typed; None where it is no span of days.

    Taken are the words on offer, 2026年, 2026年3月, 3月, 第一季度, 2025年下半年, one day, and two
    of them with 至, 到, ~ or — between. A month or quarter without a year is the latest that has
    begun.
    """
    plain = "".join(unicodedata.normalize("NFKC", typed).split())
    known = _BY_WORD.get(_ALSO.get(plain, plain))
    if known is not None:
        return known.id
    span = _span(plain, today)
    if span is not None:
        return between(*span)
    parts = re.split(r"至|到|~|—+|--", plain)
    if len(parts) == 2 and any(parts):
        ends = [_span(part, today) if part else (None, None) for part in parts]
        if ends[0] is not None and ends[1] is not None:
            return between(ends[0][0], ends[1][1])
    return None


def _span(plain: str, today: date) -> tuple[date, date] | None:
    try:
        if found := _DAY.fullmatch(plain):
            day = date(int(found[1]), int(found[2]), int(found[3]))
            return day, day
        if found := _MONTH.fullmatch(plain):
            number = int(found[2])
            return _begun(found[1], today, lambda year: _months(year, number, 1))
        if found := _QUARTER.fullmatch(plain):
            place = _FOUR.find(found[2])
            quarter = place if place >= 0 else int(found[2]) - 1
            return _begun(found[1], today, lambda year: _months(year, quarter * 3 + 1, 3))
        if found := _HALF.fullmatch(plain):
            month = 1 if found[2] == "上" else 7
            return _begun(found[1], today, lambda year: _months(year, month, 6))
        if found := _YEAR.fullmatch(plain):
            return _months(int(found[1]), 1, 12)
    except ValueError:
        # 2026-02-30, 13月: written like a day and none.
        return None
    return None


def _begun(
    year: str | None, today: date, span_in: Callable[[int], tuple[date, date]]
) -> tuple[date, date]:
    if year:
        return span_in(int(year))
    this_year = span_in(today.year)
    return this_year if this_year[0] <= today else span_in(today.year - 1)
