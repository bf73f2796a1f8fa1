from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from petition_desk.domain.case import Case, CaseId, Petitioner
from petition_desk.domain.ledger import LEDGER_COLUMNS, SHIPPED_VIEWS, LedgerFilter, LedgerSort
from petition_desk.domain.vocabulary import CaseState, Channel, ClockState, MatterKind
from petition_desk.errors import UnknownNameError
from petition_desk.storage import ledger as ledger_store
from petition_desk.storage.ledger_filter import ordered as _ordered
from petition_desk.storage.unit_of_work import Database, UnitOfWork
from tests.storage.desks import AT, PASSWORD
from tests.storage.samples import (
    CLOCK,
    FULL,
    TODAY,
    clock_row,
    committed,
    new_database,
    simple,
    standing_row,
)

LATE = clock_row(deadline=date(2026, 11, 19), reminds_on=date(2026, 11, 19),
                 state=ClockState.OVERDUE)  # fmt: skip
SOON = clock_row()
RIGHT = clock_row(rule="right-review", name="申请复查权", owed_by="petitioner",
                  deadline=date(2026, 11, 21))  # fmt: skip
SERVE = clock_row(rule="serve", name="送达", queue="serve", deadline=date(2026, 11, 25))


@pytest.fixture
def ids(database: Database) -> list[CaseId]:
    """Five cases: late, soon, closed, sealed and late, with a right running."""
    cases = [
        simple(1, petitioners=(Petitioner("张三"),), received_on=date(2026, 10, 1)),
        simple(2, petitioners=(Petitioner("单晓彤"),), channel=Channel.LETTER),
        simple(3, petitioners=(Petitioner("阿依"),), source="12345"),
        simple(4, petitioners=(Petitioner("秘密"),), matter_kind=MatterKind.ACCUSATION),
        simple(5, petitioners=(), is_anonymous=True, received_on=date(2025, 12, 1)),
    ]
    rows = [
        standing_row(LATE, owes_national_entry=True),
        standing_row(SERVE, SOON, unit="交警大队"),
        standing_row(state=CaseState.CLOSED, closed_on=TODAY, changes_on=None),
        standing_row(LATE),
        standing_row(RIGHT, state=CaseState.ANSWERED),
    ]
    with committed(database) as work:
        added = work.cases.add_many([(case, ()) for case in cases])
        work.deadlines.write_many(list(zip(added, rows, strict=True)))
    return added


def found(database: Database, wanted: LedgerFilter, sort: LedgerSort | None = None) -> list[int]:
    with database.begin("王警官", AT, read_only=True) as work:
        wanted = replace(wanted, looked_at_on=TODAY)
        numbers = list(work.ledger.matching_ids(wanted, sort or LedgerSort("local_no", False)))
        assert work.ledger.count(wanted) == len(numbers)
    return numbers


@pytest.mark.usefixtures("ids")
@pytest.mark.parametrize(
    ("wanted", "numbers"),
    [
        (LedgerFilter(), [1, 2, 3, 4, 5]),
        (LedgerFilter(is_open_only=True), [1, 2, 4, 5]),
        (LedgerFilter(overdue_on=TODAY), [1, 4]),
        (LedgerFilter(overdue_on=date(2026, 11, 23)), [1, 2, 4]),
        (LedgerFilter(is_to_serve_only=True), [2]),
        (LedgerFilter(is_not_entered_nationally_only=True), [1]),
        (LedgerFilter(received_from=date(2026, 10, 1), received_until=date(2026, 10, 31)), [1]),
        (LedgerFilter(channels=frozenset({Channel.LETTER})), [2]),
        (LedgerFilter(channels=frozenset({Channel.VISIT})), [1, 3, 5]),
        (LedgerFilter(channels=frozenset({Channel.VISIT}), may_see_sealed=True), [1, 3, 4, 5]),
        (LedgerFilter(units=frozenset({"交警大队"})), [2]),
        (LedgerFilter(sources=frozenset({"12345"})), [3]),
        (LedgerFilter(states=frozenset({CaseState.CLOSED, CaseState.ANSWERED})), [3, 5]),
        (LedgerFilter(is_sealed_only=True, may_see_sealed=True), [4]),
        (LedgerFilter(is_sealed_only=True), []),
        (LedgerFilter(text="晓彤"), [2]),
        (LedgerFilter(text="xf2026-3"), [3]),
        (LedgerFilter(text="秘密"), []),
        (LedgerFilter(text="秘密", may_see_sealed=True), [4]),
        (LedgerFilter(text="，"), []),
        (LedgerFilter(is_open_only=True, text="晓彤", received_from=date(2026, 11, 1)), [2]),
    ],
)
def test_a_filter_keeps_what_meets_all_its_conditions(
    database: Database, wanted: LedgerFilter, numbers: list[int]
) -> None:
    assert found(database, wanted) == numbers


