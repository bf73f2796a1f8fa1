"""Stored deadlines: the one writer, and what is due.

`stand` is asked whenever a case changes and its answer is stored beside the case, so that Today
is a query that grows with what is open. What changes by the mere passing of days is recomputed by
`refresh`: at start, at midnight, on waking, hourly, and when the clock jumps.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from petition_desk.domain.case import CaseId
from petition_desk.domain.clocks import ClockStanding
from petition_desk.domain.deadline_rows import DeadlineRow, StandingRow
from petition_desk.domain.due_acts import DueAct, due_act
from petition_desk.domain.letter_services import SERVE_RULE, LetterService, services_of
from petition_desk.domain.reading import Reading
from petition_desk.domain.self_check import SEALED_UNIT, findings_of
from petition_desk.domain.standing import Standing, stand, stand_to_store
from petition_desk.domain.steps import Step
from petition_desk.domain.vocabulary import CaseState
from petition_desk.services.changes import Changes
from petition_desk.services.desk import Desk
from petition_desk.storage.cases import StoredCase
from petition_desk.storage.unit_of_work import UnitOfWork

REFRESH_BATCH = 500


@dataclass(frozen=True, slots=True)
class MovedDate:
    """One open deadline that moved, from one day to another; None where it did not exist.

    `is_provisional`: the new day may still move with a notice to come.
    """

    rule: str
    name: str
    was: date | None
    now: date | None
    is_provisional: bool = False


def standing_of(desk: Desk, stored: StoredCase, on: date | None = None) -> Standing:
    """Where a stored case stands on a day, today by default."""
    return stand(stored.case, stored.steps, desk.rules(), desk.calendar(), on or desk.clock.today())


def write_standing(desk: Desk, work: UnitOfWork, stored: StoredCase) -> Standing:
    """Work out where the case stands today and store it, within the caller's transaction."""
    standing = standing_of(desk, stored)
    _write(work, [(stored, standing)], desk.clock.today())
    return standing


def write_standings(desk: Desk, work: UnitOfWork, stored: Iterable[StoredCase]) -> int:
    """The same for many cases at once; returns how many."""
    today, rules, calendar = desk.clock.today(), desk.rules(), desk.calendar()
    stood = [
        (item, stand_to_store(item.case, item.steps, rules, calendar, today)) for item in stored
    ]
    _write(work, stood, today)
    return len(stood)


def _write(work: UnitOfWork, stood: Sequence[tuple[StoredCase, Standing]], today: date) -> None:
    rows, found = [], []
    for stored, standing in stood:
        reading = Reading(stored.case, stored.steps, today)
        row = standing_row(stored, standing, today, reading)
        rows.append((stored.id, row))
        # Where a confidential case is handled tells what nobody without the right may know.
        unit = SEALED_UNIT if reading.is_sealed else row.unit
        found.append((stored.id, unit, findings_of(standing, reading)))
    work.deadlines.write_many(rows)
    work.findings.write_many(found)


def refresh(desk: Desk) -> int:
    """Recompute every case whose standing may have changed since it was written.

    Returns:
        How many cases were recomputed. Safe to call at any time, also after the system clock was
        set back: what was written on a later day is recomputed for this one.
    """
    today = desk.clock.today()
    with desk.reading() as work:
        stale: list[CaseId] = list(work.deadlines.stale(today))
    for first in range(0, len(stale), REFRESH_BATCH):
        batch = stale[first : first + REFRESH_BATCH]
        with desk.begin() as work:
            write_standings(desk, work, work.cases.get_many(batch))
            work.commit()
    if stale:
        desk.announce(Changes(frozenset(stale), ledger=True))
    return len(stale)


def moved_dates(before: Standing, after: Standing) -> tuple[MovedDate, ...]:
    """Which deadlines a step moved; met and lapsed clocks included, so that nothing is silent."""
    was = {(clock.rule.id, clock.of): clock for clock in before.clocks}
    now = {(clock.rule.id, clock.of): clock for clock in after.clocks}
    moved = []
    for key, clock in {**was, **now}.items():
        old, new = was.get(key), now.get(key)
        if old is None or new is None or old.deadline != new.deadline:
            moved.append(
                MovedDate(
                    clock.rule.id,
                    clock.rule.name,
                    old.deadline if old else None,
                    new.deadline if new else None,
                    is_provisional=new is not None and new.is_open and new.is_provisional,
                )
            )
    return tuple(moved)


def standing_row(
    stored: StoredCase, standing: Standing, today: date, reading: Reading | None = None
) -> StandingRow:
    """What the ledger and Today need of a standing, ready to be stored.

    `reading` spares reading the steps a second time where it is at hand.
    """
    read = reading or Reading(stored.case, stored.steps, today)
    next_clock = standing.next_clock
    steps = read.steps
    closed = [step.on for step in steps if step.kind == "closed"]
    entered = [step.text("number") for step in steps if step.kind == "entered-nationally"]
    pending = {item.id for item in standing.missing}
    return StandingRow(
        state=standing.state,
        computed_on=today,
        changes_on=standing.changes_on,
        unit=handling_unit(steps) or stored.case.official.responsible_unit,
        pathway=_pathways(read),
        next_rule=next_clock.rule.id if next_clock else "",
        next_name=next_clock.rule.name if next_clock else "",
        next_owed_by=next_clock.rule.owed_by.value if next_clock else "",
        next_deadline=next_clock.deadline if next_clock else None,
        next_reminds_on=next_clock.reminds_on if next_clock else None,
        next_is_provisional=next_clock.is_provisional if next_clock else False,
        owes_facts=any(item.is_fact for item in standing.missing),
        owes_national_entry="entered-nationally" in pending,
        awaits_slip="slip" in pending,
        entered_nationally_no=entered[-1] if entered else "",
        closed_on=closed[-1] if closed and standing.state is CaseState.CLOSED else None,
        clocks=tuple(_deadline_row(clock, standing, read) for clock in standing.clocks),
        services=_services(read, standing),
    )


def _services(reading: Reading, standing: Standing) -> tuple[LetterService, ...]:
    if not reading.letters:
        return ()
    limits = {clock.of: clock.deadline for clock in standing.clocks if clock.rule.id == SERVE_RULE}
    return services_of(reading, limits)


def handling_unit(steps: Iterable[Step]) -> str:
    """The unit that handles the matter now: the latest acceptance or dispatch that names one."""
    unit = ""
    for step in steps:
        if step.kind in ("accepted", "dispatched") and step.text("unit"):
            unit = step.text("unit")
    return unit


def _pathways(reading: Reading) -> str:
    decided = (reading.pathways.get(demand.number) for demand in reading.case.demands)
    return "、".join(dict.fromkeys(pathway.value for pathway in decided if pathway))


def _deadline_row(clock: ClockStanding, standing: Standing, reading: Reading) -> DeadlineRow:
    # What is over asks for nothing; an import has many of those.
    is_open = clock.is_open
    act = due_act(clock.rule, reading, standing.clocks) if is_open else DueAct("", "")
    return DeadlineRow(
        rule=clock.rule.id,
        name=clock.rule.name,
        of=clock.of,
        owed_by=clock.rule.owed_by.value,
        article=clock.rule.article,
        started_on=clock.started_on,
        due_plain=clock.dates.due_plain,
        due_rolled=clock.dates.due_rolled,
        act_by=clock.dates.act_by,
        deadline=clock.deadline,
        reminds_on=clock.reminds_on,
        is_provisional=clock.is_provisional,
        is_presumed=clock.is_presumed,
        state=clock.state,
        queue=clock.rule.queue,
        act=act.act,
        act_label=act.label,
    )
