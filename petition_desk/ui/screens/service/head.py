"""The head of the screen of services: how many are open and late, the rate, the scan field."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from petition_desk.services.service import ServicePage
from petition_desk.ui import theme
from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets import paint
from petition_desk.ui.widgets.buttons import Button
from petition_desk.ui.widgets.cards import Surface
from petition_desk.ui.widgets.chips import KeyCap
from petition_desk.ui.widgets.edits import LineEdit
from petition_desk.ui.widgets.fields import NoteLine
from petition_desk.ui.widgets.heads import ScreenHead
from petition_desk.ui.widgets.labels import Words
from petition_desk.ui.widgets.marks import Mark

Pieces = list[tuple[str, Type, Role]]


class ServiceHead(ScreenHead):
    """Title, how many wait, 送达率 of the month, and the list for the post office."""

    list_wanted = Signal()

    def __init__(self) -> None:
        """Say nothing yet."""
        super().__init__("送达", line=False)
        self.list_button = Button("打印寄递清单", icon="print")
        self.acts.addWidget(self.list_button)
        self.list_button.clicked.connect(lambda: self.list_wanted.emit())

    def show_page(self, page: ServicePage) -> None:
        """Say what the page holds."""
        pieces: Pieces = [(f"未送达 {page.open_total} 件", Type.TEXT, Role.INK2)]
        if page.late_count:
            limit = page.limit_days.replace("个工作日", " 个工作日")
            pieces += [
                ("，其中 ", Type.TEXT, Role.INK2),
                (str(page.late_count), Type.STRONG, Role.OVERDUE),
                (f" 件已超过 {limit}" if limit else " 件已逾期", Type.TEXT, Role.INK2),
            ]
        pieces.append((f"　·　{rate_words(page)}", Type.TEXT, Role.INK2))
        self.set_pieces(pieces)
        self.setToolTip(
            f"送达率：送达期限在 {page.rate_from:%m-%d} 至 {page.rate_until:%m-%d} 的文书，"
            f"已送达 {page.rate.served}，应送达 {page.rate.due}，退回 {page.rate.returned}；"
            f"未到期而未送达的 {page.rate.pending} 件两边都不计。"
        )


def rate_words(page: ServicePage) -> str:
    """Say the rate of the month; a dash where nothing was due."""
    percent = page.rate.percent
    if percent is None:
        return "本月送达率 —"
    return f"本月送达率 {percent:.1f}%（{page.rate.served}/{page.rate.due}）"


class ScanField(Surface):
    """40 high and 16 from the sides; / reaches it, Enter looks."""

    entered = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(Role.SURFACE, "", parent)
        self.edit = _ScanEdit()
        self.note = NoteLine()
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.dp(16), 0, theme.dp(16), theme.dp(12))
        column.setSpacing(0)
        column.addWidget(self.edit)
        column.addWidget(self.note)
        self.edit.returnPressed.connect(self._enter)
        self.edit.textEdited.connect(lambda _text: self.say(""))

    def begin(self) -> None:
        """Go there with what stands in it chosen, so that a scan replaces it."""
        self.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.edit.selectAll()

    def _enter(self) -> None:
        text = "".join(self.edit.text().split())
        if text:
            self.entered.emit(text)

    def clear_text(self) -> None:
        """Empty it for the next scan."""
        self.edit.clear()
        self.say("")

    def say(self, sentence: str) -> None:
        """Say below it that nothing was found."""
        self.note.say(sentence, Mark.OVERDUE if sentence else Mark.NONE)
        if sentence:
            self.edit.selectAll()


class _ScanEdit(LineEdit):
    """A line with the sign of a scanner at its left and its key at its right."""

    def __init__(self) -> None:
        super().__init__(name="扫描或输入邮件号、文号、编号")
        self.setPlaceholderText("扫描或输入邮件号、文号、编号")
        self.setFixedHeight(theme.dp(40))
        self.setStyleSheet(f"padding-left: {theme.dp(32)}px;")
        hint = QWidget()
        row = QHBoxLayout(hint)
        row.setContentsMargins(0, 0, theme.dp(4), 0)
        row.setSpacing(theme.dp(4))
        row.addStretch(1)
        cap = KeyCap("/")
        cap.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row.addWidget(cap)
        row.addWidget(Words("到这里", Type.SMALL, Role.INK2))
        self.set_trailing(hint)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the sign over the field."""
        super().paintEvent(event)
        with paint.painting(self) as painter:
            sign = QRect(theme.dp(10), 0, theme.dp(20), self.height())
            paint.icon(painter, "scan", sign, Role.INK2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc gives the focus back to the list."""
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.clearFocus()
            self.focusNextChild()
        else:
            super().keyPressEvent(event)