@pytest.mark.usefixtures("ids")
@pytest.mark.parametrize(
    ("sort", "numbers"),
    [
        (LedgerSort(), [5, 4, 3, 2, 1]),
        (LedgerSort("days_left", False), [1, 4, 5, 2, 3]),
        (LedgerSort("days_left", True), [2, 5, 4, 1, 3]),
        (LedgerSort("name", False), [5, 3, 4, 2, 1]),
        (LedgerSort("received_on", False), [5, 1, 2, 3, 4]),
        (LedgerSort("received_on", True), [4, 3, 2, 1, 5]),
    ],
)
def test_an_order_is_total_and_what_has_no_date_comes_last(
    database: Database, sort: LedgerSort, numbers: list[int]
) -> None:
    assert found(database, LedgerFilter(may_see_sealed=True), sort) == numbers


@pytest.mark.usefixtures("ids")
@pytest.mark.parametrize(
    ("sort", "numbers"),
    [
        (LedgerSort("name", False), [5, 3, 2, 1, 4]),
        (LedgerSort("received_on", False), [5, 1, 2, 3, 4]),
        (LedgerSort("received_on", True), [3, 2, 1, 5, 4]),
        (LedgerSort("local_no", True), [5, 4, 3, 2, 1]),
        (LedgerSort("days_left", False), [1, 4, 5, 2, 3]),
    ],
)
def test_without_the_right_a_sealed_case_stands_where_its_facts_tell_nothing(
    database: Database, sort: LedgerSort, numbers: list[int]
) -> None:
    assert found(database, LedgerFilter(), sort) == numbers
    with database.begin("王警官", AT, read_only=True) as work:
        for limit in range(6):
            assert list(work.ledger.first_ids(LedgerFilter(), sort, limit)) == numbers[:limit]


@pytest.mark.usefixtures("ids")
def test_the_first_screen_is_the_beginning_of_the_whole(database: Database) -> None:
    with database.begin("王警官", AT, read_only=True) as work:
        first = work.ledger.first_ids(LedgerFilter(), LedgerSort("days_left", False), 3)
    assert list(first) == [1, 4, 5]


@pytest.mark.usefixtures("ids")
def test_local_numbers_are_ordered_as_numbers(database: Database) -> None:
    with committed(database) as work:
        tenth = work.cases.add(Case("XF2026-10000", TODAY, AT))
        ninth = work.cases.add(Case("XF2026-9999", TODAY, AT))
        older = work.cases.add(Case("XF2025-12000", TODAY, AT))
    assert found(database, LedgerFilter())[-2:] == [ninth, tenth]
    assert found(database, LedgerFilter())[0] == older


def test_every_sortable_column_has_an_order_and_every_order_an_index(database: Database) -> None:
    with database.begin("王警官", AT, read_only=True) as work:
        for column in LEDGER_COLUMNS:
            if not column.is_sortable:
                continue
            for is_descending in (False, True):
                sort = LedgerSort(column.id, is_descending)
                work.ledger.first_ids(LedgerFilter(), sort, 1)
                assert "TEMP B-TREE" not in plan(work, LedgerFilter(), sort), column.id


@pytest.mark.parametrize(
    ("wanted", "index"),
    [
        (LedgerFilter(is_open_only=True), "ix_standings_is_open"),
        (LedgerFilter(is_not_entered_nationally_only=True), "ix_standings_owes_national_entry"),
    ],
)
def test_what_is_open_is_found_without_reading_what_is_old(
    database: Database, wanted: LedgerFilter, index: str
) -> None:
    with database.begin("王警官", AT, read_only=True) as work:
        assert index in plan(work, wanted, LedgerSort("days_left", False))


def test_after_a_first_closing_open_cases_are_read_alone_in_any_order(tmp_path: Path) -> None:
    database = new_database(tmp_path)
    old = standing_row(state=CaseState.CLOSED, changes_on=None)
    with committed(database) as work:
        added = work.cases.add_many([(simple(number), ()) for number in range(1, 1001)])
        work.deadlines.write_many(
            [(key, standing_row(SOON) if key % 100 == 0 else old) for key in added]
        )
    database.close()
    database = Database.open(tmp_path, "王警官", PASSWORD, CLOCK)
    with database.begin("王警官", AT, read_only=True) as work:
        chosen = plan(work, LedgerFilter(is_open_only=True), LedgerSort("local_no"))
    database.close()
    assert "ix_standings_is_open" in chosen


def plan(work: UnitOfWork, wanted: LedgerFilter, sort: LedgerSort) -> str:
    """Return how SQLite would answer, in its own words."""
    connection = work.ledger._connection
    plans = []
    for query in _ordered(wanted, sort):
        written = query.compile(dialect=connection.dialect, compile_kwargs={"literal_binds": True})
        plans.append(str(connection.execute(text(f"EXPLAIN QUERY PLAN {written}")).all()))
    return plans[0]


