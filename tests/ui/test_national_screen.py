"""录国网助手 by keys: a field at a time, nothing left on the clipboard, then 已录入."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from petition_desk.services import casework, intake, national_entry
from petition_desk.services.desk import Desk
from petition_desk.ui.clipboard import SECONDS, PassingClipboard
from petition_desk.ui.screens.base import Place, ScreenContext
from petition_desk.ui.screens.national import NationalScreen
from petition_desk.ui.widgets.toast import ToastNote
from tests import desks
from tests.ui.keyboard import CTRL, press, say, shown

KEY = Qt.Key


def clip() -> str:
    return QApplication.clipboard().text()


@pytest.fixture
def numbers(desk: Desk) -> list[str]:
    """Two cases, the younger one registered first."""
    days = ("2026-11-18", "2026-11-11")
    return [
        intake.register(desk, desks.registration(received_on=day, petitioned_on=day)).local_no
        for day in days
    ]


@pytest.fixture
def screen(
    qtbot: QtBot, context: ScreenContext, numbers: list[str], settled: Callable[[], None]
) -> Iterator[NationalScreen]:
    made = NationalScreen(context)
    shown(qtbot, made)
    made.open_at(Place("national"))
    settled()
    settled()
    made.setFocus()
    yield made
    made.put_in_order()
    made.close()


def test_the_oldest_case_is_open_and_no_identity_is_seen(
    screen: NationalScreen, numbers: list[str]
) -> None:
    assert screen.list.current() == numbers[1]
    rows = screen.sheet.list.view.model()
    words = [rows.index(row, 0).data() for row in range(rows.rowCount())]
    assert any("黄**" in line for line in words)
    assert not any("黄䶮" in line or "13812345678" in line for line in words)


def test_one_key_copies_field_after_field_in_the_order_of_that_page(
    screen: NationalScreen, settled: Callable[[], None], desk: Desk, numbers: list[str]
) -> None:
    filled = [
        entry.value for entry in national_entry.entry_sheet(desk, numbers[1]).entries if entry.value
    ]
    copied = []
    for _ in filled:
        press(KEY.Key_F4)
        settled()
        copied.append(clip())
    assert copied == filled
    assert QApplication.focusWidget() is screen.bar.number
    with desk.reading() as work:
        noted = [entry.subject for entry in work.journal.entries() if entry.action == "case.copy"]
    assert noted == [numbers[1]]


def test_the_clipboard_is_empty_after_ten_seconds(
    screen: NationalScreen, settled: Callable[[], None]
) -> None:
    press(KEY.Key_F4)
    settled()
    assert clip() == "黄䶮"
    for _ in range(SECONDS - 1):
        screen.clipboard.tick()
    assert clip() == "黄䶮"
    screen.clipboard.tick()
    assert clip() == ""


def test_what_another_program_copied_since_is_left_alone(qapp: QApplication) -> None:
    passing = PassingClipboard()
    passing.copy("张三")
    QApplication.clipboard().setText("别的")
    passing.clear()
    assert clip() == "别的"
    assert passing.seconds_left == 0


def test_a_clipboard_history_is_asked_to_pass_the_value_over(qapp: QApplication) -> None:
    passing = PassingClipboard()
    passing.copy("张三")
    formats = QApplication.clipboard().mimeData().formats()
    passing.clear()
    assert "x-kde-passwordManagerHint" in formats
    assert any("ExcludeClipboardContentFromMonitorProcessing" in name for name in formats)


def test_locking_leaves_nothing_on_the_clipboard(
    screen: NationalScreen, settled: Callable[[], None]
) -> None:
    press(KEY.Key_F4)
    settled()
    screen.put_in_order()
    assert clip() == ""


def test_entered_with_number_and_day_is_recorded_and_the_next_case_comes(
    screen: NationalScreen,
    settled: Callable[[], None],
    desk: Desk,
    numbers: list[str],
) -> None:
    said: list[ToastNote] = []
    screen.toast_requested.connect(said.append)
    press(KEY.Key_N)
    say("GA2026112000001")
    press(KEY.Key_Return, mod=CTRL)
    settled()
    settled()
    steps = [s for s in casework.show(desk, numbers[1]).steps if s.kind == "entered-nationally"]
    assert [(s.text("number"), s.on) for s in steps] == [("GA2026112000001", desks.TODAY)]
    assert screen.list.current() == numbers[0]
    assert said[-1].text == f"{numbers[1]} 已记为录入国网"
    assert screen.bar.number.text() == ""


def test_without_a_number_the_field_says_so_and_nothing_is_recorded(
    screen: NationalScreen, settled: Callable[[], None], desk: Desk
) -> None:
    press(KEY.Key_Return, mod=CTRL)
    settled()
    assert screen.bar.number_field.note.text == "填国网给出的编号"
    assert national_entry.backlog_count(desk) == 2


def test_a_day_that_lies_ahead_is_refused_at_its_field(
    screen: NationalScreen, settled: Callable[[], None], desk: Desk
) -> None:
    screen.bar.number.setText("GA1")
    screen.bar.day.setText("2026-12-01")
    screen.bar.send()
    settled()
    assert screen.bar.day_field.note.text
    assert national_entry.backlog_count(desk) == 2


def test_the_last_case_gone_the_screen_says_what_belongs_here(
    screen: NationalScreen, settled: Callable[[], None], desk: Desk, numbers: list[str]
) -> None:
    for number in numbers:
        casework.record_step(desk, number, "entered-nationally", {"number": f"G{number}"})
    screen.refresh()
    settled()
    assert screen.head.isVisible()
    assert not screen.list.isVisible()
    assert not screen.copy_button.isVisible()
