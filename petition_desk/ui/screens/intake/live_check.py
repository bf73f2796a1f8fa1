"""Asks what the form would mean, a moment after the last edit; late answers are dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from petition_desk.ui.alive import while_alive
from petition_desk.ui.screens.intake.drafts import Raw, case_facts
from petition_desk.ui.screens.intake.panel import PanelFacts, read_panel
from petition_desk.ui.work import Lane, Work

if TYPE_CHECKING:
    from petition_desk.services.desk import Desk

CHECK_AFTER_MS: Final = 150


class LiveCheck(QObject):
    """The last answer to the last question."""

    checked = Signal()

    def __init__(self, desk: Desk, work: Work, parent: QObject | None = None) -> None:
        """Ask ``desk`` through ``work``."""
        super().__init__(parent)
        self._desk = desk
        self._lane = Lane(work)
        self._raw: Raw = {}
        self.facts: PanelFacts | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(CHECK_AFTER_MS)
        self._timer.timeout.connect(self._ask)

    def ask_soon(self, raw: Raw) -> None:
        """Ask about ``raw`` once nothing was typed for a moment."""
        self._raw = raw
        self._timer.start()

    def ask_now(self, raw: Raw) -> None:
        """Ask about ``raw`` at once."""
        self._raw = raw
        self._timer.stop()
        self._ask()

    def forget(self) -> None:
        """Another draft is shown: what is known, and what is asked, is not about it."""
        self._timer.stop()
        self._lane.drop()
        self.facts = None
        self.checked.emit()

    def rest(self) -> None:
        """Ask nothing more: the screen is about to go."""
        self._timer.stop()
        self._lane.drop()

    def _ask(self) -> None:
        if not self._raw:
            self.forget()
            return
        desk, raw = self._desk, case_facts(self._raw)
        self._lane.ask(lambda _job: read_panel(desk, raw), while_alive(self, self._take))

    def _take(self, facts: PanelFacts) -> None:
        self.facts = facts
        self.checked.emit()
