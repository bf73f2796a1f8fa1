"""Fields one types into or chooses from: a line, a text, a list."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from petition_desk.ui import theme
from petition_desk.ui.theme import Role
from petition_desk.ui.widgets import paint

#: Under X11 a field takes these for itself (to the end of the line, cut to the end …); everywhere
#: in the program they mean something else, and a field must not stand in the way.
_KEYS_OF_THE_PROGRAM = frozenset({Qt.Key.Key_E, Qt.Key.Key_K, Qt.Key.Key_U, Qt.Key.Key_D})


def leaves_to_program(event: QEvent) -> bool:
    """Whether a key that a field would take belongs to the program; it is then let go."""
    if event.type() is not QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    with_control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
    if not with_control or event.key() not in _KEYS_OF_THE_PROGRAM:
        return False
    event.ignore()
    return True


def set_fault(widget: QWidget, *, faulty: bool) -> None:
    """Draw a field as wrong, or no longer; the style sheet reads the property."""
    value = "error" if faulty else ""
    if widget.property("fault") == value:
        return
    widget.setProperty("fault", value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


class LineEdit(QLineEdit):
    """One line, with room at its right end for a word, a link or an icon."""

    def __init__(self, text: str = "", *, name: str = "", parent: QWidget | None = None) -> None:
        """Show ``text``; ``name`` is what a screen reader says."""
        super().__init__(text, parent)
        self._trailing: QWidget | None = None
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def event(self, event: QEvent) -> bool:
        """Leave the program its keys."""
        return False if leaves_to_program(event) else super().event(event)

    def set_trailing(self, widget: QWidget | None) -> None:
        """Put ``widget`` at the right end, inside the field."""
        if self._trailing is not None and self._trailing is not widget:
            self._trailing.hide()
        self._trailing = widget
        if widget is not None:
            widget.setParent(self)
            widget.setCursor(Qt.CursorShape.ArrowCursor)
            widget.show()
        self.place_trailing()

    def place_trailing(self) -> None:
        """Set the trailing part to its place; call it when its words change."""
        widget = self._trailing
        if widget is None:
            self.setTextMargins(0, 0, 0, 0)
            return
        size = widget.sizeHint()
        height = min(size.height(), self.height() - 4)
        right = theme.dp(4)
        widget.setGeometry(
            self.width() - size.width() - right,
            (self.height() - height) // 2,
            size.width(),
            height,
        )
        self.setTextMargins(0, 0, size.width(), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the trailing part at the right end."""
        super().resizeEvent(event)
        self.place_trailing()


class TextEdit(QPlainTextEdit):
    """Several lines; Tab goes on to the next field."""

    editing_finished = Signal()

    def __init__(
        self, text: str = "", *, name: str = "", lines: int = 2, parent: QWidget | None = None
    ) -> None:
        """Show ``text`` in a field at least ``lines`` high."""
        super().__init__(text, parent)
        self._lines = lines
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(theme.dp(3))

    def event(self, event: QEvent) -> bool:
        """Leave the program its keys."""
        return False if leaves_to_program(event) else super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Say that the field was left."""
        super().focusOutEvent(event)
        self.editing_finished.emit()

    def sizeHint(self) -> QSize:
        """Return room for the lines asked for."""
        return QSize(theme.dp(200), self._lines * paint.height_of() + theme.dp(12))

    def minimumSizeHint(self) -> QSize:
        """Return the same: never less than the lines asked for."""
        return QSize(theme.dp(80), self.sizeHint().height())


class Choice(QComboBox):
    """One of a list. Typing finds an entry; the wheel does not change it by accident."""

    def __init__(self, *, name: str = "", parent: QWidget | None = None) -> None:
        """Offer nothing yet; ``name`` is what a screen reader says."""
        super().__init__(parent)
        self._hint = ""
        self.setAccessibleName(name)
        self.setMaxVisibleItems(12)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_hint(self, hint: str) -> None:
        """Say what belongs here while nothing is chosen."""
        self._hint = hint
        self.update()

    def value(self) -> str:
        """Return the value stored with the chosen entry, else its word."""
        stored = self.currentData()
        return str(stored) if stored is not None else self.currentText()

    def set_value(self, value: str) -> None:
        """Choose the entry stored with ``value``; none where there is none."""
        at = self.findData(value)
        self.setCurrentIndex(at if at >= 0 else self.findText(value))

    def set_options(self, options: list[tuple[str, str]]) -> None:
        """Offer ``options``, each a value and its word; the choice is kept where still offered."""
        kept = self.value()
        self.blockSignals(True)
        self.clear()
        for value, word in options:
            self.addItem(word, value)
        self.set_value(kept)
        self.blockSignals(False)

    def sizeHint(self) -> QSize:
        """Return 32 high, wide enough for the widest entry."""
        words = [self.itemText(index) for index in range(self.count())]
        widest = max((paint.width_of(word) for word in words), default=theme.dp(80))
        return QSize(widest + theme.dp(44), theme.dp(32))

    def minimumSizeHint(self) -> QSize:
        """Return less: a long entry may be cut."""
        return QSize(theme.dp(96), theme.dp(32))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the frame."""
        super().focusInEvent(event)
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        """Draw anew when the look changes."""
        super().changeEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box, the chosen word and the arrow."""
        with paint.painting(self) as painter:
            faulty = self.property("fault") == "error"
            focused = self.hasFocus()
            edge = Role.OVERDUE if faulty else Role.ACCENT if focused else Role.EDGE
            if not self.isEnabled():
                edge = Role.LINE
            ground = Role.SURFACE if self.isEnabled() else Role.WINDOW
            paint.box(painter, self.rect(), ground, edge, width=2 if focused or faulty else 1)
            room = self.rect().adjusted(theme.dp(9), 0, -theme.dp(32), 0)
            if self.currentText():
                role = Role.INK if self.isEnabled() else Role.EDGE
                paint.words(painter, room, self.currentText(), role)
            elif self._hint:
                paint.words(painter, room, self._hint, Role.INK2)
            arrow = QRect(self.width() - theme.dp(28), 0, theme.dp(24), self.height())
            paint.icon(painter, "down", arrow, Role.INK if self.isEnabled() else Role.EDGE)
