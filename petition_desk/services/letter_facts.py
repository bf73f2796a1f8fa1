"""The facts a letter is made of, by the identifiers of the wording templates.

Everything comes from the case, its steps, its clocks and the office's settings; what only the
officer knows (`raw`) comes last and fills or replaces a blank. Identities: a letter to the
petitioner carries the name; the ID number is never among the facts (DOMAIN: who may be told).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from petition_desk.clock import CHINA
from petition_desk.documents.letters import chinese_date
from petition_desk.domain.clocks import ClockStanding, clocks_of
from petition_desk.domain.kept_letters import KeptLetter
from petition_desk.domain.masking import mask_id
from petition_desk.domain.office import Body, Office
from petition_desk.domain.reading import Reading
from petition_desk.domain.step_fields import parse_date
from petition_desk.domain.steps import Step
from petition_desk.domain.vocabulary import (
    LETTER_LABELS,
    SERVED_KINDS,
    Owner,
    ServiceWay,
    SourceKind,
)
from petition_desk.services.desk import Desk
from petition_desk.services.letter_rights import right_facts
from petition_desk.storage.cases import StoredCase

_SEALED_POST = "文件资料"

FactValue = str | int | date | tuple[str, ...]
Facts = dict[str, FactValue]

_STEP_KINDS = (
    "screened", "accepted", "not-accepted", "no-longer-accepted", "dispatched", "transferred",
    "assigned", "objection", "extended", "feedback", "hearing", "mediated", "handed-over",
    "supplement-asked", "urged", "reported", "carried-out", "review-requested",
    "recheck-requested", "suggestion",
)  # fmt: skip


_NEVER_TYPED = frozenset(
    {"letter.issued_on", "letter.number", "letter.kind", "case.local_no", "case.is_sealed"}
    | {"case.is_anonymous", "case.must_report_back", "petitioner.id_masked", "office.name"}
)
"""Day, number and seal of a letter are the program's: no typing antedates or unseals one."""

_RECORDED = ("case.received_on", "accepted.on", "extended.on", "extended.days")
"""What was recorded, and every period that runs from it, is told as it is: a letter that says
another last day than the clock would mislead the petitioner."""


def letter_facts(
    desk: Desk,
    stored: StoredCase,
    office: Office,
    raw: Mapping[str, str],
    on: date,
    original: StoredCase | None = None,
) -> Facts:
    """Every fact known for a letter of this case issued on a day; empty ones are left out.

    `original` is the case that this one repeats, where the account may see it.
    """
    reading = Reading(stored.case, stored.steps, on)
    clocks = clocks_of(reading, desk.rules(), desk.calendar())
    facts: Facts = {}
    facts |= _case_facts(reading)
    facts |= _demand_facts(reading)
    facts |= _step_facts(reading)
    facts |= _answer_facts(reading)
    facts |= _clock_facts(clocks)
    facts |= _office_facts(office)
    if original is not None:
        facts |= _original_facts(desk, original, on)
    facts["letter.issued_on"] = on
    facts["report-notice.way"] = ServiceWay.IN_PERSON.value
    facts |= _visit_facts(reading)
    facts |= _reception_facts(reading)
    facts |= right_facts(reading, clocks, office)
    facts["mailing.items"] = _post_items(reading)
    recorded = {key: facts[key] for key in _RECORDED if facts.get(key)} | _clock_facts(clocks)
    facts |= _typed(raw)
    facts |= recorded
    _borrow(facts)
    return {key: value for key, value in facts.items() if value not in ("", (), None)}


def served_letter_facts(letter: KeptLetter, way: str, place: str) -> Facts:
    """The facts a 送达回证 needs of the letter it goes with."""
    return {
        "served_letter.kind": letter.kind,
        "served_letter.title": letter.title,
        "served_letter.number": letter.number,
        "served_letter.pages": letter.page_count,
        "served.way": way,
        "service.place": place,
    }


