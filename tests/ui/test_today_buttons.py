"""Every button of Today leads to where its act is done, and no act it leads to is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from petition_desk.domain.steps import known_kind
from petition_desk.domain.vocabulary import LETTER_LABELS
from petition_desk.services import demo, letters
from petition_desk.services.desk import Desk
from petition_desk.services.today import today_page
from petition_desk.services.today_items import TodayItem
from petition_desk.ui.desk_view import DeskView
from petition_desk.ui.screens.today_acts import place_of_act
from petition_desk.ui.work import Work


@pytest.fixture
def items(desk: Desk) -> list[TodayItem]:
    demo.invent(desk, 200)
    return [item for group in today_page(desk).groups for item in group.items]


@pytest.fixture
def view(
    qtbot: QtBot, desk: Desk, work: Work, items: list[TodayItem], settled: Callable[[], None]
) -> Iterator[DeskView]:
    made = DeskView(desk, work)
    qtbot.addWidget(made.window)
    made.window.resize(1366, 700)
    made.window.show()
    made.begin(None)
    settled()
    yield made
    made._stop()
    made.window.close()


def test_no_letter_that_a_button_names_is_refused(desk: Desk, items: list[TodayItem]) -> None:
    refused = []
    for item in items:
        if item.act in LETTER_LABELS:
            blanks = letters.blanks(desk, item.local_no, item.act)
            if blanks.refusal is not None:
                refused.append((item.local_no, item.rule, item.act, blanks.refusal.sentence))
        elif item.act != "facts":
            assert known_kind(item.act).id == item.act
    assert refused == []


def test_every_kind_of_button_opens_its_place_without_a_fault(
    view: DeskView, items: list[TodayItem], settled: Callable[[], None]
) -> None:
    by_act = {item.act: item for item in items}
    assert len(by_act) >= 8, "the invented year has something of nearly everything"
    for act, item in by_act.items():
        place = place_of_act(item)
        view.window.go(place)
        settled()
        assert view.window.place == place
        assert not view.window.fault_bar.isVisible(), (act, view.window.fault_bar.text)


def test_every_item_has_a_word_on_its_button(items: list[TodayItem]) -> None:
    assert [item for item in items if not item.act_label or not item.task] == []
