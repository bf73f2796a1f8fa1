"""Export what is seen: which columns, covered or in full, how far it is, and a way to stop it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QProgressBar, QVBoxLayout, QWidget

from petition_desk.domain.ledger import (
    LEDGER_COLUMNS,
    LedgerColumn,
    LedgerFilter,
    LedgerSort,
    ledger_column,
)
from petition_desk.errors import InputError
from petition_desk.services.rights import EXPORT_FULL, RIGHT_LABELS
from petition_desk.ui import theme
from petition_desk.ui.dialogs import files
from petition_desk.ui.dialogs.panel_parts import PanelFoot, PanelHead, on_ctrl_enter
from petition_desk.ui.screens.base import ScreenContext
from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets.buttons import Button, Look
from petition_desk.ui.widgets.edits import LineEdit
from petition_desk.ui.widgets.fields import Field, NoteLine
from petition_desk.ui.widgets.labels import Words
from petition_desk.ui.widgets.marks import Mark
from petition_desk.ui.widgets.overlay import OverlayPanel
from petition_desk.ui.widgets.toggles import CheckBox, RadioButton
from petition_desk.ui.work import Job

if TYPE_CHECKING:
    from petition_desk.services.exports import Exported

_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_MASKED: Final = "姓名只留姓，证件、电话、住址遮盖；保密件只有编号和期限。"
_FULL: Final = "写出全部身份信息；谁、什么时候、做什么用，都记入日志。"


@dataclass(frozen=True, slots=True)
class SeenLedger:
    """What the ledger shows when its export is asked for.

    Attributes:
        title: Words for it (在办).
        count: How many cases.
        wanted: Which cases.
        sort: In which order.
        columns: Which columns, from the left.
    """

    title: str
    count: int
    wanted: LedgerFilter
    sort: LedgerSort
    columns: Sequence[LedgerColumn]


class ExportPanel(OverlayPanel):
    """560 wide; Ctrl+Enter chooses the file and writes."""

    exported = Signal(object)

    def __init__(self, window: QWidget, context: ScreenContext) -> None:
        """Lie over ``window``, hidden."""
        super().__init__(window, QSize(576, 424))
        self._context = context
        self._seen: SeenLedger | None = None
        self._job: Job | None = None
        self._head = PanelHead(self, "导出所见")
        self.seen_columns = RadioButton("")
        self.all_columns = RadioButton(f"全部 {len(LEDGER_COLUMNS)} 列")
        self._group = QButtonGroup(self)
        self.full = CheckBox("不遮盖身份信息")
        self._full_says = Words(_MASKED, Type.SMALL, Role.INK2, wraps=True)
        self.purpose = LineEdit(name="用途")
        self.purpose_field = Field("用途", self.purpose, required=True)
        self.progress = QProgressBar()
        self.note = NoteLine()
        self.export_button = Button("导出…", Look.PRIMARY, key="Ctrl+Enter")
        self.cancel_button = Button("停止")
        says = Words("A4 横向，表头重复，编号和证件是文本", Type.SMALL, Role.INK2)
        self.body.addWidget(self._head)
        self.body.addWidget(self._middle(), 1)
        self.body.addWidget(PanelFoot(says, self.cancel_button, self.export_button))
        # Signals
        self.full.toggled.connect(self._full_toggled)
        self.export_button.clicked.connect(self.export)
        on_ctrl_enter(self, self.export)
        self.cancel_button.clicked.connect(self.cancel)

    def _middle(self) -> QWidget:
        middle = QWidget()
        for button in (self.seen_columns, self.all_columns):
            self._group.addButton(button)
        self.progress.setTextVisible(False)
        column = QVBoxLayout(middle)
        column.setContentsMargins(*(theme.dp(side) for side in (24, 16, 24, 16)))
        column.setSpacing(theme.dp(8))
        column.addWidget(Words("哪些列", Type.STRONG))
        column.addWidget(self.seen_columns)
        column.addWidget(self.all_columns)
        column.addSpacing(theme.dp(8))
        column.addWidget(Words("身份信息", Type.STRONG))
        column.addWidget(self.full)
        column.addWidget(self._full_says)
        column.addWidget(self.purpose_field)
        column.addStretch(1)
        column.addWidget(self.note)
        column.addWidget(self.progress)
        return middle

    def open_for(self, seen: SeenLedger) -> None:
        """Ask how ``seen`` is to be exported."""
        self._seen = seen
        sorted_by = ledger_column(seen.sort.column)
        order = f"，按{sorted_by.title}排列" if sorted_by is not None else ""
        self._head.about.setText(f"{seen.title}，{seen.count} 件{order}")
        self.seen_columns.setText(f"表格里的 {len(seen.columns)} 列")
        self.seen_columns.setAccessibleName(self.seen_columns.text())
        self.seen_columns.setChecked(True)
        may = self._context.desk.account.may(EXPORT_FULL)
        self.full.setChecked(False)
        self.full.setEnabled(may)
        self.purpose.clear()
        self._full_toggled(on=False)
        self._show_idle()
        self.note.say("" if seen.count else "没有可以导出的", Mark.TODAY)
        self.export_button.setEnabled(bool(seen.count))
        self.open_panel(self.export_button)

    def _full_toggled(self, on: bool) -> None:
        says = _FULL if on else _MASKED
        if not self._context.desk.account.may(EXPORT_FULL):
            says = f"{_MASKED}本账户没有“{RIGHT_LABELS[EXPORT_FULL]}”的权限。"
        self._full_says.setText(says)
        self.full.setAccessibleDescription(says)
        self.purpose_field.setVisible(on)
        self.purpose_field.clear_note()
        if on:
            self.purpose.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_idle(self) -> None:
        self._job = None
        self.progress.hide()
        self.cancel_button.hide()
        self.export_button.setEnabled(True)

    # Writing

    def export(self) -> None:
        """Ask for the file, then write it off the thread of the window."""
        seen = self._seen
        if seen is None or self._job is not None or not self.export_button.isEnabled():
            return
        if self.full.isChecked() and not self.purpose.text().strip():
            self.purpose_field.set_error("不遮盖导出必须写明用途")
            self.purpose.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        today = self._context.desk.clock.today()
        path = files.ask_save(self, "导出台账", f"信访台账_{today:%Y%m%d}.xlsx")
        if path is not None:
            self.write(path)

    def write(self, path: Path) -> None:
        """Write the workbook to ``path``."""
        seen = self._seen
        if seen is None:
            return
        desk, full, purpose = self._context.desk, self.full.isChecked(), self.purpose.text()
        wanted, sort = seen.wanted, seen.sort
        chosen = seen.columns if self.seen_columns.isChecked() else LEDGER_COLUMNS
        columns = [column.id for column in chosen]
        self.note.say("", Mark.NONE)
        self.progress.setRange(0, max(seen.count, 1))
        self.progress.setValue(0)
        self.progress.show()
        self.cancel_button.show()
        self.export_button.setEnabled(False)

        def run(job: Job) -> Exported | None:
            # What writes workbooks is loaded when it is first needed.
            from petition_desk.services import exports

            order = exports.ExportOrder(
                wanted, sort, columns=columns, is_full=full, purpose=purpose, is_plain=True
            )
            return exports.export_list(
                desk, path, order, progress=job.progress, cancelled=job.is_cancelled
            )

        self._job = self._context.work.run(
            run, self._done, failed=self._failed, progress=self._progressed, database=False
        )

    def _progressed(self, done: int, total: int) -> None:
        self.progress.setRange(0, max(total, 1))
        self.progress.setValue(done)
        self.note.say(f"已写 {done} / {total} 件", Mark.NONE)

    def _done(self, exported: Exported | None) -> None:
        self._show_idle()
        if exported is None:
            self.note.say("已停止，没有写出文件", Mark.TODAY)
            return
        self.close_panel()
        self.exported.emit(exported)

    def _failed(self, error: Exception) -> None:
        self._show_idle()
        if isinstance(error, InputError) and error.field == "用途":
            self.purpose_field.set_error(error.reason)
        else:
            self.note.say("", Mark.NONE)
            self._context.work.report(error)
            self.close_panel()

    def cancel(self) -> None:
        """Stop writing; an older file of that name stands as it was."""
        if self._job is not None:
            self._job.cancel()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter on its button exports."""
        if event.key() in _ENTER and self.export_button.hasFocus():
            self.export()
        else:
            super().keyPressEvent(event)
