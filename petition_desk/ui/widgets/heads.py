"""Heads: of a screen, of a group of rows, of a section in a panel."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from petition_desk.ui import theme
from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets import paint
from petition_desk.ui.widgets.buttons import Button, Look
from petition_desk.ui.widgets.cards import Surface
from petition_desk.ui.widgets.chips import KeyCap
from petition_desk.ui.widgets.labels import Sentence, Words
from petition_desk.ui.widgets.marks import Mark, word_role


def draw_group_head(
    painter: QPainter, rect: QRect, word: str, count: str, says: str, mark: Mark = Mark.NONE
) -> None:
    """Draw the head of a group: word and count bold, then a 9-pt sentence that explains.

    Only what is late or due today is coloured.
    """
    paint.fill(painter, rect, Role.WINDOW)
    paint.line(painter, rect.left(), rect.top(), rect.right(), rect.top())
    paint.line(painter, rect.left(), rect.bottom(), rect.right(), rect.bottom())
    room = rect.adjusted(theme.dp(16), 0, -theme.dp(16), 0)
    role = word_role(mark) if mark in (Mark.OVERDUE, Mark.TODAY) else Role.INK
    room.setLeft(room.left() + paint.words(painter, room, word, role, Type.STRONG) + theme.dp(8))
    if count:
        used = paint.words(painter, room, count, Role.INK, Type.STRONG)
        room.setLeft(room.left() + used + theme.dp(8))
    paint.words(painter, room, says, Role.INK2, Type.SMALL)


class SectionHead(QWidget):
    """The head of a section in a panel, 32 high: bold word, count in grey, a link at the right."""

    link_clicked = Signal()

    def __init__(
        self,
        word: str,
        count: str = "",
        *,
        link: str = "",
        key: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """Show ``word``; ``key`` is drawn after ``link``."""
        super().__init__(parent)
        self._word = Words(word, Type.STRONG)
        self._count = Words(count, Type.TEXT, Role.INK2)
        self.link = Button(link, Look.LINK)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.dp(8))
        row.addWidget(self._word)
        row.addWidget(self._count)
        row.addStretch(1)
        row.addWidget(self.link)
        if key:
            row.setSpacing(theme.dp(4))
            row.addWidget(KeyCap(key))
        self.link.setVisible(bool(link))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.link.clicked.connect(lambda: self.link_clicked.emit())

    def set_words(self, word: str, count: str = "") -> None:
        """Change the word and the count."""
        self._word.setText(word)
        self._count.setText(count)

    def sizeHint(self) -> QSize:
        """Return 32 high."""
        return QSize(theme.dp(200), theme.dp(32))


class ScreenHead(Surface):
    """The head of a screen, 56 high: title, a sentence, and the acts at the right."""

    def __init__(
        self, title: str, says: str = "", *, line: bool = True, parent: QWidget | None = None
    ) -> None:
        """Show a title and a sentence; `acts` takes the buttons."""
        super().__init__(Role.SURFACE, "b" if line else "", parent)
        self._title = Words(title, Type.TITLE)
        self._says = Sentence()
        self.after = QHBoxLayout()
        self.after.setSpacing(theme.dp(8))
        self.acts = QHBoxLayout()
        self.acts.setSpacing(theme.dp(8))
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.dp(16), 0, theme.dp(16), 0)
        row.setSpacing(theme.dp(12))
        row.addWidget(self._title)
        row.addWidget(self._says)
        row.addLayout(self.after)
        row.addStretch(1)
        row.addLayout(self.acts)
        self.setFixedHeight(theme.dp(56))
        self.set_says(says)

    def set_title(self, title: str) -> None:
        """Change the title."""
        self._title.setText(title)

    def set_says(self, says: str) -> None:
        """Change the sentence."""
        self.set_pieces([(says, Type.TEXT, Role.INK2)])

    def set_pieces(self, pieces: Sequence[tuple[str, Type, Role]]) -> None:
        """Change the sentence to one in several weights and colours."""
        self._says.show_pieces(pieces)
