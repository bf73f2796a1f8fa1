"""A new password by the recovery key: for when nobody knows an account's password any more."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from petition_desk.errors import PetitionDeskError
from petition_desk.ui import theme
from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets.buttons import Button, Look
from petition_desk.ui.widgets.edits import LineEdit
from petition_desk.ui.widgets.fields import Field
from petition_desk.ui.widgets.labels import Words
from petition_desk.ui.widgets.password_edit import PasswordEdit
from petition_desk.ui.work import Job, Work


class RecoveryDialog(QDialog):
    """Asks for the key and a new password, and sets it; its safe button is 取消."""

    def __init__(self, parent: QWidget, data_dir: Path, account: str, work: Work) -> None:
        """Ask on behalf of ``account``."""
        super().__init__(parent)
        self._data_dir = data_dir
        self._work = work
        self.account = LineEdit(account)
        self.key = LineEdit()
        self.key.setPlaceholderText("K7QF-93MD XW4T-R2HN …")
        self.first, self.second = PasswordEdit(name="新口令"), PasswordEdit(name="再输一遍")
        self.fields = {
            "账户": Field("账户", self.account, required=True),
            "恢复密钥": Field("恢复密钥", self.key, required=True),
            "口令": Field("新口令", self.first, required=True),
            "再输一遍": Field("再输一遍", self.second, required=True),
        }
        self.set_button = Button("设新口令", Look.PRIMARY)
        self.cancel_button = Button("取消", key="Esc")
        says = (
            "恢复密钥是建立数据时打印的那张纸上的 6 组字。设了新口令，旧口令作废；这一步记入日志。"
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.dp(24),) * 4)
        column.setSpacing(theme.dp(12))
        column.addWidget(Words("用恢复密钥设新口令", Type.TITLE))
        column.addWidget(Words(says, Type.TEXT, Role.INK2, wraps=True))
        for field in self.fields.values():
            column.addWidget(field)
        row = QHBoxLayout()
        row.setSpacing(theme.dp(8))
        row.addStretch(1)
        row.addWidget(self.cancel_button)
        row.addWidget(self.set_button)
        column.addLayout(row)
        self.setWindowTitle("信访接待台")
        self.setFixedWidth(theme.dp(560))
        self.set_button.clicked.connect(self._submit)
        self.cancel_button.clicked.connect(self.reject)
        self.key.setFocus(Qt.FocusReason.OtherFocusReason)

    @classmethod
    def ask(
        cls, parent: QWidget, data_dir: Path, account: str, work: Work
    ) -> tuple[str, str] | None:
        """Return account and new password once they are set; nothing when it was called off."""
        dialog = cls(parent, data_dir, account, work)
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return None
        return dialog.account.text().strip(), dialog.first.text()

    def _submit(self) -> None:
        for field in self.fields.values():
            field.clear_note()
        if self.first.text() != self.second.text():
            self.fields["再输一遍"].set_error("两次输入的口令不一样")
            return
        if not self.first.text():
            self.fields["口令"].set_error("新口令不能为空")
            return
        data_dir, account = self._data_dir, self.account.text().strip()
        key, password = self.key.text(), self.first.text()

        def recover(_job: Job) -> None:
            from petition_desk.services.accounts import recover

            recover(data_dir, account, key, password)

        self.set_button.setEnabled(False)
        self._work.run(recover, lambda _none: self.accept(), failed=self._refused)

    def _refused(self, error: Exception) -> None:
        self.set_button.setEnabled(True)
        if not isinstance(error, PetitionDeskError):
            self._work.report(error)
            return
        named = getattr(error, "field", "")
        self.fields.get(named, self.fields["恢复密钥"]).set_error(str(error))
