"""Stored standings: what Today, the queues and the month ask for, without recomputing.

Written by `services.deadlines` alone. Every query here reads what is open, by a partial index, so
it takes no longer in the tenth year than in the first.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    and_,
    bindparam,
    delete,
    false,
    func,
    insert,
    or_,
    select,
    true,
    update,
)

from petition_desk.domain.case import CaseId
from petition_desk.domain.deadline_rows import DeadlineRow, StandingRow
from petition_desk.domain.vocabulary import (
    CLOSED_CASE_STATES,
    OPEN_CLOCK_STATES,
    CaseState,
    ClockState,
)
from petition_desk.storage.letter_services import replace_services
from petition_desk.storage.people import main_names
from petition_desk.storage.tables import cases, clocks, standings

OURS: Final = ("us", "unit")
"""Whose clocks are duties of this desk; the petitioner's rights and other bodies' are not."""

_CHUNK: Final = 500
_BY_DEADLINE: Final = (standings.c.next_deadline.nulls_last(), standings.c.case_id)
_CLOCK_FIELDS: Final = tuple(item.name for item in fields(DeadlineRow))
_OWED: Final = ("new_owes_facts", "new_owes_national_entry", "new_awaits_slip")
_STANDING_FIELDS: Final = tuple(
    item.name for item in fields(StandingRow) if item.name not in ("clocks", "services")
)


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One case as a list of open work shows it; sealed ones are marked, not withheld."""

    case_id: CaseId
    local_no: str
    name: str
    summary: str
    unit: str
    channel: str
    is_sealed: bool
    received_on: date
    next_name: str
    next_deadline: date | None


@dataclass(frozen=True, slots=True)
class DueRow:
    """One open clock and the case it belongs to."""

    case_id: CaseId
    local_no: str
    name: str
    summary: str
    unit: str
    channel: str
    is_sealed: bool
    clock: DeadlineRow
    state: str = ""


@dataclass(frozen=True, slots=True)
class DuePage:
    """The first of some open clocks, and how many there are in all."""

    rows: tuple[DueRow, ...]
    total: int


@dataclass(frozen=True, slots=True)
class QueuePage:
    """The first rows of a queue, and how many there are in all."""

    rows: tuple[QueueRow, ...]
    total: int


