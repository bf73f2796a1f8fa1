"""What the window notices: nobody there, a held key, a new day."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from petition_desk.clock import CHINA, FixedClock
from petition_desk.ui.presence import IdleWatch, Pulse, Reveal
from petition_desk.ui.widgets.edits import LineEdit

F6 = Qt.Key.Key_F6


class MovingClock:
    """A clock that a test sets forward."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def today(self):  # noqa: ANN201
        return FixedClock(self.at).today()

    def now(self) -> datetime:
        return self.at


def window_with(qtbot: QtBot, *parts: QWidget) -> QWidget:
    window = QWidget()
    layout = QVBoxLayout(window)
    for part in parts:
        layout.addWidget(part)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    with qtbot.waitActive(window):
        pass
    return window


def test_identities_show_while_f6_is_held_and_not_longer(qtbot: QtBot, qapp: QApplication) -> None:
    button = QPushButton("x")
    window = window_with(qtbot, button)
    assert window.isVisible()
    button.setFocus()
    reveal = Reveal(qapp)
    QTest.keyPress(button, F6)
    assert reveal.is_shown
    repeat = QKeyEvent(QEvent.Type.KeyRelease, F6, Qt.KeyboardModifier.NoModifier, "", True)
    QApplication.sendEvent(button, repeat)
    assert reveal.is_shown
    QTest.keyRelease(button, F6)
    assert not reveal.is_shown
    reveal.stop()


def test_f6_does_nothing_while_a_field_is_typed_in(qtbot: QtBot, qapp: QApplication) -> None:
    edit = LineEdit()
    window = window_with(qtbot, edit)
    assert window.isVisible()
    edit.setFocus()
    reveal = Reveal(qapp)
    QTest.keyPress(edit, F6)
    assert not reveal.is_shown
    QTest.keyRelease(edit, F6)
    reveal.stop()


def test_leaving_the_window_masks_again(qtbot: QtBot, qapp: QApplication) -> None:
    button = QPushButton("x")
    window = window_with(qtbot, button)
    button.setFocus()
    reveal = Reveal(qapp)
    QTest.keyPress(button, F6)
    QApplication.sendEvent(window, QEvent(QEvent.Type.WindowDeactivate))
    assert not reveal.is_shown
    reveal.stop()


def test_every_key_puts_the_lock_off_and_silence_brings_it(
    qtbot: QtBot, qapp: QApplication
) -> None:
    button = QPushButton("x")
    window = window_with(qtbot, button)
    assert window.isVisible()
    watch = IdleWatch(qapp, 10)
    watch._timer.setInterval(40)
    QTest.keyClick(button, "a")
    assert watch._timer.isActive()
    with qtbot.waitSignal(watch.idled, timeout=1000):
        pass


def test_zero_minutes_never_lock(qapp: QApplication) -> None:
    watch = IdleWatch(qapp, 0)
    assert not watch._timer.isActive()


def test_the_pulse_beats_at_a_new_hour_a_new_day_and_on_waking(
    qtbot: QtBot, qapp: QApplication
) -> None:
    clock = MovingClock(datetime(2026, 11, 20, 9, 10, tzinfo=CHINA))
    pulse, beats = Pulse(clock), list[datetime]()
    pulse.beat.connect(lambda: beats.append(clock.at))
    for minutes, wanted in ((1, 0), (1, 0), (2, 0), (46, 1), (1, 1), (14 * 60, 2), (1, 2), (5, 3)):
        clock.at += timedelta(minutes=minutes)
        pulse.look()
        assert len(beats) == wanted, clock.at


def test_the_pulse_says_that_the_clock_went_back_and_beats(qapp: QApplication) -> None:
    clock = MovingClock(datetime(2026, 11, 20, 9, 10, tzinfo=CHINA))
    pulse, beats, seen = Pulse(clock), list[datetime](), list[datetime]()
    pulse.beat.connect(lambda: beats.append(clock.at))
    pulse.went_back.connect(seen.append)
    # A clock that sets itself by the network steps back by seconds: no fault.
    clock.at -= timedelta(seconds=90)
    pulse.look()
    assert (beats, seen) == ([], [])
    before = clock.at
    clock.at -= timedelta(days=3)
    pulse.look()
    assert seen == [before]
    assert len(beats) == 1


def test_coming_to_the_front_is_a_look(qapp: QApplication) -> None:
    clock = MovingClock(datetime(2026, 11, 20, 17, 59, tzinfo=CHINA))
    pulse, beats = Pulse(clock), list[datetime]()
    pulse.beat.connect(lambda: beats.append(clock.at))
    # Asleep from Friday evening to Monday morning; no timer beat meanwhile.
    clock.at = datetime(2026, 11, 23, 8, 30, tzinfo=CHINA)
    qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationInactive)
    assert beats == []
    qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
    assert len(beats) == 1


def test_midnight_is_looked_at_when_it_comes(qapp: QApplication) -> None:
    clock = MovingClock(datetime(2026, 11, 20, 23, 59, 20, tzinfo=CHINA))
    pulse, beats = Pulse(clock), list[datetime]()
    pulse.beat.connect(lambda: beats.append(clock.at))
    assert 39_000 <= pulse._timer.remainingTime() <= 40_000
    clock.at = datetime(2026, 11, 21, tzinfo=CHINA)
    pulse.look()
    assert len(beats) == 1
