"""文书: the blanks at the left, the page exactly as it will print at the right.

A letter is issued by printing or saving it; its number is fixed then. Printing ends no clock: that
is done by 已当面交付 or 拒签, and until then the letter stands under 待送达.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFileDialog, QVBoxLayout

from petition_desk.ui.alive import while_alive
from petition_desk.ui.screens.base import Hint, Place, Screen, ScreenContext
from petition_desk.ui.screens.letter.after_issuing import AfterIssuing
from petition_desk.ui.screens.letter.issuing import Issuing
from petition_desk.ui.screens.letter.kind_menu import offer_kinds
from petition_desk.ui.screens.letter.printing import LetterPrinting
from petition_desk.ui.screens.letter.reading import (
    DraftPage,
    IssuedPage,
    read_draft,
    read_issued,
)
from petition_desk.ui.screens.letter.view import LetterView
from petition_desk.ui.shortcuts import bind_keys
from petition_desk.ui.work import Lane

#: After the last edit, so that the page is drawn once a word and not once a key.
_PREVIEW_AFTER_MS: Final = 200
_HINTS: Final = (
    Hint("Enter", "到下一格；印好后是已当面交付"),
    Hint("F8", "打印并登记送达"),
    Hint("Ctrl+P", "打印"),
    Hint("Ctrl+Shift+P", "打印设置"),
    Hint("Ctrl+S", "存为 PDF"),
    Hint("F6", "按住显示姓名"),
    Hint("Esc", "返回"),
)


class LetterScreen(Screen):
    """One letter: being written, or issued."""

    def __init__(self, context: ScreenContext) -> None:
        """Build the screen; `open_at` says which letter."""
        super().__init__(context)
        self._number = self._kind = ""
        self._then: Callable[[], None] | None = None
        self._draft: DraftPage | None = None
        self.issued: IssuedPage | None = None
        self._reading = Lane(context.work)
        self._issuing = Issuing(context.desk, context.work, self)
        self._printing = LetterPrinting(context, self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PREVIEW_AFTER_MS)
        self._timer.timeout.connect(self._read_draft)
        self.view = LetterView(context.desk.clock.today())
        self.side, self.pane = self.view.side, self.view.pane
        self.view.why_requested.connect(self.why_requested)
        self.serve_bar, self.foot = self.view.serve_bar, self.view.foot
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        self._after = AfterIssuing(self.view, self._issuing, lambda: self.issued)
        self._wire()
        bind_keys(self, self._keys())

    def _wire(self) -> None:
        self.side.form.edited.connect(self._timer.start)
        self.side.form.ended.connect(
            lambda: self.foot.serve.setFocus(Qt.FocusReason.TabFocusReason)
        )
        self.foot.save.clicked.connect(self.save_pdf)
        self.foot.change.clicked.connect(self._offer_kinds)
        for button in (self.foot.print, self.foot.serve):
            button.clicked.connect(self.print_it)
        self.serve_bar.next_requested.connect(
            lambda: self.place_requested.emit(Place("intake", detail="new"))
        )
        self._issuing.issued.connect(self._after_issuing)
        self._issuing.served.connect(self.refresh)
        self._issuing.failed.connect(self.context.work.report)
        self._issuing.busy_changed.connect(self.foot.set_busy)
        self._printing.busy_changed.connect(self.foot.set_busy)
        self._printing.told.connect(self.toast_requested)
        self._printing.refused.connect(self.fault_raised)
        self._printing.reported.connect(self.side.show_paper)
        self._printing.logged.connect(self._show_printed)
        self.side.paper_link.clicked.connect(self._set_paper)
        self.context.reveal.changed.connect(self._reveal)

    def _keys(self) -> list[tuple[str, Callable[[], object]]]:
        return [
            ("Ctrl+P", self.print_it),
            ("Ctrl+Shift+P", self._set_paper),
            ("Ctrl+S", self.save_pdf),
            ("F8", self._f8),
            ("Esc", self._escape),
        ]

    # What the window asks

    def open_at(self, place: Place) -> None:
        """Show a letter: ``detail`` is its kind; the value ``issued`` names one that exists."""
        values = dict(place.values)
        issued, prints = values.pop("issued", ""), values.pop("print", "")
        self._number, self._kind = place.number, place.detail
        self._draft = self.issued = None
        self.view.begin(values)
        if issued:
            self._show_kept(issued, then=self._print_after_issuing if prints else None)
        elif self._kind:
            self._read_draft()

    def refresh(self) -> None:
        """Ask again: the case may have changed."""
        if self.issued is not None:
            self._show_kept(self.issued.letter.number or self.issued.letter.kind)
        elif self._kind and self._draft is not None:
            self._read_draft()

    def _show_printed(self) -> None:
        # A witness that is just being typed is not taken away by what the printer says.
        if not self.serve_bar.witness.isVisible():
            self.refresh()

    def hints(self) -> tuple[Hint, ...]:
        """Return the keys of the letter."""
        return _HINTS

    # Showing

    def _read_draft(self) -> None:
        desk, number, kind = self.context.desk, self._number, self._kind
        typed = self.side.form.typed()
        show = while_alive(self, self._show_draft)
        self._reading.ask(lambda _job: read_draft(desk, number, kind, typed), show)

    def _show_draft(self, page: DraftPage) -> None:
        is_first = self._draft is None
        self._draft, self.issued = page, None
        self.view.show_draft(page)
        if is_first:
            self.side.form.focus_first()

    def _show_kept(self, letter: str, then: Callable[[], None] | None = None) -> None:
        desk, number = self.context.desk, self._number

        def show(page: IssuedPage) -> None:
            self._show_issued(page)
            if then is not None:
                then()

        self._reading.ask(lambda _job: read_issued(desk, number, letter), while_alive(self, show))

    def _show_issued(self, page: IssuedPage) -> None:
        self.issued, self._draft = page, None
        self._kind = page.letter.kind
        self.view.show_issued(page)

    def _reveal(self, shown: bool) -> None:
        if not self.isVisible():
            return
        self.pane.set_covered(covered=not shown)
        self.side.form.set_revealed(revealed=shown)
        if shown and self._number:
            self._issuing.note_reveal(self._number)

    def _offer_kinds(self) -> None:
        page = self.issued or self._draft
        if page is not None:
            offer_kinds(self.foot.change, page.head.kinds, self._change_kind)

    def _change_kind(self, kind: str) -> None:
        self.place_requested.emit(Place("letter", self._number, kind))

    # Issuing, printing, saving

    def _f8(self) -> None:
        if self.serve_bar.isVisible():
            self.serve_bar.enter()
        else:
            self.print_it()

    def _escape(self) -> None:
        if not (self.view.void_bar.leave() or self.serve_bar.leave_witness()):
            self.back_requested.emit()

    def print_it(self) -> None:
        """Issue, print, and wait for 已当面交付 or 拒签 where it is served."""
        self._with_issued(self._print_after_issuing)

    def save_pdf(self) -> None:
        """Issue, and save the very bytes."""
        self._with_issued(self._save)

    def _with_issued(self, then: Callable[[], None]) -> None:
        """Do something with the issued letter, issuing it first where it is not."""
        if self.issued is not None and not self.foot.refusal:  # a void one is not printed
            then()
        elif self._draft is not None and not self.foot.refusal:
            self._then = then
            with_sheet = self.side.wants_sheet and not self.foot.is_form
            self._issuing.issue(
                self._number, self._kind, self.side.form.typed(), with_sheet=with_sheet
            )
        elif self._draft is not None:
            self.side.form.focus_first()

    def _after_issuing(self, letter: str) -> None:
        self._draft = None  # it is a draft no longer, whoever asks for it meanwhile
        self._show_kept(letter or self._kind, then=self._then)

    def _print_after_issuing(self) -> None:
        page = self.issued
        if page is None:
            return
        sheet = page.sheet if self.side.wants_sheet else None
        self._printing.print_page(self.window(), page.letter, sheet, self.side.usual_copies)

    def _set_paper(self) -> None:
        page = self.issued or self._draft
        if page is not None:
            self._printing.ask(self.window(), self._kind, page.head.number, self.side.usual_copies)

    def _save(self) -> None:
        page = self.issued
        if page is None:
            return
        # A file's name is read by everybody: it names the paper, never the person.
        proposed = f"{page.head.number}-{page.letter.title}.pdf"
        chosen, _kind = QFileDialog.getSaveFileName(self, "存为 PDF", proposed, "PDF (*.pdf)")
        if chosen:
            self._issuing.save(Path(chosen), page.letter.pdf)
