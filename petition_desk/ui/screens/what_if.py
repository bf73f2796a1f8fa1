"""期限试算: a rule or a whole pathway and a day; every date that follows, to the end of 复核."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout

from petition_desk.domain.explanation import day_with_weekday
from petition_desk.domain.why import WhyView
from petition_desk.errors import PetitionDeskError
from petition_desk.services import why
from petition_desk.services.why import Forecast
from petition_desk.ui import theme
from petition_desk.ui.screens.base import Hint, Place, Screen, ScreenContext
from petition_desk.ui.screens.what_if_inputs import RuleTrial, WhatIfInputs
from petition_desk.ui.widgets.buttons import Button
from petition_desk.ui.widgets.heads import ScreenHead
from petition_desk.ui.widgets.hint_bar import HintBar
from petition_desk.ui.widgets.marks import Mark
from petition_desk.ui.widgets.record_list import Record, RecordColumn, RecordList
from petition_desk.ui.widgets.toast import ToastNote
from petition_desk.ui.work import Job, Lane

_SAYS: Final = "假定每一步都在最后一天办；暂定的日期还会随放假通知变动"
_COLUMNS: Final = (
    RecordColumn("期限", is_main=True),
    RecordColumn("起算", 84),
    RecordColumn("长度", 68),
    RecordColumn("以此日为准", 148, is_main=True),
    RecordColumn("期满日", 96),
    RecordColumn("顺延日", 96),
    RecordColumn("最后工作日", 96),
)
#: Which of them stand where there is little room, and from which width all do.
_NARROW: Final = (0, 1, 3)
_WIDE_FROM: Final = 800
_HINTS: Final = (
    Hint("Tab", "换一栏"),
    Hint("↑ ↓", "换一天、换一行"),
    Hint("Enter", "为什么是这一天"),
    Hint("Ctrl+Shift+C", "复制全部"),
    Hint("Esc", "返回"),
)


class WhatIfScreen(Screen):
    """Left what is asked, right the dates; a row answers why."""

    def __init__(self, context: ScreenContext) -> None:
        """Build the screen; it counts when it is gone to."""
        super().__init__(context)
        self._lane = Lane(context.work)
        self._whys: tuple[WhyView, ...] = ()
        self.head = ScreenHead("期限试算", _SAYS)
        self.copy_button = Button("复制全部", key="Ctrl+Shift+C")
        self.head.acts.addWidget(self.copy_button)
        self.inputs = WhatIfInputs(context.desk.clock.today())
        self._wide = RecordList("每一个日期", _COLUMNS)
        self._narrow = RecordList("每一个日期", [_COLUMNS[place] for place in _NARROW])
        self._lists = QStackedWidget()
        for dates in (self._wide, self._narrow):
            self._lists.addWidget(dates)
            dates.view.doubleClicked.connect(lambda _index: self.ask_why())
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.inputs)
        row.addWidget(self._lists, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addLayout(row, 1)
        column.addWidget(HintBar([(hint.key, hint.word) for hint in _HINTS]))
        self.setFocusProxy(self.inputs)
        self.inputs.changed.connect(self._count)
        self.copy_button.clicked.connect(self.copy_all)
        QShortcut(QKeySequence("Ctrl+Shift+C"), self).activated.connect(self.copy_all)

    @property
    def dates(self) -> RecordList:
        """The list that is shown: with the three dates where there is room for them."""
        return self._wide if self._lists.currentWidget() is self._wide else self._narrow

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the three dates to their why where large text leaves no room for them."""
        super().resizeEvent(event)
        has_room = self.width() - self.inputs.width() >= theme.dp(_WIDE_FROM)
        self._lists.setCurrentWidget(self._wide if has_room else self._narrow)

    def open_at(self, place: Place) -> None:
        """Offer what can be tried; ``detail`` names a rule or a pathway to begin with."""
        desk = self.context.desk
        self._lane.ask(
            lambda _job: desk.rules().rules,
            lambda rules: self.inputs.offer(rules, place.detail),
        )

    def refresh(self) -> None:
        """Count anew: rules or calendar may have changed."""
        self._count()

    def _count(self) -> None:
        asked, desk = self.inputs.asked(), self.context.desk
        if asked is None:
            self.inputs.say("请填一个日期，例如 2026-11-20" if self.inputs.day.text() else "")
            self._show(())
            return

        def count(_job: Job) -> Forecast | WhyView:
            if isinstance(asked, RuleTrial):
                return why.why(desk, asked.rule, asked.from_on)
            return why.forecast(desk, asked)

        self._lane.ask(count, self._counted, failed=self._refused)

    def _counted(self, answer: Forecast | WhyView) -> None:
        self.inputs.say("")
        if isinstance(answer, WhyView):
            self._show((answer,))
        else:
            self.inputs.show_assumed(answer.found.acts)
            self._show(answer.whys)

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, PetitionDeskError):
            self.context.work.report(error)
            return
        self.inputs.say(str(error))
        self._show(())

    def _show(self, whys: tuple[WhyView, ...]) -> None:
        self._whys = whys
        self.copy_button.setEnabled(bool(whys))
        records = [_record(place, view) for place, view in enumerate(whys)]
        self._wide.show_records(records)
        self._narrow.show_records(
            [
                replace(record, cells=tuple(record.cells[place] for place in _NARROW))
                for record in records
            ]
        )

    def ask_why(self) -> None:
        """Ask why the date of the current row is this day."""
        current = self.dates.current()
        if current:
            self.why_requested.emit(self._whys[int(current)])

    def copy_all(self) -> None:
        """Put all dates on the clipboard, a line each, ready for a sheet."""
        if not self._whys:
            return
        lines = ["\t".join(column.title for column in _COLUMNS)]
        lines += ["\t".join(_record(place, view).cells) for place, view in enumerate(self._whys)]
        QApplication.clipboard().setText("\n".join(lines))
        self.toast_requested.emit(ToastNote(f"已复制 {len(self._whys)} 个期限"))

    def hints(self) -> tuple[Hint, ...]:
        """Return the keys of this screen."""
        return _HINTS

    def letter_keys(self) -> Mapping[Qt.Key, Callable[[], None]]:
        """Return what single keys do."""
        return {
            Qt.Key.Key_W: self.ask_why,
            Qt.Key.Key_Return: self.ask_why,
            Qt.Key.Key_Enter: self.ask_why,
            Qt.Key.Key_Escape: self.back_requested.emit,
        }


def _record(place: int, view: WhyView) -> Record:
    """Write one date as a row; its words are 暂定 where it may still move."""
    explanation = view.explanation
    dates = explanation.dates
    named = (("due_plain", dates.due_plain), ("due_rolled", dates.due_rolled),
             ("act_by", dates.act_by))  # fmt: skip
    plain, rolled, act_by = (
        f"{day.isoformat()}{' ▲' if key in dates.provisional else ''}" for key, day in named
    )
    moves = view.is_provisional
    length = (
        f"{explanation.span}+{explanation.extra_days}"
        if explanation.extra_days
        else (str(explanation.span))
    )
    return Record(
        str(place),
        (
            f"{view.rule.name} {view.of}".strip(),
            explanation.trigger.isoformat(),
            length,
            f"{day_with_weekday(view.deadline)}{' 暂定' if moves else ''}",
            plain,
            rolled,
            act_by,
        ),
        mark=Mark.TODAY if moves else Mark.NONE,
    )
