"""The self-check of the room: counts that agree with the lists, by unit, and nothing sealed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from petition_desk.domain.case import CaseId
from petition_desk.domain.ledger import LedgerFilter, LedgerSort
from petition_desk.domain.reading import Reading
from petition_desk.domain.self_check import BY_UNIT, CHECKS, CheckKind, findings_of
from petition_desk.services import deadlines, intake, self_check
from petition_desk.services.casework import record_step
from petition_desk.services.deadlines import standing_of
from petition_desk.services.demo import invent
from petition_desk.services.desk import Desk
from petition_desk.services.self_check import CheckCount
from tests import desks
from tests.desks import registration


def count_of(desk: Desk, kind: CheckKind) -> CheckCount:
    return next(c for c in self_check.room_check(desk).counts if c.check.kind is kind)


def register(desk: Desk, received_on: str, **facts: object) -> str:
    return intake.register(desk, registration(received_on=received_on, **facts)).local_no


def test_an_empty_room_has_nothing_to_find(desk: Desk) -> None:
    room = self_check.room_check(desk)
    assert [count.check for count in room.counts] == list(CHECKS)
    assert not any(count.total for count in room.counts)
    assert (room.by_unit, room.late_count) == ((), 0)


def test_late_and_soon_are_told_apart(desk: Desk) -> None:
    for received in ("2026-11-04", "2026-11-05", "2026-11-12", "2026-11-13"):
        register(desk, received, demands=["甲"])
    notice = count_of(desk, CheckKind.NOTICE)
    # Due on 11-19 (late), 11-20 and 11-27 (within seven days), 11-28.
    assert (notice.total, notice.late, notice.soon) == (4, 1, 2)
    listed = self_check.listed(desk, CheckKind.NOTICE)
    assert [item.days_left for item in listed.items] == [-1, 0, 7, 8]
    assert listed.items[0].name == "黄**"


def test_a_step_takes_the_case_off_the_list(desk: Desk) -> None:
    no = register(desk, "2026-11-10", demands=["甲"])
    assert count_of(desk, CheckKind.DECISION).total == 1
    record_step(desk, no, "screened", {"pathway": "31-1"})
    assert count_of(desk, CheckKind.DECISION).total == 0
    record_step(desk, no, "entered-nationally", {"number": "GX1"})
    assert count_of(desk, CheckKind.NATIONAL).total == 0


def test_the_passing_of_days_needs_no_recomputing(desk: Desk, reopen: Callable[..., Desk]) -> None:
    register(desk, "2026-11-10", demands=["甲"])
    later = reopen(today=date(2026, 12, 1))
    assert count_of(later, CheckKind.NOTICE).late == 1, "counted by its day, not refreshed"


def test_the_stored_findings_are_those_of_every_case(desk: Desk) -> None:
    invent(desk, 120)
    deadlines.refresh(desk)
    found: dict[CheckKind, set[str]] = {check.kind: set() for check in CHECKS}
    with desk.reading() as work:
        ids = work.ledger.matching_ids(LedgerFilter(may_see_sealed=True), LedgerSort())
        for stored in work.cases.get_many([CaseId(each) for each in ids]):
            reading = Reading(stored.case, stored.steps, desks.TODAY)
            for finding in findings_of(standing_of(desk, stored), reading):
                found[finding.kind].add(stored.case.local_no)
    for check in CHECKS:
        page = self_check.listed(desk, check.kind, limit=1_000)
        assert {item.local_no for item in page.items} == found[check.kind], check.title
        assert page.total == len(page.items)
    assert sum(len(numbers) for numbers in found.values()) > 100


def test_the_units_add_up_to_the_counts(desk: Desk) -> None:
    invent(desk, 120)
    room = self_check.room_check(desk)
    for place, kind in enumerate(BY_UNIT):
        total = next(count.total for count in room.counts if count.check.kind is kind)
        assert sum(row.totals[place] for row in room.by_unit) == total


def test_a_long_list_comes_in_pages(desk: Desk) -> None:
    for day in range(1, 8):
        register(desk, f"2026-11-{day:02}", demands=["甲"])
    first = self_check.listed(desk, CheckKind.NOTICE, limit=3)
    rest = self_check.listed(desk, CheckKind.NOTICE, limit=10, offset=3)
    assert (first.total, len(first.items), len(rest.items)) == (7, 3, 4)
    numbers = [item.local_no for item in (*first.items, *rest.items)]
    assert numbers == sorted(numbers)


def test_of_sealed_matters_nothing_is_counted_without_the_right(
    desk: Desk, reopen: Callable[..., Desk]
) -> None:
    sealed = register(desk, "2026-11-02", matter_kind="检举控告", demands=["追究责任"])
    record_step(desk, sealed, "screened", {"pathway": "30"})
    room = self_check.room_check(desk)
    assert [row.unit for row in room.by_unit] == ["保密件"]
    assert count_of(desk, CheckKind.NOTICE).total == 1
    colleague = reopen(account=desks.COLLEAGUE)
    blind = self_check.room_check(colleague)
    assert not blind.with_sealed
    assert not any(count.total for count in blind.counts)
    assert blind.by_unit == ()
    for check in CHECKS:
        page = self_check.listed(colleague, check.kind)
        assert (page.items, page.total) == ((), 0)


@pytest.mark.parametrize("kind", [CheckKind.LATE_ENTRY, CheckKind.VOID])
def test_a_mark_is_never_late(desk: Desk, kind: CheckKind) -> None:
    no = register(desk, "2026-11-02", demands=["甲"])
    if kind is CheckKind.VOID:
        record_step(desk, no, "voided", {"reason": "重复登记"})
    else:
        record_step(desk, no, "screened", {"pathway": "31-1"}, on=date(2026, 11, 3))
    count = count_of(desk, kind)
    assert (count.total, count.late, count.soon) == (1, 0, 0)
    assert self_check.listed(desk, kind).items[0].days_left is None
