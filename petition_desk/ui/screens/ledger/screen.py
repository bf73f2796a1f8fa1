"""台账: find, see, export. The rows are asked for off the thread of the window."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout

from petition_desk.domain.ledger import LedgerColumn, LedgerRow
from petition_desk.domain.ledger_columns import wants_details
from petition_desk.services import ledger
from petition_desk.ui import theme
from petition_desk.ui.dialogs.export_panel import ExportPanel
from petition_desk.ui.models.ledger_model import LedgerModel
from petition_desk.ui.screens.base import Hint, Place, Screen, ScreenContext
from petition_desk.ui.screens.ledger.acts import LedgerActs
from petition_desk.ui.screens.ledger.columns import ColumnChoice, shipped_columns
from petition_desk.ui.screens.ledger.page import LedgerPage
from petition_desk.ui.screens.ledger.query import LedgerQuery, sort_menu
from petition_desk.ui.widgets.marks import Mark
from petition_desk.ui.widgets.tabs import Tab

if TYPE_CHECKING:
    from petition_desk.domain.lawful import LawfulAct

#: From this width on table and inspector stand side by side unless the officer says otherwise.
_ROOM_FOR_BOTH: Final = 860
_HINTS: Final = (
    Hint("↑ ↓", "移动"),
    Hint("Enter", "打开"),
    Hint("/", "筛选"),
    Hint("I", "开关右栏"),
)
_FURTHER_HINTS: Final = (
    Hint("Ctrl+E", "导出所见"),
    Hint("S", "排序"),
    Hint("F", "加条件"),
    Hint("B", "批量"),
    Hint("V", "视图"),
    Hint("C", "列"),
    Hint("Ctrl+A", "全选"),
    Hint("M", "导入"),
    Hint("W", "为什么是这一天"),
    Hint("F6", "按住显示姓名"),
)


class LedgerScreen(Screen):
    """Every case the account may see, in the order asked for."""

    def __init__(self, context: ScreenContext) -> None:
        """Build the screen; it is read when it is gone to."""
        super().__init__(context)
        desk = context.desk
        self._wants_inspector: bool | None = None
        self.query = LedgerQuery(desk, context.work, self)
        self.choice = ColumnChoice(self, desk)
        self.model = LedgerModel(self._rows, desk.clock.today, shipped_columns(is_wide=False))
        self.page = LedgerPage(self.model, context, _HINTS)
        self.table, self.inspector = self.page.table, self.page.inspector
        self.tabs, self.filters = self.page.tabs, self.page.filters
        self.acts = LedgerActs(self, self.query, self.page, self.model)
        self.exporting, self.export = self.acts.exporting, self.acts.export
        self.model.set_columns(self.choice.columns)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.page)
        self.setFocusProxy(self.table)
        self._wire()

    def _wire(self) -> None:
        page = self.page
        self.acts.toast_requested.connect(self.toast_requested)
        self.query.ids_arrived.connect(self._show_ids)
        self.query.counts_arrived.connect(lambda _counts: self._show_tabs())
        self.query.changed.connect(self._show_query)
        self.choice.changed.connect(self.show_columns)
        # Queued: a view must not be told of a fault in the middle of painting.
        self.model.load_failed.connect(self.context.work.report, Qt.ConnectionType.QueuedConnection)
        self.context.reveal.changed.connect(self.inspector.reveal)
        self.tabs.chosen.connect(self.show_view)
        self.filters.filter_changed.connect(self.query.filter)
        self.filters.left_downwards.connect(
            lambda: self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        )
        self.filters.import_requested.connect(lambda: self.place_requested.emit(Place("import")))
        self.filters.columns_requested.connect(self.choice.open_panel)
        self.table.sort_requested.connect(
            lambda column, further: self.query.sort_by(column, further=further)
        )
        self.table.open_requested.connect(self.open_current)
        self.table.current_changed.connect(self._follow)
        self.table.wide_changed.connect(self.choice.set_wide)
        self.inspector.open_requested.connect(self.open_current)
        self.inspector.act_requested.connect(self._do)
        self.inspector.why_requested.connect(self.why_requested)
        page.new_button.clicked.connect(lambda: self.place_requested.emit(Place("intake")))
        page.import_button.clicked.connect(lambda: self.place_requested.emit(Place("import")))
        page.clear_button.clicked.connect(lambda: self.show_view(self.query.view_id))

    def _rows(self, ids: Sequence[int]) -> list[LedgerRow]:
        details = wants_details(self.model.columns)
        return ledger.rows_for(self.context.desk, ids, details=details)

    # Going and reading

    def open_at(self, place: Place) -> None:
        """Show the view a place names; else what was shown, read anew."""
        wanted = place.detail or self.query.view_id or "open"
        if wanted == self.query.view_id:
            # Coming back: what was filtered and sorted stands.
            self.refresh()
        else:
            self.show_view(wanted)

    def refresh(self) -> None:
        """Read anew; the cursor stays on its case."""
        if self.query.view_id:
            self.query.refresh()

    def show_view(self, view_id: str) -> None:
        """Show a view with nothing added, in its own columns where it has any."""
        self.query.show_view(view_id)
        self.choice.show_for_view(self.query.view.columns)

    # Showing

    def _show_query(self) -> None:
        self.filters.show_filter(self.query.wanted)
        self.table.show_sort(self.query.sort)
        self._show_tabs()

    def _show_ids(self, ids: array[int]) -> None:
        kept = self.model.id_at(self.table.current_row())
        self.model.set_ids(ids)
        row = self.model.row_of(kept)
        if row < 0:
            row = 0 if len(ids) else -1
        if row != self.table.current_row():
            self.table.go_to_row(row)
        empty = self.page.none_yet if self.query.narrows_nothing else self.page.none_found
        self.page.middle.setCurrentWidget(self.table if len(ids) else empty)
        self._follow()
        self.acts.count()

    def _show_tabs(self) -> None:
        counts = self.query.counts
        tabs = [
            Tab(
                view.id,
                view.title,
                str(counts.get(view.id, "")),
                Mark.OVERDUE if view.id == "overdue" and counts.get(view.id) else Mark.NONE,
            )
            for view in self.query.views
        ]
        self.tabs.show_tabs(tabs, self.query.view_id)

    def show_columns(self, columns: Sequence[LedgerColumn]) -> None:
        """Show other columns; the cursor stays on its row."""
        if tuple(columns) == self.model.columns:
            return
        row = self.table.current_row()
        self.model.set_columns(columns)
        self.table.go_to_row(row)

    # The current row

    def current_line(self) -> LedgerRow | None:
        """Return the row under the cursor."""
        line = self.model.line(self.table.current_row())
        return line.row if line is not None else None

    def _follow(self) -> None:
        self.inspector.show_row(self.current_line())

    def current_matter(self) -> str:
        """Return the number of the case under the cursor."""
        row = self.current_line()
        return row.local_no if row is not None else ""

    def open_current(self) -> None:
        """Open the case under the cursor."""
        row = self.current_line()
        if row is not None:
            self.place_requested.emit(Place("case", row.local_no))

    def _do(self, number: str, act: LawfulAct) -> None:
        is_letter = act.step == "issued"
        target = "letter" if is_letter else "case"
        self.place_requested.emit(Place(target, number, act.letter if is_letter else act.step))

    @property
    def export_panel(self) -> ExportPanel | None:
        """The panel of the export, once it was opened."""
        return self.exporting.panel

    # Keys

    def hints(self) -> tuple[Hint, ...]:
        """Return the keys of this screen."""
        return (*_HINTS, *_FURTHER_HINTS)

    def letter_keys(self) -> Mapping[Qt.Key, Callable[[], None]]:
        """Return what single keys do."""
        return {
            Qt.Key.Key_Return: self.open_current,
            Qt.Key.Key_Enter: self.open_current,
            Qt.Key.Key_Slash: self.filters.begin_text,
            Qt.Key.Key_I: self.toggle_inspector,
            Qt.Key.Key_W: self.inspector.ask_why,
            Qt.Key.Key_S: self.open_sort_menu,
            Qt.Key.Key_V: self.acts.viewing.open_menu,
            Qt.Key.Key_B: self.acts.open_bulk,
            Qt.Key.Key_F: self.filters.open_menu,
            Qt.Key.Key_C: self.choice.open_panel,
            Qt.Key.Key_Escape: self.query.stop,
            Qt.Key.Key_M: self.filters.import_requested.emit,
        }

    def sort_menu(self) -> QMenu:
        """Return the orders on offer, the present one ticked."""
        return sort_menu(self, self.query, self.model.columns)

    def open_sort_menu(self) -> None:
        """Sort without a mouse."""
        menu = self.sort_menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.table.mapToGlobal(QPoint(0, 0)))

    def toggle_inspector(self) -> None:
        """Open or close the column at the right."""
        self._wants_inspector = not self.inspector.isVisible()
        self.inspector.setVisible(self._wants_inspector)
        self._follow()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Without room for both, leave it to the table until the inspector is asked for."""
        super().resizeEvent(event)
        if self._wants_inspector is None:
            self.inspector.setVisible(self.width() >= theme.dp(_ROOM_FOR_BOTH))