def _case_facts(reading: Reading) -> Facts:
    case = reading.case
    person = case.main_petitioner
    facts: Facts = {
        "case.local_no": case.local_no,
        "case.received_on": case.received_on,
        "case.petitioned_on": case.petitioned_on or case.received_on,
        "case.channel": case.channel.value,
        "case.source": case.source,
        "case.source_kind": case.source_kind.value,
        "case.summary": case.summary,
        "case.content": case.content,
        "case.accused": "，".join(
            part for part in (case.accused_unit, case.accused_person) if part
        ),
        "case.people_count": case.people_count,
        "case.representatives": case.representatives,
        "case.query_code": case.query_code,
        "case.repeat_of": case.repeat_of,
        "case.incoming_doc_no": case.incoming_doc_no,
        "case.is_joint": "是" if case.is_joint else "",
        "case.is_sealed": "是" if reading.is_sealed else "",
        "case.is_anonymous": "是" if case.is_anonymous else "",
        "case.must_report_back": "是" if case.must_report_back else "",
        "case.matter_kind": case.matter_kind.value if case.matter_kind else "",
    }
    if case.incoming_on is not None:
        facts["case.incoming_on"] = case.incoming_on
    if person is not None:
        facts["petitioner.name"] = person.name
        facts["petitioner.agent"] = person.agent
        facts["petitioner.mobile"] = person.mobile or person.telephone
        facts["petitioner.address"] = person.mailing_address or person.address
        facts["petitioner.postcode"] = person.postcode
        facts["petitioner.id_masked"] = mask_id(person.id_number) if person.id_number else ""
    return facts


def _demand_facts(reading: Reading) -> Facts:
    facts: Facts = {"case.demands": tuple(demand.text for demand in reading.case.demands)}
    for demand in reading.case.demands:
        key = f"demand.{demand.number}"
        facts[f"{key}.text"] = demand.text
        pathway = reading.pathways.get(demand.number)
        if pathway is not None:
            facts[f"{key}.pathway"] = pathway.value
        paper = demand.challenged_document
        if paper is not None:
            facts["case.challenged_document.name"] = paper.name
            facts["case.challenged_document.number"] = paper.number
            if paper.served_on is not None:
                facts["case.challenged_document.served_on"] = paper.served_on
    return facts


def _step_facts(reading: Reading) -> Facts:
    facts: Facts = {}
    for kind in _STEP_KINDS:
        step = reading.last_of(kind)
        if step is not None:
            facts |= _facts_of(kind, step)
    return facts


def _answer_facts(reading: Reading) -> Facts:
    """The paper that answered the petitioner last, and when it arrived."""
    answers = reading.letters_of("opinion", "duty-reply", "reply")
    if not answers:
        return {}
    last = answers[-1]
    opinions = reading.letters_of("opinion")
    opinion: Facts = (
        {"opinion.number": opinions[-1].number, "opinion.issued_on": opinions[-1].issued_on}
        if opinions
        else {}
    )
    return opinion | {
        "answer.title": f"《{LETTER_LABELS[last.kind]}》",
        "answer.number": last.number,
        "answer.issued_on": last.issued_on,
        "answer.served_on": last.served_on or "",
    }


def _visit_facts(reading: Reading) -> Facts:
    """How the matter was brought, by the minute, and who sent it on where it was sent."""
    case = reading.case
    facts: Facts = {
        "urgent-report.received_at": chinese_date(case.received_on),
        "urgent-report.source": "" if case.source_kind is SourceKind.DIRECT else case.source,
    }
    visit = case.visit
    if visit is None:
        return facts
    for key, moment in (("arrived_at", visit.arrived_at), ("left_at", visit.left_at)):
        if moment is not None:
            local = moment.astimezone(CHINA)
            minute = f"{local.hour}时{local.minute}分"
            facts[f"visit.{key}"] = f"{chinese_date(local.date())}{minute}"
    facts["urgent-report.received_at"] = facts.get(
        "visit.arrived_at", facts["urgent-report.received_at"]
    )
    for key in ("room", "received_by", "mode", "statement"):
        facts[f"visit.{key}"] = str(getattr(visit, key))
    return facts


def _reception_facts(reading: Reading) -> Facts:
    """Which leader heard the visitor: the one who leads the matter, where nobody says otherwise."""
    facts: Facts = {}
    lead, visit = reading.last_of("lead"), reading.case.visit
    if lead is not None:
        facts |= {"reception.leader": lead.text("leader"), "reception.post": lead.text("post")}
    if visit is not None:
        arrived = visit.arrived_at
        facts |= {
            "reception.on": arrived.astimezone(CHINA).date() if arrived else "",
            "reception.mode": visit.mode,
            "reception.place": visit.room,
            "reception.recorder": visit.received_by,
        }
    return facts


def _facts_of(kind: str, step: Step) -> Facts:
    facts: Facts = {f"{kind}.on": step.on}
    for key, value in step.values.items():
        facts[f"{kind}.{key}"] = value if isinstance(value, int | date) else str(value)
    return facts


