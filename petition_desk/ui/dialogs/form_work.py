"""What the panel of forms asks of the services, off the thread of the window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from petition_desk.ui.alive import while_alive
from petition_desk.ui.screens.base import ScreenContext
from petition_desk.ui.work import Job

if TYPE_CHECKING:
    from petition_desk.services.exports import ExportOrder
    from petition_desk.services.forms import FilledForm, FormCheck, OpenForm


class FormWork(QObject):
    """Each question answers by a signal; `failed` tells what was raised."""

    names_known = Signal(object)
    opened = Signal(object)
    checked = Signal(object)
    remembered = Signal(object)
    forgotten = Signal()
    filled = Signal(object)
    progressed = Signal(int, int)
    failed = Signal(object)

    def __init__(self, context: ScreenContext, parent: QObject) -> None:
        """Ask the desk of ``context``."""
        super().__init__(parent)
        self._context = context

    def list_names(self) -> None:
        """Ask for the names of the remembered forms."""

        def read(_job: Job) -> list[str]:
            from petition_desk.services import forms

            return [head.name for head in forms.forms_kept(self._context.desk)]

        self._ask(read, self.names_known.emit)

    def open_blank(self, path: Path) -> None:
        """Read a blank."""

        def read(_job: Job) -> OpenForm:
            from petition_desk.services import forms

            return forms.open_form(self._context.desk, path)

        self._ask(read, self.opened.emit)

    def open_kept(self, name: str) -> None:
        """Open a remembered form."""

        def read(_job: Job) -> OpenForm:
            from petition_desk.services import forms

            return forms.kept_form(self._context.desk, name)

        self._ask(read, self.opened.emit)

    def check(self, opened: OpenForm, order: ExportOrder) -> None:
        """Ask what would not fit; nothing is written."""

        def read(_job: Job) -> FormCheck:
            from petition_desk.services import forms

            return forms.check_form(self._context.desk, opened, order)

        self._ask(read, self.checked.emit)

    def remember(self, opened: OpenForm, name: str) -> None:
        """Keep a form and what fills it under a name."""

        def keep(_job: Job) -> OpenForm:
            from petition_desk.services import forms

            return forms.remember_form(self._context.desk, opened, name)

        self._ask(keep, self.remembered.emit)

    def forget(self, name: str) -> None:
        """Forget a form; the file itself stays where it is."""

        def drop(_job: Job) -> None:
            from petition_desk.services import forms

            forms.remove_form(self._context.desk, name)

        self._ask(drop, lambda _nothing: self.forgotten.emit())

    def fill(self, path: Path, opened: OpenForm, order: ExportOrder) -> Job:
        """Fill a form into a file; the job can be cancelled."""

        def run(job: Job) -> FilledForm | None:
            from petition_desk.services import forms

            return forms.export_form(
                self._context.desk, path, opened, order,
                progress=job.progress, cancelled=job.is_cancelled,
            )  # fmt: skip

        return self._context.work.run(
            run,
            while_alive(self, self.filled.emit),
            failed=while_alive(self, self.failed.emit),
            progress=self.progressed.emit,
            database=False,
        )

    def _ask(self, question: Callable[[Job], Any], answer: Callable[[Any], object]) -> None:
        self._context.work.run(
            question, while_alive(self, answer), failed=while_alive(self, self.failed.emit)
        )
