"""The clocks of a case: which periods run, until when, and how they stand on a day.

Day of the trigger is day zero; the deadline is the last lawful day, inclusive: on it is in time,
the day after is late. Nothing here asks what today is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from petition_desk.domain.calendar import (
    Pause,
    Span,
    ThreeDates,
    WorkCalendar,
    china_date,
    count,
)
from petition_desk.domain.events import EVENTS
from petition_desk.domain.explanation import Explanation, explain
from petition_desk.domain.occurrences import Occurrence
from petition_desk.domain.reading import Reading
from petition_desk.domain.rules import Counts, Policy, Rule, RuleBook
from petition_desk.domain.vocabulary import LETTER_LABELS, OPEN_CLOCK_STATES, ClockState, Owner


@dataclass(frozen=True, slots=True)
class ClockStanding:
    """One clock on a day.

    `of` names the letter, unit or paper it belongs to (empty: the case). `deadline` is the one of
    the three dates that counts, named by `counts`. `reminds_on` is the deadline, or the official
    system's own date where that is earlier. `exempted_on` is the day on which something freed us
    of it. `note` says in plain Chinese why it is exempt or presumed.
    """

    rule: Rule
    of: str
    started_on: date
    trigger: date
    span: Span
    dates: ThreeDates
    deadline: date
    reminds_on: date
    state: ClockState
    ended_on: date | None = None
    is_presumed: bool = False
    pauses: tuple[Pause, ...] = ()
    note: str = ""
    counts: Counts = "due_plain"
    exempted_on: date | None = None

    @property
    def is_exempted_late(self) -> bool:
        """Whether it had run out before something freed us of it: to be looked at, never silent."""
        return (
            self.state is ClockState.EXEMPT
            and self.exempted_on is not None
            and self.exempted_on > self.deadline
        )

    @property
    def is_open(self) -> bool:
        """Whether the act is still to be done."""
        return self.state in OPEN_CLOCK_STATES

    @property
    def is_provisional(self) -> bool:
        """Whether the date that counts may still move with a notice to come."""
        return self.counts in self.dates.provisional

    def explained(self, calendar: WorkCalendar, as_of: date | None = None) -> Explanation:
        """Why it is this day, each day by name; made on demand by the same computation."""
        return explain(self.trigger, self.span, calendar, pauses=self.pauses, as_of=as_of)


def clocks_of(
    reading: Reading, book: RuleBook, calendar: WorkCalendar
) -> tuple[ClockStanding, ...]:
    """Every clock the case has had, in the order of the rule book."""
    bench = _Bench(reading, calendar, book.policy)
    clocks: list[ClockStanding] = []
    for rule in book.switched_on:
        if reading.case.source_kind not in rule.sources:
            continue
        if rule.extends:
            clocks = bench.with_extension(clocks, rule)
        else:
            clocks.extend(bench.clocks_by(rule))
    return tuple(clocks)


class _Bench:
    """Works out the clocks of one reading; finds each event once, as rules share them."""

    __slots__ = ("_found", "calendar", "policy", "reading")

    def __init__(self, reading: Reading, calendar: WorkCalendar, policy: Policy) -> None:
        self.reading = reading
        self.calendar = calendar
        self.policy = policy
        self._found: dict[str, tuple[Occurrence, ...]] = {}

    def found(self, name: str) -> tuple[Occurrence, ...]:
        occurrences = self._found.get(name)
        if occurrences is None:
            occurrences = self._found[name] = tuple(EVENTS[name].find(self.reading))
        return occurrences

    def clocks_by(self, rule: Rule) -> list[ClockStanding]:
        """The clocks of one rule: one for each time it was started while in force."""
        starts = self.found(rule.starts)
        is_presumed = not starts and bool(rule.presumed_start)
        if is_presumed:
            starts = self.found(rule.presumed_start)
        return [
            self.clock(rule, start, is_presumed=is_presumed)
            for start in starts
            if rule.is_in_force(china_date(start.on))
        ]

    def with_extension(self, clocks: list[ClockStanding], rule: Rule) -> list[ClockStanding]:
        """The clocks with the extended one replaced and its prolongation added."""
        # What the law forbade was recorded, and prolongs nothing.
        acts = [step for step in self.reading.all_of("extended") if not step.violation]
        days = min(sum(step.number("days") or 0 for step in acts), rule.span.amount)
        base = next((clock for clock in clocks if clock.rule.id == rule.extends), None)
        # A presumption reminds us; only what was accepted can be prolonged.
        if not days or base is None or base.is_presumed or not rule.is_in_force(acts[0].on):
            return clocks
        # It counts from the old last day, but what ended the matter before that day ends it too.
        last_day = Occurrence(base.dates.due_plain, base.of, is_imported=acts[-1].is_imported)
        longer = self.clock(rule, last_day, span=Span(days, "day"), since=base.started_on)
        kept = [_as_replaced(clock) if clock is base else clock for clock in clocks]
        return [*kept, longer]

    def clock(
        self,
        rule: Rule,
        start: Occurrence,
        *,
        span: Span | None = None,
        since: date | None = None,
        is_presumed: bool = False,
    ) -> ClockStanding:
        """One clock; `span` replaces the rule's length, `since` the day from which acts end it."""
        if start.owed_by is not None and start.owed_by is not rule.owed_by:
            rule = _as_ours(rule, start.owed_by)
        started_on = china_date(start.on)
        trigger, length = start.on, span or rule.span
        if start.due_on is not None:
            trigger, length = start.due_on, Span(0, "day")
        end = self._first(self._ends(rule), since or started_on, start.of)
        pauses = self._pauses(rule, started_on, end)
        dates = count(trigger, length, self.calendar, pauses=pauses, as_of=self.reading.today)
        counts = self._counts(rule)
        deadline = dates.due_rolled if counts == "due_rolled" else dates.due_plain
        exemption = self._first(self._exemptions(rule), None, start.of)
        state = _state(rule, start, end, exemption, dates, deadline, self.reading.today)
        return ClockStanding(
            rule=rule,
            of=start.of,
            started_on=started_on,
            trigger=trigger,
            span=length,
            dates=dates,
            deadline=deadline,
            reminds_on=self._reminds_on(rule, deadline),
            state=state,
            ended_on=china_date(end.on) if end is not None else None,
            is_presumed=is_presumed,
            pauses=pauses,
            note=_note(state, exemption, deadline, is_presumed=is_presumed),
            counts=counts,
            exempted_on=china_date(exemption.on) if exemption is not None else None,
        )

    def _ends(self, rule: Rule) -> tuple[str, ...]:
        swaps = {}
        if self.policy.notice_ends_when == "served":
            swaps["notice-given"] = "notice-served"
        if self.policy.handle_ends_when == "served":
            swaps["opinion-issued"] = "opinion-served"
        return tuple(swaps.get(name, name) for name in rule.ends) if swaps else rule.ends

    def _exemptions(self, rule: Rule) -> tuple[str, ...]:
        if self.policy.mediation_ends_handling:
            return rule.exempt_by
        return tuple(name for name in rule.exempt_by if name != "mediated")

    def _counts(self, rule: Rule) -> Counts:
        return rule.counts if rule.owed_by is Owner.PETITIONER else self.policy.duties_count

    def _reminds_on(self, rule: Rule, deadline: date) -> date:
        official = self.reading.case.official.due_on
        if official is None or rule.starts != "accepted-petition":
            return deadline
        return min(deadline, official)

    def _pauses(self, rule: Rule, started_on: date, end: Occurrence | None) -> tuple[Pause, ...]:
        if not rule.pauses:
            return ()
        label = EVENTS[rule.pauses].label
        # What was never closed is over when the matter is: a pause does not outlive it.
        over_on = china_date(end.on) if end is not None else None
        found = [(item.on, item.due_on or over_on) for item in self.found(rule.pauses)]
        return tuple(
            Pause(first, last, label)
            for first, last in found
            if first >= started_on and (last is None or last >= first)
        )

    def _first(self, names: Iterable[str], not_before: date | None, of: str) -> Occurrence | None:
        """The first occurrence that belongs to the clock's own paper, not before its start."""
        first: Occurrence | None = None
        known = self._found
        for name in names:
            found = known.get(name)
            for occurrence in self.found(name) if found is None else found:
                if of and occurrence.of and occurrence.of != of:
                    continue
                on = china_date(occurrence.on)
                if not_before is not None and on < not_before:
                    continue
                if first is None or on < china_date(first.on):
                    first = occurrence
        return first


