"""作废 on the letter screen: a reason, and what it did is taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from petition_desk.services import casework, intake, letters
from petition_desk.services.desk import Desk
from petition_desk.services.letter_voiding import void_letter
from petition_desk.ui.screens.base import Place, ScreenContext
from petition_desk.ui.screens.case.side import letter_lines
from petition_desk.ui.screens.letter import LetterScreen
from tests import desks
from tests.ui.keyboard import Key, focused, press, say, shown, until

SETTLED = Callable[[], None]
UNIT = {"pathway": "31-6", "unit": "户政大队", "handler": "孙警官", "handler_phone": "0771-3334445"}


@pytest.fixture
def case(desk: Desk) -> str:
    no = intake.register(desk, desks.registration()).local_no
    casework.record_step(desk, no, "accepted", UNIT)
    letters.issue(desk, no, "accept")
    return no


@pytest.fixture
def screen(
    qtbot: QtBot, context: ScreenContext, case: str, settled: SETTLED
) -> Iterator[LetterScreen]:
    made = LetterScreen(context)
    shown(qtbot, made)
    made.open_at(Place("letter", case, "accept", {"issued": "accept"}))
    settled()
    until(qtbot, lambda: made.issued is not None)
    yield made
    settled()


def test_a_letter_is_voided_by_its_button_and_a_reason(
    qtbot: QtBot, screen: LetterScreen, desk: Desk, case: str, settled: SETTLED
) -> None:
    qtbot.mouseClick(screen.foot.void, Qt.MouseButton.LeftButton)
    assert focused() is screen.view.void_bar.reason
    press(Key.Key_Return)
    assert screen.view.void_bar.isVisible()  # without a reason nothing is voided
    say("承办人写错")
    press(Key.Key_Return)
    settled()
    until(qtbot, lambda: "已作废（承办人写错）" in screen.foot.text)
    (head,) = casework.show(desk, case).letters
    assert (head.is_void, head.void_reason) == (True, "承办人写错")
    assert not screen.foot.void.isVisible()
    assert not screen.foot.print.isEnabled()
    assert not screen.serve_bar.isVisible()


def test_leaving_voids_nothing(
    qtbot: QtBot, screen: LetterScreen, desk: Desk, case: str, settled: SETTLED
) -> None:
    qtbot.mouseClick(screen.foot.void, Qt.MouseButton.LeftButton)
    say("写错")
    press(Key.Key_Escape)
    settled()
    assert not screen.view.void_bar.isVisible()
    assert not casework.show(desk, case).letters[0].is_void


def test_what_was_handed_over_offers_no_voiding(
    qtbot: QtBot, screen: LetterScreen, desk: Desk, case: str, settled: SETTLED
) -> None:
    letters.handed_over(desk, case, "accept")
    screen.refresh()
    settled()
    until(qtbot, lambda: not screen.foot.void.isVisible())


def test_a_void_letter_stays_among_the_letters_of_its_case(desk: Desk, case: str) -> None:
    number = void_letter(desk, case, "accept", "写错").letter.number
    lines = [line for line in letter_lines(casework.show(desk, case), desks.TODAY) if line.number]
    assert [(line.number, line.says, line.issued) for line in lines] == [(number, "作废", number)]
