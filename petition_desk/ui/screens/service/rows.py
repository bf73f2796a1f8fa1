"""How the rows of services are drawn: how late, which letter, whose, its number, how sent."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from petition_desk.services.service import ServiceItem
from petition_desk.ui import theme
from petition_desk.ui.models.days_left import short_day
from petition_desk.ui.models.service_model import (
    ServiceModel,
    state_mark,
    state_words,
    way_words,
)
from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets import paint
from petition_desk.ui.widgets.cards import Surface
from petition_desk.ui.widgets.heads import draw_group_head
from petition_desk.ui.widgets.rows import Index, RowList, draw_row_ground, draw_state

_HEAD, _ROW = 32, 40
#: The columns: title, where it begins, how wide it is; at 100 % text and 846 wide.
_COLUMNS: Final = (
    ("送达期限", 16, 92), ("文书", 116, 136), ("编号", 256, 108), ("姓名", 372, 48),
    ("文号", 428, 204), ("出具", 640, 56), ("方式", 704, 128),
)  # fmt: skip
_NUMBER: Final = 4
_WIDTH: Final = 846
_LEAST: Final = 40


def column_rect(row: QRect, place: int) -> QRect:
    """Where a column of a row is; what is wider than the picture goes to the number.

    A column that has no room (large text on a small screen) is empty: it is left out whole.
    """
    _title, left, width = _COLUMNS[place]
    more = max(0, row.width() - theme.dp(_WIDTH))
    start = row.left() + theme.dp(left) + (more if place > _NUMBER else 0)
    right = row.left() + row.width() - theme.dp(12)
    wide = theme.dp(width) + (more if place == _NUMBER else 0)
    if place == len(_COLUMNS) - 1:
        wide = right - start
    has_room = wide > theme.dp(_LEAST) and start + min(wide, theme.dp(width)) <= right + theme.dp(
        12
    )
    return QRect(start, row.y(), wide, row.height() - 1) if has_room else QRect()


class ServiceHeader(Surface):
    """The words above the columns, 32 high."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Draw them."""
        super().__init__(Role.WINDOW, "tb", parent)
        self.setFixedHeight(theme.dp(_HEAD))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ground and words."""
        super().paintEvent(event)
        with paint.painting(self) as painter:
            for place, (title, _left, _width) in enumerate(_COLUMNS):
                _write(painter, column_rect(self.rect(), place), title, Role.INK2)


class ServiceList(RowList):
    """The list of services."""

    def __init__(self, model: ServiceModel) -> None:
        """Show ``model``."""
        super().__init__("送达")
        self.setModel(model)
        self._revealed: tuple[int, str] = (-1, "")
        self.setItemDelegate(ServiceDelegate(model, self))

    def reveal(self, row: int, name: str) -> None:
        """Show the full name in one row; an empty name masks again."""
        self._revealed = (row, name)
        self.viewport().update()

    def name_in(self, row: int, masked: str) -> str:
        """Return the name to draw in a row."""
        shown_in, name = self._revealed
        return name if name and row == shown_in else masked


class ServiceDelegate(QStyledItemDelegate):
    """Draws heads of 32 and rows of 40."""

    def __init__(self, model: ServiceModel, view: ServiceList) -> None:
        """Draw ``model`` in ``view``."""
        super().__init__(view)
        self._model = model
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of a head or a row."""
        is_head = self._model.item(index.row()) is None
        return QSize(theme.dp(400), theme.dp(_HEAD if is_head else _ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a line."""
        line = self._model.line(index.row())
        rect: QRect = option.rect
        if line is None:
            return
        if line.item is None:
            head = rect.adjusted(0, -1, 0, 0)
            draw_group_head(painter, head, line.title, str(line.count), line.hint, line.mark)
            return
        draw_row_ground(painter, option, rect)
        self._row(painter, rect, line.item, index)

    def _row(self, painter: QPainter, rect: QRect, item: ServiceItem, index: Index) -> None:
        today = self._model.today
        if today is None:
            return

        def cell(place: int) -> QRect:
            return column_rect(rect, place)

        draw_state(painter, cell(0), state_words(item, today), state_mark(item))
        _write(painter, cell(1), item.title, Role.INK, Type.STRONG)
        _write(painter, cell(2), item.local_no, Role.INK2)
        if item.is_hidden:
            return
        _write(painter, cell(3), self._view.name_in(index.row(), item.name))
        service = item.service
        number = service.letter if service.letter != service.kind else ""
        _write(painter, cell(4), number)
        _write(painter, cell(5), short_day(service.issued_on, today), Role.INK2)
        _write(painter, cell(6), way_words(item, today))


def _write(
    painter: QPainter, rect: QRect, text: str, role: Role = Role.INK, kind: Type = Type.TEXT
) -> None:
    """Write into a column that has room."""
    if not rect.isEmpty():
        paint.words(painter, rect, text, role, kind)
