"""A right that the person may lose by waiting for us: its last day in red, and its rule below."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from petition_desk.ui import theme
from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets import paint
from petition_desk.ui.widgets.cards import Card, CardKind
from petition_desk.ui.widgets.date_edit import with_weekday
from petition_desk.ui.widgets.labels import Words
from petition_desk.ui.widgets.marks import Mark, MarkDot

if TYPE_CHECKING:
    from petition_desk.domain.other_rights import LastDay


class RightCard(Card):
    """One right: what to do until when, by which procedure, by which article.

    Pressing it, or Enter, asks why it is that day.
    """

    why_requested = Signal(object)

    def __init__(self, last: LastDay, today: date, parent: QWidget | None = None) -> None:
        """Show ``last`` as it stands on ``today``."""
        super().__init__(CardKind.RIGHT, parent)
        self._last = last
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(title_of(last, today))
        self.setAccessibleDescription("按 Enter 看为什么是这一天")
        head = QHBoxLayout()
        head.setSpacing(theme.dp(6))
        head.addWidget(MarkDot(Mark.OVERDUE))
        self.title = Words(title_of(last, today), Type.STRONG, Role.OVERDUE, wraps=True)
        head.addWidget(self.title, 1)
        self.body.addLayout(head)
        self.body.addWidget(Words(last.right.procedure, wraps=True))
        rule = f"{last.limit.rule}（{last.limit.source}）"
        self.body.addWidget(Words(rule, Type.SMALL, Role.INK2, wraps=True))
        if last.is_provisional:
            says = "▲ 暂定：那一年的放假安排还没有载入"
            self.body.addWidget(Words(says, Type.SMALL, Role.TODAY, wraps=True))
        if last.limit.confirm:
            self.body.addWidget(Words(last.limit.confirm, Type.SMALL, Role.TODAY, wraps=True))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Ask why."""
        self.why_requested.emit(self._last)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter asks why."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.why_requested.emit(self._last)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the frame, and the ring of the focus."""
        super().paintEvent(event)
        if self.hasFocus():
            with paint.painting(self) as painter:
                paint.box(painter, self.rect(), None, Role.ACCENT, width=2)


def title_of(last: LastDay, today: date) -> str:
    """What has to be done until when, and how many days are left."""
    left = last.days_left(today)
    left_words = f"剩 {left} 天" if left else "今天是最后一日"
    rest = left_words if left >= 0 else "已过"
    return f"{last.limit.name}至 {with_weekday(last.on)}，{rest}"
