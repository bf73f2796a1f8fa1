"""Before a year's notice takes effect: what is unusual in it, and every open date that it moves.

Reading, showing and writing run off the thread of the window and can be stopped; stopped, nothing
was changed.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeVar

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from petition_desk.domain.workdays import YearNotice
from petition_desk.errors import PetitionDeskError
from petition_desk.services import calendar_notices
from petition_desk.services.calendar_notices import (
    CalendarLoad,
    LoadCancelledError,
    MovedDeadline,
)
from petition_desk.ui import theme
from petition_desk.ui.dialogs.panel_parts import PanelFoot, PanelHead, on_ctrl_enter
from petition_desk.ui.screens.base import ScreenContext
from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets.buttons import Button, Look
from petition_desk.ui.widgets.fields import NoteLine
from petition_desk.ui.widgets.labels import Words
from petition_desk.ui.widgets.marks import Mark
from petition_desk.ui.widgets.overlay import OverlayPanel
from petition_desk.ui.widgets.record_list import Record, RecordColumn, RecordList
from petition_desk.ui.work import Job

T = TypeVar("T")

_COLUMNS: Final = (
    RecordColumn("编号", 120, is_main=True),
    RecordColumn("期限"),
    RecordColumn("哪一天", 136),
    RecordColumn("原来", 96),
    RecordColumn("改为", 96, is_main=True),
)
_NOTHING_MOVES: Final = "没有在走的期限会变。"


class CalendarLoadPanel(OverlayPanel):
    """768 x 560 over the window; Ctrl+Enter loads what is shown."""

    loaded = Signal(object)

    def __init__(self, window: QWidget, context: ScreenContext) -> None:
        """Lie over ``window``, hidden, until a notice is looked at."""
        super().__init__(window, QSize(768, 560))
        self._context = context
        self._notice: YearNotice | None = None
        self._job: Job | None = None
        self._head = PanelHead(self, "载入放假安排")
        self._says = Words("", Type.TEXT, wraps=True)
        self._doubts = Words("", Type.TEXT, Role.TODAY, wraps=True)
        self.moved = RecordList("会变的日期", _COLUMNS)
        self.moved.view.setUniformItemSizes(True)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.note = NoteLine()
        self.stop_button = Button("停止")
        self.later_button = Button("先不载入", key="Esc")
        self.load_button = Button("载入", Look.PRIMARY, key="Ctrl+Enter")
        self._foot_words = Words("", Type.SMALL, Role.INK2)
        self.body.addWidget(self._head)
        self.body.addWidget(self._middle(), 1)
        self.body.addWidget(
            PanelFoot(self._foot_words, self.stop_button, self.later_button, self.load_button)
        )
        self.stop_button.clicked.connect(self.stop)
        self.later_button.clicked.connect(self.close_panel)
        self.load_button.clicked.connect(self.load)
        on_ctrl_enter(self, self.load)

    def _middle(self) -> QWidget:
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, theme.dp(16), 0, 0)
        column.setSpacing(theme.dp(8))
        above = QVBoxLayout()
        above.setContentsMargins(theme.dp(24), 0, theme.dp(24), 0)
        above.setSpacing(theme.dp(8))
        for part in (self._doubts, self._says, self.progress, self.note):
            above.addWidget(part)
        column.addLayout(above)
        column.addWidget(self.moved, 1)
        column.addStretch(0)
        return middle

    def look_at_file(self, path: Path) -> None:
        """Read a file and show what its notice would move."""
        desk = self._context.desk

        def read(job: Job) -> tuple[YearNotice, CalendarLoad]:
            notice = calendar_notices.read_notice(path)
            return notice, calendar_notices.preview_notice(
                desk, notice, progress=job.progress, cancelled=job.is_cancelled
            )

        self._begin(f"正在看 {path.name} 会改变哪些期限…")
        self._run(read, lambda found: self._show(*found))

    def look_at(self, notice: YearNotice) -> None:
        """Show what a notice that was clicked together would move."""
        desk = self._context.desk
        self._begin(f"正在看 {notice.year} 年放假安排会改变哪些期限…")
        self._run(
            lambda job: calendar_notices.preview_notice(
                desk, notice, progress=job.progress, cancelled=job.is_cancelled
            ),
            lambda load: self._show(notice, load),
        )

    def load(self) -> None:
        """Write the notice that is shown, and every date it moves."""
        notice, desk = self._notice, self._context.desk
        if notice is None or self._job is not None:
            return
        self._begin(f"正在载入 {notice.year} 年放假安排，重算期限…")
        self._run(
            lambda job: calendar_notices.load_notice(
                desk, notice, progress=job.progress, cancelled=job.is_cancelled
            ),
            self._loaded,
        )

    def stop(self) -> None:
        """Stop what is under way; nothing is changed by what was stopped."""
        if self._job is not None:
            self._job.cancel()
            self._says.setText("正在停止…")

    def close_panel(self) -> None:
        """Close; what is under way is stopped first."""
        self.stop()
        super().close_panel()

    def _begin(self, says: str) -> None:
        self._says.setText(says)
        self._doubts.hide()
        self.moved.hide()
        self.note.hide()
        self.progress.setRange(0, 0)
        self._set_busy(True)
        if not self.isVisible():
            self.open_panel(self.stop_button)

    def _set_busy(self, busy: bool) -> None:
        self.progress.setVisible(busy)
        self.stop_button.setVisible(busy)
        self.later_button.setVisible(not busy)
        self.load_button.setVisible(not busy and self._notice is not None)

    def _run(self, function: Callable[[Job], T], done: Callable[[T], None]) -> None:
        def finished(answer: T) -> None:
            self._job = None
            done(answer)

        self._job = self._context.work.run(
            function, finished, failed=self._failed, progress=self._progressed
        )

    def _progressed(self, done: int, total: int) -> None:
        self.progress.setRange(0, max(total, 1))
        self.progress.setValue(done)
        self._foot_words.setText(f"{done} / {total}" if total else "")

    def _failed(self, error: Exception) -> None:
        self._job = None
        self._foot_words.clear()
        if isinstance(error, LoadCancelledError):
            self._set_busy(False)
            self._says.setText("已停止，什么也没有改变。")
        elif isinstance(error, PetitionDeskError):
            self._notice = None
            self._set_busy(False)
            self._says.setText("没有载入，什么也没有改变。")
            self.note.say(str(error), Mark.OVERDUE)
        else:
            self.close_panel()
            self._context.work.report(error)

    def _show(self, notice: YearNotice, load: CalendarLoad) -> None:
        self._notice = notice
        self._set_busy(False)
        may_load = self._context.desk.account.may("admin")
        self.load_button.set_text(f"载入 {load.year} 年")
        self.load_button.setEnabled(may_load)
        self._head.about.setText(
            f"{load.year} 年 · 放假 {len(notice.off)} 天，调休上班 {len(notice.work)} 天"
        )
        self._doubts.setText("\n".join(f"▲ {doubt}" for doubt in load.doubts))
        self._doubts.setVisible(bool(load.doubts))
        self._says.setText(sentence_of(load))
        self._foot_words.setText("" if may_load else "载入需要管理权限")
        self.moved.setVisible(bool(load.moved))
        self.moved.show_records([_record(at, item) for at, item in enumerate(load.moved)])
        self.later_button.setFocus()

    def _loaded(self, load: CalendarLoad) -> None:
        self._notice = None
        super().close_panel()
        self.loaded.emit(load)


def sentence_of(load: CalendarLoad) -> str:
    """Say how many dates move, of how many clocks and cases; nothing has been written yet."""
    settled = f"另有 {load.settled_count} 个暂定的期限就此确定。" if load.settled_count else ""
    if not load.moved:
        return f"{_NOTHING_MOVES}{settled}"
    cases = len({item.local_no for item in load.moved})
    counting = sum(item.is_deadline for item in load.moved)
    return (
        f"{cases} 件的 {len(load.moved)} 个日期会变，其中 {counting} 个是为准的那一天；"
        f"确认后才写入，原来的日期留在日志里。{settled}"
    )


def _record(at: int, item: MovedDeadline) -> Record:
    which = f"{item.date_name}（为准）" if item.is_deadline else item.date_name
    return Record(
        str(at),
        (
            item.local_no,
            f"{item.name} {item.of}".strip(),
            which,
            item.was.isoformat(),
            item.now.isoformat(),
        ),
        mark=Mark.TODAY if item.is_deadline else Mark.NONE,
    )
