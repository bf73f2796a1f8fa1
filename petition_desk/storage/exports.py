"""What lists that leave the room are made of, some hundred cases at a time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Connection, select

from petition_desk.storage.tables import cases, clocks, demands, letter_services, standings

_CHUNK: Final = 500


@dataclass(frozen=True, slots=True)
class ServiceLine:
    """One letter and one addressee of it, as a list shows it."""

    letter: str
    kind: str
    addressee: str
    issued_on: date
    limit_on: date | None
    is_open: bool
    way: str
    result: str
    waybill: str
    sent_on: date | None
    served_on: date | None


@dataclass(frozen=True, slots=True)
class ClockLine:
    """One period of a case, as a list shows it; `state` is a `ClockState`."""

    name: str
    of: str
    owed_by: str
    article: str
    started_on: date
    due_plain: date
    deadline: date
    act_by: date
    is_provisional: bool
    state: str


@dataclass(frozen=True, slots=True)
class EntryFacts:
    """What the official list wants of a case beside its row; `registered_at` is UTC."""

    registered_at: datetime
    is_imported: bool
    demands: tuple[str, ...]


class ExportStore:
    """Reads for lists; it changes nothing. Every answer is by case."""

    def __init__(self, connection: Connection) -> None:
        """Read within the transaction of ``connection``."""
        self._connection = connection

    def services(self, ids: Sequence[int]) -> dict[int, list[ServiceLine]]:
        """Return the letters of these cases with their service, in the order of issue."""
        table = letter_services.c
        names = tuple(ServiceLine.__dataclass_fields__)
        query = (
            select(table.case_id, *(table[name] for name in names))
            .where(table.case_id.in_(ids))
            .order_by(table.case_id, table.issued_on, table.id)
        )
        return self._by_case(query, ServiceLine)

    def open_clocks(self, ids: Sequence[int]) -> dict[int, list[ClockLine]]:
        """Return the periods of these cases that still run, the first to end first."""
        table = clocks.c
        names = tuple(ClockLine.__dataclass_fields__)
        query = (
            select(table.case_id, *(table[name] for name in names))
            .where(table.case_id.in_(ids), table.is_open)
            .order_by(table.case_id, table.deadline, table.id)
        )
        return self._by_case(query, ClockLine)

    def entries(self, ids: Sequence[int]) -> dict[int, EntryFacts]:
        """Return what the official list wants of these cases beside their rows."""
        asked: dict[int, list[str]] = {}
        wanted = select(demands.c.case_id, demands.c.text).where(demands.c.case_id.in_(ids))
        for row in self._connection.execute(wanted.order_by(demands.c.case_id, demands.c.number)):
            asked.setdefault(row.case_id, []).append(row.text)
        query = select(cases.c.id, cases.c.registered_at, cases.c.is_imported)
        return {
            row.id: EntryFacts(row.registered_at, row.is_imported, tuple(asked.get(row.id, ())))
            for row in self._connection.execute(query.where(cases.c.id.in_(ids)))
        }

    def received_on(self, numbers: Iterable[str]) -> dict[str, date]:
        """Return the day of receipt of the cases of these local numbers that there are."""
        found: dict[str, date] = {}
        wanted = tuple(dict.fromkeys(numbers))
        for first in range(0, len(wanted), _CHUNK):
            query = (
                select(cases.c.local_no, standings.c.received_on)
                .join(standings, standings.c.case_id == cases.c.id)
                .where(cases.c.local_no.in_(wanted[first : first + _CHUNK]))
            )
            found.update((row.local_no, row.received_on) for row in self._connection.execute(query))
        return found

    def numbers_of_days(self, days: Iterable[date]) -> dict[date, set[str]]:
        """Return the local numbers of the cases brought, or received, on each of these days."""
        found: dict[date, set[str]] = {}
        wanted = tuple(dict.fromkeys(days))
        for first in range(0, len(wanted), _CHUNK):
            part = wanted[first : first + _CHUNK]
            query = select(cases.c.local_no, cases.c.petitioned_on, cases.c.received_on).where(
                cases.c.petitioned_on.in_(part) | cases.c.received_on.in_(part)
            )
            for row in self._connection.execute(query):
                for day in (row.petitioned_on, row.received_on):
                    if day is not None:
                        found.setdefault(day, set()).add(row.local_no)
        return found

    def _by_case(self, query: Any, kind: Any) -> dict[int, list[Any]]:  # noqa: ANN401  row types
        found: dict[int, list[Any]] = {}
        for case_id, *values in self._connection.execute(query):
            found.setdefault(case_id, []).append(kind(*values))
        return found
