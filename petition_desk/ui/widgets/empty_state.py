"""What stands where nothing is yet: what belongs here, and the one button that starts it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from petition_desk.ui import theme
from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets import paint
from petition_desk.ui.widgets.buttons import Button
from petition_desk.ui.widgets.labels import Words


class Drawing(QWidget):
    """A sheet with the screen's own sign on it, in the colour of edges, 96 x 72."""

    def __init__(self, sign: str, parent: QWidget | None = None) -> None:
        """Draw with the icon ``sign``."""
        super().__init__(parent)
        self._sign = sign
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return 96 x 72."""
        return QSize(theme.dp(96), theme.dp(72))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a calendar leaf: two rings, a head line, a sign and three lines of writing."""
        unit = theme.dp(96) / 96
        with paint.painting(self) as painter:
            painter.scale(unit, unit)
            painter.setRenderHint(painter.RenderHint.Antialiasing)
            pen = QPen(theme.colour(Role.EDGE), 1.5)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            painter.drawRoundedRect(QRectF(14.5, 11.5, 67, 56), 3, 3)
            for x1, y1, x2, y2 in (
                (14.5, 26.5, 81.5, 26.5),
                (32.5, 5.5, 32.5, 16.5),
                (63.5, 5.5, 63.5, 16.5),
                (58.5, 38.5, 71.5, 38.5),
                (58.5, 46.5, 71.5, 46.5),
                (58.5, 54.5, 66.5, 54.5),
            ):
                painter.drawLine(QPointF(x1, y1), QPointF(x2, y2))
            painter.resetTransform()
            sign = QRect(round(24 * unit), round(31 * unit), round(28 * unit), round(32 * unit))
            paint.icon(painter, self._sign, sign, Role.EDGE, size=28)


class EmptyState(QWidget):
    """Drawing, title, two lines, one primary button, at most one quiet one, the article."""

    def __init__(
        self,
        sign: str,
        title: str,
        lines: str,
        *,
        buttons: tuple[Button, ...] = (),
        article: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """Say what belongs here; ``lines`` may hold a line break."""
        super().__init__(parent)
        self.title = Words(title, Type.TITLE)
        self.lines = Words(lines, Type.TEXT, Role.INK2, wraps=True)
        self.lines.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.lines.setFixedWidth(theme.dp(480))
        # A layout that aligns a part does not ask it how high it is at its width.
        self.lines.setMinimumHeight(self.lines.heightForWidth(theme.dp(480)))
        middle = Qt.AlignmentFlag.AlignHCenter
        column = QVBoxLayout(self)
        column.setSpacing(theme.dp(8))
        column.addStretch(1)
        column.addWidget(Drawing(sign), 0, middle)
        column.addSpacing(theme.dp(16))
        column.addWidget(self.title, 0, middle)
        column.addWidget(self.lines, 0, middle)
        if buttons:
            row = QHBoxLayout()
            row.setSpacing(theme.dp(8))
            row.addStretch(1)
            for button in buttons:
                row.addWidget(button)
            row.addStretch(1)
            column.addSpacing(theme.dp(8))
            column.addLayout(row)
        if article:
            column.addSpacing(theme.dp(12))
            column.addWidget(Words(article, Type.SMALL, Role.INK2), 0, middle)
        column.addStretch(1)
