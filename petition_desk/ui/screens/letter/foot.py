"""The foot of the letter: save, another kind, what issuing starts, print, print and serve."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from petition_desk.domain.vocabulary import NOTICE_KINDS, SERVED_KINDS
from petition_desk.ui import theme
from petition_desk.ui.screens.letter.reading import DraftPage, IssuedPage
from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets.buttons import Button, Look
from petition_desk.ui.widgets.cards import Surface
from petition_desk.ui.widgets.labels import Words


class LetterFoot(Surface):
    """56 high; only one button is filled."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Offer nothing until a letter is shown."""
        super().__init__(Role.SURFACE, "t", parent)
        self.refusal = ""
        self.is_form = False
        self._can_serve = False
        self.save = Button("存为 PDF…", icon="export")
        self.change = Button("换一种文书", Look.QUIET, icon="down")
        self.void = Button("作废…", Look.QUIET)
        self._says = Words("", Type.SMALL, Role.INK2, wraps=True)
        self.print = Button("打印", icon="print", key="Ctrl+P")
        self.serve = Button("打印并登记送达", Look.PRIMARY, key="F8")
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.dp(16), 0, theme.dp(16), 0)
        row.setSpacing(theme.dp(8))
        row.addWidget(self.save)
        row.addWidget(self.change)
        row.addWidget(self.void)
        row.addWidget(self._says, 1)
        row.addWidget(self.print)
        row.addWidget(self.serve)
        self.setFixedHeight(theme.dp(56))

    @property
    def text(self) -> str:
        """What it says."""
        return self._says.text()

    def show_draft(self, page: DraftPage) -> None:
        """Say what issuing starts, or why it cannot be issued now."""
        missing = sum(1 for line in page.lines if line.is_missing)
        self.refusal = page.refusal or page.fault
        if not self.refusal and missing:
            self.refusal = f"还缺 {missing} 项，补齐后才能出具"
        self.is_form = page.kind not in SERVED_KINDS
        self._says.setText(self.refusal or _starts(page.kind))
        self._says.set_role(Role.OVERDUE if page.refusal or page.fault else Role.INK2)
        self._can_serve = not self.is_form
        self.void.hide()
        self._offer(serve="打印并登记送达")

    def show_issued(self, page: IssuedPage) -> None:
        """Say that it exists; printing again changes nothing."""
        self.refusal = ""
        self.is_form = page.letter.kind not in SERVED_KINDS
        letter = page.letter
        self._says.setText(f"{letter.issued_on.isoformat()} 出具，再次打印不改变文号和日期")
        self._says.set_role(Role.INK2)
        if letter.is_void:
            self.refusal = f"已作废（{letter.void_reason}），文号和记录保留，不能再打印"
            self._says.setText(self.refusal)
            self._says.set_role(Role.OVERDUE)
        # What the petitioner has is not voided; a further paper puts it right.
        self.void.setVisible(not letter.is_void and not page.is_served)
        self._can_serve = False
        self._offer(serve="")

    def _offer(self, *, serve: str) -> None:
        self.serve.setVisible(bool(serve) and self._can_serve)
        self.print.set_look(Look.PLAIN if self._can_serve or not serve else Look.PRIMARY)
        self.set_busy(False)

    def set_busy(self, busy: bool) -> None:
        """Take no second press while the first one is under way."""
        is_open = not busy and not self.refusal
        for button in (self.save, self.print, self.serve):
            button.setEnabled(is_open)


def _starts(kind: str) -> str:
    if kind in NOTICE_KINDS:
        return "打印或者存为 PDF 即出具，文号随之确定；当面交付或者交寄后，书面告知期限才办结"
    if kind in SERVED_KINDS:
        return "打印或者存为 PDF 即出具，文号随之确定；须送达信访人"
    return "打印或者存为 PDF 即出具"
