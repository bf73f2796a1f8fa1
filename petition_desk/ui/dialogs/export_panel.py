"""Export what is seen: which list, as what file, covered or in full, how far it is, and a stop."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from petition_desk.domain.ledger import (
    LEDGER_COLUMNS,
    LedgerColumn,
    LedgerFilter,
    LedgerSort,
    ledger_column,
)
from petition_desk.errors import InputError, LawRefusalError
from petition_desk.services.by_person import SEARCHED
from petition_desk.ui import theme
from petition_desk.ui.dialogs import files
from petition_desk.ui.dialogs.export_identity import IdentityFields, identity_surface
from petition_desk.ui.dialogs.panel_parts import PanelFoot, PanelHead, on_ctrl_enter
from petition_desk.ui.screens.base import ScreenContext
from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets.buttons import Button, Look
from petition_desk.ui.widgets.fields import Field, NoteLine
from petition_desk.ui.widgets.labels import Words
from petition_desk.ui.widgets.marks import Mark
from petition_desk.ui.widgets.options import Options
from petition_desk.ui.widgets.overlay import OverlayPanel
from petition_desk.ui.widgets.toggles import RadioButton
from petition_desk.ui.work import Job

if TYPE_CHECKING:
    from petition_desk.services.exports import Exported

_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_XLSX, _CSV = "xlsx", "csv"
_FORMATS: Final = ((_XLSX, "Excel"), (_CSV, "文本 CSV"))
_SAYS: Final = {
    _XLSX: "A4 横向，表头重复，编号和证件是文本；另附一张“导出说明”",
    _CSV: "一张表，逗号分隔，Excel 直接打开；公式字样不会执行",
}
_TITLES: Final = {
    "ledger": "信访台账", "official": "信访件列表", "letters": "文书和送达", "deadlines": "期限",
}  # fmt: skip


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
    """768 wide; Ctrl+Enter chooses the file and writes."""

    exported = Signal(object)
    #: The officer wants another office's form filled with what is seen.
    form_wanted = Signal(object)

    def __init__(self, window: QWidget, context: ScreenContext) -> None:
        """Lie over ``window``, hidden."""
        super().__init__(window, QSize(768, 448))
        self._context = context
        self._seen: SeenLedger | None = None
        self._job: Job | None = None
        self._head = PanelHead(self, "导出所见")
        self.seen_columns = RadioButton("")
        self.all_columns = RadioButton(f"台账，全部 {len(LEDGER_COLUMNS)} 列")
        self.official = RadioButton("国网顺序，28 列")
        self.letters = RadioButton("文书和送达")
        self.deadlines = RadioButton("期限")
        self.lists = (
            (self.seen_columns, "ledger"), (self.all_columns, "ledger"),
            (self.official, "official"), (self.letters, "letters"), (self.deadlines, "deadlines"),
        )  # fmt: skip
        self._group = QButtonGroup(self)
        self.format = Options(_FORMATS, name="文件", digits=False)
        self.identity = IdentityFields()
        self.full, self.purpose = self.identity.full, self.identity.purpose
        self.purpose_field = self.identity.purpose_field
        self.progress = QProgressBar()
        self.note = NoteLine()
        self.export_button = Button("导出…", Look.PRIMARY, key="Ctrl+Enter")
        self.form_button = Button("填上级的表…")
        self.cancel_button = Button("停止")
        self._says = Words(_SAYS[_XLSX], Type.SMALL, Role.INK2)
        self.body.addWidget(self._head)
        self.body.addWidget(self._middle(), 1)
        self.body.addWidget(
            PanelFoot(self._says, self.cancel_button, self.form_button, self.export_button)
        )
        # Signals
        self.format.chosen.connect(self._format_chosen)
        self.export_button.clicked.connect(self.export)
        self.form_button.clicked.connect(self.ask_for_form)
        on_ctrl_enter(self, self.export)
        self.cancel_button.clicked.connect(self.cancel)

    def _middle(self) -> QWidget:
        self.progress.setTextVisible(False)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(*(theme.dp(side) for side in (24, 16, 24, 16)))
        column.setSpacing(theme.dp(8))
        column.addWidget(Words("哪种表", Type.STRONG))
        for button, _kind in self.lists:
            self._group.addButton(button)
            column.addWidget(button)
        column.addSpacing(theme.dp(8))
        column.addWidget(Field("文件", self.format, label_width=28))
        column.addStretch(1)
        column.addWidget(self.note)
        column.addWidget(self.progress)
        middle = QWidget()
        row = QHBoxLayout(middle)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(left, 1)
        row.addWidget(identity_surface(self.identity))
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
        self.format.set_value(_XLSX)
        self._format_chosen(_XLSX)
        self.identity.reset(self._context.desk.account.rights)
        self._show_idle()
        self._show_what_hinders(seen)
        self.open_panel(self.export_button if self.export_button.isEnabled() else self.seen_columns)

    def _show_what_hinders(self, seen: SeenLedger) -> None:
        searched = SEARCHED if seen.wanted.text.strip() else ""
        hinders = searched if seen.count else "没有可以导出的"
        self.note.say(hinders, Mark.TODAY)
        self.export_button.setEnabled(not hinders)
        self.form_button.setEnabled(not hinders)

    def _format_chosen(self, name: str) -> None:
        self._says.setText(_SAYS[name])
        self.identity.set_text_format(name == _CSV)

    def _show_idle(self) -> None:
        self._job = None
        self.progress.hide()
        self.cancel_button.hide()
        self.export_button.setEnabled(True)
        self.form_button.setEnabled(True)

    # Writing

    def export(self) -> None:
        """Ask for the file, then write it off the thread of the window."""
        if self._seen is None or self._job is not None or not self.export_button.isEnabled():
            return
        if not self.identity.check():
            return
        today = self._context.desk.clock.today()
        name = f"{_TITLES[self._kind()]}_{today:%Y%m%d}.{self.format.value()}"
        if self.format.value() == _CSV:
            path = files.ask_save_as(self, "导出台账", name, files.TEXTS_WRITTEN)
        else:
            path = files.ask_save(self, "导出台账", name)
        if path is not None:
            self.write(path)

    def _kind(self) -> str:
        return next((kind for button, kind in self.lists if button.isChecked()), "ledger")

    def write(self, path: Path) -> None:
        """Write the list to ``path``."""
        seen = self._seen
        if seen is None:
            return
        desk, kind, identity = self._context.desk, self._kind(), self.identity.order()
        chosen = LEDGER_COLUMNS if self.all_columns.isChecked() else seen.columns
        told: dict[str, Any] = {
            "wanted": seen.wanted, "sort": seen.sort, "view": seen.title,
            "columns": [column.id for column in chosen], **identity,
        }  # fmt: skip
        self._show_busy(seen.count)

        def run(job: Job) -> Exported | None:
            # What writes workbooks is loaded when it is first needed.
            from petition_desk.services import exports

            order = exports.ExportOrder(kind=exports.ExportKind(kind), **told)
            return exports.export_list(
                desk, path, order, progress=job.progress, cancelled=job.is_cancelled
            )

        self._job = self._context.work.run(
            run, self._done, failed=self._failed, progress=self._progressed, database=False
        )

    def _show_busy(self, count: int) -> None:
        self.note.say("", Mark.NONE)
        self.progress.setRange(0, max(count, 1))
        self.progress.setValue(0)
        self.progress.show()
        self.cancel_button.show()
        self.export_button.setEnabled(False)
        self.form_button.setEnabled(False)

    def _progressed(self, done: int, total: int) -> None:
        self.progress.setRange(0, max(total, 1))
        self.progress.setValue(done)
        self.note.say(f"已写 {done} / {total}", Mark.NONE)

    def _done(self, exported: Exported | None) -> None:
        self._show_idle()
        if exported is None:
            self.note.say("已停止，没有写出文件", Mark.TODAY)
            return
        self.close_panel()
        self.exported.emit(exported)

    def _failed(self, error: Exception) -> None:
        self._show_idle()
        if isinstance(error, InputError) and self.identity.refuse(error):
            return
        if isinstance(error, LawRefusalError):
            self.note.say(error.sentence, Mark.TODAY)
        else:
            self._context.work.report(error)
            self.close_panel()

    def cancel(self) -> None:
        """Stop writing; an older file of that name stands as it was."""
        if self._job is not None:
            self._job.cancel()

    def ask_for_form(self) -> None:
        """Go on to the forms of other offices, with the same cases."""
        if self._seen is not None and self._job is None and self.form_button.isEnabled():
            self.close_panel()
            self.form_wanted.emit(self._seen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter on a button presses it."""
        if event.key() in _ENTER and self.export_button.hasFocus():
            self.export()
        elif event.key() in _ENTER and self.form_button.hasFocus():
            self.ask_for_form()
        else:
            super().keyPressEvent(event)
