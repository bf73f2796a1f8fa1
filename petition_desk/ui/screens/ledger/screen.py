"""台账: find, see, export. The rows are asked for off the thread of the window."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from petition_desk.domain.ledger import LedgerColumn, LedgerFilter, LedgerRow, LedgerSort
from petition_desk.services import ledger, settings
from petition_desk.ui import theme
from petition_desk.ui.dialogs.export_panel import ExportPanel, SeenLedger
from petition_desk.ui.models.ledger_model import BLOCK, LedgerModel
from petition_desk.ui.screens.base import Hint, Place, Screen, ScreenContext
from petition_desk.ui.screens.ledger.columns import (
    ColumnsPanel,
    chosen_columns,
    keep_columns,
    shipped_columns,
)
from petition_desk.ui.screens.ledger.filters import FilterRow
from petition_desk.ui.screens.ledger.inspector import Inspector
from petition_desk.ui.screens.ledger.table import LedgerTable
from petition_desk.ui.widgets.buttons import Button, Look
from petition_desk.ui.widgets.cards import Surface
from petition_desk.ui.widgets.empty_state import EmptyState
from petition_desk.ui.widgets.hint_bar import HintBar
from petition_desk.ui.widgets.marks import Mark
from petition_desk.ui.widgets.tabs import Tab, TabStrip
from petition_desk.ui.widgets.toast import ToastNote
from petition_desk.ui.work import Job, Lane

if TYPE_CHECKING:
    from petition_desk.domain.lawful import LawfulAct
    from petition_desk.services.exports import Exported

#: From this width on table and inspector stand side by side unless the officer says otherwise.
_ROOM_FOR_BOTH: Final = 860
_HINTS: Final = (
    Hint("↑ ↓", "移动"),
    Hint("Enter", "打开"),
    Hint("/", "筛选"),
    Hint("I", "开关右栏"),
)


class LedgerScreen(Screen):
    """Every case the account may see, in the order asked for."""

    def __init__(self, context: ScreenContext) -> None:
        """Build the screen; it is read when it is gone to."""
        super().__init__(context)
        self._view = ""
        self._wanted = LedgerFilter()
        self._sort = LedgerSort()
        self._own_columns = chosen_columns()
        self._is_whole = True
        self._wants_inspector: bool | None = None
        self._known: dict[str, int] = {}
        self._ids = Lane(context.work)
        self._counts = Lane(context.work)
        self._offers = Lane(context.work)
        self._columns_panel: ColumnsPanel | None = None
        self._export_panel: ExportPanel | None = None
        self._build()
        self._wire()

    def _build(self) -> None:
        desk = self.context.desk
        self.model = LedgerModel(self._rows, desk.clock.today, shipped_columns(is_wide=False))
        self.tabs = TabStrip()
        self.filters = FilterRow(desk.clock.today())
        self.table = LedgerTable(self.model)
        self.inspector = Inspector(self.context)
        self._first = Button("新登记", Look.PRIMARY, icon="plus", key="Ctrl+N")
        self._import = Button("从表格导入", icon="import")
        self.none_yet = EmptyState(
            "ledger",
            "还没有信访件",
            "登记一件，或者把公安信访系统导出的表格导入，\n都会列在这里：可以筛选、排序、查看和导出。",
            buttons=(self._first, self._import),
        )
        self._clear = Button("清除条件", Look.PRIMARY)
        self.none_found = EmptyState(
            "filter",
            "没有符合条件的信访件",
            "换一个标签页，去掉一个条件，或者少输几个字。",
            buttons=(self._clear,),
        )
        self.middle = QStackedWidget()
        for part in (self.table, self.none_yet, self.none_found):
            self.middle.addWidget(part)
        self.hint_bar = HintBar([(hint.key, hint.word) for hint in _HINTS])
        self._lay_out()

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(0)
        parts: tuple[QWidget, ...] = (self.tabs, self.filters)
        for part in parts:
            left.addWidget(part)
        ground = Surface()
        inside = QVBoxLayout(ground)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.middle)
        left.addWidget(ground, 1)
        left.addWidget(self.hint_bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(left, 1)
        row.addWidget(self.inspector)
        self.setFocusProxy(self.table)

    def _wire(self) -> None:
        self.tabs.chosen.connect(self.show_view)
        self.filters.filter_changed.connect(self._filter)
        self.filters.left_downwards.connect(self._to_table)
        self.filters.columns_requested.connect(self.choose_columns)
        self.filters.export_requested.connect(self.export)
        self.table.sort_requested.connect(self.sort_by)
        self.table.open_requested.connect(self.open_current)
        self.table.current_changed.connect(self._follow)
        self.table.selection_counted.connect(lambda _count: self._count())
        self.table.wide_changed.connect(self._widened)
        self.inspector.open_requested.connect(self.open_current)
        self.inspector.act_requested.connect(self._do)
        self._first.clicked.connect(lambda: self.place_requested.emit(Place("intake")))
        self._import.clicked.connect(lambda: self.place_requested.emit(Place("import")))
        self._clear.clicked.connect(lambda: self.show_view(self._view))
        QShortcut(QKeySequence("Ctrl+E"), self).activated.connect(self.export)

    def _rows(self, ids: Sequence[int]) -> list[LedgerRow]:
        return ledger.rows_for(self.context.desk, ids)

    # Going and reading

    def open_at(self, place: Place) -> None:
        """Show the view a place names; else what was shown, read anew."""
        self._read_offers()
        if place.detail or not self._view:
            self.show_view(place.detail or "open")
        else:
            self.refresh()

    def show_view(self, view_id: str) -> None:
        """Show one of the saved views with nothing added."""
        desk = self.context.desk
        view = ledger.view_named(desk, view_id)
        self._view = view.id
        self._sort = view.sort
        self._read_counts()
        self._query(view.filter_on(desk.clock.today()))

    def refresh(self) -> None:
        """Read anew; the cursor stays on its case."""
        self._read_counts()
        self._read_all()

    def _filter(self, wanted: LedgerFilter) -> None:
        self._query(wanted)

    def sort_by(self, column_id: str) -> None:
        """Order by a column; by the one it is ordered by, the other way round."""
        again = column_id == self._sort.column
        self._sort = LedgerSort(column_id, is_descending=again and not self._sort.is_descending)
        self._query(self._wanted)

    def _query(self, wanted: LedgerFilter) -> None:
        """Ask for the first rows, which fill the screen, then for all of them."""
        self._wanted = wanted
        self.filters.show_filter(wanted)
        self.table.show_sort(self._sort)
        desk, sort = self.context.desk, self._sort
        self._ids.ask(
            lambda _job: ledger.first_ids(desk, wanted, sort, BLOCK),
            self._show_first,
        )

    def _show_first(self, ids: array[int]) -> None:
        self._is_whole = len(ids) < BLOCK
        self._show_ids(ids)
        if not self._is_whole:
            self._read_all()

    def _read_all(self) -> None:
        desk, wanted, sort = self.context.desk, self._wanted, self._sort
        self._ids.ask(lambda _job: ledger.matching_ids(desk, wanted, sort), self._show_all)

    def _show_all(self, ids: array[int]) -> None:
        self._is_whole = True
        self._show_ids(ids)

    def _show_ids(self, ids: array[int]) -> None:
        kept = self.model.id_at(self.table.current_row())
        self.model.set_ids(ids)
        row = self.model.row_of(kept)
        if row < 0:
            row = 0 if len(ids) else -1
        if row != self.table.current_row():
            self.table.go_to_row(row)
        is_bare = replace(self._wanted, view="all") == LedgerFilter()
        empty = self.none_yet if is_bare else self.none_found
        self.middle.setCurrentWidget(self.table if len(ids) else empty)
        self._follow()
        self._count()

    def _read_counts(self) -> None:
        desk = self.context.desk
        self._show_tabs({})
        self._counts.ask(lambda _job: ledger.view_counts(desk), self._show_tabs)

    def _show_tabs(self, counts: Mapping[str, int]) -> None:
        self._known.update(counts)
        known = self._known
        tabs = [
            Tab(
                view.id,
                view.title,
                str(known.get(view.id, "")),
                Mark.OVERDUE if view.id == "overdue" and known.get(view.id) else Mark.NONE,
            )
            for view in ledger.views(self.context.desk)
        ]
        self.tabs.show_tabs(tabs, self._view)

    def _read_offers(self) -> None:
        desk = self.context.desk

        def units(_job: Job) -> tuple[str, ...]:
            return tuple(unit.name for unit in settings.units(desk))

        self._offers.ask(units, self.filters.set_units)

    def _count(self) -> None:
        count, chosen = self.model.rowCount(), self.table.selected_count()
        if not self._is_whole:
            self.hint_bar.set_says(f"前 {count} 件，正在数其余的…")
            return
        self.hint_bar.set_says(f"共 {count} 件，已选 {chosen} 件" if count else "没有符合条件的")

    # The current row

    def current_line(self) -> LedgerRow | None:
        """Return the row under the cursor."""
        line = self.model.line(self.table.current_row())
        return line.row if line is not None else None

    def _follow(self) -> None:
        self.inspector.show_row(self.current_line())

    def open_current(self) -> None:
        """Open the case under the cursor."""
        row = self.current_line()
        if row is not None:
            self.place_requested.emit(Place("case", row.local_no))

    def _do(self, number: str, act: LawfulAct) -> None:
        is_letter = act.step == "issued"
        target = "letter" if is_letter else "case"
        self.place_requested.emit(Place(target, number, act.letter if is_letter else act.step))

    def _to_table(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    # Columns and export

    def choose_columns(self) -> None:
        """Open the panel of columns."""
        if self._columns_panel is None:
            self._columns_panel = ColumnsPanel(self.window())
            self._columns_panel.columns_chosen.connect(self._take_columns)
            self._columns_panel.defaults_wanted.connect(self._default_columns)
        self._columns_panel.open_for(self.model.columns)

    def _take_columns(self, columns: tuple[LedgerColumn, ...]) -> None:
        self._own_columns = columns
        keep_columns(columns)
        self._show_columns(columns)

    def _widened(self, is_wide: bool) -> None:
        if not self._own_columns:
            self._show_columns(shipped_columns(is_wide=is_wide))

    def _default_columns(self) -> None:
        self._own_columns = ()
        keep_columns(())
        shipped = shipped_columns(is_wide=self.table.is_wide)
        self._show_columns(shipped)
        if self._columns_panel is not None:
            self._columns_panel.show_columns(shipped)

    def _show_columns(self, columns: Sequence[LedgerColumn]) -> None:
        if tuple(columns) == self.model.columns:
            return
        row = self.table.current_row()
        self.model.set_columns(columns)
        self.table.go_to_row(row)

    def export(self) -> None:
        """Ask how what is seen goes into a workbook."""
        if self._export_panel is None:
            self._export_panel = ExportPanel(self.window(), self.context)
            self._export_panel.exported.connect(self._exported)
        title = ledger.view_named(self.context.desk, self._view).title
        columns = self.model.columns
        seen = SeenLedger(title, self.model.rowCount(), self._wanted, self._sort, columns)
        self._export_panel.open_for(seen)

    @property
    def export_panel(self) -> ExportPanel | None:
        """The panel of the export, once it was opened."""
        return self._export_panel

    def _exported(self, exported: Exported) -> None:
        self.toast_requested.emit(ToastNote(f"已导出 {exported.rows} 件：{exported.path}"))

    # Keys

    def hints(self) -> tuple[Hint, ...]:
        """Return the keys of this screen."""
        return (*_HINTS, Hint("Ctrl+E", "导出所见"), Hint("Ctrl+A", "全选"))

    def letter_keys(self) -> Mapping[Qt.Key, Callable[[], None]]:
        """Return what single keys do."""
        return {
            Qt.Key.Key_Return: self.open_current,
            Qt.Key.Key_Enter: self.open_current,
            Qt.Key.Key_Slash: lambda: self.filters.text.setFocus(
                Qt.FocusReason.ShortcutFocusReason
            ),
            Qt.Key.Key_I: self.toggle_inspector,
        }

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
