"""The panel that binds the file of a case (卷宗): what goes in, the file, progress and cancel."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QProgressBar, QVBoxLayout, QWidget

from petition_desk.services.rights import RIGHT_LABELS, SEE_SEALED
from petition_desk.ui import theme
from petition_desk.ui.dialogs.files import documents_folder
from petition_desk.ui.dialogs.panel_parts import PanelFoot, PanelHead, on_ctrl_enter
from petition_desk.ui.screens.base import ScreenContext
from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets.buttons import Button, Look
from petition_desk.ui.widgets.fields import NoteLine
from petition_desk.ui.widgets.labels import Words
from petition_desk.ui.widgets.marks import Mark
from petition_desk.ui.widgets.overlay import OverlayPanel
from petition_desk.ui.widgets.toggles import CheckBox
from petition_desk.ui.work import Job

if TYPE_CHECKING:
    from petition_desk.services.casefile import CaseFileMade

_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_WHAT: Final = (
    "封面（带条形码）、卷内目录、办理经过、每份文书（与出具时一致）、送达情况、附件，"
    "合成一个 PDF，有书签和页次。卷宗写明姓名，不遮盖，请妥善保管；写出会记入日志。"
)
_SEALED: Final = "密封附件默认不装订，目录上写明“密封，未装订”。"


class CaseFilePanel(OverlayPanel):
    """656 wide; Ctrl+Enter asks for the file, 停止 leaves an older one as it was."""

    made = Signal(object)

    def __init__(self, window: QWidget, context: ScreenContext) -> None:
        """Lie over ``window``, hidden."""
        super().__init__(window, QSize(656, 320))
        self._context = context
        self._number = ""
        self._job: Job | None = None
        self._head = PanelHead(self, "卷宗")
        self.sealed = CheckBox("连同密封附件一起装订")
        self._sealed_says = Words(_SEALED, Type.SMALL, Role.INK2, wraps=True)
        self.note = NoteLine()
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.cancel_button = Button("停止")
        self.make_button = Button("写成 PDF…", Look.PRIMARY, key="Ctrl+Enter")
        self.body.addWidget(self._head)
        self.body.addWidget(self._middle(), 1)
        self.body.addWidget(PanelFoot(QWidget(), self.cancel_button, self.make_button))
        # Signals
        self.make_button.clicked.connect(self.ask_file)
        self.cancel_button.clicked.connect(self.cancel)
        on_ctrl_enter(self, self.ask_file)

    def _middle(self) -> QWidget:
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(*(theme.dp(side) for side in (24, 16, 24, 16)))
        column.setSpacing(theme.dp(8))
        column.addWidget(Words(_WHAT, wraps=True))
        column.addWidget(self.sealed)
        column.addWidget(self._sealed_says)
        column.addStretch(1)
        column.addWidget(self.note)
        column.addWidget(self.progress)
        return middle

    def open_for(self, number: str) -> None:
        """Ask about the file of a case."""
        self._number = number
        self._head.about.setText(number)
        may = self._context.desk.account.may(SEE_SEALED)
        self.sealed.setChecked(False)
        self.sealed.setEnabled(may)
        lacks = f"本账户没有“{RIGHT_LABELS[SEE_SEALED]}”的权限。"
        self._sealed_says.setText(_SEALED if may else _SEALED + lacks)
        self.note.say("", Mark.NONE)
        self._show_idle()
        self.open_panel(self.make_button)

    def _show_idle(self) -> None:
        self._job = None
        self.progress.hide()
        self.cancel_button.hide()
        self.make_button.setEnabled(True)

    def ask_file(self) -> None:
        """Ask where it goes; the proposed name holds nobody's name."""
        if self._job is not None or not self.isVisible():
            return
        chosen, _filter = QFileDialog.getSaveFileName(
            self, "卷宗存到", str(documents_folder() / f"{self._number}_卷宗.pdf"), "PDF (*.pdf)"
        )
        if chosen:
            path = Path(chosen)
            is_pdf = path.suffix.lower() == ".pdf"
            self.make(path if is_pdf else path.with_name(f"{path.name}.pdf"))

    def make(self, path: Path) -> None:
        """Write the file off the thread of the window."""
        desk, number, sealed = self._context.desk, self._number, self.sealed.isChecked()
        self.note.say("", Mark.NONE)
        self.progress.setRange(0, 0)
        self.progress.show()
        self.cancel_button.show()
        self.make_button.setEnabled(False)

        def run(job: Job) -> CaseFileMade | None:
            from petition_desk.services.casefile import make_casefile

            return make_casefile(
                desk, number, path, with_sealed=sealed,
                progress=job.progress, cancelled=job.is_cancelled,
            )  # fmt: skip

        self._job = self._context.work.run(
            run, self._done, failed=self._failed, progress=self._progressed
        )

    def _progressed(self, done: int, total: int) -> None:
        self.progress.setRange(0, max(total, 1))
        self.progress.setValue(done)
        self.note.say(f"已装订 {done} / {total} 件", Mark.NONE)

    def _done(self, made: CaseFileMade | None) -> None:
        self._show_idle()
        if made is None:
            self.note.say("已停止，没有写出文件", Mark.TODAY)
            return
        self.close_panel()
        self.made.emit(made)

    def _failed(self, error: Exception) -> None:
        self._show_idle()
        self.note.say(str(error), Mark.OVERDUE)

    def cancel(self) -> None:
        """Stop; an older file of that name stands as it was."""
        if self._job is not None:
            self._job.cancel()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter on its button writes."""
        if event.key() in _ENTER and self.make_button.hasFocus():
            self.ask_file()
        else:
            super().keyPressEvent(event)
