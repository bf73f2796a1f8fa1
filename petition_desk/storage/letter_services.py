"""Stored services: what the screen of services and the rate of service ask for.

Written with the standing of a case, by `DeadlineStore`; read here, by partial indexes, so that it
takes no longer in the tenth year than in the first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    delete,
    false,
    func,
    insert,
    or_,
    select,
    true,
)

from petition_desk.domain.case import CaseId
from petition_desk.domain.letter_services import LetterService, ServiceState
from petition_desk.storage.people import main_names
from petition_desk.storage.tables import cases, letter_services, standings

_FIELDS: Final = tuple(item.name for item in fields(LetterService))
_CHUNK: Final = 500


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """One service and the case it belongs to; sealed ones are marked, not withheld."""

    case_id: CaseId
    local_no: str
    name: str
    is_sealed: bool
    service: LetterService


def replace_services(
    connection: Connection, rows: Sequence[tuple[CaseId, Sequence[LetterService]]]
) -> None:
    """Replace the services of many cases at once."""
    ids = [case_id for case_id, _ in rows]
    for first in range(0, len(ids), _CHUNK):
        old = letter_services.c.case_id.in_(ids[first : first + _CHUNK])
        connection.execute(delete(letter_services).where(old))
    new = [service_row(case_id, one) for case_id, services in rows for one in services]
    if new:
        connection.execute(insert(letter_services), new)


class ServiceStore:
    """Reads services."""

    def __init__(self, connection: Connection) -> None:
        """Work within the transaction of ``connection``."""
        self._connection = connection

    def open(self, limit: int) -> list[ServiceRow]:
        """Return what is issued and not served, the one due first above."""
        is_open = letter_services.c.is_open == true()
        query = _joined().where(is_open).order_by(
            letter_services.c.limit_on.nulls_last(), letter_services.c.case_id,
            letter_services.c.id,
        )  # fmt: skip
        return self._rows(query.limit(limit))

    def count_open(self) -> int:
        """Count what is issued and not served."""
        query = select(func.count()).select_from(letter_services)
        query = query.join(standings, standings.c.case_id == letter_services.c.case_id)
        query = query.where(letter_services.c.is_open == true(), standings.c.is_void == false())
        return int(self._connection.execute(query).scalar_one())

    def served_between(self, first: date, last: date, limit: int) -> list[ServiceRow]:
        """Return what was served within days, both included, the latest above."""
        within = letter_services.c.served_on.between(first, last)
        query = _joined().where(within, letter_services.c.is_imported == false())
        query = query.order_by(letter_services.c.served_on.desc(), letter_services.c.id.desc())
        return self._rows(query.limit(limit))

    def count_served_between(self, first: date, last: date) -> int:
        """Count the same."""
        query = select(func.count()).select_from(letter_services)
        within = letter_services.c.served_on.between(first, last)
        query = query.where(within, letter_services.c.is_imported == false())
        return int(self._connection.execute(query).scalar_one())

    def found_by(self, waybill_or_letter: str, limit: int) -> list[ServiceRow]:
        """Return the services of a waybill or of a letter's number, the latest above."""
        wanted = or_(
            letter_services.c.letter == waybill_or_letter,
            (letter_services.c.waybill == waybill_or_letter) & (letter_services.c.waybill != ""),
        )
        return self._rows(
            _joined().where(wanted).order_by(letter_services.c.id.desc()).limit(limit)
        )

    def of_case(self, case_id: CaseId) -> list[LetterService]:
        """Return the services of a case, in the order its letters were issued."""
        query = select(letter_services).where(letter_services.c.case_id == case_id)
        rows = self._connection.execute(query.order_by(letter_services.c.id))
        return [_service(row) for row in rows]

    def due_between(self, first: date, last: date) -> list[LetterService]:
        """Return the services whose period ends within days, both included."""
        within = letter_services.c.limit_on.between(first, last)
        query = select(letter_services).where(within, letter_services.c.is_imported == false())
        rows = self._connection.execute(query.order_by(letter_services.c.id))
        return [_service(row) for row in rows]

    def _rows(self, query: Select[Any]) -> list[ServiceRow]:
        rows = self._connection.execute(query).all()
        names = main_names(self._connection, (row.case_id for row in rows))
        return [
            ServiceRow(
                CaseId(row.case_id),
                row.local_no,
                names.get(row.case_id, ""),
                row.is_sealed,
                _service(row),
            )
            for row in rows
        ]


def _joined(*more: ColumnElement[Any]) -> Select[Any]:
    return (
        select(*letter_services.c, cases.c.local_no, standings.c.is_sealed, *more)
        .join(cases, cases.c.id == letter_services.c.case_id)
        .join(standings, standings.c.case_id == letter_services.c.case_id)
        .where(standings.c.is_void == false())
    )


def service_row(case_id: CaseId, service: LetterService) -> dict[str, Any]:
    """Return the columns of a service of a case."""
    row = {name: getattr(service, name) for name in _FIELDS}
    return {**row, "state": service.state.value, "case_id": case_id, "is_open": service.is_open}


def _service(row: Row[Any]) -> LetterService:
    values = {name: getattr(row, name) for name in _FIELDS}
    return LetterService(**{**values, "state": ServiceState(row.state)})
