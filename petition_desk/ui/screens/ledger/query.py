"""What the ledger is asked for: a view, its filter, an order; and the identifiers that answer.

The first rows, which fill the screen, are asked for before all of them. Of several questions only
the last one is answered.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QWidget

from petition_desk.domain.ledger import LedgerColumn, LedgerFilter, LedgerSort
from petition_desk.services import ledger
from petition_desk.ui.work import Lane, Work

if TYPE_CHECKING:
    from petition_desk.domain.ledger import LedgerView
    from petition_desk.services.desk import Desk

#: So many rows come first: more than any screen shows at once.
FIRST_ROWS: Final = 200


class LedgerQuery(QObject):
    """Asks off the thread of the window."""

    #: The identifiers of the matching cases, in order.
    ids_arrived = Signal(object)
    counts_arrived = Signal(object)
    #: Another filter or another order is in force.
    changed = Signal()

    def __init__(self, desk: Desk, work: Work, parent: QObject | None = None) -> None:
        """Ask ``desk`` through ``work``."""
        super().__init__(parent)
        self._desk = desk
        self._ids = Lane(work)
        self._counts = Lane(work)
        self.view_id = ""
        self.wanted = LedgerFilter()
        self.sort = LedgerSort()
        self.is_whole = True
        self.counts: dict[str, int] = {}

    @property
    def views(self) -> tuple[LedgerView, ...]:
        """The views on offer to the account."""
        return ledger.views(self._desk)

    @property
    def view(self) -> LedgerView:
        """The view that is shown."""
        return ledger.view_named(self._desk, self.view_id)

    @property
    def narrows_nothing(self) -> bool:
        """Whether every case there is matches."""
        return replace(self.wanted, view="all") == LedgerFilter()

    def show_view(self, view_id: str) -> None:
        """Ask for one of the saved views with nothing added."""
        view = ledger.view_named(self._desk, view_id)
        self.view_id, self.sort = view.id, view.sort
        self.read_counts()
        self.filter(view.filter_on(self._desk.clock.today()))

    def filter(self, wanted: LedgerFilter) -> None:
        """Ask for other cases."""
        self.wanted = wanted
        self._ask_first()

    def sort_by(self, column_id: str) -> None:
        """Order by a column; by the one it is ordered by, the other way round."""
        again = column_id == self.sort.column
        self.sort = LedgerSort(column_id, is_descending=again and not self.sort.is_descending)
        self._ask_first()

    def refresh(self) -> None:
        """Ask for the same again."""
        self.read_counts()
        self._ask_all()

    def read_counts(self) -> None:
        """Count the views."""
        desk = self._desk
        self._counts.ask(lambda _job: ledger.view_counts(desk), self._take_counts)

    def _take_counts(self, counts: Mapping[str, int]) -> None:
        self.counts = dict(counts)
        self.counts_arrived.emit(self.counts)

    def _ask_first(self) -> None:
        desk, wanted, sort = self._desk, self.wanted, self.sort
        self.changed.emit()
        self._ids.ask(
            lambda _job: ledger.first_ids(desk, wanted, sort, FIRST_ROWS), self._take_first
        )

    def _take_first(self, ids: array[int]) -> None:
        self.is_whole = len(ids) < FIRST_ROWS
        self.ids_arrived.emit(ids)
        if not self.is_whole:
            self._ask_all()

    def _ask_all(self) -> None:
        desk, wanted, sort = self._desk, self.wanted, self.sort
        self._ids.ask(lambda _job: ledger.matching_ids(desk, wanted, sort), self._take_all)

    def _take_all(self, ids: array[int]) -> None:
        self.is_whole = True
        self.ids_arrived.emit(ids)


def sort_menu(parent: QWidget, query: LedgerQuery, columns: Sequence[LedgerColumn]) -> QMenu:
    """Return the orders on offer, the present one ticked; choosing it turns it round."""
    menu = QMenu(parent)
    for column in columns:
        if column.is_sortable:
            action = menu.addAction(f"按{column.title}排列")
            action.setCheckable(True)
            action.setChecked(column.id == query.sort.column)
            action.triggered.connect(lambda _on, column_id=column.id: query.sort_by(column_id))
    return menu
