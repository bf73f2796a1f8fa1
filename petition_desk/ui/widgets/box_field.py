"""A field that is no line of text: a box that shows what was chosen and opens what chooses it."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from petition_desk.ui import theme
from petition_desk.ui.theme import Role
from petition_desk.ui.widgets import paint


class BoxField(QWidget):
    """The box, 32 high, with the frame of the focus; subclasses draw what stands in it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Take the focus like any field."""
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return 32 high."""
        return QSize(theme.dp(200), theme.dp(32))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the frame."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the frame away."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box and what stands in it."""
        with paint.painting(self) as painter:
            focused = self.hasFocus()
            edge = Role.ACCENT if focused else Role.EDGE
            paint.box(painter, self.rect(), Role.SURFACE, edge, width=2 if focused else 1)
            self.draw_content(painter, self.rect().adjusted(theme.dp(9), 0, -theme.dp(9), 0))

    def draw_content(self, painter: QPainter, room: QRect) -> None:
        """Draw what was chosen into the room inside the box."""
        raise NotImplementedError
