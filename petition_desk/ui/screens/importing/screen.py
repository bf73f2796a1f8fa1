"""导入: choose a workbook, see what it would do, then let it in; nothing is written before."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from petition_desk.services import imports
from petition_desk.ui import theme
from petition_desk.ui.dialogs import files
from petition_desk.ui.screens.base import Hint, Place, Screen, ScreenContext
from petition_desk.ui.screens.importing.figures import Figure, FigureRow, SkippedColumns
from petition_desk.ui.screens.importing.head import StepRail
from petition_desk.ui.screens.importing.problems import ProblemList
from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets.buttons import Button, Look
from petition_desk.ui.widgets.cards import Surface
from petition_desk.ui.widgets.empty_state import EmptyState
from petition_desk.ui.widgets.heads import ScreenHead
from petition_desk.ui.widgets.labels import Words
from petition_desk.ui.widgets.tabs import Tab, TabStrip
from petition_desk.ui.widgets.toast import ToastNote
from petition_desk.ui.work import Job

if TYPE_CHECKING:
    from petition_desk.services.imports import ImportReport

_HINTS: Final = (Hint("O", "选文件"), Hint("Ctrl+Enter", "导入"), Hint("Esc", "停止或返回"))
_WHAT: Final = (
    "公安信访系统导出的表格，或者列名相近的台账：每行一件。\n"
    "先检查，看清多少件、哪些列跳过、哪几行有问题，再导入；导入前什么也不写。"
)
_CHOOSE, _CHECK, _DONE = range(3)


class ImportScreen(Screen):
    """Three pages: the file, the check, what came of it."""

    def __init__(self, context: ScreenContext) -> None:
        """Start without a file."""
        super().__init__(context)
        self._path: Path | None = None
        self._job: Job | None = None
        self.report: ImportReport | None = None
        self._build()
        self._wire()

    def _build(self) -> None:
        self.head = ScreenHead("导入")
        self.rail = StepRail()
        self.head.acts.addWidget(self.rail)
        self.choose_button = Button("选择文件…", Look.PRIMARY, icon="folder", key="O")
        self.nothing = EmptyState(
            "import", "从表格导入信访件", _WHAT, buttons=(self.choose_button,)
        )
        self.figures = FigureRow()
        self.skipped = SkippedColumns()
        self.tabs = TabStrip()
        self.problems = ProblemList()
        self.sound = EmptyState("check", "没有问题", "每一行都可以导入。")
        self.pages = QStackedWidget()
        self.pages.addWidget(self.nothing)
        self.pages.addWidget(self._check_page())
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self._says = Words("", Type.SMALL, Role.INK2)
        self.save_button = Button("把问题另存为表格…", icon="export")
        self.stop_button = Button("停止", key="Esc")
        self.back_button = Button("上一步")
        self.import_button = Button("导入", Look.PRIMARY, key="Ctrl+Enter")
        ground = Surface()
        inside = QVBoxLayout(ground)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.pages)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(ground, 1)
        column.addWidget(self.progress)
        column.addWidget(self._foot())
        self.setAcceptDrops(True)
        self._show_page(_CHOOSE)

    def _check_page(self) -> QWidget:
        self.results = QStackedWidget()
        self.results.addWidget(self.problems)
        self.results.addWidget(self.sound)
        upper = QVBoxLayout()
        upper.setContentsMargins(theme.dp(16), theme.dp(16), theme.dp(16), theme.dp(8))
        upper.setSpacing(theme.dp(12))
        upper.addWidget(self.figures)
        upper.addWidget(self.skipped)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(upper)
        column.addWidget(self.tabs)
        column.addWidget(self.results, 1)
        return page

    def _foot(self) -> QWidget:
        foot = Surface(lines="t")
        row = QHBoxLayout(foot)
        row.setContentsMargins(theme.dp(16), 0, theme.dp(16), 0)
        row.setSpacing(theme.dp(8))
        row.addWidget(self.save_button)
        row.addStretch(1)
        for part in (self._says, self.stop_button, self.back_button, self.import_button):
            row.addWidget(part)
        foot.setFixedHeight(theme.dp(56))
        return foot

    def _wire(self) -> None:
        self.choose_button.clicked.connect(self.choose)
        self.stop_button.clicked.connect(self.stop)
        self.back_button.clicked.connect(lambda: self._show_page(_CHOOSE))
        self.import_button.clicked.connect(self.run)
        self.save_button.clicked.connect(self.save_problems)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.run)

    def _show_page(self, page: int) -> None:
        """Show a page and what its foot offers."""
        self._page = page
        self.rail.show_step(page)
        self.pages.setCurrentIndex(0 if page == _CHOOSE else 1)
        self.head.set_says(self._path.name if self._path is not None and page else "")
        self._show_foot()

    def _show_foot(self) -> None:
        is_busy, report = self._job is not None, self.report
        self.progress.setVisible(is_busy)
        self.stop_button.setVisible(is_busy)
        checked = self._page == _CHECK and report is not None and not is_busy
        coming = report.new + report.changed if report is not None else 0
        self.save_button.setVisible(checked and report is not None and report.rejected > 0)
        self.back_button.setVisible(not is_busy and self._page != _CHOOSE)
        self.back_button.set_text("再导入一个" if self._page == _DONE else "上一步")
        self.import_button.setVisible(checked or self._page == _DONE)
        if self._page == _DONE:
            self.import_button.set_text("看台账")
        else:
            self.import_button.set_text(f"导入 {coming} 行")
        self.import_button.setEnabled(self._page == _DONE or coming > 0)
        if not is_busy:
            self._says.setText("导入前自动备份" if checked and coming else "")
            self._says.setVisible(bool(self._says.text()))
        self.choose_button.setEnabled(not is_busy)

    # The file

    def open_at(self, place: Place) -> None:
        """Go on where it was left; a finished import begins anew."""
        if self._page == _DONE and self._job is None:
            self._show_page(_CHOOSE)

    def choose(self) -> None:
        """Ask for the workbook."""
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

    def check(self, path: Path, errors: Path | None = None) -> None:
        """Say what an import of ``path`` would do."""
        self._path = path
        desk = self.context.desk
        self._begin(
            lambda job: imports.check_import(
                desk, path, errors=errors, progress=job.progress, cancelled=job.is_cancelled
            ),
            self._checked if errors is None else lambda _report: self._saved(errors),
            "正在检查",
        )

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
        self.progress.setRange(0, 0)
        self._say(f"{word}…")
        self._show_foot()

    def _progressed(self, word: str, now: int, total: int) -> None:
        if self._job is None:
            return
        self.progress.setRange(0, max(total, 1))
        self.progress.setValue(now)
        self._say(f"{word} {now} / {total} 行")

    def _say(self, says: str) -> None:
        self._says.setText(says)
        self._says.setVisible(bool(says))

    def _failed(self, error: Exception) -> None:
        """A file that cannot be read is named, and another one may be chosen."""
        self._job = None
        self._show_page(_CHOOSE)
        self.context.work.report(error)

    def _checked(self, report: ImportReport | None) -> None:
        if report is None:
            self._show_page(_CHOOSE)
            self.toast_requested.emit(ToastNote("检查已停止"))
            return
        self.report = report
        self._show_report(report)
        self._show_page(_CHECK)
        self.problems.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_report(self, report: ImportReport, *, is_done: bool = False) -> None:
        red = Role.OVERDUE if report.rejected else Role.INK
        self.figures.show_figures(
            (
                Figure(report.rows, "行已读", "空行、表头、合计不算"),
                Figure(report.new, "新事项", "已登记" if is_done else "将登记，给本地编号"),
                Figure(report.unchanged, "没有变化", "台账里已有，不动"),
                Figure(report.changed, "有变化", "只补空白，不覆盖"),
                Figure(report.rejected, "不导入", "须先改正" if report.rejected else "", red),
            )
        )
        self.skipped.show_columns(report.skipped_columns)
        self.problems.show_problems(report.problems, is_done=is_done)
        self.tabs.show_tabs([Tab("problems", "问题", str(len(report.problems)))], "problems")
        self.results.setCurrentWidget(self.problems if report.problems else self.sound)

    def save_problems(self) -> None:
        """Write the rows that stay out into a workbook, with their reasons."""
        if self._path is None or self._job is not None:
            return
        target = files.ask_save(self, "把问题另存为表格", f"{self._path.stem}_问题行.xlsx")
        if target is not None:
            self.check(self._path, target)

    def _saved(self, path: Path) -> None:
        self._show_foot()
        self.toast_requested.emit(ToastNote(f"问题行已另存：{path}"))

    # Letting it in

    def run(self) -> None:
        """Import what was checked; afterwards, show it in the ledger."""
        path, desk = self._path, self.context.desk
        if self._job is not None or path is None or not self.import_button.isEnabled():
            return
        if self._page == _DONE:
            self.place_requested.emit(Place("ledger", detail="all"))
            return
        if self._page != _CHECK:
            return

        def import_it(job: Job) -> ImportReport | None:
            from petition_desk.services import maintenance

            maintenance.backup(desk)
            return imports.run_import(desk, path, progress=job.progress, cancelled=job.is_cancelled)

        self._begin(import_it, self._imported, "正在导入", writes=True)

    def _imported(self, report: ImportReport | None) -> None:
        if report is None:
            self._show_foot()
            self.toast_requested.emit(ToastNote("已停止，什么也没有写入"))
            return
        self.report = report
        self._show_report(report, is_done=True)
        self._show_page(_DONE)
        says = f"已导入 {report.new + report.changed} 行"
        self.toast_requested.emit(ToastNote(says))

    def stop(self) -> None:
        """Stop what is under way; an import that is stopped has written nothing."""
        if self._job is not None:
            self._job.cancel()

    def _stop_or_back(self) -> None:
        if self._job is not None:
            self.stop()
        elif self._page == _CHECK:
            self._show_page(_CHOOSE)
        else:
            self.back_requested.emit()

    # Keys

    def hints(self) -> tuple[Hint, ...]:
        """Return the keys of this screen."""
        return _HINTS

    def letter_keys(self) -> Mapping[Qt.Key, Callable[[], None]]:
        """Return what single keys do."""
        return {Qt.Key.Key_O: self.choose, Qt.Key.Key_Escape: self._stop_or_back}
