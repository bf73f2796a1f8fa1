"""Paper: a PDF as it is, page by page, and short texts; the print system is the PC's own.

A page is drawn at 300 dots an inch on white, so that the paper shows what the file holds, whatever
the printer's driver makes of fonts.
"""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QImage, QPageSize, QPainter, QTextDocument
from PySide6.QtPdf import QPdfDocument, QPdfDocumentRenderOptions
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QWidget

_DOTS = 300
_POINTS_AN_INCH = 72


class Printed(Enum):
    """How printing went."""

    DONE = "done"
    CANCELLED = "cancelled"
    NO_PRINTER = "no-printer"


def has_printer() -> bool:
    """Say whether the PC knows a printer."""
    return bool(QPrinterInfo.availablePrinterNames())


def print_pdf(parent: QWidget, pdf: bytes, *, copies: int = 1, ask: bool = True) -> Printed:
    """Print a PDF on A4.

    Args:
        parent: Over what the print dialog stands.
        pdf: The file's bytes.
        copies: How many.
        ask: Whether the officer chooses the printer; else the PC's default prints.

    Returns:
        How it went; without a printer nothing was printed, and nobody was asked.
    """
    if not has_printer():
        return Printed.NO_PRINTER
    printer = _a4_printer()
    printer.setCopyCount(copies)
    if ask and QPrintDialog(printer, parent).exec() != QDialog.DialogCode.Accepted:
        return Printed.CANCELLED
    paint_pdf(pdf, printer)
    return Printed.DONE


def print_text(parent: QWidget, title: str, text: str) -> Printed:
    """Print a short text under its title."""
    if not has_printer():
        return Printed.NO_PRINTER
    printer = _a4_printer()
    if QPrintDialog(printer, parent).exec() != QDialog.DialogCode.Accepted:
        return Printed.CANCELLED
    document = QTextDocument()
    document.setPlainText(f"{title}\n\n{text}")
    document.print_(printer)
    return Printed.DONE


def _a4_printer() -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setFullPage(True)
    return printer


def paint_pdf(pdf: bytes, printer: QPrinter) -> int:
    """Paint every page of a PDF on ``printer``; return how many there were."""
    buffer = QBuffer()
    buffer.setData(QByteArray(pdf))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    painter = QPainter(printer)
    try:
        for page in range(document.pageCount()):
            if page:
                printer.newPage()
            sheet = printer.pageLayout().fullRectPixels(printer.resolution())
            painter.drawImage(QRectF(sheet), page_image(document, page, _DOTS))
    finally:
        painter.end()
    count = document.pageCount()
    document.close()
    return count


def page_image(document: QPdfDocument, page: int, dots: float) -> QImage:
    """Draw a page at ``dots`` an inch, on white."""
    points: QSizeF = document.pagePointSize(page)
    size = QSize(
        round(points.width() * dots / _POINTS_AN_INCH),
        round(points.height() * dots / _POINTS_AN_INCH),
    )
    drawn = document.render(page, size, QPdfDocumentRenderOptions())
    flat = QImage(size, QImage.Format.Format_RGB32)
    flat.fill(Qt.GlobalColor.white)
    painter = QPainter(flat)
    painter.drawImage(0, 0, drawn)
    painter.end()
    return flat
