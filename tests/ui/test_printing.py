"""Paper: drawn as shown, one job of many papers, and nothing lost when there is no printer."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from petition_desk.documents.blocks import LetterDocument, Paragraph
from petition_desk.documents.compose import compose
from petition_desk.documents.fonts import FontSet
from petition_desk.domain.print_log import PaperFate
from petition_desk.ui import printing
from petition_desk.ui.pdf import PdfFile, UnreadablePdfError
from petition_desk.ui.printing import (
    Paper,
    PaperDialog,
    PaperOptions,
    Printed,
    Sides,
    a4_printer,
    paint_pages,
    paint_papers,
)

no_printer = pytest.mark.skipif(
    bool(QPrinterInfo.availablePrinterNames()), reason="this PC has a printer: it would print"
)


def pages(paragraphs: int) -> bytes:
    blocks = tuple(
        Paragraph.plain(f"第{n}段。您提出的事项我局已收到。" * 3) for n in range(paragraphs)
    )
    return compose(LetterDocument("notice", blocks), FontSet.bundled())


@pytest.fixture(scope="module")
def letter() -> bytes:
    """Three pages."""
    return pages(30)


@pytest.fixture(scope="module")
def short() -> bytes:
    """One page."""
    return pages(2)


def into_file(target: Path) -> QPrinter:
    printer = a4_printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(target))
    return printer


def darkness(image: QImage) -> int:
    small = image.scaled(100, 141).convertToFormat(QImage.Format.Format_Grayscale8)
    return sum(255 - small.pixelColor(x, y).lightness() for x in range(100) for y in range(141))


class TestPages:
    def test_the_paper_holds_every_page_as_the_screen_showed_it(
        self, qtbot: QtBot, letter: bytes, tmp_path: Path
    ) -> None:
        target = tmp_path / "out.pdf"
        assert paint_pages(letter, into_file(target))
        shown, printed = PdfFile(letter), PdfFile(target.read_bytes())
        assert printed.page_count == shown.page_count > 1
        for page in range(shown.page_count):
            assert printed.size_of(page).width() == pytest.approx(595, abs=2)
            there, here = darkness(printed.picture(page, 400)), darkness(shown.picture(page, 400))
            assert there == pytest.approx(here, rel=0.1)

    @pytest.mark.qt_log_ignore("QPainter::begin")  # Qt says that it could not be opened, as we do
    def test_a_printer_that_cannot_be_opened_has_printed_nothing(
        self, qtbot: QtBot, letter: bytes, tmp_path: Path
    ) -> None:
        printer = into_file(tmp_path / "no such folder" / "out.pdf")
        report = paint_papers([Paper.of(letter), Paper.of(letter)], printer, PaperOptions())
        assert report.outcome is Printed.FAILED
        assert report.fates == (PaperFate.NOT_SENT, PaperFate.NOT_SENT)


class TestJobs:
    def test_many_papers_are_one_stack_each_with_its_copies(
        self, qtbot: QtBot, letter: bytes, short: bytes, tmp_path: Path
    ) -> None:
        target = tmp_path / "out.pdf"
        papers = [Paper.of(short, copies=2), Paper.of(letter)]
        told: list[tuple[int, int]] = []
        report = paint_papers(
            papers,
            into_file(target),
            PaperOptions(),
            lambda done, total: told.append((done, total)),
        )
        assert report.outcome is Printed.DONE
        assert report.fates == (PaperFate.SENT, PaperFate.SENT)
        assert PdfFile(target.read_bytes()).page_count == 2 * 1 + PdfFile(letter).page_count
        assert told == [(1, 2), (2, 2)]

    def test_on_both_sides_every_paper_begins_on_a_sheet_of_its_own(
        self, qtbot: QtBot, short: bytes, tmp_path: Path
    ) -> None:
        target = tmp_path / "out.pdf"
        options = PaperOptions(sides=Sides.LONG_EDGE)
        paint_papers([Paper.of(short), Paper.of(short)], into_file(target), options)
        printed = PdfFile(target.read_bytes())
        inked = [darkness(printed.picture(page, 200)) > 0 for page in range(printed.page_count)]
        assert inked == [True, False, True, False]

    def test_a_job_that_is_stopped_says_which_papers_it_still_prints(
        self, qtbot: QtBot, short: bytes, tmp_path: Path
    ) -> None:
        target = tmp_path / "out.pdf"
        done: list[int] = []
        report = paint_papers(
            [Paper.of(short)] * 3,
            into_file(target),
            PaperOptions(),
            lambda finished, _total: done.append(finished),
            lambda: len(done) == 2,
        )
        assert report.outcome is Printed.CANCELLED
        assert report.fates == (PaperFate.SENT, PaperFate.SENT, PaperFate.NOT_SENT)
        assert PdfFile(target.read_bytes()).page_count == 2

    def test_bytes_are_read_when_their_turn_comes(
        self, qtbot: QtBot, short: bytes, tmp_path: Path
    ) -> None:
        read: list[int] = []

        def reader(number: int) -> bytes:
            read.append(number)
            return short

        papers = [Paper(lambda n=n: reader(n), 1) for n in range(3)]
        stop_after_one = iter([False, False, True])
        paint_papers(
            papers,
            into_file(tmp_path / "out.pdf"),
            PaperOptions(),
            is_cancelled=lambda: next(stop_after_one),
        )
        assert read == [0]

    def test_one_damaged_file_is_named_and_the_others_are_printed(
        self, qtbot: QtBot, short: bytes, tmp_path: Path
    ) -> None:
        def damaged() -> bytes:
            raise UnreadablePdfError

        target = tmp_path / "out.pdf"
        papers = [Paper.of(short), Paper(damaged, 1), Paper.of(short)]
        report = paint_papers(papers, into_file(target), PaperOptions())
        assert report.outcome is Printed.FAILED
        assert report.fates == (PaperFate.SENT, PaperFate.NOT_SENT, PaperFate.SENT)
        assert "已损坏" in report.reason
        assert PdfFile(target.read_bytes()).page_count == 2


class TestRemembering:
    def test_copies_and_sides_are_kept_for_each_kind_apart(self, qtbot: QtBot) -> None:
        printing.remember("accept", PaperOptions(copies=2, sides=Sides.LONG_EDGE))
        printing.remember("label", PaperOptions(copies=1))
        assert printing.remembered("accept").copies == 2
        assert printing.remembered("accept").sides is Sides.LONG_EDGE
        assert printing.remembered("label").sides is Sides.ONE
        assert printing.remembered("opinion", copies=3).copies == 3

    def test_what_was_kept_by_hand_and_is_no_number_is_passed_over(self, qtbot: QtBot) -> None:
        printing.remember_copies("accept", 900)
        assert printing.remembered("accept").copies == 20

    @no_printer
    def test_a_printer_that_is_gone_is_not_proposed(self, qtbot: QtBot) -> None:
        printing.remember("accept", PaperOptions("办公室打印机", tray="Tray2"))
        assert printing.remembered("accept").printer == ""
        assert printing.remembered("accept").tray == ""
        assert not printing.is_chosen("accept")
        assert printing.trouble_of("办公室打印机") == "本机没有名为“办公室打印机”的打印机"


class TestAsking:
    @no_printer
    def test_without_a_printer_nobody_is_asked_and_nothing_is_printed(
        self, qtbot: QtBot, short: bytes
    ) -> None:
        parent = QWidget()
        qtbot.addWidget(parent)
        assert printing.print_pdf(parent, "今日清单", short) is Printed.NO_PRINTER
        assert printing.print_text(parent, "恢复密钥", "1234") is Printed.NO_PRINTER

    def test_the_question_shows_what_was_chosen_and_enter_takes_it(self, qtbot: QtBot) -> None:
        parent = QWidget()
        qtbot.addWidget(parent)
        dialog = PaperDialog(parent, "受理告知书", PaperOptions(copies=2))
        dialog.show()
        assert dialog.fields.copies.currentText() == "2 份"
        QTest.keyClick(dialog.fields.copies, Qt.Key.Key_Return)
        assert dialog.result() == PaperDialog.DialogCode.Accepted
        assert dialog.fields.options().copies == 2
        assert dialog.fields.options().sides is Sides.ONE
