"""A step taken back on the screen of its case: by the toast, and from the chosen step."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from petition_desk.services import casework, intake
from petition_desk.services.desk import Desk
from petition_desk.ui.models.case_words import timeline_of
from petition_desk.ui.screens.base import Place, ScreenContext
from petition_desk.ui.screens.case import CaseScreen
from petition_desk.ui.widgets.toast import ToastNote
from tests import desks
from tests.ui.keyboard import shown


@pytest.fixture
def screen(
    qtbot: QtBot, context: ScreenContext, desk: Desk, settled: Callable[[], None]
) -> Iterator[CaseScreen]:
    number = intake.register(desk, desks.registration()).local_no
    made = CaseScreen(context)
    shown(qtbot, made)
    context.relay.changed.connect(made.refresh)
    made.open_at(Place("case", number))
    settled()
    yield made
    made.close()


def test_a_step_just_recorded_is_taken_back_by_the_toast_and_stays_on_the_timeline(
    screen: CaseScreen, desk: Desk, settled: Callable[[], None]
) -> None:
    number = screen.view.case.local_no
    said: list[ToastNote] = []
    screen.toast_requested.connect(said.append)
    recorded = casework.record_step(desk, number, "urged", {"way": "电话", "to": "城关派出所"})
    screen.acts._recorded(recorded)
    assert said[-1].act_word == "撤销"
    assert said[-1].undoes == f"督办 {number}"
    said[-1].act()
    settled()
    steps = casework.show(desk, number).steps
    assert [step.kind for step in steps][-2:] == ["urged", "retracted"]
    items = timeline_of(screen.view, desks.TODAY)
    assert any("已撤销" in item.detail for item in items)


def test_a_chosen_step_offers_to_be_taken_back_with_a_reason(
    screen: CaseScreen, desk: Desk, settled: Callable[[], None]
) -> None:
    number = screen.view.case.local_no
    casework.record_step(desk, number, "urged", {"way": "电话", "to": "城关派出所"})
    screen.refresh()
    settled()
    screen.middle.choose(len(screen.view.steps))
    detail = screen.middle.detail
    assert detail._take_back.isVisibleTo(detail)
    detail._take_back.click()
    form = screen.acts.step_panel
    assert form is not None
    assert form.isVisible()
    screen.middle.choose(0)
    assert not detail._take_back.isVisibleTo(detail)
