"""One printing job: any number of papers as one stack of pages, told apart afterwards.

A page is drawn at 300 dots an inch and flattened on white, so that every driver prints what the
screen showed. A job can run off the thread of the window: it touches no widget. The printer takes
it as one; stopped between two papers, it prints those that it has and no other.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from petition_desk.domain.print_log import PaperFate, fates, pages_of
from petition_desk.errors import PetitionDeskError
from petition_desk.ui.pdf import PdfFile
from petition_desk.ui.printing.printers import PaperOptions, set_up, trouble_of

DOTS: Final = 300
_BAD: Final = (QPrinter.PrinterState.Error, QPrinter.PrinterState.Aborted)


class Printed(Enum):
    """How printing went; the words are what the officer reads."""

    DONE = "已送打印机"
    CANCELLED = "没有打印"
    NO_PRINTER = "本机没有打印机"
    FAILED = "打印机没有响应"


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper of a job.

    Attributes:
        read: Gives its bytes, asked for when its turn comes: a long job holds one at a time.
        page_count: How many pages it has.
        copies: How many of it, in a stack of its own each.
    """

    read: Callable[[], bytes]
    page_count: int
    copies: int = 1

    @classmethod
    def of(cls, pdf: bytes, copies: int = 1) -> Paper:
        """Return a paper whose bytes are at hand."""
        file = PdfFile(pdf)
        count = file.page_count
        file.close()
        return cls(lambda: pdf, count, copies)


@dataclass(frozen=True, slots=True)
class PrintReport:
    """What became of a job.

    Attributes:
        outcome: Of the whole.
        fates: Of each paper, in order.
        reason: Why it failed, a clause; empty where it did not.
        options: How it was printed.
    """

    outcome: Printed
    fates: tuple[PaperFate, ...]
    reason: str
    options: PaperOptions


def a4_printer(name: str = "") -> QPrinter:
    """Return a printer set to A4 without margins of its own."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    if name:
        printer.setPrinterName(name)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setFullPage(True)
    printer.setResolution(DOTS)
    return printer


def print_papers(
    papers: Sequence[Paper],
    options: PaperOptions,
    title: str,
    *,
    progress: Callable[[int, int], None] = lambda done, total: None,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> PrintReport:
    """Print papers as one job on the printer of ``options``.

    Args:
        papers: In the order they come out.
        options: Printer, tray and sides; the copies stand in each paper.
        title: What the print system calls the job; it names no person, others read it.
        progress: Told after each paper how many are done, and of how many.
        is_cancelled: Asked before each paper.
    """
    reason = trouble_of(options.printer)
    if reason:
        outcome = Printed.FAILED if options.printer else Printed.NO_PRINTER
        return PrintReport(outcome, (PaperFate.NOT_SENT,) * len(papers), reason, options)
    printer = a4_printer(options.printer)
    printer.setDocName(title)
    set_up(printer, options)
    report = paint_papers(papers, printer, options, progress, is_cancelled)
    if PaperFate.SENT in report.fates and (reason := trouble_of(options.printer)):
        # The print system has it or has it not: nobody can say, so nobody says that it is printed.
        unsure = {PaperFate.SENT: PaperFate.UNSURE}
        found = tuple(unsure.get(fate, fate) for fate in report.fates)
        return PrintReport(Printed.FAILED, found, reason, options)
    return report


def paint_papers(
    papers: Sequence[Paper],
    printer: QPrinter,
    options: PaperOptions,
    progress: Callable[[int, int], None] = lambda done, total: None,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> PrintReport:
    """Paint papers on a printer that is set up; arguments as `print_papers`."""
    two_sided = options.sides.is_two_sided
    counts = [pages_of(each.page_count, each.copies, two_sided=two_sided) for each in papers]
    stack = _Stack(printer, two_sided=two_sided)
    if not papers or is_cancelled() or not stack.begin():
        untouched = (PaperFate.NOT_SENT,) * len(papers)
        stopped = not papers or is_cancelled()
        outcome = Printed.CANCELLED if stopped else Printed.FAILED
        return PrintReport(outcome, untouched, "" if stopped else outcome.value, options)
    try:
        was_stopped, spoilt = _paint_all(papers, stack, progress, is_cancelled)
    finally:
        ended = stack.end()
    counts = [0 if place in spoilt else count for place, count in enumerate(counts)]
    ended_well = ended and (was_stopped or stack.pages_sent == sum(counts))
    found = list(fates(counts, stack.pages_sent, ended_well=ended_well))
    for place in spoilt:
        found[place] = PaperFate.NOT_SENT
    if not ended_well or spoilt:
        reason = next(iter(spoilt.values()), Printed.FAILED.value).rstrip("。")
        return PrintReport(Printed.FAILED, tuple(found), reason, options)
    outcome = Printed.CANCELLED if was_stopped else Printed.DONE
    return PrintReport(outcome, tuple(found), "", options)


def _paint_all(
    papers: Sequence[Paper],
    stack: _Stack,
    progress: Callable[[int, int], None],
    is_cancelled: Callable[[], bool],
) -> tuple[bool, dict[int, str]]:
    """Return whether it was stopped, and which papers could not be read, with the reason."""
    spoilt: dict[int, str] = {}
    for place, paper in enumerate(papers):
        if is_cancelled():
            return True, spoilt
        try:
            data = paper.read()
        except PetitionDeskError as error:
            # One damaged file must not keep the others from being printed.
            spoilt[place] = str(error)
        else:
            if not stack.add(paper, data):
                break
        progress(place + 1, len(papers))
    return False, spoilt


def paint_pages(pdf: bytes, printer: QPrinter) -> bool:
    """Paint every page; return whether the print system took them all."""
    return paint_papers([Paper.of(pdf)], printer, PaperOptions()).outcome is Printed.DONE


class _Stack:
    """The pages of one job, counted as they are taken."""

    def __init__(self, printer: QPrinter, *, two_sided: bool) -> None:
        self._printer = printer
        self._two_sided = two_sided
        self._painter = QPainter()
        self.pages_sent = 0

    def begin(self) -> bool:
        """Open the job; return whether the print system takes it."""
        return self._painter.begin(self._printer)

    def add(self, paper: Paper, data: bytes) -> bool:
        """Add a paper with its copies; return whether all of it was taken."""
        file = PdfFile(data)
        try:
            # A long paper is drawn anew for each copy; the pages of a short one are kept.
            first: list[QImage] = []
            for _ in range(paper.copies):
                for page in range(paper.page_count):
                    if page < len(first):
                        image = first[page]
                    else:
                        image = file.picture_at(page, DOTS)
                        if paper.copies > 1 and page < 2:
                            first.append(image)
                    if not self._page(image):
                        return False
                if self._two_sided and paper.page_count % 2 and not self._page(None):
                    return False
        finally:
            file.close()
        return True

    def _page(self, image: QImage | None) -> bool:
        if self.pages_sent and not self._printer.newPage():
            return False
        if image is not None:
            sheet = self._printer.pageLayout().fullRectPixels(self._printer.resolution())
            self._painter.drawImage(QRectF(sheet), image)
        self.pages_sent += 1
        return True

    def end(self) -> bool:
        """Close the job; return whether the print system found nothing wrong with it."""
        return self._painter.end() and self._printer.printerState() not in _BAD
