"""The pages of the first start; each says what it still waits for."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from petition_desk.domain.numbering import office_code
from petition_desk.ui import theme
from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets.buttons import Button
from petition_desk.ui.widgets.cards import Card, CardKind
from petition_desk.ui.widgets.edits import LineEdit
from petition_desk.ui.widgets.fields import Field
from petition_desk.ui.widgets.labels import Words
from petition_desk.ui.widgets.password_edit import PasswordEdit

CONTENT_WIDTH = 656
_SHORTEST_PASSWORD = 8


@dataclass(slots=True)
class Answers:
    """What was answered so far.

    Attributes:
        folder: Where the data is to lie.
        settings: Texts for the settings, by their keys.
        account: The name of the first account.
        password: Its password.
    """

    folder: Path
    settings: dict[str, str] = field(default_factory=dict)
    account: str = ""
    password: str = ""


class WizardPage(QWidget):
    """A title, a sentence, and what is asked; `waits_for()` is empty when it may go on."""

    changed = Signal()

    def __init__(self, title: str, says: str) -> None:
        """Show title and sentence; fill `body`."""
        super().__init__()
        heading = Words(title, Type.FIGURE, wraps=True)
        words = Words(says, Type.TEXT, Role.INK2, wraps=True)
        self.body = QVBoxLayout()
        self.body.setSpacing(theme.dp(8))
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.dp(64), theme.dp(48), theme.dp(32), theme.dp(24))
        column.setSpacing(theme.dp(8))
        for part in (heading, words):
            part.setFixedWidth(theme.dp(CONTENT_WIDTH))
            column.addWidget(part)
        column.addSpacing(theme.dp(16))
        holder = QWidget()
        holder.setLayout(self.body)
        self.body.setContentsMargins(0, 0, 0, 0)
        holder.setFixedWidth(theme.dp(CONTENT_WIDTH))
        column.addWidget(holder)
        column.addStretch(1)

    def waits_for(self) -> str:
        """Say what is still missing, in a few words; nothing when the page is complete."""
        return ""

    def write_into(self, answers: Answers) -> None:
        """Write what was answered."""

    def show_fault(self, field_name: str, sentence: str) -> None:
        """Say what the program refused, at the field it is about where there is one."""


class FolderPage(WizardPage):
    """Where the data lies."""

    def __init__(self, folder: Path) -> None:
        """Propose ``folder``."""
        super().__init__(
            "数据放在哪里",
            "全部数据加密后存在这台电脑的一个文件夹里，不上网。"
            "请放在本机硬盘，不要放在网络盘或 U 盘。",
        )
        self.path = LineEdit(str(folder), name="数据文件夹")
        choose = Button("选择…", icon="folder")
        row = QHBoxLayout()
        row.setSpacing(theme.dp(8))
        row.addWidget(self.path, 1)
        row.addWidget(choose)
        holder = QWidget()
        holder.setLayout(row)
        row.setContentsMargins(0, 0, 0, 0)
        self.field = Field("文件夹", self.path, above=True)
        self.body.addWidget(self.field)
        self.body.addWidget(holder)
        note = Card()
        note.body.addWidget(
            Words(
                "程序每次打开和关闭时自动做一份核对过的备份，保留最近十份。"
                "建议以后在“设置 › 备份与恢复”里再指定一个第二备份位置。",
                Type.TEXT,
                Role.INK2,
                wraps=True,
            )
        )
        self.body.addSpacing(theme.dp(8))
        self.body.addWidget(note)
        row.insertStretch(0, 1)
        choose.clicked.connect(self._choose)
        self.path.textChanged.connect(lambda _text: self._edited())

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "选择数据文件夹", self.path.text())
        if chosen:
            self.path.setText(chosen)

    def _edited(self) -> None:
        self.field.clear_note()
        self.changed.emit()

    def waits_for(self) -> str:
        """Wait for a whole path."""
        text = self.path.text().strip()
        if not text:
            return "写明文件夹后继续"
        return "" if Path(text).is_absolute() else "请写完整路径"

    def write_into(self, answers: Answers) -> None:
        """Write the folder."""
        answers.folder = Path(self.path.text().strip())

    def show_fault(self, field_name: str, sentence: str) -> None:
        """Show it at the folder."""
        self.field.set_error(sentence)


class OfficePage(WizardPage):
    """Whose desk it is."""

    def __init__(self) -> None:
        """Ask for the name; all else can follow later."""
        super().__init__(
            "单位信息", "写在文书抬头、落款和统计表上。除单位名称外都可以以后在设置里补。"
        )
        self.name, self.code = LineEdit(), LineEdit()
        self.phone, self.address = LineEdit(), LineEdit()
        self.review = LineEdit()
        self._name_field = Field("单位名称", self.name, required=True, label_width=96)
        self._code_field = Field("机关代字", self.code, label_width=96)
        self._code_field.set_hint("用于文号，如“某公信告〔2026〕1号”里的“某公”")
        rows = (
            self._name_field,
            self._code_field,
            Field("查询电话", self.phone, label_width=96),
            Field("接待地址", self.address, label_width=96),
            Field("复查机关", self.review, label_width=96),
        )
        self.name.setPlaceholderText("某某县公安局")
        self.review.setPlaceholderText("如市公安局；印在处理意见书上")
        for row in rows:
            self.body.addWidget(row)
        self.name.textChanged.connect(self._named)

    def _named(self, name: str) -> None:
        self.code.setPlaceholderText(office_code(name.strip()) if name.strip() else "")
        self.changed.emit()

    def waits_for(self) -> str:
        """Wait for the name."""
        return "" if self.name.text().strip() else "写明单位名称后继续"

    def write_into(self, answers: Answers) -> None:
        """Write what was filled in; an empty field leaves its default."""
        pairs = {
            "office.name": self.name,
            "office.code": self.code,
            "office.query_phone": self.phone,
            "office.reception_address": self.address,
            "office.review_body.name": self.review,
        }
        texts = {key: edit.text().strip() for key, edit in pairs.items()}
        answers.settings = {key: text for key, text in texts.items() if text}

    def show_fault(self, field_name: str, sentence: str) -> None:
        """Show it at the name."""
        self._name_field.set_error(sentence)


class AccountPage(WizardPage):
    """Who works here."""

    def __init__(self) -> None:
        """Ask for a name and a password, twice."""
        super().__init__(
            "账户和口令",
            "第一个账户有全部权限。口令只有你知道；忘了口令，只能用下一步打印的恢复密钥打开数据。",
        )
        self.name = LineEdit()
        self.first, self.second = PasswordEdit(name="口令"), PasswordEdit(name="再输一遍")
        self.name.setPlaceholderText("王警官")
        self._fields = {
            "账户": Field("账户", self.name, required=True, label_width=96),
            "口令": Field("口令", self.first, required=True, label_width=96),
            "再输一遍": Field("再输一遍", self.second, required=True, label_width=96),
        }
        self._fields["口令"].set_hint(f"至少 {_SHORTEST_PASSWORD} 位；几个词连起来，好记又安全")
        for row in self._fields.values():
            self.body.addWidget(row)
        for edit in (self.name, self.first, self.second):
            edit.textChanged.connect(lambda _text: self._edited())

    def _edited(self) -> None:
        second = self._fields["再输一遍"]
        if self.second.text() and not self.first.text().startswith(self.second.text()):
            second.set_error("两次输入的口令不一样")
        else:
            second.clear_note()
        self.changed.emit()

    def waits_for(self) -> str:
        """Wait for a name and a password that was typed twice alike."""
        if not self.name.text().strip():
            return "写明账户名称后继续"
        missing = _SHORTEST_PASSWORD - len(self.first.text())
        if missing > 0:
            return f"口令还差 {missing} 位"
        return "" if self.first.text() == self.second.text() else "再输一遍口令后继续"

    def write_into(self, answers: Answers) -> None:
        """Write the account."""
        answers.account = self.name.text().strip()
        answers.password = self.first.text()

    def show_fault(self, field_name: str, sentence: str) -> None:
        """Show it at its field."""
        self._fields.get(field_name, self._fields["账户"]).set_error(sentence)


def warning_card(title: str, says: str) -> Card:
    """Return a card that warns."""
    card = Card(CardKind.WARNING)
    card.body.addWidget(Words(title, Type.STRONG))
    card.body.addWidget(Words(says, Type.TEXT, Role.INK2, wraps=True))
    return card
