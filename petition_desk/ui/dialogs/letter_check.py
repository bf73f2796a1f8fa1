"""核对文书: is a PDF that somebody brings one of ours, and is every byte as it was issued?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from petition_desk.ui import theme
from petition_desk.ui.alive import while_alive
from petition_desk.ui.dialogs.files import PDF_WRITTEN, ask_open
from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets.buttons import Button, Look
from petition_desk.ui.widgets.labels import Words
from petition_desk.ui.work import Job

if TYPE_CHECKING:
    from petition_desk.services.letter_verifying import LetterVerdict
    from petition_desk.ui.screens.base import ScreenContext

_HEADS = {
    "genuine": "● 是本局出具的，没有改动",
    "changed": "■ 改动过",
    "unknown": "▲ 不是本局的文书",
}
_ROLES = {"genuine": Role.FINE, "changed": Role.OVERDUE, "unknown": Role.TODAY}


class LetterCheckDialog(QDialog):
    """Says what a file turned out to be."""

    def __init__(self, parent: QWidget, verdict: LetterVerdict) -> None:
        """Show the verdict; nothing is stored of it."""
        super().__init__(parent)
        kind = verdict.authenticity.value
        self.head = Words(_HEADS[kind], Type.TITLE, _ROLES[kind])
        self.says = Words(verdict.sentence, Type.TEXT, Role.INK, wraps=True)
        case = f"属于 {verdict.local_no}。" if verdict.local_no else ""
        self.case = Words(case, Type.TEXT, Role.INK2)
        self.case.setVisible(bool(case))
        self.close_button = Button("知道了", Look.PRIMARY, key="Enter")
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.dp(24),) * 4)
        column.setSpacing(theme.dp(12))
        for part in (self.head, self.says, self.case):
            column.addWidget(part)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        column.addLayout(foot)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle("信访接待台")
        self.setFixedWidth(theme.dp(480))
        self.close_button.clicked.connect(self.accept)
        self.close_button.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter closes, as Esc does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.accept()
        else:
            super().keyPressEvent(event)


def check_letter(window: QWidget, context: ScreenContext) -> None:
    """Ask which file, and say whether it is a letter of ours."""
    path = ask_open(window, "核对哪一个 PDF", PDF_WRITTEN)
    if path is None:
        return
    desk = context.desk

    def read(_job: Job) -> LetterVerdict:
        from petition_desk.services.letter_verifying import verify_letter

        return verify_letter(desk, path)

    def show(verdict: LetterVerdict) -> None:
        LetterCheckDialog(window, verdict).show()

    context.work.run(read, while_alive(window, show))