class DeadlineStore:
    """Keeps standings and their clocks."""

    def __init__(self, connection: Connection) -> None:
        """Work within the transaction of ``connection``."""
        self._connection = connection

    def write(self, case_id: CaseId, row: StandingRow) -> None:
        """Replace the standing of one case."""
        self.write_many([(case_id, row)])

    def write_many(self, rows: Sequence[tuple[CaseId, StandingRow]]) -> None:
        """Replace the standings of many cases at once."""
        if not rows:
            return
        values = [_standing_values(case_id, row) for case_id, row in rows]
        self._connection.execute(_WRITE_STANDING, values)
        ids = [case_id for case_id, _ in rows]
        for first in range(0, len(ids), _CHUNK):
            old = clocks.c.case_id.in_(ids[first : first + _CHUNK])
            self._connection.execute(delete(clocks).where(old))
        new = [_clock_values(case_id, row, clock) for case_id, row in rows for clock in row.clocks]
        if new:
            self._connection.execute(insert(clocks), new)
        replace_services(self._connection, [(case_id, row.services) for case_id, row in rows])

    def stale(self, today: date) -> list[CaseId]:
        """Return the cases whose standing may not be today's.

        Those that may have changed since they were worked out, and those worked out on a later
        day than today, as the PC's clock was set back.
        """
        outdated = or_(standings.c.changes_on <= today, standings.c.computed_on > today)
        query = select(standings.c.case_id).where(outdated).order_by(standings.c.case_id)
        return [CaseId(case_id) for case_id in self._connection.execute(query).scalars()]

    def started_since(self, rule: str, on: date) -> list[CaseId]:
        """Return the cases with a clock of this rule that started on or after a day."""
        chosen = and_(clocks.c.rule == rule, clocks.c.started_on >= on)
        query = select(clocks.c.case_id).distinct().where(chosen).order_by(clocks.c.case_id)
        return [CaseId(case_id) for case_id in self._connection.execute(query).scalars()]

    def due(self, until: date, owed_by: Collection[str] = OURS) -> list[DueRow]:
        """Return the open clocks that remind on or before ``until``, the most pressing first."""
        return self._due(clocks.c.reminds_on <= until, clocks.c.owed_by.in_(owed_by))

    def due_between(self, first: date | None, last: date, limit: int | None = None) -> DuePage:
        """Return the first of our open clocks that remind in a span of days, and their number.

        Args:
            first: The first day; None for whatever is older.
            last: The last day, included.
            limit: At most so many rows; all where it is not given.
        """
        wanted = [clocks.c.reminds_on <= last, clocks.c.owed_by.in_(OURS)]
        if first is not None:
            wanted.append(clocks.c.reminds_on >= first)
        rows = self._due(*wanted, limit=limit)
        is_all = limit is None or len(rows) < limit
        return DuePage(tuple(rows), len(rows) if is_all else self._count(*wanted))

    def due_in_queue(self, queue: str, limit: int) -> DuePage:
        """Return the first open clocks of a queue (serve, feedback, callback), and their number."""
        wanted = clocks.c.queue == queue
        rows = self._due(wanted, limit=limit)
        return DuePage(tuple(rows), len(rows) if len(rows) < limit else self._count(wanted))

    def due_of_cases(self, case_ids: Collection[CaseId]) -> list[DueRow]:
        """Return the open clocks of some cases that are ours to mind."""
        return self._due(clocks.c.case_id.in_(case_ids), clocks.c.owed_by.in_(OURS))

    def oldest_due(self, before: date) -> date | None:
        """Return the earliest day on which one of our open clocks reminded before a day."""
        query = _open_clocks(func.min(clocks.c.reminds_on)).where(
            clocks.c.reminds_on < before, clocks.c.owed_by.in_(OURS)
        )
        oldest: date | None = self._connection.execute(query).scalar_one()
        return oldest

    def count_provisional(self, first_uncertain: date) -> int:
        """Count the open clocks of which any date may still move with a notice to come.

        Args:
            first_uncertain: The first day that the notice may change.
        """
        # What is void has no open clock: the index alone answers.
        waiting = clocks.c.due_rolled >= first_uncertain, clocks.c.is_open == true()
        query = select(func.count()).select_from(clocks).where(*waiting)
        return int(self._connection.execute(query).scalar_one())

    def clocks_of(self, case_id: CaseId) -> list[DeadlineRow]:
        """Return the clocks of one case as they were last worked out."""
        query = select(clocks).where(clocks.c.case_id == case_id).order_by(clocks.c.id)
        return [_clock(row) for row in self._connection.execute(query)]

    def count_due(self, until: date, owed_by: Collection[str] = OURS) -> int:
        """Count the open clocks that remind on or before ``until``."""
        return self._count(clocks.c.reminds_on <= until, clocks.c.owed_by.in_(owed_by))

    def count_overdue(self, today: date, owed_by: Collection[str] = OURS) -> int:
        """Count the open clocks whose deadline has passed."""
        return self._count(clocks.c.deadline < today, clocks.c.owed_by.in_(owed_by))

    def count_queue(self, queue: str) -> int:
        """Count the open clocks of one queue."""
        return self._count(clocks.c.queue == queue)

    def month_counts(
        self, first: date, last: date, owed_by: Collection[str] = OURS
    ) -> dict[date, int]:
        """Return how many open clocks end on each day from ``first`` to ``last``, both included.

        Days without any are left out.
        """
        within = clocks.c.deadline.between(first, last)
        query = (
            _open_clocks(clocks.c.deadline, func.count())
            .where(within, clocks.c.owed_by.in_(owed_by))
            .group_by(clocks.c.deadline)
        )
        return {row[0]: row[1] for row in self._connection.execute(query)}

    def awaiting_slip(self, limit: int) -> QueuePage:
        """Return what was sent and has no slip back yet (待回执)."""
        return self._page(standings.c.awaits_slip, limit)

    def not_entered_nationally(self, limit: int) -> QueuePage:
        """Return what is not in the national system yet (未录国网)."""
        return self._page(standings.c.owes_national_entry, limit)

    def national_backlog(self, limit: int, *, with_sealed: bool) -> QueuePage:
        """Return what is not in the national system yet, the oldest receipt first.

        Args:
            limit: At most so many rows; the total counts all.
            with_sealed: Whether confidential cases are among them; not even counted if not.
        """
        allowed = () if with_sealed else (standings.c.is_sealed == false(),)
        order = (standings.c.received_on, standings.c.case_id)
        return self._page(standings.c.owes_national_entry, limit, *allowed, order=order)

    def owing_facts(self, limit: int) -> QueuePage:
        """Return what still lacks facts (待补全)."""
        return self._page(standings.c.owes_facts, limit)

    def _due(self, *conditions: ColumnElement[bool], limit: int | None = None) -> list[DueRow]:
        standing = (*_SHOWN, standings.c.state.label("case_state"))
        columns = (cases.c.local_no, cases.c.summary, *standing, *clocks.c)
        query = (
            _open_clocks(*columns)
            .join(standings, standings.c.case_id == clocks.c.case_id)
            .join(cases, cases.c.id == clocks.c.case_id)
            .where(*conditions)
            .order_by(clocks.c.reminds_on, clocks.c.case_id, clocks.c.id)
            .limit(limit)
        )
        rows = self._connection.execute(query).all()
        names = main_names(self._connection, (row.case_id for row in rows))
        return [_due_row(row, names.get(row.case_id, "")) for row in rows]

    def _count(self, *conditions: ColumnElement[bool]) -> int:
        query = _open_clocks(func.count()).where(*conditions)
        return int(self._connection.execute(query).scalar_one())

    def _page(
        self,
        flag: ColumnElement[bool],
        limit: int,
        *more: ColumnElement[bool],
        order: Sequence[ColumnElement[Any]] = _BY_DEADLINE,
    ) -> QueuePage:
        # A void case owes nothing: none of the flags is written for it.
        pending = (flag == true(), *more)
        total = select(func.count()).select_from(standings).where(*pending)
        query = (
            select(*_QUEUE_COLUMNS)
            .join(cases, cases.c.id == standings.c.case_id)
            .where(*pending)
            .order_by(*order)
            .limit(limit)
        )
        rows = self._connection.execute(query).all()
        names = main_names(self._connection, (row.case_id for row in rows))
        return QueuePage(
            tuple(_queue_row(row, names.get(row.case_id, "")) for row in rows),
            int(self._connection.execute(total).scalar_one()),
        )


