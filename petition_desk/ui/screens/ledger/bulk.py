"""From the chosen cases to what is done with them all."""

from __future__ import annotations

from array import array

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from petition_desk.services.bulk_acts import BulkReport
from petition_desk.ui.dialogs.print_panel import PrintPanel
from petition_desk.ui.screens.base import ScreenContext
from petition_desk.ui.screens.ledger.bulk_panel import BulkPanel
from petition_desk.ui.widgets.toast import ToastNote


class LedgerBulk(QObject):
    """Opens the panel, which is made when it is first needed."""

    toast_requested = Signal(object)
    #: The chosen cases are to be exported.
    export_requested = Signal(object)

    def __init__(self, screen: QWidget, context: ScreenContext) -> None:
        """Open it over the window of ``screen``."""
        super().__init__(screen)
        self._screen = screen
        self._context = context
        self.panel: BulkPanel | None = None
        self.print_panel: PrintPanel | None = None

    def open_for(self, ids: array[int]) -> None:
        """Ask what is to be done with these cases."""
        if not ids:
            self.toast_requested.emit(ToastNote("请先选中信访件：Shift+↑↓ 连选，Ctrl+A 全选"))
            return
        if self.panel is None:
            self.panel = BulkPanel(self._screen.window(), self._context)
            self.panel.done.connect(self._say)
            self.panel.print_requested.connect(self._print)
            self.panel.export_requested.connect(self._export)
        self.panel.open_for(ids)

    def _say(self, report: BulkReport) -> None:
        words = f"已办理 {len(report.done)} 件"
        if report.refused:
            words += f"，{len(report.refused)} 件没有办理"
        self.toast_requested.emit(ToastNote(words))

    def _print(self, numbers: tuple[str, ...]) -> None:
        if self.print_panel is None:
            self.print_panel = PrintPanel(self._screen.window(), self._context)
        self.print_panel.open_for_cases(numbers)

    def _export(self, ids: tuple[int, ...]) -> None:
        self.export_requested.emit(ids)
