"""Short texts on paper: an explanation, the list of a day, the recovery key.

Letters are another matter: `petition_desk.ui.paper` prints the very pages that are shown.
"""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize, QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QWidget

from petition_desk.ui import theme
from petition_desk.ui.theme import Type

_MARGIN_MM = 20


class Printed(Enum):
    """How printing went."""

    DONE = "done"
    CANCELLED = "cancelled"
    NO_PRINTER = "no-printer"


def has_printer() -> bool:
    """Say whether the PC knows a printer."""
    return bool(QPrinterInfo.availablePrinterNames())


def print_text(parent: QWidget, title: str, text: str) -> Printed:
    """Print a short text under its title, on the printer that is chosen.

    Returns:
        How it went; without a printer nothing was printed, and nobody was asked.
    """
    if not has_printer():
        return Printed.NO_PRINTER
    printer = text_printer()
    if QPrintDialog(printer, parent).exec() != QDialog.DialogCode.Accepted:
        return Printed.CANCELLED
    text_document(title, text).print_(printer)
    return Printed.DONE


def text_printer() -> QPrinter:
    """Return a printer set to A4 with margins of 20 mm."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
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
