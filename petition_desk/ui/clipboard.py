"""Copying what must not stay: a value that leaves the clipboard after ten seconds.

What is copied asks the clipboard's keepers (history of Windows, Klipper) to pass it over; they may
not listen, so the clipboard is also emptied, unless something else was copied meanwhile.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QMimeData, QObject, QTimer, Signal
from PySide6.QtGui import QClipboard, QGuiApplication

SECONDS: Final = 10
"""How long a copied value stays."""

_PASS_OVER: Final = (
    # Documented by Microsoft, "Cloud Clipboard and Clipboard History Formats".
    ('application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"', b"\0"),
    ('application/x-qt-windows-mime;value="CanIncludeInClipboardHistory"', b"\0\0\0\0"),
    ('application/x-qt-windows-mime;value="CanUploadToCloudClipboard"', b"\0\0\0\0"),
    # What KDE's Klipper and its like look for.
    ("x-kde-passwordManagerHint", b"secret"),
)


class PassingClipboard(QObject):
    """Puts values on the clipboard and takes them off again."""

    left_changed = Signal(int)

    def __init__(self, parent: QObject | None = None, *, seconds: int = SECONDS) -> None:
        """Keep a value for ``seconds``."""
        super().__init__(parent)
        self._seconds = seconds
        self._left = 0
        self._copied: str | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self.tick)

    @property
    def seconds_left(self) -> int:
        """How long the value still stays; 0 where there is none."""
        return self._left

    def copy(self, value: str) -> None:
        """Put ``value`` there; the time begins anew."""
        content = QMimeData()
        content.setText(value)
        for name, answer in _PASS_OVER:
            content.setData(name, answer)
        _clipboard().setMimeData(content)
        self._copied = value
        self._left = self._seconds
        self._timer.start()
        self.left_changed.emit(self._left)

    def tick(self) -> None:
        """Let a second pass."""
        self._left -= 1
        if self._left <= 0:
            self.clear()
        else:
            self.left_changed.emit(self._left)

    def clear(self) -> None:
        """Take the value off now; what another program put there since is left alone."""
        self._timer.stop()
        if self._copied is not None and _clipboard().text() == self._copied:
            _clipboard().clear()
        self._copied = None
        if self._left:
            self._left = 0
            self.left_changed.emit(0)


def _clipboard() -> QClipboard:
    return QGuiApplication.clipboard()
