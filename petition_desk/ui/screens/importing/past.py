"""以前的导入: what came in when, and the one act that takes an import back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from petition_desk.clock import CHINA
from petition_desk.ui import theme
from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets.buttons import Button, Look
from petition_desk.ui.widgets.heads import SectionHead
from petition_desk.ui.widgets.labels import Words
from petition_desk.ui.widgets.record_list import Record, RecordColumn, RecordList

if TYPE_CHECKING:
    from petition_desk.services.import_take_back import TakeBack
    from petition_desk.storage.imports import ImportBatch

_COLUMNS = (
    RecordColumn("时间", 136),
    RecordColumn("文件", is_main=True),
    RecordColumn("结果", 208),
    RecordColumn("由", 72),
)


class PastImports(QWidget):
    """The list, and below it what taking the current one back would do."""

    plan_requested = Signal(int)
    take_back_requested = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing until `show_batches()`."""
        super().__init__(parent)
        self._batches: dict[str, ImportBatch] = {}
        self._planned: int | None = None
        self.list = RecordList("以前的导入", _COLUMNS)
        self.list.setMinimumHeight(theme.dp(152))
        self.says = Words("", Type.TEXT, Role.INK2, wraps=True)
        self.plan_button = Button("撤回这次导入…", Look.QUIET, icon="undo")
        self.do_button = Button("撤回", Look.PRIMARY)
        self.leave_button = Button("不撤回")
        head = SectionHead("以前的导入")
        head.setContentsMargins(theme.dp(16), 0, theme.dp(16), 0)
        foot = QHBoxLayout()
        foot.setContentsMargins(*(theme.dp(side) for side in (16, 8, 16, 8)))
        foot.setSpacing(theme.dp(8))
        foot.addWidget(self.says, 1)
        for button in (self.plan_button, self.leave_button, self.do_button):
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self.list, 1)
        column.addLayout(foot)
        # Signals
        self.list.chosen.connect(lambda _batch: self._offer())
        self.plan_button.clicked.connect(lambda: self.plan_requested.emit(self._current()))
        self.do_button.clicked.connect(lambda: self.take_back_requested.emit(self._current()))
        self.leave_button.clicked.connect(self._offer)

    def show_batches(self, batches: Sequence[ImportBatch]) -> None:
        """Show the imports, the latest first; nothing at all where there was none."""
        self._batches = {str(batch.id): batch for batch in batches}
        self.list.show_records([_record(batch) for batch in batches], self.list.current())
        self.setVisible(bool(batches))
        self._offer()

    def _current(self) -> int:
        return int(self.list.current() or 0)

    def _offer(self) -> None:
        """Offer to take the current import back; what that does is said before it is done."""
        batch = self._batches.get(self.list.current())
        self.says.setText("")
        self.plan_button.setVisible(batch is not None and batch.can_be_taken_back)
        self.do_button.hide()
        self.leave_button.hide()

    def show_plan(self, plan: TakeBack) -> None:
        """Say what taking back would do, and ask for the second press."""
        self.says.setText(plan_words(plan))
        self.plan_button.hide()
        self.leave_button.show()
        self.do_button.set_text(f"撤回 {len(plan.voided) + len(plan.restored)} 件")
        self.do_button.setVisible(bool(plan.voided or plan.restored))
        self.leave_button.setFocus()


def plan_words(plan: TakeBack) -> str:
    """Say what becomes of the cases of an import that is taken back."""
    parts = []
    if plan.voided:
        parts.append(f"{len(plan.voided)} 件作废，编号保留")
    if plan.restored:
        parts.append(f"{len(plan.restored)} 件恢复到导入以前")
    if plan.kept:
        shown = "、".join(plan.kept[:3]) + ("等" if len(plan.kept) > 3 else "")
        parts.append(f"{len(plan.kept)} 件导入以后办理过，不动（{shown}）")
    return "；".join(parts) or "这次导入没有登记或者改动信访件"


def _record(batch: ImportBatch) -> Record:
    counts = batch.counts
    result = f"新 {counts.get('new', 0)}，变 {counts.get('changed', 0)}"
    if batch.taken_back_at is not None:
        result += f" · {batch.taken_back_at.astimezone(CHINA):%m-%d %H:%M} 已撤回"
    at = f"{batch.at.astimezone(CHINA):%Y-%m-%d %H:%M}"
    return Record(str(batch.id), (at, batch.file_name or "—", result, batch.account))
