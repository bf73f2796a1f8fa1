"""How the cells of the ledger are drawn: 28 high, a shape and a word for what is left."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from petition_desk.domain.ledger import ColumnKind, LedgerColumn
from petition_desk.ui import theme
from petition_desk.ui.models.ledger_model import LEFT_COLUMN, LedgerLine, LedgerModel
from petition_desk.ui.theme import Role
from petition_desk.ui.widgets import paint
from petition_desk.ui.widgets.month_grid import WEEKDAYS
from petition_desk.ui.widgets.rows import Index, draw_day, draw_state

ROW: Final = 28
#: Before the first column, between two, after the last.
LEAD: Final = 16
GAP: Final = 10
_GREY: Final = frozenset({"received_on", "source", "channel"})
_MONTH_DAY = slice(5, None)


def cell_room(rect: QRect, place: int) -> QRect:
    """Return where the words of a cell go; the first one stands in line with the screen's head."""
    return rect.adjusted(theme.dp(LEAD) if place == 0 else 0, 0, -theme.dp(GAP), 0)


def alignment_of(column: LedgerColumn) -> Qt.AlignmentFlag:
    """Return how a column is set: numbers right, all else left."""
    is_number = column.kind is ColumnKind.INT and column.id != LEFT_COLUMN
    return paint.RIGHT if is_number else paint.LEFT


class LedgerDelegate(QStyledItemDelegate):
    """Draws a cell; the row under the pointer is told by the table."""

    def __init__(self, model: LedgerModel) -> None:
        """Draw ``model``; kept by whoever shows it."""
        super().__init__()
        self._model = model
        self.hovered_row = -1
        self.is_wide = False

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return 28 high."""
        return QSize(theme.dp(40), theme.dp(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw ground, then words."""
        line = self._model.line(index.row())
        rect: QRect = option.rect
        place = index.column()
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        self._ground(painter, rect, index, selected=selected)
        if line is None:
            return
        room = cell_room(rect, place)
        room.setHeight(rect.height() - 1)
        self._cell(painter, room, self._model.columns[place], line, line.texts[place])

    def _ground(self, painter: QPainter, rect: QRect, index: Index, *, selected: bool) -> None:
        if selected:
            paint.fill(painter, rect, Role.SEL)
        elif index.row() == self.hovered_row:
            paint.fill(painter, rect, Role.HOVER)
        bottom = rect.bottom()
        paint.line(painter, rect.left(), bottom, rect.right(), bottom)
        if not selected:
            return
        if theme.tokens().high_contrast:
            # Without tints the frame alone says which rows are chosen.
            paint.fill(painter, QRect(rect.x(), rect.y(), rect.width(), 2), Role.ACCENT)
            paint.fill(painter, QRect(rect.x(), bottom - 1, rect.width(), 2), Role.ACCENT)
        if index.column() == 0:
            bar = QRect(rect.x(), rect.y(), theme.dp(3), rect.height())
            paint.fill(painter, bar, Role.ACCENT)

    def _cell(
        self, painter: QPainter, room: QRect, column: LedgerColumn, line: LedgerLine, text: str
    ) -> None:
        void = line.row.is_void
        if column.id == LEFT_COLUMN:
            draw_state(painter, room, text, line.mark)
        elif column.kind is ColumnKind.DATE:
            self._day(painter, room, column, line, text)
        else:
            role = Role.INK2 if void or column.id in _GREY else Role.INK
            used = paint.words(painter, room, text, role, align=alignment_of(column))
            if void and column.id == "local_no":
                middle = room.center().y()
                paint.line(painter, room.x(), middle, room.x() + used, middle, Role.INK2)

    def _day(
        self, painter: QPainter, room: QRect, column: LedgerColumn, line: LedgerLine, text: str
    ) -> None:
        """A day of this year without it where the table is narrow; the deadline with weekday."""
        day = line.row.next_deadline if column.id == "next_deadline" else None
        if day is not None:
            # A deadline lies near: its year says nothing, its weekday much.
            moves = line.row.next_is_provisional
            below = "暂定" if moves else f"周{WEEKDAYS[day.weekday()]}"
            draw_day(painter, room, text[_MONTH_DAY], below)
            return
        is_short = not self.is_wide and text.startswith(line.row.local_no[2:6])
        paint.words(painter, room, text[_MONTH_DAY] if is_short else text, Role.INK2)
