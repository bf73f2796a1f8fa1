"""The locked window: an account, its password, and nothing of any matter.

Painted before anything of the services or the storage is imported; the accounts arrive later.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from petition_desk.clock import CHINA, Clock
from petition_desk.ui import theme
from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets.buttons import Button, LinkButton, Look
from petition_desk.ui.widgets.cards import Surface
from petition_desk.ui.widgets.edits import Choice
from petition_desk.ui.widgets.fields import Field
from petition_desk.ui.widgets.labels import IconLabel, Words
from petition_desk.ui.widgets.marks import Mark, MarkDot
from petition_desk.ui.widgets.panel import Panel
from petition_desk.ui.widgets.password_edit import PasswordEdit

_WEEKDAYS = "一二三四五六日"
#: Below this height at 100 % text the card stands alone.
_BRAND_FROM = 480


@dataclass(frozen=True, slots=True)
class LockReason:
    """Why the window is locked, and what is safe.

    Attributes:
        title: `已锁定`, or what the officer is asked for at the start.
        says: `10 分钟未操作`; empty where nothing is to be said.
        draft_count: How many drafts were saved; 0 says nothing.
    """

    title: str = "请输入口令"
    says: str = ""
    draft_count: int = 0


class UnlockScreen(Surface):
    """The card in the middle, 400 wide."""

    unlock_requested = Signal(str, str)
    recovery_requested = Signal(str)

    def __init__(self, folder: str, clock: Clock, reason: LockReason) -> None:
        """Show where the data lies and why it is locked."""
        super().__init__(Role.WINDOW)
        self._clock = clock
        self.account = Choice(name="账户")
        self.password = PasswordEdit()
        self.account_field = Field("账户", self.account, above=True)
        self.password_field = Field("口令", self.password, above=True)
        self.button = Button("解锁", Look.PRIMARY, key="Enter")
        self.office = Words("", Type.TEXT, Role.INK2)
        self.office.hide()
        self._now = Words("", Type.SMALL, Role.INK2)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.dp(24), 0, theme.dp(24), theme.dp(12))
        column.setSpacing(0)
        column.addStretch(1)
        self._brand_block = self._brand()
        column.addLayout(_centred(self._brand_block))
        column.addSpacing(theme.dp(12))
        column.addLayout(_centred(self._card(reason)))
        if reason.draft_count:
            column.addSpacing(theme.dp(12))
            drafts = _draft_line(reason.draft_count)
            column.addWidget(drafts, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        column.addLayout(self._foot(folder))
        self.button.clicked.connect(self._submit)
        self.password.returnPressed.connect(self._submit)
        self.password.textEdited.connect(lambda _text: self._say_caps_lock())
        self.password.caps_lock_changed.connect(lambda _on: self._say_caps_lock())
        self._minute = QTimer(self)
        self._minute.setInterval(15_000)
        self._minute.timeout.connect(self._show_now)
        self._minute.start()
        self._show_now()
        self.setFocusProxy(self.password)

    def _brand(self) -> QWidget:
        brand = QWidget()
        brand.setFixedWidth(theme.dp(400))
        row = QHBoxLayout(brand)
        row.setContentsMargins(theme.dp(2), 0, 0, 0)
        row.setSpacing(theme.dp(14))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Words("信访接待台", Type.TITLE))
        words.addWidget(self.office)
        row.addWidget(IconLabel("desk", Role.ACCENT, 28))
        row.addLayout(words, 1)
        return brand

    def _card(self, reason: LockReason) -> QWidget:
        card = Panel()
        card.setFixedWidth(theme.dp(400))
        head = QHBoxLayout()
        head.setSpacing(theme.dp(8))
        head.addWidget(IconLabel("lock", Role.INK, 20))
        head.addWidget(Words(reason.title, Type.STRONG), 1)
        head.addWidget(Words(reason.says, Type.TEXT, Role.INK2))
        links = QHBoxLayout()
        other = LinkButton("换一个账户")
        forgot = LinkButton("忘了口令，用恢复密钥")
        links.addWidget(other)
        links.addStretch(1)
        links.addWidget(forgot)
        column = QVBoxLayout(card)
        edge = theme.dp(25)
        column.setContentsMargins(edge, edge, edge, theme.dp(21))
        column.setSpacing(theme.dp(16))
        column.addLayout(head)
        column.addWidget(self.account_field)
        column.addWidget(self.password_field)
        column.addWidget(self.button)
        column.addLayout(links)
        self.button.setSizePolicy(self.account.sizePolicy())
        other.clicked.connect(self._open_accounts)
        forgot.clicked.connect(lambda: self.recovery_requested.emit(self.account.value()))
        return card

    def _foot(self, folder: str) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(theme.dp(24))
        foot.addWidget(Words(f"数据 {folder} · 已加密", Type.SMALL, Role.INK2))
        foot.addWidget(Words("本机 · 未联网", Type.SMALL, Role.INK2))
        foot.addStretch(1)
        foot.addWidget(self._now)
        return foot

    def show_accounts(self, names: Sequence[str], preferred: str = "") -> None:
        """Offer the accounts; the preferred one, or the first, is chosen."""
        self.account.set_options([(name, name) for name in names])
        if preferred in names:
            self.account.set_value(preferred)
        elif names and not self.account.value():
            self.account.set_value(names[0])

    def show_office(self, name: str) -> None:
        """Say whose desk it is; nothing where that is not known yet."""
        self.office.setText(f"{name}信访接待室")
        self.office.setVisible(bool(name))

    def show_busy(self) -> None:
        """Say that the password is being tried; it takes a moment by design."""
        self.button.setEnabled(False)
        self.button.set_text("正在解锁…")

    def show_waiting(self, says: str) -> None:
        """Say what is being done; until it is, nobody can unlock."""
        self.button.setEnabled(False)
        self.password_field.set_hint(says)

    def show_news(self, sentence: str) -> None:
        """Say what was done, and let unlock again."""
        self.button.setEnabled(True)
        self.password_field.set_hint(sentence)

    def show_refusal(self, sentence: str) -> None:
        """Say why it did not open; the password is typed anew."""
        self.button.setEnabled(True)
        self.button.set_text("解锁")
        self.password.clear()
        self.password_field.set_error(sentence)
        self.password.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_caps_lock(self) -> None:
        if self.password.has_caps_lock:
            self.password_field.set_warning("大写锁定已打开")
        else:
            self.password_field.clear_note()

    def _submit(self) -> None:
        if not self.button.isEnabled():
            return
        if not self.password.text():
            self.password_field.set_error("请输入口令")
            return
        if not self.account.value():
            self.password_field.set_hint("正在读取账户，请稍候再按一次")
            return
        self.unlock_requested.emit(self.account.value(), self.password.text())

    def _open_accounts(self) -> None:
        self.account.setFocus(Qt.FocusReason.OtherFocusReason)
        self.account.showPopup()

    def _show_now(self) -> None:
        now: datetime = self._clock.now().astimezone(CHINA)
        self._now.setText(f"{now:%Y-%m-%d} 周{_WEEKDAYS[now.weekday()]} {now:%H:%M}")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the name out where large text needs the room for the fields."""
        super().resizeEvent(event)
        self._brand_block.setVisible(self.height() >= theme.dp(_BRAND_FROM))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter unlocks, wherever the focus is."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._submit()
        else:
            super().keyPressEvent(event)


def _draft_line(count: int) -> QWidget:
    """Say that what was half typed is safe."""
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.dp(8))
    row.addWidget(MarkDot(Mark.FINE))
    row.addWidget(Words(f"{count} 份草稿已保存，解锁后回到原处", Type.TEXT, Role.INK2))
    return line


def _centred(widget: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(widget)
    row.addStretch(1)
    return row
