"""Keeps what scrolls as high as its words need: a label that wraps calls too little its least.

A scroll area gives its content the least height that fits the view, and a label that wraps calls
one line its least; without this the lines of a long column are pressed into each other.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget


class HeightKeeper(QObject):
    """Watches a content; sets its least height to what its layout needs at its present width."""

    def __init__(self, content: QWidget) -> None:
        """Watch ``content``, whose layout is set."""
        super().__init__(content)
        self._content = content
        content.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Work the height out anew when width or words change."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            layout = self._content.layout()
            if layout is not None and layout.hasHeightForWidth():
                needed = layout.totalHeightForWidth(self._content.width())
                if needed != self._content.minimumHeight():
                    self._content.setMinimumHeight(needed)
        return False
