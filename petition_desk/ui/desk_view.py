"""One unlocked desk on the screen: the window, its upkeep, and its end."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from petition_desk.services import deadlines, maintenance, settings
from petition_desk.services.desk import Desk
from petition_desk.ui.main_window import HOME, MainWindow
from petition_desk.ui.presence import IdleWatch, Pulse, Reveal
from petition_desk.ui.relay import ChangeRelay
from petition_desk.ui.screens.base import Place, ScreenContext
from petition_desk.ui.work import Work

_IDLE_MINUTES = 10
_LOCK_KEY = "desk.lock_minutes"


class DeskView(QObject):
    """Wires an open desk to a window and keeps its deadlines fresh."""

    lock_requested = Signal(str)
    office_read = Signal(str)

    def __init__(self, desk: Desk, work: Work) -> None:
        """Build the window for ``desk``."""
        super().__init__()
        app = QApplication.instance()
        if not isinstance(app, QApplication):
            raise TypeError("a window needs an application")
        self.desk = desk
        self._work = work
        self._relay = ChangeRelay(desk, self)
        self._reveal = Reveal(app, self)
        self._pulse = Pulse(desk.clock, self)
        self._minutes = _IDLE_MINUTES
        self._idle = IdleWatch(app, self._minutes, self)
        self.window = MainWindow(ScreenContext(desk, self._relay, work, self._reveal))
        self.window.lock_requested.connect(lambda: self.lock_requested.emit(""))
        self._idle.idled.connect(self._idled)
        self._pulse.beat.connect(self._refresh_deadlines)
        self._relay.settings_changed.connect(self._read_settings)

    def begin(self, place: Place | None) -> None:
        """Show the first place, then bring the deadlines up to the day and copy the data."""
        self.window.start(place or HOME)
        self._read_settings()
        self._finish_restating()
        self._refresh_deadlines()
        self._back_up()

    def _idled(self) -> None:
        """Lock, unless something long is still under way: then ask again in as long."""
        if self._work.is_busy:
            self._idle.set_minutes(self._minutes)
            return
        self.lock_requested.emit(f"{self._minutes} 分钟未操作")

    def _refresh_deadlines(self) -> None:
        self._work.run(
            lambda _job: deadlines.refresh(self.desk), lambda _count: self.window.refresh()
        )

    def _finish_restating(self) -> None:
        """Go on with what an interrupted change of law or calendar left."""
        self._work.run(lambda _job: settings.finish_restating(self.desk), lambda _count: None)

    def _back_up(self) -> None:
        self._work.run(
            lambda _job: maintenance.backup(self.desk),
            lambda _path: self.window.refresh_frame(),
        )

    def _read_settings(self) -> None:
        self._work.run(lambda _job: settings.get_setting(self.desk, _LOCK_KEY), self._set_minutes)
        self._work.run(lambda _job: settings.office(self.desk).name, self.office_read.emit)

    def _set_minutes(self, stored: str) -> None:
        self._minutes = int(stored) if stored.isdigit() else _IDLE_MINUTES
        self._idle.set_minutes(self._minutes)

    def put_in_order(self) -> int:
        """Let the screens write down what is half typed; return how many drafts are kept."""
        self.window.put_in_order()
        return self.window.draft_count()

    def _stop(self) -> None:
        """Hear and tell nothing more: the window is about to go."""
        self._relay.stop()
        self._idle.stop()
        self._reveal.stop()
        self._work.drop_all()

    def leave(self) -> None:
        """Stop listening and close the data; the window is let go of by whoever holds it."""
        self._stop()
        self._work.run(lambda _job: self.desk.close(), lambda _none: self.deleteLater())

    def close_down(self) -> None:
        """Stop listening and make the last copy of the day; the caller closes the data."""
        self._stop()
        self._work.run(lambda _job: maintenance.backup(self.desk), lambda _path: None)
