"""What the self-check found, case by case; written beside the standings, asked for by the room.

Every figure is read from an index over what was found, so that a room of a million old cases is
counted as fast as a new one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection, Row, Select, case, delete, func, insert, select

from petition_desk.domain.case import CaseId
from petition_desk.domain.self_check import SEALED_UNIT, CheckKind, Finding
from petition_desk.storage.people import main_names
from petition_desk.storage.tables import cases, findings, standings

_CHUNK: Final = 500
_OPEN_TO_ALL: Final = findings.c.unit != SEALED_UNIT


@dataclass(frozen=True, slots=True)
class FindingCount:
    """How many cases one question found: in all, already late, and late within some days."""

    kind: CheckKind
    total: int
    late: int
    soon: int


@dataclass(frozen=True, slots=True)
class UnitCount:
    """How many cases of one unit one question found; no unit: none handles it yet."""

    unit: str
    kind: CheckKind
    total: int


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One case that a question found; sealed ones are marked, not withheld."""

    case_id: CaseId
    local_no: str
    name: str
    summary: str
    unit: str
    state: str
    is_sealed: bool
    on: date | None
    detail: str


class FindingStore:
    """Keeps what the self-check found."""

    def __init__(self, connection: Connection) -> None:
        """Work within the transaction of ``connection``."""
        self._connection = connection

    def write_many(self, found: Sequence[tuple[CaseId, str, Sequence[Finding]]]) -> None:
        """Replace the findings of cases, each with the unit it is counted under."""
        ids = [case_id for case_id, _, _ in found]
        for first in range(0, len(ids), _CHUNK):
            these = findings.c.case_id.in_(ids[first : first + _CHUNK])
            self._connection.execute(delete(findings).where(these))
        rows = [
            {
                "case_id": case_id,
                "kind": item.kind.value,
                "on": item.on,
                "unit": unit,
                "detail": item.detail,
            }
            for case_id, unit, items in found
            for item in items
        ]
        if rows:
            self._connection.execute(insert(findings), rows)

    def counts(self, today: date, until: date, *, with_sealed: bool) -> list[FindingCount]:
        """Count every question: late is before ``today``, soon from then up to ``until``.

        Confidential cases are not even counted unless ``with_sealed``.
        """
        is_late = findings.c.on < today
        is_soon = findings.c.on.between(today, until)
        query = select(
            findings.c.kind,
            func.count(),
            func.sum(case((is_late, 1), else_=0)),
            func.sum(case((is_soon, 1), else_=0)),
        ).group_by(findings.c.kind)
        if not with_sealed:
            query = query.where(_OPEN_TO_ALL)
        return [
            FindingCount(CheckKind(kind), total, late or 0, soon or 0)
            for kind, total, late, soon in self._connection.execute(query)
        ]

    def by_unit(self, kinds: Sequence[CheckKind], *, with_sealed: bool) -> list[UnitCount]:
        """Count questions unit by unit; confidential cases under a word of their own, if at all."""
        query = (
            select(findings.c.unit, findings.c.kind, func.count())
            .where(findings.c.kind.in_([kind.value for kind in kinds]))
            .group_by(findings.c.kind, findings.c.unit)
        )
        if not with_sealed:
            query = query.where(_OPEN_TO_ALL)
        return [
            UnitCount(unit, CheckKind(kind), total)
            for unit, kind, total in self._connection.execute(query)
        ]

    def of_kind(
        self, kind: CheckKind, limit: int, offset: int = 0, *, with_sealed: bool
    ) -> list[FindingRow]:
        """Return the cases of one question, those first that are late the longest."""
        wanted = [findings.c.kind == kind.value, *([] if with_sealed else [_OPEN_TO_ALL])]
        found = (
            select(findings)
            .where(*wanted)
            .order_by(findings.c.on.is_(None), findings.c.on, findings.c.case_id)
            .limit(limit)
            .offset(offset)
            .subquery()
        )
        query: Select[Any] = (
            select(
                found.c.case_id, found.c.on, found.c.detail, cases.c.local_no, cases.c.summary,
                standings.c.unit, standings.c.state, standings.c.is_sealed,
            )
            .join(cases, cases.c.id == found.c.case_id)
            .join(standings, standings.c.case_id == found.c.case_id)
            .order_by(found.c.on.is_(None), found.c.on, found.c.case_id)
        )  # fmt: skip
        rows = self._connection.execute(query).all()
        names = main_names(self._connection, (row.case_id for row in rows))
        return [_finding_row(row, names.get(row.case_id, "")) for row in rows]


def _finding_row(row: Row[Any], name: str) -> FindingRow:
    return FindingRow(
        CaseId(row.case_id), row.local_no, name, row.summary, row.unit, row.state, row.is_sealed,
        row.on, row.detail,
    )  # fmt: skip
