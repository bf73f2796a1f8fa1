"""Cases and steps as rows, and back; the one place that knows both shapes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any, Final

from sqlalchemy import Row

from petition_desk.domain.case import (
    Case,
    CaseId,
    ChallengedDocument,
    Demand,
    OfficialRecord,
    Petitioner,
    Visit,
)
from petition_desk.domain.matching import id_key, name_key, phone_key
from petition_desk.domain.numbering import parse_local_no
from petition_desk.domain.reading import Reading, as_of
from petition_desk.domain.steps import Step, StepId, restored_values, stored_values
from petition_desk.domain.vocabulary import CaseState, Channel, MatterKind, Pathway
from petition_desk.storage.spelling import name_order

_APART: Final = frozenset({"id", "petitioners", "demands", "visit", "official"})
FACT_FIELDS: Final = tuple(item.name for item in fields(Case) if item.name not in _APART)
OFFICIAL_FIELDS: Final = tuple(item.name for item in fields(OfficialRecord))
_PERSON_FIELDS: Final = tuple(item.name for item in fields(Petitioner))
_VISIT_FIELDS: Final = tuple(item.name for item in fields(Visit))
_TELLING_STEPS: Final = frozenset({"corrected", "retracted"})
_SERIALS_A_YEAR: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class StoredCase:
    """A case as it is kept: its facts as registered and changed, and its steps in order."""

    id: CaseId
    case: Case
    steps: tuple[Step, ...] = ()

    @property
    def is_sealed(self) -> bool:
        """Whether only accounts with `see-sealed` may see it, its steps considered."""
        return as_told(self.case, self.steps)[1]


def as_told(case: Case, steps: Sequence[Step]) -> tuple[Case, bool]:
    """Return the facts that lists go by, as corrected by steps, and whether they are sealed.

    The whole reading is made only where a step can change one of these facts; an import asks
    this of thousands of cases.
    """
    changes = any(
        step.kind in _TELLING_STEPS or step.pathway is Pathway.ACCUSATION for step in steps
    )
    if not changes and not (steps and case.is_sealed):
        return case, case.is_sealed
    reading = Reading(case, steps, date.max)
    told = as_of(case, steps, date.max)
    # A case whose demands were never written down is screened as a whole.
    return told, told.is_sealed or reading.has_pathway(Pathway.ACCUSATION)


def case_row(case: Case) -> dict[str, Any]:
    """Return the row of `cases`; without its id where it has none yet."""
    row: dict[str, Any] = {name: getattr(case, name) for name in FACT_FIELDS}
    row["matter_kind"] = case.matter_kind or ""
    row["representatives"] = list(case.representatives)
    row["import_key"] = case.import_key or None
    row["official_letter_key"] = name_key(case.official_letter_no)
    row["official_matter_key"] = name_key(case.official_matter_no)
    for name in OFFICIAL_FIELDS:
        row[f"official_{name}"] = getattr(case.official, name)
    if case.id is not None:
        row["id"] = case.id
    return row


def petitioner_rows(case_id: CaseId, case: Case) -> list[dict[str, Any]]:
    """Return the rows of `petitioners`, in the order of the case."""
    return [
        {
            "case_id": case_id,
            "position": position,
            **{name: getattr(person, name) for name in _PERSON_FIELDS},
            "name_key": name_key(person.name),
            "id_key": id_key(person.id_number),
            "mobile_key": phone_key(person.mobile),
            "telephone_key": phone_key(person.telephone),
        }
        for position, person in enumerate(case.petitioners)
    ]


def demand_rows(case_id: CaseId, case: Case) -> list[dict[str, Any]]:
    """Return the rows of `demands`."""
    rows = []
    for demand in case.demands:
        paper = demand.challenged_document
        rows.append(
            {
                "case_id": case_id,
                "number": demand.number,
                "text": demand.text,
                "pathway": demand.pathway or "",
                "document_name": paper.name if paper else "",
                "document_number": paper.number if paper else "",
                "document_served_on": paper.served_on if paper else None,
            }
        )
    return rows


def visit_rows(case_id: CaseId, case: Case) -> list[dict[str, Any]]:
    """Return the row of `visits`, none where nobody came."""
    if case.visit is None:
        return []
    return [{"case_id": case_id, **{name: getattr(case.visit, name) for name in _VISIT_FIELDS}}]


def step_row(case_id: CaseId, step: Step) -> dict[str, Any]:
    """Return the row of `steps`, without an id."""
    return {
        "case_id": case_id,
        "kind": step.kind,
        "on": step.on,
        "recorded_at": step.recorded_at,
        "by": step.by,
        "values": stored_values(step.values),
        "note": step.note,
        "violation": step.violation,
        "is_imported": step.is_imported,
    }


def standing_facts(case_id: CaseId, case: Case, steps: Sequence[Step]) -> dict[str, Any]:
    """Return the facts of `standings`: as corrected, with what filters and orders need."""
    told, is_sealed = as_told(case, steps)
    number = parse_local_no(case.local_no)
    person = told.main_petitioner
    return {
        "case_id": case_id,
        "number_order": number.year * _SERIALS_A_YEAR + number.serial if number else 0,
        "name_order": name_order(person.name) if person and person.name else "",
        "received_on": told.received_on,
        "channel": told.channel,
        "source": told.source,
        "matter_kind": told.matter_kind or "",
        "category": told.category,
        "people_count": told.people_count,
        "official_letter_no": told.official_letter_no,
        "official_due_on": told.official.due_on,
        "is_sealed": is_sealed,
    }


def first_standing() -> dict[str, Any]:
    """Return the standing of a case nobody has worked out yet: due for it at once."""
    texts = ("unit", "pathway", "next_rule", "next_name", "next_owed_by", "entered_nationally_no")
    flags = ("next_is_provisional", "owes_facts", "owes_national_entry", "awaits_slip", "is_void")
    days = ("next_deadline", "next_reminds_on", "closed_on")
    return {
        **dict.fromkeys(texts, ""),
        **dict.fromkeys(flags, False),
        **dict.fromkeys(days),
        "state": CaseState.TO_NOTIFY,
        "is_open": True,
        "computed_on": date.min,
        "changes_on": date.min,
    }


def stored_case(
    row: Row[Any],
    people: Iterable[Row[Any]],
    demands: Iterable[Row[Any]],
    visit: Row[Any] | None,
    steps: Iterable[Row[Any]],
) -> StoredCase:
    """Build a case out of its rows; those of one kind stand in their order."""
    facts: dict[str, Any] = {name: getattr(row, name) for name in FACT_FIELDS}
    facts["channel"] = Channel(row.channel)
    facts["matter_kind"] = MatterKind(row.matter_kind) if row.matter_kind else None
    facts["representatives"] = tuple(row.representatives)
    facts["import_key"] = row.import_key or ""
    case = Case(
        id=CaseId(row.id),
        petitioners=tuple(_petitioner(person) for person in people),
        demands=tuple(_demand(demand) for demand in demands),
        visit=Visit(*(getattr(visit, name) for name in _VISIT_FIELDS)) if visit else None,
        official=OfficialRecord(*(getattr(row, f"official_{name}") for name in OFFICIAL_FIELDS)),
        **facts,
    )
    ordered = sorted((_step(step) for step in steps), key=lambda step: step.order)
    return StoredCase(CaseId(row.id), case, tuple(ordered))


def plain_values(value: Any) -> Any:  # noqa: ANN401 - any value of the domain, any JSON value
    """Return a value of the domain as JSON can hold it; empty fields are left out."""
    kind = type(value)
    if kind is str or kind is int or kind is bool:
        return value
    if is_dataclass(value):
        named = ((name, getattr(value, name)) for name in kind.__slots__)
        return {name: plain_values(part) for name, part in named if part}
    match value:
        case Enum():
            return value.value
        case datetime() | date():
            return value.isoformat()
        case Mapping():
            return {key: plain_values(part) for key, part in value.items()}
        case tuple() | list() | frozenset():
            return [plain_values(part) for part in value]
    return value


def _petitioner(row: Row[Any]) -> Petitioner:
    return Petitioner(*(getattr(row, name) for name in _PERSON_FIELDS))


def _demand(row: Row[Any]) -> Demand:
    paper = None
    if row.document_name or row.document_number or row.document_served_on:
        paper = ChallengedDocument(row.document_name, row.document_number, row.document_served_on)
    pathway = Pathway(row.pathway) if row.pathway else None
    return Demand(row.number, row.text, pathway, paper)


def _step(row: Row[Any]) -> Step:
    # `values` and `on` would be methods or words of the row object in attribute form.
    named = row._mapping  # noqa: SLF001 - the public name of a row's columns in SQLAlchemy
    return Step(
        kind=row.kind,
        on=named["on"],
        recorded_at=row.recorded_at,
        by=row.by,
        values=restored_values(row.kind, named["values"]),
        note=row.note,
        violation=row.violation,
        is_imported=row.is_imported,
        id=StepId(row.id),
    )
