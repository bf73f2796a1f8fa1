"""Keeps the field that has the focus in sight, whatever way the focus came."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QScrollArea, QWidget

from petition_desk.ui import theme


class InSight(QObject):
    """Watches fields inside a scrolling area."""

    def __init__(self, scroll: QScrollArea) -> None:
        """Scroll ``scroll``."""
        super().__init__(scroll)
        self._scroll = scroll

    def watch(self, fields: Iterable[QWidget]) -> None:
        """Watch these fields; one that is watched already is left alone by Qt."""
        for field in fields:
            field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Bring a field into sight when the focus comes to it."""
        if event.type() is QEvent.Type.FocusIn and isinstance(watched, QWidget):
            self._scroll.ensureWidgetVisible(watched, 0, theme.dp(48))
        return False
