"""What can be done with what the ledger shows: export it, save it as a view, act on the chosen."""

from __future__ import annotations

from array import array

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence, QShortcut

from petition_desk.ui.models.ledger_model import LedgerModel
from petition_desk.ui.screens.base import Screen
from petition_desk.ui.screens.ledger.bulk import LedgerBulk
from petition_desk.ui.screens.ledger.counting import CountWords
from petition_desk.ui.screens.ledger.exporting import LedgerExport
from petition_desk.ui.screens.ledger.page import LedgerPage
from petition_desk.ui.screens.ledger.query import LedgerQuery
from petition_desk.ui.screens.ledger.viewing import ViewActs


class LedgerActs(QObject):
    """Export, own views, acts on many, and the words that count what is shown and chosen."""

    toast_requested = Signal(object)

    def __init__(
        self, screen: Screen, query: LedgerQuery, page: LedgerPage, model: LedgerModel
    ) -> None:
        """Act on what ``model`` shows of ``query``."""
        super().__init__(screen)
        context = screen.context
        self._query, self._page, self._model = query, page, model
        self.exporting = LedgerExport(screen, context)
        self.viewing = ViewActs(page.view_button, context.desk, query)
        self.bulk = LedgerBulk(screen, context)
        self.counting = CountWords(context.desk, context.work, self)
        # Signals
        for part in (self.exporting, self.viewing, self.bulk):
            part.toast_requested.connect(self.toast_requested)
        self.viewing.columns = lambda: tuple(column.id for column in model.columns)
        query.totals_arrived.connect(self.counting.show_totals)
        query.condition_counts_arrived.connect(page.filters.show_counts)
        self.counting.said.connect(page.hint_bar.set_says)
        page.filters.counts_requested.connect(query.ask_words)
        page.filters.bulk_requested.connect(self.open_bulk)
        page.filters.export_requested.connect(self.export)
        page.table.selection_counted.connect(lambda _count: self.count_chosen())
        self.bulk.export_requested.connect(self._export_chosen)
        QShortcut(QKeySequence("Ctrl+E"), screen).activated.connect(self.export)

    def export(self) -> None:
        """Ask how what is seen goes into a workbook."""
        self.exporting.open_for(self._query, self._model.rowCount(), self._model.columns)

    def _export_chosen(self, ids: tuple[int, ...]) -> None:
        self.exporting.open_for_chosen(ids, self._query, self._model.columns)

    def count(self) -> None:
        """Say how many cases are shown."""
        self.counting.show_matching(self._model.rowCount(), is_whole=self._query.is_whole)
        self.count_chosen()

    def count_chosen(self) -> None:
        """Say how many are chosen; with several, offer to act on them."""
        chosen = self.chosen_ids()
        self._page.filters.bulk_button.setVisible(len(chosen) > 1)
        self.counting.show_chosen(chosen)

    def chosen_ids(self) -> array[int]:
        """Return the cases that are chosen, from above."""
        return self._model.ids_in(self._page.table.selected_rows())

    def open_bulk(self) -> None:
        """Ask what is to be done with the chosen cases."""
        self.bulk.open_for(self.chosen_ids())
