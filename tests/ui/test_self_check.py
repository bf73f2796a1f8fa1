"""The self-check on the screen: questions with counts, their cases, units, one key to a case."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from petition_desk.domain.self_check import CHECKS, CheckKind
from petition_desk.services import intake
from petition_desk.ui.screens import SCREENS
from petition_desk.ui.screens.base import Place, ScreenContext
from petition_desk.ui.screens.self_check import SelfCheckScreen
from tests import desks

KEY = Qt.Key


@pytest.fixture
def numbers(context: ScreenContext) -> list[str]:
    facts = (
        {"received_on": "2026-11-10", "petitioned_on": "2026-11-10", "demands": ["甲"]},
        {"received_on": "2026-11-02", "petitioned_on": "2026-11-02", "demands": ["乙"]},
    )
    return [intake.register(context.desk, desks.registration(**fact)).local_no for fact in facts]


@pytest.fixture
def screen(
    qtbot: QtBot, context: ScreenContext, numbers: list[str], settled: Callable[[], None]
) -> Iterator[SelfCheckScreen]:
    made = SelfCheckScreen(context)
    qtbot.addWidget(made)
    made.resize(1222, 660)
    made.show()
    made.activateWindow()
    made.open_at(Place("self-check"))
    settled()
    made.view.checks.setFocus()
    yield made
    made.close()


def rows(record_list: object) -> list[tuple[str, ...]]:
    model = record_list._model  # type: ignore[attr-defined]
    return [model.record(row).cells for row in range(model.rowCount())]


def test_every_question_stands_with_its_count(screen: SelfCheckScreen) -> None:
    found = rows(screen.view.checks)
    assert [cells[0] for cells in found] == [check.title for check in CHECKS]
    assert found[0] == ("未告知", "2", "1", "1")
    assert screen.kind is CheckKind.NOTICE


def test_the_late_case_stands_first_and_enter_opens_it(
    screen: SelfCheckScreen, numbers: list[str], qtbot: QtBot
) -> None:
    listed = rows(screen.view.cases)
    assert [(cells[0], cells[1]) for cells in listed] == [
        ("逾期 3 天", numbers[1]),
        ("剩 5 天", numbers[0]),
    ]
    assert listed[0][2] == "黄**"
    QTest.keyClick(screen.view.checks.view, KEY.Key_Right)
    with qtbot.waitSignal(screen.place_requested) as asked:
        QTest.keyClick(screen.view.cases.view, KEY.Key_Return)
    assert asked.args == [Place("case", numbers[1])]


def test_the_arrow_down_lists_the_next_question(
    screen: SelfCheckScreen, settled: Callable[[], None]
) -> None:
    QTest.keyClick(screen.view.checks.view, KEY.Key_Down)
    settled()
    assert screen.kind is CheckKind.DECISION
    assert len(rows(screen.view.cases)) == 2
    assert "十五日届满的推定受理" in screen.view.says.text()


def test_a_place_names_a_question_and_an_empty_one_says_so(
    screen: SelfCheckScreen, settled: Callable[[], None]
) -> None:
    screen.open_at(Place("self-check", detail="void"))
    settled()
    assert screen.kind is CheckKind.VOID
    assert rows(screen.view.cases) == []
    assert "现在没有" in screen.view.says.text()


def test_the_units_stand_in_a_table_of_their_own(
    screen: SelfCheckScreen, settled: Callable[[], None]
) -> None:
    screen.view.tabs.chosen.emit("units")
    settled()
    assert screen.view.units.isVisible()
    assert rows(screen.view.units) == [("未定单位", "2", "—", "—", "—", "—", "2", "—")]


def test_the_leaders_list_prints_from_here(
    screen: SelfCheckScreen, settled: Callable[[], None]
) -> None:
    screen.view.print_button.click()
    settled()
    assert screen.acts.page_panel.pdf.startswith(b"%PDF-")
    assert "黄" not in "".join(
        screen.acts.page_panel.pane._pdf.text_of(page)  # type: ignore[union-attr]
        for page in range(screen.acts.page_panel.pane.page_count)
    )


def test_the_screen_is_reached_from_the_sidebar_and_the_search() -> None:
    (entry,) = [entry for entry in SCREENS if entry.id == "self-check"]
    assert entry.is_in_sidebar
    assert "zc" in entry.spelling
