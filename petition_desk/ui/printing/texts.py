"""Short texts on paper: the recovery key, a list; whatever has no page of its own."""

from __future__ import annotations

from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize, QTextDocument
from PySide6.QtPrintSupport import QPrinter

from petition_desk.ui import theme
from petition_desk.ui.printing.printers import PaperOptions, set_up
from petition_desk.ui.theme import Type

_MARGIN_MM = 20


def text_printer(options: PaperOptions | None = None) -> QPrinter:
    """Return a printer set to A4 with margins of 20 mm."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    if options is not None and options.printer:
        printer.setPrinterName(options.printer)
        set_up(printer, options)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    margins = QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM)
    printer.setPageMargins(margins, QPageLayout.Unit.Millimeter)
    return printer


def text_document(title: str, text: str) -> QTextDocument:
    """Lay out a title and lines of text; nothing in them is read as markup."""
    document = QTextDocument()
    document.setDefaultFont(theme.font(Type.TEXT))
    document.setPlainText(f"{title}\n\n{text}")
    return document
