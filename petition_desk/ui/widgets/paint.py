"""How boxes, lines and words are drawn; shared by everything that paints itself."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QWidget

from petition_desk.ui import theme
from petition_desk.ui.theme import Role, Type

#: Corners of chips, fields and buttons, and of panels.
RADIUS: Final = 4
PANEL_RADIUS: Final = 6

LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRE: Final = Qt.AlignmentFlag.AlignCenter


@contextmanager
def painting(widget: QWidget) -> Iterator[QPainter]:
    """Open a painter on a widget and end it, whatever happens."""
    painter = QPainter(widget)
    try:
        yield painter
    finally:
        painter.end()


def box(
    painter: QPainter,
    rect: QRect | QRectF,
    fill: Role | None = None,
    edge: Role | None = None,
    *,
    width: int = 1,
    radius: int = RADIUS,
) -> None:
    """Draw a rectangle with round corners; the edge lies inside ``rect``."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(theme.colour(fill) if fill else Qt.BrushStyle.NoBrush)
    inner = QRectF(rect)
    if edge:
        painter.setPen(QPen(theme.colour(edge), width))
        half = width / 2
        inner = inner.adjusted(half, half, -half, -half)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
    painter.drawRoundedRect(inner, theme.dp(radius), theme.dp(radius))
    painter.restore()


def fill(painter: QPainter, rect: QRect, role: Role) -> None:
    """Fill a rectangle without corners."""
    painter.fillRect(rect, theme.colour(role))


def line(painter: QPainter, x1: int, y1: int, x2: int, y2: int, role: Role = Role.LINE) -> None:
    """Draw a separator of one pixel, level or upright, both ends included."""
    painter.fillRect(QRect(x1, y1, x2 - x1 + 1, y2 - y1 + 1), theme.colour(role))


def words(
    painter: QPainter,
    rect: QRect,
    text: str,
    role: Role = Role.INK,
    kind: Type = Type.TEXT,
    align: Qt.AlignmentFlag = LEFT,
) -> int:
    """Draw one line of text, cut with … where it does not fit; return its width in pixels."""
    font = theme.font(kind)
    metrics = QFontMetrics(font)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(rect.width(), 0))
    painter.setFont(font)
    painter.setPen(theme.colour(role))
    painter.drawText(rect, align | Qt.TextFlag.TextSingleLine, shown)
    return metrics.horizontalAdvance(shown)


def width_of(text: str, kind: Type = Type.TEXT) -> int:
    """Return how wide a line of text is, in pixels."""
    return QFontMetrics(theme.font(kind)).horizontalAdvance(text)


def height_of(kind: Type = Type.TEXT) -> int:
    """Return how high a line of text is, in pixels."""
    return QFontMetrics(theme.font(kind)).height()


def icon(
    painter: QPainter, name: str, rect: QRect, role: Role = Role.INK, *, size: int = 20
) -> None:
    """Draw a line icon in the middle of ``rect``."""
    ratio = painter.device().devicePixelRatio()
    pixmap = theme.pixmap(name, role, size, ratio)
    side = theme.dp(size)
    at = QPointF(rect.x() + (rect.width() - side) / 2, rect.y() + (rect.height() - side) / 2)
    painter.drawPixmap(QPointF(round(at.x()), round(at.y())), pixmap)


def selection(painter: QPainter, rect: QRect, *, focused: bool) -> None:
    """Draw the ground of a current row: `sel`, a bar at its left, a frame when it has the focus.

    In high contrast there is no tint: the frame alone says which row is the current one.
    """
    painter.fillRect(rect, theme.colour(Role.SEL))
    if focused or theme.tokens().high_contrast:
        box(painter, rect, None, Role.ACCENT, width=2, radius=0)
    painter.fillRect(
        QRect(rect.x(), rect.y(), theme.dp(3), rect.height()), theme.colour(Role.ACCENT)
    )


def grown(size: QSize, width: int, height: int) -> QSize:
    """Return ``size`` enlarged by lengths given for 100 % text."""
    return QSize(size.width() + theme.dp(width), size.height() + theme.dp(height))
