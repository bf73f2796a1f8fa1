"""Where a case stands on a day: state, clocks, lawful acts, what is missing.

`stand` is the one function that answers "what must be done, by when, and why". Screens, reports,
letters and stored due dates all come from it, so the same steps, rules and calendar give the same
answer for any day, forever.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from petition_desk.domain.calendar import WorkCalendar
from petition_desk.domain.case import Case
from petition_desk.domain.clocks import ClockStanding, clocks_of
from petition_desk.domain.events import PRESUMED_AFTER_DAYS, REDO, awaits_acceptance
from petition_desk.domain.lawful import LawfulAct, lawful_acts
from petition_desk.domain.missing import Missing, missing_in
from petition_desk.domain.reading import Reading
from petition_desk.domain.rules import RuleBook
from petition_desk.domain.steps import Step
from petition_desk.domain.vocabulary import (
    IMPORTED_PATHWAYS,
    CaseState,
    ClockState,
    Owner,
    Pathway,
)


@dataclass(frozen=True, slots=True)
class Standing:
    """A case on a day.

    `lawful_next` lists every act on offer and every refused one with its reason and article;
    `missing` what is still owed before closing. `changes_on` is the first day after which the
    answer may change although nothing is done; None if it stays.
    """

    state: CaseState
    clocks: tuple[ClockStanding, ...]
    lawful_next: tuple[LawfulAct, ...]
    missing: tuple[Missing, ...]
    changes_on: date | None

    @property
    def open_clocks(self) -> tuple[ClockStanding, ...]:
        """The clocks whose act is still to be done, the most pressing first."""
        running = (clock for clock in self.clocks if clock.is_open)
        return tuple(sorted(running, key=lambda clock: (clock.reminds_on, clock.rule.id)))

    @property
    def next_clock(self) -> ClockStanding | None:
        """The next duty; else the petitioner's running right; None when nothing runs."""
        running = self.open_clocks
        duties = [clock for clock in running if clock.rule.owed_by is not Owner.PETITIONER]
        chosen = duties or list(running)
        return chosen[0] if chosen else None

    def clock(self, rule_id: str) -> ClockStanding | None:
        """The latest clock of this rule, or None."""
        found = [clock for clock in self.clocks if clock.rule.id == rule_id]
        return found[-1] if found else None


def stand(
    case: Case, steps: Iterable[Step], rules: RuleBook, calendar: WorkCalendar, today: date
) -> Standing:
    """Where the case stands on `today`; steps after that day are left out.

    Cost: about 100–200 µs for a case of twelve steps; explanations are made on demand.
    """
    reading = Reading(case, steps, today)
    clocks = clocks_of(reading, rules, calendar)
    return _standing(reading, clocks, lawful_acts(reading, clocks))


def stand_to_store(
    case: Case, steps: Iterable[Step], rules: RuleBook, calendar: WorkCalendar, today: date
) -> Standing:
    """The same without `lawful_next`, which nobody stores: an import asks ten thousand times."""
    reading = Reading(case, steps, today)
    return _standing(reading, clocks_of(reading, rules, calendar), ())


def _standing(
    reading: Reading, clocks: tuple[ClockStanding, ...], acts: tuple[LawfulAct, ...]
) -> Standing:
    return Standing(
        state=_state_of(reading, clocks),
        clocks=clocks,
        lawful_next=acts,
        missing=missing_in(reading, clocks),
        changes_on=_changes_on(reading, clocks),
    )


def _state_of(reading: Reading, clocks: tuple[ClockStanding, ...]) -> CaseState:
    if reading.is_void:
        return CaseState.VOID
    if reading.is_closed:
        return CaseState.CLOSED
    if reading.is_withdrawn:
        return CaseState.WITHDRAWN
    return _review_state(reading) or _handling_state(reading, clocks)


def _review_state(reading: Reading) -> CaseState | None:
    # Only what answers a request ends it: an ordinary letter sent meanwhile does not.
    last: Step | None = None
    for step in reading.all_of("review-requested", "recheck-requested", "issued"):
        if step.kind != "issued" or step.text("kind") in ("review", "recheck"):
            last = step
    if last is None or last.kind == "issued":
        return None
    return CaseState.IN_RECHECK if last.kind == "recheck-requested" else CaseState.IN_REVIEW


def _handling_state(reading: Reading, clocks: tuple[ClockStanding, ...]) -> CaseState:
    opinions = reading.letters_of("opinion", "duty-reply")
    if opinions and _is_to_be_redone(reading):
        return CaseState.HANDLING
    if opinions:
        return CaseState.ANSWERED if opinions[-1].served_on else CaseState.TO_SERVE
    if reading.last_of("objection-answered", "returned") is not None and _is_returned(reading):
        return CaseState.RETURNED
    is_told = any(letter.is_notice and letter.notified_on for letter in reading.letters)
    if not reading.is_decided and _is_presumed(reading):
        return CaseState.UNDECIDED
    if not is_told and _owes_notice(clocks):
        return CaseState.TO_NOTIFY
    return _decided_state(reading)


def _decided_state(reading: Reading) -> CaseState:
    if not reading.is_decided:
        # Told, or exempt from telling, and still not screened: that is what is left to do.
        return CaseState.HANDLING if reading.case.is_imported else CaseState.UNDECIDED
    if reading.has_pathway(Pathway.PETITION, Pathway.DUTY, Pathway.SUGGESTION):
        return CaseState.HANDLING
    if reading.last_of("transferred", "assigned") is not None:
        return CaseState.TRANSFERRED
    if reading.last_of("not-accepted", "no-longer-accepted") is not None:
        return CaseState.NOT_ACCEPTED
    if reading.has_pathway(*IMPORTED_PATHWAYS):
        return CaseState.IMPORTED
    return CaseState.HANDLING


def _is_to_be_redone(reading: Reading) -> bool:
    last = None
    for letter in reading.letters_of("opinion", "review", "recheck"):
        last = letter
    return last is not None and last.kind != "opinion" and REDO in last.step.text("result")


def _is_returned(reading: Reading) -> bool:
    answer = reading.last_of("objection-answered")
    if answer is not None and answer.text("result") == "同意":
        return True
    # Returned by a unit of ours is not returned to the sender: then it was dispatched before.
    return reading.last_of("returned") is not None and not reading.all_of("dispatched")


def _is_presumed(reading: Reading) -> bool:
    if reading.case.is_imported:
        return False
    return (reading.today - reading.case.received_on).days > PRESUMED_AFTER_DAYS


def _owes_notice(clocks: tuple[ClockStanding, ...]) -> bool:
    return any(clock.rule.id.startswith("notify-") and clock.is_open for clock in clocks)


def _changes_on(reading: Reading, clocks: tuple[ClockStanding, ...]) -> date | None:
    one_day = timedelta(days=1)
    days = [
        clock.deadline + one_day
        for clock in clocks
        if clock.state in (ClockState.RUNNING, ClockState.PAUSED)
    ]
    if any(clock.state is ClockState.PAUSED for clock in clocks):
        days.append(reading.today + one_day)
    for letter in reading.letters:
        days += [one.notice_ends_on for one in letter.services if one.notice_ends_on is not None]
    is_open = awaits_acceptance(reading) or not reading.is_decided
    if is_open and not reading.case.is_imported:
        days.append(reading.case.received_on + timedelta(days=PRESUMED_AFTER_DAYS + 1))
    # Steps dated later than today are refused, so only the passing of days changes the answer.
    return min((day for day in days if day > reading.today), default=None)
