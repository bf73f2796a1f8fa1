"""A field for a password: dots, an eye that shows while it is held, a word about Caps Lock."""

from __future__ import annotations

import ctypes
import sys

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from petition_desk.ui.widgets.buttons import IconButton
from petition_desk.ui.widgets.edits import LineEdit


def caps_lock_of_system() -> bool | None:
    """Ask Windows whether Caps Lock is on; elsewhere nobody can be asked."""
    if sys.platform == "win32":
        return bool(ctypes.windll.user32.GetKeyState(0x14) & 1)  # VK_CAPITAL
    return None


def caps_lock_of_key(event: QKeyEvent) -> bool | None:
    """Read Caps Lock out of a typed letter: a capital without Shift, or a small one with it."""
    text = event.text()
    if len(text) != 1 or not text.isascii() or not text.isalpha():
        return None
    shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    return text.isupper() != shifted


class PasswordEdit(LineEdit):
    """A password; nothing of it reaches the clipboard or an input method's memory."""

    caps_lock_changed = Signal(bool)

    def __init__(self, *, name: str = "口令", parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__("", name=name, parent=parent)
        self._caps_lock = False
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
        )
        eye = IconButton("eye", "按住显示口令", small=True)
        eye.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.set_trailing(eye)
        eye.pressed.connect(lambda: self.setEchoMode(QLineEdit.EchoMode.Normal))
        eye.released.connect(lambda: self.setEchoMode(QLineEdit.EchoMode.Password))

    @property
    def has_caps_lock(self) -> bool:
        """Whether Caps Lock is known to be on."""
        return self._caps_lock

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Notice Caps Lock."""
        super().keyPressEvent(event)
        if event.key() == Qt.Key.Key_CapsLock:
            self._set_caps_lock(not self._caps_lock)
        known = caps_lock_of_system()
        self._set_caps_lock(caps_lock_of_key(event) if known is None else known)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Ask the system before anything is typed."""
        super().focusInEvent(event)
        self._set_caps_lock(caps_lock_of_system())

    def _set_caps_lock(self, on: bool | None) -> None:
        if on is not None and on != self._caps_lock:
            self._caps_lock = on
            self.caps_lock_changed.emit(on)
