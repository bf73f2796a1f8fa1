"""Going on by Enter: the fields of a form in reading order, and the way from one to the next.

Tab goes through everything in the order in which it stands; Enter through the fields of the chain
alone, so that a plain case passes by what is seldom used. A text under an input method keeps its
Enter.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

#: A property of a field that answers Enter itself, and asks to go on.
KEEPS_ENTER = "keepsEnter"
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class FieldChain(QObject):
    """The order of the fields; watches their Enter."""

    #: A field was gone to by Enter: where the form scrolls, it has to come into sight.
    reached = Signal(object)
    #: Enter was pressed on the last field.
    ended = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        """Start without a field."""
        super().__init__(parent)
        self._fields: list[QWidget] = []
        self._composing: set[QObject] = set()

    def set_fields(self, fields: list[QWidget]) -> None:
        """Take ``fields`` in reading order; the order of Tab follows."""
        for gone in self._fields:
            if gone not in fields:
                gone.removeEventFilter(self)
        for field in fields:
            if field not in self._fields:
                field.installEventFilter(self)
        self._fields = list(fields)

    def go_on(self, start: QWidget) -> None:
        """Give the focus to the field after ``start`` that can take it."""
        if start not in self._fields:
            return
        for field in self._fields[self._fields.index(start) + 1 :]:
            if field.isEnabled() and field.isVisible():
                field.setFocus(Qt.FocusReason.TabFocusReason)
                self.reached.emit(field)
                return
        self.ended.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go on by a plain Enter; Shift+Enter breaks the line of a text."""
        if isinstance(event, QInputMethodEvent):
            if event.preeditString():
                self._composing.add(watched)
            else:
                self._composing.discard(watched)
        elif (
            isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
            and event.key() in _ENTER
            and isinstance(watched, QWidget)
            and watched not in self._composing
            and not watched.property(KEEPS_ENTER)
        ):
            plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if plain:
                self.go_on(watched)
                return True
            # Ctrl+Enter registers: a text must not break its line by it.
            return isinstance(watched, QPlainTextEdit) and bool(
                event.modifiers() & Qt.KeyboardModifier.ControlModifier
            )
        return False
