"""The frame: every place by key, faults at the head, and F9 for the visitor who looks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout
from pytestqt.qtbot import QtBot

from petition_desk.services import casework, intake, taking_back
from petition_desk.services.today import OverdueState
from petition_desk.ui.dialogs.search_panel import SearchPanel
from petition_desk.ui.error_box import Fault
from petition_desk.ui.frame_facts import FrameFacts, status_items
from petition_desk.ui.main_window import MainWindow
from petition_desk.ui.screens import SCREENS, ScreenEntry
from petition_desk.ui.screens.base import Hint, Place, Screen, ScreenContext, WhyQuestion
from petition_desk.ui.widgets.toast import ToastNote
from tests import desks

KEY, CTRL, ALT = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


class Room(Screen):
    """A screen that remembers what it was asked."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__(context)
        self.places: list[Place] = []
        self.refreshed = 0
        self.field = QLineEdit()
        column = QVBoxLayout(self)
        column.addWidget(QLabel("room"))
        column.addWidget(self.field)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def open_at(self, place: Place) -> None:
        self.places.append(place)

    def refresh(self) -> None:
        self.refreshed += 1

    def draft_count(self) -> int:
        return 1

    def hints(self) -> tuple[Hint, ...]:
        return (Hint("W", "为什么"),)


ROOMS = (
    ScreenEntry("today", "今日", "today", Room, lambda _desk: 6, "jinri jr"),
    ScreenEntry("intake", "登记", "intake", Room, spelling="dengji dj"),
    ScreenEntry("case", "案件", "ledger", Room, stands_under="intake", is_in_sidebar=False),
    ScreenEntry("settings", "设置", "settings", Room),
)


@pytest.fixture
def window(
    qtbot: QtBot, context: ScreenContext, settled: Callable[[], None]
) -> Iterator[MainWindow]:
    made = MainWindow(context, ROOMS)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    made.activateWindow()
    made.start()
    settled()
    yield made
    made.close()


def room(window: MainWindow, name: str) -> Room:
    found = window.screen_of(name)
    assert isinstance(found, Room)
    return found


