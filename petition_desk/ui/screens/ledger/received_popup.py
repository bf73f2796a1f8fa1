"""Asks for the days between which a case was received."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from petition_desk.domain.ledger import LedgerFilter
from petition_desk.ui import theme
from petition_desk.ui.theme import Role
from petition_desk.ui.widgets import paint
from petition_desk.ui.widgets.buttons import Button, Look
from petition_desk.ui.widgets.date_edit import DateEdit
from petition_desk.ui.widgets.fields import Field


class ReceivedPopup(QFrame):
    """Two days and a button, below the one that opened it."""

    chosen = Signal(object, object)

    def __init__(self, today: date, parent: QWidget) -> None:
        """Read days against ``today``."""
        super().__init__(parent, Qt.WindowType.Popup)
        self.first = DateEdit(today, name="收到日期，从")
        self.last = DateEdit(today, name="收到日期，到")
        self.apply_button = Button("筛选", Look.PRIMARY, key="Enter")
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.dp(12),) * 4)
        column.setSpacing(theme.dp(8))
        column.addWidget(Field("从", self.first, label_width=32))
        column.addWidget(Field("到", self.last, label_width=32))
        column.addWidget(self.apply_button, 0, Qt.AlignmentFlag.AlignRight)
        self.setFixedWidth(theme.dp(240))
        # Signals
        self.apply_button.clicked.connect(self._apply)
        self.first.returnPressed.connect(self.last.setFocus)
        self.last.returnPressed.connect(self._apply)

    def open_at(self, corner: QPoint, wanted: LedgerFilter) -> None:
        """Open with its upper left corner at ``corner`` (of the screen)."""
        self.first.set_day(wanted.received_from)
        self.last.set_day(wanted.received_until)
        self.move(corner)
        self.show()
        self.first.setFocus(Qt.FocusReason.PopupFocusReason)

    def _apply(self) -> None:
        self.hide()
        self.chosen.emit(self.first.day(), self.last.day())

    def paintEvent(self, event: object) -> None:
        """Draw the panel."""
        with paint.painting(self) as painter:
            paint.fill(painter, self.rect(), Role.SURFACE)
            paint.box(painter, self.rect(), None, Role.EDGE, radius=0)
