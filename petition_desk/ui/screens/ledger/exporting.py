"""From what the ledger shows to a workbook of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from petition_desk.domain.ledger import LedgerColumn
from petition_desk.ui.dialogs.export_panel import ExportPanel, SeenLedger
from petition_desk.ui.dialogs.form_panel import FormPanel
from petition_desk.ui.screens.base import ScreenContext
from petition_desk.ui.screens.ledger.query import LedgerQuery
from petition_desk.ui.widgets.toast import ToastNote

if TYPE_CHECKING:
    from petition_desk.services.exports import Exported


class LedgerExport(QObject):
    """Opens the panel of the export, which is made when it is first needed."""

    toast_requested = Signal(object)

    def __init__(self, screen: QWidget, context: ScreenContext) -> None:
        """Open it over the window of ``screen``."""
        super().__init__(screen)
        self._screen = screen
        self._context = context
        self.panel: ExportPanel | None = None
        self.form_panel: FormPanel | None = None

    def open_for(self, query: LedgerQuery, count: int, columns: Sequence[LedgerColumn]) -> None:
        """Ask how ``count`` cases go into a workbook, in the order and columns that are seen."""
        self._open(SeenLedger(query.view.title, count, query.wanted, query.sort, columns))

    def open_for_chosen(
        self, ids: tuple[int, ...], query: LedgerQuery, columns: Sequence[LedgerColumn]
    ) -> None:
        """The same with the chosen cases alone; how they were found goes with them."""
        wanted = replace(query.wanted, case_ids=ids)
        self._open(SeenLedger("选中的", len(ids), wanted, query.sort, columns))

    def _open(self, seen: SeenLedger) -> None:
        if self.panel is None:
            self.panel = ExportPanel(self._screen.window(), self._context)
            self.panel.exported.connect(self._exported)
            self.panel.form_wanted.connect(self.open_form)
        self.panel.open_for(seen)

    def open_form(self, seen: SeenLedger) -> None:
        """Ask which form of another office is filled with what is seen."""
        if self.form_panel is None:
            self.form_panel = FormPanel(self._screen.window(), self._context)
            self.form_panel.filled.connect(self._exported)
        self.form_panel.open_for(seen)

    def _exported(self, exported: Exported) -> None:
        self.toast_requested.emit(ToastNote(f"已导出 {exported.rows} 件：{exported.path}"))
