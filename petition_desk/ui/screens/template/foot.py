"""The foot: what keeps the wording from being saved, or what saving does; give up, save."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtWidgets import QHBoxLayout, QWidget

from petition_desk.errors import FieldFault
from petition_desk.ui import theme
from petition_desk.ui.screens.template.faults import words_of
from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets.buttons import Button, Look
from petition_desk.ui.widgets.cards import Surface
from petition_desk.ui.widgets.edits import LineEdit
from petition_desk.ui.widgets.labels import Words
from petition_desk.ui.widgets.marks import Mark, MarkDot

_DRAFTED: Final = "改动自动存为草稿；保存以后，新出的文书用这一版"


class TemplateFoot(Surface):
    """56 high."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Say nothing yet."""
        super().__init__(Role.SURFACE, "t", parent)
        self._dot = MarkDot(Mark.NONE)
        self._says = Words("", Type.SMALL, Role.INK2, wraps=True)
        self.to_fault = Button("到出错处", Look.LINK)
        self.reason = LineEdit(name="改动说明")
        self.reason.setPlaceholderText("改动说明（可不填）")
        self.reason.setFixedWidth(theme.dp(200))
        self.give_up = Button("放弃修改", Look.QUIET)
        self.save = Button("保存新一版", Look.PRIMARY, key="Ctrl+S")
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.dp(16), 0, theme.dp(16), 0)
        row.setSpacing(theme.dp(8))
        row.addWidget(self._dot)
        row.addWidget(self._says, 1)
        for part in (self.to_fault, self.reason, self.give_up, self.save):
            row.addWidget(part)
        self.setFixedHeight(theme.dp(56))
        self.to_fault.hide()

    @property
    def text(self) -> str:
        """What it says."""
        return self._says.text()

    def show_state(
        self, faults: Sequence[FieldFault], says: str, *, may_edit: bool, is_changed: bool
    ) -> None:
        """Say why it cannot be saved, else ``says``, else what saving would do."""
        fault = words_of(faults)
        says = says or (_DRAFTED if is_changed else "没有改动")
        if not may_edit:
            fault, says = "", "只有有管理权的账户可以改动"
        self._says.setText(fault or says)
        self._says.set_role(Role.OVERDUE if fault else Role.INK2)
        self._dot.set_mark(Mark.OVERDUE if fault else Mark.NONE)
        self._dot.setVisible(bool(fault))
        self.to_fault.setVisible(bool(fault))
        self.save.setEnabled(may_edit and is_changed and not fault)
        self.give_up.setEnabled(may_edit and is_changed)
        self.reason.setEnabled(may_edit)
