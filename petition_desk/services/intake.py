"""Registering a case, with what the officer sees while typing and the notice on the spot."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from petition_desk.documents.letters import MissingFact
from petition_desk.domain.case import Case, CaseId
from petition_desk.domain.case_form import CaseForm, read_case_form
from petition_desk.domain.clocks import ClockStanding
from petition_desk.domain.kept_letters import KeptLetter
from petition_desk.domain.matching import Candidate, MatterKey, candidates
from petition_desk.domain.missing import Missing, owed_facts
from petition_desk.domain.notices import notice_kinds
from petition_desk.domain.other_rights import LastDay
from petition_desk.domain.reading import Reading
from petition_desk.domain.standing import stand
from petition_desk.domain.steps import Step
from petition_desk.domain.vocabulary import (
    LETTER_LABELS,
    OPEN_CLOCK_STATES,
    Pathway,
    ServiceWay,
)
from petition_desk.errors import FieldFault, InputError, LawRefusalError
from petition_desk.services.changes import Changes
from petition_desk.services.deadlines import write_standing
from petition_desk.services.desk import Desk
from petition_desk.services.letters import (
    LetterLacksError,
    issue_within,
    service_sheet_within,
)
from petition_desk.services.other_rights import at_stake
from petition_desk.services.recording import (
    append,
    check_step,
    loaded_for_work,
    typed_step,
    with_companions,
)
from petition_desk.storage.cases import StoredCase
from petition_desk.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class LetterOnOffer:
    """A letter this case will need."""

    kind: str
    label: str
    note: str


@dataclass(frozen=True, slots=True)
class IntakeCheck:
    """Everything the panel beside the form shows; fields are JSON paths.

    `clocks` are those that will run from registration on; the 60 days are shown as if accepted
    today. `rights` are other rights of the person with their last day, the nearest first.
    """

    faults: tuple[FieldFault, ...]
    warnings: tuple[FieldFault, ...]
    owed: tuple[Missing, ...]
    candidates: tuple[Candidate, ...]
    clocks: tuple[ClockStanding, ...]
    letters: tuple[LetterOnOffer, ...]
    rights: tuple[LastDay, ...]


@dataclass(frozen=True, slots=True)
class Registered:
    """A registered case: its number, and the cases that may be of the same matter."""

    local_no: str
    case_id: CaseId
    candidates: tuple[Candidate, ...]
    warnings: tuple[FieldFault, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """The notice to be given on the spot: its kind, the handling unit, further blanks."""

    kind: str
    unit: str = ""
    handler: str = ""
    handler_phone: str = ""
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Notified:
    """What 登记并当场告知 did. The case is registered in any case; `letters` are the notice and
    its service sheet, empty when the notice lacks facts (`lacks`) or is refused (`refusal`).
    """

    registered: Registered
    letters: tuple[KeptLetter, ...]
    lacks: tuple[MissingFact, ...]
    refusal: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A half-typed form, kept in the encrypted file; `saved_at` is UTC."""

    id: int
    raw: Mapping[str, object]
    saved_at: datetime


def check(desk: Desk, raw: Mapping[str, object]) -> IntakeCheck:
    """What the form as it stands would mean. Never raises for what was typed."""
    form = _read(desk, raw)
    case, today = form.case, desk.clock.today()
    with desk.reading() as work:
        known = _same_matter(desk, work, case)
    steps = _as_if_accepted(desk, case)
    standing = stand(case, steps, desk.rules(), desk.calendar(), today)
    # A day that is wrong counts nothing: better no deadline than one of another day.
    clocks = () if any(fault.field == "received_on" for fault in form.faults) else standing.clocks
    return IntakeCheck(
        faults=tuple(form.faults),
        warnings=tuple(form.warnings),
        owed=owed_facts(Reading(case, (), today)),
        candidates=known,
        clocks=tuple(clock for clock in clocks if clock.state in OPEN_CLOCK_STATES),
        letters=_letters_on_offer(case),
        rights=tuple(right.last for right in at_stake(case, desk.calendar())),
    )


def register(desk: Desk, raw: Mapping[str, object]) -> Registered:
    """Register a case; a demand whose pathway is given is recorded as screened.

    Raises:
        InputError: every fault of the form, named by its JSON path (exit 4).
    """
    with desk.begin() as work:
        stored, registered = _register(desk, work, raw)
        work.commit()
    desk.announce(Changes.of_case(stored.id))
    return registered


def register_and_notify(desk: Desk, raw: Mapping[str, object], notice: Notice) -> Notified:
    """Register, accept where the notice is one of acceptance, and issue notice and service sheet.

    Registering is committed first: what the letter may lack never costs the registration.

    Raises:
        InputError: faults of the form (exit 4); nothing was registered.
    """
    with desk.begin() as work:
        stored, registered = _register(desk, work, raw)
        refusal = _decide(desk, work, stored, notice)
        work.commit()
    letters: tuple[KeptLetter, ...] = ()
    lacks: tuple[MissingFact, ...] = ()
    if not refusal:
        letters, lacks, refusal = _issue_notice(desk, registered.local_no, notice)
    desk.announce(Changes.of_case(stored.id))
    return Notified(registered, letters, lacks, refusal)


def save_draft(desk: Desk, draft_id: int | None, raw: Mapping[str, object]) -> int:
    """Keep a half-typed form; returns its id, the same one when it was kept before."""
    with desk.begin() as work:
        text = json.dumps(raw, ensure_ascii=False)
        saved = work.drafts.save(draft_id, desk.account.name, text)
        work.commit()
    return saved


