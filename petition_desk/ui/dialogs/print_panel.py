"""批量打印: many letters as one job, with what became of each of them.

Printing changes no letter and ends no clock. A job that fails or is stopped loses nothing: the list
says of every letter whether it came out, and what did not can be printed again at once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from petition_desk.domain.print_log import PaperFate
from petition_desk.errors import InputError
from petition_desk.ui import printing, theme
from petition_desk.ui.alive import while_alive
from petition_desk.ui.dialogs import files
from petition_desk.ui.dialogs.panel_parts import PanelFoot, PanelHead, on_ctrl_enter
from petition_desk.ui.dialogs.print_list import PrintList
from petition_desk.ui.printing import Paper, PaperOptions, Printed, PrintReport
from petition_desk.ui.printing.dialog import PaperFields
from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets.buttons import Button, Look
from petition_desk.ui.widgets.cards import Surface
from petition_desk.ui.widgets.fields import NoteLine
from petition_desk.ui.widgets.labels import Words
from petition_desk.ui.widgets.marks import Mark
from petition_desk.ui.widgets.overlay import OverlayPanel
from petition_desk.ui.work import Job

if TYPE_CHECKING:
    from petition_desk.domain.kept_letters import LetterId
    from petition_desk.services.desk import Desk
    from petition_desk.services.printing import PrintChoice
    from petition_desk.ui.screens.base import ScreenContext

PURPOSE: Final = "batch"
_SAYS: Final = "打印不改变文书，也不算送达；再次打印记入日志，纸上不标。"


class PrintPanel(OverlayPanel):
    """1080 wide; Ctrl+Enter prints, Esc closes what is not under way."""

    #: A job has ended; the report says how.
    printed = Signal(object)

    def __init__(self, window: QWidget, context: ScreenContext) -> None:
        """Lie over ``window``, hidden."""
        super().__init__(window, QSize(1080, 560))
        self.setAccessibleName("批量打印")
        self._context = context
        self._job: Job | None = None
        self._head = PanelHead(self, "批量打印")
        self.list = PrintList()
        self.fields = PaperFields()
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.note = NoteLine()
        self.print_button = Button("打印", Look.PRIMARY, icon="print", key="Ctrl+Enter")
        self.again_button = Button("打印没有打出的")
        self.stop_button = Button("停止")
        self.save_button = Button("存为一个 PDF…", Look.QUIET, icon="export")
        says = Words(_SAYS, Type.SMALL, Role.INK2)
        acts = (self.save_button, self.stop_button, self.again_button, self.print_button)
        self.body.addWidget(self._head)
        self.body.addWidget(self._middle(), 1)
        self.body.addWidget(PanelFoot(says, *acts))
        # Signals
        self.print_button.clicked.connect(self.print_all)
        self.again_button.clicked.connect(self.print_rest)
        self.stop_button.clicked.connect(self.stop)
        self.save_button.clicked.connect(self._choose_file)
        on_ctrl_enter(self, self.print_all)

    def _middle(self) -> QWidget:
        right = Surface(Role.WINDOW, "l")
        column = QVBoxLayout(right)
        column.setContentsMargins(*(theme.dp(16),) * 4)
        column.setSpacing(theme.dp(8))
        column.addWidget(Words("怎样打印", Type.STRONG))
        column.addWidget(self.fields)
        column.addStretch(1)
        column.addWidget(self.note)
        column.addWidget(self.progress)
        right.setFixedWidth(theme.dp(280))
        middle = QWidget()
        row = QHBoxLayout(middle)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.list, 1)
        row.addWidget(right)
        return middle

    # Choosing

    def open_for(self, letter_ids: Sequence[LetterId]) -> None:
        """Show the letters and ask how they are printed."""
        desk, wanted = self._context.desk, tuple(letter_ids)

        def read(_job: Job) -> tuple[PrintChoice, ...]:
            from petition_desk.services import printing as log

            return log.choices(desk, wanted)

        self._context.work.run(read, while_alive(self, self._show))

    def open_for_cases(self, local_nos: Sequence[str]) -> None:
        """Show the letters of some cases that never came out of a printer."""
        desk, wanted = self._context.desk, tuple(local_nos)

        def read(_job: Job) -> tuple[LetterId, ...]:
            from petition_desk.services import printing as log

            return log.waiting_letters(desk, wanted)

        self._context.work.run(read, while_alive(self, self.open_for))

    def _show(self, choices: tuple[PrintChoice, ...]) -> None:
        self.list.show_choices(choices)
        self.fields.show_options(printing.remembered(PURPOSE))
        self._show_idle()
        wanted = self.list.wanted()
        pages = sum(choice.page_count for choice in wanted)
        self._head.about.setText(f"{len(wanted)} 份，{pages} 页，一次送打印机")
        self.note.say(self.list.fault(), Mark.TODAY)
        self.open_panel(self.print_button)

    # Printing

    def print_all(self) -> None:
        """Print every letter of the list."""
        self._print(self.list.wanted())

    def print_rest(self) -> None:
        """Print again what did not come out, or may not have."""
        self._print(self.list.rest())

    def _print(self, wanted: tuple[PrintChoice, ...]) -> None:
        if self._job is not None or not wanted or not self.print_button.isEnabled():
            return
        options = self.fields.options()
        printing.remember(PURPOSE, options)
        self.progress.setRange(0, len(wanted))
        self.progress.setValue(0)
        self.progress.show()
        self.stop_button.show()
        self.print_button.setEnabled(False)
        self.again_button.setEnabled(False)
        self.fields.setEnabled(False)
        self._job = self._context.work.run(
            _printing_of(self._context.desk, wanted, options),
            while_alive(self, lambda report: self._done(wanted, report)),
            failed=while_alive(self, self._failed),
            progress=self._progressed,
            database=False,
        )

    def _choose_file(self) -> None:
        today = self._context.desk.clock.today()
        # A file's name is read by everybody: it says what and when, never whose.
        name = f"信访文书_{today:%Y%m%d}.pdf"
        path = files.ask_save_as(self, "存为一个 PDF", name, "PDF (*.pdf)")
        if path is not None:
            self.save(path)

    def save(self, path: Path) -> None:
        """Write the letters of the list as one file, for a printer elsewhere."""
        desk, wanted = self._context.desk, tuple(each.letter_id for each in self.list.wanted())
        is_duplex = self.fields.options().sides.is_two_sided

        def write(_job: Job) -> int:
            from petition_desk.services import printing as log

            return log.save_joined(desk, path, wanted, is_duplex=is_duplex)

        def written(pages: int) -> None:
            self.note.say(f"已写成 {len(wanted)} 份、{pages} 页的文件，记入日志", Mark.FINE)

        self._context.work.run(
            write, while_alive(self, written), failed=while_alive(self, self._failed)
        )

    def stop(self) -> None:
        """Stop before the next letter; what the printer has it prints."""
        if self._job is not None:
            self._job.cancel()
            self.note.say("正在停止：已交给打印机的会打完", Mark.TODAY)

    def close_panel(self) -> None:
        """Close, unless a job is under way: its log would come to nobody."""
        if self._job is None:
            super().close_panel()

    def _progressed(self, done: int, total: int) -> None:
        self.progress.setRange(0, max(total, 1))
        self.progress.setValue(done)
        if self._job is not None and not self._job.is_cancelled():
            self.note.say(f"已排 {done} / {total} 份", Mark.NONE)

    def _done(self, wanted: tuple[PrintChoice, ...], report: PrintReport) -> None:
        self.list.show_fates(wanted, report)
        self._show_idle()
        self.note.say(*_summary(report))
        self.printed.emit(report)

    def _failed(self, error: Exception) -> None:
        self._show_idle()
        if isinstance(error, InputError):
            self.note.say(error.reason, Mark.OVERDUE)
            return
        self.note.say("", Mark.NONE)
        self._context.work.report(error)

    def _show_idle(self) -> None:
        self._job = None
        self.progress.hide()
        self.stop_button.hide()
        self.fields.setEnabled(True)
        self.print_button.setEnabled(bool(self.list.wanted()))
        self.save_button.setEnabled(bool(self.list.wanted()))
        self.again_button.setEnabled(True)
        self.again_button.setVisible(bool(self.list.rest()))


def _printing_of(
    desk: Desk, wanted: Sequence[PrintChoice], options: PaperOptions
) -> Callable[[Job], PrintReport]:
    """Return the job: it prints the kept bytes and writes down what became of each letter."""

    def run(job: Job) -> PrintReport:
        from petition_desk.services import printing as log
        from petition_desk.services.printing import PrintedLetter

        def reader(letter_id: LetterId) -> Callable[[], bytes]:
            return lambda: log.pdf_of(desk, letter_id)

        papers = [
            Paper(reader(choice.letter_id), choice.page_count, options.copies) for choice in wanted
        ]
        report = printing.print_papers(
            papers,
            options,
            f"信访文书 {len(wanted)} 份",
            progress=job.progress,
            is_cancelled=job.is_cancelled,
        )
        log.record(
            desk,
            options.printer,
            [
                PrintedLetter(choice.letter_id, options.copies, fate)
                for choice, fate in zip(wanted, report.fates, strict=True)
            ],
        )
        return report

    return run


def _summary(report: PrintReport) -> tuple[str, Mark]:
    count = {fate: sum(1 for each in report.fates if each is fate) for fate in PaperFate}
    parts = [f"{fate.value} {number} 份" for fate, number in count.items() if number]
    says = "；".join(parts)
    if report.outcome is Printed.DONE:
        return says, Mark.FINE
    first = "已停止" if report.outcome is Printed.CANCELLED else report.reason
    return f"{first}：{says}。文书都已保存，可以再打印。", Mark.TODAY
