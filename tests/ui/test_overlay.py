"""A panel over the window keeps the focus, and Esc, to itself."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from petition_desk.ui.widgets.buttons import Button
from petition_desk.ui.widgets.edits import LineEdit
from petition_desk.ui.widgets.overlay import OverlayPanel

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


def test_a_panel_that_opens_on_a_part_that_is_off_takes_the_focus_itself(holder: QWidget) -> None:
    behind = LineEdit()
    put(holder, behind)
    behind.setFocus()
    panel = OverlayPanel(holder, QSize(300, 200))
    button = Button("导出")
    button.setEnabled(False)
    panel.body.addWidget(button)
    panel.open_panel(button)
    assert panel.hasFocus()
    QTest.keyClick(QApplication.focusWidget(), KEY.Key_Escape)
    assert not panel.isVisible()
    assert behind.hasFocus()


def test_a_panel_keeps_the_focus_inside_and_esc_gives_it_back(holder: QWidget) -> None:
    before = LineEdit()
    put(holder, before)
    before.setFocus()
    panel = OverlayPanel(holder, QSize(300, 200))
    inside = [LineEdit(), LineEdit()]
    for part in inside:
        panel.body.addWidget(part)
    panel.open_panel(inside[0])
    for wanted in (1, 0, 1):
        QTest.keyClick(QApplication.focusWidget(), KEY.Key_Tab)
        assert inside[wanted].hasFocus()
    QTest.keyClick(inside[1], KEY.Key_Escape)
    assert not panel.isVisible()
    assert before.hasFocus()
