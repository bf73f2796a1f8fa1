"""Reading kept cases with all their parts, many at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any, Final

from sqlalchemy import Connection, Row, Table, select

from petition_desk.domain.case import CaseId
from petition_desk.storage.case_rows import StoredCase, stored_case
from petition_desk.storage.tables import cases, demands, petitioners, steps, visits

_CHUNK: Final = 500
"""Identifiers asked for in one query; far below SQLite's limit of parameters."""


def load_cases(connection: Connection, case_ids: Iterable[int]) -> list[StoredCase]:
    """Return cases in the order asked for, five queries a chunk; unknown ones are left out."""
    wanted = list(dict.fromkeys(case_ids))
    found: dict[int, StoredCase] = {}
    for first in range(0, len(wanted), _CHUNK):
        for stored in _load(connection, wanted[first : first + _CHUNK]):
            found[stored.id] = stored
    return [found[case_id] for case_id in wanted if case_id in found]


def every_case(connection: Connection) -> Iterable[list[StoredCase]]:
    """Yield every kept case, some hundreds at a time."""
    ids = connection.execute(select(cases.c.id).order_by(cases.c.id)).scalars().all()
    for first in range(0, len(ids), _CHUNK):
        yield load_cases(connection, map(CaseId, ids[first : first + _CHUNK]))


def _load(connection: Connection, case_ids: Sequence[int]) -> list[StoredCase]:
    people = _parts(connection, petitioners, case_ids, petitioners.c.position)
    asked = _parts(connection, demands, case_ids, demands.c.number)
    came = _parts(connection, visits, case_ids)
    done = _parts(connection, steps, case_ids, steps.c.id)
    rows = connection.execute(select(cases).where(cases.c.id.in_(case_ids)))
    return [
        stored_case(
            row,
            people.get(row.id, ()),
            asked.get(row.id, ()),
            next(iter(came.get(row.id, ())), None),
            done.get(row.id, ()),
        )
        for row in rows
    ]


def _parts(
    connection: Connection,
    table: Table,
    case_ids: Sequence[int],
    *order: Any,  # noqa: ANN401 - columns
) -> dict[int, list[Row[Any]]]:
    query = select(table).where(table.c.case_id.in_(case_ids))
    rows = connection.execute(query.order_by(table.c.case_id, *order)).all()
    by_case = groupby(rows, key=lambda row: row.case_id)
    return {case_id: list(group) for case_id, group in by_case}
