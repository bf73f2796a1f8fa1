"""What the ledger is asked for: a view, its filter, an order; and the identifiers that answer.

The first rows, which fill the screen, are asked for before all of them. Of several questions only
the last one is answered, and one that is no longer wanted is given up, also in the database.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QWidget

from petition_desk.domain.ledger import LedgerColumn, LedgerFilter, LedgerSort
from petition_desk.services import ledger
from petition_desk.ui.work import Job, Lane, Work

if TYPE_CHECKING:
    from petition_desk.domain.ledger import LedgerView
    from petition_desk.services.desk import Desk
    from petition_desk.storage.ledger import Totals

#: So many rows come first: more than any screen shows at once.
FIRST_ROWS: Final = 200


class LedgerQuery(QObject):
    """Asks off the thread of the window."""

    #: The identifiers of the matching cases, in order.
    ids_arrived = Signal(object)
    counts_arrived = Signal(object)
    #: How many people the matching cases speak of, and what each condition alone would leave.
    totals_arrived = Signal(object)
    condition_counts_arrived = Signal(object)
    #: Another filter or another order is in force.
    changed = Signal()

    def __init__(self, desk: Desk, work: Work, parent: QObject | None = None) -> None:
        """Ask ``desk`` through ``work``."""
        super().__init__(parent)
        self._desk = desk
        self._ids = Lane(work)
        self._counts = Lane(work)
        self._totals = Lane(work)
        self._words = Lane(work)
        self._own: tuple[LedgerView, ...] | None = None
        self.view_id = ""
        self.wanted = LedgerFilter()
        self.sort = LedgerSort()
        self.is_whole = True
        self.counts: dict[str, int] = {}

    @property
    def views(self) -> tuple[LedgerView, ...]:
        """The views on offer to the account."""
        if self._own is None:
            self._own = ledger.views(self._desk)
        return self._own

    def forget_views(self) -> None:
        """A view was saved, renamed, moved or removed: read them again."""
        self._own = None

    @property
    def view(self) -> LedgerView:
        """The view that is shown."""
        return next((v for v in self.views if v.id == self.view_id), self.views[0])

    @property
    def narrows_nothing(self) -> bool:
        """Whether every case there is matches."""
        return replace(self.wanted, view="all") == LedgerFilter()

    @property
    def is_as_saved(self) -> bool:
        """Whether the view is looked at as it was saved, with nothing added."""
        view = self.view
        return self.wanted == view.filter_on(self._desk.clock.today()) and self.sort == view.sort

    def show_view(self, view_id: str) -> None:
        """Ask for one of the saved views with nothing added."""
        if all(view_id not in (view.id, view.title) for view in self.views):
            view_id = self.views[0].id
        view = next(v for v in self.views if view_id in (v.id, v.title))
        self.view_id, self.sort = view.id, view.sort
        self.filter(view.filter_on(self._desk.clock.today()))
        self.read_counts()

    def filter(self, wanted: LedgerFilter) -> None:
        """Ask for other cases."""
        self.wanted = wanted
        self._ask_first()

    def sort_by(self, column_id: str, *, further: bool = False) -> None:
        """Order by a column; by the one it is ordered by, the other way round.

        ``further`` keeps the order there is and puts rows of one value in order by the column.
        """
        if further:
            self.sort = self.sort.followed_by(column_id)
        else:
            again = column_id == self.sort.column
            self.sort = LedgerSort(column_id, again and not self.sort.is_descending)
        self._ask_first()

    def refresh(self) -> None:
        """Ask for the same again."""
        self._ask_all()
        self.read_counts()

    def stop(self) -> None:
        """Give up what is under way; what is shown stays."""
        self._ids.drop()
        self.is_whole = True

    def read_counts(self) -> None:
        """Count the views."""
        desk = self._desk
        self._counts.ask(
            lambda job: ledger.view_counts(desk, cancelled=job.is_cancelled), self._take_counts
        )

    def ask_words(
        self, wanted: LedgerFilter, column: str, done: Callable[[Mapping[str, int]], None]
    ) -> None:
        """Ask which words a column holds among the matching cases, and how often."""
        desk = self._desk
        self._words.ask(lambda _job: ledger.word_counts(desk, wanted, column), done)

    def _take_counts(self, counts: Mapping[str, int]) -> None:
        self.counts = dict(counts)
        self.counts_arrived.emit(self.counts)

    def _ask_first(self) -> None:
        desk, wanted, sort = self._desk, self.wanted, self.sort
        # What was counted for another filter is of no use, and stands in the way of this one.
        for lane in (self._counts, self._totals):
            lane.drop()
        self.changed.emit()
        self._ids.ask(
            lambda job: ledger.first_ids(
                desk, wanted, sort, FIRST_ROWS, cancelled=job.is_cancelled
            ),
            self._take_first,
        )

    def _take_first(self, ids: array[int]) -> None:
        self.is_whole = len(ids) < FIRST_ROWS
        self.ids_arrived.emit(ids)
        if self.is_whole:
            self._ask_totals()
        else:
            self._ask_all()

    def _ask_all(self) -> None:
        desk, wanted, sort = self._desk, self.wanted, self.sort

        def all_ids(job: Job) -> array[int]:
            return ledger.matching_ids(desk, wanted, sort, cancelled=job.is_cancelled)

        self._ids.ask(all_ids, self._take_all)

    def _take_all(self, ids: array[int]) -> None:
        self.is_whole = True
        self.ids_arrived.emit(ids)
        self._ask_totals()

    def _ask_totals(self) -> None:
        desk, wanted = self._desk, self.wanted

        def count(job: Job) -> tuple[Totals, dict[str, int]]:
            found = ledger.totals(desk, wanted, cancelled=job.is_cancelled)
            return found, {} if job.is_cancelled() else ledger.condition_counts(desk, wanted)

        self._totals.ask(count, self._take_totals)
        self.read_counts()

    def _take_totals(self, found: tuple[Totals, dict[str, int]]) -> None:
        self.totals_arrived.emit(found[0])
        self.condition_counts_arrived.emit(found[1])


def sort_menu(parent: QWidget, query: LedgerQuery, columns: Sequence[LedgerColumn]) -> QMenu:
    """Return the orders on offer, the present one ticked; choosing it turns it round.

    Below them stand the columns by which rows of one value can be put in order.
    """
    menu = QMenu(parent)
    in_force = {name for name, _ in query.sort.keys}
    sortable = [column for column in columns if column.is_sortable or column.sorts_slowly]
    for column in sortable:
        action = menu.addAction(f"按{column.title}排列")
        action.setCheckable(True)
        action.setChecked(column.id == query.sort.column)
        action.triggered.connect(lambda _on, column_id=column.id: query.sort_by(column_id))
    further = menu.addMenu("相同的再按…")
    for column in sortable:
        action = further.addAction(column.title)
        action.setCheckable(True)
        action.setChecked(column.id in in_force and column.id != query.sort.column)
        action.triggered.connect(
            lambda _on, column_id=column.id: query.sort_by(column_id, further=True)
        )
    return menu
