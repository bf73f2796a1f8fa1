"""The right of the screen of services: which letter, the form, the right it starts, the act."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from petition_desk.services.service import RightCard, ServiceItem
from petition_desk.ui import theme
from petition_desk.ui.screens.service.form import ServiceForm
from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets.buttons import Button, Look
from petition_desk.ui.widgets.cards import Card, CardKind, Scroll, Surface
from petition_desk.ui.widgets.fields import NoteLine
from petition_desk.ui.widgets.labels import Rule, Words
from petition_desk.ui.widgets.marks import Mark

WIDTH: Final = 376
_TO_COME: Final = "登记后，信访人的权利"
_RUNNING: Final = "信访人的权利"


class RightView(Card):
    """The right of the petitioner and its last day, before it is recorded or since it runs."""

    def __init__(self) -> None:
        """Start hidden."""
        super().__init__(CardKind.RIGHT)
        self._head = Words("", Type.TEXT, Role.INK2)
        self.answer = Words("", Type.TITLE, wraps=True)
        self.why = Words("", Type.SMALL, Role.INK2, wraps=True)
        self._rule = Rule()
        self.body_words = Words("", Type.SMALL, wraps=True)
        for part in (self._head, self.answer, self.why, self._rule, self.body_words):
            self.body.addWidget(part)
        self.hide()

    def show_card(self, card: RightCard | None, *, is_to_come: bool) -> None:
        """Show a right; nothing hides the card."""
        self.setVisible(card is not None)
        if card is None:
            return
        self._head.setText(_TO_COME if is_to_come else _RUNNING)
        self.answer.setText(card.answer)
        more = "放假安排未载入，这一天暂定。" if card.is_provisional else ""
        self.why.setText(card.why + more)
        self.why.setVisible(bool(self.why.text()))
        below = f"还没有送达：{card.waits_for}" if card.waits_for else card.body
        self.body_words.setText(below)
        self._rule.setVisible(bool(below))
        self.body_words.setVisible(bool(below))


class ServicePanel(Surface):
    """376 wide, on the colour of the window; its foot keeps the act in sight."""

    recorded = Signal()
    #: A slip was dropped on, or asked for, a service that is recorded already.
    slip_dropped = Signal(object)
    print_wanted = Signal()
    case_wanted = Signal()

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(Role.WINDOW, "l", parent)
        self.title = Words("", Type.STRONG, wraps=True)
        self.about = Words("", Type.TEXT, Role.INK2, wraps=True)
        self.form = ServiceForm(today)
        self.note = NoteLine()
        self.right = RightView()
        self.done = Words("", Type.TEXT, Role.INK, wraps=True)
        self.record_button = Button("登记送达", Look.PRIMARY, key="Ctrl+Enter")
        self.print_button = Button("打印回证", Look.QUIET, icon="print")
        self.case_button = Button("看这一件", Look.LINK)
        self._middle = QWidget()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(Scroll(self._content()), 1)
        outer.addWidget(self._foot())
        self.setFixedWidth(theme.dp(WIDTH))
        self.setAccessibleName("登记送达")
        self.setAcceptDrops(True)
        self.show_nothing()

    def _content(self) -> QWidget:
        column = QVBoxLayout(self._middle)
        column.setContentsMargins(*(theme.dp(side) for side in (16, 14, 16, 16)))
        column.setSpacing(0)
        top = QHBoxLayout()
        top.setSpacing(theme.dp(8))
        top.addWidget(self.title, 1)
        top.addWidget(self.case_button, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(top)
        column.addWidget(self.about)
        column.addSpacing(theme.dp(10))
        column.addWidget(self.form)
        column.addWidget(self.done)
        column.addWidget(self.note)
        column.addSpacing(theme.dp(14))
        column.addWidget(self.right)
        column.addStretch(1)
        return self._middle

    def _foot(self) -> QWidget:
        foot = Surface(Role.WINDOW, "t")
        row = QHBoxLayout(foot)
        row.setContentsMargins(theme.dp(16), 0, theme.dp(8), 0)
        row.setSpacing(theme.dp(4))
        for button in (self.record_button, self.print_button):
            row.addWidget(button)
        row.addStretch(1)
        foot.setFixedHeight(theme.dp(56))
        self.record_button.clicked.connect(lambda: self.recorded.emit())
        self.print_button.clicked.connect(lambda: self.print_wanted.emit())
        self.case_button.clicked.connect(lambda: self.case_wanted.emit())
        return foot

    def show_nothing(self) -> None:
        """Show that no letter is chosen."""
        self._show_parts(form=False)
        self.title.setText("没有选中的文书")
        self.about.setText("")
        self.done.hide()
        self.right.hide()
        self.note.say("", Mark.NONE)
        self.record_button.setEnabled(False)
        self.print_button.setEnabled(False)
        self.case_button.setEnabled(False)

    def show_hidden(self, item: ServiceItem) -> None:
        """Show of a confidential case its number alone."""
        self.show_nothing()
        self.title.setText("保密件")
        self.about.setText(f"{item.local_no} · 本账户不能办理（《信访工作条例》第三十条第三款）")

    def show_item(self, item: ServiceItem, name: str) -> None:
        """Show which letter it is; of one that is served, what became of it."""
        self._describe(item, name)
        self._show_parts(form=item.service.is_open)
        self.done.setVisible(not item.service.is_open)
        self.done.setText(_done_words(item))
        self.note.say("", Mark.NONE)
        self.set_act(is_sending=False)
        if not item.service.is_open:
            self.record_button.set_text("补附回证…", key="")
        self.record_button.setEnabled(item.service.is_open or not item.has_slip)
        self.print_button.setEnabled(True)
        self.case_button.setEnabled(True)

    def _describe(self, item: ServiceItem, name: str) -> None:
        service = item.service
        number = service.letter if service.letter != service.kind else ""
        parts = (number, item.local_no, name)
        self.title.setText(item.title)
        self.about.setText(" · ".join(part for part in parts if part))

    def _show_parts(self, *, form: bool) -> None:
        self.form.setVisible(form)

    def set_act(self, *, is_sending: bool) -> None:
        """Name the act: posting, or recording a result."""
        self.record_button.set_text("登记交寄" if is_sending else "登记送达", key="Ctrl+Enter")

    def say_fault(self, sentence: str) -> None:
        """Say what belongs to no field."""
        self.note.say(sentence, Mark.OVERDUE)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a file while a slip can be attached."""
        if event.mimeData().hasUrls() and self.record_button.isEnabled():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the first file as the return slip."""
        paths = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if not paths or not self.record_button.isEnabled():
            return
        event.acceptProposedAction()
        if self.form.isVisible():
            self.form.slip.set_path(Path(paths[0]))
        else:
            self.slip_dropped.emit(Path(paths[0]))

    def begin(self) -> None:
        """Go to the first field."""
        self.form.way.setFocus(Qt.FocusReason.OtherFocusReason)


def _done_words(item: ServiceItem) -> str:
    service = item.service
    if service.served_on is None:
        return ""
    parts = [f"{service.served_on.isoformat()} 已送达", service.way, service.result]
    if service.waybill:
        parts.append(f"邮件号 {service.waybill}")
    parts.append("回证已附" if item.has_slip else "回证未附")
    return " · ".join(part for part in parts if part)
