"""放假日历: a year as its notice makes it; the next one from a file or clicked day by day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from petition_desk.domain.calendar import DayKind, WorkCalendar
from petition_desk.domain.notice_draft import NoticeDraft
from petition_desk.domain.workdays import CalendarFactError
from petition_desk.services import calendar_notices
from petition_desk.services.calendar_notices import CalendarLoad
from petition_desk.ui import theme
from petition_desk.ui.dialogs.calendar_load import CalendarLoadPanel
from petition_desk.ui.dialogs.files import documents_folder
from petition_desk.ui.screens.base import ScreenContext
from petition_desk.ui.screens.settings.calendar_side import DraftPanel, HolidayPanel
from petition_desk.ui.screens.settings.page import SettingsPage
from petition_desk.ui.shortcuts import OwnUndo, bind_keys
from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets.buttons import Button, Look
from petition_desk.ui.widgets.cards import Card, CardKind, Scroll
from petition_desk.ui.widgets.labels import Words
from petition_desk.ui.widgets.options import Options
from petition_desk.ui.widgets.toast import ToastNote
from petition_desk.ui.widgets.year_grid import YearDay, YearGrid

_KINDS: Final = {
    DayKind.OFF: YearDay.OFF,
    DayKind.MAKE_UP: YearDay.WORKED,
    DayKind.WEEKEND: YearDay.WEEKEND,
    DayKind.WORKDAY: YearDay.PLAIN,
}
#: How many years stand in the switch.
_YEARS_SHOWN: Final = 3
_LEGEND: Final = "蓝底 放假　黑框 调休上班　灰底 周末　实心 今天"
_FILES: Final = "放假通知 (*.json *.toml *.xlsx *.xls *.csv);;所有文件 (*)"


@dataclass(frozen=True, slots=True)
class _Seen:
    """What the page reads: the calendar, the year that is missing, what waits for it."""

    calendar: WorkCalendar
    missing: int | None
    waiting_count: int


class CalendarPage(SettingsPage):
    """The year in the middle; at the right its holidays, or the notice being clicked."""

    def __init__(self, context: ScreenContext) -> None:
        """Build the page."""
        super().__init__(context, "放假日历")
        self._year = context.desk.clock.today().year
        self._missing: int | None = None
        self._draft: NoticeDraft | None = None
        self._earlier: list[NoticeDraft] = []
        self.load_panel: CalendarLoadPanel | None = None
        self.years = Options((), name="年份", digits=False)
        self.head.acts.addWidget(self.years)
        self.card = Card(CardKind.WARNING)
        self._card_title = Words("", Type.STRONG, wraps=True)
        self.click_button = Button("点选日子…")
        self.load_button = Button("", Look.PRIMARY, icon="import")
        self.other_button = Button("从文件载入…", Look.QUIET, icon="import")
        self.head.acts.addWidget(self.other_button)
        self._fill_card()
        self.grid = YearGrid()
        self.holidays, self.draft_panel = HolidayPanel(), DraftPanel()
        self.side = QStackedWidget()
        self.side.addWidget(self.holidays)
        self.side.addWidget(self.draft_panel)
        self.side.setFixedWidth(self.holidays.width())
        self.fill(self._middle())
        self._wire()

    def _fill_card(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._card_title)
        who = "" if self.may_administer else "载入需要管理权限。"
        says = f"载入前先列出哪些期限会变，确认后才生效。{who}"
        words.addWidget(Words(says, Type.SMALL, Role.INK2))
        row = QHBoxLayout()
        row.addLayout(words, 1)
        row.addWidget(self.click_button)
        row.addWidget(self.load_button)
        self.card.body.addLayout(row)

    def _middle(self) -> QWidget:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(theme.dp(16), 0, theme.dp(16), theme.dp(8))
        column.setSpacing(theme.dp(12))
        for part in (self.card, self.grid, Words(_LEGEND, Type.SMALL, Role.INK2)):
            column.addWidget(part)
        column.addStretch(1)
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(Scroll(content), 1)
        row.addWidget(self.side)
        return holder

    def _wire(self) -> None:
        self.years.chosen.connect(lambda year: self._go_to(int(year)))
        for button in (self.load_button, self.other_button):
            button.clicked.connect(self.load)
        self.click_button.clicked.connect(lambda: self.begin_draft(self._missing or self._year))
        self.holidays.mend_requested.connect(lambda: self.begin_draft(self._year))
        self.grid.pressed.connect(self._pressed)
        self.grid.span_pressed.connect(self._span_pressed)
        self.draft_panel.look_requested.connect(self.look_at_draft)
        self.draft_panel.taken_back.connect(self.take_back)
        self.draft_panel.dropped.connect(self.drop_draft)
        bind_keys(self, (("Ctrl+Return", self.look_at_draft),))
        OwnUndo(self, lambda: self._draft is not None, self.take_back)

    # Showing

    def read(self) -> None:
        """Show the year that was shown, by the calendar as it is now."""
        desk = self.context.desk

        def ask() -> _Seen:
            calendar, today = desk.calendar(), desk.clock.today()
            years = (today.year, today.year + 1)
            missing = next((year for year in years if year not in calendar.loaded_years), None)
            waiting = 0 if missing is None else calendar_notices.waiting_count(desk, missing)
            return _Seen(calendar, missing, waiting)

        self.ask(lambda _job: ask(), self._show)

    def _show(self, seen: _Seen) -> None:
        self._missing = seen.missing
        options = [(str(year), str(year)) for year in seen.calendar.loaded_years[-_YEARS_SHOWN:]]
        if seen.missing is not None:
            options.append((str(seen.missing), f"{seen.missing} 未载入 ▲"))
            what = f"{seen.waiting_count} 个期限" if seen.waiting_count else "落在那一年的期限"
            self._card_title.setText(
                f"{seen.missing} 年放假安排未载入，{what}的顺延日和最后工作日暂定"
            )
            self.load_button.set_text(f"载入 {seen.missing} 年…")
        self.years.set_options(options)
        self._show_year()

    def _show_year(self) -> None:
        calendar, today = self.context.desk.calendar(), self.context.desk.clock.today()
        draft, year = self._draft, self._year
        self.years.set_value(str(year))
        self.card.setVisible(self._missing is not None and draft is None)
        self.other_button.setVisible(self._missing is None and draft is None)
        for button in (self.other_button, self.load_button, self.click_button):
            button.setEnabled(self.may_administer)
        if draft is None:
            self.side.setCurrentWidget(self.holidays)
            self.holidays.show_notice(year, calendar.notice_of(year), may_mend=self.may_administer)
            self.grid.show_year(year, today, lambda day: _KINDS[calendar.kind_of(day)])
            return
        self.side.setCurrentWidget(self.draft_panel)
        self.draft_panel.show_draft(draft, may_take_back=bool(self._earlier))
        shown = draft
        self.grid.show_year(year, today, lambda day: _KINDS[shown.kind_of(day)], is_open=True)

    def _go_to(self, year: int) -> None:
        if self._draft is not None and year != self._draft.year:
            self.drop_draft()
        self._year = year
        self._show_year()

    # Clicking

    def begin_draft(self, year: int) -> None:
        """Let the days of a year be pressed, beginning with what is loaded of it."""
        if not self.may_administer:
            return
        self._draft = NoticeDraft.of(year, self.context.desk.calendar().notice_of(year))
        self._earlier = []
        self._year = year
        self.draft_panel.source.setText(self._draft.source)
        self._show_year()
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def _pressed(self, day: date) -> None:
        if self._draft is not None:
            self._change(self._draft.pressed(day, self.draft_panel.holiday.value()))

    def _span_pressed(self, first: date, last: date) -> None:
        if self._draft is not None:
            self._change(self._draft.filled(first, last, self.draft_panel.holiday.value()))

    def _change(self, draft: NoticeDraft) -> None:
        if self._draft is not None and draft != self._draft:
            self._earlier.append(self._draft)
            self._draft = draft
            self._show_year()

    def take_back(self) -> None:
        """Take the last press back."""
        if self._earlier:
            self._draft = self._earlier.pop()
            self._show_year()

    def drop_draft(self) -> None:
        """Give up what was clicked; nothing was changed."""
        self._draft, self._earlier = None, []
        self._show_year()

    def look_at_draft(self) -> None:
        """Show what the clicked notice would move; what cannot be is said by its day."""
        if self._draft is None:
            return
        try:
            notice = self._draft.sourced(self.draft_panel.source.text()).notice()
        except CalendarFactError as fault:
            self.draft_panel.say(str(fault))
            return
        self._panel().look_at(notice)

    # Loading

    def load(self) -> None:
        """Choose a file and show what its notice would move."""
        path, _kind = QFileDialog.getOpenFileName(
            self, "载入放假通知", str(documents_folder()), _FILES
        )
        if path:
            self.load_file(Path(path))

    def load_file(self, path: Path) -> None:
        """Show what a file would move; it is loaded when that is confirmed."""
        self._panel().look_at_file(path)

    def _panel(self) -> CalendarLoadPanel:
        if self.load_panel is None:
            self.load_panel = CalendarLoadPanel(self.window(), self.context)
            self.load_panel.loaded.connect(self._loaded)
        return self.load_panel

    def _loaded(self, load: CalendarLoad) -> None:
        moved = f"，{len(load.moved)} 个日期已改" if load.moved else ""
        self.toast_requested.emit(ToastNote(f"{load.year} 年放假安排已载入{moved}"))
        self._draft, self._earlier, self._year = None, [], load.year
        self.read()
