"""Counting periods: from a trigger and a length to the three dates.

Counting follows 民法典 201–203: the trigger's day is day zero; months end on the same number or
on the month's last day; a last day that is a day off rolls to the first working day after it.
Which days are worked is `WorkCalendar`'s, from the yearly notices.
"""

from __future__ import annotations

import calendar as month_lengths
from collections.abc import Iterable, Set
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Final, Literal

from petition_desk.clock import CHINA
from petition_desk.domain.workdays import (
    ONE_DAY,
    WEEKDAY_NAMES,
    DayChange,
    DayKind,
    HolidayBlock,
    WorkCalendar,
    YearNotice,
)

__all__ = [
    "ACT_BY",
    "ALL_THREE",
    "PLAIN",
    "ROLLED",
    "WEEKDAY_NAMES",
    "DayChange",
    "DayKind",
    "HolidayBlock",
    "Pause",
    "Span",
    "SpanUnit",
    "ThreeDates",
    "WorkCalendar",
    "YearNotice",
    "add_months",
    "china_date",
    "count",
    "due_instant",
    "paused_days",
    "rolled",
]

SpanUnit = Literal["day", "workday", "month", "hour"]
SPAN_UNITS: Final[tuple[SpanUnit, ...]] = ("day", "workday", "month", "hour")

PLAIN: Final = "due_plain"
ROLLED: Final = "due_rolled"
ACT_BY: Final = "act_by"
ALL_THREE: Final = frozenset({PLAIN, ROLLED, ACT_BY})


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time: 15 days, 5 workdays, 2 months, 24 hours.

    Raises:
        ValueError: The amount is below zero, or the unit is unknown.
    """

    amount: int
    unit: SpanUnit

    def __post_init__(self) -> None:
        """Refuse what cannot be counted."""
        if self.amount < 0:
            raise ValueError(f"a span cannot be {self.amount}")
        if self.unit not in SPAN_UNITS:
            raise ValueError(f"unknown unit {self.unit!r}")

    def __str__(self) -> str:
        """Write it as the officer reads it: 15日, 5个工作日, 2个月, 24小时."""
        unit = {"day": "日", "workday": "个工作日", "month": "个月", "hour": "小时"}[self.unit]
        return f"{self.amount}{unit}"


@dataclass(frozen=True, slots=True)
class Pause:
    """Days that do not run; the first and the last are both left out of the count.

    Attributes:
        from_on: First paused day.
        until_on: Last paused day; None while it is not known (the pause is open).
        why: Coded reason in the officer's words, such as 听证.

    Raises:
        ValueError: It ends before it begins.
    """

    from_on: date
    until_on: date | None
    why: str

    def __post_init__(self) -> None:
        """Refuse a pause that ends before it begins."""
        if self.until_on is not None and self.until_on < self.from_on:
            raise ValueError("a pause cannot end before it begins")

    def days(self, as_of: date | None) -> Iterable[date]:
        """Yield the paused days; an open pause up to `as_of`, at least its first day."""
        last = self.until_on or max(self.from_on, as_of or self.from_on)
        for offset in range((last - self.from_on).days + 1):
            yield self.from_on + timedelta(days=offset)


@dataclass(frozen=True, slots=True)
class ThreeDates:
    """The end of a period, counted three ways.

    Attributes:
        due_plain: Trigger + length.
        due_rolled: The first working day on or after it.
        act_by: The last working day on or before it.
        provisional: Which of the three a notice still to come, or an open pause, may move.
        is_paused: An open pause holds the period: the dates are the earliest that can come out.
    """

    due_plain: date
    due_rolled: date
    act_by: date
    provisional: frozenset[str] = frozenset()
    is_paused: bool = False


def china_date(moment: date) -> date:
    """Return the day of a moment: an aware instant in UTC+8, a naive one as it stands."""
    # The first question is answered yes nearly always, and the quicker one.
    if type(moment) is date or not isinstance(moment, datetime):
        return moment
    return (moment.astimezone(CHINA) if moment.tzinfo else moment).date()


def add_months(start: date, month_count: int) -> date:
    """Return the same number `month_count` months on, or that month's last day (民法典 202)."""
    year, month = divmod(start.year * 12 + start.month - 1 + month_count, 12)
    return date(year, month + 1, min(start.day, month_lengths.monthrange(year, month + 1)[1]))


