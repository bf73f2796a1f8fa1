"""Working with many cases: own views, people counted, acts on all that are chosen."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from petition_desk.domain.conditions import Condition, Test
from petition_desk.services import casework, intake
from petition_desk.services.desk import Desk
from petition_desk.ui.screens.base import Place, ScreenContext
from petition_desk.ui.screens.ledger import LedgerScreen
from tests import desks
from tests.ui.keyboard import CTRL, Key, press, shown, until

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


def test_a_view_is_saved_as_a_tab_and_removed_with_a_way_back(
    screen: LedgerScreen, registered: list[str], settled: Callable[[], None]
) -> None:
    screen.show_view("all")
    screen.filters.add_condition(LETTERS)
    settled()
    screen.acts.viewing.save("来信")
    settled()
    assert [tab.word for tab in screen.tabs._tabs][-1] == "来信"
    assert numbers_in(screen) == [registered[1]]
    assert [chip.text for chip in screen.filters.chips] == ["形式：来信　1"]
    notes = []
    screen.toast_requested.connect(notes.append)
    screen.acts.viewing.remove()
    settled()
    assert "来信" not in [tab.word for tab in screen.tabs._tabs]
    assert notes[0].undoes == "删除视图 来信"
    notes[0].act()
    settled()
    assert numbers_in(screen) == [registered[1]]


def test_the_count_says_cases_and_people_and_what_is_chosen(
    qtbot: QtBot, screen: LedgerScreen, settled: Callable[[], None]
) -> None:
    says: list[str] = []
    screen.acts.counting.said.connect(says.append)
    screen.query.refresh()
    settled()
    until(qtbot, lambda: "人" in says[-1])
    assert says[-1].startswith("共 4 件 4 人")
    press(Key.Key_A, mod=CTRL)
    until(qtbot, lambda: says[-1] == "共 4 件 4 人，已选 4 件 4 人")
    assert screen.filters.bulk_button.isVisible()


def test_many_cases_are_dispatched_after_a_look_at_what_will_happen(
    desk: Desk, screen: LedgerScreen, registered: list[str], settled: Callable[[], None]
) -> None:
    casework.record_step(desk, registered[0], "voided", {"reason": "重复"})
    screen.show_view("all")
    settled()
    screen.table.selectAll()
    screen.table.setFocus()
    press(Key.Key_B)
    panel = screen.acts.bulk.panel
    assert panel is not None
    assert panel.form is not None
    settled()
    assert not panel.go_button.isEnabled()
    unit = panel.form.editor("unit")
    unit.setText("城关派出所")  # type: ignore[union-attr]
    panel.preview()
    settled()
    will = {line.local_no for line in panel._lines if not line.refusal}
    assert {registered[1], registered[2]} <= will
    assert registered[0] not in will
    assert panel.says.text().startswith(f"将转办 {len(will)} 件，{4 - len(will)} 件不转办")
    assert "作废" in panel.why.text()
    done = []
    panel.done.connect(done.append)
    panel.go()
    settled()
    assert set(done[0].done) == will
    kinds = [step.kind for step in casework.show(desk, registered[1]).steps]
    assert kinds[-1] == "dispatched"


def test_a_further_column_orders_what_is_equal(
    screen: LedgerScreen, registered: list[str], settled: Callable[[], None]
) -> None:
    screen.table.sort_requested.emit("state", False)
    screen.table.sort_requested.emit("received_on", True)
    settled()
    assert screen.query.sort.keys == (("state", False), ("received_on", False))
    first, second, third, sealed = registered
    assert numbers_in(screen) == [first, sealed, second, third]


def test_words_of_a_column_come_with_their_counts(
    screen: LedgerScreen, settled: Callable[[], None]
) -> None:
    menu = screen.filters.menu()
    submenu = next(action.menu() for action in menu.actions() if action.text() == "形式")
    submenu.aboutToShow.emit()
    settled()
    words = [action.text() for action in submenu.actions()]
    assert "来信\t1" in words
    assert "来访\t3" in words
