"""A strip across the window that says what must not be missed; only what it says can end it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from petition_desk.ui import theme
from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets import paint
from petition_desk.ui.widgets.buttons import Button
from petition_desk.ui.widgets.labels import Words
from petition_desk.ui.widgets.marks import Mark, MarkDot

_GROUNDS: Final = {
    Mark.OVERDUE: (Role.OVERDUE_BG, Role.OVERDUE),
    Mark.TODAY: (Role.TODAY_BG, Role.TODAY),
}


class NoticeStrip(QWidget):
    """A shape, a sentence, and the one act that leads there. It has nothing that puts it away."""

    act_requested = Signal()

    def __init__(self, mark: Mark, act: str, key: str = "", parent: QWidget | None = None) -> None:
        """Start without anything to say.

        Args:
            mark: Late or a warning.
            act: The word of its button.
            key: The key that does the same; `QShortcut` is the window's.
            parent: Qt's parent.
        """
        super().__init__(parent)
        self._ground, self._edge = _GROUNDS[mark]
        self._words = Words("", Type.TEXT, Role.INK)
        self.button = Button(act, key=key, small=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.dp(16), theme.dp(2), theme.dp(16), theme.dp(2))
        row.setSpacing(theme.dp(8))
        row.addWidget(MarkDot(mark))
        row.addWidget(self._words, 1)
        row.addWidget(self.button)
        # A long sentence is cut before the window is made wider than its screen.
        self._words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.button.clicked.connect(self.act_requested)
        self.hide()

    @property
    def text(self) -> str:
        """What it says; nothing while there is nothing to say."""
        return self._words.text()

    def say(self, sentence: str) -> None:
        """Show a sentence; an empty one ends it."""
        self._words.setText(sentence)
        self._words.setToolTip(sentence)
        self.setAccessibleName(sentence)
        self.setVisible(bool(sentence))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the tinted ground and its edge."""
        with paint.painting(self) as painter:
            paint.fill(painter, self.rect(), self._ground)
            paint.fill(painter, QRect(0, 0, theme.dp(3), self.height()), self._edge)
