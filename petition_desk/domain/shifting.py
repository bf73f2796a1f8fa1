"""What another calendar makes of clocks as they are stored, without reading their cases again.

Of a stored clock the calendar moves two things at most: a period of calendar days keeps its plain
end and rolls anew; a period of working days is counted anew from its first day. So a hundred
thousand open deadlines are shifted in seconds. Whatever the stored row does not tell for certain
(a pause that is open, a date that a paper named, an end whose day now decides) is not guessed: the
answer is None, and the case is worked out from its steps. A row is believed only if the calendar of
until now makes of it exactly what is stored.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from petition_desk.domain.calendar import ROLLED, ThreeDates, WorkCalendar, count, rolled
from petition_desk.domain.deadline_rows import DeadlineRow
from petition_desk.domain.rules import Rule, RuleBook
from petition_desk.domain.vocabulary import OPEN_CLOCK_STATES, ClockState, Owner
from petition_desk.domain.workdays import first_uncertain_day

#: Events whose day may be named by a paper instead of being counted.
DATED_STARTS: Final = frozenset({"must-report-back", "redo-ordered", "dispatched"})
#: A clock of such a rule may remind by the official system's own date.
_REMINDED_OFFICIALLY: Final = "accepted-petition"


class Shifter:
    """Shifts stored clocks from one calendar to another, each distinct period once."""

    def __init__(self, book: RuleBook, was: WorkCalendar, now: WorkCalendar, today: date) -> None:
        """Shift by the rules of ``book``, as they stand on ``today``."""
        self._was, self._now, self._today = was, now, today
        self._policy = book.policy
        self._rules: dict[str, list[Rule]] = {}
        for rule in book.rules:
            self._rules.setdefault(rule.id, []).append(rule)
        self._known: dict[tuple[bool, str, int, date], ThreeDates] = {}

    @property
    def first_moved(self) -> date | None:
        """The first day that is of another kind, or becomes certain; None if there is none."""
        days = [change.on for change in self._now.changes_from(self._was)]
        for year in set(self._now.loaded_years) ^ set(self._was.loaded_years):
            days.append(first_uncertain_day(year))
        return min(days, default=None)

    def unit_of(self, row: DeadlineRow) -> str:
        """Return the unit a clock is counted in; ``day`` where its rule is gone."""
        rule = self._rule(row)
        return rule.span.unit if rule is not None else "day"

    def shifted(self, row: DeadlineRow) -> DeadlineRow | None:
        """Return the clock by the new calendar; None where its case has to be worked out."""
        rule = self._rule(row)
        if rule is None or not self._is_told_by_row(rule):
            return None
        if rule.span.unit == "hour":
            return row
        counts = self._counts(rule)
        was = self._dates(rule, row, is_new=False)
        stored = ThreeDates(row.due_plain, row.due_rolled, row.act_by, was.provisional)
        is_believed = stored == was and row.is_provisional == (counts in was.provisional)
        if not is_believed or row.deadline != _chosen(was, counts):
            return None
        now = self._dates(rule, row, is_new=True)
        return self._with(row, rule, now, _chosen(now, counts), counts in now.provisional)

    def _with(
        self, row: DeadlineRow, rule: Rule, now: ThreeDates, deadline: date, is_provisional: bool
    ) -> DeadlineRow | None:
        if deadline != row.deadline:
            if rule.starts == _REMINDED_OFFICIALLY or row.reminds_on != row.deadline:
                return None
            if not self._keeps_state(row, rule, deadline):
                return None
        return replace(
            row,
            due_plain=now.due_plain,
            due_rolled=now.due_rolled,
            act_by=now.act_by,
            deadline=deadline,
            reminds_on=deadline if deadline != row.deadline else row.reminds_on,
            is_provisional=is_provisional,
        )

    def _keeps_state(self, row: DeadlineRow, rule: Rule, deadline: date) -> bool:
        """Say whether the state stays, although the deadline moves."""
        is_later = deadline > row.deadline
        match row.state:
            case ClockState.RUNNING:
                return self._today <= deadline
            case ClockState.OVERDUE:
                return self._today > deadline
            case ClockState.MET:
                return is_later
            case ClockState.MET_LATE | ClockState.LAPSED:
                return not is_later
            case ClockState.EXEMPT:
                return is_later or not rule.lapses
            case ClockState.PAUSED:
                return False
            case _:
                return True

    def _rule(self, row: DeadlineRow) -> Rule | None:
        versions = self._rules.get(row.rule, [])
        return next((rule for rule in versions if rule.is_in_force(row.started_on)), None)

    def _is_told_by_row(self, rule: Rule) -> bool:
        if rule.extends:
            bases = self._rules.get(rule.extends, [])
            return all(base.span.unit in ("day", "month") for base in bases)
        if rule.span.unit != "workday":
            return True
        return rule.starts not in DATED_STARTS and not rule.pauses

    def _counts(self, rule: Rule) -> str:
        return rule.counts if rule.owed_by is Owner.PETITIONER else self._policy.duties_count

    def _dates(self, rule: Rule, row: DeadlineRow, *, is_new: bool) -> ThreeDates:
        by_workdays = rule.span.unit == "workday" and not rule.extends
        start = row.started_on if by_workdays else row.due_plain
        key = (is_new, rule.id if by_workdays else "", rule.span.amount, start)
        dates = self._known.get(key)
        if dates is None:
            calendar = self._now if is_new else self._was
            dates = count(start, rule.span, calendar) if by_workdays else rolled(start, calendar)
            self._known[key] = dates
        return dates


def next_of(clocks: Iterable[DeadlineRow]) -> DeadlineRow | None:
    """Return the clock a list shows of a case: the next duty, else the petitioner's right."""
    running = sorted(
        (clock for clock in clocks if clock.state in OPEN_CLOCK_STATES),
        key=lambda clock: (clock.reminds_on, clock.rule),
    )
    duties = [clock for clock in running if clock.owed_by != Owner.PETITIONER]
    return next(iter(duties or running), None)


def changes_on(stored: date | None, clocks: Iterable[DeadlineRow], today: date) -> date | None:
    """Return from when on a standing may change by the passing of days; never later than it was.

    Too early does no harm: it is then worked out anew, and comes out the same.
    """
    ends = (
        clock.deadline + timedelta(days=1) for clock in clocks if clock.state is ClockState.RUNNING
    )
    days = [day for day in (*ends, stored) if day is not None and day > today]
    return min(days, default=None)


def _chosen(dates: ThreeDates, counts: str) -> date:
    return dates.due_rolled if counts == ROLLED else dates.due_plain
