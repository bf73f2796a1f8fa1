"""规范性自查 of the room: counts by question and by unit, and the cases behind each count.

Read from what was stored beside each case when it was last worked out; nothing is recomputed.
Accounts without the right see nothing of confidential cases here, not even in a count: what a case
lacks tells more than its number and clock, and those stand on Today.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from petition_desk.domain.case import CaseId
from petition_desk.domain.masking import mask_name
from petition_desk.domain.self_check import (
    BY_UNIT,
    CHECKS,
    SEALED_UNIT,
    Check,
    CheckKind,
    check_named,
)
from petition_desk.services.desk import Desk
from petition_desk.storage.findings import FindingCount, FindingRow, UnitCount

SOON_DAYS: Final = 7
PAGE_SIZE: Final = 200


@dataclass(frozen=True, slots=True)
class CheckCount:
    """One question with its count: in all, already late, and late within seven days.

    Of a mark (`Check.is_owed` is false) nothing is late: both are 0.
    """

    check: Check
    total: int
    late: int
    soon: int


@dataclass(frozen=True, slots=True)
class UnitCounts:
    """One unit's row: how many cases under each question of `BY_UNIT`, in that order.

    An empty unit holds what no unit handles yet; confidential cases stand under 保密件.
    """

    unit: str
    totals: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class RoomCheck:
    """The self-check of the room as of a day."""

    today: date
    counts: tuple[CheckCount, ...]
    by_unit: tuple[UnitCounts, ...]
    with_sealed: bool

    @property
    def late_count(self) -> int:
        """How many things are late, over all questions."""
        return sum(count.late for count in self.counts)


@dataclass(frozen=True, slots=True)
class CheckItem:
    """One case under a question. `name` is masked.

    `days_left` is negative when late, None for a mark or where no day is set.
    """

    case_id: CaseId
    local_no: str
    name: str
    summary: str
    unit: str
    state: str
    is_sealed: bool
    on: date | None
    days_left: int | None
    detail: str


@dataclass(frozen=True, slots=True)
class CheckPage:
    """Cases of one question from `offset` on; `total` counts all of them."""

    check: Check
    items: tuple[CheckItem, ...]
    total: int
    offset: int


def room_check(desk: Desk) -> RoomCheck:
    """Count every question, and the weekly table by unit."""
    today, with_sealed = desk.clock.today(), desk.may_see(is_sealed=True)
    soon = today + timedelta(days=SOON_DAYS)
    with desk.reading() as work:
        counts = work.findings.counts(today, soon, with_sealed=with_sealed)
        units = work.findings.by_unit(BY_UNIT, with_sealed=with_sealed)
    return RoomCheck(today, _counts(counts), _by_unit(units), with_sealed)


def listed(desk: Desk, kind: CheckKind, *, limit: int = PAGE_SIZE, offset: int = 0) -> CheckPage:
    """The cases of one question, those first that are late the longest."""
    today, with_sealed = desk.clock.today(), desk.may_see(is_sealed=True)
    with desk.reading() as work:
        rows = work.findings.of_kind(kind, limit, offset, with_sealed=with_sealed)
        counts = work.findings.counts(today, today, with_sealed=with_sealed)
    total = sum(count.total for count in counts if count.kind is kind)
    check = check_named(kind)
    items = tuple(_item(row, today, check) for row in rows)
    return CheckPage(check, items, total, offset)


def _counts(found: Iterable[FindingCount]) -> tuple[CheckCount, ...]:
    by_kind = {count.kind: count for count in found}
    counts = []
    for check in CHECKS:
        count = by_kind.get(check.kind, FindingCount(check.kind, 0, 0, 0))
        late, soon = (count.late, count.soon) if check.is_owed else (0, 0)
        counts.append(CheckCount(check, count.total, late, soon))
    return tuple(counts)


def _by_unit(found: Iterable[UnitCount]) -> tuple[UnitCounts, ...]:
    rows: dict[str, dict[CheckKind, int]] = {}
    for count in found:
        rows.setdefault(count.unit, {})[count.kind] = count.total
    # Those without a unit come last.
    last = ("", SEALED_UNIT)
    units = sorted(rows, key=lambda unit: (unit in last, -sum(rows[unit].values()), unit))
    return tuple(
        UnitCounts(unit, tuple(rows[unit].get(kind, 0) for kind in BY_UNIT)) for unit in units
    )


def _item(row: FindingRow, today: date, check: Check) -> CheckItem:
    is_dated = check.is_owed and row.on is not None
    return CheckItem(
        case_id=row.case_id,
        local_no=row.local_no,
        name=mask_name(row.name),
        summary=row.summary,
        unit=row.unit,
        state=row.state,
        is_sealed=row.is_sealed,
        on=row.on,
        days_left=(row.on - today).days if is_dated and row.on is not None else None,
        detail=row.detail,
    )
