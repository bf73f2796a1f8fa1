"""The parts of the ledger and where they stand: tabs, filters, table, inspector."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from petition_desk.ui import theme
from petition_desk.ui.models.ledger_model import LedgerModel
from petition_desk.ui.screens.base import Hint, ScreenContext
from petition_desk.ui.screens.ledger.filters import FilterRow
from petition_desk.ui.screens.ledger.inspector import Inspector
from petition_desk.ui.screens.ledger.table import LedgerTable
from petition_desk.ui.widgets.buttons import Button, Look
from petition_desk.ui.widgets.cards import Surface
from petition_desk.ui.widgets.empty_state import EmptyState
from petition_desk.ui.widgets.hint_bar import HintBar
from petition_desk.ui.widgets.tabs import TabStrip


class LedgerPage(QWidget):
    """Everything that is seen; what it does is the screen's."""

    def __init__(self, model: LedgerModel, context: ScreenContext, hints: tuple[Hint, ...]) -> None:
        """Show ``model``."""
        super().__init__()
        self.tabs = TabStrip()
        self.view_button = Button("存为视图", Look.QUIET, icon="plus", key="V", small=True)
        self.filters = FilterRow(context.desk.clock.today())
        self.table = LedgerTable(model)
        self.inspector = Inspector(context)
        self.new_button = Button("新登记", Look.PRIMARY, icon="plus", key="Ctrl+N")
        self.import_button = Button("从表格导入", icon="import")
        self.none_yet = EmptyState(
            "ledger",
            "还没有信访件",
            "登记一件，或者把公安信访系统导出的表格导入，\n都会列在这里：可以筛选、排序、查看和导出。",
            buttons=(self.new_button, self.import_button),
        )
        self.clear_button = Button("清除条件", Look.PRIMARY)
        self.none_found = EmptyState(
            "filter",
            "没有符合条件的信访件",
            "换一个标签页，去掉一个条件，或者少输几个字。",
            buttons=(self.clear_button,),
        )
        self.middle = QStackedWidget()
        for part in (self.table, self.none_yet, self.none_found):
            self.middle.addWidget(part)
        self.hint_bar = HintBar([(hint.key, hint.word) for hint in hints])
        self._lay_out()

    def _views(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.tabs, 1)
        holder = Surface(lines="b")
        inside = QHBoxLayout(holder)
        inside.setContentsMargins(theme.dp(8), 0, theme.dp(16), 0)
        inside.addWidget(self.view_button)
        row.addWidget(holder)
        return row

    def _lay_out(self) -> None:
        ground = Surface()
        inside = QVBoxLayout(ground)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.middle)
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addLayout(self._views())
        left.addWidget(self.filters)
        left.addWidget(ground, 1)
        left.addWidget(self.hint_bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(left, 1)
        row.addWidget(self.inspector)
        self.setFocusProxy(self.table)
