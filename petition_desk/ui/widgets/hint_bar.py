"""The keys that matter on this screen, at its foot; can be switched off."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from petition_desk.ui import theme
from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets import paint
from petition_desk.ui.widgets.chips import draw_key


class HintBar(QWidget):
    """Keys with what they do, 32 high; what the screen counts may stand at the left."""

    def __init__(self, hints: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        """Show ``hints``, each a key and a word."""
        super().__init__(parent)
        self._hints = tuple(hints)
        self._says = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("按键：" + "，".join(f"{key} {word}" for key, word in self._hints))

    def set_says(self, says: str) -> None:
        """Say something at the left; the keys then stand at the right."""
        self._says = says
        self.update()

    def sizeHint(self) -> QSize:
        """Return 32 high."""
        return QSize(theme.dp(200), theme.dp(32))

    def _width(self) -> int:
        gaps = theme.dp(10 + 4) * len(self._hints) + theme.dp(20) * (len(self._hints) - 1)
        texts = [text for hint in self._hints for text in hint]
        return gaps + sum(paint.width_of(text, Type.SMALL) for text in texts)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the keys in a row."""
        with paint.painting(self) as painter:
            paint.fill(painter, self.rect(), Role.SURFACE)
            paint.line(painter, 0, 0, self.width(), 0)
            x = theme.dp(16)
            if self._says:
                paint.words(
                    painter, self.rect().adjusted(x, 0, 0, 0), self._says, Role.INK, Type.SMALL
                )
                x = self.width() - theme.dp(16) - self._width()
            for key, word in self._hints:
                x += draw_key(painter, x, self.height() // 2, key) + theme.dp(4)
                room = self.rect().adjusted(x, 0, 0, 0)
                x += paint.words(painter, room, word, Role.INK2, Type.SMALL) + theme.dp(20)
