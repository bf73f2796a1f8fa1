"""A coded choice: its options side by side, each with the digit that chooses it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from petition_desk.ui import theme
from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets import paint


class Options(QWidget):
    """One of a few, chosen by its digit, by ← →, or with the mouse.

    A digit chooses and goes on to the next field: `chosen_by_digit` asks the form to do so.
    """

    chosen = Signal(str)
    chosen_by_digit = Signal()

    def __init__(
        self,
        options: Sequence[tuple[str, str]],
        *,
        name: str = "",
        digits: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        """Offer ``options``, each a value and its word; ``digits`` numbers them from 1."""
        super().__init__(parent)
        self._options = tuple(options)
        self._digits = digits
        self._current = -1
        self._hovered = -1
        self._name = name
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._describe()

    def _describe(self) -> None:
        word = self._options[self._current][1] if self._current >= 0 else "未选"
        self.setAccessibleName(f"{self._name}：{word}" if self._name else word)

    def value(self) -> str:
        """Return the value chosen, or nothing."""
        return self._options[self._current][0] if self._current >= 0 else ""

    def set_value(self, value: str) -> None:
        """Choose by value without saying so; an unknown value chooses nothing."""
        values = [option for option, _word in self._options]
        self._current = values.index(value) if value in values else -1
        self._describe()
        self.update()

    def set_options(self, options: Sequence[tuple[str, str]]) -> None:
        """Offer other options; the choice is kept where it is still offered."""
        kept = self.value()
        self._options = tuple(options)
        self._current = -1
        self.set_value(kept)
        self.updateGeometry()

    def _widths(self) -> list[int]:
        digit = paint.width_of("0", Type.SMALL) + theme.dp(6) if self._digits else 0
        return [
            theme.dp(20) + digit + paint.width_of(word, Type.STRONG)
            for _value, word in self._options
        ]

    def _cells(self) -> list[QRect]:
        cells, x = [], 1
        for width in self._widths():
            cells.append(QRect(x, 0, width, self.height()))
            x += width + 1
        return cells

    def sizeHint(self) -> QSize:
        """Return 32 high, with room for every word in bold."""
        return QSize(sum(self._widths()) + len(self._options) + 1, theme.dp(32))

    def _choose(self, index: int) -> None:
        if 0 <= index < len(self._options) and index != self._current:
            self._current = index
            self._describe()
            self.update()
            self.chosen.emit(self.value())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits choose and go on; ← → move; all else is the form's."""
        key = event.key()
        index = key - Qt.Key.Key_1
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if self._digits and plain and 0 <= index < len(self._options):
            self._choose(index)
            self.chosen_by_digit.emit()
        elif key == Qt.Key.Key_Right:
            self._choose(min(self._current + 1, len(self._options) - 1))
        elif key == Qt.Key.Key_Left:
            self._choose(max(self._current - 1, 0))
        elif key == Qt.Key.Key_Space and self._current < 0:
            self._choose(0)
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show which option is under the pointer."""
        at = event.position().toPoint()
        hovered = next((i for i, cell in enumerate(self._cells()) if cell.contains(at)), -1)
        if hovered != self._hovered:
            self._hovered = hovered
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose what is pressed."""
        at = event.position().toPoint()
        for index, cell in enumerate(self._cells()):
            if cell.contains(at):
                self._choose(index)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the frame."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the frame away."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the frame and its cells."""
        with paint.painting(self) as painter:
            paint.box(painter, self.rect(), Role.SURFACE)
            for index, cell in enumerate(self._cells()):
                chosen = index == self._current
                if chosen or index == self._hovered:
                    inner = cell.adjusted(0, 1, 0, -1)
                    paint.fill(painter, inner, Role.SEL if chosen else Role.HOVER)
                if index:
                    paint.line(painter, cell.x() - 1, 1, cell.x() - 1, self.height() - 2)
                x = cell.x() + theme.dp(10)
                room = QRect(x, 0, cell.right() - x, self.height())
                if self._digits:
                    digit = str(index + 1)
                    used = paint.words(painter, room, digit, Role.INK2, Type.SMALL)
                    room.setLeft(x + used + theme.dp(6))
                kind = Type.STRONG if chosen else Type.TEXT
                paint.words(painter, room, self._options[index][1], Role.INK, kind)
                if chosen:
                    foot = QRect(cell.x(), self.height() - theme.dp(2), cell.width(), theme.dp(2))
                    paint.fill(painter, foot, Role.ACCENT)
            focused = self.hasFocus()
            edge = Role.ACCENT if focused else Role.EDGE
            paint.box(painter, self.rect(), None, edge, width=2 if focused else 1)
