"""One unlocked desk on the screen: the window, its upkeep, and its end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from petition_desk.services import clock_watch, deadlines, maintenance, settings, today
from petition_desk.services.clock_watch import SetBack
from petition_desk.services.desk import Desk
from petition_desk.services.today_items import TodayItem, key_of
from petition_desk.ui.frame_facts import FrameFacts
from petition_desk.ui.main_window import HOME, MainWindow
from petition_desk.ui.presence import IdleWatch, Pulse, Reveal
from petition_desk.ui.relay import ChangeRelay
from petition_desk.ui.screens.base import Place, ScreenContext
from petition_desk.ui.work import Job, Work

_IDLE_MINUTES = 10
_LOCK_KEY = "desk.lock_minutes"


@dataclass(frozen=True, slots=True)
class _BroughtUp:
    """What was found when the deadlines were brought up to the moment."""

    set_back: SetBack | None
    pressing: tuple[TodayItem, ...]


class DeskView(QObject):
    """Wires an open desk to a window and keeps its deadlines fresh."""

    lock_requested = Signal(str)
    office_read = Signal(str)
    #: How much is late: an `OverdueState`, whenever it was asked for.
    state_read = Signal(object)
    #: What became due while nobody looked at the window: items without a name.
    newly_due = Signal(object)

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
        self.window.facts_read.connect(self._facts_read)
        self.window.clock_strip.act_requested.connect(self._accept_clock)
        self._seen: datetime | None = None
        self._told: frozenset[tuple[int, str, str]] = frozenset()
        self._pulse.went_back.connect(self._clock_went_back)
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

    def _clock_went_back(self, before: datetime) -> None:
        self._seen = before

    def _refresh_deadlines(self) -> None:
        desk, seen, self._seen = self.desk, self._seen, None

        def bring_up(_job: Job) -> _BroughtUp:
            found = clock_watch.look(desk, seen)
            deadlines.refresh(desk)
            return _BroughtUp(found, today.pressing(desk))

        self._work.run(bring_up, self._brought_up)

    def _brought_up(self, found: _BroughtUp) -> None:
        self.window.show_set_back(found.set_back)
        self.window.refresh()
        fresh = tuple(item for item in found.pressing if key_of(item) not in self._told)
        self._told = frozenset(key_of(item) for item in found.pressing)
        if fresh and not self.window.isActiveWindow():
            self.newly_due.emit(fresh)

    def _accept_clock(self) -> None:
        self._work.run(
            lambda _job: clock_watch.accept(self.desk),
            lambda _none: self.window.show_set_back(None),
        )

    def _facts_read(self, facts: FrameFacts) -> None:
        self.state_read.emit(facts.overdue)

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
