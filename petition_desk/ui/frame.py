"""The frame of the window: places at the left, bars above and below, the screen between them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from petition_desk.services.clock_watch import SetBack
from petition_desk.ui import theme
from petition_desk.ui.frame_facts import (
    FrameFacts,
    overdue_sentence,
    status_items,
)
from petition_desk.ui.screens import ScreenEntry
from petition_desk.ui.widgets.fault_bar import FaultBar
from petition_desk.ui.widgets.marks import Mark
from petition_desk.ui.widgets.sidebar import Sidebar, SidebarEntry
from petition_desk.ui.widgets.status_bar import StatusBar
from petition_desk.ui.widgets.strip import NoticeStrip
from petition_desk.ui.widgets.toast import Toast
from petition_desk.ui.widgets.top_bar import TopBar

#: Below this width at 100 % text the sidebar shows icons alone.
_FOLD_BELOW = 860


class Frame(QWidget):
    """What stands around every screen; `stack` holds the screens."""

    facts_read = Signal(object)

    def __init__(self, account: str, places: Sequence[ScreenEntry]) -> None:
        """Show who is working and the places of the sidebar."""
        super().__init__()
        self.sidebar = Sidebar(
            [
                SidebarEntry(entry.id, entry.title, entry.icon, f"Ctrl+{number}")
                for number, entry in enumerate(places, start=1)
            ]
        )
        self.top_bar = TopBar(account)
        self.status_bar = StatusBar((("blank", "F9", "遮屏"), ("keys", "?", "全部按键")))
        self.clock_strip = NoticeStrip(Mark.TODAY, "时间没有错")
        self.overdue_strip = NoticeStrip(Mark.OVERDUE, "去处理", "F7")
        self.fault_bar = FaultBar()
        self.stack = QStackedWidget()
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        for part in (self.top_bar, self.clock_strip, self.overdue_strip, self.fault_bar):
            right.addWidget(part)
        right.addWidget(self.stack, 1)
        right.addWidget(self.status_bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.sidebar)
        row.addLayout(right, 1)
        self.toast = Toast(self.stack)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the places where large text leaves little room."""
        super().resizeEvent(event)
        if self.width() < theme.dp(_FOLD_BELOW):
            self.sidebar.set_folded(True)

    def show_facts(self, facts: FrameFacts) -> None:
        """Show what waits where, the line at the foot, and what is late."""
        for name, count in facts.counts.items():
            self.sidebar.set_count(name, count)
        self.status_bar.show_items(status_items(facts))
        self.overdue_strip.say(overdue_sentence(facts.overdue))
        self.facts_read.emit(facts)

    def show_set_back(self, found: SetBack | None) -> None:
        """Warn that the clock was set back, until it is right or said to be."""
        self.clock_strip.say(found.sentence if found is not None else "")
