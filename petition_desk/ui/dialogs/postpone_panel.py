"""Putting a reminder off: until when and why; at the latest the day before the last day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from petition_desk.domain.explanation import day_with_weekday
from petition_desk.domain.postponing import LONGEST_REASON
from petition_desk.errors import InputError, LawRefusalError
from petition_desk.services import postponing
from petition_desk.services.postponing import Postponed, PostponingOffer
from petition_desk.services.today_items import TodayItem
from petition_desk.ui import theme
from petition_desk.ui.alive import while_alive
from petition_desk.ui.dialogs.panel_parts import PanelFoot, PanelHead, on_ctrl_enter
from petition_desk.ui.screens.base import ScreenContext
from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets.buttons import Button, Look
from petition_desk.ui.widgets.date_edit import DateEdit
from petition_desk.ui.widgets.edits import LineEdit
from petition_desk.ui.widgets.fields import Field
from petition_desk.ui.widgets.labels import Words
from petition_desk.ui.widgets.options import Options
from petition_desk.ui.widgets.overlay import OverlayPanel
from petition_desk.ui.work import Lane

_MONDAY: Final = 0


class PostponePanel(OverlayPanel):
    """560 wide; digits choose a day, Ctrl+Enter puts off."""

    postponed = Signal(object)
    resumed = Signal(object)

    def __init__(self, window: QWidget, context: ScreenContext) -> None:
        """Lie over ``window``, hidden."""
        super().__init__(window, QSize(560, 336))
        self._context = context
        self._lane = Lane(context.work)
        self._item: TodayItem | None = None
        self.offer: PostponingOffer | None = None
        self._head = PanelHead(self, "推迟提醒")
        self._says = Words("", Type.TEXT, Role.INK2, wraps=True)
        self.choice = Options((), name="推迟到")
        self.day = DateEdit(context.desk.clock.today(), name="推迟到")
        self.day_field = Field("推迟到", self.day, required=True)
        self.reason = LineEdit(name="理由")
        self.reason.setMaxLength(LONGEST_REASON)
        self.reason_field = Field("理由", self.reason, required=True)
        self.resume_button = Button("取消推迟", icon="undo")
        self.postpone_button = Button("推迟", Look.PRIMARY, key="Ctrl+Enter")
        foot = Words("期限不变；理由记入日志", Type.SMALL, Role.INK2)
        self.body.addWidget(self._head)
        self.body.addWidget(self._middle(), 1)
        self.body.addWidget(PanelFoot(foot, self.resume_button, self.postpone_button))
        self.choice.chosen.connect(self._chosen)
        self.choice.chosen_by_digit.connect(self.reason.setFocus)
        self.day.day_changed.connect(lambda _day: self.day_field.clear_note())
        self.postpone_button.clicked.connect(self.postpone)
        self.resume_button.clicked.connect(self.resume)
        self.reason.returnPressed.connect(self.postpone)
        on_ctrl_enter(self, self.postpone)

    def _middle(self) -> QWidget:
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(*(theme.dp(side) for side in (24, 16, 24, 16)))
        column.setSpacing(theme.dp(12))
        for part in (self._says, self.choice, self.day_field, self.reason_field):
            column.addWidget(part)
        column.addStretch(1)
        return middle

    @property
    def item(self) -> TodayItem | None:
        """What was last asked about."""
        return self._item

    def open_for(self, item: TodayItem) -> None:
        """Ask until when ``item`` is put off."""
        self._item, desk = item, self._context.desk
        self._lane.ask(
            lambda _job: postponing.offer(desk, item.local_no, item.rule, item.of),
            while_alive(self, self.show_offer),
        )

    def show_offer(self, offer: PostponingOffer) -> None:
        """Show what may be chosen, or why nothing may."""
        item, self.offer = self._item, offer
        if item is None:
            return
        today = self._context.desk.clock.today()
        self._head.about.setText(f"{item.local_no} {offer.name}")
        self._says.setText(offer.refusal or self._sentence(offer))
        self._says.set_role(Role.OVERDUE if offer.refusal else Role.INK2)
        days = [] if offer.refusal else offered_days(today, offer.latest)
        self.choice.set_options([(day.isoformat(), word) for day, word in days])
        first = offer.current.until if offer.current else (days[0][0] if days else None)
        self.choice.set_value(first.isoformat() if first else "")
        self.day.set_day(first)
        self.reason.setText(offer.current.reason if offer.current else "")
        for field in (self.day_field, self.reason_field):
            field.clear_note()
        for part in (self.choice, self.day_field, self.reason_field, self.postpone_button):
            part.setVisible(not offer.refusal)
        self.resume_button.setVisible(offer.current is not None)
        self.open_panel(None if offer.refusal else self.choice)

    def _sentence(self, offer: PostponingOffer) -> str:
        said = (
            f"提醒日 {day_with_weekday(offer.reminds_on)}，"
            f"最晚推迟到 {day_with_weekday(offer.latest)}。"
        )
        if offer.current is None:
            return said
        return f"已推迟到 {day_with_weekday(offer.current.until)}。{said}"

    def _chosen(self, value: str) -> None:
        self.day.set_day(date.fromisoformat(value))
        self.day_field.clear_note()

    def postpone(self) -> None:
        """Put it off; what is wrong is said at its field."""
        item, desk, until = self._item, self._context.desk, self.day.day()
        if item is None or self.offer is None or self.offer.refusal:
            return
        if until is None:
            self.day_field.set_error("请写一个日期，例如 2026-11-24")
            return
        reason = self.reason.text()
        self._context.work.run(
            lambda _job: postponing.postpone(
                desk, item.local_no, item.rule, item.of, until, reason
            ),
            while_alive(self, self._done),
            failed=while_alive(self, self._refused),
        )

    def resume(self) -> None:
        """Let the reminder stand again."""
        item = self._item
        if item is not None:
            self.take_back(item, lambda: self.resumed.emit(item))

    def take_back(self, item: TodayItem, then: Callable[[], None]) -> None:
        """Let the reminder of ``item`` stand again, and go on with ``then``."""
        desk = self._context.desk

        def finish(_was: bool) -> None:
            self.close_panel()
            then()

        self._context.work.run(
            lambda _job: postponing.resume(desk, item.local_no, item.rule, item.of),
            while_alive(self, finish),
        )

    def _done(self, postponed: Postponed) -> None:
        self.close_panel()
        self.postponed.emit(postponed)

    def _refused(self, error: Exception) -> None:
        if isinstance(error, LawRefusalError):
            self.day_field.set_error(error.sentence)
            self.day.setFocus()
        elif isinstance(error, InputError):
            self.reason_field.set_error(error.reason)
            self.reason.setFocus()
        else:
            self.close_panel()
            self._context.work.report(error)


def offered_days(today: date, latest: date) -> list[tuple[date, str]]:
    """Return the days that are offered by a digit, each once, none after the latest."""
    monday = today + timedelta(days=7 - today.weekday() + _MONDAY)
    wanted = [
        (today + timedelta(days=1), "明天"),
        (today + timedelta(days=2), "后天"),
        (monday, f"下周一 {monday:%m-%d}"),
        (latest, f"最晚 {latest:%m-%d}"),
    ]
    found: dict[date, str] = {}
    for day, word in wanted:
        if today < day <= latest:
            found.setdefault(day, word)
    return sorted(found.items())
