"""After printing: one more key says that the petitioner took the letter; that ends the clock.

Printing alone ends nothing. Who refuses to sign is served by leaving the letter with a witness.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from petition_desk.ui import theme
from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets.buttons import Button, Look
from petition_desk.ui.widgets.cards import Surface
from petition_desk.ui.widgets.edits import LineEdit, set_fault
from petition_desk.ui.widgets.fields import FieldLabel
from petition_desk.ui.widgets.labels import Words

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ServeBar(Surface):
    """A second foot above the first: 已当面交付, 拒签, or that it waits."""

    handed_over = Signal()
    refused = Signal(str)
    next_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start hidden."""
        super().__init__(Role.WINDOW, "t", parent)
        self._says = Words("", Type.TEXT, Role.INK, wraps=True)
        self.hand_over = Button("已当面交付", Look.PRIMARY, key="Enter")
        self.refuse = Button("拒签…")
        self.following = Button("登记下一件", Look.PRIMARY, key="Enter")
        self._label = FieldLabel("见证人", required=True, width=52)
        self.witness = LineEdit(name="见证人")
        self.witness.setFixedWidth(theme.dp(160))
        self.confirm = Button("拒签，留置送达", Look.PRIMARY, key="Enter")
        self.back = Button("返回", Look.QUIET, key="Esc")
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.dp(16), 0, theme.dp(16), 0)
        row.setSpacing(theme.dp(8))
        row.addWidget(self._says, 1)
        for part in (self._label, self.witness, self.back, self.confirm):
            row.addWidget(part)
        for part in (self.refuse, self.hand_over, self.following):
            row.addWidget(part)
        self.setFixedHeight(theme.dp(56))
        # Signals
        self.hand_over.clicked.connect(self.handed_over)
        self.following.clicked.connect(self.next_requested)
        self.refuse.clicked.connect(self.ask_witness)
        self.back.clicked.connect(self._show_acts)
        self.confirm.clicked.connect(self._refuse)
        self.hide()

    def wait(self, says: str) -> None:
        """Ask whether it was handed over."""
        self._says.setText(says)
        self._show_acts()
        self.show()

    def done(self, says: str) -> None:
        """Say that it is served."""
        self._says.setText(says)
        self._show_only(self.following)
        self.show()
        self._begin_at(self.following)

    @property
    def text(self) -> str:
        """What it says."""
        return self._says.text()

    def ask_witness(self) -> None:
        """Ask who saw it."""
        self.witness.clear()
        set_fault(self.witness, faulty=False)
        self._show_only(self._label, self.witness, self.back, self.confirm)
        self.witness.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_acts(self) -> None:
        self._show_only(self.refuse, self.hand_over)
        self._begin_at(self.hand_over)

    def _begin_at(self, widget: QWidget) -> None:
        # What was recorded may be told when the officer is elsewhere already.
        room = self.parentWidget()
        if room is None or room.isVisible():
            widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_only(self, *shown: QWidget) -> None:
        parts = (self._label, self.witness, self.back, self.confirm)
        for part in (*parts, self.refuse, self.hand_over, self.following):
            part.setVisible(part in shown)

    def _refuse(self) -> None:
        name = self.witness.text().strip()
        set_fault(self.witness, faulty=not name)
        if name:
            self.refused.emit(name)
        else:
            self.witness.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter does what is filled; a key held down does it once."""
        if event.isAutoRepeat():
            event.accept()
        elif event.key() in _ENTER:
            self.enter()
        else:
            super().keyPressEvent(event)

    def leave_witness(self) -> bool:
        """Come back from the witness; return whether there was anything to come back from."""
        is_asked = self.witness.isVisible()
        if is_asked:
            self._show_acts()
        return is_asked

    def enter(self) -> None:
        """Do what is filled."""
        if self.witness.isVisible():
            self._refuse()
        elif self.hand_over.isVisible():
            self.handed_over.emit()
        elif self.following.isVisible():
            self.next_requested.emit()
