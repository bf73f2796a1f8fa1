"""The field 途径: what the questions gave for the demands, and the way to the questions."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QWidget

from petition_desk.ui import theme
from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets import paint
from petition_desk.ui.widgets.box_field import BoxField
from petition_desk.ui.widgets.field_chain import KEEPS_ENTER


class PathwayField(BoxField):
    """Shows pathways; Space, ↓ or a press asks the questions, Enter asks them or goes on."""

    questions_requested = Signal()
    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show that nothing is decided yet."""
        super().__init__(parent)
        self._text = ""
        self._link = "甄别 9 问"
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setProperty(KEEPS_ENTER, True)
        self.show_text("", "甄别 9 问")

    @property
    def text(self) -> str:
        """What is decided."""
        return self._text

    def show_text(self, text: str, link: str) -> None:
        """Show what is decided, and the words that lead to the questions."""
        self._text, self._link = text, link
        self.setAccessibleName(f"途径：{text or '未甄别'}")
        self.setAccessibleDescription("按空格逐问甄别")
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space and ↓ ask; Enter leaves it to the form."""
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Down):
            self.questions_requested.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Ask."""
        self.questions_requested.emit()

    def draw_content(self, painter: QPainter, room: QRect) -> None:
        """Draw what is decided and the link."""
        used = paint.width_of(self._link, Type.SMALL)
        paint.words(painter, room, self._link, Role.ACCENT, Type.SMALL, paint.RIGHT)
        room.setRight(room.right() - used - theme.dp(8))
        role = Role.INK if self._text else Role.INK2
        paint.words(painter, room, self._text or "未甄别", role)
