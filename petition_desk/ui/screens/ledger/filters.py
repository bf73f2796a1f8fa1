"""The row of filters: a text, the conditions as chips, a menu that adds one, columns, export."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from petition_desk.domain.conditions import Condition, Test, with_condition
from petition_desk.domain.ledger import LedgerColumn, LedgerFilter
from petition_desk.ui import theme
from petition_desk.ui.screens.ledger.condition_menu import ConditionMenu
from petition_desk.ui.screens.ledger.condition_popup import ConditionPopup
from petition_desk.ui.screens.ledger.conditions import conditions_of
from petition_desk.ui.widgets.buttons import Button, IconButton, Look
from petition_desk.ui.widgets.cards import Surface
from petition_desk.ui.widgets.chips import FilterChip
from petition_desk.ui.widgets.top_bar import SearchBox

_TYPING_PAUSE_MS = 200
_TEXT_WIDTH, _FEW_CHIPS = 216, 1
_LINE, _SECOND_LINE = 48, 32


class FilterRow(Surface):
    """48 high, 80 with conditions on a line of their own; every change is one new filter."""

    filter_changed = Signal(object)
    columns_requested = Signal()
    import_requested = Signal()
    export_requested = Signal()
    left_downwards = Signal()
    #: The words of a column are wanted with their counts: a filter, the column, who is told.
    counts_requested = Signal(object, str, object)
    bulk_requested = Signal()

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        """Start without a condition."""
        super().__init__(parent=parent)
        self._today = today
        self._wanted = LedgerFilter()
        self._counts: Mapping[str, int] = {}
        self._chips: list[FilterChip] = []
        self._popup: ConditionPopup | None = None
        self.text = SearchBox("编号、姓名、拼音、内容", key="/", icon="filter")
        self.text.setMinimumWidth(theme.dp(104))
        self.text.setMaximumWidth(theme.dp(_TEXT_WIDTH))
        self._holder = QHBoxLayout()
        #: More than a few conditions stand on a line of their own.
        self._below = QWidget()
        self._second = QHBoxLayout()
        self.add_button = Button("加条件", Look.QUIET, icon="plus", small=True)
        self.bulk_button = Button("批量…", key="B", small=True)
        self.bulk_button.hide()
        self.import_button = IconButton("import", "从表格导入", small=True)
        self.columns_button = Button("列", icon="columns", small=True)
        self.export_button = Button("导出所见", icon="export", key="Ctrl+E", small=True)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_TYPING_PAUSE_MS)
        self._lay_out()
        # Signals
        self.text.search_typed.connect(lambda _text: self._pause.start())
        self.text.search_entered.connect(lambda _text: self._typed())
        self.text.left_downwards.connect(self.left_downwards)
        self._pause.timeout.connect(self._typed)
        self.add_button.clicked.connect(self.open_menu)
        self.bulk_button.clicked.connect(lambda: self.bulk_requested.emit())
        self.import_button.clicked.connect(lambda: self.import_requested.emit())
        self.columns_button.clicked.connect(lambda: self.columns_requested.emit())
        self.export_button.clicked.connect(lambda: self.export_requested.emit())

    def begin_text(self) -> None:
        """Let the search be typed."""
        self.text.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _lay_out(self) -> None:
        conditions = QWidget()
        conditions.setMinimumWidth(theme.dp(96))
        self._holder.setSpacing(theme.dp(8))
        row = QHBoxLayout()
        row.setContentsMargins(theme.dp(16), 0, theme.dp(16), 0)
        row.setSpacing(theme.dp(8))
        within = QHBoxLayout(conditions)
        within.setContentsMargins(0, 0, 0, 0)
        within.setSpacing(theme.dp(8))
        within.addLayout(self._holder)
        within.addWidget(self.add_button)
        within.addStretch(1)
        row.addWidget(self.text, 1)
        row.addWidget(conditions, 2)
        row.addWidget(self.bulk_button)
        row.addWidget(self.import_button)
        row.addWidget(self.columns_button)
        row.addWidget(self.export_button)
        self._second.setSpacing(theme.dp(8))
        second = QHBoxLayout(self._below)
        second.setContentsMargins(theme.dp(16), 0, theme.dp(16), theme.dp(8))
        second.addLayout(self._second)
        second.addStretch(1)
        self._below.setFixedHeight(theme.dp(_SECOND_LINE))
        self._below.hide()
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addLayout(row, 1)
        lines.addWidget(self._below)
        self.setFixedHeight(theme.dp(_LINE))

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Show how many cases each condition alone would leave."""
        self._counts = counts
        shown = conditions_of(self._wanted, counts)
        if len(shown) == len(self._chips):
            for chip, condition in zip(self._chips, shown, strict=True):
                chip.set_text(condition.words)

    def show_filter(self, wanted: LedgerFilter) -> None:
        """Show which conditions hold."""
        if wanted.conditions != self._wanted.conditions:
            self._counts = {}
        self._wanted = wanted
        if self.text.text() != wanted.text and not self._pause.isActive():
            self.text.setText(wanted.text)
        for chip in self._chips:
            for place in (self._holder, self._second):
                place.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = []
        conditions = conditions_of(wanted, self._counts)
        wide = len(conditions) <= _FEW_CHIPS
        self._below.setVisible(not wide)
        self.setFixedHeight(theme.dp(_LINE if wide else _LINE + _SECOND_LINE))
        holder = self._holder if wide else self._second
        for condition in conditions:
            chip = FilterChip(condition.words)
            chip.removed.connect(lambda without=condition.without: self._take_off(without))
            if condition.turned is not None:
                chip.pressed.connect(lambda turned=condition.turned: self._say(turned))
                chip.setAccessibleDescription("按空格反过来，按 Del 去掉")
            holder.addWidget(chip)
            self._chips.append(chip)

    @property
    def chips(self) -> tuple[FilterChip, ...]:
        """The conditions shown."""
        return tuple(self._chips)

    def _typed(self) -> None:
        self._pause.stop()
        self._say(replace(self._wanted, text=self.text.text().strip()))

    def _take_off(self, without: LedgerFilter) -> None:
        had_focus = any(chip.hasFocus() for chip in self._chips)
        self._say(without)
        if had_focus:
            after = self._chips[0] if self._chips else self.add_button
            after.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self, wanted: LedgerFilter) -> None:
        if wanted != self._wanted:
            self.show_filter(wanted)
            self.filter_changed.emit(wanted)

    # Adding a condition

    def menu(self) -> QMenu:
        """Return what can be added; what holds is ticked."""
        builder = ConditionMenu(self._wanted, self._ask_counts, self)
        builder.chosen.connect(self._say)
        builder.typing_requested.connect(self.ask_typed)
        menu = builder.menu()
        menu.destroyed.connect(builder.deleteLater)
        return menu

    def _ask_counts(
        self, wanted: LedgerFilter, column: str, done: Callable[[Mapping[str, int]], None]
    ) -> None:
        self.counts_requested.emit(wanted, column, done)

    def open_menu(self) -> None:
        """Open the menu below its button."""
        menu = self.menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._corner())

    def _corner(self) -> QPoint:
        return self.add_button.mapToGlobal(QPoint(0, self.add_button.height() + 2))

    def ask_typed(self, column: LedgerColumn, test: Test) -> None:
        """Ask for a text or a span that a column is to hold."""
        if self._popup is None:
            self._popup = ConditionPopup(self._today, self)
            self._popup.chosen.connect(self.add_condition)
        known = next((c for c in self._wanted.conditions if c.column == column.id), None)
        self._popup.open_at(self._corner(), column, test, known)

    def add_condition(self, condition: Condition) -> None:
        """Add a condition to those in force, in the place of one on the same column."""
        kept = with_condition(self._wanted.conditions, condition)
        self._say(replace(self._wanted, conditions=kept))
