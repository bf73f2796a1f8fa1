"""Letters on paper: several papers after one question, and a printer that fails loses nothing.

A page is drawn at 300 dots an inch and flattened on white, so that every driver prints what the
screen showed. The printer last chosen on this PC is proposed again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from PySide6.QtCore import QRectF, QSettings
from PySide6.QtGui import QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QWidget

from petition_desk.ui.pdf import PdfFile

DOTS: Final = 300


class PaperOutcome(Enum):
    """How printing went; the words are what the officer reads."""

    DONE = "已送打印机"
    CANCELLED = "没有打印"
    NO_PRINTER = "本机没有打印机"
    FAILED = "打印机没有响应"


@dataclass(frozen=True, slots=True)
class Sheets:
    """One paper to print.

    Attributes:
        pdf: Its bytes.
        copies: How many.
    """

    pdf: bytes
    copies: int = 1


def print_letters(parent: QWidget, papers: Sequence[Sheets], *, ask: bool = True) -> PaperOutcome:
    """Print papers one after the other on one printer.

    Args:
        parent: Over what the print dialog stands.
        papers: What is printed; each is a job of its own, so that none waits for another.
        ask: Whether the officer chooses the printer; else the one remembered prints.
    """
    known = QPrinterInfo.availablePrinterNames()
    if not known:
        return PaperOutcome.NO_PRINTER
    name = _remembered(known)
    if ask:
        printer = a4_printer(name)
        if QPrintDialog(printer, parent).exec() != QDialog.DialogCode.Accepted:
            return PaperOutcome.CANCELLED
        name = printer.printerName()
        _remember(name)
    for paper in papers:
        printer = a4_printer(name)
        printer.setCopyCount(paper.copies)
        if not paint_pages(paper.pdf, printer):
            return PaperOutcome.FAILED
    return PaperOutcome.DONE


def a4_printer(name: str = "") -> QPrinter:
    """Return a printer set to A4 without margins of its own."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    if name:
        printer.setPrinterName(name)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setFullPage(True)
    printer.setResolution(DOTS)
    return printer


def paint_pages(pdf: bytes, printer: QPrinter) -> bool:
    """Paint every page; return whether the print system took them all."""
    file = PdfFile(pdf)
    painter = QPainter()
    if not painter.begin(printer):
        return False
    try:
        for page in range(file.page_count):
            if page and not printer.newPage():
                return False
            sheet = printer.pageLayout().fullRectPixels(printer.resolution())
            painter.drawImage(QRectF(sheet), file.picture_at(page, DOTS))
    finally:
        painter.end()
        file.close()
    bad = (QPrinter.PrinterState.Error, QPrinter.PrinterState.Aborted)
    return printer.printerState() not in bad


def _settings() -> QSettings:
    return QSettings(
        QSettings.Format.IniFormat, QSettings.Scope.UserScope, "petition-desk", "printer"
    )


def _remembered(known: Sequence[str]) -> str:
    """Return the printer last chosen here, if it is still there; else the default one."""
    name = str(_settings().value("name", ""))
    return name if name in known else QPrinterInfo.defaultPrinterName()


def _remember(name: str) -> None:
    stored = _settings()
    stored.setValue("name", name)
    stored.sync()
