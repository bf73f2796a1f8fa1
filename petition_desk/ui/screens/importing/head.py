"""The head of the import: its title, the file, and the four steps with the present one filled."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from petition_desk.ui import theme
from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets import paint

STEPS: Final = ("选文件", "对应列", "检查", "完成")
_CIRCLE, _LINE, _GAP = 20, 32, 8


class StepRail(QWidget):
    """Numbers in circles: done ticked, the present one filled, the others outlined."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Stand at the first step."""
        super().__init__(parent)
        self._at = 0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_step(0)

    def show_step(self, at: int) -> None:
        """Stand at a step, counted from 0."""
        self._at = at
        self.setAccessibleName(f"第 {at + 1} 步，共 {len(STEPS)} 步：{STEPS[at]}")
        self.update()

    def sizeHint(self) -> QSize:
        """Return room for circles, words and lines."""
        words = sum(paint.width_of(word, Type.STRONG) + 2 for word in STEPS)
        each = theme.dp(_CIRCLE + _GAP) * len(STEPS)
        lines = theme.dp(_LINE + 2 * _GAP) * (len(STEPS) - 1)
        return QSize(words + each + lines, theme.dp(24))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the steps from the left."""
        with paint.painting(self) as painter:
            x = 0
            middle = self.height() // 2
            for place, word in enumerate(STEPS):
                if place:
                    start = x + theme.dp(_GAP)
                    paint.line(painter, start, middle, start + theme.dp(_LINE), middle, Role.EDGE)
                    x = start + theme.dp(_LINE + _GAP)
                x = self._step(painter, x, place, word)

    def _step(self, painter: QPainter, x: int, place: int, word: str) -> int:
        side = theme.dp(_CIRCLE)
        circle = QRect(x, (self.height() - side) // 2, side, side)
        is_now = place == self._at
        radius = _CIRCLE // 2
        if is_now:
            paint.box(painter, circle, Role.ACCENT, radius=radius)
        else:
            paint.box(painter, circle, None, Role.EDGE, radius=radius)
        if place < self._at:
            paint.icon(painter, "check", circle, Role.INK, size=16)
        else:
            role = Role.ON_ACCENT if is_now else Role.INK2
            kind = Type.SMALL_STRONG if is_now else Type.SMALL
            paint.words(painter, circle, str(place + 1), role, kind, paint.CENTRE)
        kind = Type.STRONG if is_now else Type.TEXT
        role = Role.INK2 if place > self._at else Role.INK
        left = x + side + theme.dp(_GAP)
        room = QRect(left, 0, paint.width_of(word, Type.STRONG) + 2, self.height())
        paint.words(painter, room, word, role, kind)
        return left + room.width()
