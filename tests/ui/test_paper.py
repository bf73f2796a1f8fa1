"""Letters on paper: drawn as shown, and nothing lost when there is no printer."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from petition_desk.documents.blocks import LetterDocument, Paragraph
from petition_desk.documents.compose import compose
from petition_desk.documents.fonts import FontSet
from petition_desk.ui.paper import PaperOutcome, Sheets, a4_printer, paint_pages, print_letters
from petition_desk.ui.pdf import PdfFile


@pytest.fixture(scope="module")
def letter() -> bytes:
    paragraphs = tuple(Paragraph.plain(f"第{n}段。您提出的事项我局已收到。" * 3) for n in range(30))
    return compose(LetterDocument("notice", paragraphs), FontSet.bundled())


def darkness(image: QImage) -> int:
    small = image.scaled(100, 141).convertToFormat(QImage.Format.Format_Grayscale8)
    return sum(255 - small.pixelColor(x, y).lightness() for x in range(100) for y in range(141))


@pytest.mark.gui
def test_the_paper_holds_every_page_as_the_screen_showed_it(
    qtbot: QtBot, letter: bytes, tmp_path: Path
) -> None:
    target = tmp_path / "out.pdf"
    printer = a4_printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(target))
    assert paint_pages(letter, printer)
    shown, printed = PdfFile(letter), PdfFile(target.read_bytes())
    assert printed.page_count == shown.page_count > 1
    for page in range(shown.page_count):
        assert printed.size_of(page).width() == pytest.approx(595, abs=2)
        there, here = darkness(printed.picture(page, 400)), darkness(shown.picture(page, 400))
        assert there == pytest.approx(here, rel=0.1)


@pytest.mark.gui
@pytest.mark.qt_log_ignore("QPainter::begin")  # Qt says that it could not be opened, as we do
def test_a_printer_that_cannot_be_opened_is_said_to_have_failed(
    qtbot: QtBot, letter: bytes, tmp_path: Path
) -> None:
    printer = a4_printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "no such folder" / "out.pdf"))
    assert not paint_pages(letter, printer)


@pytest.mark.gui
@pytest.mark.skipif(
    bool(QPrinterInfo.availablePrinterNames()), reason="this PC has a printer: it would print"
)
def test_without_a_printer_nobody_is_asked_and_nothing_is_printed(
    qtbot: QtBot, letter: bytes
) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    assert print_letters(parent, [Sheets(letter, 2)]) is PaperOutcome.NO_PRINTER
