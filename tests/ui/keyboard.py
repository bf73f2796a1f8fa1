"""A person at the keyboard: keys and committed text go to whatever has the focus."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

Key = Qt.Key
NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


def focused() -> QWidget:
    """Return what has the focus; a list that is open takes the keys before it."""
    found = QApplication.activePopupWidget() or QApplication.focusWidget()
    assert found is not None, "nothing has the focus"
    return found


def press(*keys: Qt.Key, mod: Qt.KeyboardModifier = NONE) -> None:
    """Press keys one after the other."""
    for key in keys:
        QTest.keyClick(focused(), key, mod)


def say(text: str) -> None:
    """Commit a text as an input method does."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(focused(), event)


def compose(text: str) -> None:
    """Show a text that an input method has not committed yet."""
    QApplication.sendEvent(focused(), QInputMethodEvent(text, []))


def shown(qtbot: QtBot, widget: QWidget, width: int = 1222, height: int = 692) -> None:
    """Show a screen in a window that has the focus."""
    qtbot.addWidget(widget)
    widget.resize(width, height)
    widget.show()
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow)


def focus_name() -> str:
    """Return what a screen reader says for the focus."""
    return focused().accessibleName()


def until(qtbot: QtBot, condition: Callable[[], bool]) -> None:
    """Wait until ``condition`` holds, at most five seconds."""
    qtbot.waitUntil(condition, timeout=5_000)
