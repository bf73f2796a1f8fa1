"""Twelve months of small cells: days off, worked weekends, plain weekends, today.

Where days may be pressed, the December before stands behind the twelve months, a cursor moves by
the arrow keys, and pressing with Shift takes the days from the last one pressed.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable
from datetime import date, timedelta
from enum import Enum

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from petition_desk.ui import theme
from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets import paint
from petition_desk.ui.widgets.month_grid import WEEKDAYS

_CELL, _LINE, _PITCH = 24, 19, 163
_MOST_COLUMNS = 4
_ARROWS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -7,
    Qt.Key.Key_Down: 7,
}
_PRESSES = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class YearDay(Enum):
    """What a day of the year is."""

    PLAIN = "plain"
    WEEKEND = "weekend"
    OFF = "off"
    WORKED = "worked"


class YearGrid(QWidget):
    """A year, 4 x 3 months."""

    #: A day was pressed.
    pressed = Signal(object)
    #: The days from the one pressed before to this one were asked for.
    span_pressed = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing until `show_year()`."""
        super().__init__(parent)
        self._months: list[date] = []
        self._today = date(2026, 1, 1)
        self._kind_of: Callable[[date], YearDay] = lambda _day: YearDay.PLAIN
        self._is_open = False
        self._cursor = date(2026, 1, 1)
        self._last: date | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_year(
        self,
        year: int,
        today: date,
        kind_of: Callable[[date], YearDay],
        *,
        is_open: bool = False,
    ) -> None:
        """Show ``year``; ``kind_of`` says what each day is, ``is_open`` lets days be pressed."""
        first = date(year, 1, 1)
        if not self._months or self._months[0] != first or is_open != self._is_open:
            self._cursor, self._last = first, None
        self._months = [date(year, month, 1) for month in range(1, 13)]
        if is_open:
            self._months.append(date(year - 1, 12, 1))
        self._today, self._kind_of, self._is_open = today, kind_of, is_open
        policy = Qt.FocusPolicy.StrongFocus if is_open else Qt.FocusPolicy.NoFocus
        self.setFocusPolicy(policy)
        self.setAccessibleName(f"{year} 年放假日历")
        self.updateGeometry()
        self.update()

    @property
    def cursor_day(self) -> date:
        """The day the keyboard stands on."""
        return self._cursor

    def _columns(self, width: int) -> int:
        """Return how many months stand side by side: four, or fewer where text is large."""
        return max(1, min(_MOST_COLUMNS, (width + theme.dp(16)) // theme.dp(7 * _CELL + 16)))

    def hasHeightForWidth(self) -> bool:
        """Say that fewer months in a row make more rows."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return how high the year is at a width."""
        count = len(self._months) or 12
        return -(-count // self._columns(width)) * theme.dp(_PITCH)

    def sizeHint(self) -> QSize:
        """Return four months side by side."""
        return QSize(theme.dp(742), theme.dp(3 * _PITCH))

    def minimumSizeHint(self) -> QSize:
        """Return one month a row."""
        return QSize(theme.dp(7 * _CELL), theme.dp(_PITCH))

    def _corner(self, place: int) -> QPoint:
        """Return where a month begins."""
        columns = self._columns(self.width())
        spare = self.width() - theme.dp(7 * _CELL)
        step = min(spare // (columns - 1), theme.dp(7 * _CELL + 48)) if columns > 1 else 0
        return QPoint(place % columns * step, place // columns * theme.dp(_PITCH))

    def rect_of(self, day: date) -> QRect:
        """Return the cell of a day; an empty one where it is not shown."""
        first = day.replace(day=1)
        if first not in self._months:
            return QRect()
        corner, at = self._corner(self._months.index(first)), first.weekday() + day.day - 1
        cell, line = theme.dp(_CELL), theme.dp(_LINE)
        x, y = corner.x() + at % 7 * cell, corner.y() + theme.dp(41) + at // 7 * line
        return QRect(x, y, cell, line)

    def day_at(self, point: QPoint) -> date | None:
        """Return the day under a point, or None."""
        for first in self._months:
            for number in range(1, calendar.monthrange(first.year, first.month)[1] + 1):
                day = first.replace(day=number)
                if self.rect_of(day).contains(point):
                    return day
        return None

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the months."""
        with paint.painting(self) as painter:
            for place, first in enumerate(self._months):
                self._month(painter, self._corner(place), first, is_before=place == 12)
            if self._is_open and self.hasFocus():
                rect = self.rect_of(self._cursor)
                paint.box(painter, rect, None, Role.ACCENT, width=2, radius=0)

    def _month(self, painter: QPainter, corner: QPoint, first: date, *, is_before: bool) -> None:
        cell, line = theme.dp(_CELL), theme.dp(_LINE)
        name = QRect(corner.x(), corner.y(), 7 * cell, theme.dp(20))
        word = f"上年 {first.month} 月" if is_before else f"{first.month} 月"
        paint.words(painter, name, word, Role.INK, Type.STRONG)
        for column, weekday in enumerate(WEEKDAYS):
            head = QRect(corner.x() + column * cell, corner.y() + theme.dp(22), cell, line)
            paint.words(painter, head, weekday, Role.INK2, Type.SMALL, paint.CENTRE)
        for number in range(1, calendar.monthrange(first.year, first.month)[1] + 1):
            day = first.replace(day=number)
            self._day(painter, self.rect_of(day), day)

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

    def _press(self, day: date, *, to_here: bool) -> None:
        self._cursor = day
        if to_here and self._last is not None:
            self.span_pressed.emit(self._last, day)
        else:
            self.pressed.emit(day)
        self._last = day
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Press the day under the pointer; with Shift every day since the last one."""
        day = self.day_at(event.position().toPoint()) if self._is_open else None
        if day is not None:
            held = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self._press(day, to_here=bool(held))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move, the space bar presses; with Shift every day since the last one."""
        key = Qt.Key(event.key())
        if not self._is_open:
            super().keyPressEvent(event)
        elif key in _ARROWS:
            there = self._cursor + timedelta(days=_ARROWS[key])
            if there.replace(day=1) in self._months:
                self._cursor = there
                self.setAccessibleDescription(f"{there.isoformat()} {self._kind_of(there).value}")
                self.update()
        elif key in _PRESSES:
            held = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self._press(self._cursor, to_here=bool(held))
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the cursor."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the cursor."""
        super().focusOutEvent(event)
        self.update()
