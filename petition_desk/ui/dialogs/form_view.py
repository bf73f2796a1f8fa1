"""The parts of the panel of forms and where they stand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from petition_desk.ui import theme
from petition_desk.ui.dialogs.export_identity import IdentityFields
from petition_desk.ui.dialogs.form_column import FormColumnFields
from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets.buttons import Button, Look
from petition_desk.ui.widgets.cards import Scroll, Surface
from petition_desk.ui.widgets.edits import Choice, LineEdit
from petition_desk.ui.widgets.fields import Field, NoteLine
from petition_desk.ui.widgets.labels import Words
from petition_desk.ui.widgets.record_list import RecordColumn, RecordList

_COLUMNS: Final = (
    RecordColumn("表内的列", is_main=True),
    RecordColumn("填入", 200),
    RecordColumn("表内要求", 96),
)
_MISFITS: Final = (RecordColumn("列", 208), RecordColumn("值", 144), RecordColumn("不合之处"))
NONE_YET: Final = "选一张空白表：它的字体、边框、合并、页面设置都不动"


class FormView(QWidget):
    """The form at the top, its columns and what does not fit at the left, the choices right."""

    def __init__(self, sources: Mapping[str, str]) -> None:
        """Offer ``sources``: identifiers of our columns and the words for them."""
        super().__init__()
        self.kept = Choice(name="记住的表")
        self.kept.set_hint("记住的表")
        self.blank_button = Button("选空白表…")
        self.forget_button = Button("忘记")
        self.about = Words(NONE_YET, Type.SMALL, Role.INK2, wraps=True)
        self.columns = RecordList("表内的列", _COLUMNS)
        self.misfits = RecordList("不合表内要求的值", _MISFITS)
        self.fields = FormColumnFields(sources)
        self.identity = IdentityFields()
        self.note = NoteLine()
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._top())
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(self._left(), 1)
        row.addWidget(self._right())
        column.addLayout(row, 1)

    def _top(self) -> QWidget:
        top = Surface(Role.WINDOW, "b")
        row = QHBoxLayout(top)
        row.setContentsMargins(*(theme.dp(side) for side in (24, 8, 24, 8)))
        row.setSpacing(theme.dp(8))
        self.kept.setFixedWidth(theme.dp(224))
        for part in (self.kept, self.blank_button, self.forget_button):
            row.addWidget(part)
        row.addWidget(self.about, 1)
        return top

    def _left(self) -> QVBoxLayout:
        left = QVBoxLayout()
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(0)
        left.addWidget(self.columns, 3)
        left.addWidget(self.misfits, 2)
        return left

    def _right(self) -> QWidget:
        inner = QWidget()
        beside = QVBoxLayout(inner)
        beside.setContentsMargins(*(theme.dp(16),) * 4)
        beside.setSpacing(theme.dp(8))
        beside.addWidget(self.fields)
        beside.addSpacing(theme.dp(8))
        beside.addWidget(Words("身份信息", Type.STRONG))
        beside.addWidget(self.identity)
        beside.addStretch(1)
        beside.addWidget(self.note)
        beside.addWidget(self.progress)
        right = Surface(Role.WINDOW, "l")
        frame = QVBoxLayout(right)
        frame.setContentsMargins(0, 0, 0, 0)
        frame.addWidget(Scroll(inner))
        right.setFixedWidth(theme.dp(392))
        return right


class FormFoot(QWidget):
    """The name the form is remembered under."""

    def __init__(self) -> None:
        """Start without one."""
        super().__init__()
        self.name = LineEdit(name="名称")
        self.name_field = Field("名称", self.name, label_width=40)
        self.remember_button = Button("记住")
        self.name.setFixedWidth(theme.dp(240))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.dp(8))
        row.addWidget(self.name_field)
        row.addWidget(self.remember_button)


def acts() -> tuple[Button, Button]:
    """Return the buttons that stop and that fill."""
    return Button("停止"), Button("填写…", Look.PRIMARY, key="Ctrl+Enter")
