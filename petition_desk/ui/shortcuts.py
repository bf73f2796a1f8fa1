"""Keys of a screen: they work while the focus is anywhere inside it, and nowhere else."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget


def bind_keys(owner: QWidget, acts: Iterable[tuple[str, Callable[[], object]]]) -> None:
    """Let each key do its act while the focus is inside ``owner``."""
    for key, act in acts:
        shortcut = QShortcut(QKeySequence(key), owner)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(act)


class OwnUndo(QObject):
    """Keeps Ctrl+Z from the window while a part of it has something of its own to take back."""

    def __init__(
        self, owner: QWidget, is_wanted: Callable[[], bool], take_back: Callable[[], None]
    ) -> None:
        """Watch ``owner`` and what is inside it; ``take_back`` while it ``is_wanted``."""
        super().__init__(owner)
        self._is_wanted, self._take_back = is_wanted, take_back
        owner.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Claim the key, then do its act."""
        if not isinstance(event, QKeyEvent) or not event.matches(QKeySequence.StandardKey.Undo):
            return False
        kind = event.type()
        if kind not in (_CLAIM, QEvent.Type.KeyPress) or not self._is_wanted():
            return False
        if kind is QEvent.Type.KeyPress:
            self._take_back()
        event.accept()
        return True


_CLAIM = QEvent.Type.ShortcutOverride
