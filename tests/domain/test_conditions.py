"""Conditions on columns of the ledger."""

from __future__ import annotations

from datetime import date

import pytest

from petition_desk.domain.conditions import (
    Condition,
    Test,
    turned_round,
    with_condition,
    with_word,
    without_column,
)
from petition_desk.domain.ledger import LEDGER_COLUMNS, LedgerSort
from petition_desk.domain.ledger_columns import SHIPPED_COLUMN_SETS, FilterKind, ledger_column

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("condition", "value", "holds"),
    [
        (Condition("state", Test.ANY_OF, ("办理中", "待告知")), "待告知", True),
        (Condition("state", Test.ANY_OF, ("办理中",)), "已办结", False),
        (Condition("state", Test.NONE_OF, ("作废",)), "已办结", True),
        (Condition("state", Test.NONE_OF, ("作废",)), "作废", False),
        (Condition("pathway", Test.ANY_OF, ("31-6",)), "29、31-6", True),
        (Condition("pathway", Test.NONE_OF, ("31-6",)), "29、31-6", False),
        (Condition("pathway", Test.ANY_OF, ("31-1",)), "31-6", False),
        (Condition("batch", Test.EMPTY), "", True),
        (Condition("batch", Test.FILLED), "积案", True),
        (Condition("closed_on", Test.EMPTY), None, True),
        (Condition("remark", Test.CONTAINS, ("abc",)), "见 ABC 号", True),
        (Condition("received_on", Test.WITHIN, ("this-month",)), date(2026, 11, 30), True),
        (Condition("received_on", Test.WITHIN, ("this-month",)), date(2026, 10, 31), False),
        (Condition("received_on", Test.WITHIN, ("..2026-01-01",)), None, False),
        (Condition("people_count", Test.WITHIN, ("2..4",)), 4, True),
        (Condition("people_count", Test.WITHIN, ("5..",)), 4, False),
        (Condition("is_urgent", Test.FILLED), True, True),
    ],
)
def test_a_condition_holds_of_a_value_or_not(
    condition: Condition, value: str | int | date | None, holds: bool
) -> None:
    assert condition.holds(value, TODAY) is holds
    turned = turned_round(condition)
    if turned is not None:
        assert turned.holds(value, TODAY) is not holds


@pytest.mark.parametrize(
    ("condition", "says"),
    [
        (Condition("state", Test.ANY_OF, ("办理中", "待告知")), "状态：办理中、待告知"),
        (Condition("state", Test.ANY_OF, ("一", "二", "三")), "状态：一等 3 种"),
        (Condition("channel", Test.NONE_OF, ("来电",)), "形式：不是来电"),
        (Condition("received_on", Test.WITHIN, ("last-quarter",)), "收到：上季度"),
        (Condition("batch", Test.EMPTY), "专项：未填"),
        (Condition("is_urgent", Test.EMPTY), "重大紧急：否"),
        (Condition("people_count", Test.WITHIN, ("5..",)), "人数：5 以上"),
        (Condition("people_count", Test.WITHIN, ("1..1",)), "人数：1"),
        (Condition("remark", Test.CONTAINS, ("积案",)), "备注：有“积案”"),
        (Condition("pathway", Test.ANY_OF, ("31-6",)), "办理途径：第三十一条第六项"),
    ],
)
def test_a_condition_is_said_in_the_words_of_the_officer(condition: Condition, says: str) -> None:
    assert condition.says() == says


@pytest.mark.parametrize(
    ("column", "test", "words"),
    [
        ("mobile", Test.CONTAINS, ("138",)),
        ("name", Test.ANY_OF, ("张三",)),
        ("id_number", Test.FILLED, ()),
        ("accused_person", Test.CONTAINS, ("李",)),
        ("nothing", Test.EMPTY, ()),
        ("state", Test.CONTAINS, ("办",)),
        ("state", Test.ANY_OF, ()),
        ("state", Test.EMPTY, ("办理中",)),
        ("received_on", Test.WITHIN, ("somewhen",)),
        ("received_on", Test.WITHIN, ("this-month", "last-month")),
    ],
)
def test_what_means_nothing_or_seeks_a_person_is_refused(
    column: str, test: Test, words: tuple[str, ...]
) -> None:
    with pytest.raises(ValueError, match=r"."):
        Condition(column, test, words)


def test_words_are_added_and_taken_away_and_the_last_one_takes_the_condition() -> None:
    known = with_word((), "state", "办理中", is_on=True)
    known = with_word(known, "state", "待告知", is_on=True)
    assert known == (Condition("state", Test.ANY_OF, ("办理中", "待告知")),)
    excluded = with_condition(known, Condition("state", Test.NONE_OF, ("作废",)))
    assert with_word(excluded, "state", "已办结", is_on=True)[0].test is Test.NONE_OF
    assert with_word(with_word(known, "state", "办理中", is_on=False), "state", "待告知",
                     is_on=False) == ()  # fmt: skip
    assert without_column(known, "state") == ()


def test_no_column_of_a_person_is_asked_sorted_slowly_or_counted() -> None:
    for column in LEDGER_COLUMNS:
        if column.is_identity:
            assert column.filter is FilterKind.NONE, column.id
            assert not column.sorts_slowly, column.id


def test_every_column_has_one_name_and_every_set_known_columns_with_the_number_first() -> None:
    ids = [column.id for column in LEDGER_COLUMNS]
    titles = [column.title for column in LEDGER_COLUMNS]
    assert len(set(ids)) == len(ids)
    assert len(set(titles)) == len(titles)
    for each in SHIPPED_COLUMN_SETS:
        assert all(ledger_column(name) is not None for name in each.columns), each.title
        assert each.columns[0] == "local_no"


def test_an_order_grows_by_further_columns_and_each_can_be_turned() -> None:
    sort = LedgerSort("state", is_descending=False).followed_by("unit").followed_by("received_on")
    assert sort.keys == (("state", False), ("unit", False), ("received_on", False))
    assert sort.followed_by("unit").keys[1] == ("unit", True)
    assert sort.followed_by("state").keys[0] == ("state", True)
    assert sort.is_slow
    assert LedgerSort("remark").is_slow
    assert not LedgerSort("state").is_slow
