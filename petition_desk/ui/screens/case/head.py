"""The head of a case: number, name, state; the summary; the chip and the sentence that matters."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from petition_desk.ui import theme
from petition_desk.ui.models.case_words import chip_of, shown_name, shown_text
from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets.cards import Surface
from petition_desk.ui.widgets.chips import Tag
from petition_desk.ui.widgets.labels import Words
from petition_desk.ui.widgets.why_chip import WhyChip

if TYPE_CHECKING:
    from petition_desk.services.casework import CaseView


class CaseHead(Surface):
    """72 high."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(Role.SURFACE, "b", parent)
        self.number = Words("", Type.TEXT, Role.INK2)
        self.name = Words("", Type.TEXT, Role.INK2)
        self.state = Tag("")
        self.sealed = Tag("保密件")
        self.summary = Words("", Type.TITLE)
        self.chip = WhyChip()
        self.says = Words("", Type.SMALL, Role.INK2)
        self.says.setAlignment(Qt.AlignmentFlag.AlignRight)
        upper = QHBoxLayout()
        upper.setSpacing(theme.dp(8))
        for part in (self.number, self.name, self.state, self.sealed):
            upper.addWidget(part)
        upper.addStretch(1)
        upper.addWidget(self.chip)
        lower = QHBoxLayout()
        lower.setSpacing(theme.dp(16))
        lower.addWidget(self.summary, 1)
        lower.addWidget(self.says)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.dp(16), theme.dp(8), theme.dp(16), theme.dp(8))
        column.setSpacing(0)
        column.addLayout(upper)
        column.addLayout(lower)
        self.setFixedHeight(theme.dp(72))

    def show_view(self, view: CaseView, today: date, *, is_revealed: bool = False) -> None:
        """Show a case."""
        case = view.case
        self.number.setText(case.local_no)
        self.name.setText("" if view.is_withheld else shown_name(case, is_revealed=is_revealed))
        self.name.setVisible(bool(self.name.text()))
        self.state.setVisible(not view.is_withheld)
        self.state.set_text(view.standing.state.value)
        self.sealed.setVisible(case.is_sealed)
        summary = shown_text(case, case.summary, is_revealed=is_revealed)
        self.summary.setText(summary)
        self.summary.setToolTip(summary)
        chip = chip_of(view.standing, today)
        self.chip.setVisible(bool(chip.words))
        if chip.words:
            self.chip.set_state(chip.words, chip.mark)
        self.says.setText(chip.says)
