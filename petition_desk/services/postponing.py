"""Putting a reminder off, with a reason; the deadline stays where it is.

The journal keeps who put what off, until when and why. On its day, or as soon as the deadline
itself comes nearer than that, the task stands on Today again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from petition_desk.domain.deadline_rows import DeadlineRow
from petition_desk.domain.postponing import (
    LONGEST_REASON,
    OFFICE_RULE,
    Postponement,
    latest_return,
    may_be_postponed,
    refusal_to_postpone,
)
from petition_desk.domain.vocabulary import OPEN_CLOCK_STATES, Owner
from petition_desk.errors import FieldFault, InputError, LawRefusalError, UnknownNameError
from petition_desk.services.changes import Changes
from petition_desk.services.desk import Desk
from petition_desk.services.recording import loaded_for_work
from petition_desk.storage.cases import StoredCase
from petition_desk.storage.unit_of_work import UnitOfWork

_OURS = (Owner.US.value, Owner.UNIT.value)


@dataclass(frozen=True, slots=True)
class Postponed:
    """What was put off, and until when."""

    local_no: str
    rule: str
    of: str
    name: str
    until: date


@dataclass(frozen=True, slots=True)
class PostponingOffer:
    """What may be chosen for one task: up to which day, or why not at all.

    `current` is the postponement that holds it back now, if one does.
    """

    name: str
    reminds_on: date
    latest: date
    refusal: str = ""
    current: Postponement | None = None


def offer(desk: Desk, no: str, rule: str, of: str = "") -> PostponingOffer:
    """What may be chosen for a task.

    Raises:
        UnknownNameError: no such open clock (exit 2).
        SealedCaseError: it is confidential and the account lacks the right (exit 3).
    """
    today, calendar = desk.clock.today(), desk.calendar()
    with desk.reading() as work:
        stored = loaded_for_work(desk, work, no)
        clock = _open_clock(work, stored, rule, of)
        kept = work.postponements.get(stored.id, clock.rule, clock.of)
    refusal = ""
    if not may_be_postponed(clock.reminds_on, today, calendar):
        until = latest_return(clock.reminds_on, calendar)
        refusal = refusal_to_postpone(until, clock.reminds_on, today, calendar) or ""
    running = kept.postponement if kept and kept.postponement.until > today else None
    latest = latest_return(clock.reminds_on, calendar)
    return PostponingOffer(clock.name, clock.reminds_on, latest, refusal, running)


def postpone(desk: Desk, no: str, rule: str, of: str, until: date, reason: str) -> Postponed:
    """Put a reminder off until a day, at the latest the day before the last day.

    Raises:
        UnknownNameError: no such open clock (exit 2).
        LawRefusalError: it is due or late, or the day lies too far; confidential and the account
            lacks the right (exit 3).
        InputError: no reason is given, or a very long one (exit 4).
    """
    today, calendar = desk.clock.today(), desk.calendar()
    said = " ".join(reason.split())
    with desk.begin() as work:
        stored = loaded_for_work(desk, work, no)
        clock = _open_clock(work, stored, rule, of)
        refusal = refusal_to_postpone(until, clock.reminds_on, today, calendar)
        if refusal is not None:
            raise LawRefusalError(OFFICE_RULE, refusal)
        if not said or len(said) > LONGEST_REASON:
            why = f"最多 {LONGEST_REASON} 个字" if said else "必须写明，会记入日志"
            raise InputError.from_faults([FieldFault("推迟的理由", why)])
        postponement = Postponement(clock.rule, clock.of, until, said)
        work.postponements.save(stored.id, stored.case.local_no, postponement)
        work.commit()
    desk.announce(Changes.of_case(stored.id))
    return Postponed(stored.case.local_no, clock.rule, clock.of, clock.name, until)


def resume(desk: Desk, no: str, rule: str, of: str = "") -> bool:
    """Let a reminder stand again at once; the undo of `postpone`. Returns whether it was put off.

    Raises:
        UnknownCaseError: there is no such case (exit 2).
        SealedCaseError: it is confidential and the account lacks the right (exit 3).
    """
    with desk.begin() as work:
        stored = loaded_for_work(desk, work, no)
        was_put_off = work.postponements.remove(stored.id, stored.case.local_no, rule, of)
        work.commit()
    if was_put_off:
        desk.announce(Changes.of_case(stored.id))
    return was_put_off


def _open_clock(work: UnitOfWork, stored: StoredCase, rule: str, of: str) -> DeadlineRow:
    running = [
        clock
        for clock in work.deadlines.clocks_of(stored.id)
        if clock.state in OPEN_CLOCK_STATES and clock.owed_by in _OURS
    ]
    for clock in running:
        if clock.rule == rule and of in ("", clock.of):
            return clock
    raise UnknownNameError("未办期限", rule, dict.fromkeys(clock.rule for clock in running))
