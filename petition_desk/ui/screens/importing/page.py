"""The parts of the import and where they stand: the file, the check, the foot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from petition_desk.ui import theme
from petition_desk.ui.models.problem_groups import ALL, groups_of, of_group
from petition_desk.ui.screens.importing.columns import ColumnsPage
from petition_desk.ui.screens.importing.figures import Figure, FigureRow, SkippedColumns
from petition_desk.ui.screens.importing.head import StepRail
from petition_desk.ui.screens.importing.past import PastImports
from petition_desk.ui.screens.importing.problems import ProblemList
from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets.buttons import Button, Look
from petition_desk.ui.widgets.cards import Surface
from petition_desk.ui.widgets.empty_state import EmptyState
from petition_desk.ui.widgets.heads import ScreenHead
from petition_desk.ui.widgets.labels import Words
from petition_desk.ui.widgets.tabs import Tab, TabStrip

if TYPE_CHECKING:
    from petition_desk.exchange.problems import Problem
    from petition_desk.services.imports import ImportReport

CHOOSE, COLUMNS, CHECK, DONE = range(4)
_WHAT: Final = (
    "公安信访系统导出的表格，或者列名相近的台账：每行一件。\n"
    "先检查有多少件、哪些列跳过、哪几行有问题；导入之前什么也不写。"
)


class ImportPage(QWidget):
    """Everything that is seen; what it does is the screen's."""

    def __init__(self) -> None:
        """Start with the choice of a file."""
        super().__init__()
        self.step = CHOOSE
        self._problems: tuple[Problem, ...] = ()
        self._is_done = False
        self._file_name = ""
        self.head = ScreenHead("导入")
        self.rail = StepRail()
        self.choose_button = Button("选择文件…", Look.PRIMARY, icon="folder", key="O")
        self.nothing = EmptyState(
            "import", "从表格导入信访件", _WHAT, buttons=(self.choose_button,)
        )
        self.past = PastImports()
        self.columns = ColumnsPage()
        self.figures = FigureRow()
        self.skipped = SkippedColumns()
        self.tabs = TabStrip()
        self.problems = ProblemList()
        self.sound = EmptyState("check", "没有问题", "每一行都可以导入。")
        self.results = QStackedWidget()
        self.pages = QStackedWidget()
        self.progress = QProgressBar()
        self.says = Words("", Type.SMALL, Role.INK2)
        self.save_button = Button("把问题另存为表格…", icon="export")
        self.stop_button = Button("停止", key="Esc")
        self.back_button = Button("上一步")
        self.import_button = Button("导入", Look.PRIMARY, key="Ctrl+Enter")
        self._lay_out()
        self.tabs.chosen.connect(self.show_group)

    def _lay_out(self) -> None:
        self.head.acts.addWidget(self.rail)
        self.progress.setTextVisible(False)
        self.results.addWidget(self.problems)
        self.results.addWidget(self.sound)
        self.pages.addWidget(self._choose_page())
        self.pages.addWidget(self.columns)
        self.pages.addWidget(self._check_page())
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

    def _choose_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.nothing, 1)
        column.addWidget(self.past)
        self.past.hide()
        return page

    def _check_page(self) -> QWidget:
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
        for part in (self.says, self.stop_button, self.back_button, self.import_button):
            row.addWidget(part)
        foot.setFixedHeight(theme.dp(56))
        return foot

    # Showing

    def show_step(
        self, step: int, file_name: str, report: ImportReport | None, *, is_busy: bool
    ) -> None:
        """Show one of the four steps and what its foot offers."""
        self.step, self._file_name = step, file_name
        self.rail.show_step(step)
        self.pages.setCurrentIndex(min(step, CHECK))
        self.head.set_says(file_name if step != CHOOSE else "")
        coming = report.new + report.changed if report is not None else 0
        is_checked = step == CHECK and report is not None and not is_busy
        self.progress.setVisible(is_busy)
        self.stop_button.setVisible(is_busy)
        self.choose_button.setEnabled(not is_busy)
        has_errors = report is not None and report.rejected > 0
        self.save_button.setVisible(is_checked and has_errors)
        self.back_button.setVisible(not is_busy and step != CHOOSE)
        self.back_button.set_text("再导入一个" if step == DONE else "上一步")
        is_mapped = step == COLUMNS and not is_busy
        self.import_button.setVisible(is_checked or is_mapped or step == DONE)
        words = {DONE: "看台账", COLUMNS: "检查"}
        self.import_button.set_text(words.get(step, f"导入 {coming} 行"))
        can_go_on = self.columns.is_ready if step == COLUMNS else coming > 0
        self.import_button.setEnabled(step == DONE or can_go_on)
        if not is_busy:
            self.say("导入前自动备份" if is_checked and coming else "")

    def show_busy(self) -> None:
        """Show that something is under way: only stopping is on offer."""
        self.show_step(self.step, self._file_name, None, is_busy=True)

    def say(self, says: str) -> None:
        """Say something left of the buttons."""
        self.says.setText(says)
        self.says.setVisible(bool(says))

    def show_progress(self, says: str, now: int, total: int) -> None:
        """Show how far the work is; a total of 0 says that it is not known."""
        self.progress.setRange(0, total)
        self.progress.setValue(now)
        self.say(says)

    def show_report(self, report: ImportReport, *, is_done: bool) -> None:
        """Show what an import would do, or did."""
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
        self._problems, self._is_done = report.problems, is_done
        tabs = [Tab(group.id, group.word, str(group.count)) for group in groups_of(self._problems)]
        self.tabs.show_tabs(tabs, ALL)
        self.show_group(ALL)
        self.results.setCurrentWidget(self.problems if report.problems else self.sound)

    def show_group(self, group_id: str) -> None:
        """Show the problems of one kind."""
        self.problems.show_problems(of_group(self._problems, group_id), is_done=self._is_done)
