"""A year's notice as it is clicked together, day by day, before it is believed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Final

from petition_desk.domain.workdays import DECEMBER, SATURDAY, DayKind, YearNotice
from petition_desk.domain.year_notices import UNNAMED, DatedDay, year_notice

#: The holidays of 《全国年节及纪念日放假办法》, in the order of the year.
HOLIDAYS: Final = ("元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节")


@dataclass(frozen=True, slots=True)
class NoticeDraft:
    """What was clicked so far; every click gives another draft, so that one can be taken back.

    Attributes:
        year: The year of the notice; days of the December before may be named, too.
        off: Day off → name of the holiday.
        work: Worked Saturday or Sunday → name of the holiday it makes up for.
        source: Where the facts come from.
    """

    year: int
    off: Mapping[date, str] = field(default_factory=dict)
    work: Mapping[date, str] = field(default_factory=dict)
    source: str = ""

    @classmethod
    def of(cls, year: int, known: YearNotice | None) -> NoticeDraft:
        """Begin with the notice that is loaded, or with none."""
        if known is None:
            return cls(year)
        return cls(year, dict(known.off), dict(known.work), known.source)

    def may_name(self, day: date) -> bool:
        """Whether a notice for the year may name this day."""
        return day.year == self.year or (day.year, day.month) == (self.year - 1, DECEMBER)

    def kind_of(self, day: date) -> DayKind:
        """What a day is by the draft alone."""
        if day in self.off:
            return DayKind.OFF
        if day in self.work:
            return DayKind.MAKE_UP
        return DayKind.WEEKEND if day.weekday() >= SATURDAY else DayKind.WORKDAY

    def pressed(self, day: date, name: str) -> NoticeDraft:
        """Turn a day on: a workday is off, then worked again; a weekend off, worked, weekend.

        Args:
            day: The day; one that the notice may not name stays as it is.
            name: The holiday it belongs to.
        """
        if not self.may_name(day):
            return self
        off, work = dict(self.off), dict(self.work)
        if day in off:
            del off[day]
            if day.weekday() >= SATURDAY:
                work[day] = name or UNNAMED
        elif day in work:
            del work[day]
        else:
            off[day] = name or UNNAMED
        return replace(self, off=off, work=work)

    def filled(self, first: date, last: date, name: str) -> NoticeDraft:
        """Make every day from one to another a day off; either may be the earlier."""
        start, end = min(first, last), max(first, last)
        days = (start + timedelta(days=offset) for offset in range((end - start).days + 1))
        off, work = dict(self.off), dict(self.work)
        for day in days:
            if self.may_name(day):
                off[day] = name or UNNAMED
                work.pop(day, None)
        return replace(self, off=off, work=work)

    def sourced(self, source: str) -> NoticeDraft:
        """Name where the facts come from."""
        return replace(self, source=source.strip())

    def shown(self) -> YearNotice:
        """Return it as a notice to be looked at; nothing is checked."""
        return YearNotice(self.year, dict(self.off), dict(self.work), self.source)

    def notice(self) -> YearNotice:
        """Return it as a notice that can be loaded.

        Raises:
            CalendarFactError: It states what cannot be; the day is named.
        """
        days = [DatedDay(day, name, True, _place(day)) for day, name in sorted(self.off.items())]
        days += [DatedDay(day, name, False, _place(day)) for day, name in sorted(self.work.items())]
        return year_notice(self.year, days, self.source)


def _place(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
