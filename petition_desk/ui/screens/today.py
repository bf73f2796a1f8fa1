"""今日: what must be done now, by when, and why."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from petition_desk.domain.why import WhyView
from petition_desk.services import casework, today
from petition_desk.services.today import TodayItem, TodayPage
from petition_desk.services.why import why_clock
from petition_desk.ui import theme
from petition_desk.ui.models.today_model import ALL, TodayModel, mark_of_group
from petition_desk.ui.screens.base import Hint, Place, Screen, ScreenContext, WhyQuestion
from petition_desk.ui.screens.today_acts import TodayActs, place_of_act
from petition_desk.ui.screens.today_page import summary_pieces, title_of
from petition_desk.ui.screens.today_panel import TodayPanel
from petition_desk.ui.screens.today_rows import TodayList
from petition_desk.ui.widgets.buttons import Button, Look
from petition_desk.ui.widgets.empty_state import EmptyState
from petition_desk.ui.widgets.heads import ScreenHead
from petition_desk.ui.widgets.hint_bar import HintBar
from petition_desk.ui.widgets.tabs import Tab, TabStrip
from petition_desk.ui.work import Lane

if TYPE_CHECKING:
    from petition_desk.services.desk import Desk

#: Below this width of the screen the panel is left out; W still explains a date.
_PANEL_FROM = 900
_HINTS = (
    Hint("↑ ↓", "选择"),
    Hint("Enter", "办理"),
    Hint("空格", "看详情"),
    Hint("W", "为什么是这一天"),
    Hint("P", "推迟提醒"),
    Hint("F6", "按住显示姓名"),
)


def waiting_count(desk: Desk) -> int:
    """Return how many things are late or due today, for the sidebar."""
    return today.overdue_state(desk).todo_count


class TodayScreen(Screen):
    """The start page."""

    def __init__(self, context: ScreenContext) -> None:
        """Build the page; it is read when it is gone to."""
        super().__init__(context)
        self._page: TodayPage | None = None
        self._month: date | None = None
        self._pages = Lane(context.work)
        self._whys = Lane(context.work)
        self._names = Lane(context.work)
        self.acts = TodayActs(self, context)
        self._build()
        self._wire()

    def _build(self) -> None:
        self.head = ScreenHead("今日", line=False)
        self.print_button = Button("打印今日清单", icon="print", key="Ctrl+P")
        self.more_button = Button("更多", icon="more")
        self.head.acts.addWidget(self.print_button)
        self.head.acts.addWidget(self.more_button)
        self.tabs = TabStrip()
        self.model = TodayModel()
        self.list = TodayList(self.model)
        self.panel = TodayPanel()
        self._new = Button("新登记", Look.PRIMARY, icon="plus", key="Ctrl+N")
        self.empty = EmptyState(
            "today",
            "现在没有要办的期限",
            "登记信访件后，书面告知、办结、送达等期限会按先后列在这里，\n每一件只有一个按钮：该办的那一步。",
            buttons=(self._new,),
            article="期限依据《信访工作条例》第二十三条、第三十四条",
        )
        self.middle = QStackedWidget()
        self.middle.addWidget(self.list)
        self.middle.addWidget(self.empty)
        left = QVBoxLayout()
        left.setSpacing(0)
        parts: tuple[QWidget, ...] = (self.head, self.tabs)
        for part in parts:
            left.addWidget(part)
        left.addWidget(self.middle, 1)
        left.addWidget(HintBar([(hint.key, hint.word) for hint in _HINTS]))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(left, 1)
        row.addWidget(self.panel)
        self.setFocusProxy(self.list)

    def _wire(self) -> None:
        self.tabs.chosen.connect(self._show_group)
        self.list.act_requested.connect(self._act_in)
        self.list.why_requested.connect(self._ask_why)
        self.list.selectionModel().currentChanged.connect(self._current_changed)
        self._new.clicked.connect(lambda: self.place_requested.emit(Place("intake", detail="new")))
        self.print_button.clicked.connect(self.acts.print_day)
        self.more_button.clicked.connect(lambda: self.acts.open_menu(self.more_button))
        self.acts.toast_requested.connect(self.toast_requested)
        self.acts.place_requested.connect(self.place_requested)
        self.panel.month_wanted.connect(self._show_month)
        self.panel.why_wanted.connect(self._ask_why)
        self.panel.load_requested.connect(
            lambda: self.place_requested.emit(Place("settings", detail="calendar"))
        )
        self.context.reveal.changed.connect(self._reveal)
        QShortcut(QKeySequence("Ctrl+P"), self).activated.connect(self.acts.print_day)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the panel out where large text leaves no room for it."""
        super().resizeEvent(event)
        self.panel.setVisible(self.width() >= theme.dp(_PANEL_FROM))

    # Reading

    def open_at(self, place: Place) -> None:
        """Read the page; ``detail`` names a group to show alone, else the tab is kept."""
        if place.detail:
            self.model.show_group(place.detail)
        self.refresh()

    def refresh(self) -> None:
        """Read the page anew; the current row is kept."""
        desk, month = self.context.desk, self._month
        self._pages.ask(lambda _job: today.today_page(desk, month), self.show_page)

    def show_page(self, page: TodayPage) -> None:
        """Show what was read."""
        kept = self.current_item()
        self._page = page
        shown = {group.id for group in page.groups if group.total}
        if self.model.shown not in (ALL, *shown):
            # The last of its kind was done, or there was none.
            self.model.show_group(ALL)
        self.head.set_title(title_of(page.today))
        self.head.set_pieces(summary_pieces(page))
        self.tabs.show_tabs(_tabs_of(page), self.model.shown)
        self.model.show_page(page)
        self.panel.show_page(page, self._month or page.today, self._is_off)
        self._choose(kept)

    def _is_off(self, day: date) -> bool:
        return not self.context.desk.calendar().is_workday(day)

    def _choose(self, item: TodayItem | None) -> None:
        """Make the same task the current row, or the first one."""
        row = self.model.row_of(item)
        self.middle.setCurrentWidget(self.list if self.model.rowCount() else self.empty)
        self.list.setCurrentIndex(self.model.index(row) if row >= 0 else QModelIndex())
        if row < 0:
            self.panel.clear_why()

    def current_item(self) -> TodayItem | None:
        """Return what the current row is about."""
        return self.model.item(self.list.currentIndex().row())

    def _show_group(self, group_id: str) -> None:
        kept = self.current_item()
        self.model.show_group(group_id)
        self._choose(kept)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_month(self, month: date) -> None:
        self._month = month
        self.refresh()

    # The current row

    def _current_changed(self, current: QModelIndex) -> None:
        item = self.model.item(current.row())
        self.list.reveal(-1, "")
        if item is None or not item.rule:
            self._whys.drop()
            self.panel.clear_why()
            return
        desk, number, rule, of = self.context.desk, item.local_no, item.rule, item.of
        self._whys.ask(
            lambda _job: why_clock(desk, number, rule, of),
            self._show_why,
            # The row went away with another act; the next page no longer holds it.
            failed=lambda _error: self.panel.clear_why(),
        )

    def _show_why(self, view: WhyView) -> None:
        self.panel.show_why(view)

    def _ask_why(self) -> None:
        item = self.current_item()
        if item is not None and item.rule:
            self.why_requested.emit(WhyQuestion(item.local_no, item.rule, item.of))

    def _act_in(self, row: int) -> None:
        item = self.model.item(row)
        if item is not None:
            self.place_requested.emit(place_of_act(item))

    def _act(self) -> None:
        self._act_in(self.list.currentIndex().row())

    def _open(self) -> None:
        item = self.current_item()
        if item is not None:
            self.place_requested.emit(Place("case", item.local_no))

    def _reveal(self, shown: bool) -> None:
        """Show the name in the current row while the key is held; the journal is told."""
        item = self.current_item()
        row = self.list.currentIndex().row()
        if not shown or item is None or not self.isVisible():
            self._names.drop()
            self.list.reveal(-1, "")
            return
        desk, number = self.context.desk, item.local_no
        self._names.ask(
            lambda _job: _revealed_name(desk, number), lambda name: self.list.reveal(row, name)
        )

    # Keys

    def hints(self) -> tuple[Hint, ...]:
        """Return the keys of this screen."""
        return (*_HINTS, Hint("Ctrl+P", "打印今日清单"))

    def letter_keys(self) -> Mapping[Qt.Key, Callable[[], None]]:
        """Return what single keys do."""
        return {
            Qt.Key.Key_Return: self._act,
            Qt.Key.Key_Enter: self._act,
            Qt.Key.Key_Space: self._open,
            Qt.Key.Key_W: self._ask_why,
            Qt.Key.Key_P: lambda: self.acts.postpone(self.current_item()),
        }


def _revealed_name(desk: Desk, number: str) -> str:
    """Return the name of the petitioner, with the showing written into the journal."""
    view = casework.show(desk, number)
    person = view.case.main_petitioner
    if view.is_withheld or person is None:
        return ""
    casework.reveal(desk, number)
    return person.name


def _tabs_of(page: TodayPage) -> list[Tab]:
    tabs = [Tab(ALL, "全部")]
    opened = False
    for group in page.groups:
        opens = group.is_queue and not opened
        opened = opened or group.is_queue
        tabs.append(
            Tab(
                group.id,
                group.title,
                str(group.total),
                mark_of_group(group),
                opens_group=opens,
            )
        )
    return tabs
