"""Stored clocks as another calendar shifts them: read in bulk, written in bulk."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection, Row, bindparam, or_, select, update

from petition_desk.domain.case import CaseId
from petition_desk.domain.deadline_rows import DeadlineRow
from petition_desk.domain.letter_services import SERVE_RULE
from petition_desk.domain.vocabulary import ClockState
from petition_desk.storage.tables import cases, clocks, letter_services, standings

_DATES: Final = ("due_plain", "due_rolled", "act_by", "deadline", "reminds_on", "is_provisional")
_NEXT: Final = ("rule", "name", "owed_by", "deadline", "reminds_on", "is_provisional")


@dataclass(frozen=True, slots=True)
class ShiftRow:
    """One stored clock and what of its case a shift needs.

    Attributes:
        id: Of the clock.
        is_stale: Its standing may not be today's; then it is worked out from the steps.
        changes_on: As the standing has it.
    """

    id: int
    case_id: CaseId
    local_no: str
    is_sealed: bool
    is_stale: bool
    changes_on: date | None
    clock: DeadlineRow


class ShiftStore:
    """Shifts within one transaction."""

    def __init__(self, connection: Connection) -> None:
        """Work within the transaction of ``connection``."""
        self._connection = connection

    def touched_cases(self, first_day: date) -> list[CaseId]:
        """Return the cases that a calendar which changes from a day on may touch.

        What has ended is among them: a right that lapsed on a day that turns out to be off has not.
        """
        query = select(clocks.c.case_id).distinct().where(clocks.c.due_rolled >= first_day)
        return [CaseId(case_id) for case_id in self._connection.execute(query).scalars()]

    def clocks_of(self, case_ids: Sequence[CaseId], today: date) -> list[ShiftRow]:
        """Return every clock of some cases, case by case; ``today`` tells what is stale."""
        stale = or_(standings.c.changes_on <= today, standings.c.computed_on > today)
        query = (
            select(
                clocks, cases.c.local_no, standings.c.is_sealed, standings.c.changes_on,
                stale.label("is_stale"),
            )
            .join(standings, standings.c.case_id == clocks.c.case_id)
            .join(cases, cases.c.id == clocks.c.case_id)
            .where(clocks.c.case_id.in_(case_ids))
            .order_by(clocks.c.case_id, clocks.c.id)
        )  # fmt: skip
        return [_row(row) for row in self._connection.execute(query)]

    def write_clocks(self, moved: Sequence[tuple[ShiftRow, DeadlineRow]]) -> None:
        """Write what clocks have become; a limit of service follows its clock."""
        if not moved:
            return
        values = [
            {"of_clock": row.id, **{f"new_{name}": getattr(now, name) for name in _DATES}}
            for row, now in moved
        ]
        self._connection.execute(_WRITE_CLOCK, values)
        limits = [
            {"of_case": row.case_id, "of_letter": now.of, "was": row.clock.deadline,
             "new_limit": now.deadline}
            for row, now in moved
            if now.rule == SERVE_RULE and now.deadline != row.clock.deadline
        ]  # fmt: skip
        if limits:
            self._connection.execute(_WRITE_LIMIT, limits)

    def write_next(self, shifted: Iterable[tuple[CaseId, DeadlineRow | None, date | None]]) -> None:
        """Write the next clock of cases, and from when on their standing may change."""
        values = [
            {
                "of_case": case_id,
                "new_changes_on": changes_on,
                **{f"new_next_{name}": _next_value(clock, name) for name in _NEXT},
            }
            for case_id, clock, changes_on in shifted
        ]
        if values:
            self._connection.execute(_WRITE_NEXT, values)


_WRITE_CLOCK: Final = (
    update(clocks)
    .where(clocks.c.id == bindparam("of_clock"))
    .values({name: bindparam(f"new_{name}") for name in _DATES})
)
_WRITE_LIMIT: Final = (
    update(letter_services)
    .where(
        letter_services.c.case_id == bindparam("of_case"),
        letter_services.c.letter == bindparam("of_letter"),
        letter_services.c.limit_on == bindparam("was"),
    )
    .values(limit_on=bindparam("new_limit"))
)
_WRITE_NEXT: Final = (
    update(standings)
    .where(standings.c.case_id == bindparam("of_case"))
    .values(
        {f"next_{name}": bindparam(f"new_next_{name}") for name in _NEXT}
        | {"changes_on": bindparam("new_changes_on")}
    )
)


def _next_value(clock: DeadlineRow | None, name: str) -> Any:  # noqa: ANN401  of any column
    if clock is not None:
        return getattr(clock, name)
    return {"deadline": None, "reminds_on": None, "is_provisional": False}.get(name, "")


def _row(row: Row[Any]) -> ShiftRow:
    clock = DeadlineRow(
        row.rule, row.name, row.of, row.owed_by, row.article, row.started_on, row.due_plain,
        row.due_rolled, row.act_by, row.deadline, row.reminds_on, row.is_provisional,
        row.is_presumed, ClockState(row.state), row.queue, row.act, row.act_label,
    )  # fmt: skip
    return ShiftRow(
        row.id, CaseId(row.case_id), row.local_no, row.is_sealed, row.is_stale, row.changes_on,
        clock,
    )  # fmt: skip
