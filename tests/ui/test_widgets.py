"""The small parts: each works by keyboard, says its name, and shows what it was given."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from petition_desk.domain.masking import mask_name
from petition_desk.ui import theme
from petition_desk.ui.theme import Appearance, Scheme
from petition_desk.ui.widgets.buttons import Button, Look, ReasonedButton
from petition_desk.ui.widgets.chips import FilterChip, StateChip
from petition_desk.ui.widgets.date_edit import DateEdit, read_day
from petition_desk.ui.widgets.edits import Choice, LineEdit, TextEdit
from petition_desk.ui.widgets.fields import Field
from petition_desk.ui.widgets.focus import FocusRing
from petition_desk.ui.widgets.marks import Mark
from petition_desk.ui.widgets.masked_edit import MaskedEdit
from petition_desk.ui.widgets.month_grid import MonthGrid
from petition_desk.ui.widgets.options import Options
from petition_desk.ui.widgets.password_edit import PasswordEdit
from petition_desk.ui.widgets.tabs import Tab, TabStrip
from petition_desk.ui.widgets.timeline import StepState, Timeline, TimelineItem
from petition_desk.ui.widgets.toast import Toast, ToastNote
from petition_desk.ui.widgets.top_bar import SearchBox
from tests import desks
from tests.ui.gallery import Gallery

CHANNELS = [("visit", "来访"), ("letter", "来信"), ("call", "来电")]
KEY = Qt.Key


@pytest.fixture
def holder(qtbot: QtBot) -> Iterator[QWidget]:
    """A window to put parts into."""
    window = QWidget()
    QVBoxLayout(window)
    window.resize(640, 480)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitExposed(window)
    yield window
    window.close()


def put(holder: QWidget, *parts: QWidget) -> None:
    layout = holder.layout()
    assert layout is not None
    for part in parts:
        layout.addWidget(part)
        part.show()
    QApplication.processEvents()


def test_every_part_of_the_gallery_that_takes_the_focus_says_its_name(qtbot: QtBot) -> None:
    gallery = Gallery()
    qtbot.addWidget(gallery)
    nameless = [
        type(part).__name__
        for part in gallery.findChildren(QWidget)
        if part.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not (part.accessibleName() or getattr(part, "text", lambda: "")())
    ]
    assert nameless == []


@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK, Scheme.HIGH_CONTRAST])
@pytest.mark.parametrize("percent", [100, 150, 200])
def test_the_gallery_is_painted_in_every_look(
    qtbot: QtBot, qapp: QApplication, scheme: Scheme, percent: int
) -> None:
    theme.apply(qapp, Appearance(scheme, percent))
    gallery = Gallery()
    qtbot.addWidget(gallery)
    image = gallery.grab().toImage()
    ground = theme.colour(theme.Role.SURFACE)
    assert image.pixelColor(800, 740) == ground
    assert image.pixelColor(30, 60) == theme.colour(theme.Role.WINDOW)


def test_a_button_never_cuts_its_word_and_shows_its_key(qtbot: QtBot, holder: QWidget) -> None:
    plain, keyed = Button("登记"), Button("登记", key="Ctrl+Enter")
    put(holder, plain, keyed)
    assert keyed.sizeHint().width() > plain.sizeHint().width() + 40
    assert keyed.minimumSizeHint() == keyed.sizeHint()
    assert keyed.accessibleDescription() == "快捷键 Ctrl+Enter"
    with qtbot.waitSignal(plain.clicked):
        plain.setFocus()
        QTest.keyClick(plain, KEY.Key_Space)


def test_the_ring_stands_while_the_keyboard_is_on_a_button(holder: QWidget) -> None:
    first, second = Button("一"), Button("二")
    put(holder, first, second)
    first.setFocus(Qt.FocusReason.TabFocusReason)
    [ring] = holder.findChildren(FocusRing)
    assert ring.isVisible()
    assert ring.geometry().contains(first.geometry())
    second.setFocus(Qt.FocusReason.MouseFocusReason)
    assert not ring.isVisible()


def test_a_button_that_cannot_be_pressed_says_why(holder: QWidget) -> None:
    button = ReasonedButton(Button("结案", Look.PRIMARY))
    put(holder, button)
    button.refuse("还不能结案：处理意见书未出")
    assert not button.button.isEnabled()
    assert button.reason.text() == "还不能结案：处理意见书未出"
    button.allow()
    assert button.button.isEnabled()
    assert not button.reason.isVisible()


def test_a_chip_tells_its_state_in_words_too() -> None:
    assert StateChip("剩 3 天", Mark.TODAY).accessibleName() == "剩 3 天，须注意"


def test_a_filter_is_taken_off_by_del_and_by_its_cross(qtbot: QtBot, holder: QWidget) -> None:
    chip = FilterChip("状态：在办")
    put(holder, chip)
    with qtbot.waitSignal(chip.removed):
        QTest.keyClick(chip, KEY.Key_Delete)
    with qtbot.waitSignal(chip.removed):
        right = QPoint(chip.width() - 12, chip.height() // 2)
        QTest.mouseClick(chip, Qt.MouseButton.LeftButton, pos=right)
    with qtbot.assertNotEmitted(chip.removed):
        QTest.mouseClick(chip, Qt.MouseButton.LeftButton, pos=QPoint(8, 8))


def test_a_digit_chooses_and_goes_on(qtbot: QtBot, holder: QWidget) -> None:
    options = Options(CHANNELS, name="信访形式")
    put(holder, options)
    with qtbot.waitSignals([options.chosen, options.chosen_by_digit]):
        QTest.keyClick(options, KEY.Key_2)
    assert options.value() == "letter"
    assert options.accessibleName() == "信访形式：来信"
    QTest.keyClick(options, KEY.Key_Right)
    assert options.value() == "call"
    with qtbot.assertNotEmitted(options.chosen):
        QTest.keyClick(options, KEY.Key_9)


def test_options_keep_the_choice_that_is_still_on_offer() -> None:
    options = Options(CHANNELS)
    options.set_value("call")
    options.set_options(CHANNELS[1:])
    assert options.value() == "call"
    options.set_options(CHANNELS[:1])
    assert options.value() == ""


def test_an_error_stands_below_its_field_and_a_warning_never_reddens_it(holder: QWidget) -> None:
    edit = LineEdit()
    field = Field("手机", edit, required=True)
    put(holder, field)
    field.set_error("手机号应为 11 位，现为 10 位")
    assert field.note.isVisible()
    assert edit.property("fault") == "error"
    assert edit.accessibleDescription() == "手机号应为 11 位，现为 10 位"
    field.set_warning("晚于收到日期，请核对")
    assert edit.property("fault") == ""
    assert field.note.text == "晚于收到日期，请核对"
    field.clear_note()
    assert not field.note.isVisible()


def test_a_field_keeps_its_height_when_it_gets_the_focus(qtbot: QtBot, holder: QWidget) -> None:
    first, second = LineEdit(), LineEdit()
    put(holder, first, second)
    heights = {first.height()}
    second.setFocus()
    first.setFocus()
    qtbot.wait(1)
    heights.add(first.height())
    first.setProperty("fault", "error")
    first.style().unpolish(first)
    first.style().polish(first)
    qtbot.wait(1)
    heights.add(first.height())
    assert heights == {32}


def test_an_identity_is_masked_as_soon_as_the_focus_leaves(holder: QWidget) -> None:
    name, other = MaskedEdit(mask_name, name="姓名"), LineEdit()
    put(holder, name, other)
    name.setFocus()
    QTest.keyClicks(name, "Zhang")
    assert name.text() == "Zhang"
    name.set_value("张三丰")
    assert name.text() == "张三丰"
    other.setFocus()
    assert name.text() == "张**"
    assert name.value() == "张三丰"
    name.set_revealed(True)
    assert name.text() == "张三丰"
    name.set_revealed(False)
    assert name.text() == "张**"


TODAY = desks.TODAY


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("20260302", date(2026, 3, 2)),
        ("2026-3-2", date(2026, 3, 2)),
        ("2026.03.02", date(2026, 3, 2)),
        ("2026年3月2日", date(2026, 3, 2)),
        ("3.2", date(2026, 3, 2)),
        ("3月2日", date(2026, 3, 2)),
        ("12-1", date(2025, 12, 1)),
        ("11/20", TODAY),
        ("2-29", date(2024, 2, 29)),
        ("今天", TODAY),
        ("昨天", date(2026, 11, 19)),
        ("2026-13-05", None),
        ("2月30日", None),
        ("去年", None),
        ("", None),
    ],
)
def test_a_day_is_read_as_it_is_typed(typed: str, day: date | None) -> None:
    assert read_day(typed, TODAY) == day


def test_a_typed_day_is_written_in_full_and_what_is_none_stays(
    qtbot: QtBot, holder: QWidget
) -> None:
    edit, other = DateEdit(TODAY, name="收到日期"), LineEdit()
    put(holder, edit, other)
    edit.setFocus()
    with qtbot.waitSignal(edit.day_changed) as said:
        QTest.keyClicks(edit, "3.2")
    assert said.args == [date(2026, 3, 2)]
    other.setFocus()
    assert edit.text() == "2026-03-02"
    QTest.keyClick(edit, KEY.Key_Up)
    assert edit.day() == date(2026, 3, 3)
    edit.setText("13月")
    other.setFocus()
    assert edit.text() == "13月"
    assert edit.is_unreadable


def test_a_day_can_be_taken_from_the_calendar(qtbot: QtBot, holder: QWidget) -> None:
    edit = DateEdit(TODAY)
    put(holder, edit)
    edit.open_calendar()
    popup = edit._popup
    assert popup is not None
    days = popup.grid.days
    QTest.keyClick(days, KEY.Key_Left)
    QTest.keyClick(days, KEY.Key_Up)
    with qtbot.waitSignal(edit.day_changed):
        QTest.keyClick(days, KEY.Key_Return)
    assert edit.day() == date(2026, 11, 12)
    assert not popup.isVisible()


def test_moving_past_the_month_turns_the_page(qtbot: QtBot, holder: QWidget) -> None:
    grid = MonthGrid()
    put(holder, grid)
    grid.show_month(date(2026, 12, 31), today=date(2026, 12, 31))
    grid.days.setFocus()
    with qtbot.waitSignal(grid.month_changed) as said:
        QTest.keyClick(grid.days, KEY.Key_Right)
    assert said.args == [date(2027, 1, 1)]
    with qtbot.waitSignal(grid.month_changed) as said:
        QTest.keyClick(grid.days, KEY.Key_PageUp)
    assert said.args == [date(2026, 11, 1)]


def test_tabs_are_moved_through_with_the_arrows_and_closed_by_del(
    qtbot: QtBot, holder: QWidget
) -> None:
    strip = TabStrip()
    put(holder, strip)
    strip.show_tabs([Tab("all", "全部"), Tab("draft", "来访", closable=True)], "all")
    with qtbot.waitSignal(strip.chosen) as said:
        QTest.keyClick(strip, KEY.Key_Right)
    assert said.args == ["draft"]
    with qtbot.waitSignal(strip.close_requested) as said:
        QTest.keyClick(strip, KEY.Key_Delete)
    assert said.args == ["draft"]
    QTest.keyClick(strip, KEY.Key_Left)
    with qtbot.assertNotEmitted(strip.close_requested):
        QTest.keyClick(strip, KEY.Key_Delete)


def test_a_timeline_is_told_to_a_screen_reader_and_chosen_by_keyboard(
    qtbot: QtBot, holder: QWidget
) -> None:
    timeline = Timeline(can_choose=True)
    put(holder, timeline)
    done = TimelineItem("11-09", "承办单位反馈", "核查报告 4 页")
    timeline.show_items([done, TimelineItem("", "出具处理意见书", state=StepState.TO_COME)])
    assert timeline.accessibleDescription() == "11-09 承办单位反馈；出具处理意见书"
    assert timeline.sizeHint().height() == 88
    with qtbot.waitSignal(timeline.item_chosen) as said:
        QTest.keyClick(timeline, KEY.Key_Down)
    assert said.args == [0]


def test_a_toast_undoes_by_ctrl_z_and_a_new_one_replaces_it(qtbot: QtBot, holder: QWidget) -> None:
    undone: list[str] = []
    toast = Toast(holder)
    toast.say(ToastNote("XF2026-0281 已作废", "撤销", lambda: undone.append("first")))
    toast.say(ToastNote("XF2026-0282 已作废", "撤销", lambda: undone.append("second")))
    assert toast.isVisible()
    QTest.keyClick(holder, KEY.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert undone == ["second"]
    assert not toast.isVisible()


def test_a_toast_goes_when_its_seconds_are_over(holder: QWidget) -> None:
    toast = Toast(holder)
    toast.say(ToastNote("已保存", seconds=2))
    toast._tick()
    assert toast.isVisible()
    toast._tick()
    assert not toast.isVisible()


def test_caps_lock_is_read_out_of_a_typed_letter(qtbot: QtBot, holder: QWidget) -> None:
    edit = PasswordEdit()
    put(holder, edit)
    with qtbot.waitSignal(edit.caps_lock_changed) as said:
        QTest.keyClick(edit, "A")
    assert said.args == [True]
    with qtbot.waitSignal(edit.caps_lock_changed) as said:
        QTest.keyClick(edit, "A", Qt.KeyboardModifier.ShiftModifier)
    assert said.args == [False]


def test_a_list_says_what_belongs_there_and_keeps_its_choice(holder: QWidget) -> None:
    choice = Choice(name="承办单位")
    put(holder, choice)
    choice.set_options([("a", "城关派出所"), ("b", "治安大队")])
    choice.set_value("b")
    choice.set_options([("b", "治安大队"), ("c", "法制大队")])
    assert choice.value() == "b"
    assert choice.currentText() == "治安大队"


def test_a_text_says_that_it_was_left(qtbot: QtBot, holder: QWidget) -> None:
    text, other = TextEdit(name="内容"), LineEdit()
    put(holder, text, other)
    text.setFocus()
    with qtbot.waitSignal(text.editing_finished):
        QTest.keyClick(text, KEY.Key_Tab)
    assert other.hasFocus()


@pytest.mark.parametrize("kind", [LineEdit, TextEdit, SearchBox])
def test_a_field_leaves_the_program_its_keys(
    kind: type[LineEdit | TextEdit | SearchBox], holder: QWidget
) -> None:
    # Under X11 Ctrl+E and Ctrl+K would move and cut within the field instead.
    field = kind("某某县")
    if isinstance(field, SearchBox):
        field.setText("某某县")
    holder.layout().addWidget(field)
    field.selectAll()
    taken = {}
    for key in (Qt.Key.Key_E, Qt.Key.Key_K, Qt.Key.Key_C):
        event = QKeyEvent(QEvent.Type.ShortcutOverride, key, Qt.KeyboardModifier.ControlModifier)
        QApplication.sendEvent(field, event)
        taken[key] = event.isAccepted()
    assert taken == {Qt.Key.Key_E: False, Qt.Key.Key_K: False, Qt.Key.Key_C: True}
