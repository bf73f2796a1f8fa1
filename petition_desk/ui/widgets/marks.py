"""The shapes that say how a deadline stands: a shape first, a colour last.

■ late or wrong · ▲ today, soon, provisional or a warning · ● fine · ‖ paused.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from petition_desk.ui import theme
from petition_desk.ui.theme import Role


class Mark(StrEnum):
    """How something stands, and so which shape it wears."""

    OVERDUE = "overdue"
    TODAY = "today"
    FINE = "fine"
    PAUSED = "paused"
    NONE = "none"


#: Side of the square a shape is drawn in, at 100 % text.
MARK_SIDE: Final = 10

_SHAPE_ROLE: Final = {
    Mark.OVERDUE: Role.OVERDUE,
    Mark.TODAY: Role.TODAY,
    Mark.FINE: Role.FINE,
    Mark.PAUSED: Role.INK2,
}
_WORD_ROLE: Final = {
    Mark.OVERDUE: Role.OVERDUE,
    Mark.TODAY: Role.TODAY,
    Mark.FINE: Role.INK,
    Mark.PAUSED: Role.INK2,
    Mark.NONE: Role.INK2,
}
#: What a screen reader says for a shape.
_SPOKEN: Final = {
    Mark.OVERDUE: "逾期或有误",
    Mark.TODAY: "须注意",
    Mark.FINE: "正常",
    Mark.PAUSED: "暂停",
    Mark.NONE: "",
}


def word_role(mark: Mark) -> Role:
    """Return the colour of the word beside a shape."""
    return _WORD_ROLE[mark]


def spoken(mark: Mark) -> str:
    """Return what a screen reader says for a shape."""
    return _SPOKEN[mark]


@cache
def _triangle(side: float) -> QPolygonF:
    unit = side / MARK_SIDE
    return QPolygonF(
        [
            QPointF(5 * unit, 0.7 * unit),
            QPointF(9.6 * unit, 9 * unit),
            QPointF(0.4 * unit, 9 * unit),
        ]
    )


def draw_mark(painter: QPainter, mark: Mark, x: float, y: float, role: Role | None = None) -> None:
    """Draw a shape in the square of `MARK_SIDE` whose corner is (``x``, ``y``).

    ``role`` overrides the shape's own colour where the ground is not one of ours.
    """
    if mark is Mark.NONE:
        return
    side = theme.dp(MARK_SIDE)
    unit = side / MARK_SIDE
    painter.save()
    painter.translate(x, y)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(role or _SHAPE_ROLE[mark]))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if mark is Mark.OVERDUE:
        painter.drawRect(QRectF(unit, unit, 8 * unit, 8 * unit))
    elif mark is Mark.TODAY:
        painter.drawPolygon(_triangle(side))
    elif mark is Mark.FINE:
        painter.drawEllipse(QPointF(5 * unit, 5 * unit), 4.2 * unit, 4.2 * unit)
    else:
        painter.drawRect(QRectF(1.5 * unit, unit, 2.5 * unit, 8 * unit))
        painter.drawRect(QRectF(6 * unit, unit, 2.5 * unit, 8 * unit))
    painter.restore()


class MarkDot(QWidget):
    """A shape alone, to stand beside a label."""

    def __init__(self, mark: Mark, parent: QWidget | None = None) -> None:
        """Show ``mark``."""
        super().__init__(parent)
        self._mark = mark
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(spoken(mark))

    def set_mark(self, mark: Mark) -> None:
        """Show another shape."""
        self._mark = mark
        self.setAccessibleName(spoken(mark))
        self.update()

    def sizeHint(self) -> QSize:
        """Return the square of the shape."""
        return QSize(theme.dp(MARK_SIDE), theme.dp(MARK_SIDE))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the shape."""
        painter = QPainter(self)
        draw_mark(painter, self._mark, 0, (self.height() - theme.dp(MARK_SIDE)) / 2)
        painter.end()
