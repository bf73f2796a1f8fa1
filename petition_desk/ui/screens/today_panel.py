"""The right of Today: the month with a figure a day, why the current row's date, the calendar."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from petition_desk.domain.explanation import day_with_weekday
from petition_desk.domain.why import WhyView
from petition_desk.services.today import CalendarWarning, TodayPage
from petition_desk.ui import theme
from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets.buttons import Button
from petition_desk.ui.widgets.cards import Card, CardKind, Scroll, Surface
from petition_desk.ui.widgets.facts import Facts
from petition_desk.ui.widgets.heads import SectionHead
from petition_desk.ui.widgets.labels import Words
from petition_desk.ui.widgets.marks import Mark
from petition_desk.ui.widgets.month_grid import DayNote, MonthGrid, weekend

WIDTH = 304
#: Days from today that are coloured as due.
_SOON_DAYS = 3


def day_notes(counts: Mapping[date, int], today: date) -> dict[date, DayNote]:
    """Write how many deadlines end on each day; late and soon ones are coloured."""
    notes = {}
    for day, count in counts.items():
        left = (day - today).days
        mark = Mark.OVERDUE if left < 0 else Mark.TODAY if left <= _SOON_DAYS else Mark.PAUSED
        notes[day] = DayNote(f"{count} 件", mark)
    return notes


class CalendarCard(Card):
    """Next year's notice of holidays is not loaded: what that leaves open, and the one act."""

    load_requested = Signal()

    def __init__(self) -> None:
        """Start hidden."""
        super().__init__(CardKind.WARNING)
        self._title = Words("", Type.STRONG)
        self._says = Words("", Type.SMALL, Role.INK2, wraps=True)
        load = Button("载入放假通知…", small=True)
        for part in (self._title, self._says):
            self.body.addWidget(part)
        row = QHBoxLayout()
        row.setContentsMargins(0, theme.dp(4), 0, 0)
        row.addWidget(load)
        row.addStretch(1)
        self.body.addLayout(row)
        load.clicked.connect(lambda: self.load_requested.emit())
        self.hide()

    def show_warning(self, warning: CalendarWarning | None) -> None:
        """Show a warning, or nothing."""
        self.setVisible(warning is not None)
        if warning is None:
            return
        self._title.setText(f"{warning.year} 年放假安排未载入")
        count = warning.affected_count
        what = f"{count} 件期限" if count else "落在那时的期限"
        self._says.setText(f"{what}的顺延日和最后工作日暂定。国务院通知公布后请载入。")


class TodayPanel(Surface):
    """304 wide, on the colour of the window."""

    month_wanted = Signal(object)
    day_chosen = Signal(object)
    why_wanted = Signal()
    load_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(Role.WINDOW, "l", parent)
        self.month = MonthGrid()
        self._why_head = SectionHead("", link="展开", key="W")
        self._why = Facts(label_width=68, kind=Type.SMALL, spacing=3)
        self._card = CalendarCard()
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(theme.dp(16), theme.dp(12), theme.dp(16), theme.dp(16))
        column.setSpacing(0)
        column.addWidget(self.month)
        column.addSpacing(theme.dp(8))
        column.addWidget(self._why_head)
        column.addWidget(self._why)
        column.addSpacing(theme.dp(16))
        column.addWidget(self._card)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 0, 0, 0)
        outer.addWidget(Scroll(content))
        self.setFixedWidth(theme.dp(WIDTH))
        self.month.month_changed.connect(self.month_wanted)
        self.month.day_chosen.connect(self.day_chosen)
        self._why_head.link_clicked.connect(self.why_wanted)
        self._card.load_requested.connect(self.load_requested)
        self.clear_why()

    def show_page(
        self, page: TodayPage, month: date, is_off: Callable[[date], bool] = weekend
    ) -> None:
        """Show the month and the warning of a page."""
        notes = day_notes(page.month, page.today)
        self.month.show_month(month, today=page.today, notes=notes, is_off=is_off)
        self._card.show_warning(page.calendar_warning)

    def show_why(self, view: WhyView) -> None:
        """Show in five lines why a date is this day."""
        explanation = view.explanation
        day = view.deadline
        self._why_head.set_words(f"为什么是 {day:%m-%d}")
        rolled = view.counts == "due_rolled"
        last = explanation.rolled_sentence if rolled else explanation.plain_sentence
        facts: list[tuple[str, str] | tuple[str, str, Role]] = [
            ("起算", explanation.start_sentence),
            ("期限", explanation.length_sentence),
            ("期满", f"{day_with_weekday(day)}，{last}"),
            ("依据", view.rule.article),
        ]
        if view.rule.consequence:
            facts.append(("后果", view.rule.consequence, Role.OVERDUE))
        if explanation.provisional_sentence:
            facts.append(("暂定", explanation.provisional_sentence, Role.TODAY))
        self._why.show_facts(facts)
        self._why_head.show()
        self._why.show()

    def clear_why(self) -> None:
        """Show no explanation: the current row has no deadline."""
        self._why_head.hide()
        self._why.hide()