def due_instant(started_at: datetime, span: Span) -> datetime:
    """Return the moment a period in hours ends, in the time zone of its start.

    Raises:
        ValueError: The span is not in hours.
    """
    if span.unit != "hour":
        raise ValueError("only hours end at an instant")
    return started_at + timedelta(hours=span.amount)


def paused_days(pauses: Iterable[Pause], *, as_of: date | None = None) -> dict[date, str]:
    """Return every paused day once, with the reason of the first pause that names it."""
    days: dict[date, str] = {}
    for pause in pauses:
        for day in pause.days(as_of):
            days.setdefault(day, pause.why)
    return days


def count(
    trigger: date,
    span: Span,
    calendar: WorkCalendar,
    *,
    pauses: Iterable[Pause] = (),
    extra_days: int = 0,
    as_of: date | None = None,
) -> ThreeDates:
    """Count a period from its trigger to its three dates.

    Args:
        trigger: The day (or, for hours, the instant) that starts it; that day is day zero.
        span: The length.
        calendar: The working days.
        pauses: Days that do not run; overlapping pauses count once, days on or before the
            trigger not at all.
        extra_days: Prolongation, in calendar days (in working days for a span of workdays);
            not for hours.
        as_of: The day up to which an open pause has run; without it, its first day alone.

    Returns:
        The three dates; for workdays and hours they are one day.
    """
    if span.unit == "hour":
        return _hours_end(trigger, span)
    start = china_date(trigger)
    listed = tuple(pauses)
    paused = frozenset(paused_days(listed, as_of=as_of)) if listed else frozenset()
    if span.unit == "workday":
        due = calendar.add_workdays_without(start, span.amount + extra_days, paused)
        moves = calendar.is_uncertain_between(start + ONE_DAY, due)
        dates = ThreeDates(due, due, due, ALL_THREE if moves else frozenset())
    else:
        dates = rolled(_calendar_days_end(start, span, extra_days, paused), calendar)
    if listed and any(
        pause.until_on is None and pause.from_on <= dates.due_plain for pause in listed
    ):
        return ThreeDates(dates.due_plain, dates.due_rolled, dates.act_by, ALL_THREE, True)
    return dates


@lru_cache(maxsize=8_192)
def rolled(due_plain: date, calendar: WorkCalendar) -> ThreeDates:
    """Return the three dates of a period of calendar days whose plain end is known.

    Kept for the days asked last: every clock of every case ends on one of a few thousand days.
    """
    first_after = calendar.next_workday_on_or_after(due_plain)
    act_by = calendar.last_workday_on_or_before(due_plain)
    provisional = set()
    if calendar.is_uncertain_between(due_plain, first_after):
        provisional.add(ROLLED)
    if calendar.is_uncertain_between(act_by, due_plain):
        provisional.add(ACT_BY)
    return ThreeDates(due_plain, first_after, act_by, frozenset(provisional))


def _calendar_days_end(start: date, span: Span, extra_days: int, paused: Set[date]) -> date:
    if span.unit == "month":
        due = add_months(start, span.amount) + timedelta(days=extra_days)
    else:
        due = start + timedelta(days=span.amount + extra_days)
    # Ascending, so that a day the pause itself has pushed into the period counts as well.
    for day in sorted(paused):
        if start < day <= due:
            due += ONE_DAY
    return due


def _hours_end(trigger: date, span: Span) -> ThreeDates:
    if isinstance(trigger, datetime):
        due = china_date(due_instant(trigger, span))
    else:
        # The hour is not known: the whole last day counts, as with any date.
        due = trigger + timedelta(days=-(-span.amount // 24))
    return ThreeDates(due, due, due)
