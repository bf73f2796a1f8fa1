"""The extras outside the window: a number on an icon in the tray, and a word when something new
is due. Where the desktop has no tray there is neither, and nothing is lost: the window says all.

No name of a person leaves the window here. While the window is locked there is a number and
nothing else; it is carried on from day to day by what was known when the window was locked.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QSystemTrayIcon, QWidget

from petition_desk.clock import Clock
from petition_desk.services.today import OverdueState, TodayItem
from petition_desk.ui import theme
from petition_desk.ui.presence import Pulse
from petition_desk.ui.theme import Role

_SIDE: Final = 64
#: More would not be read beside the icon.
_MOST: Final = 99
_LINES: Final = 3
_SHOWN_MS: Final = 10_000
_NAME: Final = "信访接待台"


class Tray(QObject):
    """One icon for the life of the window, whoever works in it."""

    def __init__(self, clock: Clock, window: QWidget | None = None) -> None:
        """Show nothing until there is something to show.

        Args:
            clock: Asked for the day.
            window: Comes forward when the icon is pressed.
        """
        super().__init__(window)
        self._clock = clock
        self._window = window
        self._state: OverdueState | None = None
        self._is_locked = False
        self._icon: QSystemTrayIcon | None = None
        self._pulse = Pulse(clock, self)
        self._pulse.beat.connect(self._show)

    @property
    def number(self) -> int:
        """How many things are late or due today, as far as is known."""
        return self._state.todo_on(self._clock.today()) if self._state is not None else 0

    @property
    def words(self) -> str:
        """What the icon says when it is pointed at."""
        if self._is_locked or self._state is None:
            return f"{_NAME} {self.number}" if self.number else _NAME
        late = self._state.overdue_count
        says = f"今天要办 {self.number} 件" + (f"，其中 {late} 件已逾期" if late else "")
        return f"{_NAME}：{says}" if self.number else f"{_NAME}：今天没有要办的期限"

    def show_state(self, state: OverdueState) -> None:
        """Show how much there is to do."""
        self._state, self._is_locked = state, False
        self._show()

    def lock(self) -> None:
        """Say nothing but the number from now on."""
        self._is_locked = True
        self._show()

    def tell(self, items: Sequence[TodayItem]) -> None:
        """Say that something is due: numbers of cases and names of clocks, no person."""
        if items and self._icon is not None and not self._is_locked:
            self._icon.showMessage(_NAME, message_of(items), self._icon.icon(), _SHOWN_MS)

    def come_forward(self) -> None:
        """Bring the window to the front, locked or not."""
        if self._window is not None:
            state = self._window.windowState() & ~Qt.WindowState.WindowMinimized
            self._window.setWindowState(state)
            self._window.raise_()
            self._window.activateWindow()

    def close(self) -> None:
        """Take the icon away."""
        if self._icon is not None:
            self._icon.hide()

    def _show(self) -> None:
        if self._icon is None:
            if not QSystemTrayIcon.isSystemTrayAvailable():
                return
            self._icon = QSystemTrayIcon(self)
            self._icon.activated.connect(lambda _reason: self.come_forward())
            self._icon.messageClicked.connect(self.come_forward)
        self._icon.setIcon(badge(self.number))
        self._icon.setToolTip(self.words)
        self._icon.show()


def message_of(items: Sequence[TodayItem]) -> str:
    """Write the word about what is newly due, three of them by number."""
    lines = [f"{item.local_no} {item.task}" for item in items[:_LINES]]
    more = len(items) - _LINES
    return "\n".join([*lines, *([f"另有 {more} 件"] if more > 0 else [])])


def badge(number: int) -> QIcon:
    """Return the icon of the program with a number in its corner; without one at 0."""
    pixmap = QPixmap(_SIDE, _SIDE)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.drawPixmap(4, 4, theme.icon("desk", Role.ACCENT, _SIDE - 8).pixmap(_SIDE - 8))
    if number:
        _draw_number(painter, f"{number}" if number <= _MOST else f"{_MOST}+")
    painter.end()
    return QIcon(pixmap)


def _draw_number(painter: QPainter, text: str) -> None:
    radius = _SIDE * 0.29
    middle = QPointF(_SIDE - radius - 1, radius + 1)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.colour(Role.OVERDUE)))
    painter.drawEllipse(middle, radius, radius)
    font = QFont(painter.font())
    font.setBold(True)
    font.setPixelSize(int(_SIDE * (0.36 if len(text) < 3 else 0.26)))
    painter.setFont(font)
    painter.setPen(QColor(theme.colour(Role.SURFACE)))
    field = QRectF(middle.x() - radius, middle.y() - radius, 2 * radius, 2 * radius)
    painter.drawText(field, Qt.AlignmentFlag.AlignCenter, text)
