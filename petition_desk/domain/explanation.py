"""Why a deadline falls on its day: every day counted or not, with its name.

Made by the computation itself and on demand only: `explain` walks the same days with the same
calendar, and a test recomputes the three dates from the marks alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from petition_desk.clock import CHINA
from petition_desk.domain.calendar import (
    ACT_BY,
    PLAIN,
    ROLLED,
    WEEKDAY_NAMES,
    DayKind,
    Pause,
    Span,
    ThreeDates,
    WorkCalendar,
    china_date,
    count,
    due_instant,
    paused_days,
)
from petition_desk.domain.workdays import ONE_DAY

DAY_ZERO_ARTICLE: Final = "民法典第二百零一条"
MONTH_END_ARTICLE: Final = "民法典第二百零二条"
ROLL_ARTICLE: Final = "民法典第二百零三条"
#: What a date is called that no counting found: a letter or a superior body named it.
GIVEN_DATE: Final = "指定的日期"
_OFF_SUFFIX: Final = "假期"
_WORKED_SUFFIX: Final = "调休上班"


class MarkKind(StrEnum):
    """What part a day has in a period."""

    BEFORE = "before"  # only to show where act_by lies, when it is before the trigger
    TRIGGER = "trigger"
    COUNTED = "counted"
    SKIPPED = "skipped"  # a day off inside a period of working days
    PAUSED = "paused"
    ROLL = "roll"  # after the last day, up to the first working day


@dataclass(frozen=True, slots=True)
class DayMark:
    """One day of an explanation.

    Attributes:
        on: The day.
        counted: Whether it is one of the days of the period.
        why: The reason, in the officer's words.
        number: The how-maniest counted day it is; None if it is not counted.
        kind: What part it has.
        name: What the calendar calls it (春节假期, 春节调休上班, 周末); empty for a common workday.
        is_workday: Whether it is worked.
        awaits: The year whose notice, still to come, may change that; None if it is certain.
    """

    on: date
    counted: bool
    why: str
    number: int | None
    kind: MarkKind
    name: str
    is_workday: bool
    awaits: int | None


@dataclass(frozen=True, slots=True)
class Explanation:
    """A period, its three dates, and the marks that lead to them.

    Attributes:
        trigger: The day that starts it (day zero).
        span: The length.
        extra_days: Days of prolongation, counted with it.
        dates: The three dates.
        days: Every day from the trigger (or from `act_by`, if that is earlier) to `due_rolled`.
        pauses: What does not run.
        calendar_version: The version of the calendar it was made with.
        started_at: The instant that starts a period in hours, in the time of China, if known.
    """

    trigger: date
    span: Span
    extra_days: int
    dates: ThreeDates
    days: tuple[DayMark, ...]
    pauses: tuple[Pause, ...]
    calendar_version: str
    started_at: datetime | None = None

    @property
    def start_sentence(self) -> str:
        """Say from which day it runs."""
        return self.start_sentence_of("")

    def start_sentence_of(self, event: str) -> str:
        """Say from which day it runs, and what happened on it (受理)."""
        if self.span.amount == 0:
            return f"{day_with_weekday(self.trigger)}，{GIVEN_DATE}"
        if self.span.unit == "hour":
            if self.started_at is None:
                return f"自 {day_with_weekday(self.trigger)}收到的时刻起算"
            return f"自 {day_with_weekday(self.trigger)} {self.started_at:%H:%M} 起算"
        first = next((mark.on for mark in self.days if mark.counted), None)
        begins = f"，从 {first:%m-%d} 起算" if first is not None else ""
        happened = f" {event}" if event else ""
        return f"{day_with_weekday(self.trigger)}{happened}；当日不计{begins}（{DAY_ZERO_ARTICLE}）"

    @property
    def length_sentence(self) -> str:
        """Say how long it is and what is counted."""
        if self.span.amount == 0 and not self.extra_days:
            return "没有期间，以指定的日期为准"
        how = {
            "day": "按自然日，周末和节假日都计入",
            "workday": "只计工作日，调休上班日计入",
            "month": f"到期月的同一日，没有同一日的为月末（{MONTH_END_ARTICLE}）",
            "hour": "连续计算，周末和节假日都计入",
        }[self.span.unit]
        unit = "个工作日" if self.span.unit == "workday" else "日"
        more = f"，延长 {self.extra_days} {unit}" if self.extra_days else ""
        return f"{self.span}{more}，{how}"

    @property
    def pause_sentence(self) -> str:
        """Say what paused it, with both days; 无 if nothing did."""
        if not self.pauses:
            return "无"
        parts = []
        for pause in self.pauses:
            until = f"{pause.until_on:%Y-%m-%d}" if pause.until_on else "尚未结束"
            parts.append(f"{pause.why} {pause.from_on:%Y-%m-%d} 至 {until}，首尾两日均不计入")
        return "；".join(parts)

    @property
    def plain_sentence(self) -> str:
        """Say what the plain date is."""
        if self.span.amount == 0 and not self.extra_days:
            return GIVEN_DATE
        if self.span.unit == "month":
            more = f"，再延长 {self.extra_days} 日" if self.extra_days else ""
            return f"自 {self.trigger:%Y-%m-%d} 起满 {self.span}{more}"
        if self.span.unit == "hour":
            if self.started_at is None:
                return f"起算后 {self.span}"
            return f"起算后 {self.span}，到 {due_instant(self.started_at, self.span):%m-%d %H:%M}"
        unit = "个工作日" if self.span.unit == "workday" else "日"
        return f"次日起第 {self.span.amount + self.extra_days} {unit}"

    @property
    def rolled_sentence(self) -> str:
        """Say why the rolled date is what it is."""
        if self.dates.due_rolled == self.dates.due_plain:
            return "期满日不是休息日，不顺延" if self.span.unit != "hour" else "按小时计算，不顺延"
        why = self._name_of(self.dates.due_plain)
        return f"期满日是{why}，其后第一个工作日（参照{ROLL_ARTICLE}）"

    @property
    def act_by_sentence(self) -> str:
        """Say why the last working day is what it is."""
        if self.dates.act_by == self.dates.due_plain:
            return "就是期满日"
        return f"期满日是{self._name_of(self.dates.due_plain)}，其前最近的工作日"

    @property
    def holidays_sentence(self) -> str:
        """Name the holidays and worked weekends among the days; empty if there are none."""
        holidays: dict[str, list[date]] = {}
        worked: list[date] = []
        for mark in self.days:
            if mark.name.endswith(_OFF_SUFFIX):
                holidays.setdefault(mark.name.removesuffix(_OFF_SUFFIX), []).append(mark.on)
            elif mark.name.endswith(_WORKED_SUFFIX):
                worked.append(mark.on)
        named = [
            f"{name} {days[0]:%m-%d}" + (f" 至 {days[-1]:%m-%d}" if len(days) > 1 else "")
            for name, days in holidays.items()
        ]
        parts = [f"休 {'，'.join(named)}"] if named else []
        if worked:
            parts.append(f"班 {'、'.join(f'{day:%m-%d}' for day in worked)} 调休上班")
        return "　".join(parts)

    @property
    def provisional_sentence(self) -> str:
        """Say which dates may still move and why; empty if none may."""
        named = ((PLAIN, "期满日"), (ROLLED, "顺延日"), (ACT_BY, "最后工作日"))
        open_ones = "、".join(name for key, name in named if key in self.dates.provisional)
        if not open_ones:
            return ""
        if self.dates.is_paused:
            return f"{open_ones}暂定：暂停尚未结束"
        first = self.trigger if self.span.unit == "workday" else self.dates.act_by
        missing = sorted(
            {mark.awaits for mark in self.days if mark.awaits is not None and mark.on >= first}
        )
        if not missing:
            return f"{open_ones}暂定：起算的日期暂定"
        return f"{open_ones}暂定：{'、'.join(map(str, missing))} 年放假安排未载入"

    def _name_of(self, day: date) -> str:
        name = next(mark.name for mark in self.days if mark.on == day)
        return WEEKDAY_NAMES[day.weekday()] if name == DayKind.WEEKEND else name


def day_with_weekday(day: date) -> str:
    """Write a day as the officer reads it: 2026-09-23 周三."""
    return f"{day:%Y-%m-%d} {WEEKDAY_NAMES[day.weekday()]}"


def explain(
    trigger: date,
    span: Span,
    calendar: WorkCalendar,
    *,
    pauses: Iterable[Pause] = (),
    extra_days: int = 0,
    as_of: date | None = None,
) -> Explanation:
    """Explain what `count` answers for the same arguments."""
    listed = tuple(pauses)
    dates = count(trigger, span, calendar, pauses=listed, extra_days=extra_days, as_of=as_of)
    start = china_date(trigger)
    paused = {} if span.unit == "hour" else paused_days(listed, as_of=as_of)
    marks = (
        *_marks_before(start, dates, calendar),
        *_marks_inside(start, dates.due_plain, span, calendar, paused, extra_days),
        *_marks_after(dates, calendar),
    )
    at = trigger.astimezone(CHINA) if isinstance(trigger, datetime) else None
    return Explanation(start, span, extra_days, dates, marks, listed, calendar.version, at)


def _mark(
    day: date, kind: MarkKind, why: str, calendar: WorkCalendar, number: int | None = None
) -> DayMark:
    return DayMark(
        on=day,
        counted=kind is MarkKind.COUNTED,
        why=why,
        number=number,
        kind=kind,
        name=calendar.name_of(day),
        is_workday=calendar.is_workday(day),
        awaits=calendar.awaited_year(day),
    )


def _days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += ONE_DAY


def _marks_before(start: date, dates: ThreeDates, calendar: WorkCalendar) -> Iterator[DayMark]:
    for day in _days(dates.act_by, start - ONE_DAY):
        why = "期满日前最近的工作日" if day == dates.act_by else calendar.name_of(day)
        yield _mark(day, MarkKind.BEFORE, why, calendar)


def _marks_inside(
    start: date,
    due: date,
    span: Span,
    calendar: WorkCalendar,
    paused: Mapping[date, str],
    extra_days: int,
) -> Iterator[DayMark]:
    yield _mark(start, MarkKind.TRIGGER, _why_day_zero(span, start == due), calendar)
    inside = list(_days(start + ONE_DAY, due))
    counted = [day for day in inside if _is_counted(day, span, calendar, paused)]
    numbers = {day: number for number, day in enumerate(counted, start=1)}
    prolonged_from = len(counted) - extra_days if span.unit != "hour" else len(counted)
    for day in inside:
        if (number := numbers.get(day)) is not None:
            why = _why_counted(number, prolonged_from, span, calendar.name_of(day))
            yield _mark(day, MarkKind.COUNTED, why, calendar, number)
        elif day in paused:
            yield _mark(day, MarkKind.PAUSED, f"暂停（{paused[day]}）", calendar)
        else:
            yield _mark(day, MarkKind.SKIPPED, calendar.name_of(day), calendar)


def _is_counted(day: date, span: Span, calendar: WorkCalendar, paused: Mapping[date, str]) -> bool:
    return day not in paused and (span.unit != "workday" or calendar.is_workday(day))


def _why_counted(number: int, prolonged_from: int, span: Span, name: str) -> str:
    """Say the how-maniest day it is, and of a prolongation the how-maniest of that."""
    unit = "个工作日" if span.unit == "workday" else "日"
    parts = [f"第{number}{unit}"]
    if number > prolonged_from:
        parts.append(f"延长第{number - prolonged_from}{unit}")
    if name:
        parts.append(name)
    return "，".join(parts)


def _why_day_zero(span: Span, is_due: bool) -> str:
    if span.unit == "hour":
        return "起算"
    return GIVEN_DATE if is_due else f"起算日，当日不计（{DAY_ZERO_ARTICLE}）"


def _marks_after(dates: ThreeDates, calendar: WorkCalendar) -> Iterator[DayMark]:
    for day in _days(dates.due_plain + ONE_DAY, dates.due_rolled):
        why = "顺延到这一天" if day == dates.due_rolled else f"顺延，{calendar.name_of(day)}"
        yield _mark(day, MarkKind.ROLL, why, calendar)
