"""The conditions of the ledger in words, and the filters they make."""

from __future__ import annotations

import pytest

from petition_desk.domain.conditions import Condition, Test
from petition_desk.domain.ledger import LedgerFilter, ledger_column
from petition_desk.ui.screens.ledger.condition_popup import read_condition
from petition_desk.ui.screens.ledger.conditions import conditions_of
from tests import desks

STATES = Condition("state", Test.ANY_OF, ("办理中", "待告知", "待送达"))
VISITS = Condition("channel", Test.NONE_OF, ("来访",))
MONTH = Condition("received_on", Test.WITHIN, ("this-month",))


def test_words_of_conditions_are_short_and_each_can_go_alone() -> None:
    wanted = LedgerFilter(is_open_only=True, conditions=(STATES, VISITS, MONTH))
    shown = conditions_of(wanted, {"channel": 7})
    assert [each.words for each in shown] == [
        "状态：在办", "状态：办理中等 3 种", "形式：不是来访　7", "收到：本月"
    ]  # fmt: skip
    without = {each.id: each.without for each in shown}
    assert without["state"].conditions == (VISITS, MONTH)
    assert not without["is_open_only"].is_open_only


def test_a_chip_can_be_turned_round_where_there_is_another_side() -> None:
    shown = {each.id: each for each in conditions_of(LedgerFilter(conditions=(VISITS, MONTH)))}
    turned = shown["channel"].turned
    assert turned is not None
    assert turned.conditions == (Condition("channel", Test.ANY_OF, ("来访",)), MONTH)
    assert shown["received_on"].turned is None


@pytest.mark.parametrize(
    ("name", "test", "typed", "word"),
    [
        ("received_on", Test.WITHIN, "上季度", "last-quarter"),
        ("received_on", Test.WITHIN, "2026年3月", "2026-03-01..2026-03-31"),
        ("received_on", Test.WITHIN, "前天左右", None),
        ("people_count", Test.WITHIN, "5 以上", "5.."),
        ("people_count", Test.WITHIN, "2 至 4 人", "2..4"),
        ("people_count", Test.WITHIN, "3", "3..3"),
        ("people_count", Test.WITHIN, "3以下", "..3"),
        ("people_count", Test.WITHIN, "很多", None),
        ("batch", Test.CONTAINS, " 积案 ", None),
        ("remark", Test.CONTAINS, " 积案 ", "积案"),
    ],
)
def test_what_is_typed_for_a_condition_is_read_or_refused(
    name: str, test: Test, typed: str, word: str | None
) -> None:
    column = ledger_column(name)
    assert column is not None
    if name == "batch":
        with pytest.raises(ValueError, match="cannot be asked"):
            read_condition(column, test, typed, desks.TODAY)
        return
    found = read_condition(column, test, typed, desks.TODAY)
    assert (found.words[0] if found is not None else None) == word
