"""The views an officer makes: saved, renamed, moved, removed and put back; each account its own."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from petition_desk.domain.conditions import Condition, Test
from petition_desk.domain.ledger import LedgerFilter, LedgerSort
from petition_desk.errors import InputError, UnknownNameError
from petition_desk.services import intake, ledger, ledger_views
from petition_desk.services.desk import Desk
from tests.desks import COLLEAGUE, registration

LETTERS = LedgerFilter(conditions=(Condition("channel", Test.ANY_OF, ("来信",)),))
BY_UNIT = LedgerSort("unit", False)


def titles(desk: Desk) -> list[str]:
    return [view.title for view in ledger_views.own_views(desk)]


def test_a_saved_view_stands_behind_those_that_ship_and_lists_what_it_asks_for(desk: Desk) -> None:
    intake.register(desk, registration(channel="来信"))
    intake.register(desk, registration())
    saved = ledger_views.save_view(desk, "来信", LETTERS, BY_UNIT, ("local_no", "unit"))
    view = ledger.view_named(desk, "来信")
    assert view.id == saved.id
    assert ledger.views(desk)[-1].title == "来信"
    assert (view.columns, view.sort) == (("local_no", "unit"), BY_UNIT)
    assert ledger.view_counts(desk)[view.id] == 1
    wanted = view.filter_on(desk.clock.today())
    assert len(ledger.matching_ids(desk, wanted, view.sort)) == 1


def test_views_are_renamed_moved_updated_removed_and_put_back(desk: Desk) -> None:
    for title in ("甲", "乙", "丙"):
        ledger_views.save_view(desk, title, LETTERS, BY_UNIT)
    third = ledger_views.own_views(desk)[2].id
    ledger_views.move_view(desk, third, -1)
    assert titles(desk) == ["甲", "丙", "乙"]
    ledger_views.move_view(desk, third, -9)
    ledger_views.rename_view(desk, third, "丁")
    assert titles(desk) == ["丁", "甲", "乙"]
    ledger_views.replace_view(desk, third, LedgerFilter(), LedgerSort())
    assert ledger_views.own_views(desk)[0].filter_on(desk.clock.today()).conditions == ()
    removed = ledger_views.remove_view(desk, third)
    assert titles(desk) == ["甲", "乙"]
    ledger_views.restore_view(desk, removed)
    assert titles(desk) == ["甲", "乙", "丁"]


def test_a_title_that_is_taken_and_a_view_that_ships_are_refused(desk: Desk) -> None:
    ledger_views.save_view(desk, "甲", LETTERS, BY_UNIT)
    for title in ("甲", "在办", ""):
        with pytest.raises(InputError):
            ledger_views.save_view(desk, title, LETTERS, BY_UNIT)
    with pytest.raises(UnknownNameError):
        ledger_views.remove_view(desk, "open")


def test_another_account_has_none_of_them(desk: Desk, reopen: Callable[..., Desk]) -> None:
    sealed = LedgerFilter(is_sealed_only=True)
    ledger_views.save_view(desk, "保密的", sealed, LedgerSort())
    ledger_views.save_column_set(desk, "我的列", ("local_no", "unit"))
    other = reopen(account=COLLEAGUE)
    assert titles(other) == []
    assert "我的列" not in [each.title for each in ledger_views.column_sets(other)]


def test_a_set_of_columns_is_kept_replaced_and_removed(desk: Desk) -> None:
    ledger_views.save_column_set(desk, "我的列", ("local_no", "unit"))
    ledger_views.save_column_set(desk, "我的列", ("local_no", "state"))
    own = ledger_views.column_sets(desk)[-1]
    assert (own.title, own.columns) == ("我的列", ("local_no", "state"))
    with pytest.raises(InputError):
        ledger_views.save_column_set(desk, "期限", ("local_no",))
    ledger_views.remove_column_set(desk, "我的列")
    assert ledger_views.column_sets(desk)[-1].title != "我的列"
