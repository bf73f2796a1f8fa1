"""The table of the ledger: rows of 28, the first two columns stay where they are.

The whole table lies below; over its left edge stands a second view of the same model with the
first columns alone, shown while the table is scrolled sideways. Both share rows and selection.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QHeaderView,
    QTableView,
    QWidget,
)

from petition_desk.domain.ledger import LedgerColumn, LedgerSort
from petition_desk.ui import theme
from petition_desk.ui.models.ledger_model import LedgerModel
from petition_desk.ui.screens.ledger.header import LedgerHeader
from petition_desk.ui.screens.ledger.rows import GAP, LEAD, ROW, LedgerDelegate
from petition_desk.ui.theme import Role
from petition_desk.ui.widgets import paint

FROZEN: Final = 2
#: From this width on days are written with their year, and more columns have room.
WIDE_FROM: Final = 1240
_NARROW: Final = {"received_on": 44, "name": 44, "channel": 36, "unit": 88, "state": 48}
_SUMMARY_AT_LEAST: Final = 128
_OWN_KEYS: Final = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)


class _Grid(QTableView):
    """What both views share."""

    def __init__(
        self, model: LedgerModel, delegate: LedgerDelegate, parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setItemDelegate(delegate)
        self.header = LedgerHeader(model, self)
        self.setHorizontalHeader(self.header)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(theme.dp(ROW))
        rows.setDefaultSectionSize(theme.dp(ROW))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setTabKeyNavigation(False)


class _FrozenColumns(_Grid):
    """The columns that stay; takes no focus of its own."""

    def __init__(self, model: LedgerModel, delegate: LedgerDelegate, over: QWidget) -> None:
        super().__init__(model, delegate, over)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the cells and the line that parts them from what scrolls."""
        super().paintEvent(event)
        with paint.painting(self.viewport()) as painter:
            right = self.viewport().width() - 1
            paint.line(painter, right, 0, right, self.viewport().height(), Role.LINE)