def _clock_facts(clocks: tuple[ClockStanding, ...]) -> Facts:
    facts: Facts = {}
    for clock in clocks:
        if clock.rule.owed_by is not Owner.US or clock.is_presumed:
            continue
        name = "notify" if clock.rule.id.startswith("notify-") else clock.rule.id
        facts[f"{name}.due_plain"] = clock.dates.due_plain
        facts[f"{name}.length"] = clock.span.amount
        facts[f"{name}.act_by"] = clock.dates.act_by
        facts[f"{name}.is_open"] = "是" if clock.is_open else ""
    return facts


def _original_facts(desk: Desk, original: StoredCase, on: date) -> Facts:
    """How far the case is that is repeated: accepted when, by whom handled, until when."""
    reading = Reading(original.case, original.steps, on)
    steps, due = (
        _step_facts(reading),
        _clock_facts(clocks_of(reading, desk.rules(), desk.calendar())),
    )
    facts: Facts = {"original.local_no": original.case.local_no}
    for key in ("unit", "handler", "handler_phone"):
        facts[f"original.{key}"] = steps.get(f"accepted.{key}") or steps.get(
            f"dispatched.{key}", ""
        )
    facts["original.accepted_on"] = steps.get("accepted.on", "")
    facts["original.due_plain"] = due.get("handle-extended.due_plain") or due.get(
        "handle.due_plain", ""
    )
    return facts


def _office_facts(office: Office) -> Facts:
    facts: Facts = {
        "office.name": office.name,
        "office.code": office.code,
        "office.query_phone": office.query_phone,
        "office.reception_address": office.reception_address,
    }
    facts |= _body_facts("office.review_body", office.review_body)
    facts |= _body_facts("office.reconsideration_body", office.reconsideration_body)
    return facts


def _body_facts(key: str, body: Body) -> Facts:
    if not body.name:
        return {}
    return {
        key: body.name,
        f"{key}.name": body.name,
        f"{key}.address": body.address,
        f"{key}.phone": body.phone,
    }


def _typed(raw: Mapping[str, str]) -> Facts:
    """What the officer typed; what a letter may not be told otherwise than it is, is left out."""
    facts: Facts = {}
    for key, text in raw.items():
        if key in _NEVER_TYPED or key.endswith(".is_open"):
            continue
        is_day = key.rsplit(".", 1)[-1].endswith(("_on", "_by", "_due")) or key.endswith(".on")
        day = parse_date(text) if is_day else None
        facts[key] = day or text.strip()
    return facts


def _post_items(reading: Reading) -> tuple[str, ...]:
    """What waits to be posted, one line a letter; of a sealed matter its title is not told."""
    person = reading.case.main_petitioner
    address = (person.mailing_address or person.address) if person is not None else ""
    if person is None or not address:
        return ()
    waiting = [
        letter
        for letter in reading.letters
        if letter.kind in SERVED_KINDS and letter.notified_on is None
    ]
    return tuple(
        f"{person.name}|{address}|"
        f"{_SEALED_POST if reading.is_sealed else LETTER_LABELS[letter.kind]}|"
        for letter in waiting
    )


def _borrow(facts: Facts) -> None:
    """Fill the blanks that the wording lets another fact stand in for (WORDING: closing block)."""
    for key in ("unit", "handler", "handler_phone"):
        if not facts.get(f"accepted.{key}") and facts.get(f"dispatched.{key}"):
            facts[f"accepted.{key}"] = facts[f"dispatched.{key}"]
        elif not facts.get(f"dispatched.{key}") and facts.get(f"accepted.{key}"):
            facts[f"dispatched.{key}"] = facts[f"accepted.{key}"]
    for kind in ("review", "recheck"):
        # Who made the opinion was said when the review of it was asked for.
        if facts.get(f"{kind}-requested.original_office"):
            facts.setdefault(f"{kind}.original_office", facts[f"{kind}-requested.original_office"])
    for kind in ("review", "recheck"):
        if asked := facts.get(f"{kind}-requested.original_office"):
            facts.setdefault(f"{kind}.original_office", asked)
    handling = ("dispatched.unit", "assigned.to", "transferred.to")
    facts.setdefault("urged.to", next((facts[key] for key in handling if facts.get(key)), ""))
    if not facts.get("office.query_phone") and facts.get("accepted.handler_phone"):
        facts["office.query_phone"] = facts["accepted.handler_phone"]
    if facts.get("case.local_no") and facts.get("case.summary") and facts.get("case.is_sealed"):
        facts["receipt.subject"] = "信访材料"
