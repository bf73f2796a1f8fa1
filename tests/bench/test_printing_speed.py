"""How long a batch takes: what is chosen, read and written down, and what a page costs to paint."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

import pytest

from petition_desk.domain.kept_letters import LetterId
from petition_desk.domain.print_log import PaperFate
from petition_desk.services import casework, intake, letters, printing
from petition_desk.services.desk import Desk
from petition_desk.services.printing import PrintedLetter
from tests import desks
from tests.bench.timing import beside, shown, tell

pytestmark = pytest.mark.bench
LETTERS = 500
#: Reading, checking and logging one letter of a batch; joining has as much again to itself.
BOUND = 0.003


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("batch")
    template = desks.make_template(folder / "template")
    opened = desks.open_copy(template, folder / "data")
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def issued(desk: Desk) -> list[LetterId]:
    found = []
    for _ in range(LETTERS):
        number = intake.register(desk, desks.registration()).local_no
        values = {"pathway": "31-6", "unit": "户政大队", "handler": "孙警官", "handler_phone": "1"}
        casework.record_step(desk, number, "accepted", values)
        letter = letters.issue(desk, number, "accept")
        assert letter.id is not None
        found.append(letter.id)
    return found


def test_a_batch_of_500_is_chosen_read_and_logged(desk: Desk, issued: list[LetterId]) -> None:
    def batch() -> None:
        for choice in printing.choices(desk, issued):
            printing.pdf_of(desk, choice.letter_id)
        fates = [PrintedLetter(letter, 1, PaperFate.SENT) for letter in issued]
        printing.record(desk, "PDF", fates)

    def bare() -> None:
        with desk.reading() as work:
            for letter in issued:
                work.letters.get(letter)

    seconds, peer = beside(batch, bare, rounds=3)
    tell(
        f"{LETTERS} letters chosen, read, logged", seconds / LETTERS, BOUND, "bytes", peer / LETTERS
    )
    assert seconds / LETTERS <= BOUND


def test_a_page_is_painted_for_the_printer(
    desk: Desk, issued: list[LetterId], tmp_path: Path
) -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtPrintSupport import QPrinter
    from PySide6.QtWidgets import QApplication

    from petition_desk.ui.pdf import PdfFile
    from petition_desk.ui.printing import Paper, PaperOptions, a4_printer, paint_papers
    from petition_desk.ui.printing.job import DOTS

    app = QApplication.instance() or QApplication([])
    pdfs = [printing.pdf_of(desk, letter) for letter in issued[:12]]
    papers = [Paper.of(pdf) for pdf in pdfs]
    pages = sum(paper.page_count for paper in papers)

    def paint() -> None:
        printer = a4_printer()
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / "out.pdf"))
        paint_papers(papers, printer, PaperOptions())

    def draw() -> None:
        for pdf in pdfs:
            file = PdfFile(pdf)
            for page in range(file.page_count):
                file.picture_at(page, DOTS)

    start = perf_counter()
    paint()
    first = perf_counter() - start
    seconds, peer = beside(paint, draw, rounds=3)
    tell("a page painted at 300 dots", seconds / pages, 0.5, "drawn alone", peer / pages)
    sys.stdout.write(f"the first {pages} pages of a process: {shown(first)}\n")
    assert app is not None
    assert seconds / pages <= 0.5
