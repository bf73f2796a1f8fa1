"""What the ledger is asked for, as SQL: conditions and orders over `standings` and the facts.

`standings` is a narrow table with an index for every order on offer. What only the facts tell is
asked of them case by case, which takes longer and can be given up.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from sqlalchemy import (
    Column,
    ColumnElement,
    Select,
    and_,
    false,
    func,
    literal,
    or_,
    select,
    true,
)
from sqlalchemy.sql.expression import UnaryExpression
from sqlalchemy.sql.operators import custom_op

from petition_desk.domain.conditions import Condition, Test
from petition_desk.domain.ledger import LedgerFilter, LedgerSort
from petition_desk.domain.ledger_columns import ColumnKind, FilterKind, ledger_column
from petition_desk.errors import UnknownNameError
from petition_desk.storage.deadlines import OURS
from petition_desk.storage.search import matching_cases
from petition_desk.storage.tables import cases, clocks, standings, visits

ORDERS: Final[dict[str, Column[Any]]] = {
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
"""The order behind each sortable column of `LEDGER_COLUMNS`; each has an index."""

SHOWN_OF_SEALED: Final = frozenset({"local_no", "next_name", "next_deadline", "days_left"})
"""What everybody sees of a sealed case: its number and its clock."""

VISIT_COLUMNS: Final = ("arrived_at", "left_at", "room", "received_by", "mode", "statement")
_NAMED_OTHERWISE: Final = {"entered_nationally_no": standings.c.entered_nationally_no}


def column_of(name: str) -> Column[Any] | None:
    """Return where a column of the ledger is kept; None for what is put together of several."""
    found = ORDERS.get(name, _NAMED_OTHERWISE.get(name))
    if found is not None:
        return found
    if name in VISIT_COLUMNS:
        return visits.c[name]
    return cases.c.get(name)


def ordered(
    wanted: LedgerFilter, sort: LedgerSort, *, walks: bool = False
) -> tuple[Select[Any], ...]:
    """Return the queries whose answers, one after the other, are the cases in order.

    ``walks`` goes through the order and asks of each case whether it holds the text searched for,
    instead of finding all that hold it and putting them in order: for the first of very many.

    Raises:
        UnknownNameError: the ledger cannot be sorted by this column.
    """
    keys = [(_order_of(name), is_descending) for name, is_descending in sort.keys]
    query = select(standings.c.case_id).where(*conditions_of(wanted, walks=walks))
    if wanted.may_see_sealed or {name for name, _ in sort.keys} <= SHOWN_OF_SEALED:
        return (_by(query, keys, wanted),)
    # Where a sealed case stands among the others would tell what it is sorted by.
    number = [(standings.c.number_order, sort.is_descending)]
    return (
        _by(query.where(standings.c.is_sealed == false()), keys, wanted),
        _by(query.where(standings.c.is_sealed == true()), number, wanted),
    )


def _order_of(name: str) -> Column[Any]:
    column = ledger_column(name)
    found = column_of(name)
    if column is None or found is None or not (column.is_sortable or column.sorts_slowly):
        raise UnknownNameError("可排序的列", name, ORDERS)
    return found


def _by(
    query: Select[Any], keys: list[tuple[Column[Any], bool]], wanted: LedgerFilter
) -> Select[Any]:
    for table in {column.table for column, _ in keys} - {standings}:
        key = cases.c.id if table is cases else visits.c.case_id
        query = query.outerjoin(table, key == standings.c.case_id)
    # Few are open: they are found first and then put in order, instead of in order and then found.
    is_few = wanted.overdue_on is not None or wanted.is_to_serve_only
    by: list[ColumnElement[Any]] = []
    for column, is_descending in keys:
        told: ColumnElement[Any] = _unindexed(column) if is_few else column
        if is_descending:
            by.append(told.desc())
        else:
            by.append(told.asc().nulls_last() if column.nullable else told.asc())
    # Equal cases follow their registration, in the direction of the order.
    tie = standings.c.case_id
    return query.order_by(*by, tie.desc() if keys[0][1] else tie.asc())


def _unindexed(column: Column[Any]) -> UnaryExpression[Any]:
    """Return a column with the sign that tells SQLite not to walk its index."""
    return UnaryExpression(column, operator=custom_op("+"), type_=column.type)


def conditions_of(wanted: LedgerFilter, *, walks: bool = False) -> list[ColumnElement[bool]]:
    """Return the conditions of a filter; what tells anything of a sealed case leaves it out."""
    telling = [*_fact_conditions(wanted), *_text_conditions(wanted, walks=walks)]
    plain = _clock_conditions(wanted)
    for condition in wanted.conditions:
        kept = plain if condition.column in SHOWN_OF_SEALED else telling
        kept.append(_as_sql(condition, wanted.looked_at_on))
    if wanted.case_ids:
        chosen = func.json_each(json.dumps(wanted.case_ids)).table_valued("value")
        plain.append(standings.c.case_id.in_(select(chosen.c.value)))
    if telling and not wanted.may_see_sealed:
        telling.append(standings.c.is_sealed == false())
    return [*telling, *plain]


def _as_sql(condition: Condition, today: date | None) -> ColumnElement[bool]:
    """Return what `Condition.holds` says, asked of where the column is kept."""
    column = column_of(condition.column)
    if column is None:
        raise ValueError(f"nothing is kept under {condition.column}")
    if condition.test is Test.EMPTY:
        return ~_where_kept(column, _filled(column))
    if condition.test is Test.NONE_OF:
        return ~_where_kept(column, _any_of(condition, column))
    return _where_kept(column, _met(condition, column, today))


def _met(condition: Condition, column: Column[Any], today: date | None) -> ColumnElement[bool]:
    match condition.test:
        case Test.FILLED:
            return _filled(column)
        case Test.CONTAINS:
            return column.contains(condition.words[0], autoescape=True)
        case Test.WITHIN:
            return _within(condition, column, today)
    return _any_of(condition, column)


def _where_kept(column: Column[Any], met: ColumnElement[bool]) -> ColumnElement[bool]:
    if column.table is standings:
        return met
    key = cases.c.id if column.table is cases else visits.c.case_id
    return select(literal(1)).where(key == standings.c.case_id, met).exists()


def _filled(column: Column[Any]) -> ColumnElement[bool]:
    kind = ledger_column(column.name)
    if kind is not None and kind.filter is FilterKind.FLAG:
        return column == true()
    if column.nullable:
        return column.is_not(None)
    return column != ""


def _any_of(condition: Condition, column: Column[Any]) -> ColumnElement[bool]:
    if condition.column != "pathway":
        return column.in_(sorted(condition.words))
    # Several pathways stand in one text, joined by 、.
    framed = literal("、") + column + literal("、")
    return or_(*(func.instr(framed, f"、{word}、") > 0 for word in condition.words))


def _within(condition: Condition, column: Column[Any], today: date | None) -> ColumnElement[bool]:
    told = ledger_column(condition.column)
    first: int | date | None
    last: int | date | None
    if told is not None and told.kind is ColumnKind.INT:
        first, last = condition.numbers()
    elif today is None:
        raise ValueError("a span in words needs the day it is looked at")
    else:
        first, last = condition.days(today)
    bounds: list[ColumnElement[bool]] = []
    if first is not None:
        bounds.append(column >= first)
    if last is not None:
        bounds.append(column <= last)
    return and_(*bounds) if bounds else column.is_not(None)


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
        late = clocks.c.deadline < wanted.overdue_on
        found.append(_has_open_clock(late, clocks.c.owed_by.in_(OURS)))
    if wanted.is_to_serve_only:
        found.append(_has_open_clock(clocks.c.queue == "serve"))
    return found


def _has_open_clock(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    running = select(clocks.c.case_id).where(clocks.c.is_open == true(), *conditions)
    return standings.c.case_id.in_(running) & (standings.c.is_void == false())


def _text_conditions(wanted: LedgerFilter, *, walks: bool) -> list[ColumnElement[bool]]:
    if not wanted.text.strip():
        return []
    found = matching_cases(wanted.text)
    case_id = _unindexed(standings.c.case_id) if walks else standings.c.case_id
    return [false()] if found is None else [case_id.in_(found)]
