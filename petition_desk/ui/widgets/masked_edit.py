"""A field for an identity: masked as soon as the focus leaves it.

The visitor can see the screen. While the officer types, the field shows what she types; from the
moment she goes on it shows the mask, until the eye is held or the whole window is unmasked (F6).
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from petition_desk.ui import theme
from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets.buttons import IconButton
from petition_desk.ui.widgets.edits import LineEdit
from petition_desk.ui.widgets.labels import Words
from petition_desk.ui.widgets.marks import Mark, MarkDot


class MaskedEdit(LineEdit):
    """A line that keeps its value and shows its mask."""

    value_edited = Signal(str)
    #: The eye is held down or let go: what was shown is written into the journal by the screen.
    shown = Signal(bool)

    def __init__(
        self, mask: Callable[[str], str], *, name: str = "", parent: QWidget | None = None
    ) -> None:
        """Mask by ``mask``, a function from the value to what may be seen."""
        super().__init__("", name=name, parent=parent)
        self._mask = mask
        self._value = ""
        self._revealed = False
        self._dot = MarkDot(Mark.FINE)
        self._said = Words("", Type.SMALL, Role.INK2)
        self._eye = IconButton("eye", "按住显示", small=True)
        self._eye.setFocusPolicy(self._eye.focusPolicy().NoFocus)
        self.set_trailing(self._end())
        self.textEdited.connect(self._edited)
        self._eye.pressed.connect(lambda: self._hold(shown=True))
        self._eye.released.connect(lambda: self._hold(shown=False))
        self.say("")

    def _end(self) -> QWidget:
        end = QWidget()
        row = QHBoxLayout(end)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.dp(4))
        for part in (self._dot, self._said, self._eye):
            row.addWidget(part)
        return end

    def say(self, words: str, mark: Mark = Mark.FINE) -> None:
        """Say at the right end what was read out of the value (`女 · 58 岁`)."""
        self._said.setText(words)
        self._dot.set_mark(mark)
        self._dot.setVisible(bool(words))
        self._said.setVisible(bool(words))
        self.place_trailing()

    def value(self) -> str:
        """Return what was typed, unmasked."""
        return self._value

    def set_value(self, value: str) -> None:
        """Set the value without saying so."""
        self._value = value
        self._show()

    def set_revealed(self, revealed: bool) -> None:
        """Show the value or its mask, whoever has the focus."""
        self._revealed = revealed
        self._show()

    def _hold(self, *, shown: bool) -> None:
        self.set_revealed(shown)
        self.shown.emit(shown)

    def _edited(self, text: str) -> None:
        self._value = text
        self.value_edited.emit(text)

    def _show(self) -> None:
        bare = self._revealed or self.hasFocus()
        shown = self._value if bare else self._mask(self._value)
        if shown != self.text():
            self.setText(shown)
        self._eye.set_icon("eyeoff" if bare else "eye", "按住显示")

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the value to whoever edits it."""
        super().focusInEvent(event)
        self._show()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Mask again."""
        super().focusOutEvent(event)
        self._show()

    def changeEvent(self, event: QEvent) -> None:
        """Keep the end in place when sizes change."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self.place_trailing()
