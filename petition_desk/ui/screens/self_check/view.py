"""What the self-check is made of: two lists side by side, and a table by unit."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from petition_desk.domain.self_check import BY_UNIT, check_named
from petition_desk.ui import theme
from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets.buttons import Button
from petition_desk.ui.widgets.cards import Surface
from petition_desk.ui.widgets.heads import ScreenHead
from petition_desk.ui.widgets.hint_bar import HintBar
from petition_desk.ui.widgets.labels import Words
from petition_desk.ui.widgets.record_list import RecordColumn, RecordList
from petition_desk.ui.widgets.tabs import Tab, TabStrip

BY_CHECK: Final = "checks"
BY_UNITS: Final = "units"
TABS: Final = (Tab(BY_CHECK, "各项"), Tab(BY_UNITS, "各单位"))
_CHECKS_WIDTH: Final = 344
_CHECK_COLUMNS: Final = (
    RecordColumn("自查项目", is_main=True),
    RecordColumn("件数", 48, is_main=True),
    RecordColumn("已逾期", 48, is_main=True),
    RecordColumn("7 日内", 48),
)
_CASE_COLUMNS: Final = (
    RecordColumn("剩余", 88, is_main=True),
    RecordColumn("编号", 108),
    RecordColumn("姓名", 52, is_main=True),
    RecordColumn("摘要", is_main=True),
    RecordColumn("承办单位", 104),
    RecordColumn("日期", 88),
    RecordColumn("情况", 128),
)
_UNIT_COLUMNS: Final = (
    RecordColumn("单位", is_main=True),
    *(RecordColumn(check_named(kind).title, 88, is_main=True) for kind in BY_UNIT),
)


class SelfCheckView(QWidget):
    """Head and tabs above; below the questions with their cases, or the units."""

    def __init__(self, hints: list[tuple[str, str]]) -> None:
        """Show nothing yet."""
        super().__init__()
        self.head = ScreenHead("规范性自查", line=False)
        self.print_button = Button("打印期限周报", icon="print", key="Ctrl+P")
        self.head.acts.addWidget(self.print_button)
        self.tabs = TabStrip()
        self.tabs.show_tabs(TABS, BY_CHECK)
        self.checks = RecordList("自查项目", _CHECK_COLUMNS)
        self.checks.setFixedWidth(theme.dp(_CHECKS_WIDTH))
        self.cases = RecordList("各件", _CASE_COLUMNS)
        self.units = RecordList("各单位", _UNIT_COLUMNS)
        self.says = Words("", Type.SMALL, Role.INK2)
        self.more_button = Button("再列 200 件", small=True)
        self.middle = QStackedWidget()
        self.middle.addWidget(self._by_check())
        self.middle.addWidget(self.units)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.head, self.tabs):
            column.addWidget(part)
        column.addWidget(self.middle, 1)
        column.addWidget(HintBar(hints))

    def _by_check(self) -> QWidget:
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        left = Surface(None, "r")
        inside = QVBoxLayout(left)
        inside.setContentsMargins(0, 0, 1, 0)
        inside.addWidget(self.checks)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.cases, 1)
        foot = Surface(Role.WINDOW, "t")
        says = QHBoxLayout(foot)
        says.setContentsMargins(theme.dp(16), 0, theme.dp(16), 0)
        says.addWidget(self.says, 1)
        says.addWidget(self.more_button)
        foot.setFixedHeight(theme.dp(40))
        right.addWidget(foot)
        row.addWidget(left)
        row.addLayout(right, 1)
        return both
