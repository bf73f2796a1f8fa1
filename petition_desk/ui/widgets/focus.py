"""The ring around a button that has the focus: 2 px of accent, 1 px off."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QFocusEvent, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from petition_desk.ui.theme import Role
from petition_desk.ui.widgets import paint

#: How far the ring stands out of the button: 1 px of air and its own 2 px.
_REACH = 3


class FocusRing(QWidget):
    """Drawn over the parent of the part that has the focus, since a part cannot paint outside."""

    def __init__(self, owner: QWidget) -> None:
        """Follow ``owner``; shown while it has the focus by keyboard."""
        super().__init__(owner.parentWidget())
        self._owner = owner
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        owner.installEventFilter(self)
        self._follow()

    def _follow(self) -> None:
        parent = self._owner.parentWidget()
        if parent is not self.parentWidget():
            self.setParent(parent)
        self.setGeometry(self._owner.geometry().adjusted(-_REACH, -_REACH, _REACH, _REACH))
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move, show and hide with the owner."""
        kind = event.type()
        if kind in (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.ParentChange):
            self._follow()
        elif kind in (QEvent.Type.FocusOut, QEvent.Type.Hide):
            self.hide()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ring."""
        with paint.painting(self) as painter:
            rect = QRect(0, 0, self.width(), self.height())
            paint.box(painter, rect, None, Role.ACCENT, width=2, radius=6)


class RingKeeper(QObject):
    """Gives a widget its ring, made when it is first needed."""

    def __init__(self, owner: QWidget) -> None:
        """Watch ``owner``."""
        super().__init__(owner)
        self._owner = owner
        self._ring: FocusRing | None = None
        owner.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Show the ring when the focus comes by keyboard; a mouse shows its own place."""
        if event.type() is QEvent.Type.FocusIn and isinstance(event, QFocusEvent):
            if event.reason() is not Qt.FocusReason.MouseFocusReason:
                self.show_ring()
        elif event.type() is QEvent.Type.KeyPress and self._owner.hasFocus():
            self.show_ring()
        return False

    def show_ring(self) -> None:
        """Show the ring now."""
        if self._owner.parentWidget() is None or QApplication.closingDown():
            return
        if self._ring is None:
            self._ring = FocusRing(self._owner)
        if self._owner.isVisible():
            self._ring.show()
            self._ring.raise_()
