"""One line a month: every day of a period, counted or not, off or worked."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from petition_desk.domain.calendar import DayKind
from petition_desk.domain.explanation import DayMark, Explanation, MarkKind
from petition_desk.ui import theme
from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets import paint
from petition_desk.ui.widgets.month_grid import weekend

_CELL, _HIGH, _PITCH, _LABEL = 24, 40, 52, 48
#: The how-maniest days that are written below their date.
_MILESTONES = frozenset({15, 30, 45, 60, 75, 90})


def months_of(explanation: Explanation) -> list[date]:
    """Return the first day of each month that the period touches."""
    first = explanation.days[0].on.replace(day=1)
    last = explanation.days[-1].on
    months: list[date] = []
    while first <= last:
        months.append(first)
        first = (first.replace(day=28) + timedelta(days=4)).replace(day=1)
    return months


def note_of(mark: DayMark, deadline: date, rolled: date, today: date) -> str:
    """Return the character or figure below a day."""
    if mark.on == today:
        return "今"
    if mark.kind is MarkKind.TRIGGER:
        return "起"
    if mark.on == rolled != deadline:
        return "顺"
    if mark.number is not None and (mark.number in _MILESTONES or mark.on == deadline):
        return str(mark.number)
    if mark.kind is MarkKind.PAUSED:
        return "停"
    if not mark.name or mark.name == DayKind.WEEKEND:
        return ""
    return "班" if mark.is_workday else "休"


class WhyDays(QWidget):
    """The months of one explanation."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing until `show_days()`."""
        super().__init__(parent)
        self._months: list[date] = []
        self._marks: dict[date, DayMark] = {}
        self._notes: dict[date, str] = {}
        self._deadline = self._rolled = self._today = date(2000, 1, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("逐日计算")

    def show_days(self, explanation: Explanation, deadline: date, today: date) -> None:
        """Show a period; ``deadline`` is the day that counts."""
        self._months = months_of(explanation)
        self._marks = {mark.on: mark for mark in explanation.days}
        self._deadline, self._today = deadline, today
        self._rolled = explanation.dates.due_rolled
        self._notes = {
            mark.on: note_of(mark, deadline, self._rolled, today) for mark in explanation.days
        }
        self.setAccessibleDescription(
            "；".join(f"{mark.on:%m-%d} {mark.why}" for mark in explanation.days)
        )
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return 52 a month."""
        return QSize(theme.dp(_LABEL + 31 * _CELL), theme.dp(_PITCH) * len(self._months))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the months."""
        with paint.painting(self) as painter:
            for row, first in enumerate(self._months):
                y = row * theme.dp(_PITCH)
                head = QRect(0, y, theme.dp(_LABEL), theme.dp(_HIGH))
                paint.words(painter, head, f"{first.month} 月", Role.INK, Type.STRONG)
                for number in range(1, calendar.monthrange(first.year, first.month)[1] + 1):
                    x = theme.dp(_LABEL) + (number - 1) * theme.dp(_CELL)
                    cell = QRect(x, y, theme.dp(_CELL), theme.dp(_HIGH))
                    self._cell(painter, cell, first.replace(day=number))

    def _cell(self, painter: QPainter, cell: QRect, day: date) -> None:
        mark = self._marks.get(day)
        is_off = not mark.is_workday if mark is not None else weekend(day)
        is_last = day == self._deadline
        if is_last:
            paint.fill(painter, cell, Role.ACCENT)
        elif is_off:
            paint.fill(painter, cell, Role.HOVER)
        counted = mark is not None and mark.counted
        role = Role.ON_ACCENT if is_last else Role.INK if counted else Role.INK2
        if mark is not None and mark.kind is MarkKind.TRIGGER:
            role = Role.INK
        kind = Type.STRONG if day in (self._today, self._deadline) else Type.TEXT
        upper = QRect(cell.x(), cell.y() + theme.dp(2), cell.width(), theme.dp(20))
        paint.words(painter, upper, str(day.day), role, kind, paint.CENTRE)
        lower = QRect(cell.x(), cell.y() + theme.dp(21), cell.width(), theme.dp(15))
        below = Role.ON_ACCENT if is_last else Role.INK2
        paint.words(painter, lower, self._notes.get(day, ""), below, Type.SMALL, paint.CENTRE)
        self._frame(painter, cell, day, mark)

    def _frame(self, painter: QPainter, cell: QRect, day: date, mark: DayMark | None) -> None:
        if mark is not None and mark.counted:
            high = theme.dp(3)
            foot = QRect(cell.x(), cell.bottom() + 1, cell.width(), high)
            paint.fill(painter, foot, Role.ACCENT)
        if mark is not None and mark.kind is MarkKind.TRIGGER:
            paint.box(painter, cell, None, Role.INK, width=2, radius=0)
        elif day == self._today:
            paint.box(painter, cell, None, Role.ACCENT, width=2, radius=0)
        elif day == self._rolled != self._deadline:
            paint.box(painter, cell, None, Role.EDGE, radius=0)
