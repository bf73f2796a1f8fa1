"""Every date that a clock made answers why, wherever it stands, by mouse and by key."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from petition_desk.domain.other_rights import LastDay, rights_at_stake
from petition_desk.services import casework, intake, letters
from petition_desk.services.other_rights import other_rights
from petition_desk.ui.dialogs.why_panel import WhyPanel
from petition_desk.ui.main_window import MainWindow
from petition_desk.ui.screens.base import Place, ScreenContext
from petition_desk.ui.screens.case.screen import CaseScreen
from petition_desk.ui.screens.intake.panel import LivePanel
from petition_desk.ui.screens.intake.screen import IntakeScreen
from petition_desk.ui.screens.ledger import LedgerScreen
from petition_desk.ui.screens.letter import LetterScreen
from petition_desk.ui.screens.service.screen import ServiceScreen
from petition_desk.ui.screens.today import TodayScreen
from petition_desk.ui.widgets.right_card import RightCard
from tests import desks

KEY, LEFT = Qt.Key, Qt.MouseButton.LeftButton
PAPER = {
    "text": "撤销认定书",
    "pathway": "31-1",
    "challenged_document": {"name": "道路交通事故认定书", "served_on": "2026-11-18"},
}


@pytest.fixture
def number(context: ScreenContext) -> str:
    facts = desks.registration(received_on="2026-11-09", petitioned_on="2026-11-09")
    return intake.register(context.desk, {**facts, "demands": [PAPER]}).local_no


@pytest.fixture
def window(qtbot: QtBot, context: ScreenContext, number: str) -> MainWindow:
    made = MainWindow(context)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    return made


def gone(window: MainWindow, place: Place, settled: Callable[[], None]) -> object:
    window.go(place)
    settled()
    settled()
    return window.screen_of(place.screen)


def answered(window: MainWindow, settled: Callable[[], None]) -> str:
    settled()
    panel = window.why_panel
    assert panel.isVisible()
    title = panel._title.text()
    QTest.keyClick(panel, KEY.Key_Escape)
    assert not panel.isVisible()
    return title


def test_today_by_its_chip_and_by_w(
    window: MainWindow, number: str, settled: Callable[[], None]
) -> None:
    screen = gone(window, Place("today"), settled)
    assert isinstance(screen, TodayScreen)
    index = screen.list.currentIndex()
    item = screen.model.item(index.row())
    assert item is not None
    chip = screen.list.chip_rect(screen.list.visualRect(index))
    QTest.mouseClick(screen.list.viewport(), LEFT, pos=chip.center())
    assert answered(window, settled) == "为什么是 2026年11月24日"
    QTest.keyClick(screen.list, KEY.Key_W)
    assert answered(window, settled) == "为什么是 2026年11月24日"


def test_the_case_by_its_chip_its_clocks_and_its_rights(
    window: MainWindow, number: str, settled: Callable[[], None]
) -> None:
    screen = gone(window, Place("case", number), settled)
    assert isinstance(screen, CaseScreen)
    QTest.mouseClick(screen.head.chip, LEFT)
    assert answered(window, settled) == "为什么是 2026年11月24日"
    QTest.keyClick(screen.head.chip, KEY.Key_Return)
    assert answered(window, settled) == "为什么是 2026年11月24日"
    (card,) = screen.side.findChildren(RightCard)
    QTest.mouseClick(card, LEFT)
    # Three working days after Wednesday the 18th.
    assert answered(window, settled) == "为什么是 2026年11月23日"
    QTest.keyClick(card, KEY.Key_Return)
    assert answered(window, settled) == "为什么是 2026年11月23日"


def test_the_ledger_by_w_and_by_the_chip_of_its_column(
    window: MainWindow, number: str, settled: Callable[[], None]
) -> None:
    screen = gone(window, Place("ledger"), settled)
    assert isinstance(screen, LedgerScreen)
    screen.table.setFocus()
    QTest.keyClick(screen.table, KEY.Key_W)
    assert answered(window, settled) == "为什么是 2026年11月24日"
    QTest.mouseClick(screen.inspector._chip, LEFT)
    assert answered(window, settled) == "为什么是 2026年11月24日"


def test_a_letter_being_written_by_the_chip_above_it(
    window: MainWindow, number: str, settled: Callable[[], None]
) -> None:
    screen = gone(window, Place("letter", number, "pathway"), settled)
    assert isinstance(screen, LetterScreen)
    QTest.mouseClick(screen.view._chip, LEFT)
    assert answered(window, settled) == "为什么是 2026年11月24日"


def test_a_registration_by_its_clocks_and_by_a_right_at_stake(
    window: MainWindow, context: ScreenContext, settled: Callable[[], None]
) -> None:
    screen = gone(window, Place("intake", detail="new"), settled)
    assert isinstance(screen, IntakeScreen)
    asked: list[object] = []
    live = screen.findChildren(LivePanel)[0]
    live.why_asked.connect(asked.append)
    rights = rights_at_stake(
        other_rights(), "道路交通事故认定书", date(2026, 11, 18), context.desk.calendar()
    )
    live._show_rights(rights, date(2026, 11, 20))
    (card,) = live.findChildren(RightCard)
    QTest.mouseClick(card, LEFT)
    assert isinstance(asked[0], LastDay)
    panels = window.findChildren(WhyPanel)
    assert any(panel._title.text() == "为什么是 2026年11月23日" for panel in panels)


def test_a_service_by_w(
    window: MainWindow, context: ScreenContext, number: str, settled: Callable[[], None]
) -> None:
    unit = {"pathway": "31-6", "unit": "户政科", "handler": "赵", "handler_phone": "0771-1112222"}
    casework.record_step(context.desk, number, "accepted", unit, on=date(2026, 11, 20))
    letters.issue(context.desk, number, "accept")
    screen = gone(window, Place("service"), settled)
    assert isinstance(screen, ServiceScreen)
    screen.list.setFocus()
    QTest.keyClick(screen.list, KEY.Key_W)
    assert answered(window, settled) == "为什么是 2026年11月27日"