class LedgerTable(_Grid):
    """The ledger; ``sort_requested`` names a column whose head was pressed."""

    #: The column, and whether the order there is stays before it (Shift).
    sort_requested = Signal(str, bool)
    open_requested = Signal()
    #: Another case is under the cursor, or none.
    current_changed = Signal()
    selection_counted = Signal(int)
    #: There is room for more columns, or no longer.
    wide_changed = Signal(bool)

    def __init__(self, model: LedgerModel) -> None:
        """Show ``model``."""
        delegate = LedgerDelegate(model)
        super().__init__(model, delegate, None)
        self.delegate = delegate
        self._ledger = model
        self._widths: dict[str, int] = {}
        self._is_fitting = False
        self.setAccessibleName("台账")
        self.frozen = _FrozenColumns(model, self.delegate, self)
        self.frozen.setSelectionModel(self.selectionModel())
        self.frozen.hide()
        self._wire()

    def _wire(self) -> None:
        for view in (self, self.frozen):
            view.header.sectionClicked.connect(self._head_pressed)
            view.doubleClicked.connect(lambda _index: self.open_requested.emit())
            view.viewport().installEventFilter(self)
        self.header.sectionResized.connect(self._resized)
        self.verticalScrollBar().valueChanged.connect(self.frozen.verticalScrollBar().setValue)
        self.frozen.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        self.horizontalScrollBar().valueChanged.connect(lambda _value: self._place_frozen())
        chosen = self.selectionModel()
        chosen.currentChanged.connect(lambda _now, _before: self.current_changed.emit())
        chosen.selectionChanged.connect(lambda _on, _off: self._count_selected())
        self._ledger.modelReset.connect(self._columns_changed)

    # Rows

    def current_row(self) -> int:
        """Return the row under the cursor, else -1."""
        return self.currentIndex().row()

    def go_to_row(self, row: int, *, scroll: bool = True) -> None:
        """Put the cursor on a row; nowhere where there is no such row."""
        index = self._ledger.index(row, 0) if row >= 0 else QModelIndex()
        mode = QItemSelectionModel.SelectionFlag
        flags = mode.ClearAndSelect | mode.Rows
        self.selectionModel().setCurrentIndex(index, flags)
        if index.isValid() and scroll:
            self.scrollTo(index)

    def selected_count(self) -> int:
        """Return how many rows are chosen; counted by ranges, never row by row."""
        ranges = self.selectionModel().selection().toList()
        return sum(part.height() for part in ranges if part.left() == 0)

    def selected_rows(self) -> list[range]:
        """Return the chosen rows as ranges, from above."""
        ranges = self.selectionModel().selection().toList()
        found = [range(part.top(), part.bottom() + 1) for part in ranges if part.left() == 0]
        return sorted(found, key=lambda part: part.start)

    def _count_selected(self) -> None:
        self.selection_counted.emit(self.selected_count())

    def selectAll(self) -> None:
        """Choose all rows as one range, whatever their number."""
        rows, columns = self._ledger.rowCount(), self._ledger.columnCount()
        if rows and columns:
            whole = QItemSelection(
                self._ledger.index(0, 0), self._ledger.index(rows - 1, columns - 1)
            )
            self.selectionModel().select(whole, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    # Columns

    def show_sort(self, sort: LedgerSort) -> None:
        """Show by which column the rows are ordered."""
        self.header.show_sort(sort)
        self.frozen.header.show_sort(sort)

    def _head_pressed(self, place: int) -> None:
        column = self._ledger.columns[place]
        if column.is_sortable or column.sorts_slowly:
            further = QApplication.keyboardModifiers() & Qt.KeyboardModifier.ShiftModifier
            self.sort_requested.emit(column.id, bool(further))

    @property
    def is_wide(self) -> bool:
        """Whether there is room for full days and further columns."""
        return self.viewport().width() >= theme.dp(WIDE_FROM)

    def _columns_changed(self) -> None:
        for place in range(self._ledger.columnCount()):
            self.frozen.setColumnHidden(place, place >= FROZEN)
        self.fit_columns()

    def fit_columns(self) -> None:
        """Give every column its width, and the summary what is left."""
        self._is_fitting = True
        self.delegate.is_wide = self.is_wide
        columns = self._ledger.columns
        widths = [self._width_of(column, place) for place, column in enumerate(columns)]
        left = self.viewport().width() - sum(widths)
        for place, column in enumerate(columns):
            width = widths[place]
            if column.width == 0 and column.id not in self._widths:
                width = max(left, theme.dp(_SUMMARY_AT_LEAST))
            self.setColumnWidth(place, width)
        self._is_fitting = False
        self._place_frozen()

    def _width_of(self, column: LedgerColumn, place: int) -> int:
        if column.id in self._widths:
            return self._widths[column.id]
        if column.width == 0:
            return 0
        narrow = column.width if self.is_wide else _NARROW.get(column.id, column.width)
        return theme.dp(narrow + GAP + (LEAD if place == 0 else 0))

    def _resized(self, place: int, before: int, now: int) -> None:
        if place < FROZEN:
            self.frozen.setColumnWidth(place, now)
        if not self._is_fitting:
            self._widths[self._ledger.columns[place].id] = now
            self._place_frozen()

    def _place_frozen(self) -> None:
        """Stand over the first columns while the table is scrolled sideways."""
        width = sum(self.columnWidth(place) for place in range(FROZEN))
        height = self.viewport().height() + self.header.height()
        self.frozen.setGeometry(0, 0, width, height)
        scrolled = self.horizontalScrollBar().value() > 0
        self.frozen.setVisible(scrolled and self._ledger.columnCount() > FROZEN)
        if scrolled:
            self.frozen.verticalScrollBar().setValue(self.verticalScrollBar().value())
            self.frozen.raise_()

    # Keys and pointer

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let the screen have letters, space and Enter; ← → scroll sideways."""
        controlled = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        letter = bool(event.text().strip()) and event.text().isprintable() and not controlled
        sideways = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if letter or event.key() in _OWN_KEYS:
            event.ignore()
        elif sideways is not None:
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() + sideways * theme.dp(96))
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Follow the pointer, so that the whole row under it is shown."""
        kind = event.type()
        if kind is QEvent.Type.MouseMove and isinstance(event, QMouseEvent):
            self._hover(self.rowAt(event.position().toPoint().y()))
        elif kind is QEvent.Type.Leave:
            self._hover(-1)
        return False

    def _hover(self, row: int) -> None:
        if row != self.delegate.hovered_row:
            self.delegate.hovered_row = row
            self.viewport().update()
            self.frozen.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the columns anew."""
        super().resizeEvent(event)
        was_wide = self.delegate.is_wide
        self.fit_columns()
        if self.is_wide != was_wide:
            self.wide_changed.emit(self.is_wide)
