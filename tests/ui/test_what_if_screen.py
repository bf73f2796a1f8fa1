"""期限试算 in the window: a pathway or a rule, by keys alone, every date with its why."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from petition_desk.domain.why import WhyView
from petition_desk.ui.screens import SCREENS
from petition_desk.ui.screens.base import Place, ScreenContext
from petition_desk.ui.screens.what_if import WhatIfScreen
from petition_desk.ui.window_acts import place_commands

KEY = Qt.Key


@pytest.fixture
def screen(qtbot: QtBot, context: ScreenContext, settled: Callable[[], None]) -> WhatIfScreen:
    made = WhatIfScreen(context)
    qtbot.addWidget(made)
    made.resize(1222, 640)
    made.show()
    made.open_at(Place("what-if"))
    settled()
    return made


def cells(screen: WhatIfScreen) -> list[tuple[str, ...]]:
    model = screen.dates._model
    records = (model.record(row) for row in range(model.rowCount()))
    return [record.cells for record in records if record is not None]


def test_it_opens_with_the_whole_way_of_a_petition_from_today(screen: WhatIfScreen) -> None:
    rows = {row[0]: row[3] for row in cells(screen)}
    assert rows["书面告知"] == "2026-12-05 周六"
    assert rows["办结"] == "2027-02-03 周三"
    assert rows["复核"] == "2027-07-18 周日 暂定"
    assert screen.inputs._acts["opinion"].placeholderText() == "2027-03-05"
    assert screen.inputs._acts["recheck"].placeholderText() == "2027-07-18 暂定"


def test_a_given_day_and_no_prolongation_move_what_follows(
    screen: WhatIfScreen, settled: Callable[[], None]
) -> None:
    screen.inputs.day.setText("2026-02-02")
    screen.inputs.day.editingFinished.emit()
    screen.inputs.extended.setText("0")
    screen.inputs.extended.textEdited.emit("0")
    accepted = screen.inputs._acts["accepted"]
    accepted.setText("2026-02-04")
    accepted.editingFinished.emit()
    settled()
    rows = {row[0]: row[3] for row in cells(screen)}
    assert rows["办结"] == "2026-04-05 周日"
    assert "办结（已延长）" not in rows


def test_a_rule_alone_is_tried_too(
    screen: WhatIfScreen, context: ScreenContext, settled: Callable[[], None]
) -> None:
    screen.open_at(Place("what-if", detail="object-assigned"))
    settled()
    assert [row[0] for row in cells(screen)] == ["提出异议"]
    assert not screen.inputs.extended_field.isVisible()
    assert not screen.inputs.source_field.isVisible()


def test_what_the_law_refuses_is_said_at_the_field(
    screen: WhatIfScreen, settled: Callable[[], None]
) -> None:
    screen.inputs.extended.setText("31")
    screen.inputs.extended.textEdited.emit("31")
    settled()
    assert "30" in screen.inputs.day_field.note.text
    assert cells(screen) == []
    screen.inputs.extended.setText("30")
    screen.inputs.extended.textEdited.emit("30")
    settled()
    assert screen.inputs.day_field.note.text == ""
    assert len(cells(screen)) == 13


def test_enter_on_a_row_asks_why(
    qtbot: QtBot, screen: WhatIfScreen, settled: Callable[[], None]
) -> None:
    screen.dates.view.setFocus()
    QTest.keyClick(screen.dates.view, KEY.Key_Down)
    QTest.keyClick(screen.dates.view, KEY.Key_Down)
    with qtbot.waitSignal(screen.why_requested) as asked:
        QTest.keyClick(screen.dates.view, KEY.Key_Return)
    (view,) = asked.args or [None]
    assert isinstance(view, WhyView)
    assert (view.rule.id, view.deadline) == ("handle", date(2027, 2, 3))
    assert "起算" in dict(view.facts())


def test_all_dates_are_copied_as_lines_for_a_sheet(screen: WhatIfScreen) -> None:
    screen.copy_all()
    lines = QApplication.clipboard().text().split("\n")
    assert lines[0].split("\t")[0] == "期限"
    assert len(lines) == 14
    assert "暂定" in lines[-1]


def test_it_is_offered_by_the_search_over_everything(context: ScreenContext) -> None:
    gone: list[Place] = []
    offered = {command.word: command for command in place_commands(SCREENS, gone.append)}
    offered["期限试算"].act()
    assert gone == [Place("what-if")]
