"""What Today does beside leading elsewhere: paper, files, putting reminders off."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from petition_desk.domain.vocabulary import LETTER_LABELS
from petition_desk.services import reports
from petition_desk.services.postponing import Postponed
from petition_desk.services.today_items import TodayItem
from petition_desk.ui.alive import while_alive
from petition_desk.ui.dialogs.files import documents_folder
from petition_desk.ui.dialogs.page_panel import PageAsked, PagePanel
from petition_desk.ui.dialogs.postpone_panel import PostponePanel
from petition_desk.ui.screens.base import Place, ScreenContext
from petition_desk.ui.widgets.buttons import Button
from petition_desk.ui.widgets.toast import ToastNote

#: Acts that have a screen of their own.
_SCREENS: Final = {
    "served": "service",
    "notified": "service",
    "entered-nationally": "national",
}


def place_of_act(item: TodayItem) -> Place:
    """Return where an item's act is done: at its letter, its screen, else the case's form."""
    if item.act in LETTER_LABELS:
        return Place("letter", item.local_no, item.act)
    screen = _SCREENS.get(item.act)
    if screen is not None:
        return Place(screen, item.local_no, item.of)
    return Place("case", item.local_no, item.act)


class TodayActs(QObject):
    """Asks the services; its panels are made when they are first needed."""

    toast_requested = Signal(object)
    place_requested = Signal(object)

    def __init__(self, screen: QWidget, context: ScreenContext) -> None:
        """Open panels over the window of ``screen``."""
        super().__init__(screen)
        self._screen = screen
        self._context = context
        self._page_panel: PagePanel | None = None
        self._postpone_panel: PostponePanel | None = None

    @property
    def page_panel(self) -> PagePanel:
        """The panel that shows a page."""
        if self._page_panel is None:
            self._page_panel = PagePanel(self._screen.window(), self._context)
            self._page_panel.toast_requested.connect(self.toast_requested)
        return self._page_panel

    @property
    def postpone_panel(self) -> PostponePanel:
        """The panel that puts a reminder off."""
        if self._postpone_panel is None:
            panel = PostponePanel(self._screen.window(), self._context)
            panel.postponed.connect(self._postponed)
            panel.resumed.connect(self._resumed)
            self._postpone_panel = panel
        return self._postpone_panel

    def print_day(self) -> None:
        """Show the morning page as it will print."""
        desk = self._context.desk
        today = desk.clock.today()
        asked = PageAsked(
            "今日清单",
            "morning",
            f"今日清单_{today.isoformat()}.pdf",
            "姓名遮盖，保密件只列编号",
            lambda: reports.morning_page(desk),
        )
        self.page_panel.open_for(asked)

    def print_week(self) -> None:
        """Show the leader's list as it will print."""
        desk = self._context.desk
        today = desk.clock.today()
        asked = PageAsked(
            "期限周报",
            "weekly",
            f"信访期限周报_{today.isoformat()}.pdf",
            "只有单位和数字，不列信访人",
            lambda: reports.weekly_list(desk),
        )
        self.page_panel.open_for(asked)

    def write_calendar(self) -> None:
        """Write the open deadlines as a calendar file, where the officer wants it."""
        desk = self._context.desk
        proposed = documents_folder() / f"信访期限_{desk.clock.today().isoformat()}.ics"
        chosen, _filter = QFileDialog.getSaveFileName(
            self._screen, "导出日历", str(proposed), "日历文件 (*.ics)"
        )
        if not chosen:
            return
        path = Path(chosen).with_suffix(".ics")
        self._context.work.run(
            lambda _job: reports.write_report(path, reports.deadlines_ics(desk)),
            while_alive(self, lambda _none: self._say(f"已导出，只有编号和期限名：{path}")),
        )

    def open_menu(self, button: Button) -> QMenu:
        """Offer what is wanted once a week rather than every day."""
        menu = QMenu(button)
        acts: tuple[tuple[str, Callable[[], None]], ...] = (
            ("期限周报（给负责人）…", self.print_week),
            ("导出日历文件 .ics…", self.write_calendar),
            ("期限试算…", lambda: self.place_requested.emit(Place("what-if"))),
            ("规范性自查", lambda: self.place_requested.emit(Place("self-check"))),
        )
        for word, act in acts:
            menu.addAction(word).triggered.connect(partial(_without_state, act))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(button.mapToGlobal(QPoint(0, button.height())))
        return menu

    def postpone(self, item: TodayItem | None) -> None:
        """Ask until when a reminder is put off; a queue without a day has none."""
        if item is None:
            return
        if not item.rule:
            self._say("这一项没有期限，不用推迟")
            return
        self.postpone_panel.open_for(item)

    def _postponed(self, done: Postponed) -> None:
        says = f"{done.local_no} {done.name} 推迟到 {done.until:%m-%d} 再提醒"
        item = self.postpone_panel.item
        undo = partial(self._take_back, item) if item is not None else None
        self.toast_requested.emit(ToastNote(says, "撤销" if undo else "", undo))

    def _take_back(self, item: TodayItem) -> None:
        self.postpone_panel.take_back(item, partial(self._resumed, item))

    def _resumed(self, item: TodayItem) -> None:
        self._say(f"{item.local_no} {item.task} 已取消推迟")

    def _say(self, sentence: str) -> None:
        self.toast_requested.emit(ToastNote(sentence))


def _without_state(act: Callable[[], None], _checked: bool = False) -> None:
    act()
