"""放假日历 in the window: a file or clicks, shown before anything is written, stopped at will."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from petition_desk.services import intake
from petition_desk.ui.dialogs.calendar_load import CalendarLoadPanel
from petition_desk.ui.main_window import MainWindow
from petition_desk.ui.screens.base import Place, ScreenContext
from petition_desk.ui.screens.settings.calendar import CalendarPage
from tests import desks
from tests.package_source import ROOT

KEY, NONE, SHIFT = Qt.Key, Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton
NOTICE_2027 = ROOT / "tests" / "data" / "calendar" / "2027_invented.json"


@pytest.fixture
def page(qtbot: QtBot, context: ScreenContext, settled: Callable[[], None]) -> CalendarPage:
    made = CalendarPage(context)
    qtbot.addWidget(made)
    made.resize(1222, 700)
    made.show()
    made.read()
    settled()
    return made


def press(page: CalendarPage, day: date, held: Qt.KeyboardModifier = NONE) -> None:
    QTest.mouseClick(page.grid, LEFT, held, page.grid.rect_of(day).center())


def panel_of(page: CalendarPage) -> CalendarLoadPanel:
    assert page.load_panel is not None
    return page.load_panel


def test_it_asks_for_the_next_year_and_says_what_waits_for_it(
    page: CalendarPage, context: ScreenContext, settled: Callable[[], None]
) -> None:
    assert page.card.isVisible()
    assert "2027 年放假安排未载入" in page._card_title.text()
    facts = desks.registration(
        received_on="2026-11-16", petitioned_on="2026-11-16", must_report_back=True,
        report_back_on="2027-01-02", source="县信访局",
    )  # fmt: skip
    intake.register(context.desk, facts)
    page.read()
    settled()
    assert "1 个期限" in page._card_title.text()


def test_a_file_is_shown_first_and_written_when_it_is_confirmed(
    page: CalendarPage, context: ScreenContext, settled: Callable[[], None]
) -> None:
    page.load_file(NOTICE_2027)
    settled()
    panel = panel_of(page)
    assert panel.isVisible()
    assert panel.load_button.isVisible()
    assert context.desk.calendar().loaded_years[-1] == 2026
    panel.load()
    settled()
    assert context.desk.calendar().loaded_years[-1] == 2027
    assert not panel.isVisible()
    assert not page.card.isVisible()
    assert page.years.value() == "2027"


def test_a_bad_file_is_refused_with_its_line_and_nothing_is_written(
    page: CalendarPage, context: ScreenContext, tmp_path: Path, settled: Callable[[], None]
) -> None:
    path = tmp_path / "2027.json"
    text = NOTICE_2027.read_text("utf-8").replace("2027-01-02", "2027-01-01")
    path.write_text(text, encoding="utf-8")
    page.load_file(path)
    settled()
    panel = panel_of(page)
    assert "写了两次" in panel.note.text
    assert "行" in panel.note.text
    assert not panel.load_button.isVisible()
    panel.load()
    settled()
    assert context.desk.calendar().loaded_years[-1] == 2026


def test_days_are_clicked_taken_back_and_loaded(
    page: CalendarPage, context: ScreenContext, settled: Callable[[], None]
) -> None:
    page.click_button.click()
    assert page.years.value() == "2027"
    assert not page.card.isVisible()
    press(page, date(2027, 1, 1))
    press(page, date(2027, 1, 3), SHIFT)
    press(page, date(2026, 12, 31))
    page.draft_panel.holiday.set_value("春节")
    press(page, date(2027, 2, 5))
    press(page, date(2027, 2, 12), SHIFT)
    press(page, date(2027, 2, 13))
    press(page, date(2027, 2, 13))
    press(page, date(2027, 6, 1))
    page.take_back()
    draft = page._draft
    assert draft is not None
    assert sorted(draft.off)[:4] == [
        date(2026, 12, 31), date(2027, 1, 1), date(2027, 1, 2), date(2027, 1, 3)
    ]  # fmt: skip
    assert list(draft.work) == [date(2027, 2, 13)]
    assert date(2027, 6, 1) not in draft.off
    page.look_at_draft()
    settled()
    panel_of(page).load()
    settled()
    calendar = context.desk.calendar()
    assert calendar.name_of(date(2027, 2, 8)) == "春节假期"
    assert calendar.name_of(date(2027, 2, 13)) == "春节调休上班"
    assert not calendar.is_workday(date(2026, 12, 31))


def test_days_are_chosen_by_keys_alone(page: CalendarPage) -> None:
    page.click_button.click()
    grid = page.grid
    QTest.keyClick(grid, KEY.Key_Space)
    QTest.keyClick(grid, KEY.Key_Right)
    QTest.keyClick(grid, KEY.Key_Down)
    QTest.keyClick(grid, KEY.Key_Space, SHIFT)
    assert page._draft is not None
    assert sorted(page._draft.off) == [date(2027, 1, day) for day in range(1, 10)]
    QTest.keyClick(page, KEY.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert sorted(page._draft.off) == [date(2027, 1, 1)]


def test_in_the_window_ctrl_z_takes_the_last_press_back(
    qtbot: QtBot, context: ScreenContext, settled: Callable[[], None]
) -> None:
    window = MainWindow(context)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    window.go(Place("settings", detail="calendar"))
    settled()
    (page,) = window.findChildren(CalendarPage)
    page.click_button.click()
    QTest.keyClick(page.grid, KEY.Key_Space)
    assert page._draft is not None
    assert page._draft.off
    QTest.keyClick(page.grid, KEY.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert not page._draft.off


def test_a_notice_without_a_holiday_is_refused_where_it_is_clicked(
    page: CalendarPage, context: ScreenContext
) -> None:
    page.click_button.click()
    page.look_at_draft()
    assert "一个放假日也没有" in page.draft_panel.note.text
    assert page.load_panel is None
    page.drop_draft()
    assert context.desk.calendar().loaded_years[-1] == 2026
    assert page.card.isVisible()


def test_a_loaded_year_is_mended_from_what_it_holds(
    page: CalendarPage, context: ScreenContext, settled: Callable[[], None]
) -> None:
    page.holidays.mend_button.click()
    press(page, date(2026, 11, 25))
    page.look_at_draft()
    settled()
    panel = panel_of(page)
    assert "已经载入过" in panel._doubts.text()
    panel.load()
    settled()
    assert not context.desk.calendar().is_workday(date(2026, 11, 25))
    assert context.desk.calendar().name_of(date(2026, 10, 1)) == "国庆节假期"


def test_stopped_nothing_is_changed(
    page: CalendarPage, context: ScreenContext, settled: Callable[[], None]
) -> None:
    for number in range(3):
        intake.register(context.desk, desks.registration(
            received_on="2026-11-20", summary=f"事项{number}", must_report_back=True,
            report_back_on="2027-01-02", source="县信访局"))  # fmt: skip
    page.load_file(NOTICE_2027)
    settled()
    panel = panel_of(page)
    panel.load()
    panel.stop()
    settled()
    assert "什么也没有改变" in panel._says.text()
    assert context.desk.calendar().loaded_years[-1] == 2026


def test_pressing_beside_the_days_presses_none(page: CalendarPage) -> None:
    page.click_button.click()
    QTest.mouseClick(page.grid, LEFT, NONE, QPoint(2, 2))
    assert page._draft is not None
    assert not page._draft.off