def drafts(desk: Desk) -> tuple[Draft, ...]:
    """The drafts of this account, the oldest first."""
    with desk.reading() as work:
        found = work.drafts.all(desk.account.name)
    return tuple(Draft(item.id, json.loads(item.content), item.saved_at) for item in found)


def discard_draft(desk: Desk, draft_id: int) -> None:
    """Throw a draft away, once registered or given up."""
    with desk.begin() as work:
        work.drafts.remove(draft_id)
        work.commit()


def _read(desk: Desk, raw: Mapping[str, object]) -> CaseForm:
    return read_case_form(raw, desk.clock.today(), desk.clock.now())


def _register(
    desk: Desk, work: UnitOfWork, raw: Mapping[str, object]
) -> tuple[StoredCase, Registered]:
    form = _read(desk, raw)
    if form.faults:
        raise InputError.from_faults(form.faults)
    known = _same_matter(desk, work, form.case)
    number = work.cases.next_local_no(form.case.received_on.year)
    case = replace(form.case, local_no=number)
    case_id = work.cases.add(case, ())
    stored = StoredCase(case_id, replace(case, id=case_id), ())
    stored, _ = append(desk, work, stored, _screenings(desk, stored.case, raw))
    return stored, Registered(number, case_id, known, tuple(form.warnings))


def _screenings(desk: Desk, case: Case, raw: Mapping[str, object]) -> Iterable[Step]:
    reasons = _reasons(raw)
    for demand in case.demands:
        if demand.pathway is not None:
            values = {"demand": str(demand.number), "pathway": demand.pathway.value}
            values["reasons"] = reasons.get(demand.text, "")
            yield typed_step(desk, "screened", values, None)


def _reasons(raw: Mapping[str, object]) -> dict[str, str]:
    entries = raw.get("demands")
    if not isinstance(entries, list | tuple):
        return {}
    return {
        str(entry.get("text", "")).strip(): str(entry.get("reasons", ""))
        for entry in entries
        if isinstance(entry, Mapping)
    }


def _decide(desk: Desk, work: UnitOfWork, stored: StoredCase, notice: Notice) -> str:
    """Record the acceptance a notice rests on; returns why the law refuses it, or nothing."""
    if notice.kind == "accept":
        kind, pathway = "accepted", {"pathway": Pathway.PETITION.value}
    elif notice.unit and notice.kind != "report-notice":
        kind, pathway = "dispatched", {}
    else:
        write_standing(desk, work, stored)
        return ""
    raw = {
        **pathway,
        "unit": notice.unit,
        "handler": notice.handler,
        "handler_phone": notice.handler_phone,
    }
    step = typed_step(desk, kind, raw, None)
    if kind == "accepted":
        step = _only_petition_demands(stored, step)
    try:
        check_step(desk, stored, step)
    except LawRefusalError as refusal:
        return str(refusal)
    append(desk, work, stored, with_companions(stored, step, desk.clock.today()))
    return ""


def _only_petition_demands(stored: StoredCase, step: Step) -> Step:
    # A case with demands on several pathways accepts only its 31-6 demands: the first of them
    # stands for the acceptance, the others were screened to 31-6 at registration already.
    pathways = {demand.pathway for demand in stored.case.demands}
    if pathways <= {None, Pathway.PETITION}:
        return step
    first = next(
        (demand for demand in stored.case.demands if demand.pathway is Pathway.PETITION), None
    )
    return replace(step, values={**step.values, "demand": first.number}) if first else step


def _issue_notice(
    desk: Desk, no: str, notice: Notice
) -> tuple[tuple[KeptLetter, ...], tuple[MissingFact, ...], str]:
    try:
        with desk.begin() as work:
            stored = loaded_for_work(desk, work, no)
            letter, stored, _ = issue_within(desk, work, stored, notice.kind, notice.values)
            way = ServiceWay.IN_PERSON.value
            sheet = service_sheet_within(desk, work, stored, letter, way)
            work.commit()
    except LetterLacksError as error:
        return (), error.lacks, ""
    except (InputError, LawRefusalError) as error:
        return (), (), str(error)
    return (letter, sheet), (), ""


def _same_matter(desk: Desk, work: UnitOfWork, case: Case) -> tuple[Candidate, ...]:
    person = case.main_petitioner
    probe = MatterKey(
        official_letter_no=case.official_letter_no,
        official_matter_no=case.official_matter_no,
        name=person.name if person else "",
        id_number=person.id_number if person else "",
        phones=(person.mobile, person.telephone) if person else (),
        summary=case.summary,
        received_on=case.received_on,
        content=case.content,
    )
    known = work.cases.matter_keys(
        probe.name,
        probe.id_number,
        probe.phones,
        probe.official_letter_no,
        probe.official_matter_no,
        text=f"{probe.summary}{probe.content}",
        may_see_sealed=desk.account.may("see-sealed"),
    )
    return candidates(probe, known)


def _as_if_accepted(desk: Desk, case: Case) -> tuple[Step, ...]:
    undecided = all(demand.pathway is None for demand in case.demands)
    if not undecided and all(demand.pathway is not Pathway.PETITION for demand in case.demands):
        return ()
    on: date = max(desk.clock.today(), case.received_on)
    values = {"pathway": Pathway.PETITION.value}
    return () if undecided else (typed_step(desk, "accepted", values, on),)


def _letters_on_offer(case: Case) -> tuple[LetterOnOffer, ...]:
    kinds = notice_kinds((demand.pathway for demand in case.demands), case.source_kind)
    notices = [LetterOnOffer(kind, LETTER_LABELS[kind], "当场告知") for kind in kinds]
    if not notices:
        return ()
    return (*notices, LetterOnOffer("service", LETTER_LABELS["service"], "信访人签收"))
