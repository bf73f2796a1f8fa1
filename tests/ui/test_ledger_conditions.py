"""The conditions of the ledger in words, and the filters they make."""

from __future__ import annotations

from petition_desk.domain.ledger import LedgerFilter
from petition_desk.domain.vocabulary import CaseState, Channel
from petition_desk.ui.screens.ledger.conditions import conditions_of, with_received, with_word
from tests import desks


def test_words_of_conditions_are_short_and_each_can_go_alone() -> None:
    wanted = with_received(LedgerFilter(is_open_only=True), desks.TODAY, None)
    for state in ("办理中", "待告知", "待送达"):
        wanted = with_word(wanted, "states", state, is_on=True)
    wanted = with_word(wanted, "channels", "来访", is_on=True)
    words = [condition.words for condition in conditions_of(wanted)]
    assert words == ["状态：在办", "状态：办理中等 3 种", "形式：来访", "收到：2026-11-20 起"]
    without = {condition.id: condition.without for condition in conditions_of(wanted)}
    assert without["states"].states == frozenset()
    assert without["states"].channels == {Channel.VISIT}
    assert without["received"].received_from is None
    fewer = with_word(wanted, "states", "办理中", is_on=False)
    assert fewer.states == {CaseState.TO_NOTIFY, CaseState.TO_SERVE}


def test_days_given_the_wrong_way_round_are_turned() -> None:
    early, late = desks.TODAY.replace(day=1), desks.TODAY
    assert with_received(LedgerFilter(), late, early) == with_received(LedgerFilter(), early, late)
