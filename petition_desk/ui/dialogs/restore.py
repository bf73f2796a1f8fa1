"""Which copy is taken back, and with whose password of its day."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from petition_desk.errors import PetitionDeskError
from petition_desk.services import maintenance
from petition_desk.ui import theme
from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets.buttons import Button, Look
from petition_desk.ui.widgets.edits import Choice, LineEdit
from petition_desk.ui.widgets.fields import Field
from petition_desk.ui.widgets.labels import Words
from petition_desk.ui.widgets.password_edit import PasswordEdit

_SAYS = (
    "现在的数据会先放到一边，不会删除；然后换成这份备份的内容。"
    "备份之后登记的内容不在其中。程序会锁定，恢复后请重新解锁。"
)


@dataclass(frozen=True, slots=True)
class RestoreAnswer:
    """What was answered: the copy, and an account of its day with its password."""

    file: Path
    account: str
    password: str = field(repr=False)


class RestoreDialog(QDialog):
    """Asks for a copy; the safe button is 取消."""

    def __init__(self, parent: QWidget, file: str, account: str) -> None:
        """Propose ``file`` and ``account``."""
        super().__init__(parent)
        self.file = LineEdit(file)
        self.account = Choice()
        self.password = PasswordEdit()
        self._preferred = account
        self._file_field = Field("备份文件", self.file, required=True)
        self._password_field = Field("当时口令", self.password, required=True)
        self.choose_button = Button("选择…", icon="folder")
        self.restore_button = Button("恢复", Look.PRIMARY)
        self.cancel_button = Button("取消", key="Esc")
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.dp(24),) * 4)
        column.setSpacing(theme.dp(12))
        column.addWidget(Words("从备份恢复", Type.TITLE))
        column.addWidget(Words(_SAYS, Type.TEXT, Role.INK2, wraps=True))
        column.addWidget(self._file_field)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.choose_button)
        column.addLayout(row)
        column.addWidget(Field("账户", self.account, required=True))
        column.addWidget(self._password_field)
        foot = QHBoxLayout()
        foot.setSpacing(theme.dp(8))
        foot.addStretch(1)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.restore_button)
        column.addLayout(foot)
        self.setWindowTitle("信访接待台")
        self.setFixedWidth(theme.dp(600))
        self.file.textChanged.connect(lambda _text: self._read_accounts())
        self.choose_button.clicked.connect(self._choose)
        self.restore_button.clicked.connect(self._submit)
        self.cancel_button.clicked.connect(self.reject)
        self._read_accounts()
        self.cancel_button.setFocus()

    @classmethod
    def ask(cls, parent: QWidget, file: str, account: str) -> RestoreAnswer | None:
        """Return what is to be restored; nothing when it was called off."""
        dialog = cls(parent, file, account)
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return None
        return dialog.answer()

    def answer(self) -> RestoreAnswer:
        """Return what was answered."""
        file = Path(self.file.text().strip())
        return RestoreAnswer(file, self.account.value(), self.password.text())

    def _choose(self) -> None:
        path, _kind = QFileDialog.getOpenFileName(
            self, "选择备份", self.file.text(), "备份 (petition-desk-*.db)"
        )
        if path:
            self.file.setText(path)

    def _read_accounts(self) -> None:
        """Read the accounts of the copy's day; the key file beside it names them."""
        self._file_field.clear_note()
        text = self.file.text().strip()
        if not text:
            return
        try:
            names = maintenance.backup_account_names(Path(text))
        except PetitionDeskError as error:
            self._file_field.set_error(str(error))
            return
        self.account.set_options([(name, name) for name in names])
        self.account.set_value(self._preferred if self._preferred in names else names[0])

    def _submit(self) -> None:
        if not self.file.text().strip():
            self._file_field.set_error("请选择一份备份")
        elif not self.password.text():
            self._password_field.set_error("请输入这个账户当时的口令")
        else:
            self.accept()