def press(window: MainWindow, key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
    QTest.keyClick(QApplication.focusWidget() or window, key, modifier)


def test_the_first_place_is_shown_with_what_waits_there(window: MainWindow) -> None:
    assert window.place == Place("today")
    assert window.sidebar.items["today"].isChecked()
    assert window.sidebar.items["today"].count == "6"
    assert window.sidebar.items["intake"].count == ""


def test_a_screen_is_built_when_it_is_first_gone_to(window: MainWindow) -> None:
    assert set(window._screens) == {"today"}
    window.go(Place("settings"))
    assert set(window._screens) == {"today", "settings"}


def test_every_place_has_its_number_and_new_its_letter(window: MainWindow) -> None:
    press(window, KEY.Key_3, CTRL)
    assert window.place == Place("settings")
    press(window, KEY.Key_N, CTRL)
    assert window.place == Place("intake", detail="new")
    press(window, KEY.Key_Left, ALT)
    assert window.place == Place("settings")
    press(window, KEY.Key_Left, ALT)
    assert window.place == Place("today")


def test_a_case_stands_under_a_place_of_the_sidebar(window: MainWindow) -> None:
    window.go(Place("case", "XF2026-0001"))
    assert window.sidebar.items["intake"].isChecked()
    assert "case" not in window.sidebar.items


def test_a_place_that_is_not_there_is_answered_with_a_word(window: MainWindow) -> None:
    window.go(Place("statistics"))
    assert window.place == Place("today")
    assert window.fault_bar.text == "这个版本还没有这一处。"
    window.go(Place("settings"))
    assert not window.fault_bar.isVisible()


def test_f9_hides_the_matter_behind_an_empty_registration_and_brings_it_back(
    window: MainWindow,
) -> None:
    window.go(Place("case", "XF2026-0001"))
    press(window, KEY.Key_F9, Qt.KeyboardModifier.NoModifier)
    assert window.place == Place("intake", detail="blank")
    press(window, KEY.Key_F9, Qt.KeyboardModifier.NoModifier)
    assert window.place == Place("case", "XF2026-0001")


def test_ctrl_l_locks_and_the_drafts_are_counted(window: MainWindow, qtbot: QtBot) -> None:
    window.go(Place("intake"))
    with qtbot.waitSignal(window.lock_requested):
        press(window, KEY.Key_L, CTRL)
    assert window.draft_count() == 2


def test_the_keys_are_shown_by_a_question_mark_but_not_while_typing(window: MainWindow) -> None:
    room(window, "today").setFocus()
    QTest.keyClick(room(window, "today"), "?")
    assert window.keys_panel.isVisible()
    QTest.keyClick(window.keys_panel, KEY.Key_Escape)
    field = room(window, "today").field
    field.setFocus()
    QTest.keyClick(field, "?")
    assert not window.keys_panel.isVisible()
    assert field.text() == "?"


def test_f5_asks_again(window: MainWindow, settled: Callable[[], None]) -> None:
    before = room(window, "today").refreshed
    press(window, KEY.Key_F5, Qt.KeyboardModifier.NoModifier)
    settled()
    assert room(window, "today").refreshed == before + 1


def test_a_commit_makes_the_shown_screen_look_again_once(
    window: MainWindow, context: ScreenContext, qtbot: QtBot, settled: Callable[[], None]
) -> None:
    before = room(window, "today").refreshed
    for _ in range(3):
        intake.register(context.desk, desks.registration())
    qtbot.waitUntil(lambda: room(window, "today").refreshed > before)
    settled()
    assert room(window, "today").refreshed == before + 1


def test_what_a_screen_asks_reaches_the_window(window: MainWindow) -> None:
    screen = room(window, "today")
    screen.toast_requested.emit(ToastNote("XF2026-0001 已作废"))
    assert window.toast.text == "XF2026-0001 已作废"
    screen.fault_raised.emit(Fault("没有办成", "磁盘已满。", is_bug=False))
    assert window.fault_bar.text == "磁盘已满。"
    screen.place_requested.emit(Place("settings", detail="calendar"))
    assert room(window, "settings").places == [Place("settings", detail="calendar")]


def test_why_is_answered_over_the_window_and_can_be_copied(
    window: MainWindow, context: ScreenContext, settled: Callable[[], None]
) -> None:
    number = intake.register(context.desk, desks.registration()).local_no
    window.ask_why(WhyQuestion(number, "notify-direct"))
    settled()
    assert window.why_panel.isVisible()
    QTest.keyClick(window.why_panel, KEY.Key_C, CTRL)
    text = QApplication.clipboard().text()
    assert text.startswith("为什么是 2026年12月5日")
    assert "《信访工作条例》第二十三条" in text
    assert "黄" not in text
    QTest.keyClick(window.why_panel, KEY.Key_Escape)
    assert not window.why_panel.isVisible()


def test_a_search_finds_by_pinyin_and_goes_there_with_enter(
    window: MainWindow, context: ScreenContext, qtbot: QtBot, settled: Callable[[], None]
) -> None:
    number = intake.register(context.desk, desks.registration()).local_no
    settled()
    press(window, KEY.Key_K, CTRL)
    panel = window.search_panel
    QTest.keyClicks(panel.field, "huang")
    qtbot.waitUntil(lambda: number in spoken_lines(panel), timeout=3000)
    assert "黄**" in spoken_lines(panel)
    assert "黄䶮" not in spoken_lines(panel)
    QTest.keyClick(panel.field, KEY.Key_Return)
    assert window.place == Place("case", number)


def test_the_search_knows_places_by_their_initials(
    window: MainWindow, qtbot: QtBot, settled: Callable[[], None]
) -> None:
    window.search_panel.open_search("shezh")
    settled()
    QTest.keyClick(window.search_panel.field, KEY.Key_Return)
    assert window.place == Place("settings")


def spoken_lines(panel: SearchPanel) -> str:
    """What stands in the palette, line by line."""
    model = panel.model
    return "\n".join(str(model.data(model.index(row))) for row in range(model.rowCount()))


def test_the_acts_of_the_current_matter_come_first_in_the_palette(
    window: MainWindow, context: ScreenContext, qtbot: QtBot, settled: Callable[[], None]
) -> None:
    number = intake.register(context.desk, desks.registration()).local_no
    window.go(Place("case", number))
    settled()
    press(window, KEY.Key_K, CTRL)
    panel = window.search_panel
    QTest.keyClicks(panel.field, "gzs")
    panel._enter()
    settled()
    lines = spoken_lines(panel).splitlines()
    assert lines[0] == f"动作 · {number} 黄**"
    assert lines[1].startswith("出")
    assert "告知书" in lines[1]
    assert "文书" in lines
    assert any(line.startswith("受理告知书 今年 0 份") for line in lines)
    first = panel.model.finding(1)
    assert first is not None
    begin, end = first.word.spans[0]
    assert first.word.text[begin:end] == "告知书"
    with qtbot.waitSignal(panel.place_requested) as asked:
        QTest.keyClick(panel.field, KEY.Key_Return)
    assert asked.args[0].screen == "letter"
    assert asked.args[0].number == number


def test_a_registration_is_taken_back_by_its_name_and_keeps_its_number(
    window: MainWindow, context: ScreenContext, settled: Callable[[], None]
) -> None:
    number = intake.register(context.desk, desks.registration()).local_no
    note = ToastNote(
        f"已登记 {number}",
        "撤销",
        lambda: taking_back.take_back_registration(context.desk, number),
        undoes=f"登记 {number}",
    )
    window.undo.say(note)
    window.toast.dismiss()
    assert next(command.word for command in window.commands()) == f"撤销“登记 {number}”"
    press(window, KEY.Key_Z, CTRL)
    settled()
    assert f"已撤销“登记 {number}”" in window.toast.text
    view = casework.show(context.desk, number)
    assert view.standing.state.value == "作废"
    assert window.undo.stack.last is None
    window.undo.undo()
    assert "没有可以撤销" in window.toast.text


def facts(**changes: object) -> FrameFacts:
    values: dict[str, object] = {
        "today": date(2026, 11, 20),
        "counts": {},
        "backed_up_at": datetime(2026, 11, 20, 1, 30, tzinfo=UTC),
        "loaded_years": frozenset({2025, 2026}),
        "folder": "D:\\信访数据",
        "overdue": OverdueState(date(2026, 11, 20), 0, None, 0),
    }
    return FrameFacts(**{**values, **changes})  # type: ignore[arg-type]


def test_the_line_at_the_foot_says_what_is_safe_and_what_is_missing() -> None:
    spoken = [item.spoken() for item in status_items(facts())]
    assert spoken == [
        "备份 09:30完好",
        "日历 2026已载入· 2027未载入",
        "数据 D:\\信访数据",
        "本机 · 未联网",
    ]
    assert status_items(facts(backed_up_at=None))[0].spoken() == "备份还没有"
    old = facts(backed_up_at=datetime(2026, 11, 13, 1, 0, tzinfo=UTC))
    assert status_items(old)[0].spoken() == "备份 11-13 09:007 天前"


def test_before_november_nobody_asks_for_the_next_year() -> None:
    spoken = status_items(facts(today=date(2026, 10, 30)))[1].spoken()
    assert spoken == "日历 2026已载入"


def test_every_screen_that_ships_is_listed_once_with_an_icon_of_ours() -> None:
    ids = [entry.id for entry in SCREENS]
    assert len(set(ids)) == len(ids)
    assert ids[0] == "today"
    for entry in SCREENS:
        assert entry.stands_under in ("", *ids)
