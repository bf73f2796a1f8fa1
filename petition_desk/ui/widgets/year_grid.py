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
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_year(self, year: int, today: date, kind_of: Callable[[date], YearDay]) -> None:
        """Show ``year``; ``kind_of`` says what each day is."""
        self._year, self._today, self._kind_of = year, today, kind_of
        self.setAccessibleName(f"{year} 年放假日历")
        self.update()

    def sizeHint(self) -> QSize:
        """Return three rows of months."""
        return QSize(theme.dp(742), theme.dp(3 * _PITCH))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the months."""
        step = (self.width() - theme.dp(7 * _CELL)) // 3
        with paint.painting(self) as painter:
            for month in range(1, 13):
                x = (month - 1) % 4 * step
                y = (month - 1) // 4 * theme.dp(_PITCH)
                self._month(painter, x, y, month)

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
