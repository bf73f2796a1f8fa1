"""放假日历: a year as the State Council's notice makes it, and loading the next one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from petition_desk.domain.calendar import DayKind, WorkCalendar
from petition_desk.domain.workdays import YearNotice
from petition_desk.services import calendar_notices
from petition_desk.services.calendar_notices import CalendarLoad
from petition_desk.ui import theme
from petition_desk.ui.dialogs.calendar_load import CalendarLoadDialog
from petition_desk.ui.screens.base import ScreenContext
from petition_desk.ui.screens.settings.page import SettingsPage
from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets.buttons import Button, Look
from petition_desk.ui.widgets.cards import Card, CardKind, Scroll, Surface
from petition_desk.ui.widgets.facts import Facts
from petition_desk.ui.widgets.heads import SectionHead
from petition_desk.ui.widgets.labels import Words
from petition_desk.ui.widgets.month_grid import WEEKDAYS
from petition_desk.ui.widgets.options import Options
from petition_desk.ui.widgets.toast import ToastNote
from petition_desk.ui.widgets.year_grid import YearDay, YearGrid

_KINDS = {
    DayKind.OFF: YearDay.OFF,
    DayKind.MAKE_UP: YearDay.WORKED,
    DayKind.WEEKEND: YearDay.WEEKEND,
    DayKind.WORKDAY: YearDay.PLAIN,
}
#: How many years stand in the switch.
_YEARS_SHOWN = 3


class CalendarPage(SettingsPage):
    """The year in the middle, its holidays by name at the right."""

    def __init__(self, context: ScreenContext) -> None:
        """Build the page."""
        super().__init__(context, "放假日历")
        self._year = context.desk.clock.today().year
        self.years = Options((), name="年份", digits=False)
        self.head.acts.addWidget(self.years)
        self.card = Card(CardKind.WARNING)
        self._card_title = Words("", Type.STRONG, wraps=True)
        self.load_button = Button("", Look.PRIMARY, icon="import")
        self._fill_card()
        self.grid = YearGrid()
        self.holidays = HolidayPanel()
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(theme.dp(16), 0, theme.dp(16), theme.dp(8))
        column.setSpacing(theme.dp(12))
        column.addWidget(self.card)
        column.addWidget(self.grid)
        column.addStretch(1)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(Scroll(content), 1)
        row.addWidget(self.holidays)
        holder = QWidget()
        holder.setLayout(row)
        self.fill(holder)
        self.years.chosen.connect(lambda year: self._show_year(int(year)))
        self.load_button.clicked.connect(self.load)

    def _fill_card(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._card_title)
        says = "载入前先列出哪些期限会变，确认后才生效。"
        words.addWidget(Words(says, Type.SMALL, Role.INK2))
        row = QHBoxLayout()
        row.addLayout(words, 1)
        row.addWidget(self.load_button)
        self.card.body.addLayout(row)

    def read(self) -> None:
        """Show the year that was shown, by the calendar as it is now."""
        desk = self.context.desk
        self.ask(lambda _job: desk.calendar(), self._show)

    def _show(self, calendar: WorkCalendar) -> None:
        today = self.context.desk.clock.today()
        missing = today.year + 1
        offered = [*calendar.loaded_years[-_YEARS_SHOWN:]]
        options = [(str(year), str(year)) for year in offered]
        if missing not in calendar.loaded_years:
            options.append((str(missing), f"{missing} 未载入 ▲"))
        self.years.set_options(options)
        self.card.setVisible(missing not in calendar.loaded_years)
        self._card_title.setText(f"{missing} 年放假安排未载入，落在那一年的顺延日和最后工作日暂定")
        self.load_button.set_text(f"载入 {missing} 年…")
        self._show_year(self._year)

    def _show_year(self, year: int) -> None:
        self._year = year
        calendar = self.context.desk.calendar()
        today: date = self.context.desk.clock.today()
        self.years.set_value(str(year))
        self.grid.show_year(year, today, lambda day: _KINDS[calendar.kind_of(day)])
        self.holidays.show_notice(year, calendar.notice_of(year))

    def load(self) -> None:
        """Choose a file, show what it moves, and load it when that is confirmed."""
        path, _kind = QFileDialog.getOpenFileName(
            self, "载入放假通知", "", "放假通知 (*.json *.toml)"
        )
        if path:
            self.load_file(Path(path))

    def load_file(self, path: Path) -> None:
        """Show what a file would move, and load it when that is confirmed."""
        desk = self.context.desk
        self.act(
            lambda _job: calendar_notices.load_calendar(desk, path, preview=True),
            lambda load: self._confirm(path, load),
        )

    def _confirm(self, path: Path, load: CalendarLoad) -> None:
        if not CalendarLoadDialog.ask(self, load):
            return
        desk = self.context.desk

        def loaded(done: CalendarLoad) -> None:
            self.toast_requested.emit(ToastNote(f"{done.year} 年放假安排已载入，期限已重算"))
            self._year = done.year
            self.read()

        self.act(lambda _job: calendar_notices.load_calendar(desk, path), loaded)


class HolidayPanel(Surface):
    """The holidays and the worked weekends of a year, and where that is known from."""

    def __init__(self) -> None:
        """Show nothing yet."""
        super().__init__(Role.WINDOW, "l")
        self._head = SectionHead("")
        self._off = Facts(label_width=56, spacing=5)
        self._worked_head = SectionHead("调休上班")
        self._worked = Words("", Type.TEXT, wraps=True)
        self._source = Words("", Type.SMALL, Role.INK2, wraps=True)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(theme.dp(16), theme.dp(8), theme.dp(16), theme.dp(16))
        column.setSpacing(theme.dp(4))
        for part in (self._head, self._off, self._worked_head, self._worked):
            column.addWidget(part)
        column.addSpacing(theme.dp(16))
        column.addWidget(self._source)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 0, 0, 0)
        outer.addWidget(Scroll(content))
        self.setFixedWidth(theme.dp(264))

    def show_notice(self, year: int, notice: YearNotice | None) -> None:
        """Show a year's notice, or that there is none."""
        self._head.set_words(f"{year} 年放假", f"{len(notice.off)} 天" if notice else "")
        self._worked_head.setVisible(notice is not None)
        if notice is None:
            self._off.show_facts([])
            self._worked.setText("这一年的通知还没有载入，按周一至周五上班显示。")
            self._source.clear()
            return
        self._off.show_facts(
            [
                (
                    block.name,
                    f"{block.first_on:%m-%d} 至 {block.last_on:%m-%d}  {block.day_count} 天",
                )
                for block in notice.blocks()
            ]
        )
        worked = sorted(notice.work)
        self._worked_head.set_words("调休上班", f"{len(worked)} 天")
        pairs = [f"{day:%m-%d} 周{WEEKDAYS[day.weekday()]}" for day in worked]
        self._worked.setText(
            "\n".join("　　".join(pairs[at : at + 2]) for at in range(0, len(pairs), 2))
        )
        self._source.setText(f"来源：{notice.source}" if notice.source else "")
