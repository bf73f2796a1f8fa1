"""The ledger as the officer uses it: views, filters, order, cursor, export, what stays hidden."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from petition_desk.domain.conditions import Condition, Test
from petition_desk.domain.ledger import LedgerFilter, LedgerSort, ledger_column
from petition_desk.services import casework, intake
from petition_desk.services.desk import Desk
from petition_desk.ui.presence import Reveal
from petition_desk.ui.relay import ChangeRelay
from petition_desk.ui.screens.base import Place, ScreenContext
from petition_desk.ui.screens.ledger import LedgerScreen
from petition_desk.ui.work import Work
from tests import desks
from tests.ui.keyboard import Key, focus_name, press, shown, until

LETTERS = Condition("channel", Test.ANY_OF, ("来信",))
NAMES = ("黄䶮", "欧阳志远", "周小明", "吴强")


@pytest.fixture
def registered(desk: Desk) -> list[str]:
    """Three plain cases of different days, and a confidential one."""
    facts = (
        {"received_on": "2026-11-02", "summary": "反映户口迁移被拖延"},
        {"received_on": "2026-11-06", "summary": "反映车管所窗口态度", "channel": "来信"},
        {"received_on": "2026-11-18", "summary": "要求返还扣押物品"},
        {"received_on": "2026-11-03", "summary": "举报某人受贿", "confidential": True},
    )
    numbers = []
    for name, fact in zip(NAMES, facts, strict=True):
        people = [{"name": name, "mobile": "13812345678", "address": "某某县城关镇幸福路1号"}]
        raw = desks.registration(petitioned_on=fact["received_on"], petitioners=people, **fact)
        numbers.append(intake.register(desk, raw).local_no)
    return numbers


@pytest.fixture
def screen(
    qtbot: QtBot, context: ScreenContext, registered: list[str], settled: Callable[[], None]
) -> Iterator[LedgerScreen]:
    made = LedgerScreen(context)
    shown(qtbot, made)
    made.open_at(Place("ledger"))
    settled()
    made.table.setFocus()
    yield made
    made.close()


def numbers_in(screen: LedgerScreen) -> list[str]:
    lines = (screen.model.line(row) for row in range(screen.model.rowCount()))
    return [line.row.local_no for line in lines if line is not None]


def filtered(screen: LedgerScreen, wanted: LedgerFilter, settled: Callable[[], None]) -> list[str]:
    screen.filters.filter_changed.emit(wanted)
    settled()
    return numbers_in(screen)


def test_it_opens_on_what_is_open_the_most_pressing_first(
    screen: LedgerScreen, registered: list[str]
) -> None:
    first, second, third, sealed = registered
    assert numbers_in(screen) == [first, sealed, second, third]
    assert screen.tabs.current == "open"
    assert [chip.text for chip in screen.filters.chips] == ["状态：在办"]


def test_each_view_counts_what_it_holds(screen: LedgerScreen) -> None:
    spoken = screen.tabs.accessibleDescription()
    assert spoken == "在办 4"


def test_a_text_filters_and_esc_shows_all_again(
    qtbot: QtBot, screen: LedgerScreen, registered: list[str], settled: Callable[[], None]
) -> None:
    press(Key.Key_Slash)
    assert focus_name() == screen.filters.text.accessibleName()
    screen.filters.text.setText("户口迁移")
    screen.filters.text.textEdited.emit("户口迁移")
    until(qtbot, lambda: screen.model.rowCount() == 1)
    assert numbers_in(screen) == [registered[0]]
    press(Key.Key_Escape)
    until(qtbot, lambda: screen.model.rowCount() == 4)
    press(Key.Key_Down)
    assert screen.table.hasFocus()


def test_nothing_found_says_so_and_one_button_clears_the_conditions(
    screen: LedgerScreen, settled: Callable[[], None]
) -> None:
    assert filtered(screen, LedgerFilter(text="没有的东西"), settled) == []
    assert screen.page.middle.currentWidget() is screen.page.none_found
    screen.page.clear_button.click()
    settled()
    assert screen.page.middle.currentWidget() is screen.table


def test_del_on_a_chip_takes_its_condition_off(
    screen: LedgerScreen, registered: list[str], settled: Callable[[], None]
) -> None:
    wanted = LedgerFilter(conditions=(LETTERS,))
    screen.filters.show_filter(LedgerFilter())
    screen.filters._say(wanted)
    settled()
    assert numbers_in(screen) == [registered[1]]
    screen.filters.chips[0].setFocus(Qt.FocusReason.TabFocusReason)
    press(Key.Key_Delete)
    settled()
    assert screen.model.rowCount() == 4
    assert focus_name() == "加条件"


def test_conditions_are_offered_by_menu_and_tick_what_holds(
    screen: LedgerScreen, registered: list[str], settled: Callable[[], None]
) -> None:
    menu = screen.filters.menu()
    submenu = next(action.menu() for action in menu.actions() if action.text() == "形式")
    letter = next(action for action in submenu.actions() if action.text() == "来信")
    letter.setChecked(True)
    settled()
    assert numbers_in(screen) == [registered[1]]
    again = screen.filters.menu()
    submenu = next(action.menu() for action in again.actions() if action.text() == "形式")
    assert [action.text() for action in submenu.actions() if action.isChecked()] == ["来信"]


def test_a_press_on_a_head_sorts_and_a_second_one_turns_it_round(
    screen: LedgerScreen, registered: list[str], settled: Callable[[], None]
) -> None:
    screen.table.sort_requested.emit("received_on", False)
    settled()
    first, second, third, sealed = registered
    assert numbers_in(screen) == [first, sealed, second, third]
    screen.table.sort_requested.emit("received_on", False)
    settled()
    assert numbers_in(screen) == [third, second, sealed, first]
    assert screen.query.sort == LedgerSort("received_on", is_descending=True)


def test_the_cursor_stays_on_its_case_when_the_ledger_changes(
    qtbot: QtBot, desk: Desk, screen: LedgerScreen, registered: list[str],
    settled: Callable[[], None],
) -> None:  # fmt: skip
    screen.table.go_to_row(2)
    row = screen.current_line()
    assert row is not None
    kept = row.local_no
    late = desks.registration(received_on="2026-10-01", petitioned_on="2026-10-01")
    intake.register(desk, late)
    screen.refresh()
    settled()
    now = screen.current_line()
    assert now is not None
    assert now.local_no == kept
    assert screen.table.current_row() == 3


def test_enter_opens_the_case_under_the_cursor(
    qtbot: QtBot, screen: LedgerScreen, registered: list[str]
) -> None:
    screen.table.go_to_row(0)
    with qtbot.waitSignal(screen.place_requested) as asked:
        press(Key.Key_Return)
    assert asked.args == [Place("case", registered[0])]


def test_the_inspector_follows_the_cursor_and_shows_no_full_name(
    qtbot: QtBot, screen: LedgerScreen, registered: list[str]
) -> None:
    screen.table.go_to_row(0)
    inspector = screen.inspector
    until(qtbot, lambda: bool(inspector.timeline.accessibleDescription()))
    words = " ".join(label.text() for label in inspector.findChildren(type(inspector._number)))
    assert registered[0] in words
    assert "黄**" in words
    assert "138****5678" in words
    assert "黄䶮" not in words
    assert "13812345678" not in words
    press(Key.Key_I)
    assert not inspector.isVisible()
    press(Key.Key_I)
    assert inspector.isVisible()


def test_an_answer_to_an_earlier_row_is_dropped(
    qtbot: QtBot, screen: LedgerScreen, registered: list[str], settled: Callable[[], None]
) -> None:
    shown_views: list[str] = []
    show = screen.inspector.show_view
    screen.inspector.show_view = lambda view: (  # type: ignore[method-assign]
        shown_views.append(view.case.local_no),
        show(view),
    )[1]
    for row in (0, 1, 2, 3):
        screen.table.go_to_row(row)
        screen.inspector._rest.stop()
        screen.inspector._ask()
    settled()
    assert shown_views == [registered[2]]


def test_columns_are_chosen_and_kept_for_the_next_time(
    screen: LedgerScreen, context: ScreenContext, qtbot: QtBot
) -> None:
    screen.choice.open_panel()
    panel = screen.choice.panel
    assert panel is not None
    assert not panel.boxes["local_no"].isEnabled()
    panel.boxes["source"].setChecked(True)
    panel.boxes["name"].setChecked(False)
    titles = [column.title for column in screen.model.columns]
    assert "来源" in titles
    assert "姓名" not in titles
    again = LedgerScreen(context)
    qtbot.addWidget(again)
    assert again.choice.columns == screen.model.columns
    panel.defaults_wanted.emit()
    assert "姓名" in [column.title for column in screen.model.columns]


def test_the_first_two_columns_stay_when_it_is_scrolled_sideways(
    qtbot: QtBot, screen: LedgerScreen
) -> None:
    added = [ledger_column(name) for name in ("id_number", "mobile", "address", "demands")]
    screen.show_columns((*screen.model.columns, *(column for column in added if column)))
    bar = screen.table.horizontalScrollBar()
    assert bar.maximum() > 0
    assert not screen.table.frozen.isVisible()
    press(Key.Key_Right)
    assert bar.value() > 0
    assert screen.table.frozen.isVisible()
    hidden = [screen.table.frozen.isColumnHidden(place) for place in range(4)]
    assert hidden == [False, False, True, True]


def test_an_empty_desk_is_told_how_to_begin(
    qtbot: QtBot, context: ScreenContext, settled: Callable[[], None]
) -> None:
    made = LedgerScreen(context)
    shown(qtbot, made)
    made.open_at(Place("ledger", detail="all"))
    settled()
    assert made.page.middle.currentWidget() is made.page.none_yet
    with qtbot.waitSignal(made.place_requested) as asked:
        made.page.import_button.click()
    assert asked.args == [Place("import")]
    made.close()


def test_an_account_without_the_right_sees_number_and_clock_of_a_sealed_case(
    qapp: QApplication, qtbot: QtBot, desk: Desk, registered: list[str], work: Work,
    settled: Callable[[], None],
) -> None:  # fmt: skip
    folder = desk.data_dir
    desk.close()
    other = desks.open_again(folder, account=desks.COLLEAGUE)
    relay = ChangeRelay(other)
    made = LedgerScreen(ScreenContext(other, relay, work, Reveal(qapp)))
    shown(qtbot, made)
    made.open_at(Place("ledger"))
    settled()
    assert "accusations" not in [tab.id for tab in made.tabs._tabs]
    row = made.model.row_of(int(casework.show(other, registered[3]).case.id or 0))
    texts = [made.model.data(made.model.index(row, place)) for place in range(9)]
    assert texts[0] == registered[3]
    assert "保密件" in texts
    joined = " ".join(text or "" for text in texts)
    assert "吴" not in joined
    assert "受贿" not in joined
    made.table.go_to_row(row)
    until(qtbot, lambda: bool(made.inspector._says.text()))
    assert made.inspector.timeline.accessibleDescription() == ""
    made.close()
    relay.stop()
    other.close()


def test_a_held_f6_shows_the_name_of_the_current_case_alone(
    qtbot: QtBot, screen: LedgerScreen, settled: Callable[[], None]
) -> None:
    screen.table.go_to_row(0)
    inspector = screen.inspector
    until(qtbot, lambda: bool(inspector.timeline.accessibleDescription()))
    screen.context.reveal._set(shown=True)
    until(qtbot, lambda: inspector._name.text() == "黄䶮")
    assert screen.model.data(screen.model.index(0, 1)) == "黄**"
    screen.context.reveal._set(shown=False)
    assert inspector._name.text() == "黄**"
    screen.context.reveal._set(shown=True)
    until(qtbot, lambda: inspector._name.text() == "黄䶮")
    screen.table.go_to_row(1)
    assert inspector._name.text().endswith("**")


def test_it_is_sorted_without_a_mouse(
    screen: LedgerScreen, registered: list[str], settled: Callable[[], None]
) -> None:
    actions = {action.text(): action for action in screen.sort_menu().actions()}
    assert actions["按还剩排列"].isChecked()
    assert "按电话排列" not in actions
    actions["按收到排列"].trigger()
    settled()
    assert numbers_in(screen)[0] == registered[0]


def test_coming_back_keeps_what_was_filtered(
    screen: LedgerScreen, registered: list[str], settled: Callable[[], None]
) -> None:
    wanted = LedgerFilter("open", conditions=(LETTERS,))
    assert filtered(screen, wanted, settled) == [registered[1]]
    screen.open_at(Place("ledger"))
    settled()
    assert numbers_in(screen) == [registered[1]]
    screen.open_at(Place("ledger", detail="all"))
    settled()
    assert screen.model.rowCount() == 4


def test_the_import_is_reached_from_the_ledger(qtbot: QtBot, screen: LedgerScreen) -> None:
    button = screen.filters.import_button
    assert button.accessibleName() == "从表格导入"
    with qtbot.waitSignal(screen.place_requested) as asked:
        button.click()
    assert asked.args == [Place("import")]
