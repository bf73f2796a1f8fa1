"""Chips, tags and keys: a state in a word and a shape, a filter that can be taken off, a key."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from petition_desk.ui import theme
from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets import paint
from petition_desk.ui.widgets.focus import RingKeeper
from petition_desk.ui.widgets.marks import MARK_SIDE, Mark, draw_mark, spoken, word_role

#: Width of a chip in a list, so that the shapes form a column.
LIST_CHIP_WIDTH = 92
_GROUND = {Mark.OVERDUE: Role.OVERDUE_BG, Mark.TODAY: Role.TODAY_BG}


def chip_width(text: str) -> int:
    """Return the width of a chip that is as wide as its word."""
    return theme.dp(9 + 6 + MARK_SIDE + 9) + paint.width_of(text)


def draw_chip(painter: QPainter, rect: QRect, text: str, mark: Mark) -> None:
    """Draw a chip: the word at the left, its shape at the right end."""
    tinted = mark in _GROUND and not theme.tokens().high_contrast
    if tinted:
        paint.box(painter, rect, _GROUND[mark])
    else:
        paint.box(painter, rect, Role.SURFACE, Role.LINE)
    side = theme.dp(MARK_SIDE)
    right = rect.right() + 1 - theme.dp(9) - side
    room = QRect(rect.x() + theme.dp(9), rect.y(), right - rect.x() - theme.dp(9), rect.height())
    if paint.width_of(text) > room.width():
        room.setLeft(rect.x() + theme.dp(7))
    paint.words(painter, room, text, word_role(mark))
    draw_mark(painter, mark, right, rect.y() + (rect.height() - side) / 2)


class StateChip(QWidget):
    """How a deadline stands: `剩 3 天 ▲`."""

    def __init__(
        self, text: str, mark: Mark, *, in_list: bool = False, parent: QWidget | None = None
    ) -> None:
        """Show ``text`` and ``mark``; ``in_list`` makes it 92 wide."""
        super().__init__(parent)
        self._in_list = in_list
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_state(text, mark)

    def set_state(self, text: str, mark: Mark) -> None:
        """Show another state."""
        self._text, self._mark = text, mark
        self.setAccessibleName(f"{text}，{spoken(mark)}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return 24 high, as wide as the word or 92."""
        wide = theme.dp(LIST_CHIP_WIDTH) if self._in_list else chip_width(self._text)
        return QSize(wide, theme.dp(24))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the chip."""
        with paint.painting(self) as painter:
            draw_chip(painter, self.rect(), self._text, self._mark)


class Tag(QWidget):
    """A state that has no deadline: `办理中`, 18 high."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        """Show ``text``."""
        super().__init__(parent)
        self._text = text
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)

    def set_text(self, text: str) -> None:
        """Show another word."""
        self._text = text
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return 18 high, as wide as the word."""
        return QSize(paint.width_of(self._text, Type.SMALL) + theme.dp(10), theme.dp(18))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the word in a thin frame."""
        with paint.painting(self) as painter:
            paint.box(painter, self.rect(), None, Role.LINE)
            paint.words(painter, self.rect(), self._text, Role.INK2, Type.SMALL, paint.CENTRE)


class KeyCap(Tag):
    """A key as it stands on the keyboard: `Ctrl+K`."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        """Show the key ``text``."""
        super().__init__(text, parent)
        self.setAccessibleName(f"按键 {text}")


def draw_key(painter: QPainter, x: int, centre: int, text: str) -> int:
    """Draw a key with its left edge at ``x``, its middle at ``centre``; return its width."""
    width = paint.width_of(text, Type.SMALL) + theme.dp(10)
    rect = QRect(x, centre - theme.dp(9), width, theme.dp(18))
    paint.box(painter, rect, None, Role.LINE)
    paint.words(painter, rect, text, Role.INK2, Type.SMALL, paint.CENTRE)
    return width


class FilterChip(QWidget):
    """A condition that is in force; × or Del takes it off."""

    removed = Signal()
    #: The chip itself was pressed, or space while it has the focus.
    pressed = Signal()

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        """Show the condition ``text``."""
        super().__init__(parent)
        self._text = text
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"条件 {text}")
        self.setAccessibleDescription("按 Del 去掉")
        self._ring = RingKeeper(self)

    @property
    def text(self) -> str:
        """The condition."""
        return self._text

    def set_text(self, text: str) -> None:
        """Say it in other words."""
        self._text = text
        self.setAccessibleName(f"条件 {text}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return 24 high, with room for the cross."""
        return QSize(paint.width_of(self._text) + theme.dp(9 + 8 + 16 + 8), theme.dp(24))

    def _cross(self) -> QRect:
        return QRect(self.width() - theme.dp(26), 0, theme.dp(20), self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the condition and its cross."""
        with paint.painting(self) as painter:
            paint.box(painter, self.rect(), Role.SURFACE, Role.LINE)
            room = self.rect().adjusted(theme.dp(9), 0, -theme.dp(26), 0)
            paint.words(painter, room, self._text)
            paint.icon(painter, "close", self._cross(), Role.INK, size=16)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Take the condition off when the cross is pressed."""
        at = event.position().toPoint()
        if self._cross().contains(at):
            self.removed.emit()
        elif self.rect().contains(at):
            self.pressed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Del and Backspace take the condition off."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        elif event.key() == Qt.Key.Key_Space:
            self.pressed.emit()
        else:
            super().keyPressEvent(event)
