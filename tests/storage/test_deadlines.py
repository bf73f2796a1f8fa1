from __future__ import annotations

from datetime import date, timedelta

import pytest

from petition_desk.domain.case import CaseId
from petition_desk.domain.vocabulary import CaseState, ClockState, MatterKind
from petition_desk.storage.unit_of_work import Database
from tests.storage.desks import AT
from tests.storage.samples import TODAY, clock_row, committed, simple, standing_row


def day(offset: int) -> date:
    return TODAY + timedelta(days=offset)


@pytest.fixture
def ids(database: Database) -> list[CaseId]:
    with committed(database) as work:
        return work.cases.add_many([(simple(number), ()) for number in range(1, 7)])


def test_a_new_case_is_stale_until_its_standing_is_written(
    database: Database, ids: list[CaseId]
) -> None:
    with committed(database) as work:
        assert work.deadlines.stale(TODAY) == ids
        work.deadlines.write_many([(case_id, standing_row()) for case_id in ids])
        assert work.deadlines.stale(TODAY) == []


def test_a_standing_is_stale_from_its_turning_point_and_when_the_clock_was_set_back(
    database: Database, ids: list[CaseId]
) -> None:
    with committed(database) as work:
        rows = [
            standing_row(changes_on=day(1)),
            standing_row(changes_on=day(0)),
            standing_row(changes_on=None),
            standing_row(changes_on=None, computed_on=day(1)),
        ]
        for case_id in ids:
            work.deadlines.write(case_id, standing_row(changes_on=None))
        work.deadlines.write_many(list(zip(ids, rows, strict=False)))
        assert work.deadlines.stale(TODAY) == [ids[1], ids[3]]
        assert work.deadlines.stale(day(1)) == [ids[0], ids[1]]


def test_clocks_come_back_as_they_were_written_and_are_replaced_as_a_whole(
    database: Database, ids: list[CaseId]
) -> None:
    first = [clock_row(of="某公信告〔2026〕1号", is_presumed=True), clock_row(rule="handle")]
    with committed(database) as work:
        work.deadlines.write(ids[0], standing_row(*first))
        work.deadlines.write(ids[1], standing_row(clock_row(rule="duty")))
        assert work.deadlines.clocks_of(ids[0]) == first
        work.deadlines.write(ids[0], standing_row(clock_row(rule="serve")))
        assert [clock.rule for clock in work.deadlines.clocks_of(ids[0])] == ["serve"]
        assert [clock.rule for clock in work.deadlines.clocks_of(ids[1])] == ["duty"]


def test_what_is_due_are_open_duties_of_ours_the_most_pressing_first(
    database: Database, ids: list[CaseId]
) -> None:
    clocks = [
        clock_row(reminds_on=day(5)),
        clock_row(reminds_on=day(-3), state=ClockState.OVERDUE),
        clock_row(reminds_on=day(1), owed_by="petitioner"),
        clock_row(reminds_on=day(1), state=ClockState.MET),
        clock_row(reminds_on=day(8)),
        clock_row(reminds_on=day(2), owed_by="unit", queue="feedback", name="承办单位反馈"),
    ]
    with committed(database) as work:
        for case_id, clock in zip(ids, clocks, strict=True):
            work.deadlines.write(case_id, standing_row(clock))
        due = work.deadlines.due(day(7))
        assert [row.case_id for row in due] == [ids[1], ids[5], ids[0]]
        assert work.deadlines.count_due(day(7)) == 3
        assert [row.case_id for row in work.deadlines.due(day(7), ("petitioner",))] == [ids[2]]
        assert [row.case_id for row in work.deadlines.due_in_queue("feedback", 9).rows] == [ids[5]]
        assert work.deadlines.count_queue("feedback") == 1
        assert work.deadlines.count_overdue(day(2)) == 0
        assert work.deadlines.count_overdue(day(30)) == 4
    assert due[1].clock == clocks[5]
    assert (due[0].local_no, due[0].name, due[0].summary, due[0].unit, due[0].channel) == (
        "XF2026-0002", "张三", "反映第2件事", "城关派出所", "来访"
    )  # fmt: skip
    assert due[0].is_sealed is False


def test_a_void_case_is_due_nowhere(database: Database, ids: list[CaseId]) -> None:
    clock = clock_row(queue="serve")
    with committed(database) as work:
        row = standing_row(clock, state=CaseState.VOID, owes_facts=True, awaits_slip=True)
        work.deadlines.write(ids[0], row)
        assert work.deadlines.due(day(30)) == []
        assert work.deadlines.due_in_queue("serve", 9).total == 0
        assert work.deadlines.month_counts(day(-30), day(30)) == {}
        assert work.deadlines.owing_facts(10).total == 0
        assert work.deadlines.awaiting_slip(10).rows == ()


def test_a_month_counts_the_days_on_which_duties_end(database: Database, ids: list[CaseId]) -> None:
    with committed(database) as work:
        for case_id, offset in zip(ids, (0, 0, 3, 40, -50, 3), strict=True):
            work.deadlines.write(case_id, standing_row(clock_row(deadline=day(offset))))
        counts = work.deadlines.month_counts(date(2026, 11, 1), date(2026, 11, 30))
    assert counts == {day(0): 2, day(3): 2}


def test_queues_give_their_first_rows_and_their_whole_number(
    database: Database, ids: list[CaseId]
) -> None:
    with committed(database) as work:
        for offset, case_id in enumerate(reversed(ids)):
            row = standing_row(clock_row(deadline=day(offset)), owes_facts=True)
            work.deadlines.write(case_id, row)
        work.deadlines.write(ids[2], standing_row(owes_national_entry=True, awaits_slip=True))
        page = work.deadlines.owing_facts(2)
        assert (page.total, [row.case_id for row in page.rows]) == (5, [ids[5], ids[4]])
        assert page.rows[0].next_deadline == day(0)
        assert [row.case_id for row in work.deadlines.not_entered_nationally(5).rows] == [ids[2]]
        assert [row.local_no for row in work.deadlines.awaiting_slip(5).rows] == ["XF2026-0003"]


def test_rows_of_sealed_cases_are_marked(database: Database) -> None:
    with committed(database) as work:
        case_id = work.cases.add(simple(9, matter_kind=MatterKind.ACCUSATION))
        work.deadlines.write(case_id, standing_row(clock_row(), owes_facts=True))
        assert [row.is_sealed for row in work.deadlines.due(day(7))] == [True]
        assert [row.is_sealed for row in work.deadlines.owing_facts(7).rows] == [True]


def test_writing_many_standings_leaves_other_cases_alone(
    database: Database, ids: list[CaseId]
) -> None:
    with committed(database) as work:
        work.deadlines.write(ids[0], standing_row(clock_row()))
        work.deadlines.write_many([])
        work.deadlines.write_many([(case_id, standing_row()) for case_id in ids[1:]])
        assert len(work.deadlines.clocks_of(ids[0])) == 1


def test_standings_are_no_entries_of_the_journal(database: Database, ids: list[CaseId]) -> None:
    with database.begin("王警官", AT, read_only=True) as work:
        before = len(work.journal.entries())
    with committed(database) as work:
        work.deadlines.write(ids[0], standing_row(clock_row()))
    with database.begin("王警官", AT, read_only=True) as work:
        assert len(work.journal.entries()) == before
