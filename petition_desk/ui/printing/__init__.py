"""Paper: the one room through which everything is printed, letters and short texts alike.

* `print_pdf` prints the bytes of one PDF that is at hand, after one question.
* `print_text` prints a short text that has no page of its own.
* `print_papers` is one job of any number of papers; it may run off the thread of the window.

What is printed is what was shown: pages are painted from the very bytes that are kept.
"""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from petition_desk.ui.printing.dialog import PaperDialog
from petition_desk.ui.printing.job import (
    Paper,
    Printed,
    PrintReport,
    a4_printer,
    paint_pages,
    paint_papers,
    print_papers,
)
from petition_desk.ui.printing.printers import (
    PaperOptions,
    Sides,
    has_printer,
    is_chosen,
    remember,
    remember_copies,
    remembered,
    trouble_of,
    words_of,
)
from petition_desk.ui.printing.texts import text_document, text_printer

__all__ = [
    "Paper",
    "PaperDialog",
    "PaperOptions",
    "PrintReport",
    "Printed",
    "Sides",
    "a4_printer",
    "has_printer",
    "is_chosen",
    "paint_pages",
    "paint_papers",
    "print_papers",
    "print_pdf",
    "print_text",
    "remember",
    "remember_copies",
    "remembered",
    "text_document",
    "text_printer",
    "trouble_of",
    "words_of",
]


def print_pdf(
    parent: QWidget, title: str, pdf: bytes, *, purpose: str = "page", ask: bool = True
) -> Printed:
    """Print one PDF of a few pages, while the window waits.

    Args:
        parent: Over what the question stands.
        title: What is printed, as the officer reads it; the print system shows it too, so it names
            no person.
        pdf: Its bytes, as they were shown.
        purpose: The kind of paper; printer, tray, copies and sides are remembered for it.
        ask: Whether the officer is asked; else what is remembered holds.

    Returns:
        How it went; `Printed.value` is the sentence for the officer. Without a printer nobody is
        asked.

    Raises:
        UnreadablePdfError: the bytes are no PDF.
    """
    if not has_printer():
        return Printed.NO_PRINTER
    options = PaperDialog.ask(parent, title, purpose) if ask else remembered(purpose)
    if options is None:
        return Printed.CANCELLED
    return print_papers([Paper.of(pdf, options.copies)], options, title).outcome


def print_text(parent: QWidget, title: str, text: str, *, purpose: str = "text") -> Printed:
    """Print a short text under its title, on the printer that is chosen.

    Returns:
        How it went; without a printer nothing was printed, and nobody was asked.
    """
    if not has_printer():
        return Printed.NO_PRINTER
    options = PaperDialog.ask(parent, title, purpose)
    if options is None:
        return Printed.CANCELLED
    if trouble_of(options.printer):
        return Printed.FAILED
    document = text_document(title, text)
    for _ in range(options.copies):
        document.print_(text_printer(options))
    return Printed.DONE
