"""Cards, for what asks for a decision alone, and the plain surfaces everything lies on."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from petition_desk.ui import theme
from petition_desk.ui.theme import Role
from petition_desk.ui.widgets import paint


class CardKind(Enum):
    """What the left edge of a card says."""

    PLAIN = "plain"
    RIGHT = "right"  # a right of the petitioner
    WARNING = "warning"


_EDGE = {CardKind.RIGHT: Role.ACCENT, CardKind.WARNING: Role.TODAY}


class Card(QFrame):
    """A frame of one line, padding 12; its left edge of 3 px says what it is about."""

    def __init__(self, kind: CardKind = CardKind.PLAIN, parent: QWidget | None = None) -> None:
        """Make an empty card; fill `body`."""
        super().__init__(parent)
        self._kind = kind
        self.body = QVBoxLayout(self)
        pad = theme.dp(12)
        left = pad + (theme.dp(3) if kind in _EDGE else 0)
        self.body.setContentsMargins(left, pad, pad, pad)
        self.body.setSpacing(theme.dp(4))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw frame and edge."""
        with paint.painting(self) as painter:
            paint.box(painter, self.rect(), Role.SURFACE, Role.LINE)
            edge = _EDGE.get(self._kind)
            if edge:
                paint.fill(painter, QRect(0, 0, theme.dp(3), self.height()), edge)


class Surface(QWidget):
    """A plain ground in one of the two surfaces, with a separator at the sides asked for."""

    def __init__(
        self, role: Role | None = Role.SURFACE, lines: str = "", parent: QWidget | None = None
    ) -> None:
        """Fill with ``role``; ``lines`` names the sides with a line: any of l, r, t, b.

        Without a role only the lines are drawn: in a panel, whose round corners show through.
        """
        super().__init__(parent)
        self._role = role
        self._lines = lines

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground and its lines."""
        right, bottom = self.width() - 1, self.height() - 1
        sides = {
            "l": (0, 0, 0, bottom),
            "r": (right, 0, right, bottom),
            "t": (0, 0, right, 0),
            "b": (0, bottom, right, bottom),
        }
        with paint.painting(self) as painter:
            if self._role is not None:
                paint.fill(painter, self.rect(), self._role)
            for side in self._lines:
                paint.line(painter, *sides[side])


class Scroll(QScrollArea):
    """The middle of a screen: it scrolls, never sideways, and wears the ground behind it."""

    def __init__(self, content: QWidget, parent: QWidget | None = None) -> None:
        """Scroll ``content``."""
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(content)
        self.viewport().setAutoFillBackground(False)
        content.setAutoFillBackground(False)
