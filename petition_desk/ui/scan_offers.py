"""The scanner's folder, looked into while somebody may want a scan: offered, never taken."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from petition_desk.services.attachments import ScanWatch
from petition_desk.ui.work import Lane, Work

if TYPE_CHECKING:
    from petition_desk.services.desk import Desk

#: Two looks see a file unchanged before it is offered: a page is scanned in less.
_EVERY_MS: Final = 2_000


class ScanOffers(QObject):
    """Looks off the thread of the window; says what is new."""

    offered = Signal(object)

    def __init__(self, desk: Desk, work: Work, parent: QObject | None = None) -> None:
        """Look nowhere yet."""
        super().__init__(parent)
        self._desk = desk
        self._watch = ScanWatch()
        self._looks = Lane(work)
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Look now and every two seconds."""
        self._timer.start()
        self.look()

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()
        self._looks.drop()

    def look(self) -> None:
        """Look once."""
        desk, watch = self._desk, self._watch
        self._looks.ask(lambda _job: watch.look(desk), self.offered.emit)
