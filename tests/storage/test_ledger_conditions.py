"""What a condition means in the domain it means in storage; and what it tells of sealed cases."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from petition_desk.domain.case import CaseId, Petitioner
from petition_desk.domain.conditions import TESTS_OF, Condition, Test
from petition_desk.domain.ledger import LEDGER_COLUMNS, LedgerFilter, LedgerRow, LedgerSort
from petition_desk.domain.ledger_columns import FilterKind, LedgerColumn
from petition_desk.domain.vocabulary import CaseState, Channel, MatterKind
from petition_desk.storage.ledger import LedgerStore
from petition_desk.storage.unit_of_work import Database
from tests.storage.desks import AT
from tests.storage.samples import FULL, TODAY, clock_row, committed, simple, standing_row

ASKED = [column for column in LEDGER_COLUMNS if column.filter is not FilterKind.NONE]
SEES_ALL = LedgerFilter(may_see_sealed=True, looked_at_on=TODAY)


@pytest.fixture
def ids(database: Database) -> list[CaseId]:
    cases = [
        FULL,
        simple(2, channel=Channel.LETTER, batch="积案", is_urgent=True, remark="见 ABC 号"),
        simple(3, received_on=TODAY - timedelta(days=40), people_count=6, postmark_on=TODAY),
        simple(4, matter_kind=MatterKind.ACCUSATION, petitioners=(Petitioner("秘密"),)),
    ]
    rows = [
        standing_row(clock_row(), unit="城关派出所", pathway="29、31-6"),
        standing_row(state=CaseState.CLOSED, closed_on=TODAY, changes_on=None),
        standing_row(pathway="31-6"),
        standing_row(clock_row(), pathway="30"),
    ]
    with committed(database) as work:
        added = work.cases.add_many([(case, ()) for case in cases])
        work.deadlines.write_many(list(zip(added, rows, strict=True)))
    return added


def conditions_on(column: LedgerColumn, rows: list[LedgerRow]) -> list[Condition]:
    """Every test a column has, with words that some of the rows hold."""
    values = {str(kept(column, row) or "") for row in rows} - {""}
    some = min(values, default="没有")
    if column.id == "pathway":
        some = "31-6"
    words: dict[Test, tuple[str, ...]] = {
        Test.ANY_OF: (some,),
        Test.NONE_OF: (some,),
        Test.CONTAINS: (some[:3],),
        Test.WITHIN: ("2..",) if column.filter is FilterKind.NUMBER else ("last-30",),
        Test.EMPTY: (),
        Test.FILLED: (),
    }
    return [Condition(column.id, test, words[test]) for test in TESTS_OF[column.filter]]


def kept(column: LedgerColumn, row: LedgerRow) -> str | int | date | None:
    return row.pathway if column.id == "pathway" else column.value(row, TODAY)


def found(store: LedgerStore, wanted: LedgerFilter) -> list[int]:
    return list(store.matching_ids(wanted, LedgerSort("local_no", is_descending=False)))


@pytest.mark.parametrize("column", ASKED, ids=lambda column: column.id)
def test_storage_keeps_what_the_condition_holds_of(
    database: Database, ids: list[CaseId], column: LedgerColumn
) -> None:
    with database.begin("王警官", AT, read_only=True) as work:
        rows = work.ledger.rows_for(ids, details=True)
        for condition in conditions_on(column, rows):
            wanted = replace(SEES_ALL, conditions=(condition,))
            expected = [row.case_id for row in rows if condition.holds(kept(column, row), TODAY)]
            assert found(work.ledger, wanted) == expected, condition
            assert work.ledger.count(wanted) == len(expected)


def test_conditions_hold_together_and_no_condition_tells_of_a_sealed_case(
    database: Database, ids: list[CaseId]
) -> None:
    first, second, third, _ = ids
    visits = Condition("channel", Test.NONE_OF, ("来信",))
    recent = Condition("received_on", Test.WITHIN, ("last-30",))
    with database.begin("王警官", AT, read_only=True) as work:
        both = replace(SEES_ALL, conditions=(visits, recent))
        assert first not in found(work.ledger, both)
        assert second not in found(work.ledger, both)
        blind = LedgerFilter(looked_at_on=TODAY)
        for column in ASKED:
            for test in TESTS_OF[column.filter]:
                shows_its_clock = column.id in ("next_name", "next_deadline")
                if test not in (Test.EMPTY, Test.NONE_OF) or shows_its_clock:
                    continue
                words = ("没有",) if test is Test.NONE_OF else ()
                wanted = replace(blind, conditions=(Condition(column.id, test, words),))
                assert ids[3] not in found(work.ledger, wanted), column.id
        assert third in found(work.ledger, blind)


def test_counts_of_words_and_people_leave_sealed_cases_out(
    database: Database, ids: list[CaseId]
) -> None:
    blind = LedgerFilter(looked_at_on=TODAY)
    with database.begin("王警官", AT, read_only=True) as work:
        seen, hidden = work.ledger.totals(SEES_ALL), work.ledger.totals(blind)
        assert seen.cases == hidden.cases == 4
        assert seen.people - hidden.people == 1
        assert work.ledger.totals_of(ids, may_see_sealed=False).people == hidden.people
        assert work.ledger.totals_of(ids, may_see_sealed=True).people == seen.people
        assert work.ledger.word_counts(SEES_ALL, "pathway") == {"31-6": 3, "29": 1, "30": 1}
        assert work.ledger.word_counts(blind, "pathway") == {"31-6": 3, "29": 1}
        for column in LEDGER_COLUMNS:
            if column.is_identity or column.id in ("first_contact", "received_by"):
                assert work.ledger.word_counts(SEES_ALL, column.id) == {}


def test_chosen_cases_alone_can_be_asked_for(database: Database, ids: list[CaseId]) -> None:
    with database.begin("王警官", AT, read_only=True) as work:
        chosen = replace(SEES_ALL, case_ids=(ids[2], ids[0]))
        assert found(work.ledger, chosen) == [ids[0], ids[2]]


def test_a_further_column_orders_rows_of_one_value(database: Database, ids: list[CaseId]) -> None:
    sort = LedgerSort("remark", is_descending=False).followed_by("people_count")
    with database.begin("王警官", AT, read_only=True) as work:
        rows = work.ledger.rows_for(work.ledger.matching_ids(SEES_ALL, sort))
        turned = work.ledger.rows_for(
            work.ledger.matching_ids(SEES_ALL, sort.followed_by("people_count"))
        )
    keys = [(row.remark, row.people_count) for row in rows]
    assert keys == sorted(keys)
    assert [row.remark for row in turned] == [row.remark for row in rows]
    assert [row.case_id for row in turned] != [row.case_id for row in rows]


def test_a_question_that_is_given_up_answers_nothing(database: Database, ids: list[CaseId]) -> None:
    with database.begin("王警官", AT, read_only=True) as work:
        assert len(work.ledger.matching_ids(SEES_ALL, LedgerSort(), lambda: True)) == 0
        assert len(work.ledger.matching_ids(SEES_ALL, LedgerSort(), lambda: False)) == 4
