"""What is done to the papers of a case: attach, look at an attachment, bind the file (卷宗)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from petition_desk.ui.dialogs.print_panel import PrintPanel
from petition_desk.ui.screens.base import ScreenContext
from petition_desk.ui.screens.case.attach_panel import AttachPanel, Source, sources_of
from petition_desk.ui.screens.case.attachment_view import AttachmentView
from petition_desk.ui.screens.case.casefile_panel import CaseFilePanel
from petition_desk.ui.widgets.toast import ToastNote

if TYPE_CHECKING:
    from petition_desk.domain.attachments import Attachment
    from petition_desk.domain.kept_letters import LetterId
    from petition_desk.services.casefile import CaseFileMade
    from petition_desk.services.casework import CaseView

#: What a place may ask for.
ATTACH: Final = "attach"
CASEFILE: Final = "casefile"


class CasePapers(QObject):
    """Opens the panels over the window of the screen; they are made when first needed."""

    toast_requested = Signal(object)
    #: Something was written: the case has to be read anew.
    done = Signal()

    def __init__(self, screen: QWidget, context: ScreenContext) -> None:
        """Act for ``screen``."""
        super().__init__(screen)
        self._screen = screen
        self._context = context
        self._number = ""
        self._letters: tuple[LetterId, ...] = ()
        self.print_panel: PrintPanel | None = None
        self.attach_panel: AttachPanel | None = None
        self.view_panel: AttachmentView | None = None
        self.casefile_panel: CaseFilePanel | None = None

    def set_case(self, view: CaseView) -> None:
        """Act on this case from now on; nothing is done to what may not be seen."""
        self._number = "" if view.is_withheld else view.case.local_no
        valid = () if view.is_withheld else view.letters
        self._letters = tuple(head.id for head in valid if head.id is not None and not head.is_void)

    def print_letters(self) -> None:
        """Ask which of the letters are printed, or printed again; the latest first."""
        if not self._letters:
            return
        if self.print_panel is None:
            self.print_panel = PrintPanel(self._screen.window(), self._context)
        self.print_panel.open_for(self._letters[::-1])

    def attach(self, sources: Sequence[Source] = ()) -> None:
        """Ask what is attached."""
        if not self._number:
            return
        if self.attach_panel is None:
            self.attach_panel = AttachPanel(self._screen.window(), self._context)
            self.attach_panel.attached.connect(self._attached)
        self.attach_panel.open_for(self._number, sources)

    def attach_mime(self, mime: QMimeData) -> bool:
        """Ask about what was dropped; say whether there was anything to attach."""
        sources = sources_of(mime)
        if sources:
            self.attach(sources)
        return bool(sources)

    def paste(self) -> None:
        """Ask about what the clipboard holds."""
        self.attach(sources_of(QGuiApplication.clipboard().mimeData()))

    def _attached(self, kept: list[Attachment]) -> None:
        count = sum(one.page_count for one in kept)
        words = f"{self._number} 已添加附件 {len(kept)} 件，{count} 页"
        self.toast_requested.emit(ToastNote(words))
        self.done.emit()

    def open_attachment(self, attachment: Attachment) -> None:
        """Look at an attachment."""
        if not self._number:
            return
        if self.view_panel is None:
            self.view_panel = AttachmentView(self._screen.window(), self._context)
            self.view_panel.voided.connect(self._voided)
        self.view_panel.open_for(self._number, attachment)

    def _voided(self, _attachment: Attachment) -> None:
        self.toast_requested.emit(ToastNote(f"{self._number} 附件已作废，内容保留"))
        self.done.emit()

    def bind(self) -> None:
        """Ask about the file of the case."""
        if not self._number:
            return
        if self.casefile_panel is None:
            self.casefile_panel = CaseFilePanel(self._screen.window(), self._context)
            self.casefile_panel.made.connect(self._bound)
        self.casefile_panel.open_for(self._number)

    def _bound(self, made: CaseFileMade) -> None:
        sealed = f"，{made.sealed_count} 件密封未装订" if made.sealed_count else ""
        words = f"卷宗已写成：{made.paper_count} 件，{made.page_count} 页{sealed}"
        self.toast_requested.emit(ToastNote(words))
