"""Asks for what a condition cannot be chosen from: a part of a text, a span of days or numbers."""

from __future__ import annotations

import re
from datetime import date

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from petition_desk.domain.conditions import Condition, Test
from petition_desk.domain.ledger import LedgerColumn
from petition_desk.domain.ledger_columns import FilterKind
from petition_desk.domain.periods import period_words, read_period
from petition_desk.ui import theme
from petition_desk.ui.theme import Role
from petition_desk.ui.widgets import paint
from petition_desk.ui.widgets.buttons import Button, Look
from petition_desk.ui.widgets.edits import LineEdit
from petition_desk.ui.widgets.fields import Field

_DAYS_HINT = "本月、上季度、近30天、2026年3月，或 2026-03-01至2026-03-31"
_NUMBER = re.compile(r"(\d+)?(?:(?:-|~|至|到)(\d+)?|(以上|以下)?)人?")


class ConditionPopup(QFrame):
    """One line and a button, below the one that opened it; Enter takes it."""

    chosen = Signal(object)

    def __init__(self, today: date, parent: QWidget) -> None:
        """Read days against ``today``."""
        super().__init__(parent, Qt.WindowType.Popup)
        self._today = today
        self._column: LedgerColumn | None = None
        self._test = Test.CONTAINS
        self.typed = LineEdit(name="条件")
        self.field = Field("条件", self.typed, above=True)
        self.apply_button = Button("筛选", Look.PRIMARY, key="Enter")
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.dp(12),) * 4)
        column.setSpacing(theme.dp(8))
        column.addWidget(self.field)
        column.addWidget(self.apply_button, 0, Qt.AlignmentFlag.AlignRight)
        self.setFixedWidth(theme.dp(320))
        # Signals
        self.apply_button.clicked.connect(self._apply)
        self.typed.returnPressed.connect(self._apply)

    def open_at(
        self, corner: QPoint, column: LedgerColumn, test: Test, known: Condition | None = None
    ) -> None:
        """Open with its upper left corner at ``corner`` (of the screen)."""
        self._column, self._test = column, test
        self.typed.setAccessibleName(column.title)
        self.typed.setPlaceholderText(column.title)
        shown = known.words[0] if known is not None and known.test is test else ""
        self.typed.setText(period_words(shown) if column.filter is FilterKind.DAY and shown
                           else shown)  # fmt: skip
        self.field.set_hint(self._hint(column))
        self.adjustSize()
        self.move(corner)
        self.show()
        self.typed.setFocus(Qt.FocusReason.PopupFocusReason)
        self.typed.selectAll()

    def _hint(self, column: LedgerColumn) -> str:
        if column.filter is FilterKind.DAY:
            return _DAYS_HINT
        if column.filter is FilterKind.NUMBER:
            return "5 以上、2 至 4、1"
        return f"“{column.title}”里含有的字"

    def _apply(self) -> None:
        if self._column is None:
            return
        condition = read_condition(self._column, self._test, self.typed.text(), self._today)
        if condition is None:
            self.field.set_error(f"没有看懂，可以写：{self._hint(self._column)}")
            self.adjustSize()
            return
        self.hide()
        self.chosen.emit(condition)

    def paintEvent(self, event: object) -> None:
        """Draw the panel."""
        with paint.painting(self) as painter:
            paint.fill(painter, self.rect(), Role.SURFACE)
            paint.box(painter, self.rect(), None, Role.EDGE, radius=0)


def read_condition(column: LedgerColumn, test: Test, typed: str, today: date) -> Condition | None:
    """Return the condition that was typed; None where it cannot be read."""
    plain = typed.strip()
    if not plain:
        return None
    if test is Test.CONTAINS:
        return Condition(column.id, test, (plain,))
    span = _number_span(plain) if column.filter is FilterKind.NUMBER else read_period(plain, today)
    return Condition(column.id, test, (span,)) if span else None


def _number_span(typed: str) -> str | None:
    found = _NUMBER.fullmatch("".join(typed.split()))
    if found is None or not (found[1] or found[2]):
        return None
    if found[3] == "以下":
        return f"..{found[1]}"
    if found[3] == "以上":
        return f"{found[1]}.."
    last = found[2] or (found[1] if found[0].removesuffix("人").isdecimal() else "")
    return f"{found[1] or ''}..{last}"