def test_an_unknown_order_is_refused(database: Database) -> None:
    with (
        database.begin("王警官", AT, read_only=True) as work,
        pytest.raises(UnknownNameError, match="可排序的列"),
    ):
        work.ledger.matching_ids(LedgerFilter(), LedgerSort("mobile"))


def test_a_row_shows_facts_and_standing_of_the_main_petitioner(database: Database) -> None:
    with committed(database) as work:
        case_id = work.cases.add(FULL)
        work.deadlines.write(case_id, standing_row(SOON, entered_nationally_no="N-1"))
        (row,) = work.ledger.rows_for([case_id])
    assert (row.local_no, row.name, row.mobile) == ("XF2026-0001", "单晓彤", "13812345678")
    assert (row.unit, row.pathway, row.state) == ("城关派出所", "31-6", "待告知")
    assert (row.next_name, row.next_deadline) == ("书面告知", date(2026, 11, 22))
    assert row.demands == "1. 撤销认定书；2. 赔礼道歉"
    assert (row.is_repeat, row.is_sealed, row.is_void) == (True, False, False)
    assert row.official_due_on == date(2026, 5, 1)
    values = {column.id: column.value(row, TODAY) for column in LEDGER_COLUMNS}
    assert values["days_left"] == 2
    assert values["repeat"] == "重件"
    assert values["pathway"] == "第三十一条第六项 信访程序"
    assert values["id_number"] == "11010519491231002X"


def test_rows_come_in_the_order_of_their_identifiers(database: Database, ids: list[CaseId]) -> None:
    with database.begin("王警官", AT, read_only=True) as work:
        rows = work.ledger.rows_for([ids[4], ids[0], CaseId(999), ids[2]])
    assert [row.local_no for row in rows] == ["XF2026-0005", "XF2026-0001", "XF2026-0003"]
    assert rows[0].name == "匿名"


@pytest.mark.usefixtures("ids")
def test_every_shipped_view_can_be_opened(database: Database) -> None:
    titles = {
        view.title: len(found(database, view.filter_on(TODAY), view.sort)) for view in SHIPPED_VIEWS
    }
    assert titles == {
        "在办": 4, "逾期": 2, "待送达": 1, "本月登记": 2, "未录国网": 1, "全部": 5, "检举控告": 0
    }  # fmt: skip


def test_a_right_of_the_petitioner_is_no_day_left_for_us(
    database: Database, ids: list[CaseId]
) -> None:
    with database.begin("王警官", AT, read_only=True) as work:
        (row,) = work.ledger.rows_for([ids[4]])
    column = next(column for column in LEDGER_COLUMNS if column.id == "days_left")
    assert row.next_deadline == TODAY + timedelta(days=1)
    assert column.value(row, TODAY) is None


def test_a_frequent_text_gives_the_same_rows_walking_the_order(
    database: Database, ids: list[CaseId], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Few cases hold a text: found first. Very many: met on the way. The answer is one."""
    views = [view.filter_on(TODAY) for view in SHIPPED_VIEWS]
    wanted = [
        replace(view, text=words, may_see_sealed=sees, looked_at_on=TODAY)
        for view in views
        for words in ("XF2026", "噪音", "张三", "没有")
        for sees in (True, False)
    ]
    orders = (LedgerSort(), LedgerSort("received_on", False), LedgerSort("days_left", False))

    def first() -> list[list[int]]:
        with database.begin("王警官", AT, read_only=True) as work:
            return [
                list(work.ledger.first_ids(each, order, 3)) for each in wanted for order in orders
            ]

    plain = first()
    monkeypatch.setattr(ledger_store, "_FREQUENT", 1)
    assert first() == plain
    assert any(plain)


def test_what_is_given_up_between_two_rows_is_an_empty_answer_and_no_error(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The database is asked whether to go on while rows are fetched, past SQLAlchemy."""
    with committed(database) as work:
        work.cases.add_many([(simple(number), ()) for number in range(1, 60)])
    monkeypatch.setattr(ledger_store, "_STEPS_BETWEEN_ASKING", 1)
    monkeypatch.setattr(ledger_store, "_FETCHED", 1)
    answers = set()
    for patience in range(0, 400, 7):
        asked = iter(range(patience))
        with database.begin("王警官", AT, read_only=True) as work:
            ids = work.ledger.matching_ids(
                LedgerFilter(), LedgerSort(), lambda left=asked: next(left, None) is None
            )
            answers.add(len(ids))
            assert work.ledger.count(LedgerFilter()) == 59
    assert answers == {0, 59}