_SHOWN: Final = (standings.c.unit, standings.c.channel, standings.c.is_sealed)
_QUEUE_COLUMNS: Final[tuple[Any, ...]] = (
    standings.c.case_id, cases.c.local_no, cases.c.summary, *_SHOWN, standings.c.received_on,
    standings.c.next_name, standings.c.next_deadline,
)  # fmt: skip
_WRITE_STANDING: Final = (
    update(standings)
    .where(standings.c.case_id == bindparam("of_case"))
    .values({name: bindparam(f"new_{name}") for name in (*_STANDING_FIELDS, "is_open", "is_void")})
)


def _open_clocks(*columns: Any) -> Select[Any]:  # noqa: ANN401 - columns of any type
    # No clock of a void case is written as open: counting needs no second table.
    return select(*columns).select_from(clocks).where(clocks.c.is_open == true())


def _standing_values(case_id: CaseId, row: StandingRow) -> dict[str, Any]:
    values = {f"new_{name}": getattr(row, name) for name in _STANDING_FIELDS}
    owed = dict.fromkeys(_OWED, False) if row.state is CaseState.VOID else {}
    return {
        **values,
        **owed,
        "of_case": case_id,
        "new_is_open": row.state not in CLOSED_CASE_STATES,
        "new_is_void": row.state is CaseState.VOID,
    }


def _clock_values(case_id: CaseId, row: StandingRow, clock: DeadlineRow) -> dict[str, Any]:
    values = {name: getattr(clock, name) for name in _CLOCK_FIELDS}
    is_open = clock.state in OPEN_CLOCK_STATES and row.state is not CaseState.VOID
    return {**values, "case_id": case_id, "is_open": is_open}


def _clock(row: Row[Any]) -> DeadlineRow:
    values = {name: getattr(row, name) for name in _CLOCK_FIELDS}
    return DeadlineRow(**{**values, "state": ClockState(row.state)})


def _due_row(row: Row[Any], name: str) -> DueRow:
    return DueRow(
        CaseId(row.case_id), row.local_no, name, row.summary, row.unit, row.channel,
        row.is_sealed, _clock(row), row.case_state,
    )  # fmt: skip


def _queue_row(row: Row[Any], name: str) -> QueueRow:
    return QueueRow(
        CaseId(row.case_id), row.local_no, name, row.summary, row.unit, row.channel,
        row.is_sealed, row.received_on, row.next_name, row.next_deadline,
    )  # fmt: skip
