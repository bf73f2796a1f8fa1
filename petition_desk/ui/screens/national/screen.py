"""录国网助手: the cases that are not in the national system, and each one field by field."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout

from petition_desk.errors import InputError, PetitionDeskError
from petition_desk.services import casework, national_entry
from petition_desk.services.national_entry import Backlog, EntrySheet
from petition_desk.ui.clipboard import PassingClipboard
from petition_desk.ui.screens.base import Hint, Place, Screen, ScreenContext
from petition_desk.ui.screens.national.view import NationalView
from petition_desk.ui.widgets.record_list import Record
from petition_desk.ui.widgets.toast import ToastNote
from petition_desk.ui.work import Job, Lane

_HINTS: Final = (
    Hint("F4", "复制下一项"),
    Hint("↑ ↓", "选择"),
    Hint("N", "填国网编号"),
    Hint("F6", "按住显示姓名"),
    Hint("Esc", "返回"),
)


class NationalScreen(Screen):
    """Left the cases, oldest first; right the fields of the current one."""

    def __init__(self, context: ScreenContext) -> None:
        """Build the screen; it is read when it is gone to."""
        super().__init__(context)
        self._sheet: EntrySheet | None = None
        self._wanted = ""
        self._noted = ""
        self._total = 0
        self._is_busy = False
        self._listing = Lane(context.work)
        self._reading = Lane(context.work)
        self._revealing = Lane(context.work)
        self.clipboard = PassingClipboard(self)
        view = NationalView(context.desk.clock.today(), [(hint.key, hint.word) for hint in _HINTS])
        self.list, self.sheet, self.bar = view.list, view.sheet, view.bar
        self.head, self.copy_button, self._view = view.head, view.copy_button, view
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(view)
        self.setFocusProxy(view.list)
        self._wire()

    def _wire(self) -> None:
        self.list.chosen.connect(self._open)
        self.copy_button.clicked.connect(self.copy_next)
        self.bar.entered.connect(self._record)
        self.clipboard.left_changed.connect(lambda _left: self._say())
        self._view.ledger_button.clicked.connect(
            lambda: self.place_requested.emit(Place("ledger", detail="all"))
        )
        self.context.reveal.changed.connect(self._reveal)
        QShortcut(QKeySequence("F4"), self).activated.connect(self.copy_next)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.bar.send)

    # Reading

    def open_at(self, place: Place) -> None:
        """Show the backlog; the case that is asked for is the current one."""
        self._wanted = place.number
        self.refresh()

    def refresh(self) -> None:
        """Read the backlog anew; the current case is kept."""
        desk = self.context.desk
        self._listing.ask(lambda _job: national_entry.backlog(desk), self._show_list)

    def _show_list(self, page: Backlog) -> None:
        wanted, self._wanted = self._wanted or self.list.current(), ""
        self._total = page.total
        records = [
            Record(row.local_no, (row.local_no, row.received_on.isoformat(), row.summary))
            for row in page.rows
        ]
        self._view.show_empty(is_empty=not records)
        self.list.show_records(records, wanted)
        if not records:
            self._show_sheet(None)
        self._say()

    def _open(self, number: str) -> None:
        if self._sheet is not None and self._sheet.local_no == number:
            return
        desk = self.context.desk
        self._reading.ask(lambda _job: national_entry.entry_sheet(desk, number), self._show_sheet)

    def _show_sheet(self, sheet: EntrySheet | None) -> None:
        self._sheet = sheet
        self.clipboard.clear()
        self.bar.clear()
        self.sheet.set_revealed(is_revealed=False)
        self.sheet.show_sheet(sheet)
        self._say()

    def _say(self) -> None:
        """Say how many wait, or how long the copied field stays."""
        left = self.clipboard.seconds_left
        if left:
            self.head.set_says(f"已复制，{left} 秒后从剪贴板清除")
        else:
            self.head.set_says(f"{self._total} 件还没有录入，收到早的在前" if self._total else "")

    # Copying

    def copy_next(self) -> None:
        """Copy the current field; the journal is told once a case."""
        sheet = self._sheet
        if sheet is None or not self.isVisible():
            return
        if self._noted == sheet.local_no:
            self._copy()
            return
        desk, number = self.context.desk, sheet.local_no

        def noted(_none: None) -> None:
            self._noted = number
            if self._sheet is not None and self._sheet.local_no == number:
                self._copy()

        self._revealing.ask(lambda _job: national_entry.note_copying(desk, number), noted)

    def _copy(self) -> None:
        value = self.sheet.take_current()
        if value:
            self.clipboard.copy(value)
        if self.sheet.is_through:
            self._to_number()

    def _to_number(self) -> None:
        self.bar.number.setFocus(Qt.FocusReason.OtherFocusReason)

    # 已录入

    def _record(self, number: str, day: date) -> None:
        sheet, desk = self._sheet, self.context.desk
        if sheet is None or self._is_busy:
            return
        self._is_busy = True

        def record(_job: Job) -> None:
            casework.record_step(
                desk, sheet.local_no, "entered-nationally", {"number": number}, on=day
            )

        self.context.work.run(
            record, lambda _none: self._recorded(sheet.local_no), failed=self._refused
        )

    def _recorded(self, local_no: str) -> None:
        self._is_busy = False
        self._show_sheet(None)
        self.toast_requested.emit(ToastNote(f"{local_no} 已记为录入国网"))
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        self.refresh()

    def _refused(self, error: Exception) -> None:
        self._is_busy = False
        if isinstance(error, InputError):
            self.bar.day_field.set_error("；".join(fault.reason for fault in error.faults))
        elif isinstance(error, PetitionDeskError):
            self.bar.number_field.set_error(str(error))
        else:
            self.context.work.report(error)

    # Identities

    def _reveal(self, shown: bool) -> None:
        """Show the identities while the key is held; the journal is told first."""
        sheet, desk = self._sheet, self.context.desk
        if not shown or sheet is None or not self.isVisible():
            self._revealing.drop()
            self.sheet.set_revealed(is_revealed=False)
            return
        self._revealing.ask(
            lambda _job: casework.reveal(desk, sheet.local_no),
            lambda _none: self.sheet.set_revealed(is_revealed=self.context.reveal.is_shown),
        )

    def put_in_order(self) -> None:
        """Leave nothing on the clipboard when the window locks or closes."""
        self.clipboard.clear()

    # Keys

    def hints(self) -> tuple[Hint, ...]:
        """Return the keys of this screen."""
        return (*_HINTS, Hint("Ctrl+Enter", "已录入"))

    def letter_keys(self) -> Mapping[Qt.Key, Callable[[], None]]:
        """Return what single keys do."""
        return {
            Qt.Key.Key_N: self._to_number,
            Qt.Key.Key_Return: self.sheet.setFocus,
            Qt.Key.Key_Enter: self.sheet.setFocus,
            Qt.Key.Key_Space: self._open_case,
            Qt.Key.Key_Escape: self._leave,
        }

    def _open_case(self) -> None:
        if self._sheet is not None:
            self.place_requested.emit(Place("case", self._sheet.local_no))

    def _leave(self) -> None:
        if self.list.view.hasFocus():
            self.back_requested.emit()
        else:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
