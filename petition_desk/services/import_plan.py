"""What an import would do with each row: new, changed, unchanged or rejected.

A blank or masked cell says nothing and changes nothing. What the file says anew replaces what an
earlier import said; of a case registered by hand it only fills what was left blank. What was
corrected by a step, or decided, stays.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any, Final

from petition_desk.domain.case import Case, Demand, OfficialRecord, Petitioner
from petition_desk.domain.corrections import CORRECTABLE
from petition_desk.domain.retraction import standing_steps
from petition_desk.domain.steps import Step
from petition_desk.exchange.import_case import (
    imported_official,
    imported_petitioners,
    imported_steps,
)
from petition_desk.exchange.import_sheet import ImportedRow
from petition_desk.storage.cases import StoredCase

_NOT_PLAIN: Final = frozenset({"demands", "summary", "handling_unit"})
_FACTS: Final = frozenset(item.name for item in fields(Case))
_PERSON_FACTS: Final = tuple(item.name for item in fields(Petitioner) if item.name != "is_main")
_PERSON_KEYS: Final = frozenset(f"petitioner.{name}" for name in _PERSON_FACTS)
_LABELS: Final = {name: fact.key for fact in CORRECTABLE for name in (fact.key, fact.label)}


@dataclass(frozen=True, slots=True)
class Amendment:
    """A known case and what a row makes of it.

    Attributes:
        stored: As it is kept.
        case: As it will be.
        steps: What the row tells was done and is not yet there.
    """

    stored: StoredCase
    case: Case
    steps: tuple[Step, ...]

    @property
    def is_change(self) -> bool:
        """Whether anything differs; how the row is known by is nothing that anybody sees."""
        same_key = replace(self.case, import_key=self.stored.case.import_key)
        return bool(self.steps) or same_key != self.stored.case


def amendment(stored: StoredCase, row: ImportedRow, *, recorded_at: datetime, by: str) -> Amendment:
    """Work out what a row says anew of a case that is already there."""
    case = stored.case
    corrected = _corrected_facts(standing_steps(stored.steps))
    amended = replace(
        case,
        **_plain_facts(case, row, corrected),
        demands=_demands(case, row),
        petitioners=_petitioners(case, row),
        official=_official(case.official, row),
        # From now on the row finds it, also one that was registered by hand.
        import_key=case.import_key or row.key,
    )
    is_whole = "content" not in row.masked
    if "summary" in row.values and is_whole and _is_derived(case.summary, case.content):
        amended = replace(amended, summary=str(row.values["summary"]))
    steps = imported_steps(row, recorded_at=recorded_at, by=by)
    return Amendment(stored, amended, tuple(_new_steps(standing_steps(stored.steps), steps)))


def _plain_facts(case: Case, row: ImportedRow, corrected: frozenset[str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in row.values.items():
        if key not in _FACTS or key in _NOT_PLAIN or key in corrected:
            continue
        # What the officer wrote into a case of the desk itself is not overruled by a list, and
        # nothing by a text that is covered in part.
        overrules = case.is_imported and key not in row.masked
        is_head = key == "content" and value == case.summary and not case.content
        if (overrules or getattr(case, key) in ("", None)) and not is_head:
            found[key] = value
    return found


def _corrected_facts(steps: Iterable[Step]) -> frozenset[str]:
    named = (step.text("field") for step in steps if step.kind == "corrected")
    return frozenset(_LABELS.get(name, name) for name in named)


def _is_derived(summary: str, content: str) -> bool:
    """Whether a summary is only the head of the content, and not the officer's own words."""
    return not summary or " ".join(content.split()).startswith(summary)


def _demands(case: Case, row: ImportedRow) -> tuple[Demand, ...]:
    texts = row.values.get("demands")
    if not isinstance(texts, tuple) or (case.demands and "demands" in row.masked):
        return case.demands
    if case.demands and (
        not case.is_imported
        or any(demand.pathway or demand.challenged_document for demand in case.demands)
    ):
        # Decisions stand under their numbers; a list that words them otherwise moves none.
        return case.demands
    return tuple(Demand(number, str(text)) for number, text in enumerate(texts, 1))


def _petitioners(case: Case, row: ImportedRow) -> tuple[Petitioner, ...]:
    told = imported_petitioners(row)
    if not told and "petitioner.name" in row.masked:
        told = (Petitioner("", **_person_facts(row)),)
    if not told:
        return case.petitioners
    if not case.petitioners:
        return told if told[0].name else ()
    main = case.main_petitioner
    fills_only = _PERSON_KEYS if not case.is_imported else row.masked
    merged = tuple(
        _person(person, told[0], fills_only) if person is main else person
        for person in case.petitioners
    )
    known = {person.name for person in merged}
    return (*merged, *(person for person in told[1:] if person.name not in known))


def _person_facts(row: ImportedRow) -> dict[str, Any]:
    return {
        key.removeprefix("petitioner."): value
        for key, value in row.values.items()
        if key.startswith("petitioner.") and key != "petitioner.others"
    }


def _person(known: Petitioner, told: Petitioner, fills_only: Collection[str]) -> Petitioner:
    """Return a known person with what is told; facts in ``fills_only`` only where they lack."""
    changes: dict[str, Any] = {
        name: getattr(told, name)
        for name in _PERSON_FACTS
        if getattr(told, name) and not (f"petitioner.{name}" in fills_only and getattr(known, name))
    }
    return replace(known, **changes)


def _official(known: OfficialRecord, row: ImportedRow) -> OfficialRecord:
    """Return the official record with what the row says; blanks of the row keep what was known."""
    told = imported_official(row)
    changes: dict[str, Any] = {
        item.name: getattr(told, item.name)
        for item in fields(OfficialRecord)
        if getattr(told, item.name) not in ("", None)
    }
    return replace(known, **changes)


def _new_steps(known: Sequence[Step], told: Iterable[Step]) -> Iterable[Step]:
    for step in told:
        same_kind = [each for each in known if each.kind == step.kind]
        is_own = any(not each.is_imported for each in same_kind)
        if not is_own and all(each.on != step.on for each in same_kind):
            yield step
