"""A fault of the whole screen: one sentence at its head, until it is read."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from petition_desk.ui import theme
from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets import paint
from petition_desk.ui.widgets.buttons import Button, Look
from petition_desk.ui.widgets.labels import Words
from petition_desk.ui.widgets.marks import Mark, MarkDot


class FaultBar(QWidget):
    """■, what happened, what can be done, and a button that puts it away."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start hidden."""
        super().__init__(parent)
        self._words = Words("", Type.TEXT, Role.INK, wraps=True)
        self._close = Button("知道了", Look.PLAIN, small=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.dp(16), theme.dp(8), theme.dp(16), theme.dp(8))
        row.setSpacing(theme.dp(8))
        row.addWidget(MarkDot(Mark.OVERDUE))
        row.addWidget(self._words, 1)
        row.addWidget(self._close)
        self._close.clicked.connect(self.hide)
        self.hide()

    @property
    def text(self) -> str:
        """What it says."""
        return self._words.text()

    def say(self, sentence: str) -> None:
        """Show a sentence."""
        self._words.setText(sentence)
        self.setAccessibleName(sentence)
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the tinted ground and its edge."""
        with paint.painting(self) as painter:
            paint.fill(painter, self.rect(), Role.OVERDUE_BG)
            paint.fill(painter, QRect(0, 0, theme.dp(3), self.height()), Role.OVERDUE)
