"""A short list of records in columns: units, accounts, copies. For lists of some hundred rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QVBoxLayout, QWidget

from petition_desk.ui import theme
from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets import paint
from petition_desk.ui.widgets.cards import Surface
from petition_desk.ui.widgets.marks import Mark, word_role
from petition_desk.ui.widgets.rows import Index, RowList, draw_row_ground

_ROW, _HEAD = 40, 32


@dataclass(frozen=True, slots=True)
class RecordColumn:
    """One column.

    Attributes:
        title: Its head.
        width: In pixels at 100 % text; 0 takes what is left.
        is_main: Drawn in ink; the others are grey.
    """

    title: str
    width: int = 0
    is_main: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """One row.

    Attributes:
        id: What is emitted when it is chosen.
        cells: A text a column.
        mark: Colours the first cell: its word says the same.
    """

    id: str
    cells: tuple[str, ...]
    mark: Mark = Mark.NONE


class RecordModel(QAbstractListModel):
    """The rows."""

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self._records: tuple[Record, ...] = ()

    def show_records(self, records: Sequence[Record]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._records = tuple(records)
        self.endResetModel()

    def record(self, row: int) -> Record | None:
        """Return a row."""
        return self._records[row] if 0 <= row < len(self._records) else None

    def row_of(self, record_id: str) -> int:
        """Return where a record stands, else -1."""
        found = (row for row, record in enumerate(self._records) if record.id == record_id)
        return next(found, -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._records)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401  Qt's own
        """Return the words of a row."""
        record = self.record(index.row())
        spoken = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        return " ".join(record.cells) if record is not None and role in spoken else None


def _cells(rect: QRect, columns: Sequence[RecordColumn]) -> list[QRect]:
    """Return the rectangle of each column in a row."""
    gap = theme.dp(12)
    fixed = sum(theme.dp(column.width) + gap for column in columns if column.width)
    rest = rect.width() - 2 * theme.dp(16) - fixed
    flexible = sum(not column.width for column in columns) or 1
    cells, x = [], rect.x() + theme.dp(16)
    for column in columns:
        width = theme.dp(column.width) if column.width else max(rest // flexible - gap, 0)
        cells.append(QRect(x, rect.y(), width, rect.height() - 1))
        x += width + gap
    return cells


class _RecordDelegate(QStyledItemDelegate):
    """Draws a row of 40."""

    def __init__(self, model: RecordModel, columns: Sequence[RecordColumn], view: RowList) -> None:
        super().__init__(view)
        self._model = model
        self._columns = tuple(columns)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return 40 high."""
        return QSize(theme.dp(200), theme.dp(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the cells."""
        record = self._model.record(index.row())
        if record is None:
            return
        rect: QRect = option.rect
        draw_row_ground(painter, option, rect)
        places = _cells(rect, self._columns)
        for column, cell, text in zip(self._columns, places, record.cells, strict=True):
            role = Role.INK if column.is_main else Role.INK2
            if record.mark is not Mark.NONE and column is self._columns[0]:
                role = word_role(record.mark)
            paint.words(painter, cell, text, role)


class _Head(Surface):
    """The heads of the columns; they stand over the rows, not over their scroll bar."""

    def __init__(self, columns: Sequence[RecordColumn], view: RowList) -> None:
        super().__init__(Role.WINDOW, "tb")
        self._columns = tuple(columns)
        self._view = view
        self.setFixedHeight(theme.dp(_HEAD))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the words."""
        super().paintEvent(event)
        with paint.painting(self) as painter:
            room = QRect(0, 0, self._view.viewport().width(), self.height())
            for column, cell in zip(self._columns, _cells(room, self._columns), strict=True):
                paint.words(painter, cell, column.title, Role.INK2, Type.TEXT)


class RecordList(QWidget):
    """The list with its heads."""

    chosen = Signal(str)

    def __init__(
        self, name: str, columns: Sequence[RecordColumn], parent: QWidget | None = None
    ) -> None:
        """Show nothing until `show_records()`; ``name`` is what a screen reader says."""
        super().__init__(parent)
        self._model = RecordModel()
        self.view = RowList(name)
        self.view.setModel(self._model)
        self.view.setItemDelegate(_RecordDelegate(self._model, columns, self.view))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = _Head(columns, self.view)
        self.view.verticalScrollBar().rangeChanged.connect(lambda _least, _most: head.update())
        column.addWidget(head)
        column.addWidget(self.view, 1)
        self.setFocusProxy(self.view)
        self.view.selectionModel().currentChanged.connect(self._say)

    def show_records(self, records: Sequence[Record], current: str = "") -> None:
        """Show rows; ``current`` is chosen where it is among them, else the first."""
        self._model.show_records(records)
        row = max(self._model.row_of(current), 0)
        if records:
            self.view.setCurrentIndex(self._model.index(row))

    def current(self) -> str:
        """Return the id of the current row."""
        record = self._model.record(self.view.currentIndex().row())
        return record.id if record is not None else ""

    def _say(self, current: QModelIndex) -> None:
        record = self._model.record(current.row())
        if record is not None:
            self.chosen.emit(record.id)
