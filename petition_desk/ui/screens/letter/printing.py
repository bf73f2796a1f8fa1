"""Printing from the letter screen: one job off the thread of the window, and the log of it.

The first time a kind is printed the officer is asked how; later its key alone prints, as it was
chosen then. A printer that fails loses nothing: the letter is kept, and may be printed again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from petition_desk.domain.print_log import PaperFate
from petition_desk.domain.vocabulary import LETTER_LABELS
from petition_desk.ui import printing
from petition_desk.ui.alive import while_alive
from petition_desk.ui.error_box import Fault
from petition_desk.ui.printing import Paper, PaperDialog, PaperOptions, Printed, PrintReport
from petition_desk.ui.screens.base import ScreenContext
from petition_desk.ui.widgets.toast import ToastNote
from petition_desk.ui.work import Job

if TYPE_CHECKING:
    from petition_desk.domain.kept_letters import KeptLetter
    from petition_desk.services.desk import Desk


class LetterPrinting(QObject):
    """Prints a kept letter and writes down what became of it; one job at a time."""

    #: A `ToastNote`: it is at the printer.
    told = Signal(object)
    #: A `Fault`: it is not, or may not be.
    refused = Signal(object)
    #: Something was printed or chosen: what is said of the paper may have changed.
    reported = Signal()
    #: A job was written down: what is said of the letter has changed.
    logged = Signal()
    busy_changed = Signal(bool)

    def __init__(self, context: ScreenContext, parent: QObject | None = None) -> None:
        """Print for the desk of ``context``."""
        super().__init__(parent)
        self._context = context
        self._is_busy = False

    def ask(self, window: QWidget, kind: str, number: str, copies: int) -> PaperOptions | None:
        """Ask how letters of a kind are printed; ``copies`` is proposed the first time."""
        if not printing.has_printer():
            self._tell(number, PrintReport(Printed.NO_PRINTER, (), "", PaperOptions()))
            return None
        chosen = PaperDialog.ask(window, f"{LETTER_LABELS[kind]} · {number}", kind, copies=copies)
        self.reported.emit()
        return chosen

    def print_page(
        self, window: QWidget, letter: KeptLetter, sheet: KeptLetter | None, copies: int
    ) -> None:
        """Print a letter, and its service sheet once."""
        if self._is_busy:
            return
        if printing.is_chosen(letter.kind):
            options: PaperOptions | None = printing.remembered(letter.kind, copies=copies)
        else:
            options = self.ask(window, letter.kind, letter.number or letter.title, copies)
        if options is None:
            return
        letters = [(letter, options.copies)] + ([(sheet, 1)] if sheet is not None else [])
        run = _job_of(self._context.desk, letters, options)

        def done(report: PrintReport) -> None:
            self._set_busy(busy=False)
            self._tell(letter.number or letter.title, report)
            self.logged.emit()

        self._set_busy(busy=True)
        self._context.work.run(
            run,
            while_alive(self, done),
            failed=while_alive(self, self._failed),
            database=False,
        )

    def _tell(self, letter: str, report: PrintReport) -> None:
        self.reported.emit()
        if report.outcome is Printed.DONE:
            self.told.emit(ToastNote(report.outcome.value, seconds=3))
        elif report.outcome is not Printed.CANCELLED:
            self.refused.emit(Fault("没有打印", words_of_failure(report, letter), is_bug=False))

    def _failed(self, error: Exception) -> None:
        self._set_busy(busy=False)
        self._context.work.report(error)

    def _set_busy(self, *, busy: bool) -> None:
        self._is_busy = busy
        self.busy_changed.emit(busy)


def _job_of(
    desk: Desk, letters: Sequence[tuple[KeptLetter, int]], options: PaperOptions
) -> Callable[[Job], PrintReport]:
    """Return the job: it prints letters, each so often, and writes down what became of them."""
    first, _ = letters[0]
    papers = [Paper(_bytes_of(each), each.page_count, count) for each, count in letters]

    def run(_job: Job) -> PrintReport:
        from petition_desk.services import printing as log
        from petition_desk.services.printing import PrintedLetter

        report = printing.print_papers(papers, options, first.number or first.title)
        log.record(
            desk,
            options.printer,
            [
                PrintedLetter(each.id, count, fate)
                for (each, count), fate in zip(letters, report.fates, strict=True)
                if each.id is not None
            ],
        )
        return report

    return run


def _bytes_of(letter: KeptLetter) -> Callable[[], bytes]:
    return lambda: letter.pdf


def words_of_failure(report: PrintReport, letter: str) -> str:
    """Say why nothing came out, or what may have, and that the letter is kept."""
    first = report.reason or report.outcome.value
    unsure = PaperFate.UNSURE in report.fates
    what = "不能确定是否已经打印，请先看打印机" if unsure else "没有打印"
    middle = f"{letter} {what}；" if report.fates else ""
    again = "可以随时按 Ctrl+P 再打印，或者存为 PDF。"
    if not middle:
        return f"{first}，{letter} 已保存，{again}"
    return f"{first}，{middle}文书已保存，{again}"
