"""The first start: six steps at the left, the page, and a foot that says what it waits for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent, QShowEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from petition_desk.clock import Clock
from petition_desk.errors import PetitionDeskError
from petition_desk.ui import theme
from petition_desk.ui.start.wizard_later import BeginPage, CalendarPage, RecoveryPage
from petition_desk.ui.start.wizard_pages import (
    AccountPage,
    Answers,
    FolderPage,
    OfficePage,
    WizardPage,
)
from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets import paint
from petition_desk.ui.widgets.buttons import Button, Look
from petition_desk.ui.widgets.cards import Scroll, Surface
from petition_desk.ui.widgets.labels import Words
from petition_desk.ui.work import Job, Work

if TYPE_CHECKING:
    from petition_desk.services.desk import Desk

_STEPS = ("数据放在哪里", "单位信息", "账户和口令", "恢复密钥", "日历和规则", "开始使用")
_ACCOUNT, _RECOVERY, _CALENDAR, _BEGIN = 2, 3, 4, 5
_INVENTED_COUNT = 200


class StepsRail(Surface):
    """The steps, 264 wide: done with a tick, the current one filled, the others to come."""

    def __init__(self) -> None:
        """Begin at the first step."""
        super().__init__(Role.WINDOW, "r")
        self._current = 0
        self.setFixedWidth(theme.dp(264))

    def show_step(self, current: int) -> None:
        """Show ``current`` as the current step, counted from 0."""
        self._current = current
        self.setAccessibleName(f"第 {current + 1} 步，共 {len(_STEPS)} 步：{_STEPS[current]}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the brand and the steps."""
        super().paintEvent(event)
        with paint.painting(self) as painter:
            sign = QRect(theme.dp(24), theme.dp(24), theme.dp(20), theme.dp(20))
            paint.icon(painter, "desk", sign, Role.ACCENT)
            name = QRect(theme.dp(52), theme.dp(24), theme.dp(200), theme.dp(20))
            paint.words(painter, name, "信访接待台", Role.INK, Type.STRONG)
            for index, word in enumerate(_STEPS):
                ring = QRect(theme.dp(24), theme.dp(84 + 40 * index), theme.dp(24), theme.dp(24))
                current, done = index == self._current, index < self._current
                if current:
                    paint.box(painter, ring, Role.ACCENT, radius=12)
                else:
                    paint.box(painter, ring, Role.SURFACE, Role.EDGE, radius=12)
                if done:
                    paint.icon(painter, "check", ring, Role.INK, size=18)
                else:
                    role = Role.ON_ACCENT if current else Role.INK
                    kind = Type.SMALL_STRONG if current else Type.SMALL
                    paint.words(painter, ring, str(index + 1), role, kind, paint.CENTRE)
                room = QRect(ring.right() + theme.dp(12), ring.y(), theme.dp(190), ring.height())
                kind = Type.STRONG if current else Type.TEXT
                ink = Role.INK if current or done else Role.INK2
                paint.words(painter, room, word, ink, kind)


def focus_first(page: QWidget, otherwise: QWidget) -> None:
    """Begin at the first field of a page; where it has none, at going on."""
    fields = [field for field in page.findChildren(QLineEdit) if field.isVisibleTo(page)]
    (fields[0] if fields else otherwise).setFocus(Qt.FocusReason.OtherFocusReason)


