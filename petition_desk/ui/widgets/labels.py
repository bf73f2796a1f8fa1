"""Text on a screen: a label that knows its size of type and its colour."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPaintEvent, QPalette
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from petition_desk.ui import theme
from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets import paint


class Words(QLabel):
    """A label in one size of type and one colour, both kept when the look changes."""

    def __init__(
        self,
        text: str = "",
        kind: Type = Type.TEXT,
        role: Role = Role.INK,
        *,
        wraps: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Show ``text``; rich text is never read out of it."""
        super().__init__(text, parent)
        self._type = kind
        self._role = role
        self._dressing = False
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wraps)
        self._dress()

    def set_role(self, role: Role) -> None:
        """Change the colour."""
        self._role = role
        self._dress()

    def _dress(self) -> None:
        self._dressing = True
        self.setFont(theme.font(self._type))
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.WindowText, theme.colour(self._role))
        palette.setColor(QPalette.ColorRole.Text, theme.colour(self._role))
        self.setPalette(palette)
        self._dressing = False

    def changeEvent(self, event: QEvent) -> None:
        """Dress again when the look changes."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and not self._dressing:
            self._dress()


class Rule(QFrame):
    """A separator of one pixel, level or upright."""

    def __init__(self, *, upright: bool = False, parent: QWidget | None = None) -> None:
        """Draw a level line, or an upright one."""
        super().__init__(parent)
        self._upright = upright
        self._dress()
        if upright:
            self.setFixedWidth(1)
        else:
            self.setFixedHeight(1)

    def _dress(self) -> None:
        self.setAutoFillBackground(True)
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.Window, theme.colour(Role.LINE))
        if palette != self.palette():
            self.setPalette(palette)

    def sizeHint(self) -> QSize:
        """Return one pixel one way."""
        return QSize(1, 1)

    def changeEvent(self, event: QEvent) -> None:
        """Dress again when the look changes."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self._dress()


class IconLabel(QWidget):
    """An icon that stands still."""

    def __init__(self, name: str, role: Role, size: int, parent: QWidget | None = None) -> None:
        """Show ``name``."""
        super().__init__(parent)
        self._icon = (name, role, size)
        self.setFixedSize(theme.dp(size), theme.dp(size))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the icon."""
        name, role, size = self._icon
        with paint.painting(self) as painter:
            paint.icon(painter, name, self.rect(), role, size=size)


class Sentence(QWidget):
    """One line of words in several weights and colours: `今天要办 6 件，其中 2 件已逾期`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._pieces: tuple[tuple[str, Type, Role], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_pieces(self, pieces: Sequence[tuple[str, Type, Role]]) -> None:
        """Show ``pieces`` one after the other."""
        self._pieces = tuple(pieces)
        self.setAccessibleName("".join(words for words, _kind, _role in pieces))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return room for all pieces."""
        width = sum(paint.width_of(words, kind) for words, kind, _role in self._pieces)
        return QSize(width + 2, paint.height_of())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the pieces."""
        with paint.painting(self) as painter:
            room = self.rect()
            if self.sizeHint().width() > self.width():
                paint.words(painter, room, self.accessibleName(), Role.INK2)
                return
            for words, kind, role in self._pieces:
                room.setLeft(room.left() + paint.words(painter, room, words, role, kind))
