"""Putting a reminder off: how far, and what may not be put off.

A postponement moves no deadline and is no step of the case. It takes a task out of sight until its
day, at the latest until the day before the last day; the last day is the last working day on or
before the day that reminds, because on a day off nobody sits at the desk. What is due today or
late is never put off.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from petition_desk.domain.workdays import WorkCalendar

OFFICE_RULE: Final = "本局规定：提醒最晚推迟到最后一日的前一日"
LONGEST_REASON: Final = 100


@dataclass(frozen=True, slots=True)
class Postponement:
    """One reminder put off. `rule` and `of` name the clock; `until` is the day it comes back."""

    rule: str
    of: str
    until: date
    reason: str


def last_day_of(reminds_on: date, calendar: WorkCalendar) -> date:
    """The last day on which the act can be done at the desk."""
    return calendar.last_workday_on_or_before(reminds_on)


def latest_return(reminds_on: date, calendar: WorkCalendar) -> date:
    """The last day until which a reminder may be put off: the day before the last day."""
    return last_day_of(reminds_on, calendar) - timedelta(days=1)


def may_be_postponed(reminds_on: date, today: date, calendar: WorkCalendar) -> bool:
    """Whether any later day is left on which it could come back."""
    return today < latest_return(reminds_on, calendar)


def refusal_to_postpone(
    until: date, reminds_on: date, today: date, calendar: WorkCalendar
) -> str | None:
    """Why a reminder may not be put off until a day, in a Chinese clause; None where it may."""
    if reminds_on < today:
        return "已经逾期的事项不能推迟"
    last = last_day_of(reminds_on, calendar)
    if last <= today:
        return "今天是最后一日，不能推迟"
    latest = latest_return(reminds_on, calendar)
    if latest <= today:
        return f"{last.isoformat()} 就是最后一日，已经没有可以推迟的日子"
    if until <= today:
        return "推迟到的日期要在今天之后"
    if until > latest:
        return f"最晚推迟到 {latest.isoformat()}（最后一日 {last.isoformat()} 的前一日）"
    return None


def holds_back(
    postponement: Postponement, reminds_on: date, today: date, calendar: WorkCalendar
) -> bool:
    """Whether a task is out of sight today.

    A deadline that moved nearer since brings it back: what is kept must still be allowed.
    """
    return today < postponement.until <= latest_return(reminds_on, calendar)
