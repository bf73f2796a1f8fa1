"""A saved view is read back as it was saved, by whatever program."""

from __future__ import annotations

import json
from datetime import date

import pytest

from petition_desk.domain.conditions import Condition, Test
from petition_desk.domain.ledger import LedgerFilter, LedgerSort
from petition_desk.domain.saved_views import SavedView, as_json, check_title, from_json
from petition_desk.errors import InputError

TODAY = date(2026, 11, 20)
VIEW = SavedView(
    "积案",
    LedgerFilter(
        is_open_only=True,
        overdue_on=TODAY,
        text="户口",
        conditions=(
            Condition("received_on", Test.WITHIN, ("this-month",)),
            Condition("state", Test.NONE_OF, ("作废", "已办结")),
        ),
    ),
    LedgerSort("unit", False, (("received_on", True),)),
    ("local_no", "summary"),
    7,
)


def test_what_was_saved_is_asked_again_with_todays_days() -> None:
    read = from_json(7, "积案", as_json(VIEW))
    later = date(2027, 2, 1)
    wanted = read.as_view().filter_on(later)
    assert wanted.overdue_on == later
    assert wanted.conditions == VIEW.wanted.conditions
    assert (wanted.text, wanted.is_open_only, wanted.view) == ("户口", True, "own-7")
    assert read.sort == VIEW.sort
    assert read.columns == VIEW.columns
    assert read.as_view().is_own


def test_what_a_program_does_not_know_is_left_out_and_nothing_is_guessed() -> None:
    told = json.loads(as_json(VIEW))
    told["conditions"] += [["moon", "any", ["full"]], ["state", "sounds-like", ["x"]]]
    told["columns"] += ["moon"]
    told["sort"] = [["moon", True]]
    told["flags"] += ["may_see_sealed"]
    read = from_json(7, "积案", json.dumps(told))
    assert read.wanted.conditions == VIEW.wanted.conditions
    assert read.columns == VIEW.columns
    assert read.sort == LedgerSort()
    assert not read.wanted.may_see_sealed


@pytest.mark.parametrize("title", ["", "  ", "一" * 13, "在办"])
def test_a_title_that_cannot_stand_on_a_tab_is_refused(title: str) -> None:
    with pytest.raises(InputError):
        check_title(title, ["在办"])
    assert check_title(" 积  案 ", ["在办"]) == "积 案"
