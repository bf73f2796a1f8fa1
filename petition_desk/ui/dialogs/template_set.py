"""What a file of wordings would change, before it is taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from petition_desk.ui import theme
from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets.buttons import Button, Look
from petition_desk.ui.widgets.labels import Words
from petition_desk.ui.widgets.record_list import Record, RecordColumn, RecordList

if TYPE_CHECKING:
    from petition_desk.services.template_sets import SetLine, TemplateSet

_COLUMNS = (RecordColumn("文书", 200, is_main=True), RecordColumn("会怎样"))


class TemplateSetDialog(QDialog):
    """Shows each wording that differs; a set with a fault cannot be taken."""

    def __init__(self, parent: QWidget, read: TemplateSet) -> None:
        """Show what was read."""
        super().__init__(parent)
        differing = [line for line in read.lines if line.change.name != "SAME"]
        changing = sum(1 for line in differing if not line.faults)
        self.list = RecordList("文件里的文本", _COLUMNS)
        self.list.setMinimumHeight(theme.dp(320))
        self.list.show_records([_record(line) for line in differing])
        self.take_button = Button(f"换上 {changing} 种", Look.PRIMARY, key="Enter")
        self.cancel_button = Button("取消", key="Esc")
        self.says = Words(_says(read, changing), Type.TEXT, Role.INK2, wraps=True)
        if read.faults:
            self.says.set_role(Role.OVERDUE)
        self.take_button.setEnabled(bool(changing) and not read.faults)
        self._build()
        self.take_button.clicked.connect(self.accept)
        self.cancel_button.clicked.connect(self.reject)
        (self.take_button if self.take_button.isEnabled() else self.cancel_button).setFocus()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.dp(24),) * 4)
        column.setSpacing(theme.dp(12))
        column.addWidget(Words("导入一套文书文本", Type.TITLE))
        column.addWidget(self.says)
        column.addWidget(self.list, 1)
        foot = QHBoxLayout()
        foot.setSpacing(theme.dp(8))
        foot.addStretch(1)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.take_button)
        column.addLayout(foot)
        self.setWindowTitle("信访接待台")
        self.setFixedWidth(theme.dp(720))

    @classmethod
    def ask(cls, parent: QWidget, read: TemplateSet) -> bool:
        """Return whether the set is to be taken."""
        return cls(parent, read).exec() == QDialog.DialogCode.Accepted


def _says(read: TemplateSet, changing: int) -> str:
    whose = f"来自“{read.office}”。" if read.office else ""
    if read.faults:
        return f"{whose}有 {len(read.faults)} 处不能使用，整套都不导入；请在原处改好再导出。"
    if not changing:
        return f"{whose}与现用的文本没有不同，不需要导入。"
    return f"{whose}换上以后，新出的文书用新文本；现在的文本留作以前的版本，可以找回。"


def _record(line: SetLine) -> Record:
    says = str(line.change.value)
    if line.faults:
        says = f"■ {line.faults[0]}" + (f"（共 {len(line.faults)} 处）" if line.faults[1:] else "")
    return Record(line.kind, (line.label, says))
