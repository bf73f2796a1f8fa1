"""One clock of a case: its shape, its name, what is left, and below the article and the day."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from petition_desk.ui import theme
from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets import paint
from petition_desk.ui.widgets.marks import MARK_SIDE, Mark, draw_mark, word_role


@dataclass(frozen=True, slots=True)
class ClockLine:
    """What a clock row shows.

    Attributes:
        mark: Its shape; `NONE` for a right of the petitioner, which is no task.
        name: `办结`.
        right: What is left (`剩 2 天`), or the day itself where nothing counts yet.
        below: Article and length (`第三十四条 · 受理起 60 日`).
        below_right: The day (`期满 11-22 周日`).
        below_mark: `TODAY` where that day is provisional: a ▲ follows it.
        is_right: The petitioner's right: `至 11-25` in grey.
        strong_right: The right word in bold, for a panel of days.
    """

    mark: Mark
    name: str
    right: str
    below: str = ""
    below_right: str = ""
    below_mark: Mark = Mark.NONE
    is_right: bool = False
    strong_right: bool = False


class ClockRow(QWidget):
    """A clock; pressing it, or Enter, asks why it is this day."""

    why_requested = Signal()

    def __init__(
        self, line: ClockLine, *, with_mark: bool = True, parent: QWidget | None = None
    ) -> None:
        """Show ``line``; ``with_mark`` leaves the column of shapes at the left."""
        super().__init__(parent)
        self._line = line
        self._with_mark = with_mark
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"{line.name} {line.right}")
        self.setAccessibleDescription(f"{line.below} {line.below_right}，按 Enter 看为什么")

    def sizeHint(self) -> QSize:
        """Return two lines and the separator above."""
        return QSize(theme.dp(240), theme.dp(51))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the two lines."""
        line = self._line
        with paint.painting(self) as painter:
            paint.line(painter, 0, 0, self.width(), 0)
            x = theme.dp(18) if self._with_mark else 0
            upper = QRect(x, theme.dp(8), self.width() - x, theme.dp(20))
            lower = QRect(x, theme.dp(28), self.width() - x, theme.dp(17))
            if self._with_mark:
                draw_mark(painter, line.mark, 0, upper.center().y() - theme.dp(MARK_SIDE) / 2)
            role = word_role(line.mark) if line.mark is not Mark.NONE else Role.INK
            kind = Type.STRONG if line.strong_right else Type.TEXT
            left = paint.words(
                painter, upper, line.right, Role.INK2 if line.is_right else role, kind, paint.RIGHT
            )
            upper.setRight(upper.right() - left - theme.dp(8))
            paint.words(painter, upper, line.name, Role.INK, Type.STRONG)
            if line.below_mark is not Mark.NONE:
                side = theme.dp(MARK_SIDE)
                y = lower.center().y() - side / 2
                draw_mark(painter, line.below_mark, self.width() - side, y)
                lower.setRight(lower.right() - side - theme.dp(4))
            below = Role.TODAY if line.below_mark is Mark.TODAY else Role.INK2
            day = paint.words(painter, lower, line.below_right, below, Type.SMALL, paint.RIGHT)
            # The day is never covered: of a long article less is shown.
            lower.setRight(lower.right() - day - theme.dp(8))
            paint.words(painter, lower, line.below, Role.INK2, Type.SMALL)
            if self.hasFocus():
                paint.box(painter, self.rect(), None, Role.ACCENT, width=2)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Ask why."""
        self.why_requested.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter asks why."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.why_requested.emit()
        else:
            super().keyPressEvent(event)
