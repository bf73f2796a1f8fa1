"""批量: what is done with many chosen cases, with a list of what will happen and what will not."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from petition_desk.errors import InputError
from petition_desk.services import bulk_acts, settings
from petition_desk.services.bulk_acts import BULK_LABELS, BulkAct, BulkLine, BulkReport
from petition_desk.ui import theme
from petition_desk.ui.dialogs.panel_parts import PanelFoot, PanelHead, on_ctrl_enter
from petition_desk.ui.screens.base import ScreenContext
from petition_desk.ui.screens.case.step_form import StepForm
from petition_desk.ui.screens.ledger.bulk_form import BulkForm
from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets.buttons import Button, Look
from petition_desk.ui.widgets.cards import Surface
from petition_desk.ui.widgets.labels import Words
from petition_desk.ui.widgets.overlay import OverlayPanel
from petition_desk.ui.widgets.record_list import Record, RecordColumn, RecordList
from petition_desk.ui.work import Job, Lane

if TYPE_CHECKING:
    pass

_COLUMNS: Final = (
    RecordColumn("编号", 112, is_main=True),
    RecordColumn("姓名", 56),
    RecordColumn("会怎样"),
)
_TYPING_PAUSE_MS: Final = 300


class BulkPanel(OverlayPanel):
    """1080 wide: the act and its form at the left, each case with what will become of it right."""

    done = Signal(object)
    print_requested = Signal(object)
    export_requested = Signal(object)

    def __init__(self, window: QWidget, context: ScreenContext) -> None:
        """Lie over ``window``, hidden."""
        super().__init__(window, QSize(1080, 600))
        self._context = context
        self._lane = Lane(context.work)
        self._ids: array[int] = array("q")
        self._lines: tuple[BulkLine, ...] = ()
        self._job: Job | None = None
        self.left = BulkForm(context.desk.clock.today())
        self.head = PanelHead(self, "批量办理")
        self.list = RecordList("选中的信访件", _COLUMNS)
        self.says = Words("", Type.STRONG)
        self.why = Words("", Type.SMALL, Role.INK2, wraps=True)
        self.go_button = Button("办理", Look.PRIMARY, key="Ctrl+Enter")
        self.stop_button = Button("停止")
        self.stop_button.hide()
        self.body.addWidget(self.head)
        self.body.addWidget(self._middle(), 1)
        each = Words("每件单独办理，一件不成不影响其余", Type.SMALL, Role.INK2)
        self.body.addWidget(PanelFoot(each, self.stop_button, self.go_button))
        # Signals
        self.left.changed.connect(self.preview)
        self.list.chosen.connect(self._show_why)
        self.go_button.clicked.connect(self.go)
        self.stop_button.clicked.connect(self.stop)
        on_ctrl_enter(self, self.go)

    def _middle(self) -> QWidget:
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        says = Surface()
        inside = QHBoxLayout(says)
        inside.setContentsMargins(theme.dp(16), theme.dp(8), theme.dp(16), theme.dp(8))
        inside.addWidget(self.says)
        column.addWidget(says)
        column.addWidget(self.list, 1)
        # A refusal with its article is longer than its line.
        below = Surface(lines="t")
        within = QVBoxLayout(below)
        within.setContentsMargins(theme.dp(16), theme.dp(8), theme.dp(16), theme.dp(8))
        within.addWidget(self.why)
        column.addWidget(below)
        middle = QWidget()
        row = QHBoxLayout(middle)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.left)
        row.addWidget(right, 1)
        return middle

    @property
    def form(self) -> StepForm | None:
        """The form of the step, where the act records one."""
        return self.left.form

    def open_for(self, ids: array[int]) -> None:
        """Ask what is to be done with these cases."""
        self._ids = ids
        self.head.about.setText(f"选中 {len(ids)} 件")
        self.left.begin(BulkAct.DISPATCH, settings.units(self._context.desk))
        self.open_panel(self.left.acts)

    # What will happen

    def preview(self) -> None:
        """Ask what would become of each case."""
        typed, ids, desk = self.left.typed(), self._ids, self._context.desk
        self.left.clear_faults()
        self.go_button.setEnabled(False)

        def ask(job: Job) -> tuple[BulkLine, ...]:
            return bulk_acts.preview(
                desk, typed.act, ids, typed.values,
                on=typed.on, note=typed.note, cancelled=job.is_cancelled,
            )  # fmt: skip

        self._lane.ask(ask, self._show_lines, failed=self._show_fault)

    def _show_lines(self, lines: Sequence[BulkLine]) -> None:
        self._lines = tuple(lines)
        refused = [line for line in lines if line.refusal]
        will = len(lines) - len(refused)
        label = BULK_LABELS[self.left.act]
        self.says.setText(f"将{label} {will} 件" + (f"，{len(refused)} 件不{label}" if refused
                                                   else ""))  # fmt: skip
        ordered = [*refused, *(line for line in lines if not line.refusal)]
        self.list.show_records([
            Record(line.local_no, (line.local_no, line.name, _fate(line, label)))
            for line in ordered
        ])  # fmt: skip
        self.go_button.setText(f"{label} {will} 件")
        self.go_button.setEnabled(will > 0)

    def _show_fault(self, error: Exception) -> None:
        self._lines = ()
        self.list.show_records(())
        self.says.setText("填好左边，这里列出每一件会怎样")
        self.go_button.setText(BULK_LABELS[self.left.act])
        if isinstance(error, InputError):
            self.left.show_faults(error.faults)
        else:
            self._context.work.report(error)

    def _show_why(self, number: str) -> None:
        """Say in full why the current case is refused."""
        found = (line.refusal for line in self._lines if line.local_no == number)
        self.why.setText(next(found, ""))

    # Doing it

    def go(self) -> None:
        """Do it with every case that is not refused."""
        wanted = [line for line in self._lines if not line.refusal]
        if not wanted or not self.go_button.isEnabled():
            return
        if self.left.act is BulkAct.PRINT:
            self.close_panel()
            self.print_requested.emit(tuple(line.local_no for line in wanted))
        elif self.left.act is BulkAct.EXPORT:
            self.close_panel()
            self.export_requested.emit(tuple(int(line.case_id) for line in wanted))
        else:
            self._record()

    def _record(self) -> None:
        typed, lines, desk = self.left.typed(), self._lines, self._context.desk

        def carry_out(job: Job) -> BulkReport:
            return bulk_acts.carry_out(
                desk, typed.act, lines, typed.values, on=typed.on, note=typed.note,
                progress=job.progress, cancelled=job.is_cancelled,
            )  # fmt: skip

        self._busy(is_busy=True)
        self._job = self._context.work.run(
            carry_out, self._finish, failed=self._fail, progress=self._go_on
        )

    def _busy(self, *, is_busy: bool) -> None:
        for part in (self.left.progress, self.stop_button):
            part.setVisible(is_busy)
        self.go_button.setEnabled(not is_busy)
        self.left.acts.setEnabled(not is_busy)

    def _go_on(self, place: int, total: int) -> None:
        self.left.progress.setRange(0, total)
        self.left.progress.setValue(place)

    def stop(self) -> None:
        """Leave the rest; what is done stays."""
        if self._job is not None:
            self._job.cancel()

    def _fail(self, error: Exception) -> None:
        self._busy(is_busy=False)
        self._context.work.report(error)

    def _finish(self, report: BulkReport) -> None:
        self._job = None
        self._busy(is_busy=False)
        self.done.emit(report)
        if not report.refused and not report.is_stopped:
            self.close_panel()
            return
        stopped = "已停止，" if report.is_stopped else ""
        self.says.setText(
            f"{stopped}已办理 {len(report.done)} 件，{len(report.refused)} 件没有办理"
        )
        self.list.show_records([
            Record(line.local_no, (line.local_no, line.name, f"没有办理：{line.refusal}"))
            for line in report.refused
        ])  # fmt: skip
        self.go_button.setEnabled(False)

    def keyPressEvent(self, event: object) -> None:
        """Esc stops what is under way before it closes."""
        key = getattr(event, "key", None)
        if self._job is not None and key is not None and key() == Qt.Key.Key_Escape:
            self.stop()
        else:
            super().keyPressEvent(event)  # type: ignore[arg-type]


def _fate(line: BulkLine, label: str) -> str:
    return f"不{label}：{line.refusal}" if line.refusal else label
