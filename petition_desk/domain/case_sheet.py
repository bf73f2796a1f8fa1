"""The facts of a case written back as a registration form, so that they can be amended by it."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, datetime

from petition_desk.domain.case import Case, Demand, Petitioner, Visit
from petition_desk.domain.case_form import KNOWN_KEYS

_FLAGS = {
    "anonymous": "is_anonymous",
    "joint": "is_joint",
    "urgent": "is_urgent",
    "confidential": "is_confidential",
}


def case_as_form(case: Case) -> dict[str, object]:
    """The JSON object that `read_case_form` reads back into the same facts; empty ones left out."""
    form: dict[str, object] = {}
    for key in sorted(KNOWN_KEYS):
        value = getattr(case, _FLAGS.get(key, key))
        if key == "demands":
            value = [_demand(demand) for demand in case.demands]
        elif key == "petitioners":
            value = [_person(person) for person in case.petitioners]
        elif key == "visit":
            value = _visit(case.visit)
        elif key == "representatives":
            value = list(case.representatives)
        elif isinstance(value, date):
            value = value.isoformat()
        if value not in (None, "", [], False):
            form[key] = str(value) if isinstance(value, str) else value
    return form


def _demand(demand: Demand) -> dict[str, object]:
    entry: dict[str, object] = {"text": demand.text}
    if demand.pathway is not None:
        entry["pathway"] = demand.pathway.value
    paper = demand.challenged_document
    if paper is not None:
        served_on = paper.served_on.isoformat() if paper.served_on else None
        entry["challenged_document"] = {
            "name": paper.name,
            "number": paper.number,
            "served_on": served_on,
        }
    return entry


def _person(person: Petitioner) -> dict[str, object]:
    entry: dict[str, object] = {
        item.name: getattr(person, item.name)
        for item in fields(person)
        if item.name != "is_main" and getattr(person, item.name)
    }
    entry["main"] = person.is_main
    return entry


def _visit(visit: Visit | None) -> dict[str, object] | None:
    if visit is None:
        return None
    entry = {}
    for item in fields(visit):
        value = getattr(visit, item.name)
        if value:
            entry[item.name] = value.isoformat() if isinstance(value, datetime) else value
    return entry
