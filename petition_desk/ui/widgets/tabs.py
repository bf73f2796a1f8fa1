"""Tabs as a line of words with counts; a line of accent under the current one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from petition_desk.ui import theme
from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets import paint
from petition_desk.ui.widgets.marks import Mark, word_role

#: Between two tabs where there is little room.
_LEAST_GAP: Final = 10


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab.

    Attributes:
        id: What is emitted when it is chosen.
        word: What it says.
        count: How many; empty where it does not count.
        mark: Colours the count, in bold, where it is late or due.
        closable: A × stands after it; Del closes.
        opens_group: A short upright line stands before it.
    """

    id: str
    word: str
    count: str = ""
    mark: Mark = Mark.NONE
    closable: bool = False
    opens_group: bool = False


class TabStrip(QWidget):
    """A strip of tabs, 40 high, moved through with ← →."""

    chosen = Signal(str)
    close_requested = Signal(str)

    def __init__(
        self, *, gap: int = 24, role: Role = Role.SURFACE, parent: QWidget | None = None
    ) -> None:
        """Show nothing until `show_tabs()`; ``gap`` lies between two tabs."""
        super().__init__(parent)
        self._tabs: tuple[Tab, ...] = ()
        self._current = ""
        self._gap = gap
        self._role = role
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("标签页")

    def show_tabs(self, tabs: Sequence[Tab], current: str) -> None:
        """Show ``tabs`` with ``current`` chosen, without saying so."""
        self._tabs = tuple(tabs)
        self._current = current
        self._describe()
        self.updateGeometry()
        self.update()

    @property
    def current(self) -> str:
        """The id of the current tab."""
        return self._current

    def _describe(self) -> None:
        word = next((f"{t.word} {t.count}" for t in self._tabs if t.id == self._current), "")
        self.setAccessibleDescription(word.strip())

    def _widths(self, tab: Tab) -> tuple[int, int, int]:
        """Return the widths of word, count and cross."""
        count = theme.dp(6) + paint.width_of(tab.count, Type.STRONG) if tab.count else 0
        cross = theme.dp(24) if tab.closable else 0
        return paint.width_of(tab.word, Type.STRONG), count, cross

    def _gap_between(self) -> int:
        """Return the gap, narrower where the tabs would not fit beside each other."""
        wanted = theme.dp(self._gap)
        gaps = len(self._tabs) - 1 + sum(tab.opens_group for tab in self._tabs)
        if not gaps:
            return wanted
        words = sum(sum(self._widths(tab)) for tab in self._tabs)
        room = self.width() - 2 * theme.dp(16) - words
        return max(min(wanted, room // gaps), theme.dp(_LEAST_GAP))

    def _cells(self) -> list[QRect]:
        """Return where each tab is; moved to the left where the current one would be cut."""
        cells, x, gap = [], theme.dp(16), self._gap_between()
        for tab in self._tabs:
            if tab.opens_group:
                x += gap
            width = sum(self._widths(tab))
            cells.append(QRect(x, 0, width, self.height()))
            x += width + gap
        ids = [tab.id for tab in self._tabs]
        if self._current in ids:
            over = cells[ids.index(self._current)].right() + theme.dp(16) - self.width()
            if over > 0:
                cells = [cell.translated(-over, 0) for cell in cells]
        return cells

    def minimumSizeHint(self) -> QSize:
        """Return less: what does not fit is reached with the arrows."""
        return QSize(theme.dp(160), theme.dp(40))

    def sizeHint(self) -> QSize:
        """Return 40 high, and wide enough for the gaps that were wanted."""
        gaps = len(self._tabs) - 1 + sum(tab.opens_group for tab in self._tabs)
        words = sum(sum(self._widths(tab)) for tab in self._tabs)
        wide = words + max(gaps, 0) * theme.dp(self._gap) + 2 * theme.dp(16)
        return QSize(wide if self._tabs else 0, theme.dp(40))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the words, the counts and the line below."""
        with paint.painting(self) as painter:
            paint.fill(painter, self.rect(), self._role)
            bottom = self.height() - 1
            paint.line(painter, 0, bottom, self.width(), bottom)
            for tab, cell in zip(self._tabs, self._cells(), strict=True):
                self._tab(painter, tab, cell)

    def _tab(self, painter: QPainter, tab: Tab, cell: QRect) -> None:
        current = tab.id == self._current
        if tab.opens_group:
            x, middle = cell.x() - self._gap_between(), self.height() // 2
            paint.line(painter, x, middle - theme.dp(9), x, middle + theme.dp(9))
        kind = Type.STRONG if current else Type.TEXT
        used = paint.words(painter, cell, tab.word, Role.INK if current else Role.INK2, kind)
        if tab.count:
            room = QRect(cell.x() + used + theme.dp(6), 0, cell.width(), cell.height())
            loud = tab.mark in (Mark.OVERDUE, Mark.TODAY)
            role = word_role(tab.mark) if loud else Role.INK2
            paint.words(painter, room, tab.count, role, Type.STRONG if loud else Type.TEXT)
        if tab.closable:
            paint.icon(painter, "close", self._cross(cell), Role.INK, size=16)
        if current:
            high = theme.dp(2)
            foot = QRect(cell.x(), self.height() - high, cell.width(), high)
            paint.fill(painter, foot, Role.ACCENT)
            if self.hasFocus():
                frame = cell.adjusted(-theme.dp(6), theme.dp(6), theme.dp(6), -theme.dp(6))
                paint.box(painter, frame, None, Role.ACCENT, width=2)

    def _cross(self, cell: QRect) -> QRect:
        side = theme.dp(20)
        return QRect(cell.right() - side + 1, 0, side, cell.height())

    def _choose(self, tab_id: str) -> None:
        if tab_id != self._current:
            self._current = tab_id
            self._describe()
            self.update()
            self.chosen.emit(tab_id)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose, or close by the cross."""
        at = event.position().toPoint()
        slack = theme.dp(self._gap) // 2
        for tab, cell in zip(self._tabs, self._cells(), strict=True):
            if tab.closable and self._cross(cell).contains(at):
                self.close_requested.emit(tab.id)
                return
            if cell.adjusted(-slack, 0, slack, 0).contains(at):
                self._choose(tab.id)
                return

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """← → move, Del closes."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        ids = [tab.id for tab in self._tabs]
        if step is not None and self._current in ids:
            at = max(0, min(ids.index(self._current) + step, len(ids) - 1))
            self._choose(ids[at])
        elif event.key() == Qt.Key.Key_Delete and any(
            tab.closable for tab in self._tabs if tab.id == self._current
        ):
            self.close_requested.emit(self._current)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the frame."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the frame away."""
        super().focusOutEvent(event)
        self.update()
