"""导入: choose a table, see its columns and what it would do, then let it in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout

from petition_desk.ui.dialogs import files
from petition_desk.ui.screens.base import Hint, Place, Screen, ScreenContext
from petition_desk.ui.screens.importing import runs
from petition_desk.ui.screens.importing.page import CHECK, CHOOSE, COLUMNS, DONE, ImportPage
from petition_desk.ui.screens.importing.taking_back import TakingBack
from petition_desk.ui.screens.importing.under_way import OneRun
from petition_desk.ui.widgets.toast import ToastNote

if TYPE_CHECKING:
    from petition_desk.exchange.column_choice import SheetGuess
    from petition_desk.services.import_formats import ImportMapping
    from petition_desk.services.imports import ImportReport

_HINTS: Final = (
    Hint("O", "选文件"),
    Hint("Enter", "改这一列"),
    Hint("Ctrl+Enter", "下一步"),
    Hint("Esc", "停止或返回"),
)


class ImportScreen(Screen):
    """Four steps: the file, its columns, the check, what came of it."""

    def __init__(self, context: ScreenContext) -> None:
        """Start without a file."""
        super().__init__(context)
        self._path: Path | None = None
        self._mapping: ImportMapping | None = None
        self.report: ImportReport | None = None
        self.page = ImportPage()
        self.under_way = OneRun(context.work, self.page, self._failed)
        self.taking_back = TakingBack(self, self.page.past)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.page)
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # Signals
        page = self.page
        page.choose_button.clicked.connect(self.choose)
        page.stop_button.clicked.connect(self.stop)
        page.back_button.clicked.connect(self._back)
        page.import_button.clicked.connect(self.go_on)
        page.save_button.clicked.connect(self.save_problems)
        page.columns.changed.connect(lambda: self._show_step(self.page.step))
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.go_on)
        self._show_step(CHOOSE)

    def _show_step(self, step: int) -> None:
        name = self._path.name if self._path is not None else ""
        self.page.show_step(step, name, self.report, is_busy=self.under_way.is_busy)

    # The file

    def open_at(self, place: Place) -> None:
        """Go on where it was left; a finished import begins anew."""
        if self.page.step == DONE and not self.under_way.is_busy:
            self._show_step(CHOOSE)
        self.taking_back.read()

    def choose(self) -> None:
        """Ask for the workbook."""
        if not self.under_way.is_busy:
            path = files.ask_open(self, "选择要导入的表格")
            if path is not None:
                self.look_at(path)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one file that is dropped here."""
        if not self.under_way.is_busy and len(event.mimeData().urls()) == 1:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Look at the file that was dropped."""
        path = event.mimeData().urls()[0].toLocalFile()
        if path:
            self.look_at(Path(path))

    def look_at(self, path: Path) -> None:
        """Say what each column of ``path`` would be read as."""
        self._path, self.report = path, None
        self.under_way.begin(runs.guessing(self.context.desk, path), self._guessed, "正在读表头")

    def _guessed(self, guesses: tuple[SheetGuess, ...]) -> None:
        self.page.columns.show_guess(guesses)
        self._show_step(COLUMNS)
        self.page.columns.setFocus(Qt.FocusReason.OtherFocusReason)

    # The check

    def check(self) -> None:
        """Say what an import as the columns are chosen would do."""
        path, columns = self._path, self.page.columns
        if path is None or not columns.is_ready:
            return
        self._mapping = runs.mapping_of(columns.sheets, columns.given_year)
        self.under_way.begin(
            runs.checking(self.context.desk, path, self._mapping), self._checked, "正在检查"
        )

    def _checked(self, report: ImportReport | None) -> None:
        if report is None:
            self._show_step(COLUMNS)
            self.toast_requested.emit(ToastNote("检查已停止"))
            return
        self.report = report
        self.page.show_report(report, is_done=False)
        self._show_step(CHECK)
        place = self.page.problems if report.problems else self
        place.setFocus(Qt.FocusReason.OtherFocusReason)

    def save_problems(self) -> None:
        """Write the rows that stay out into a workbook, with their reasons."""
        path, mapping = self._path, self._mapping
        if path is None or mapping is None or self.under_way.is_busy:
            return
        target = files.ask_save(self, "把问题另存为表格", f"{path.stem}_问题行.xlsx")
        if target is not None:
            save = runs.checking(self.context.desk, path, mapping, target)
            self.under_way.begin(save, lambda report: self._saved(report, target), "正在写问题行")

    def _saved(self, report: ImportReport | None, target: Path) -> None:
        self._show_step(CHECK)
        says = f"问题行已另存：{target}" if report is not None else "已停止，没有写出文件"
        self.toast_requested.emit(ToastNote(says))

    # Going on, and letting it in

    def go_on(self) -> None:
        """Do what the filled button does: check, import, or show what came in."""
        if self.under_way.is_busy or not self.page.import_button.isEnabled():
            return
        if self.page.step == COLUMNS:
            self.check()
        elif self.page.step == CHECK:
            self.run()
        elif self.page.step == DONE:
            self.place_requested.emit(Place("ledger", detail="all"))

    def run(self) -> None:
        """Import what was checked."""
        path, mapping = self._path, self._mapping
        if path is not None and mapping is not None:
            job = runs.importing(self.context.desk, path, mapping)
            self.under_way.begin(job, self._imported, "正在导入", writes=True)

    def _imported(self, report: ImportReport | None) -> None:
        if report is None:
            self._show_step(CHECK)
            self.toast_requested.emit(ToastNote("已停止，什么也没有写入"))
            return
        self.report = report
        self.page.show_report(report, is_done=True)
        self._show_step(DONE)
        says = f"已导入 {report.new + report.changed} 行，不对时可在“导入”里撤回"
        self.toast_requested.emit(ToastNote(says))
        self.taking_back.read()

    def _failed(self, error: Exception) -> None:
        """A file that cannot be read is named, and another one may be chosen."""
        self._show_step(CHOOSE)
        self.context.work.report(error)

    def stop(self) -> None:
        """Stop what is under way; an import that is stopped has written nothing."""
        self.under_way.stop()

    def _back(self) -> None:
        self._show_step(COLUMNS if self.page.step == CHECK else CHOOSE)
        self.taking_back.read()

    def _stop_or_back(self) -> None:
        if self.under_way.is_busy:
            self.stop()
        elif self.page.step in (COLUMNS, CHECK):
            self._back()
        else:
            self.back_requested.emit()

    def _change_column(self) -> None:
        if self.page.step == COLUMNS:
            self.page.columns.edit_current()

    # Keys

    def hints(self) -> tuple[Hint, ...]:
        """Return the keys of this screen."""
        return _HINTS

    def letter_keys(self) -> Mapping[Qt.Key, Callable[[], None]]:
        """Return what single keys do."""
        return {
            Qt.Key.Key_O: self.choose,
            Qt.Key.Key_Return: self._change_column,
            Qt.Key.Key_Enter: self._change_column,
            Qt.Key.Key_Escape: self._stop_or_back,
        }
