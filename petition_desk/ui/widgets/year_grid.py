"""Twelve months of small cells: days off, worked weekends, plain weekends, today."""

from __future__ import annotations

import calendar
from collections.abc import Callable
from datetime import date
from enum import Enum

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from petition_desk.ui import theme
from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets import paint
from petition_desk.ui.widgets.month_grid import WEEKDAYS

_CELL, _LINE, _PITCH = 24, 19, 163
_MOST_COLUMNS = 4


class YearDay(Enum):
    """What a day of the year is."""

    PLAIN = "plain"
    WEEKEND = "weekend"
    OFF = "off"
    WORKED = "worked"


class YearGrid(QWidget):
    """A year, 4 x 3 months."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing until `show_year()`."""
        super().__init__(parent)
        self._year = 2026
        self._today = date(2026, 1, 1)
        self._kind_of: Callable[[date], YearDay] = lambda _day: YearDay.PLAIN
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_year(self, year: int, today: date, kind_of: Callable[[date], YearDay]) -> None:
        """Show ``year``; ``kind_of`` says what each day is."""
        self._year, self._today, self._kind_of = year, today, kind_of
        self.setAccessibleName(f"{year} 年放假日历")
        self.update()

    def _columns(self, width: int) -> int:
        """Return how many months stand side by side: four, or fewer where text is large."""
        return max(1, min(_MOST_COLUMNS, (width + theme.dp(16)) // theme.dp(7 * _CELL + 16)))

    def hasHeightForWidth(self) -> bool:
        """Say that fewer months in a row make more rows."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return how high the year is at a width."""
        return -(-12 // self._columns(width)) * theme.dp(_PITCH)

    def sizeHint(self) -> QSize:
        """Return four months side by side."""
        return QSize(theme.dp(742), theme.dp(3 * _PITCH))

    def minimumSizeHint(self) -> QSize:
        """Return one month a row."""
        return QSize(theme.dp(7 * _CELL), theme.dp(_PITCH))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the months."""
        columns = self._columns(self.width())
        spare = self.width() - theme.dp(7 * _CELL)
        step = min(spare // (columns - 1), theme.dp(7 * _CELL + 48)) if columns > 1 else 0
        with paint.painting(self) as painter:
            for at in range(12):
                x, y = at % columns * step, at // columns * theme.dp(_PITCH)
                self._month(painter, x, y, at + 1)

    def _month(self, painter: QPainter, x: int, y: int, month: int) -> None:
        cell, line = theme.dp(_CELL), theme.dp(_LINE)
        name = QRect(x, y, 7 * cell, theme.dp(20))
        paint.words(painter, name, f"{month} 月", Role.INK, Type.STRONG)
        for column, word in enumerate(WEEKDAYS):
            head = QRect(x + column * cell, y + theme.dp(22), cell, line)
            paint.words(painter, head, word, Role.INK2, Type.SMALL, paint.CENTRE)
        first, count = calendar.monthrange(self._year, month)
        for number in range(1, count + 1):
            at = first + number - 1
            rect = QRect(x + at % 7 * cell, y + theme.dp(41) + at // 7 * line, cell, line)
            self._day(painter, rect, date(self._year, month, number))

    def _day(self, painter: QPainter, rect: QRect, day: date) -> None:
        kind = self._kind_of(day)
        role, weight = Role.INK, Type.SMALL
        if day == self._today:
            paint.fill(painter, rect, Role.ACCENT)
            role, weight = Role.ON_ACCENT, Type.SMALL_STRONG
        elif kind is YearDay.OFF:
            paint.fill(painter, rect, Role.SEL)
            role, weight = Role.ACCENT, Type.SMALL_STRONG
        elif kind is YearDay.WORKED:
            paint.box(painter, rect, Role.SURFACE, Role.INK, radius=0)
            weight = Type.SMALL_STRONG
        elif kind is YearDay.WEEKEND:
            paint.fill(painter, rect, Role.WINDOW)
            role = Role.INK2
        paint.words(painter, rect, str(day.day), role, weight, paint.CENTRE)
