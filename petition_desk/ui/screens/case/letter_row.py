"""Small rows of the right column: a letter with what became of it, and what is still missing."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from petition_desk.ui import theme
from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets import paint
from petition_desk.ui.widgets.marks import Mark, word_role


@dataclass(frozen=True, slots=True)
class LetterLine:
    """What a row of a letter shows.

    Attributes:
        kind: Its kind.
        title: `受理告知书`.
        number: As it is printed; empty for a form or what is not issued yet.
        says: What became of it: `已送达`, `未出`.
        mark: Colours that word.
        issued: What the kept letter is found by; empty where there is none to show.
        is_to_write: Whether pressing it writes the letter.
    """

    kind: str
    title: str
    number: str = ""
    says: str = ""
    mark: Mark = Mark.NONE
    issued: str = ""
    is_to_write: bool = False

    @property
    def leads_anywhere(self) -> bool:
        """Whether there is something to open."""
        return bool(self.issued) or self.is_to_write


class LetterRow(QWidget):
    """28 high; pressing it, or Enter, opens the letter."""

    opened = Signal()

    def __init__(self, line: LetterLine, parent: QWidget | None = None) -> None:
        """Show ``line``."""
        super().__init__(parent)
        self.line = line
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{line.title} {line.number} {line.says}".strip())
        if line.leads_anywhere:
            self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self.setAccessibleDescription("按 Enter 打开")
        self.setToolTip(line.number)

    def sizeHint(self) -> QSize:
        """Return 28 high."""
        return QSize(theme.dp(200), theme.dp(28))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw icon, title, number and state."""
        line = self.line
        with paint.painting(self) as painter:
            side = theme.dp(16)
            paint.icon(painter, "doc", QRect(0, 0, side, self.height()), Role.INK, size=16)
            room = self.rect().adjusted(side + theme.dp(8), 0, 0, 0)
            role = word_role(line.mark) if line.mark is not Mark.NONE else Role.INK2
            paint.words(painter, room, line.says, role, Type.SMALL, paint.RIGHT)
            room.setRight(room.right() - paint.width_of(line.says, Type.SMALL) - theme.dp(8))
            used = paint.words(painter, room, line.title)
            room.setLeft(room.left() + used + theme.dp(8))
            paint.words(painter, room, line.number, Role.INK2, Type.SMALL)
            if self.hasFocus():
                paint.box(painter, self.rect(), None, Role.ACCENT, width=2)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open."""
        if self.line.leads_anywhere and self.rect().contains(event.position().toPoint()):
            self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and self.line.leads_anywhere:
            self.opened.emit()
        else:
            super().keyPressEvent(event)


class MissingRow(QWidget):
    """A ring and what is missing; no check box: it fills itself when the thing is done."""

    def __init__(
        self, words: str, says: str = "", mark: Mark = Mark.NONE, parent: QWidget | None = None
    ) -> None:
        """Show ``words``, and at the right by when it is late, in the colour of ``mark``."""
        super().__init__(parent)
        self._words = words
        self._says = says
        self._role = word_role(mark) if mark in (Mark.OVERDUE, Mark.TODAY) else Role.INK2
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"还缺 {words} {says}".rstrip())

    def sizeHint(self) -> QSize:
        """Return 24 high."""
        return QSize(theme.dp(200), theme.dp(24))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ring and words."""
        with paint.painting(self) as painter:
            self._ring(painter)
            room = self.rect().adjusted(theme.dp(24), 0, 0, 0)
            width = paint.width_of(self._says, Type.SMALL) if self._says else 0
            says = self.rect()
            says.setLeft(says.right() - width)
            paint.words(painter, says, self._says, self._role, Type.SMALL)
            room.setRight(says.left() - theme.dp(8))
            paint.words(painter, room, self._words)

    def _ring(self, painter: QPainter) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour(Role.EDGE), 1))
        radius = theme.dp(11) / 2
        painter.drawEllipse(QPointF(theme.dp(8), self.height() / 2), radius, radius)
        painter.restore()
