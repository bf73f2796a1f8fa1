"""The ledger's queries: identifiers in order, rows by identifier.

Filters and orders read `standings` alone, a narrow table with an index for every order on offer;
only the rows on screen are gathered from the facts. Without the right to see sealed cases such a
case is listed under its number, and no filter that tells anything about it lets it through.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Row,
    Select,
    exists,
    false,
    func,
    literal_column,
    select,
    text,
    true,
)

from petition_desk.domain.case import CaseId
from petition_desk.domain.ledger import LedgerFilter, LedgerRow, LedgerSort
from petition_desk.domain.numbering import parse_local_no
from petition_desk.errors import UnknownNameError
from petition_desk.storage.deadlines import OURS
from petition_desk.storage.people import main_people
from petition_desk.storage.spelling import query_of
from petition_desk.storage.tables import cases, clocks, demands, standings

_CHUNK: Final = 500
_ORDERS: Final[dict[str, Column[Any]]] = {
    "local_no": standings.c.number_order,
    "name": standings.c.name_order,
    "received_on": standings.c.received_on,
    "channel": standings.c.channel,
    "source": standings.c.source,
    "matter_kind": standings.c.matter_kind,
    "category": standings.c.category,
    "people_count": standings.c.people_count,
    "unit": standings.c.unit,
    "pathway": standings.c.pathway,
    "state": standings.c.state,
    "next_name": standings.c.next_name,
    "next_deadline": standings.c.next_deadline,
    "days_left": standings.c.next_deadline,
    "official_letter_no": standings.c.official_letter_no,
    "official_due_on": standings.c.official_due_on,
    "closed_on": standings.c.closed_on,
}
"""The order behind each sortable column of `LEDGER_COLUMNS`."""

_SHOWN_OF_SEALED: Final = frozenset({"local_no", "next_name", "next_deadline", "days_left"})
"""What everybody sees of a sealed case: its number and its clock."""

_FROM_STANDING: Final = (
    "received_on", "channel", "source", "matter_kind", "category", "people_count", "unit",
    "pathway", "state", "next_rule", "next_name", "next_deadline", "next_is_provisional",
    "next_owed_by", "official_due_on", "is_sealed", "is_void", "closed_on",
    "entered_nationally_no",
)  # fmt: skip
_FROM_CASE: Final = (
    "local_no", "official_letter_no", "official_matter_no", "petitioned_on", "summary",
    "problem_place", "first_contact", "batch", "remark", "repeat_of", "is_anonymous",
)  # fmt: skip


class LedgerStore:
    """Answers what the ledger asks; it changes nothing."""

    def __init__(self, connection: Connection) -> None:
        """Read within the transaction of ``connection``."""
        self._connection = connection

    def matching_ids(self, wanted: LedgerFilter, sort: LedgerSort) -> array[int]:
        """Return the identifiers of all matching cases in order (8 bytes each).

        Raises:
            UnknownNameError: the ledger cannot be sorted by this column.
        """
        ids: array[int] = array("q")
        for query in _ordered(wanted, sort):
            for part in self._connection.execute(query).scalars().partitions(10_000):
                ids.extend(part)
        return ids

    def first_ids(self, wanted: LedgerFilter, sort: LedgerSort, limit: int) -> array[int]:
        """Return the first so many of `matching_ids`, for the first screen.

        Raises:
            UnknownNameError: the ledger cannot be sorted by this column.
        """
        ids: array[int] = array("q")
        for query in _ordered(wanted, sort):
            if len(ids) < limit:
                ids.extend(self._connection.execute(query.limit(limit - len(ids))).scalars())
        return ids

    def count(self, wanted: LedgerFilter) -> int:
        """Count the matching cases."""
        query = select(func.count()).select_from(standings).where(*_conditions(wanted))
        return int(self._connection.execute(query).scalar_one())

    def rows_for(self, ids: Sequence[int]) -> list[LedgerRow]:
        """Return the rows of these cases in the order given; unknown ones are left out."""
        found: dict[int, LedgerRow] = {}
        for first in range(0, len(ids), _CHUNK):
            found.update(self._rows(ids[first : first + _CHUNK]))
        return [found[case_id] for case_id in ids if case_id in found]

    def _rows(self, ids: Sequence[int]) -> dict[int, LedgerRow]:
        columns: list[Any] = [cases.c.id, *(cases.c[name] for name in _FROM_CASE)]
        columns += [standings.c[name] for name in _FROM_STANDING]
        query = (
            select(*columns)
            .join(standings, standings.c.case_id == cases.c.id)
            .where(cases.c.id.in_(ids))
        )
        rows = self._connection.execute(query).all()
        people = main_people(self._connection, ids)
        asked = self._demand_texts(ids)
        return {row.id: _row(row, people.get(row.id), asked.get(row.id, [])) for row in rows}

    def _demand_texts(self, ids: Sequence[int]) -> dict[int, list[str]]:
        query = (
            select(demands.c.case_id, demands.c.text)
            .where(demands.c.case_id.in_(ids))
            .order_by(demands.c.case_id, demands.c.number)
        )
        texts: dict[int, list[str]] = {}
        for row in self._connection.execute(query):
            texts.setdefault(row.case_id, []).append(row.text)
        return texts


def _ordered(wanted: LedgerFilter, sort: LedgerSort) -> tuple[Select[Any], ...]:
    """Return the queries whose answers, one after the other, are the cases in order."""
    column = _ORDERS.get(sort.column)
    if column is None:
        raise UnknownNameError("可排序的列", sort.column, _ORDERS)
    conditions = _conditions(wanted)
    query = select(standings.c.case_id).where(*conditions)
    if wanted.may_see_sealed or sort.column in _SHOWN_OF_SEALED:
        return (query.order_by(*_by(column, sort)),)
    # Where a sealed case stands among the others would tell what it is sorted by.
    number = _by(standings.c.number_order, sort)
    return (
        query.where(standings.c.is_sealed == false()).order_by(*_by(column, sort)),
        query.where(standings.c.is_sealed == true()).order_by(*number),
    )


def _by(column: Column[Any], sort: LedgerSort) -> tuple[ColumnElement[Any], ...]:
    # Equal cases follow their registration, in the direction of the order.
    tie = standings.c.case_id
    if sort.is_descending:
        return (column.desc(), tie.desc())
    first = column.asc().nulls_last() if column.nullable else column.asc()
    return (first, tie.asc())


def _conditions(wanted: LedgerFilter) -> list[ColumnElement[bool]]:
    telling = [*_fact_conditions(wanted), *_text_conditions(wanted)]
    conditions = [*telling, *_clock_conditions(wanted)]
    if telling and not wanted.may_see_sealed:
        conditions.append(standings.c.is_sealed == false())
    return conditions


def _fact_conditions(wanted: LedgerFilter) -> list[ColumnElement[bool]]:
    """Conditions on facts and state of a case; they must tell nothing of a sealed one."""
    sets: tuple[tuple[Column[Any], Iterable[str]], ...] = (
        (standings.c.channel, wanted.channels),
        (standings.c.unit, wanted.units),
        (standings.c.source, wanted.sources),
        (standings.c.matter_kind, wanted.matter_kinds),
        (standings.c.state, wanted.states),
    )
    found: list[ColumnElement[bool]] = []
    found += [column.in_(sorted(values)) for column, values in sets if values]
    if wanted.is_sealed_only:
        found.append(standings.c.is_sealed == true())
    if wanted.is_not_entered_nationally_only:
        found.append(standings.c.owes_national_entry == true())
    if wanted.received_from is not None:
        found.append(standings.c.received_on >= wanted.received_from)
    if wanted.received_until is not None:
        found.append(standings.c.received_on <= wanted.received_until)
    return found


def _clock_conditions(wanted: LedgerFilter) -> list[ColumnElement[bool]]:
    """Conditions on what is still to be done, which a sealed case shows to everybody."""
    found: list[ColumnElement[bool]] = []
    if wanted.is_open_only:
        found.append(standings.c.is_open == true())
    if wanted.overdue_on is not None:
        found.append(_has_overdue_clock(wanted.overdue_on))
    if wanted.is_to_serve_only:
        found.append(_has_open_clock(clocks.c.queue == "serve"))
    return found


def _has_overdue_clock(today: date) -> ColumnElement[bool]:
    return _has_open_clock(clocks.c.deadline < today, clocks.c.owed_by.in_(OURS))


def _has_open_clock(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    mine = clocks.c.case_id == standings.c.case_id
    running = exists().where(mine, clocks.c.is_open == true(), *conditions)
    return running & (standings.c.is_void == false())


def _text_conditions(wanted: LedgerFilter) -> list[ColumnElement[bool]]:
    if not wanted.text.strip():
        return []
    number = parse_local_no(wanted.text)
    typed = str(number) if number else wanted.text
    query = query_of(typed)
    if not query:
        return [false()]
    matches = text("search MATCH :ledger_query").bindparams(ledger_query=query)
    rowid: ColumnElement[int] = literal_column("rowid")
    found = select(rowid).select_from(text("search")).where(matches)
    return [standings.c.case_id.in_(found.scalar_subquery())]


def _row(row: Row[Any], person: Row[Any] | None, texts: Sequence[str]) -> LedgerRow:
    numbered = [f"{count}. {part}" for count, part in enumerate(texts, 1)]
    facts = {name: getattr(row, name) for name in (*_FROM_CASE, *_FROM_STANDING)}
    is_repeat, is_anonymous = bool(facts.pop("repeat_of")), facts.pop("is_anonymous")
    name = "匿名" if is_anonymous and not (person and person.name) else ""
    return LedgerRow(
        case_id=CaseId(row.id),
        name=person.name if person and person.name else name,
        id_number=person.id_number if person else "",
        mobile=(person.mobile or person.telephone) if person else "",
        address=person.address if person else "",
        demands="；".join(numbered if len(texts) > 1 else texts),
        is_repeat=is_repeat,
        **facts,
    )
