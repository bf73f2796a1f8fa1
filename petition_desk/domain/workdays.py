"""Working days by the State Council's yearly notices.

A day is worked if a notice names it as a make-up day, or if it is a Monday to Friday that no
notice names as a day off. A notice for one year may also name days of the December before
(2022-12-31 stands in the notice for 2023), so every day is looked up in all years.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from petition_desk.errors import InputError

ONE_DAY: Final = timedelta(days=1)
SATURDAY: Final = 5
DECEMBER: Final = 12
#: From this day of December on, the next year's notice may name a day (元旦 with its weekend).
FIRST_DAY_OF_NEXT_NOTICE: Final = 24

WEEKDAY_NAMES: Final = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")


class CalendarFactError(InputError):
    """The facts of a calendar contradict each other or cannot be (exit 4).

    Attributes:
        where: The line, key or day at fault, as the officer finds it in the file.
    """

    def __init__(self, where: str, reason: str) -> None:
        """Name the place and what is wrong there."""
        self.where = where
        super().__init__(where, reason)


class DayKind(StrEnum):
    """What a day is; the value is the mark shown in a calendar."""

    WORKDAY = ""
    MAKE_UP = "班"
    OFF = "休"
    WEEKEND = "周末"


@dataclass(frozen=True, slots=True)
class HolidayBlock:
    """The days off of one holiday, as a notice lists them; both ends belong to it."""

    name: str
    first_on: date
    last_on: date
    day_count: int


@dataclass(frozen=True, slots=True)
class YearNotice:
    """What the notice (or notices) for one year say.

    Attributes:
        year: The year the notice is for.
        off: Day off → name of the holiday; may hold days of the December before.
        work: Worked Saturday or Sunday → name of the holiday it makes up for.
        source: Where the facts come from (the notice's number), for the screen.
    """

    year: int
    off: Mapping[date, str]
    work: Mapping[date, str]
    source: str = ""

    def blocks(self) -> tuple[HolidayBlock, ...]:
        """Return the holidays of the year in order of their first day."""
        days: dict[str, list[date]] = {}
        for day in sorted(self.off):
            days.setdefault(self.off[day], []).append(day)
        return tuple(
            HolidayBlock(name, listed[0], listed[-1], len(listed)) for name, listed in days.items()
        )

    def facts(self) -> Iterable[str]:
        """Yield one line a fact, in a fixed order: what a version is made of."""
        yield f"{self.year}"
        yield from (f"{day.isoformat()} off {self.off[day]}" for day in sorted(self.off))
        yield from (f"{day.isoformat()} work {self.work[day]}" for day in sorted(self.work))


@dataclass(frozen=True, slots=True)
class DayChange:
    """A day whose working status differs between two calendars."""

    on: date
    was: DayKind
    now: DayKind


@dataclass(frozen=True, slots=True, eq=False)
class WorkCalendar:
    """The days off and make-up days of every loaded year. Two of one `version` are equal.

    Attributes:
        notices: One notice a year, in any order.
        version: The years and a hash of the facts; the same facts give the same text forever.
    """

    notices: tuple[YearNotice, ...]
    version: str = field(init=False)
    _off: dict[date, str] = field(init=False, repr=False)
    _work: dict[date, str] = field(init=False, repr=False)
    _years: frozenset[int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Order the notices and index their days.

        Raises:
            CalendarFactError: A year or a day is named by two notices.
        """
        notices = tuple(sorted(self.notices, key=lambda notice: notice.year))
        years = frozenset(notice.year for notice in notices)
        if len(years) != len(notices):
            raise CalendarFactError("年份", "同一年有两份放假安排")
        off: dict[date, str] = {}
        work: dict[date, str] = {}
        for notice in notices:
            for day in (*notice.off, *notice.work):
                if day in off or day in work:
                    raise CalendarFactError(
                        day.isoformat(), f"{notice.year} 年的通知与另一年的通知都写了这一天"
                    )
            off.update(notice.off)
            work.update(notice.work)
        # The one way to set a field of a frozen class; every later reader finds them as they are.
        object.__setattr__(self, "notices", notices)
        object.__setattr__(self, "version", _version(notices))
        object.__setattr__(self, "_off", off)
        object.__setattr__(self, "_work", work)
        object.__setattr__(self, "_years", years)

    def __eq__(self, other: object) -> bool:
        """Two calendars are equal if they hold the same facts."""
        return isinstance(other, WorkCalendar) and self.version == other.version

    def __hash__(self) -> int:
        """Hash the version, as equality compares it."""
        return hash(self.version)

    @property
    def loaded_years(self) -> tuple[int, ...]:
        """The years that have their notice, ascending."""
        return tuple(notice.year for notice in self.notices)

    @property
    def off_days(self) -> Mapping[date, str]:
        """Every day off → its holiday."""
        return MappingProxyType(self._off)

    @property
    def make_up_days(self) -> Mapping[date, str]:
        """Every worked Saturday or Sunday → the holiday it makes up for."""
        return MappingProxyType(self._work)

    def notice_of(self, year: int) -> YearNotice | None:
        """Return the notice for a year, or None if it is not loaded."""
        return next((notice for notice in self.notices if notice.year == year), None)

    def with_year(self, notice: YearNotice) -> WorkCalendar:
        """Return a calendar in which this notice stands, in place of any other for its year.

        Raises:
            CalendarFactError: It names a day that another year's notice names too.
        """
        others = tuple(known for known in self.notices if known.year != notice.year)
        return WorkCalendar((*others, notice))

    def changes_from(self, earlier: WorkCalendar) -> tuple[DayChange, ...]:
        """Return the days that are of another kind than in `earlier`, ascending."""
        named = {*self._off, *self._work, *earlier.off_days, *earlier.make_up_days}
        changes = (DayChange(day, earlier.kind_of(day), self.kind_of(day)) for day in sorted(named))
        return tuple(change for change in changes if change.was is not change.now)

    def kind_of(self, day: date) -> DayKind:
        """Say whether a day is worked, a make-up day, a day off or a plain weekend."""
        if day in self._off:
            return DayKind.OFF
        if day in self._work:
            return DayKind.MAKE_UP
        return DayKind.WEEKEND if day.weekday() >= SATURDAY else DayKind.WORKDAY

    def holiday_of(self, day: date) -> str | None:
        """Return the holiday a notice names for a day (off or made up for), else None."""
        return self._off.get(day) or self._work.get(day)

    def name_of(self, day: date) -> str:
        """Name a day for the officer: 春节假期, 春节调休上班, 周末; empty for a common workday."""
        if (holiday := self._off.get(day)) is not None:
            return f"{holiday}假期"
        if (holiday := self._work.get(day)) is not None:
            return f"{holiday}调休上班"
        return DayKind.WEEKEND.value if day.weekday() >= SATURDAY else ""

    def is_workday(self, day: date) -> bool:
        """Say whether a day is worked; a year without notice is Monday to Friday."""
        if day in self._off:
            return False
        return day.weekday() < SATURDAY or day in self._work

    def is_certain(self, day: date) -> bool:
        """Say whether no notice still to come can change what a day is."""
        return self.awaited_year(day) is None

    def awaited_year(self, day: date) -> int | None:
        """Return the year whose notice may still change what a day is; None if it is certain."""
        if day.year not in self._years:
            return day.year
        if day.month == DECEMBER and day.day >= FIRST_DAY_OF_NEXT_NOTICE:
            return None if day.year + 1 in self._years else day.year + 1
        return None

    def is_uncertain_between(self, first: date, last: date) -> bool:
        """Say whether any day from `first` to `last` (both in it; none if reversed) may change.

        A day may change while its year has no notice, and from 24 to 31 December while the
        next year has none.
        """
        if last < first:
            return False
        for year in range(first.year, last.year + 1):
            if year not in self._years:
                return True
            if year + 1 not in self._years:
                open_from = date(year, DECEMBER, FIRST_DAY_OF_NEXT_NOTICE)
                if last >= open_from and first <= date(year, DECEMBER, 31):
                    return True
        return False

    def next_workday_on_or_after(self, day: date) -> date:
        """Return the first working day on or after a day."""
        while not self.is_workday(day):
            day += ONE_DAY
        return day

    def last_workday_on_or_before(self, day: date) -> date:
        """Return the last working day on or before a day."""
        while not self.is_workday(day):
            day -= ONE_DAY
        return day

    def add_workdays(self, start: date, workday_count: int) -> date:
        """Return the `workday_count`-th working day after `start`, whose own day is day zero.

        Raises:
            ValueError: The count is below zero.
        """
        return self.add_workdays_without(start, workday_count, frozenset())

    def add_workdays_without(self, start: date, workday_count: int, paused: Set[date]) -> date:
        """Do the same, letting the paused days pass uncounted.

        Raises:
            ValueError: The count is below zero.
        """
        if workday_count < 0:
            raise ValueError(f"cannot add {workday_count} workdays")
        day = start
        while workday_count:
            day += ONE_DAY
            if self.is_workday(day) and day not in paused:
                workday_count -= 1
        return day


def first_uncertain_day(year: int) -> date:
    """Return the first day that the notice for a year may change: 24 December of the year before.

    The New Year's holiday may begin in December, and its weekend be worked.
    """
    return date(year - 1, DECEMBER, FIRST_DAY_OF_NEXT_NOTICE)


def _version(notices: tuple[YearNotice, ...]) -> str:
    facts = "\n".join(line for notice in notices for line in notice.facts())
    digest = hashlib.sha256(facts.encode()).hexdigest()[:12]
    return f"{notices[0].year}-{notices[-1].year}/{digest}" if notices else f"none/{digest}"
