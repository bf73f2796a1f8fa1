"""The parts of the letter screen in their places: head, blanks, page, what is still to be done."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from petition_desk.ui import theme
from petition_desk.ui.screens.base import WhyQuestion
from petition_desk.ui.screens.letter.foot import LetterFoot
from petition_desk.ui.screens.letter.reading import CaseHead, DraftPage, IssuedPage
from petition_desk.ui.screens.letter.serve_bar import ServeBar
from petition_desk.ui.screens.letter.side import LetterSide
from petition_desk.ui.screens.letter.void_bar import VoidBar
from petition_desk.ui.widgets.heads import ScreenHead
from petition_desk.ui.widgets.pdf_pane import PdfPane
from petition_desk.ui.widgets.why_chip import WhyChip

_SIDE_WIDTH: Final = 400
_WAITS: Final = "请信访人签收。没有登记送达以前，它列在“待送达”，告知期限继续计算。"


class LetterView(QWidget):
    """What is seen; it decides nothing."""

    why_requested = Signal(object)

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        """Put the parts in their places."""
        super().__init__(parent)
        self.head = ScreenHead("")
        self._chip = WhyChip()
        self._asks: WhyQuestion | None = None
        self._chip.pressed.connect(self.ask_why)
        self.head.acts.addWidget(self._chip)
        self.side = LetterSide(today)
        self.side.setFixedWidth(theme.dp(_SIDE_WIDTH))
        self.pane = PdfPane()
        self.serve_bar, self.foot = ServeBar(), LetterFoot()
        self.void_bar = VoidBar()
        middle = QHBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        middle.addWidget(self.side)
        middle.addWidget(self.pane, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addLayout(middle, 1)
        column.addWidget(self.serve_bar)
        column.addWidget(self.void_bar)
        column.addWidget(self.foot)

    def show_draft(self, page: DraftPage) -> None:
        """Show a letter that is being written."""
        self._show_head(page.label, page.head)
        self.side.show_draft(page)
        self.foot.show_draft(page)
        if page.pdf:
            self.pane.show_pdf(page.pdf, page.head.hidden)
        else:
            self.pane.show_nothing(page.fault)

    def show_issued(self, page: IssuedPage) -> None:
        """Show a letter that exists, and what is still to be done with it."""
        self._show_head(page.letter.title, page.head)
        self.side.show_issued(page)
        self.foot.show_issued(page)
        self.pane.show_pdf(page.letter.pdf, page.head.hidden)
        if page.awaits_hand:
            self.serve_bar.wait(_WAITS)
        elif page.is_served:
            self.serve_bar.done(f"已送达：{page.served_words}")
        else:
            self.serve_bar.hide()

    def begin(self, typed: Mapping[str, str]) -> None:
        """Show nothing of the letter before, while the next one is read."""
        self.head.set_title("")
        self.head.set_says("")
        self._chip.hide()
        self.serve_bar.hide()
        self.void_bar.hide()
        self.pane.show_nothing("")
        self.side.begin(typed)
        self.foot.set_busy(True)

    def _show_head(self, title: str, head: CaseHead) -> None:
        self.head.set_title(title)
        self.head.set_says(head.says)
        self._asks = head.asks
        self._chip.setVisible(bool(head.chip))
        self._chip.set_state(head.chip, head.mark)

    def ask_why(self) -> None:
        """Ask why the deadline that the chip tells of is that day."""
        if self._asks is not None:
            self.why_requested.emit(self._asks)
