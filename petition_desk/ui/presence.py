"""What the window notices of the person before it: idle time, a held key, the passing of time."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
)

from petition_desk.clock import Clock
from petition_desk.services.clock_watch import TOLERANCE

_SIGNS_OF_LIFE: Final = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.InputMethod,
        QEvent.Type.TouchBegin,
    }
)
#: A beat that comes this much late means that the PC slept.
_SLEPT: Final = timedelta(minutes=3)


def is_typing() -> bool:
    """Say whether the focus is in a field; single letters then belong to the field."""
    focus = QApplication.focusWidget()
    return isinstance(focus, QLineEdit | QPlainTextEdit | QTextEdit | QComboBox | QAbstractSpinBox)


class IdleWatch(QObject):
    """Says that nobody touched keyboard or mouse for a while."""

    idled = Signal()

    def __init__(self, app: QApplication, minutes: int, parent: QObject | None = None) -> None:
        """Watch ``app``; 0 minutes never says anything."""
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.idled)
        self.set_minutes(minutes)
        self._app = app
        app.installEventFilter(self)

    def stop(self) -> None:
        """Watch no more."""
        self._app.removeEventFilter(self)
        self._timer.stop()

    def set_minutes(self, minutes: int) -> None:
        """Wait another length from now on."""
        self._timer.stop()
        if minutes > 0:
            self._timer.setInterval(minutes * 60_000)
            self._timer.start()
        else:
            self._timer.setInterval(0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Begin anew at every sign of life."""
        if event.type() in _SIGNS_OF_LIFE and self._timer.interval():
            self._timer.start()
        return False


class Reveal(QObject):
    """Whether identities are shown: as long as F6 is held, and never while a field is typed in."""

    changed = Signal(bool)

    def __init__(self, app: QApplication, parent: QObject | None = None) -> None:
        """Watch the keys of ``app``."""
        super().__init__(parent)
        self._shown = False
        self._app = app
        app.installEventFilter(self)

    def stop(self) -> None:
        """Watch no more; the window that listened is about to go."""
        self._app.removeEventFilter(self)
        self._shown = False

    @property
    def is_shown(self) -> bool:
        """Whether the key is held."""
        return self._shown

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow F6, leaving out the repeats of a held key, and hide when the window is left."""
        kind = event.type()
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_F6:
            if kind is QEvent.Type.KeyPress and not event.isAutoRepeat() and not is_typing():
                self._set(shown=True)
            elif kind is QEvent.Type.KeyRelease and not event.isAutoRepeat():
                self._set(shown=False)
        elif kind in (QEvent.Type.WindowDeactivate, QEvent.Type.ApplicationDeactivate):
            self._set(shown=False)
        return False

    def _set(self, *, shown: bool) -> None:
        if shown != self._shown:
            self._shown = shown
            self.changed.emit(shown)


class Pulse(QObject):
    """Beats when deadlines must be looked at again: a new day, a new hour, a PC that woke.

    A look a minute, on the minute, and whenever the program comes to the front; never a timer a
    case: a timer of Qt ends at 24.8 days. A PC that slept and a clock that was set forward look
    the same from here, and both beat. A clock that was set back beats too, and is told apart.
    """

    beat = Signal()
    #: The instant that was seen before the clock went back.
    went_back = Signal(object)

    def __init__(self, clock: Clock, parent: QObject | None = None) -> None:
        """Ask ``clock``."""
        super().__init__(parent)
        self._clock = clock
        self._last = clock.now()
        self._beaten: tuple[date, int] = (clock.today(), self._last.hour)
        self._timer = QTimer(self)
        # A coarse timer may be two seconds late in forty: midnight is not.
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.look)
        self._wait()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.applicationStateChanged.connect(self._state_changed)

    def look(self) -> None:
        """Beat if a day or an hour passed since the last beat, the PC slept, or the clock went."""
        now: datetime = self._clock.now()
        before, self._last = self._last, now
        beat = (self._clock.today(), now.hour)
        went_back = before - now > TOLERANCE
        slept = now - before > _SLEPT
        if went_back:
            self.went_back.emit(before)
        if beat != self._beaten or slept or went_back:
            self._beaten = beat
            self.beat.emit()
        self._wait()

    def _wait(self) -> None:
        """Look again when the next minute begins: midnight is one of them."""
        self._timer.start((60 - self._last.second) * 1000)

    def _state_changed(self, state: Qt.ApplicationState) -> None:
        if state is Qt.ApplicationState.ApplicationActive:
            self.look()
