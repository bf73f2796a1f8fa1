"""Taking an earlier import back from the screen of the import."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from petition_desk.ui.screens.importing import runs
from petition_desk.ui.screens.importing.past import PastImports
from petition_desk.ui.widgets.toast import ToastNote
from petition_desk.ui.work import Lane

if TYPE_CHECKING:
    from petition_desk.services.import_take_back import TakeBack
    from petition_desk.ui.screens.importing.screen import ImportScreen


class TakingBack(QObject):
    """Reads the list of imports, plans, and takes one back."""

    def __init__(self, screen: ImportScreen, past: PastImports) -> None:
        """Act for ``screen`` on its list."""
        super().__init__(screen)
        self._screen = screen
        self._past = past
        self._reading = Lane(screen.context.work)
        past.plan_requested.connect(self.plan)
        past.take_back_requested.connect(self.run)

    def read(self) -> None:
        """Read the list anew."""
        self._reading.ask(runs.listing(self._screen.context.desk), self._past.show_batches)

    def plan(self, batch_id: int) -> None:
        """Say what taking an import back would do."""
        desk = self._screen.context.desk
        self._reading.ask(runs.planning(desk, batch_id), self._past.show_plan)

    def run(self, batch_id: int) -> None:
        """Take it back."""
        job = runs.taking_back(self._screen.context.desk, batch_id)
        self._screen.under_way.begin(job, self._done, "正在撤回", writes=True)

    def _done(self, done: TakeBack | None) -> None:
        self._screen.page.show_step(self._screen.page.step, "", None, is_busy=False)
        count = 0 if done is None else len(done.voided) + len(done.restored)
        says = "已停止，什么也没有改动" if done is None else f"已撤回导入，{count} 件"
        self._screen.toast_requested.emit(ToastNote(says))
        self.read()
