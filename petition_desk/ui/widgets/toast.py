"""A word about what was done, with the one act that undoes it and the seconds left for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QPaintEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from petition_desk.ui import theme
from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets import paint
from petition_desk.ui.widgets.buttons import Button
from petition_desk.ui.widgets.labels import Words


@dataclass(frozen=True, slots=True)
class ToastNote:
    """What a toast says; no name of a person in it.

    Attributes:
        text: `XF2026-0281 已作废，编号保留`.
        act_word: The one act (撤销), or nothing.
        act: What the act does.
        seconds: How long it stands.
        undoes: What the act takes back, by name (登记 XF2026-0012); empty where it takes back
            nothing. It can then be taken back as long as the window is open.
    """

    text: str
    act_word: str = ""
    act: Callable[[], None] | None = None
    seconds: int = 8
    undoes: str = ""


class _ToastButton(Button):
    """The act on the dark ground of a toast."""

    def _ground(self) -> tuple[Role | None, Role | None]:
        return None, Role.EDGE

    def _ink(self) -> tuple[Role, Role]:
        return Role.SURFACE, Role.SURFACE


class Toast(QWidget):
    """At the foot of the content, 48 high; a new one replaces it."""

    #: It stands no longer.
    dismissed = Signal()

    def __init__(self, over: QWidget, *, foot: int = 48) -> None:
        """Stand over ``over``, hidden, ``foot`` pixels above its lower edge."""
        super().__init__(over)
        self._note = ToastNote("")
        self._foot = foot
        self._left = 0
        self._words = Words("", Type.TEXT, Role.SURFACE)
        self._button = _ToastButton("", icon="undo", key="Ctrl+Z")
        self._seconds = Words("", Type.SMALL, Role.BAR2)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.dp(16), 0, theme.dp(16), 0)
        row.setSpacing(theme.dp(16))
        for part in (self._words, self._button, self._seconds):
            row.addWidget(part)
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self._tick)
        self._button.clicked.connect(self._act)
        self._undo = QShortcut(QKeySequence("Ctrl+Z"), over)
        self._undo.setContext(Qt.ShortcutContext.WindowShortcut)
        self._undo.activated.connect(self._act)
        self._undo.setEnabled(False)
        over.installEventFilter(self)
        self.hide()

    @property
    def text(self) -> str:
        """What it says."""
        return self._words.text()

    def say(self, note: ToastNote) -> None:
        """Show ``note`` in place of what stood there."""
        self._note = note
        self._left = note.seconds
        self._words.setText(note.text)
        self._button.setVisible(bool(note.act_word))
        self._seconds.setVisible(bool(note.act_word))
        if note.act_word:
            self._button.set_text(note.act_word)
        self._undo.setEnabled(note.act is not None)
        self._seconds.setText(f"{self._left} 秒")
        self.setAccessibleName(note.text)
        self._place()
        self.show()
        self.raise_()
        self._timer.start()

    def _tick(self) -> None:
        self._left -= 1
        self._seconds.setText(f"{self._left} 秒")
        if self._left <= 0:
            self.dismiss()

    def dismiss(self) -> None:
        """Take it away."""
        self._timer.stop()
        self._undo.setEnabled(False)
        self.hide()
        self.dismissed.emit()

    def _act(self) -> None:
        act = self._note.act
        self.dismiss()
        if act is not None:
            act()

    def _place(self) -> None:
        over = self.parentWidget()
        if over is None:
            return
        self.setFixedHeight(theme.dp(48))
        self.adjustSize()
        width = min(self.sizeHint().width(), over.width() - theme.dp(32))
        top = over.height() - theme.dp(48) - theme.dp(self._foot)
        self.setGeometry((over.width() - width) // 2, top, width, theme.dp(48))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the middle."""
        if event.type() is QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the dark ground."""
        with paint.painting(self) as painter:
            paint.box(painter, self.rect(), Role.INK, radius=paint.PANEL_RADIUS)
