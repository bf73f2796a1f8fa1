"""What the further columns of the ledger show: read only where one of them is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Connection, Row, select

from petition_desk.clock import CHINA
from petition_desk.domain.identity import check_id
from petition_desk.domain.ledger_row import CellValue
from petition_desk.storage.people import main_people
from petition_desk.storage.tables import cases, clocks, demands, letter_services, steps, visits

_TEXTS: Final = (
    "content", "purpose", "query_code", "incoming_doc_no", "first_received_by", "accused_unit",
    "accused_person", "legal_case_no", "repeat_of", "official_status", "official_closing_status",
    "official_registering_unit", "official_responsible_unit", "official_police_branch",
    "official_handling_way", "official_forwarded_to", "official_archive_no",
)  # fmt: skip
_DAYS: Final = ("incoming_on", "report_back_on", "postmark_on", "problem_on")
_FLAGS: Final = ("must_report_back", "is_anonymous", "is_joint", "is_urgent", "is_confidential")
_OF_PERSON: Final = ("mailing_address", "postcode", "telephone", "agent")
_OF_VISIT: Final = ("room", "received_by", "mode", "statement")
_TELLING: Final = ("accepted", "issued", "closed")
_HANDLING: Final = ("handle", "handle-extended", "handle-again", "duty")
_ANSWERS: Final = ("opinion", "duty-reply", "reply")

Details = dict[str, CellValue]


def details_of(connection: Connection, ids: Sequence[int]) -> dict[int, Details]:
    """Return the details of these cases (at most some hundreds), by case."""
    names = (*_TEXTS, *_DAYS, *_FLAGS, "representatives")
    query = select(cases.c.id, *(cases.c[name] for name in names)).where(cases.c.id.in_(ids))
    found = {row.id: _of_case(row) for row in connection.execute(query)}
    for case_id, person in main_people(connection, ids).items():
        found[case_id] |= _of_person(person)
    for visit in connection.execute(select(visits).where(visits.c.case_id.in_(ids))):
        found[visit.case_id] |= _of_visit(visit)
    for case_id, papers in _papers(connection, ids).items():
        found[case_id]["challenged_document"] = "；".join(papers)
    _add_results(connection, ids, found)
    _add_service(connection, ids, found)
    _add_limit(connection, ids, found)
    return found


def _of_case(row: Row[Any]) -> Details:
    told: Details = {name: getattr(row, name) for name in (*_TEXTS, *_DAYS)}
    told |= {name: "是" if getattr(row, name) else "" for name in _FLAGS}
    return told | {"representatives": "、".join(row.representatives)}


def _of_person(row: Row[Any]) -> Details:
    told: Details = {name: getattr(row, name) for name in _OF_PERSON}
    check = check_id(row.id_number) if row.id_number else None
    if check is not None:
        told |= {"sex": check.sex or "", "birth_on": check.birth_on}
    return told


def _of_visit(row: Row[Any]) -> Details:
    told: Details = {name: getattr(row, name) for name in _OF_VISIT}
    return told | {"arrived_at": _minute(row.arrived_at), "left_at": _minute(row.left_at)}


def _minute(instant: datetime | None) -> str:
    return f"{instant.astimezone(CHINA):%Y-%m-%d %H:%M}" if instant is not None else ""


def _papers(connection: Connection, ids: Iterable[int]) -> dict[int, list[str]]:
    """Return the papers that demands are directed against."""
    query = select(
        demands.c.case_id,
        demands.c.document_name,
        demands.c.document_number,
    ).where(demands.c.case_id.in_(ids), demands.c.document_name != "")
    found: dict[int, list[str]] = {}
    for row in connection.execute(query.order_by(demands.c.case_id, demands.c.number)):
        found.setdefault(row.case_id, []).append(f"{row.document_name} {row.document_number}")
    return {case_id: [paper.strip() for paper in papers] for case_id, papers in found.items()}


def _add_results(connection: Connection, ids: Iterable[int], found: dict[int, Details]) -> None:
    """Add acceptance, the last answer with its service, and how the case ended."""
    query = (
        select(
            steps.c.case_id,
            steps.c.kind,
            steps.c.on,
            steps.c["values"].label("told"),
        )
        .where(steps.c.case_id.in_(ids), steps.c.kind.in_(_TELLING))
        .order_by(steps.c.case_id, steps.c.on, steps.c.id)
    )
    for row in connection.execute(query):
        _add_step(found[row.case_id], row.kind, row.on, row.told)


def _add_step(details: Details, kind: str, on: date, told: Mapping[str, str]) -> None:
    if kind == "closed":
        details["closed_how"] = told.get("how", "")
    elif kind == "accepted":
        details.setdefault("accepted_on", on)
    elif kind == "issued" and told.get("kind") in _ANSWERS:
        details |= {"answered_on": on, "answer_no": told.get("number", "")}
        if told.get("kind") != "reply":
            details["outcome"] = told.get("result", "")


def _add_service(connection: Connection, ids: Iterable[int], found: dict[int, Details]) -> None:
    """Add the day the last answer had reached everybody it was for."""
    query = (
        select(
            letter_services.c.case_id,
            letter_services.c.issued_on,
            letter_services.c.served_on,
        )
        .where(letter_services.c.case_id.in_(ids), letter_services.c.kind.in_(_ANSWERS))
        .order_by(letter_services.c.case_id, letter_services.c.issued_on)
    )
    of_last: dict[int, tuple[date, list[date | None]]] = {}
    for row in connection.execute(query):
        issued_on, days = of_last.setdefault(row.case_id, (row.issued_on, []))
        if row.issued_on > issued_on:
            days = []
        of_last[row.case_id] = (row.issued_on, [*days, row.served_on])
    for case_id, (_, served) in of_last.items():
        days_known = [day for day in served if day is not None]
        if len(days_known) == len(served):
            found[case_id]["served_on"] = max(days_known)


def _add_limit(connection: Connection, ids: Iterable[int], found: dict[int, Details]) -> None:
    """Add the last day for the answer: that of the extension, or of the new order, if any."""
    query = select(clocks.c.case_id, clocks.c.deadline).where(
        clocks.c.case_id.in_(ids), clocks.c.rule.in_(_HANDLING), clocks.c.is_presumed.is_(False)
    )
    for row in connection.execute(query.order_by(clocks.c.deadline)):
        found[row.case_id]["handle_due_on"] = row.deadline
