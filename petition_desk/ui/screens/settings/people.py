"""人员与权限: who may open the data, with which rights."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from petition_desk.errors import PetitionDeskError
from petition_desk.services import accounts
from petition_desk.services.desk import Account
from petition_desk.services.rights import RIGHT_LABELS
from petition_desk.ui import theme
from petition_desk.ui.screens.base import ScreenContext
from petition_desk.ui.screens.settings.page import SettingsPage, remark
from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets.buttons import Button, Look
from petition_desk.ui.widgets.cards import Scroll, Surface
from petition_desk.ui.widgets.edits import LineEdit
from petition_desk.ui.widgets.fields import Field
from petition_desk.ui.widgets.labels import Words
from petition_desk.ui.widgets.password_edit import PasswordEdit
from petition_desk.ui.widgets.record_list import Record, RecordColumn, RecordList
from petition_desk.ui.widgets.toast import ToastNote
from petition_desk.ui.widgets.toggles import CheckBox

_COLUMNS = (RecordColumn("账户", 160, is_main=True), RecordColumn("权限"))


class PeoplePage(SettingsPage):
    """The accounts at the left, the one under the cursor at the right."""

    def __init__(self, context: ScreenContext) -> None:
        """Build list and form."""
        super().__init__(context, "人员与权限", "改动都记入日志")
        self._accounts: dict[str, Account] = {}
        self.new_button = Button("新增账户", icon="plus")
        self.head.acts.addWidget(self.new_button)
        self.list = RecordList("账户", _COLUMNS)
        self.form_panel = AccountForm()
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.list, 1)
        row.addWidget(self.form_panel)
        holder = QWidget()
        holder.setLayout(row)
        self.fill(holder)
        self.new_button.setEnabled(self.may_administer)
        self.list.chosen.connect(self._choose)
        self.new_button.clicked.connect(lambda: self.form_panel.show_account(None, is_own=False))
        self.form_panel.save_button.clicked.connect(self._save)
        self.form_panel.remove_button.clicked.connect(self._remove)

    def read(self) -> None:
        """Read the accounts."""
        desk = self.context.desk
        self.ask(lambda _job: accounts.accounts(desk), self._show)

    def _show(self, found: tuple[Account, ...]) -> None:
        current = self.list.current() or self.context.desk.account.name
        self._accounts = {account.name: account for account in found}
        self.list.show_records([_record(account) for account in found], current)
        self._choose(self.list.current())

    def _choose(self, name: str) -> None:
        is_own = name == self.context.desk.account.name
        self.form_panel.show_account(self._accounts.get(name), is_own=is_own)
        self.form_panel.allow(rights=self.may_administer, password=is_own or self.may_administer)

    def _save(self) -> None:
        """Write what was changed: a new account, another password, other rights."""
        form, desk = self.form_panel, self.context.desk
        if not form.is_complete():
            return
        name, old, new, rights = (
            form.name.text().strip(),
            form.old.text(),
            form.new.text(),
            form.rights(),
        )
        known = self._accounts.get(name) if form.is_known else None

        def write(_job: object) -> None:
            if known is None:
                accounts.add_account(desk, name, new, rights)
                return
            if new:
                accounts.change_password(desk, name, old or None, new)
            if rights != known.rights:
                accounts.set_rights(desk, name, rights)

        self.act(write, lambda _none: self._saved(name), form.show_fault)

    def _saved(self, name: str) -> None:
        self.toast_requested.emit(ToastNote(f"账户“{name}”已保存，权限从下次解锁起生效"))
        self.form_panel.forget_passwords()
        self.read()

    def _remove(self) -> None:
        desk, name = self.context.desk, self.form_panel.name.text().strip()

        def removed(_none: None) -> None:
            self.toast_requested.emit(ToastNote(f"账户“{name}”已删除，它记录过的内容不变"))
            self.read()

        self.act(
            lambda _job: accounts.remove_account(desk, name), removed, self.form_panel.show_fault
        )


def _record(account: Account) -> Record:
    words = [label for right, label in RIGHT_LABELS.items() if right in account.rights]
    return Record(account.name, (account.name, "、".join(words) or "登记、办理、遮盖导出"))


class AccountForm(Surface):
    """One account, 336 wide: rights, a new password, removal."""

    def __init__(self) -> None:
        """Show an empty account."""
        super().__init__(Role.WINDOW, "l")
        self.is_known = False
        self._is_own = False
        self.name = LineEdit()
        self.old, self.new, self.again = (
            PasswordEdit(name=name) for name in ("原口令", "新口令", "再输一遍")
        )
        self._name_field = Field("账户", self.name, required=True)
        self._old_field = Field("原口令", self.old)
        self._new_field = Field("新口令", self.new)
        self._again_field = Field("再输一遍", self.again)
        self._boxes = {right: CheckBox(label) for right, label in RIGHT_LABELS.items()}
        self.save_button = Button("保存", Look.PRIMARY)
        self.remove_button = Button("删除账户", Look.QUIET)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(*(theme.dp(16),) * 4)
        column.setSpacing(theme.dp(8))
        column.addWidget(self._name_field)
        column.addWidget(Words("权限", Type.STRONG))
        for box in self._boxes.values():
            column.addWidget(box)
        column.addWidget(remark("没有勾选的账户也能登记、办理、出文书。"))
        column.addWidget(Words("口令", Type.STRONG))
        for field in (self._old_field, self._new_field, self._again_field):
            column.addWidget(field)
        row = QHBoxLayout()
        row.setSpacing(theme.dp(8))
        row.addWidget(self.save_button)
        row.addWidget(self.remove_button)
        row.addStretch(1)
        column.addSpacing(theme.dp(8))
        column.addLayout(row)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 0, 0, 0)
        outer.addWidget(Scroll(content))
        self.setFixedWidth(theme.dp(336))

    def show_account(self, account: Account | None, *, is_own: bool) -> None:
        """Show an account, or an empty one to be added."""
        self.is_known = account is not None
        self._is_own = is_own
        self.name.setText(account.name if account else "")
        self.name.setReadOnly(self.is_known)
        for right, box in self._boxes.items():
            box.setChecked(account is not None and account.may(right))
        self._old_field.setVisible(is_own)
        self.remove_button.setVisible(self.is_known and not is_own)
        self.forget_passwords()
        for field in (self._name_field, self._old_field, self._new_field, self._again_field):
            field.clear_note()
        if account is None:
            self.allow(rights=True, password=True)
            self.name.setFocus()

    def allow(self, *, rights: bool, password: bool) -> None:
        """Open or lock what this account may change."""
        for box in self._boxes.values():
            box.setEnabled(rights)
        self.remove_button.setEnabled(rights)
        for edit in (self.new, self.again):
            edit.setEnabled(password)
        self.save_button.setEnabled(rights or password)

    def rights(self) -> frozenset[str]:
        """Return the rights that are ticked."""
        return frozenset(right for right, box in self._boxes.items() if box.isChecked())

    def forget_passwords(self) -> None:
        """Empty the passwords."""
        for edit in (self.old, self.new, self.again):
            edit.clear()

    def is_complete(self) -> bool:
        """Say below its field what is missing; return whether nothing is."""
        for field in (self._name_field, self._old_field, self._new_field, self._again_field):
            field.clear_note()
        if not self.name.text().strip():
            self._name_field.set_error("请写账户名称")
        elif not self.is_known and not self.new.text():
            self._new_field.set_error("请给新账户设口令")
        elif self.new.text() != self.again.text():
            self._again_field.set_error("两次输入的口令不一样")
        elif self._is_own and self.new.text() and not self.old.text():
            self._old_field.set_error("改自己的口令要先输原口令")
        else:
            return True
        return False

    def show_fault(self, error: PetitionDeskError) -> None:
        """Say why it was not written."""
        wrong_old = self._is_own and error.exit_code == 5
        (self._old_field if wrong_old else self._name_field).set_error(str(error))
