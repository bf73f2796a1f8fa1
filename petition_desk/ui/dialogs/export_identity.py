"""Identities in a file that leaves the room: covered, or in full for a purpose, with a password."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from petition_desk.errors import InputError
from petition_desk.services.rights import EXPORT_FULL, RIGHT_LABELS
from petition_desk.ui import theme
from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets.cards import Surface
from petition_desk.ui.widgets.edits import LineEdit
from petition_desk.ui.widgets.fields import Field
from petition_desk.ui.widgets.labels import Words
from petition_desk.ui.widgets.password_edit import PasswordEdit
from petition_desk.ui.widgets.toggles import CheckBox

_SHORTEST: Final = 6
_MASKED: Final = "姓名只留姓，证件、电话、住址遮盖；保密件只有编号和期限。"
_FULL: Final = "写出全部身份信息；谁、什么时候、做什么用，都记入日志。"
_NO_PASSWORD: Final = "不设密码，拿到文件的人都能打开。"
_TEXT: Final = "文本表格不能设密码；要设密码请选 Excel。"


class IdentityFields(QWidget):
    """Whether identities are told, what for, and the password; by default covered."""

    changed = Signal()

    def __init__(self) -> None:
        """Start covered."""
        super().__init__()
        self.full = CheckBox("不遮盖身份信息")
        self._says = Words(_MASKED, Type.SMALL, Role.INK2, wraps=True)
        self.purpose = LineEdit(name="用途")
        self.purpose_field = Field("用途", self.purpose, required=True)
        self.with_password = CheckBox("设打开密码")
        self.password = PasswordEdit(name="打开密码")
        self.password_field = Field("打开密码", self.password, required=True)
        self.again = PasswordEdit(name="再输一次打开密码")
        self.again_field = Field("再输一次", self.again, required=True)
        self._is_text = False
        self._may = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.dp(8))
        for part in (self.full, self._says, self.purpose_field, self.with_password,
                     self.password_field, self.again_field):  # fmt: skip
            column.addWidget(part)
        # Signals
        self.full.toggled.connect(self._full_toggled)
        self.with_password.toggled.connect(lambda _on: self._show())

    @property
    def is_full(self) -> bool:
        """Whether identities are told."""
        return self.full.isChecked()

    @property
    def has_password(self) -> bool:
        """Whether the file gets a password."""
        return self.with_password.isChecked() and not self._is_text

    def reset(self, rights: frozenset[str]) -> None:
        """Cover everything again; without the right nothing else is on offer."""
        self._may = EXPORT_FULL in rights
        self.full.setEnabled(self._may)
        self.full.setChecked(False)
        self.with_password.setChecked(False)
        for edit in (self.purpose, self.password, self.again):
            edit.clear()
        self._show()

    def set_text_format(self, is_text: bool) -> None:
        """Say what a text file cannot have."""
        self._is_text = is_text
        self._show()

    def order(self) -> dict[str, object]:
        """Return what an `ExportOrder` asks for."""
        return {
            "is_full": self.is_full,
            "purpose": self.purpose.text().strip(),
            "password": self.password.text() if self.has_password else "",
            "is_plain": not self.has_password,
        }

    def check(self) -> bool:
        """Say at its field what is missing, and go there; return whether nothing is."""
        if self.is_full and not self.purpose.text().strip():
            return self._refuse(self.purpose_field, self.purpose, "不遮盖导出必须写明用途")
        if not self.has_password:
            return True
        password = self.password.text()
        if len(password) < _SHORTEST:
            says = f"至少 {_SHORTEST} 个字符，现为 {len(password)} 个"
            return self._refuse(self.password_field, self.password, says)
        if password != self.again.text():
            return self._refuse(self.again_field, self.again, "两次输入的不一样")
        return True

    def refuse(self, error: InputError) -> bool:
        """Show a fault of these fields at its field; return whether it is one of them."""
        if error.field == "用途":
            self._refuse(self.purpose_field, self.purpose, error.reason)
        elif error.field == "打开密码":
            self._refuse(self.password_field, self.password, error.reason)
        else:
            return False
        return True

    def _refuse(self, field: Field, edit: LineEdit, says: str) -> bool:
        field.set_error(says)
        edit.setFocus(Qt.FocusReason.OtherFocusReason)
        return False

    def _full_toggled(self, on: bool) -> None:
        # A file with identities has a password unless somebody takes it away.
        self.with_password.setChecked(on)
        self._show()
        if on:
            self.purpose.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self) -> None:
        is_full, asks = self.is_full, self.has_password
        says = _FULL if is_full else _MASKED
        if not self._may:
            says = f"{_MASKED}本账户没有“{RIGHT_LABELS[EXPORT_FULL]}”的权限。"
        elif self._is_text and is_full:
            says += _TEXT
        elif is_full and not asks:
            says += _NO_PASSWORD
        self._says.setText(says)
        self.full.setAccessibleDescription(says)
        self.with_password.setEnabled(not self._is_text)
        self.purpose_field.setVisible(is_full)
        self.password_field.setVisible(asks)
        self.again_field.setVisible(asks)
        for field in (self.purpose_field, self.password_field, self.again_field):
            field.clear_note()
        self.changed.emit()


def identity_surface(fields: IdentityFields) -> QWidget:
    """Return the fields with their head on the grey ground at the right of a panel."""
    surface = Surface(Role.WINDOW, "l")
    column = QVBoxLayout(surface)
    column.setContentsMargins(*(theme.dp(16),) * 4)
    column.setSpacing(theme.dp(8))
    column.addWidget(Words("身份信息", Type.STRONG))
    column.addWidget(fields)
    column.addStretch(1)
    surface.setFixedWidth(theme.dp(392))
    return surface
