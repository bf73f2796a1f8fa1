"""The panel of why: copied as text and as JSON, saved and printed as the one page."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from petition_desk.documents.compose import pages_in
from petition_desk.services.why import why
from petition_desk.ui import printing
from petition_desk.ui.dialogs import why_panel
from petition_desk.ui.dialogs.why_panel import WhyPanel
from petition_desk.ui.printing import Printed
from petition_desk.ui.screens.base import ScreenContext

KEY, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    return made


@pytest.fixture
def panel(window: QWidget, context: ScreenContext) -> WhyPanel:
    made = WhyPanel(window, context)
    made.ask(why(context.desk, "handle", date(2026, 9, 23)))
    return made


def test_it_shows_the_three_dates_the_law_and_the_versions(panel: WhyPanel) -> None:
    assert panel.isVisible()
    assert panel._title.text() == "为什么是 2026年11月22日"
    assert [card._day.text() for card in panel._cards] == [
        "2026-11-22 周日",
        "2026-11-23 周一",
        "2026-11-20 周五",
    ]
    assert [card._taken.isVisible() for card in panel._cards] == [True, False, False]
    assert (
        panel._holidays.text()
        == "休 中秋节 09-25 至 09-27，国庆节 10-01 至 10-07　班 10-10 调休上班"
    )
    words = " ".join(label.text() for label in panel._facts.findChildren(type(panel._holidays)))
    for part in (
        "应当自受理之日起60日内办结",
        "开始的当日不计入",
        "期间的最后一日是法定休假日的",
        "规则版本",
        "日历版本 2020-2026/",
    ):
        assert part in words


def test_json_is_the_shape_of_the_command_line(panel: WhyPanel) -> None:
    panel.copy_json()
    told = json.loads(QApplication.clipboard().text())
    assert (told["rule"], told["deadline"]) == ("handle", "2026-11-22")
    assert sum(day["counted"] for day in told["days"]) == 60
    assert "已复制" in panel._foot_words.text()


def test_the_page_is_saved_where_the_officer_says(
    panel: WhyPanel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settled: Callable[[], None]
) -> None:
    target = tmp_path / "期限.pdf"
    monkeypatch.setattr(why_panel, "ask_save_as", lambda *_: target)
    panel.save_page()
    settled()
    assert pages_in(target.read_bytes()) == 1
    assert "期限.pdf" in panel._foot_words.text()


def test_ctrl_p_prints_that_same_page(
    panel: WhyPanel, monkeypatch: pytest.MonkeyPatch, settled: Callable[[], None]
) -> None:
    printed: list[bytes] = []

    def keep(_parent: QWidget, title: str, pdf: bytes) -> Printed:
        assert title == "为什么是 2026年11月22日"
        printed.append(pdf)
        return Printed.DONE

    monkeypatch.setattr(printing, "print_pdf", keep)
    QTest.keyClick(panel, KEY.Key_P, CTRL)
    settled()
    assert [pages_in(pdf) for pdf in printed] == [1]
    assert panel._foot_words.text() == Printed.DONE.value


def test_a_long_answer_is_read_by_the_arrows(panel: WhyPanel) -> None:
    bar = panel._scroll.verticalScrollBar()
    QApplication.processEvents()
    QTest.keyClick(panel, KEY.Key_PageDown)
    assert bar.value() == min(bar.maximum(), bar.pageStep())
    QTest.keyClick(panel, KEY.Key_PageUp)
    assert bar.value() == 0
    QTest.keyClick(panel, KEY.Key_W)
    assert not panel.isVisible()
