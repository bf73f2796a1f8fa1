"""The heads of the ledger's columns: a press sorts, an arrow says how it is sorted."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from petition_desk.domain.ledger import LedgerSort
from petition_desk.ui import theme
from petition_desk.ui.models.ledger_model import LedgerModel
from petition_desk.ui.screens.ledger.rows import alignment_of, cell_room
from petition_desk.ui.theme import Role
from petition_desk.ui.widgets import paint

_HEIGHT = 32


class LedgerHeader(QHeaderView):
    """32 high; the words stand over the words of the cells."""

    def __init__(self, model: LedgerModel, parent: QWidget) -> None:
        """Show the titles of ``model``."""
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._ledger = model
        self._sort = LedgerSort()
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.setMinimumSectionSize(theme.dp(40))

    def show_sort(self, sort: LedgerSort) -> None:
        """Show by which column the rows are ordered."""
        self._sort = sort
        self.viewport().update()

    def sizeHint(self) -> QSize:
        """Return 32 high."""
        return QSize(super().sizeHint().width(), theme.dp(_HEIGHT))

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        """Draw the ground, the title and the arrow."""
        columns = self._ledger.columns
        if not rect.isValid() or not 0 <= logicalIndex < len(columns):
            return
        column = columns[logicalIndex]
        paint.fill(painter, rect, Role.WINDOW)
        paint.line(painter, rect.left(), rect.bottom(), rect.right(), rect.bottom())
        title = column.title
        keys = self._sort.keys
        for place, (name, is_descending) in enumerate(keys, start=1):
            if column.id == name:
                title += f" {'↓' if is_descending else '↑'}{place if len(keys) > 1 else ''}"
        room = cell_room(rect, logicalIndex)
        paint.words(painter, room, title, Role.INK2, align=alignment_of(column))