def _as_ours(rule: Rule, owner: Owner) -> Rule:
    """The same period where we owe what the rule expects of another body: the letter is ours."""
    label = f"写{LETTER_LABELS[rule.id]}" if rule.id in LETTER_LABELS else rule.act_label
    return replace(rule, owed_by=owner, act=rule.act or rule.id, act_label=label)


def _state(
    rule: Rule,
    start: Occurrence,
    end: Occurrence | None,
    exemption: Occurrence | None,
    dates: ThreeDates,
    deadline: date,
    today: date,
) -> ClockState:
    ended_on = china_date(end.on) if end is not None else None
    freed_on = china_date(exemption.on) if exemption is not None else None
    if ended_on is not None and (freed_on is None or ended_on <= freed_on):
        if ended_on <= deadline:
            return ClockState.MET
        # What lapsed stays lapsed, whatever is done afterwards; nobody was late.
        return ClockState.LAPSED if rule.lapses else ClockState.MET_LATE
    if freed_on is not None and not (rule.lapses and freed_on > deadline):
        return ClockState.EXEMPT
    if start.is_imported:
        return ClockState.UNKNOWN
    if dates.is_paused:
        return ClockState.PAUSED
    if today > deadline:
        return ClockState.LAPSED if rule.lapses else ClockState.OVERDUE
    return ClockState.RUNNING


def _note(
    state: ClockState, exemption: Occurrence | None, deadline: date, *, is_presumed: bool
) -> str:
    if state is ClockState.EXEMPT and exemption is not None:
        freed_on = china_date(exemption.on)
        late = f"（{deadline} 已经届满，{freed_on} 才免除）" if freed_on > deadline else ""
        return f"{exemption.detail}{late}"
    if state is ClockState.UNKNOWN:
        return "导入前，无记录"
    return "期满未甄别，推定自该日起受理（本局规定）" if is_presumed else ""


def _as_replaced(clock: ClockStanding) -> ClockStanding:
    if clock.state in (ClockState.EXEMPT, ClockState.UNKNOWN):
        return clock
    return replace(clock, state=ClockState.REPLACED, ended_on=None, note="已批准延长")
