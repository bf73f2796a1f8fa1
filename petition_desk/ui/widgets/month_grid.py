"""A month with a figure a day."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from petition_desk.ui import theme
from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets import paint
from petition_desk.ui.widgets.buttons import IconButton
from petition_desk.ui.widgets.labels import Words
from petition_desk.ui.widgets.marks import Mark, word_role

WEEKDAYS = ("一", "二", "三", "四", "五", "六", "日")


@dataclass(frozen=True, slots=True)
class DayNote:
    """What stands below a day.

    Attributes:
        text: `2 件`.
        mark: How it is coloured; `NONE` for plain.
    """

    text: str
    mark: Mark = Mark.NONE


def weekend(day: date) -> bool:
    """Say whether a day is a Saturday or Sunday; used until the calendar of work is known."""
    return day.weekday() >= calendar.SATURDAY


class MonthDays(QWidget):
    """The days of one month, six weeks, moved through with the arrow keys."""

    day_chosen = Signal(object)
    month_left = Signal(int)

    def __init__(self, *, cell_height: int = 44, parent: QWidget | None = None) -> None:
        """Show nothing until `show_month()`; ``cell_height`` is 44 with figures, 28 without."""
        super().__init__(parent)
        self._cell_height = cell_height
        self._first = date(2026, 1, 1)
        self._today: date | None = None
        self._cursor: date | None = None
        self._notes: Mapping[date, DayNote] = {}
        self._is_off: Callable[[date], bool] = weekend
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("月历")

    def show_month(
        self,
        first: date,
        *,
        today: date | None,
        notes: Mapping[date, DayNote] | None = None,
        is_off: Callable[[date], bool] = weekend,
        cursor: date | None = None,
    ) -> None:
        """Show the month of ``first`` with its notes, its days off and today's frame."""
        self._first = first.replace(day=1)
        self._today = today
        self._notes = notes or {}
        self._is_off = is_off
        self._cursor = cursor
        self.update()

    @property
    def cursor_day(self) -> date | None:
        """The day the keyboard stands on."""
        return self._cursor

    def first_shown(self) -> date:
        """Return the Monday of the first week shown."""
        return self._first - timedelta(days=self._first.weekday())

    def sizeHint(self) -> QSize:
        """Return a row of weekdays and six weeks."""
        return QSize(theme.dp(272), theme.dp(24 + 6 * self._cell_height))

    def _rect_of(self, index: int) -> QRect:
        column, row = index % 7, index // 7
        left = self.width() * column // 7
        right = self.width() * (column + 1) // 7
        high = theme.dp(self._cell_height)
        return QRect(left, theme.dp(24) + row * high, right - left, high)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the weekdays and the days."""
        with paint.painting(self) as painter:
            for index, word in enumerate(WEEKDAYS):
                column = self._rect_of(index)
                head = QRect(column.x(), 0, column.width(), theme.dp(22))
                paint.words(painter, head, word, Role.INK2, Type.SMALL, paint.CENTRE)
            for index in range(42):
                self._day(painter, self._rect_of(index), self.first_shown() + timedelta(index))
            for row in range(6):
                y = theme.dp(24) + row * theme.dp(self._cell_height)
                paint.line(painter, 0, y, self.width(), y)
            self._frames(painter)

    def _day(self, painter: QPainter, rect: QRect, day: date) -> None:
        if self._is_off(day):
            paint.fill(painter, rect, Role.HOVER)
        inside = day.month == self._first.month
        is_today = day == self._today
        role = Role.ACCENT if is_today else Role.INK if inside else Role.INK2
        has_notes = self._cell_height >= 40
        top = rect.adjusted(0, theme.dp(3), 0, -theme.dp(20)) if has_notes else rect
        kind = Type.STRONG if is_today else Type.TEXT
        paint.words(painter, top, str(day.day), role, kind, paint.CENTRE)
        note = self._notes.get(day)
        if note is not None and has_notes:
            foot = rect.adjusted(0, theme.dp(22), 0, -theme.dp(4))
            paint.words(painter, foot, note.text, word_role(note.mark), Type.SMALL, paint.CENTRE)

    def _frames(self, painter: QPainter) -> None:
        for day in (self._today, self._cursor if self.hasFocus() else None):
            if day is None:
                continue
            index = (day - self.first_shown()).days
            if 0 <= index < 42:
                paint.box(painter, self._rect_of(index), None, Role.ACCENT, width=2, radius=0)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the day that is pressed."""
        for index in range(42):
            if self._rect_of(index).contains(event.position().toPoint()):
                self._cursor = self.first_shown() + timedelta(index)
                self.update()
                self.day_chosen.emit(self._cursor)
                return

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move by day and week, by month with PgUp and PgDn; Enter chooses."""
        steps = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -7,
            Qt.Key.Key_Down: 7,
        }
        key = Qt.Key(event.key())
        if key in steps:
            self._move_to((self._cursor or self._today or self._first) + timedelta(steps[key]))
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.month_left.emit(-1 if key is Qt.Key.Key_PageUp else 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._cursor:
            self.day_chosen.emit(self._cursor)
        else:
            super().keyPressEvent(event)

    def _move_to(self, day: date) -> None:
        self._cursor = day
        months = (day.year - self._first.year) * 12 + day.month - self._first.month
        if months:
            self.month_left.emit(months)
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard stands."""
        super().focusInEvent(event)
        self._cursor = self._cursor or self._today
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide where the keyboard stands."""
        super().focusOutEvent(event)
        self.update()


class MonthGrid(QWidget):
    """A month with its name and the arrows to the months beside it."""

    month_changed = Signal(object)
    day_chosen = Signal(object)

    def __init__(self, *, cell_height: int = 44, parent: QWidget | None = None) -> None:
        """Show nothing until `show_month()`."""
        super().__init__(parent)
        self._first = date(2026, 1, 1)
        self._name = Words("", Type.STRONG)
        self.days = MonthDays(cell_height=cell_height)
        self._back = IconButton("left", "上一月", small=True)
        self._next = IconButton("right", "下一月", small=True)
        head = QHBoxLayout()
        head.setSpacing(0)
        head.addWidget(self._name, 1)
        head.addWidget(self._back)
        head.addWidget(self._next)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.days)
        self._back.clicked.connect(lambda: self._turn(-1))
        self._next.clicked.connect(lambda: self._turn(1))
        self.days.month_left.connect(self._turn)
        self.days.day_chosen.connect(self.day_chosen)

    def show_month(
        self,
        first: date,
        *,
        today: date | None,
        notes: Mapping[date, DayNote] | None = None,
        is_off: Callable[[date], bool] = weekend,
    ) -> None:
        """Show the month of ``first``; see `MonthDays.show_month`."""
        self._first = first.replace(day=1)
        self._name.setText(f"{first.year} 年 {first.month} 月")
        self.days.show_month(
            first, today=today, notes=notes, is_off=is_off, cursor=self.days.cursor_day
        )

    @property
    def month(self) -> date:
        """The first day of the month shown."""
        return self._first

    def _turn(self, months: int) -> None:
        index = self._first.year * 12 + self._first.month - 1 + months
        self.month_changed.emit(date(index // 12, index % 12 + 1, 1))
