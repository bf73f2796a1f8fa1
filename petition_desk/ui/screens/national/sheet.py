"""The fields of one case in the order of the national page, and what is recorded afterwards."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from petition_desk.services.national_entry import EntrySheet
from petition_desk.ui import theme
from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets.buttons import Button, Look
from petition_desk.ui.widgets.cards import Surface
from petition_desk.ui.widgets.date_edit import DateEdit
from petition_desk.ui.widgets.edits import LineEdit
from petition_desk.ui.widgets.fields import Field
from petition_desk.ui.widgets.labels import Words
from petition_desk.ui.widgets.record_list import Record, RecordColumn, RecordList

_COLUMNS = (
    RecordColumn("项目", 112),
    RecordColumn("内容", is_main=True),
    RecordColumn("", 72),
)
_NOTHING = "（未填，跳过）"


class FieldSheet(QWidget):
    """The fields as a list; the one to be copied next is the current row."""

    def __init__(self) -> None:
        """Show nothing until `show_sheet()`."""
        super().__init__()
        self._sheet: EntrySheet | None = None
        self._copied: set[int] = set()
        self._is_revealed = False
        self.list = RecordList("国网登记页的各项", _COLUMNS)
        self.whole = Words("", Type.TEXT, Role.INK, wraps=True)
        self.whole.setContentsMargins(*(theme.dp(side) for side in (16, 8, 16, 8)))
        self.whole.setMinimumHeight(theme.dp(72))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.list, 1)
        column.addWidget(self.whole)
        self.setFocusProxy(self.list)
        self.list.chosen.connect(lambda _row: self._show_whole())

    def show_sheet(self, sheet: EntrySheet | None) -> None:
        """Show the fields of a case from the first one that is filled; nothing copied yet."""
        self._sheet = sheet
        self._copied.clear()
        first = self._next_filled(0)
        self._draw(first if first is not None else 0)

    def set_revealed(self, *, is_revealed: bool) -> None:
        """Show identities, or cover them."""
        if is_revealed != self._is_revealed:
            self._is_revealed = is_revealed
            self._draw(self._row())

    def _row(self) -> int:
        current = self.list.current()
        return int(current) if current else 0

    def _draw(self, row: int) -> None:
        entries = self._sheet.entries if self._sheet is not None else ()
        records = []
        for place, entry in enumerate(entries):
            words = (entry.value if self._is_revealed else entry.shown).replace("\n", " ")
            state = "已复制" if place in self._copied else ""
            records.append(Record(str(place), (entry.title, words or _NOTHING, state)))
        self.list.show_records(records, str(row))
        self._show_whole()

    def _show_whole(self) -> None:
        """Write the current field out below the list, however long it is."""
        entries = self._sheet.entries if self._sheet is not None else ()
        row = self._row()
        entry = entries[row] if row < len(entries) else None
        words = "" if entry is None else entry.value if self._is_revealed else entry.shown
        self.whole.setText(words)

    def _next_filled(self, start: int) -> int | None:
        entries = self._sheet.entries if self._sheet is not None else ()
        filled = (row for row in range(start, len(entries)) if entries[row].value)
        return next(filled, None)

    def take_current(self) -> str:
        """Return the current field's value and go to the next one that is filled.

        Empty where the current field is: there is nothing to copy.
        """
        entries = self._sheet.entries if self._sheet is not None else ()
        row = self._row()
        if row >= len(entries) or not entries[row].value:
            return ""
        self._copied.add(row)
        after = self._next_filled(row + 1)
        self._draw(after if after is not None else row)
        return entries[row].value

    @property
    def is_through(self) -> bool:
        """Whether every field that is filled was copied."""
        entries = self._sheet.entries if self._sheet is not None else ()
        filled = {row for row, entry in enumerate(entries) if entry.value}
        return bool(filled) and filled <= self._copied


class EnteredBar(Surface):
    """已录入: the number the national system gave, and the day."""

    entered = Signal(str, object)

    def __init__(self, today: date) -> None:
        """Ask for number and day; the day is today unless told otherwise."""
        super().__init__(Role.WINDOW, "t")
        self._today = today
        self.number = LineEdit(name="国网编号")
        self.day = DateEdit(today, name="录入日期")
        self.number_field = Field("国网编号", self.number, required=True)
        self.day_field = Field("录入日期", self.day)
        self.day.setMinimumWidth(theme.dp(136))
        self.button = Button("已录入", Look.PRIMARY, key="Ctrl+Enter")
        row = QHBoxLayout(self)
        row.setContentsMargins(*(theme.dp(side) for side in (16, 12, 16, 12)))
        row.setSpacing(theme.dp(16))
        row.addWidget(self.number_field, 1)
        row.addWidget(self.day_field)
        row.addWidget(self.button)
        self.button.clicked.connect(self.send)
        self.clear()

    def clear(self) -> None:
        """Stand ready for the next case."""
        self.number.clear()
        self.day.set_day(self._today)
        self.number_field.clear_note()
        self.day_field.clear_note()

    def send(self) -> None:
        """Ask for the case to be recorded as entered, unless something is missing."""
        number, day = self.number.text().strip(), self.day.day()
        self.number_field.clear_note()
        self.day_field.clear_note()
        if not number:
            self.number_field.set_error("填国网给出的编号")
            self.number.setFocus()
        elif day is None:
            self.day_field.set_error("填录入的日期")
            self.day.setFocus()
        else:
            self.entered.emit(number, day)
