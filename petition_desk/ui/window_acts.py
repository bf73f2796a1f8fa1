"""The acts of the window itself: what the palette offers, and taking back what was done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from petition_desk.ui.dialogs.palette_offers import Command
from petition_desk.ui.error_box import ErrorBox
from petition_desk.ui.screens import ScreenEntry
from petition_desk.ui.screens.base import Place
from petition_desk.ui.undo import UndoStack
from petition_desk.ui.widgets.toast import Toast, ToastNote

_DONE = "已撤销“{name}”，记录和编号保留"


def place_commands(
    entries: Sequence[ScreenEntry], go: Callable[[Place], object]
) -> tuple[Command, ...]:
    """Return every screen that can be gone to without a case."""
    of_a_case = ("case", "letter")
    return tuple(
        Command(entry.title, partial(_do, go, Place(entry.id)), "", entry.icon)
        for entry in entries
        if entry.id not in of_a_case
    )


def _do(go: Callable[[Place], object], place: Place) -> None:
    go(place)


class UndoActs(QObject):
    """Keeps what can be taken back; Ctrl+Z takes the last one back, also when its toast is gone."""

    def __init__(self, window: QWidget, toast: Toast, report: Callable[[Exception], None]) -> None:
        """Say through ``toast``; tell a refusal to ``report``."""
        super().__init__(window)
        self._toast = toast
        self._report = report
        self.stack = UndoStack(self)
        self._key = QShortcut(QKeySequence("Ctrl+Z"), window)
        self._key.activated.connect(self.undo)
        # While a toast offers the same key, it is the toast's.
        toast.dismissed.connect(lambda: self._key.setEnabled(True))

    def say(self, note: ToastNote) -> None:
        """Show a note; what it takes back is kept under its name."""
        if note.act is not None and note.undoes:
            act = self.stack.push(note.undoes, partial(self._take_back, note.undoes, note.act))
            note = replace(note, act=act)
        self._key.setEnabled(note.act is None)
        self._toast.say(note)

    def _take_back(self, name: str, act: Callable[[], None]) -> None:
        done = ErrorBox.caught(act)
        if done.error is not None:
            self._report(done.error)
        else:
            self._toast.say(ToastNote(_DONE.format(name=name)))

    def undo(self) -> None:
        """Take the last act back, or say that there is none."""
        if self.stack.last is None:
            self._toast.say(ToastNote("没有可以撤销的操作"))
        else:
            self.stack.undo()

    def commands(self) -> tuple[Command, ...]:
        """Return what can be taken back now, by its name."""
        last = self.stack.last
        return (Command(last.words, self.undo, "Ctrl+Z", "undo"),) if last is not None else ()
