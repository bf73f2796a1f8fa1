"""What the help for the national system consists of; `screen` says what it does."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from petition_desk.ui import theme
from petition_desk.ui.screens.national.sheet import EnteredBar, FieldSheet
from petition_desk.ui.widgets.buttons import Button, Look
from petition_desk.ui.widgets.empty_state import EmptyState
from petition_desk.ui.widgets.heads import ScreenHead
from petition_desk.ui.widgets.hint_bar import HintBar
from petition_desk.ui.widgets.labels import Rule
from petition_desk.ui.widgets.record_list import RecordColumn, RecordList

_COLUMNS: Final = (
    RecordColumn("编号", 104),
    RecordColumn("收到", 80),
    RecordColumn("摘要", is_main=True),
)


class NationalView(QWidget):
    """Head, backlog, fields, the bar that records, and the keys at the foot."""

    def __init__(self, today: date, hints: Sequence[tuple[str, str]]) -> None:
        """Lay the parts out, all empty."""
        super().__init__()
        self.head = ScreenHead("录国网")
        self.copy_button = Button("复制下一项", Look.QUIET, icon="clip", key="F4")
        self.head.acts.addWidget(self.copy_button)
        self.list = RecordList("未录国网的信访件", _COLUMNS)
        self.list.setMinimumWidth(theme.dp(240))
        self.list.setMaximumWidth(theme.dp(400))
        self.sheet = FieldSheet()
        self.bar = EnteredBar(today)
        self._work_place = self._side_by_side()
        self.ledger_button = Button("看台账", Look.PRIMARY)
        self.empty = EmptyState(
            "check",
            "没有未录入的信访件",
            "登记了、还没有国网编号的信访件列在这里，收到早的在前。\n"
            "按 F4 一项一项复制，录完填上国网给出的编号。",
            buttons=(self.ledger_button,),
        )
        self.middle = QStackedWidget()
        self.middle.addWidget(self._work_place)
        self.middle.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.middle, 1)
        column.addWidget(HintBar(hints))

    def _side_by_side(self) -> QWidget:
        """Set the backlog left of the fields and their bar."""
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.sheet, 1)
        right.addWidget(self.bar)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.list, 2)
        row.addWidget(Rule(upright=True))
        row.addLayout(right, 3)
        place = QWidget()
        place.setLayout(row)
        return place

    def show_empty(self, *, is_empty: bool) -> None:
        """Show what belongs here where there is nothing to enter."""
        self.middle.setCurrentWidget(self.empty if is_empty else self._work_place)
        self.copy_button.setVisible(not is_empty)
