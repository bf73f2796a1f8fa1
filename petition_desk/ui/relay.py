"""Carries what a use-case committed, in whatever thread, to the thread of the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

if TYPE_CHECKING:
    from petition_desk.services.changes import Changes
    from petition_desk.services.desk import Desk

#: Several commits in a row (an import, a refresh) make the screens look once.
_GATHER_MS = 50


class ChangeRelay(QObject):
    """Says that cases, the ledger or settings changed; several commits at once are said once."""

    changed = Signal()
    settings_changed = Signal()
    _arrived = Signal(bool)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        """Subscribe to ``desk``."""
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_GATHER_MS)
        self._timer.timeout.connect(self.changed)
        self._arrived.connect(self._gather, Qt.ConnectionType.QueuedConnection)
        self._unsubscribe = desk.subscribe(self._committed)

    def _committed(self, changes: Changes) -> None:
        """Called in the thread that committed; only emits."""
        self._arrived.emit(changes.settings)

    def _gather(self, settings: bool) -> None:
        if settings:
            self.settings_changed.emit()
        self._timer.start()

    def stop(self) -> None:
        """Hear no more."""
        self._unsubscribe()
        self._timer.stop()
