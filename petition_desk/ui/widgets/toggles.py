"""Check boxes and radio buttons, drawn by the tokens."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QRadioButton, QWidget

from petition_desk.ui import theme
from petition_desk.ui.theme import Role
from petition_desk.ui.widgets import paint
from petition_desk.ui.widgets.focus import RingKeeper

_SIDE = 16


def _size(text: str) -> QSize:
    return QSize(theme.dp(_SIDE + 9) + paint.width_of(text), theme.dp(24))


def _word(painter: QPainter, widget: QWidget, text: str) -> None:
    room = widget.rect().adjusted(theme.dp(_SIDE + 8), 0, 0, 0)
    paint.words(painter, room, text, Role.INK if widget.isEnabled() else Role.EDGE)


class CheckBox(QCheckBox):
    """Yes or no."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        """Ask ``text``."""
        super().__init__(text, parent)
        self.setAccessibleName(text)
        self._ring = RingKeeper(self)

    def sizeHint(self) -> QSize:
        """Return the box and its word."""
        return _size(self.text())

    def minimumSizeHint(self) -> QSize:
        """Never cut the word."""
        return self.sizeHint()

    def hitButton(self, pos: object) -> bool:
        """Take a press anywhere."""
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box, its tick and the word."""
        side = theme.dp(_SIDE)
        rect = QRect(0, (self.height() - side) // 2, side, side)
        with paint.painting(self) as painter:
            if self.isChecked():
                paint.box(painter, rect, Role.ACCENT if self.isEnabled() else Role.EDGE)
                unit = side / _SIDE
                path = [(4.0, 8.3), (7.0, 11.2), (12.2, 5.2)]
                tick = [QPointF(rect.x() + a * unit, rect.y() + b * unit) for a, b in path]
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                pen = QPen(theme.colour(Role.ON_ACCENT), 1.8 * unit)
                pen.setCapStyle(Qt.PenCapStyle.RoundCap)
                painter.setPen(pen)
                painter.drawPolyline(tick)
            else:
                ground = Role.HOVER if self.underMouse() else Role.SURFACE
                paint.box(painter, rect, ground, Role.EDGE if self.isEnabled() else Role.LINE)
            _word(painter, self, self.text())


class RadioButton(QRadioButton):
    """One of several, each with room for a sentence."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        """Offer ``text``."""
        super().__init__(text, parent)
        self.setAccessibleName(text)
        self._ring = RingKeeper(self)

    def sizeHint(self) -> QSize:
        """Return the ring and its word."""
        return _size(self.text())

    def minimumSizeHint(self) -> QSize:
        """Never cut the word."""
        return self.sizeHint()

    def hitButton(self, pos: object) -> bool:
        """Take a press anywhere."""
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ring, its dot and the word."""
        side = theme.dp(_SIDE)
        rect = QRect(0, (self.height() - side) // 2, side, side)
        with paint.painting(self) as painter:
            radius = _SIDE // 2
            if self.isChecked():
                paint.box(painter, rect, Role.ACCENT, radius=radius)
                third = side // 3
                inner = rect.adjusted(third, third, -third, -third)
                paint.box(painter, inner, Role.ON_ACCENT, radius=radius)
            else:
                paint.box(painter, rect, Role.SURFACE, Role.EDGE, radius=radius)
            _word(painter, self, self.text())
