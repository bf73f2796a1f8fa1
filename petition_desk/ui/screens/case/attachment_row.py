"""A row of the right column: an attachment, how many pages it has, whether it is void."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from petition_desk.domain.attachments import Attachment, size_words
from petition_desk.ui import theme
from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets import paint


class AttachmentRow(QWidget):
    """28 high; pressing it, or Enter, opens the attachment."""

    opened = Signal()

    def __init__(self, attachment: Attachment, parent: QWidget | None = None) -> None:
        """Show ``attachment``."""
        super().__init__(parent)
        self.attachment = attachment
        self._says = "作废" if attachment.is_void else f"{attachment.page_count} 页"
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"附件 {attachment.title} {self._says}")
        self.setAccessibleDescription("按 Enter 打开")
        reason = f"\n作废：{attachment.void_reason}" if attachment.is_void else ""
        self.setToolTip(f"{attachment.kind.value} · {size_words(attachment.size)}{reason}")

    def sizeHint(self) -> QSize:
        """Return 28 high."""
        return QSize(theme.dp(200), theme.dp(28))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw icon, title and pages."""
        role = Role.INK2 if self.attachment.is_void else Role.INK
        with paint.painting(self) as painter:
            side = theme.dp(16)
            paint.icon(painter, "clip", QRect(0, 0, side, self.height()), role, size=16)
            room = self.rect().adjusted(side + theme.dp(8), 0, 0, 0)
            paint.words(painter, room, self._says, Role.INK2, Type.SMALL, paint.RIGHT)
            room.setRight(room.right() - paint.width_of(self._says, Type.SMALL) - theme.dp(8))
            used = paint.words(painter, room, self.attachment.title, role)
            if self.attachment.is_void:
                middle = self.height() // 2
                paint.line(painter, room.left(), middle, room.left() + used, middle, Role.INK2)
            if self.hasFocus():
                paint.box(painter, self.rect(), None, Role.ACCENT, width=2)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open."""
        if self.rect().contains(event.position().toPoint()):
            self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        else:
            super().keyPressEvent(event)
