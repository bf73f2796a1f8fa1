"""Recording a step inside a transaction: the law is asked first, then plausibility, then stored.

Shared by every use-case that adds a step, so that no way of adding one goes around the checks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from petition_desk.domain.clocks import clocks_of
from petition_desk.domain.lawful import refusal_of
from petition_desk.domain.letter_services import PUBLIC_NOTICE_DAYS
from petition_desk.domain.numbering import parse_local_no
from petition_desk.domain.own_units import SENDING_AWAY, refusal_to_own
from petition_desk.domain.plausible import implausible
from petition_desk.domain.reading import Reading
from petition_desk.domain.refusals import Refusal
from petition_desk.domain.standing import Standing
from petition_desk.domain.steps import Step, known_kind, parse_values
from petition_desk.domain.vocabulary import Pathway, ServiceWay
from petition_desk.errors import InputError, LawRefusalError, UnknownCaseError
from petition_desk.services.deadlines import write_standing
from petition_desk.services.desk import Desk
from petition_desk.storage.cases import StoredCase
from petition_desk.storage.unit_of_work import UnitOfWork

PUBLIC_NOTICE_KEY = "service.public_notice_days"
SEALED_ARTICLE = "《信访工作条例》第三十条第三款、第四十六条第五项"


class SealedCaseError(LawRefusalError):
    """A confidential case was asked for by an account without the right (exit 3)."""

    def __init__(self, number: str) -> None:
        """Say no more than that it is confidential."""
        super().__init__(SEALED_ARTICLE, f"{number} 是保密件，本账户无权办理")


def loaded(work: UnitOfWork, no: str) -> StoredCase:
    """The case with this number, in any spelling.

    Raises:
        UnknownCaseError: there is none (exit 2).
    """
    number = parse_local_no(no)
    stored = work.cases.get(str(number)) if number is not None else None
    if stored is None:
        raise UnknownCaseError(no)
    return stored


def loaded_for_work(desk: Desk, work: UnitOfWork, no: str) -> StoredCase:
    """The same for an act on the case.

    Raises:
        UnknownCaseError: there is none (exit 2).
        SealedCaseError: it is confidential and the account lacks the right (exit 3).
    """
    stored = loaded(work, no)
    if not desk.may_see(is_sealed=stored.is_sealed):
        raise SealedCaseError(stored.case.local_no)
    return stored


def typed_step(
    desk: Desk,
    kind: str,
    raw: Mapping[str, str],
    on: date | None,
    note: str = "",
    violation: str = "",
) -> Step:
    """The step that was typed, not yet checked against its case.

    Raises:
        UnknownNameError: no such kind (exit 2).
        InputError: a field is missing or does not fit (exit 4).
    """
    return Step(
        kind=kind,
        on=on or desk.clock.today(),
        recorded_at=desk.clock.now(),
        by=desk.account.name,
        values=parse_values(known_kind(kind), raw),
        note=note.strip(),
        violation=violation.strip(),
    )


def completed(desk: Desk, kind: str, raw: Mapping[str, str]) -> Mapping[str, str]:
    """What was typed for a step, with the days of a public notice as the office sets them.

    They are kept in the step: a later change of the setting moves no date of the past.
    """
    is_notice = kind == "served" and raw.get("way") == ServiceWay.PUBLIC_NOTICE.value
    if not is_notice or raw.get("result") or raw.get("days"):
        return raw
    with desk.reading() as work:
        days = work.settings.get(PUBLIC_NOTICE_KEY) or str(PUBLIC_NOTICE_DAYS)
    return {**raw, "days": days}


def check_step(desk: Desk, stored: StoredCase, step: Step) -> None:
    """Refuse what the law forbids, unless it is recorded with its reason; then the implausible.

    Raises:
        LawRefusalError: with the article (exit 3).
        InputError: a date that cannot be, a demand or fact that is not there (exit 4).
    """
    reading = Reading(stored.case, stored.steps, max(step.on, desk.clock.today()))
    if not step.violation:
        clocks = clocks_of(reading, desk.rules(), desk.calendar())
        refusal = refusal_of(reading, clocks, step) or own_refusal(desk, step)
        if refusal is not None:
            raise refusal.as_error()
    faults = list(implausible(reading, stored.steps, step, desk.clock.today()))
    if faults:
        raise InputError.from_faults(faults)


def own_refusal(desk: Desk, step: Step) -> Refusal | None:
    """Why a step does not hand the case to another body: it names the office or a unit of it."""
    if step.kind not in SENDING_AWAY:
        return None
    with desk.reading() as work:
        return refusal_to_own(step, work.settings.get("office.name"), work.units.all())


def with_companions(stored: StoredCase, step: Step, today: date) -> tuple[Step, ...]:
    """The step and what it implies: accepting an unscreened case records the screening too."""
    if step.kind != "accepted":
        return (step,)
    reading = Reading(stored.case, stored.steps, today)
    demand = step.number("demand")
    chosen = reading.demand_numbers if demand is None else (demand,)
    pathway = step.pathway or Pathway.PETITION
    screenings = tuple(
        replace(step, kind="screened", values={"pathway": pathway, "demand": number}, note="")
        for number in chosen
        if reading.pathways.get(number) is None
    )
    return (*screenings, step)


def append(
    desk: Desk, work: UnitOfWork, stored: StoredCase, steps: Iterable[Step]
) -> tuple[StoredCase, Standing]:
    """Store checked steps and the standing that follows, within the caller's transaction."""
    added = tuple(work.cases.append_step(stored.id, step) for step in steps)
    grown = replace(stored, steps=(*stored.steps, *added))
    return grown, write_standing(desk, work, grown)
