"""导入: choose a workbook, see what it would do, then let it in; nothing is written before."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout

from petition_desk.ui.dialogs import files
from petition_desk.ui.screens.base import Hint, Place, Screen, ScreenContext
from petition_desk.ui.screens.importing.page import CHECK, CHOOSE, DONE, ImportPage
from petition_desk.ui.widgets.toast import ToastNote
from petition_desk.ui.work import Job

if TYPE_CHECKING:
    from petition_desk.services.imports import ImportReport

_HINTS: Final = (Hint("O", "选文件"), Hint("Ctrl+Enter", "导入"), Hint("Esc", "停止或返回"))


class ImportScreen(Screen):
    """Three steps: the file, the check, what came of it."""

    def __init__(self, context: ScreenContext) -> None:
        """Start without a file."""
        super().__init__(context)
        self._path: Path | None = None
        self._job: Job | None = None
        self.report: ImportReport | None = None
        self.page = ImportPage()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.page)
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # Signals
        page = self.page
        page.choose_button.clicked.connect(self.choose)
        page.stop_button.clicked.connect(self.stop)
        page.back_button.clicked.connect(lambda: self._show_step(CHOOSE))
        page.import_button.clicked.connect(self.run)
        page.save_button.clicked.connect(self.save_problems)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.run)
        self._show_step(CHOOSE)

    def _show_step(self, step: int) -> None:
        name = self._path.name if self._path is not None else ""
        self.page.show_step(step, name, self.report, is_busy=self._job is not None)

    # The file

    def open_at(self, place: Place) -> None:
        """Go on where it was left; a finished import begins anew."""
        if self.page.step == DONE and self._job is None:
            self._show_step(CHOOSE)

    def choose(self) -> None:
        """Ask for the workbook."""
        if self._job is None:
            path = files.ask_open(self, "选择要导入的表格")
            if path is not None:
                self.check(path)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one file that is dropped here."""
        if self._job is None and len(event.mimeData().urls()) == 1:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Check the file that was dropped."""
        path = event.mimeData().urls()[0].toLocalFile()
        if path:
            self.check(Path(path))

    def check(self, path: Path) -> None:
        """Say what an import of ``path`` would do."""
        desk = self.context.desk
        self._path = path

        def check_it(job: Job) -> ImportReport | None:
            # What reads and writes workbooks is loaded when it is first needed.
            from petition_desk.services import imports

            return imports.check_import(
                desk, path, progress=job.progress, cancelled=job.is_cancelled
            )

        self._begin(check_it, self._checked, "正在检查")

    def _checked(self, report: ImportReport | None) -> None:
        if report is None:
            self._show_step(CHOOSE)
            self.toast_requested.emit(ToastNote("检查已停止"))
            return
        self.report = report
        self.page.show_report(report, is_done=False)
        self._show_step(CHECK)
        self.page.problems.setFocus(Qt.FocusReason.OtherFocusReason)

    def save_problems(self) -> None:
        """Write the rows that stay out into a workbook, with their reasons."""
        path, desk = self._path, self.context.desk
        if path is None or self._job is not None:
            return
        target = files.ask_save(self, "把问题另存为表格", f"{path.stem}_问题行.xlsx")
        if target is None:
            return

        def save_it(job: Job) -> ImportReport | None:
            from petition_desk.services import imports

            return imports.check_import(
                desk, path, errors=target, progress=job.progress, cancelled=job.is_cancelled
            )

        self._begin(save_it, lambda report: self._saved(report, target), "正在写问题行")

    def _saved(self, report: ImportReport | None, target: Path) -> None:
        self._show_step(CHECK)
        says = f"问题行已另存：{target}" if report is not None else "已停止，没有写出文件"
        self.toast_requested.emit(ToastNote(says))

    # Letting it in

    def run(self) -> None:
        """Import what was checked; afterwards, show it in the ledger."""
        path, desk = self._path, self.context.desk
        if self._job is not None or path is None or not self.page.import_button.isEnabled():
            return
        if self.page.step == DONE:
            self.place_requested.emit(Place("ledger", detail="all"))
            return
        if self.page.step != CHECK:
            return

        def import_it(job: Job) -> ImportReport | None:
            from petition_desk.services import imports, maintenance

            maintenance.backup(desk)
            return imports.run_import(desk, path, progress=job.progress, cancelled=job.is_cancelled)

        self._begin(import_it, self._imported, "正在导入", writes=True)

    def _imported(self, report: ImportReport | None) -> None:
        if report is None:
            self._show_step(CHECK)
            self.toast_requested.emit(ToastNote("已停止，什么也没有写入"))
            return
        self.report = report
        self.page.show_report(report, is_done=True)
        self._show_step(DONE)
        self.toast_requested.emit(ToastNote(f"已导入 {report.new + report.changed} 行"))

    # Work under way

    def _begin(
        self,
        function: Callable[[Job], ImportReport | None],
        done: Callable[[ImportReport | None], None],
        word: str,
        *,
        writes: bool = False,
    ) -> None:
        if self._job is not None:
            return

        def finished(report: ImportReport | None) -> None:
            self._job = None
            done(report)

        self._job = self.context.work.run(
            function,
            finished,
            failed=self._failed,
            progress=lambda now, total: self._progressed(word, now, total),
            # Writing stands in the one queue of the database; reading a workbook must not.
            database=writes,
        )
        self._show_step(self.page.step)
        self.page.show_progress(f"{word}…", 0, 0)

    def _progressed(self, word: str, now: int, total: int) -> None:
        if self._job is not None:
            self.page.show_progress(f"{word} {now} / {total} 行", now, max(total, 1))

    def _failed(self, error: Exception) -> None:
        """A file that cannot be read is named, and another one may be chosen."""
        self._job = None
        self._show_step(CHOOSE)
        self.context.work.report(error)

    def stop(self) -> None:
        """Stop what is under way; an import that is stopped has written nothing."""
        if self._job is not None:
            self._job.cancel()

    def _stop_or_back(self) -> None:
        if self._job is not None:
            self.stop()
        elif self.page.step == CHECK:
            self._show_step(CHOOSE)
        else:
            self.back_requested.emit()

    # Keys

    def hints(self) -> tuple[Hint, ...]:
        """Return the keys of this screen."""
        return _HINTS

    def letter_keys(self) -> Mapping[Qt.Key, Callable[[], None]]:
        """Return what single keys do."""
        return {Qt.Key.Key_O: self.choose, Qt.Key.Key_Escape: self._stop_or_back}
