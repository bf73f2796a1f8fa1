"""An attachment seen in the program, and what may be done with it: save out, print, void."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from petition_desk.domain.attachments import Attachment, size_words
from petition_desk.errors import InputError
from petition_desk.services import attachments
from petition_desk.ui import printing, theme
from petition_desk.ui.dialogs.files import documents_folder
from petition_desk.ui.dialogs.panel_parts import PanelHead
from petition_desk.ui.screens.base import ScreenContext
from petition_desk.ui.widgets.buttons import Button, Look
from petition_desk.ui.widgets.cards import Surface
from petition_desk.ui.widgets.edits import LineEdit
from petition_desk.ui.widgets.fields import NoteLine
from petition_desk.ui.widgets.marks import Mark
from petition_desk.ui.widgets.overlay import OverlayPanel
from petition_desk.ui.widgets.pdf_pane import PdfPane
from petition_desk.ui.work import Lane

_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class AttachmentView(OverlayPanel):
    """The pages, and below them the acts."""

    voided = Signal(object)
    says = Signal(str)

    def __init__(self, window: QWidget, context: ScreenContext) -> None:
        """Lie over ``window``, hidden."""
        super().__init__(window, QSize(1040, 704))
        self._context = context
        self._shown: Attachment | None = None
        self._number = ""
        self._pdf = b""
        self._reading = Lane(context.work)
        self._head = PanelHead(self)
        self.pane = PdfPane()
        self.save_button = Button("存出…", icon="export")
        self.print_button = Button("打印", icon="print")
        self.void_button = Button("作废…")
        self.reason = LineEdit(name="作废理由")
        self.reason.setPlaceholderText("作废理由（必须写明）")
        self.confirm_button = Button("作废", Look.PRIMARY, key="Enter")
        self.note = NoteLine()
        self.body.addWidget(self._head)
        self.body.addWidget(self.pane, 1)
        self.body.addWidget(self._foot())
        # Signals
        self.save_button.clicked.connect(self._ask_save)
        self.print_button.clicked.connect(self._print)
        self.void_button.clicked.connect(self.ask_reason)
        self.confirm_button.clicked.connect(self.void)
        self.reason.returnPressed.connect(self.void)

    def _foot(self) -> QWidget:
        foot = Surface(None, "t")
        row = QHBoxLayout(foot)
        row.setContentsMargins(theme.dp(24), 0, theme.dp(24), 0)
        row.setSpacing(theme.dp(8))
        row.addWidget(self.note, 4)
        row.addWidget(self.reason, 4)
        row.addStretch(1)
        for button in (
            self.confirm_button, self.void_button, self.print_button, self.save_button
        ):  # fmt: skip
            row.addWidget(button)
        foot.setFixedHeight(theme.dp(56))
        return foot

    def open_for(self, number: str, attachment: Attachment) -> None:
        """Show an attachment of a case; opening it is its officer's act, nothing is covered."""
        self._number, self._shown, self._pdf = number, attachment, b""
        self._head.title.setText(attachment.title)
        parts = (attachment.kind.value, f"{attachment.page_count} 页", size_words(attachment.size))
        self._head.about.setText(" · ".join(parts))
        self._head.about.setToolTip(f"SHA-256 {attachment.sha256}")
        self.note.say(f"已作废：{attachment.void_reason}" if attachment.is_void else "", Mark.NONE)
        self._show_reason(shown=False)
        self.void_button.setVisible(not attachment.is_void)
        self.pane.show_nothing("正在打开…")
        self.open_panel(self.save_button)
        desk, key = self._context.desk, attachment.id
        if key is None:
            return
        self._reading.ask(
            lambda _job: attachments.attachment_pages(desk, number, key),
            self._show,
            failed=self._failed,
        )

    def _show(self, pdf: bytes) -> None:
        self._pdf = pdf
        self.pane.show_pdf(pdf)

    def close_panel(self) -> None:
        """Close, and let go of the pages."""
        self._reading.drop()
        self._pdf = b""
        self.pane.show_nothing("")
        super().close_panel()

    def _ask_save(self) -> None:
        shown = self._shown
        if shown is None:
            return
        # The proposed name holds nobody's name: the number of the case and which one it is.
        name = f"{self._number}_附件{shown.id}{shown.file_suffix}"
        chosen, _filter = QFileDialog.getSaveFileName(
            self, "把附件存到", str(documents_folder() / name), f"*{shown.file_suffix}"
        )
        if chosen:
            self.save(Path(chosen))

    def save(self, path: Path) -> None:
        """Write the bytes, exactly as they were handed in, into a file."""
        shown, desk, number = self._shown, self._context.desk, self._number
        if shown is None or shown.id is None:
            return
        key = shown.id
        self._context.work.run(
            lambda _job: attachments.save_attachment(desk, number, key, path),
            lambda saved: self.note.say(f"已存到 {saved}", Mark.FINE),
            failed=self._failed,
        )

    def _print(self) -> None:
        if self._pdf:
            outcome = printing.print_pdf(self, "附件", self._pdf, purpose="attachment")
            self.note.say(outcome.value, Mark.NONE)

    # Voiding

    def ask_reason(self) -> None:
        """Ask why."""
        self._show_reason(shown=True)
        self.reason.clear()
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_reason(self, *, shown: bool) -> None:
        self.reason.setVisible(shown)
        self.confirm_button.setVisible(shown)
        self.note.setVisible(not shown and bool(self.note.text))
        for button in (self.void_button, self.print_button, self.save_button):
            button.setVisible(not shown)

    def void(self) -> None:
        """Void the attachment; its bytes stay."""
        shown, desk, number = self._shown, self._context.desk, self._number
        if shown is None or shown.id is None or not self.reason.isVisible():
            return
        key, reason = shown.id, self.reason.text()
        self._context.work.run(
            lambda _job: attachments.void_attachment(desk, number, key, reason),
            self._voided,
            failed=self._failed,
        )

    def _voided(self, attachment: Attachment) -> None:
        self.close_panel()
        self.voided.emit(attachment)

    def _failed(self, error: Exception) -> None:
        if isinstance(error, InputError):
            self._show_reason(shown=self.reason.isVisible())
            self.note.say(error.reason, Mark.OVERDUE)
        else:
            self.pane.show_nothing(str(error))
            self._context.work.report(error)
