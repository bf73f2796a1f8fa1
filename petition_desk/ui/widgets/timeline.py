"""What was done, in its order: dates, a rail with a ring a step, what is to come in dashes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from petition_desk.ui import theme
from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets import paint

_ROW = 44
_RAIL_X = 64
_TEXT_X = 84
#: Left of everything where a step can be chosen: the bar of the chosen row stands there.
_CHOICE_ROOM = 10


class StepState(StrEnum):
    """Where a step stands on the rail."""

    DONE = "done"
    LAST = "last"  # the last one done
    TO_COME = "to-come"


@dataclass(frozen=True, slots=True)
class TimelineItem:
    """One line of a timeline.

    Attributes:
        on: The day as shown (`11-09`); empty for what is to come.
        title: What was done.
        detail: Who, with which paper; 9 pt below the title; may be empty.
        state: Where it stands.
    """

    on: str
    title: str
    detail: str = ""
    state: StepState = StepState.DONE


class Timeline(QWidget):
    """A rail of steps; a step can be chosen with ↑ ↓ or the mouse where the screen wants it."""

    item_chosen = Signal(int)

    def __init__(self, *, can_choose: bool = False, parent: QWidget | None = None) -> None:
        """Show nothing until `show_items()`."""
        super().__init__(parent)
        self._items: tuple[TimelineItem, ...] = ()
        self._chosen = -1
        self._can_choose = can_choose
        self._lead = _CHOICE_ROOM if can_choose else 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("经过")
        if can_choose:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_items(self, items: Sequence[TimelineItem]) -> None:
        """Show these steps, first to last."""
        self._items = tuple(items)
        self._chosen = -1
        self.setAccessibleDescription(
            "；".join(f"{item.on} {item.title}".strip() for item in self._items)
        )
        self.updateGeometry()
        self.update()

    def choose(self, index: int) -> None:
        """Choose a step; its place is shown by the ground of a current row."""
        if self._can_choose and 0 <= index < len(self._items) and index != self._chosen:
            self._chosen = index
            self.update()
            self.item_chosen.emit(index)

    def sizeHint(self) -> QSize:
        """Return 44 a step."""
        return QSize(theme.dp(240), theme.dp(_ROW) * len(self._items))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rail, then the steps over it."""
        with paint.painting(self) as painter:
            high = theme.dp(_ROW)
            if len(self._items) > 1:
                x = theme.dp(_RAIL_X + self._lead)
                top = theme.dp(10)
                paint.line(painter, x, top, x, top + high * (len(self._items) - 1))
            for index, item in enumerate(self._items):
                rect = QRect(0, index * high, self.width(), high)
                if index == self._chosen:
                    paint.selection(painter, rect, focused=self.hasFocus())
                self._item(painter, rect, item, index == self._chosen)

    def _item(self, painter: QPainter, rect: QRect, item: TimelineItem, chosen: bool) -> None:
        coming = item.state is StepState.TO_COME
        line = theme.dp(20)
        day = QRect(theme.dp(self._lead), rect.y(), theme.dp(_RAIL_X - 8), line)
        paint.words(painter, day, item.on, Role.INK2)
        self._ring(painter, rect.y() + line // 2, item.state, chosen)
        left = theme.dp(_TEXT_X + self._lead)
        room = QRect(left, rect.y(), self.width() - left, line)
        kind = Type.STRONG if item.state is StepState.LAST else Type.TEXT
        paint.words(painter, room, item.title, Role.INK2 if coming else Role.INK, kind)
        below = QRect(left, rect.y() + line - theme.dp(1), room.width(), theme.dp(17))
        paint.words(painter, below, item.detail, Role.INK2, Type.SMALL)

    def _ring(self, painter: QPainter, y: int, state: StepState, chosen: bool) -> None:
        """Draw the ring of 9 px; its inside covers the rail."""
        centre = QPointF(theme.dp(_RAIL_X + self._lead) + 0.5, y + 0.5)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        behind = Role.SEL if chosen else Role.SURFACE
        if state is StepState.LAST:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour(Role.ACCENT))
            radius = theme.dp(9) / 2
        elif state is StepState.DONE:
            painter.setPen(QPen(theme.colour(Role.INK2), theme.dp(2)))
            painter.setBrush(theme.colour(behind))
            radius = (theme.dp(9) - theme.dp(2)) / 2
        else:
            pen = QPen(theme.colour(Role.INK2), 1)
            pen.setDashPattern([2, 2])
            painter.setPen(pen)
            painter.setBrush(theme.colour(behind))
            radius = (theme.dp(9) - 1) / 2
        painter.drawEllipse(centre, radius, radius)
        painter.restore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the choice with ↑ and ↓."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if self._can_choose and step is not None:
            self.choose(max(0, min(self._chosen + step, len(self._items) - 1)))
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the step that is pressed."""
        self.choose(int(event.position().y()) // theme.dp(_ROW))
