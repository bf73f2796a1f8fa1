"""The line at the foot: backup, calendar, where the data lies, that no network is used."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from petition_desk.ui import theme
from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets import paint
from petition_desk.ui.widgets.chips import draw_key
from petition_desk.ui.widgets.marks import MARK_SIDE, Mark, draw_mark


@dataclass(frozen=True, slots=True)
class StatusPiece:
    """A few words, and the shape before them.

    Attributes:
        text: The words.
        mark: A shape before them; a warning colours the words too.
    """

    text: str
    mark: Mark = Mark.NONE


@dataclass(frozen=True, slots=True)
class StatusItem:
    """One thing the line says.

    Attributes:
        id: What is emitted when it is pressed.
        icon: Name of its icon.
        pieces: What it says, from left to right.
    """

    id: str
    icon: str
    pieces: tuple[StatusPiece, ...]

    def spoken(self) -> str:
        """Return what a screen reader says."""
        return "".join(piece.text for piece in self.pieces)


class StatusBar(QWidget):
    """28 high, 9 pt."""

    pressed = Signal(str)

    def __init__(self, keys: Sequence[tuple[str, str, str]], parent: QWidget | None = None) -> None:
        """Show ``keys`` at the right: id, key, word."""
        super().__init__(parent)
        self._items: tuple[StatusItem, ...] = ()
        self._keys = tuple(keys)
        self._places: list[tuple[QRect, str]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("状态栏")

    def show_items(self, items: Sequence[StatusItem]) -> None:
        """Show ``items`` from the left."""
        self._items = tuple(items)
        self.setAccessibleDescription("；".join(item.spoken() for item in items))
        self.update()

    def sizeHint(self) -> QSize:
        """Return 28 high."""
        return QSize(theme.dp(400), theme.dp(28))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line."""
        self._places = []
        with paint.painting(self) as painter:
            paint.fill(painter, self.rect(), Role.WINDOW)
            paint.line(painter, 0, 0, self.width(), 0)
            end = self._draw_keys(painter)
            x = theme.dp(16)
            for item in self._items:
                if x + self._width(item) > end and x > theme.dp(16):
                    break
                start = x
                x = self._item(painter, item, x, end)
                self._places.append((QRect(start, 0, x - start, self.height()), item.id))
                x += theme.dp(24)

    def _width(self, item: StatusItem) -> int:
        marks = sum(piece.mark is not Mark.NONE for piece in item.pieces)
        words = sum(paint.width_of(piece.text, Type.SMALL) for piece in item.pieces)
        gaps = theme.dp(20 + 4 * (len(item.pieces) - 1) + (MARK_SIDE + 4) * marks)
        return words + gaps

    def _item(self, painter: QPainter, item: StatusItem, x: int, end: int) -> int:
        box = QRect(x, 0, theme.dp(16), self.height())
        paint.icon(painter, item.icon, box, Role.INK2, size=16)
        x += theme.dp(20)
        for piece in item.pieces:
            if piece.mark is not Mark.NONE:
                side = theme.dp(MARK_SIDE)
                draw_mark(painter, piece.mark, x, (self.height() - side) / 2)
                x += side + theme.dp(4)
            loud = {Mark.TODAY: Role.TODAY, Mark.OVERDUE: Role.OVERDUE}.get(piece.mark)
            room = QRect(x, 0, max(end - x, 0), self.height())
            x += paint.words(painter, room, piece.text, loud or Role.INK2, Type.SMALL)
            x += theme.dp(4)
        return x - theme.dp(4)

    def _draw_keys(self, painter: QPainter) -> int:
        """Draw the keys from the right; return where they begin."""
        x = self.width() - theme.dp(16)
        for key_id, key, word in reversed(self._keys):
            right = x
            x -= paint.width_of(word, Type.SMALL)
            room = QRect(x, 0, right - x + 1, self.height())
            paint.words(painter, room, word, Role.INK2, Type.SMALL)
            x -= theme.dp(4) + paint.width_of(key, Type.SMALL) + theme.dp(10)
            draw_key(painter, x, self.height() // 2, key)
            self._places.append((QRect(x, 0, right - x, self.height()), key_id))
            x -= theme.dp(24)
        return x

    def _at(self, at: QPoint) -> str:
        return next((name for rect, name in self._places if rect.contains(at)), "")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Say what was pressed."""
        name = self._at(event.position().toPoint())
        if name and event.button() is Qt.MouseButton.LeftButton:
            self.pressed.emit(name)
