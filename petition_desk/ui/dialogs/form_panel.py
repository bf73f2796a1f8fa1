"""填上级的表: keep a form under a name, and fill it with what the ledger shows."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from petition_desk.errors import InputError
from petition_desk.ui.dialogs import files
from petition_desk.ui.dialogs.export_panel import SeenLedger
from petition_desk.ui.dialogs.form_choice import FormChoice
from petition_desk.ui.dialogs.panel_parts import on_ctrl_enter
from petition_desk.ui.screens.base import ScreenContext
from petition_desk.ui.widgets.marks import Mark

if TYPE_CHECKING:
    from petition_desk.services.forms import FilledForm, OpenForm
    from petition_desk.ui.work import Job

_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class FormPanel(FormChoice):
    """Ctrl+Enter chooses the file and fills."""

    filled = Signal(object)

    def __init__(self, window: QWidget, context: ScreenContext) -> None:
        """Lie over ``window``, hidden."""
        super().__init__(window, context)
        self._job: Job | None = None
        work = self._work
        work.remembered.connect(self._remembered)
        work.forgotten.connect(self._forgotten)
        work.filled.connect(self._filled)
        work.progressed.connect(self._progressed)
        work.failed.connect(self._failed)
        self.view.forget_button.clicked.connect(self.forget)
        self.foot.remember_button.clicked.connect(self.remember)
        self.fill_button.clicked.connect(self.fill)
        self.cancel_button.clicked.connect(self.cancel)
        on_ctrl_enter(self, self.fill)

    def open_for(self, seen: SeenLedger) -> None:
        """Ask which form is filled with ``seen``."""
        super().open_for(seen)
        self._show_idle()

    # Keeping

    def remember(self) -> None:
        """Keep the form and what fills it under its name."""
        if self._opened is not None:
            self._work.remember(self._opened, self.foot.name.text())

    def _remembered(self, opened: OpenForm) -> None:
        self._opened = opened
        self.view.forget_button.setEnabled(True)
        self.foot.name_field.clear_note()
        self.view.note.say(f"已记住“{opened.name}”，下个月直接选它", Mark.NONE)
        self._work.list_names()

    def forget(self) -> None:
        """Forget the form; the file itself stays where it is."""
        if self._opened is not None and self._opened.name:
            self._work.forget(self._opened.name)

    def _forgotten(self) -> None:
        self._show_form(None)
        self.view.note.say("已忘记这张表", Mark.NONE)
        self._work.list_names()

    # Filling

    def fill(self) -> None:
        """Ask for the file, then fill it off the thread of the window."""
        if self._opened is None or self._job is not None or not self.fill_button.isEnabled():
            return
        if not self.view.identity.check():
            return
        today = self._context.desk.clock.today()
        name = self.foot.name.text().strip() or "上报表"
        path = files.ask_save(self, "填上级的表", f"{name}_{today:%Y%m%d}.xlsx")
        if path is not None:
            self.write(path)

    def write(self, path: Path) -> None:
        """Fill the form into ``path``."""
        if self._opened is None or self._seen is None:
            return
        self.view.progress.setRange(0, 0)
        self.view.progress.show()
        self.cancel_button.show()
        self.fill_button.setEnabled(False)
        self._job = self._work.fill(path, self._opened, self._order(self._seen))

    def _show_idle(self) -> None:
        self._job = None
        self.view.progress.hide()
        self.cancel_button.hide()
        self.fill_button.setEnabled(self._opened is not None)

    def _progressed(self, done: int, total: int) -> None:
        self.view.progress.setRange(0, max(total, 1))
        self.view.progress.setValue(done)

    def _filled(self, filled: FilledForm | None) -> None:
        self._show_idle()
        if filled is None:
            self.view.note.say("已停止，没有写出文件", Mark.TODAY)
            return
        self.close_panel()
        self.filled.emit(filled.done)

    def _failed(self, error: Exception) -> None:
        self._show_idle()
        if not isinstance(error, InputError):
            self._context.work.report(error)
        elif error.field == "名称":
            self.foot.name_field.set_error(error.reason)
        elif not self.view.identity.refuse(error):
            self.view.note.say(str(error), Mark.OVERDUE)

    def cancel(self) -> None:
        """Stop filling; an older file of that name stands as it was."""
        if self._job is not None:
            self._job.cancel()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter on the list goes to the choice, on a button presses it."""
        buttons = (self.fill_button, self.view.blank_button, self.view.forget_button,
                   self.foot.remember_button, self.cancel_button)  # fmt: skip
        pressed = next((button for button in buttons if button.hasFocus()), None)
        if event.key() in _ENTER and pressed is not None:
            pressed.click()
        elif event.key() in _ENTER and self.view.columns.view.hasFocus():
            self.view.fields.begin()
        else:
            super().keyPressEvent(event)
