"""A field for a day: typed as she likes, shown as 2026-03-02, with a calendar beside it."""

from __future__ import annotations

import re
from datetime import date, timedelta

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from petition_desk.ui import theme
from petition_desk.ui.theme import Role
from petition_desk.ui.widgets import paint
from petition_desk.ui.widgets.buttons import IconButton
from petition_desk.ui.widgets.edits import LineEdit
from petition_desk.ui.widgets.month_grid import WEEKDAYS, MonthGrid

_PARTS = re.compile(r"\s*(?:(\d{4})\s*[-./年]\s*)?(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?\s*")
_RUN = re.compile(r"\s*(\d{4})(\d{2})(\d{2})\s*")
_WORDS = {"今天": 0, "昨天": -1, "前天": -2, "明天": 1}


def read_day(text: str, today: date) -> date | None:
    """Read a day as an officer types it; nothing if it is none.

    Accepted: ``20260302``, ``2026-3-2``, ``2026.3.2``, ``2026年3月2日``, ``3.2``, ``3月2日``, 今天,
    昨天, 前天, 明天. A day without its year is the nearest one that is not after ``today``.
    """
    stripped = text.strip()
    if stripped in _WORDS:
        return today + timedelta(days=_WORDS[stripped])
    found = _RUN.fullmatch(text) or _PARTS.fullmatch(text)
    if found is None:
        return None
    year, month, day = found.groups()
    if year is not None:
        return _day(int(year), int(month), int(day))
    # 29 February may lie up to eight years back.
    tries = (_day(today.year - back, int(month), int(day)) for back in range(9))
    return next((made for made in tries if made is not None and made <= today), None)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def with_weekday(day: date) -> str:
    """Return ``2026-11-22 周日``."""
    return f"{day.isoformat()} 周{WEEKDAYS[day.weekday()]}"


class CalendarPopup(QFrame):
    """The calendar that opens under a date."""

    chosen = Signal(object)

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        """Open on the month of ``today`` until told otherwise."""
        super().__init__(parent, Qt.WindowType.Popup)
        self._today = today
        self.grid = MonthGrid(cell_height=28)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.dp(12), theme.dp(8), theme.dp(12), theme.dp(12))
        column.addWidget(self.grid)
        self.setFixedWidth(theme.dp(280))
        self.grid.month_changed.connect(self._show_month)
        self.grid.day_chosen.connect(self._choose)

    def open_at(self, corner: QPoint, day: date | None) -> None:
        """Open with its upper left corner at ``corner`` (of the screen)."""
        start = day or self._today
        self.grid.days.show_month(start, today=self._today, cursor=start)
        self._show_month(start)
        self.move(corner)
        self.show()
        self.grid.days.setFocus(Qt.FocusReason.PopupFocusReason)

    def _show_month(self, first: date) -> None:
        self.grid.show_month(first, today=self._today)

    def _choose(self, day: date) -> None:
        self.hide()
        self.chosen.emit(day)

    def paintEvent(self, event: object) -> None:
        """Draw the panel."""
        with paint.painting(self) as painter:
            paint.fill(painter, self.rect(), Role.SURFACE)
            paint.box(painter, self.rect(), None, Role.EDGE, radius=0)


class DateEdit(LineEdit):
    """A day, or nothing; what cannot be read stays as typed and is not a day."""

    day_changed = Signal(object)

    def __init__(self, today: date, *, name: str = "", parent: QWidget | None = None) -> None:
        """Read days against ``today``; ``name`` is what a screen reader says."""
        super().__init__("", name=name, parent=parent)
        self._today = today
        self._popup: CalendarPopup | None = None
        self._last: date | None = None
        button = IconButton("calendar", "打开月历", small=True)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.set_trailing(button)
        self.setPlaceholderText("年-月-日")
        button.clicked.connect(self.open_calendar)
        self.editingFinished.connect(self._tidy)
        self.textEdited.connect(lambda _text: self._say_if_changed())

    def day(self) -> date | None:
        """Return the day typed; nothing where the field is empty or holds no day."""
        return read_day(self.text(), self._today)

    @property
    def is_unreadable(self) -> bool:
        """Whether something was typed that is no day."""
        return bool(self.text().strip()) and self.day() is None

    def set_day(self, day: date | None) -> None:
        """Set the day without saying so."""
        self._last = day
        self.setText(day.isoformat() if day else "")

    def open_calendar(self) -> None:
        """Open the calendar under the field."""
        if self._popup is None:
            self._popup = CalendarPopup(self._today, self)
            self._popup.chosen.connect(self._take)
        corner = self.mapToGlobal(QPoint(0, self.height() + 2))
        self._popup.open_at(corner, self.day())

    def _take(self, day: date) -> None:
        self.setText(day.isoformat())
        self.setFocus(Qt.FocusReason.PopupFocusReason)
        self._say_if_changed()

    def _tidy(self) -> None:
        day = self.day()
        if day is not None and self.text() != day.isoformat():
            self.setText(day.isoformat())
        self._say_if_changed()

    def _say_if_changed(self) -> None:
        day = self.day()
        if day != self._last:
            self._last = day
            self.day_changed.emit(day)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """↑ and ↓ move by a day, Alt+↓ opens the calendar."""
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.open_calendar()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and self.day() is not None:
            step = 1 if event.key() == Qt.Key.Key_Up else -1
            self.setText(((self.day() or self._today) + timedelta(days=step)).isoformat())
            self._say_if_changed()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Write the day in full."""
        super().focusOutEvent(event)
        self._tidy()
