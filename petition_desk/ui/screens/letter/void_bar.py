"""作废: the reason is asked in a bar of its own; the letter keeps its number and its record."""

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
_SAYS = "作废后文号不再使用，记录保留；由它产生的期限变化一并撤销。"


class VoidBar(Surface):
    """Asks why a letter is voided; hidden until it is asked for."""

    voided = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start hidden."""
        super().__init__(Role.WINDOW, "t", parent)
        self.reason = LineEdit(name="作废的理由")
        self.reason.setMinimumWidth(theme.dp(220))
        self.back = Button("返回", Look.QUIET, key="Esc")
        self.confirm = Button("作废", Look.PRIMARY, key="Enter")
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.dp(16), 0, theme.dp(16), 0)
        row.setSpacing(theme.dp(8))
        row.addWidget(Words(_SAYS, Type.TEXT, Role.INK, wraps=True), 1)
        row.addWidget(FieldLabel("理由", required=True, width=40))
        row.addWidget(self.reason, 1)
        row.addWidget(self.back)
        row.addWidget(self.confirm)
        self.setFixedHeight(theme.dp(56))
        self.back.clicked.connect(self.leave)
        self.confirm.clicked.connect(self._confirm)
        self.hide()

    def ask(self) -> None:
        """Show it, the cursor in the reason."""
        self.reason.clear()
        set_fault(self.reason, faulty=False)
        self.show()
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> bool:
        """Void nothing; return whether there was anything to leave."""
        was_asked = self.isVisible()
        if was_asked:
            self.hide()
            self.left.emit()
        return was_asked

    def _confirm(self) -> None:
        reason = self.reason.text().strip()
        set_fault(self.reason, faulty=not reason)
        if reason:
            self.hide()
            self.voided.emit(reason)
        else:
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter voids; a key held down does it once."""
        if event.isAutoRepeat():
            event.accept()
        elif event.key() in _ENTER:
            self._confirm()
        else:
            super().keyPressEvent(event)
