"""Ledger, case and letter in the window they stand in: going there, coming back, by keys alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from petition_desk.services import intake
from petition_desk.services.desk import Desk
from petition_desk.ui.main_window import MainWindow
from petition_desk.ui.screens.base import Place, ScreenContext
from petition_desk.ui.screens.case import CaseScreen
from petition_desk.ui.screens.ledger import LedgerScreen
from tests import desks
from tests.ui.keyboard import CTRL, Key, press, shown, until


@pytest.fixture
def numbers(desk: Desk) -> list[str]:
    days = ("2026-11-02", "2026-11-06", "2026-11-18")
    raws = [desks.registration(received_on=day, petitioned_on=day) for day in days]
    return [intake.register(desk, raw).local_no for raw in raws]


@pytest.fixture
def window(
    qtbot: QtBot, context: ScreenContext, numbers: list[str], settled: Callable[[], None]
) -> Iterator[MainWindow]:
    made = MainWindow(context)
    shown(qtbot, made, 1366, 768)
    made.start(Place("ledger"))
    settled()
    yield made
    made.close()


def ledger_of(window: MainWindow) -> LedgerScreen:
    screen = window.screen_of("ledger")
    assert isinstance(screen, LedgerScreen)
    return screen


def case_of(window: MainWindow) -> CaseScreen:
    screen = window.screen_of("case")
    assert isinstance(screen, CaseScreen)
    return screen


def test_enter_opens_esc_comes_back_and_the_cursor_stands_where_it_was(
    qtbot: QtBot, window: MainWindow, numbers: list[str], settled: Callable[[], None]
) -> None:
    press(Key.Key_Down)
    press(Key.Key_Return)
    settled()
    assert window.place == Place("case", numbers[1])
    assert case_of(window).head.number.text() == numbers[1]
    assert window.sidebar.items["ledger"].isChecked()
    press(Key.Key_Escape)
    settled()
    assert window.place.screen == "ledger"
    row = ledger_of(window).current_line()
    assert row is not None
    assert row.local_no == numbers[1]


def test_what_is_recorded_in_the_case_stands_in_the_ledger_when_one_comes_back(
    qtbot: QtBot, window: MainWindow, numbers: list[str], settled: Callable[[], None]
) -> None:
    press(Key.Key_Return)
    settled()
    case = case_of(window)
    case.acts.ask_step("voided")
    case.acts.step_panel.form.set_typed({"reason": "重复登记"})
    press(Key.Key_Return, mod=CTRL)
    settled()
    assert window.toast.text == f"{numbers[0]} 已作废，编号保留"
    press(Key.Key_Escape)
    ledger = ledger_of(window)
    until(qtbot, lambda: ledger.model.rowCount() == 2)
    window.go(Place("ledger", detail="all"))
    until(qtbot, lambda: ledger.model.rowCount() == 3)
    lines = [ledger.model.line(row) for row in range(3)]
    void = next(line for line in lines if line is not None and line.row.is_void)
    assert void.row.local_no == numbers[0]


def test_the_inspectors_act_goes_to_the_case_and_asks_for_it(
    qtbot: QtBot, window: MainWindow, settled: Callable[[], None]
) -> None:
    ledger = ledger_of(window)
    until(qtbot, lambda: bool(ledger.inspector._acts))
    first = ledger.inspector._acts[0]
    assert first.text() == "受理"
    first.click()
    settled()
    panel = case_of(window).acts.step_panel
    assert panel is not None
    assert panel.isVisible()
    assert panel.form.editor("unit") is not None


def test_w_explains_the_date_over_the_case(
    qtbot: QtBot, window: MainWindow, settled: Callable[[], None]
) -> None:
    press(Key.Key_Return)
    settled()
    press(Key.Key_W)
    until(qtbot, window.why_panel.isVisible)
    press(Key.Key_Escape)
    assert not window.why_panel.isVisible()
    assert window.place.screen == "case"


def test_single_keys_never_fire_while_a_field_is_typed_in(qtbot: QtBot, window: MainWindow) -> None:
    press(Key.Key_Slash)
    ledger = ledger_of(window)
    before = ledger.inspector.isVisible()
    for key in (Key.Key_I, Key.Key_S, Key.Key_W):
        press(key)
    assert ledger.filters.text.text() == "isw"
    assert ledger.inspector.isVisible() is before


def test_a_press_on_an_act_at_the_foot_begins_it(
    qtbot: QtBot, window: MainWindow, settled: Callable[[], None]
) -> None:
    press(Key.Key_Return)
    settled()
    case = case_of(window)
    first, second = case.foot.buttons[:2]
    assert first.text() == "受理…"
    qtbot.mouseClick(first, Qt.MouseButton.LeftButton)
    assert case.acts.step_panel.isVisible()
    assert case.acts.step_panel._head.title.text() == "受理"
    press(Key.Key_Escape)
    qtbot.mouseClick(second, Qt.MouseButton.LeftButton)
    assert case.acts.step_panel._head.title.text() == second.text().removesuffix("…")