class Wizard(Surface):
    """Six pages; the data is made when the third is left."""

    finished = Signal(object)

    def __init__(self, folder: Path, clock: Clock, work: Work) -> None:
        """Begin with ``folder`` as the proposed place."""
        super().__init__(Role.SURFACE)
        self._clock = clock
        self._work = work
        self._answers = Answers(folder)
        self._desk: Desk | None = None
        self.rail = StepsRail()
        self.recovery = RecoveryPage(clock)
        self.calendar = CalendarPage()
        self.begin = BeginPage()
        self.pages: tuple[WizardPage, ...] = (
            FolderPage(folder),
            OfficePage(),
            AccountPage(),
            self.recovery,
            self.calendar,
            self.begin,
        )
        self.stack = QStackedWidget()
        for page in self.pages:
            self.stack.addWidget(Scroll(page))
            page.changed.connect(self._show_wait)
        self.back_button = Button("上一步")
        self.next_button = Button("继续", Look.PRIMARY)
        self._waits = Words("", Type.SMALL, Role.INK2)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.stack, 1)
        right.addWidget(self._foot())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(right, 1)
        self.back_button.clicked.connect(self.go_back)
        self.next_button.clicked.connect(self.go_on)
        self.calendar.load_requested.connect(self._load_calendar)
        self._show_page(0)

    def _foot(self) -> QWidget:
        foot = Surface(lines="t")
        row = QHBoxLayout(foot)
        row.setContentsMargins(theme.dp(64), 0, theme.dp(64), 0)
        row.setSpacing(theme.dp(24))
        row.addWidget(self.back_button)
        row.addStretch(1)
        row.addWidget(self._waits)
        row.addWidget(self.next_button)
        foot.setFixedHeight(theme.dp(56))
        return foot

    @property
    def page(self) -> int:
        """Which page is shown, counted from 0."""
        return self.stack.currentIndex()

    def _show_page(self, index: int) -> None:
        self.stack.setCurrentIndex(index)
        self.rail.show_step(index)
        is_last = index == _BEGIN
        self.next_button.set_text("开始使用" if is_last else "继续")
        # What was made cannot be unmade: behind the third page there is no way back past it.
        self.back_button.setEnabled(index in (1, _ACCOUNT, _BEGIN))
        self.back_button.setVisible(index != 0)
        self._show_wait()
        focus_first(self.pages[self.page], self.next_button)

    def showEvent(self, event: QShowEvent) -> None:
        """A page chosen before it could be seen could not be given the focus."""
        super().showEvent(event)
        focus_first(self.pages[self.page], self.next_button)

    def _show_wait(self) -> None:
        waits_for = self.pages[self.page].waits_for()
        self._waits.setText(waits_for)
        self.next_button.setEnabled(not waits_for)

    def go_back(self) -> None:
        """Go to the page before."""
        self._show_page(self.page - 1)

    def go_on(self) -> None:
        """Go to the next page; the third makes the data, the last opens the desk."""
        page = self.pages[self.page]
        if page.waits_for():
            return
        page.write_into(self._answers)
        if self.page == _ACCOUNT:
            self._create()
        elif self.page == _RECOVERY:
            self.recovery.forget_key()
            self._show_page(_CALENDAR)
        elif self.page == _BEGIN:
            self._begin()
        else:
            self._show_page(self.page + 1)

    def _create(self) -> None:
        answers, clock = self._answers, self._clock

        def create(_job: Job) -> tuple[Desk, str]:
            from petition_desk.services import settings
            from petition_desk.services.desk import create_desk

            name = answers.settings["office.name"]
            desk, key = create_desk(answers.folder, name, answers.account, answers.password, clock)
            for setting, value in answers.settings.items():
                settings.set_setting(desk, setting, value)
            return desk, key

        self._wait("正在建立数据…")
        self._work.run(create, self._created, failed=self._not_created)

    def _wait(self, says: str) -> None:
        self.next_button.setEnabled(False)
        self.back_button.setEnabled(False)
        self._waits.setText(says)

    def _created(self, made: tuple[Desk, str]) -> None:
        self._desk, key = made
        self._answers.password = ""
        self.recovery.show_key(key)
        self.calendar.show_desk(self._desk)
        self._show_page(_RECOVERY)

    def _not_created(self, error: Exception) -> None:
        """Show what was refused where it was answered: a folder at its page, an account at its."""
        if not isinstance(error, PetitionDeskError):
            self._work.report(error)
            return
        at_account = error.exit_code == 4
        self._show_page(_ACCOUNT if at_account else 0)
        self.pages[self.page].show_fault(getattr(error, "field", ""), str(error))

    def _load_calendar(self) -> None:
        desk = self._desk
        path, _kind = QFileDialog.getOpenFileName(
            self, "载入放假通知", "", "放假通知 (*.json *.toml)"
        )
        if not path or desk is None:
            return

        def load(_job: Job) -> object:
            from petition_desk.services import calendar_notices

            return calendar_notices.load_calendar(desk, Path(path))

        self._work.run(load, lambda _load: self.calendar.show_desk(desk))

    def _begin(self) -> None:
        desk = self._desk
        if desk is None:
            return
        if not self.begin.invented.isChecked():
            self.finished.emit(desk)
            return

        def invent(job: Job) -> int:
            from petition_desk.services import demo

            return demo.invent(
                desk, _INVENTED_COUNT, progress=job.progress, cancelled=job.is_cancelled
            )

        self._wait("正在写入虚构案例…")
        self._work.run(
            invent,
            lambda _count: self.finished.emit(desk),
            failed=self._not_invented,
            progress=self.begin.show_progress,
        )

    def _not_invented(self, error: Exception) -> None:
        self.begin.show_fault(
            "", str(error) if isinstance(error, PetitionDeskError) else "没有完成"
        )
        self._show_page(_BEGIN)

    def close_desk(self) -> None:
        """Close the data that was made, when the window closes before the end."""
        if self._desk is not None:
            self._desk.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.go_on()
        else:
            super().keyPressEvent(event)
