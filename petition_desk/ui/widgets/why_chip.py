"""The chip of a deadline that answers: pressed, or by Enter, it asks why it is this day."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QWidget

from petition_desk.ui.theme import Role
from petition_desk.ui.widgets import paint
from petition_desk.ui.widgets.chips import StateChip
from petition_desk.ui.widgets.marks import Mark

_HOW = "按 Enter 看为什么是这一天"


class WhyChip(StateChip):
    """A state chip of a clock."""

    pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__("", Mark.NONE, parent=parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip("为什么是这一天")
        self.setAccessibleDescription(_HOW)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Ask."""
        if self.rect().contains(event.position().toPoint()):
            self.pressed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and the space bar ask."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.pressed.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the chip, and the ring of the focus."""
        super().paintEvent(event)
        if self.hasFocus():
            with paint.painting(self) as painter:
                paint.box(painter, self.rect(), None, Role.ACCENT, width=2)
