"""Keys of a screen: they work while the focus is anywhere inside it, and nowhere else."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget


def bind_keys(owner: QWidget, acts: Iterable[tuple[str, Callable[[], object]]]) -> None:
    """Let each key do its act while the focus is inside ``owner``."""
    for key, act in acts:
        shortcut = QShortcut(QKeySequence(key), owner)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(act)
