"""A page before it is printed: the very PDF that goes to the printer or into a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from petition_desk.services import reports
from petition_desk.ui import printing
from petition_desk.ui.alive import while_alive
from petition_desk.ui.dialogs.files import documents_folder
from petition_desk.ui.dialogs.panel_parts import PanelFoot, PanelHead
from petition_desk.ui.printing import Printed
from petition_desk.ui.screens.base import ScreenContext
from petition_desk.ui.shortcuts import bind_keys
from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets.buttons import Button, Look
from petition_desk.ui.widgets.labels import Words
from petition_desk.ui.widgets.overlay import OverlayPanel
from petition_desk.ui.widgets.pdf_pane import PdfPane
from petition_desk.ui.widgets.toast import ToastNote
from petition_desk.ui.work import Lane


@dataclass(frozen=True, slots=True)
class PageAsked:
    """A page that is to be shown.

    Attributes:
        title: What it is, as the officer reads it; the print system shows it too.
        purpose: The kind of paper: printer and tray are remembered for it.
        file_name: Proposed where it is saved; names no person.
        says: What to know of it, in a few words.
        make: Makes its bytes, off the thread of the window.
    """

    title: str
    purpose: str
    file_name: str
    says: str
    make: Callable[[], bytes]


class PagePanel(OverlayPanel):
    """Ctrl+P prints, Ctrl+S saves, Esc closes."""

    toast_requested = Signal(object)

    def __init__(self, window: QWidget, context: ScreenContext) -> None:
        """Lie over ``window``, hidden."""
        super().__init__(window, QSize(880, 720))
        self._context = context
        self._lane = Lane(context.work)
        self._asked: PageAsked | None = None
        self.pdf = b""
        self._head = PanelHead(self)
        self.pane = PdfPane()
        self._says = Words("", Type.SMALL, Role.INK2)
        self.save_button = Button("存为 PDF", icon="export", key="Ctrl+S")
        self.print_button = Button("打印", Look.PRIMARY, icon="print", key="Ctrl+P")
        self.body.addWidget(self._head)
        self.body.addWidget(self.pane, 1)
        self.body.addWidget(PanelFoot(self._says, self.save_button, self.print_button))
        self.save_button.clicked.connect(self.save)
        self.print_button.clicked.connect(self.print_it)
        bind_keys(self, [("Ctrl+P", self.print_it), ("Ctrl+S", self.save)])

    def open_for(self, asked: PageAsked) -> None:
        """Show a page as soon as it is made."""
        self._asked, self.pdf = asked, b""
        self._head.title.setText(asked.title)
        self._says.setText(asked.says)
        self.pane.show_nothing("正在排版…")
        self._set_ready(ready=False)
        self.open_panel()
        self._lane.ask(lambda _job: asked.make(), while_alive(self, self.show_pdf))

    def show_pdf(self, pdf: bytes) -> None:
        """Show what was made."""
        self.pdf = pdf
        self.pane.show_pdf(pdf)
        self._set_ready(ready=True)
        self.print_button.setFocus()

    def _set_ready(self, *, ready: bool) -> None:
        for button in (self.save_button, self.print_button):
            button.setEnabled(ready)

    def print_it(self) -> None:
        """Print the bytes that are shown; a printer that fails loses nothing."""
        if self._asked is None or not self.pdf:
            return
        outcome = printing.print_pdf(self, self._asked.title, self.pdf, purpose=self._asked.purpose)
        if outcome is Printed.DONE:
            self.close_panel()
        if outcome is not Printed.CANCELLED:
            self.toast_requested.emit(ToastNote(f"{self._asked.title}：{outcome.value}"))

    def save(self) -> None:
        """Save the bytes that are shown where the officer wants them."""
        if self._asked is None or not self.pdf:
            return
        proposed = str(documents_folder() / self._asked.file_name)
        chosen, _filter = QFileDialog.getSaveFileName(
            self, self._asked.title, proposed, "PDF 文件 (*.pdf)"
        )
        if not chosen:
            return
        path, pdf = Path(chosen).with_suffix(".pdf"), self.pdf
        self._context.work.run(
            lambda _job: reports.write_report(path, pdf),
            while_alive(self, lambda _none: self._saved(path)),
            database=False,
        )

    def _saved(self, path: Path) -> None:
        self.toast_requested.emit(ToastNote(f"已保存：{path}"))
        self.close_panel()
