"""Rows of lists and tables: their ground, and a view that leaves single letters to the screen."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QStyle, QStyleOptionViewItem

from petition_desk.ui import theme
from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets import paint
from petition_desk.ui.widgets.marks import MARK_SIDE, Mark, draw_mark, word_role

#: What Qt hands a model or a delegate.
Index = QModelIndex | QPersistentModelIndex


def draw_row_ground(painter: QPainter, option: QStyleOptionViewItem, rect: QRect) -> bool:
    """Draw the ground of a row and the line below it; say whether it is the current one.

    The whole row is ``rect``; a table calls this once for each of its cells with the cell's own
    rectangle and draws the frame itself.
    """
    state = option.state
    current = bool(state & QStyle.StateFlag.State_Selected)
    if current:
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        paint.selection(painter, rect, focused=focused and theme.tokens().high_contrast)
    elif state & QStyle.StateFlag.State_MouseOver:
        paint.fill(painter, rect, Role.HOVER)
    bottom = rect.bottom()
    paint.line(painter, rect.left(), bottom, rect.right(), bottom)
    return current


def draw_state(painter: QPainter, rect: QRect, text: str, mark: Mark) -> None:
    """Draw a state in a dense table: the shape, 6, the word."""
    side = theme.dp(MARK_SIDE)
    draw_mark(painter, mark, rect.x(), rect.y() + (rect.height() - side) / 2)
    shift = side + theme.dp(6) if mark is not Mark.NONE else 0
    paint.words(painter, rect.adjusted(shift, 0, 0, 0), text, word_role(mark))


def draw_day(painter: QPainter, rect: QRect, day: str, weekday: str) -> None:
    """Draw `11-22 周日`, the weekday in grey."""
    used = paint.words(painter, rect, day)
    rest = rect.adjusted(used + theme.dp(4), 0, 0, 0)
    paint.words(painter, rest, weekday, Role.INK2, Type.TEXT)


class RowList(QListView):
    """A list of rows drawn by a delegate; printable keys are left to the screen."""

    def __init__(self, name: str) -> None:
        """Make an empty list; ``name`` is what a screen reader says."""
        super().__init__()
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let the screen have letters, space and Enter; the list keeps the arrows."""
        letter = bool(event.text().strip()) and event.text().isprintable()
        own = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)
        if letter or event.key() in own:
            event.ignore()
        else:
            super().keyPressEvent(event)
