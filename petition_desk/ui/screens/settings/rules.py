"""规则与期限: every rule with its source, and the changes the office makes in them.

A shipped rule is never edited: it is closed, followed by another, or, shipped switched off,
switched on with a source. What a change moves is shown before it is made.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QWidget

from petition_desk.domain.office_rules import ChangeKind, RuleChange
from petition_desk.domain.rules import Rule, RuleFileError
from petition_desk.errors import PetitionDeskError
from petition_desk.services import office_rules
from petition_desk.services.law import Law
from petition_desk.services.office_rules import RuleImpact
from petition_desk.ui.models.rule_words import change_line, row_id, row_of
from petition_desk.ui.screens.base import Place, ScreenContext
from petition_desk.ui.screens.settings.page import SettingsPage
from petition_desk.ui.screens.settings.rule_form import RuleForm
from petition_desk.ui.screens.settings.rule_panel import RulePanel
from petition_desk.ui.widgets.buttons import Button
from petition_desk.ui.widgets.record_list import Record, RecordColumn, RecordList
from petition_desk.ui.widgets.toast import ToastNote
from petition_desk.ui.work import Job

_COLUMNS = (
    RecordColumn("期限", 128, is_main=True),
    RecordColumn("谁的", 64),
    RecordColumn("多长", 80),
    RecordColumn("依据"),
    RecordColumn("施行", 96),
)


class RulesPage(SettingsPage):
    """The rules at the left; the one under the cursor, or a change of it, at the right."""

    def __init__(self, context: ScreenContext) -> None:
        """Build the page."""
        super().__init__(context, "规则与期限", "随程序提供的不能改动，只能关闭；旧案按当时的规定")
        self._law: Law | None = None
        self._rules: dict[str, Rule] = {}
        self._asked: RuleChange | None = None
        self._job: Job | None = None
        self.new_button = Button("新增规则", icon="plus")
        self.new_button.setEnabled(self.may_administer)
        self.trial_button = Button("试算")
        self.head.acts.addWidget(self.trial_button)
        self.head.acts.addWidget(self.new_button)
        self.list = RecordList("期限规则", _COLUMNS)
        self.panel = RulePanel(context.desk.clock.today(), may_change=self.may_administer)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.list, 1)
        row.addWidget(self.panel)
        holder = QWidget()
        holder.setLayout(row)
        self.fill(holder)
        self.list.chosen.connect(self._choose)
        self.new_button.clicked.connect(lambda: self.begin(ChangeKind.ADD))
        self.trial_button.clicked.connect(self.try_current)
        self.panel.change_asked.connect(lambda kind: self.begin(ChangeKind(kind)))
        self.panel.take_back_asked.connect(self._take_back)
        self.panel.preview_asked.connect(self._preview)
        self.panel.make_asked.connect(self._make)
        self.panel.left.connect(self._left)

    def try_current(self) -> None:
        """Go and try the rule under the cursor on a day."""
        rule = self._rules.get(self.list.current())
        self.place_requested.emit(Place("what-if", detail=rule.id if rule is not None else ""))

    def read(self) -> None:
        """Read the rules, and what the office changed in them."""
        desk = self.context.desk
        self.ask(lambda _job: office_rules.law(desk), self._show)

    def _show(self, law: Law) -> None:
        today = self.context.desk.clock.today()
        self._law = law
        self._rules = {row_id(rule): rule for rule in law.book.rules}
        records = [Record(row_id(rule), row_of(rule, today)) for rule in law.book.rules]
        current = self.list.current()
        self.list.show_records(records, current)
        self.panel.show_rejected(law.rejected)

    def _choose(self, row: str) -> None:
        rule, law = self._rules.get(row), self._law
        if rule is None or law is None:
            return
        mine = [change for change in law.changes if change.rule_id == rule.id]
        self.panel.show_rule(rule, tuple(mine))

    def begin(self, kind: ChangeKind) -> None:
        """Begin a change of the rule under the cursor, or a new rule."""
        rule = None if kind is ChangeKind.ADD else self._rules.get(self.list.current())
        if kind is not ChangeKind.ADD and rule is None:
            return
        rule_id = rule.id if rule is not None else office_rules.new_rule_id(self.context.desk)
        form = RuleForm(kind, rule, rule_id, self.context.desk.clock.today())
        self.panel.show_form(form)
        form.focus_first()

    def _preview(self) -> None:
        change = self.panel.typed()
        if change is None:
            return
        desk = self.context.desk
        self._asked = change

        def shown(impact: RuleImpact | None) -> None:
            if impact is not None and self._asked is change:
                self.panel.show_impact(impact)

        self._run(
            lambda job: office_rules.preview(
                desk, change, progress=job.progress, cancelled=job.is_cancelled
            ),
            shown,
        )

    def _left(self) -> None:
        """The form was left: what was being worked out is no longer wanted."""
        if self._job is not None:
            self._job.cancel()
        self._asked = None
        self._choose(self.list.current())

    def _make(self) -> None:
        change, desk = self._asked, self.context.desk
        if change is None:
            return

        def made(_impact: RuleImpact | None) -> None:
            self._done(change, "已生效，期限已重算", lambda: self._take_back(change.key))

        self._run(lambda job: office_rules.make(desk, change, progress=job.progress), made)

    def _take_back(self, key: str) -> None:
        desk = self.context.desk

        def taken(impact: RuleImpact | None) -> None:
            if impact is None:
                return
            change = impact.change
            self._done(change, "已撤回，期限已重算", lambda: self._make_again(change))

        self._run(lambda job: office_rules.take_back(desk, key, progress=job.progress), taken)

    def _make_again(self, change: RuleChange) -> None:
        self._asked = change
        self._make()

    def _done(self, change: RuleChange, said: str, undo: Callable[[], None]) -> None:
        name = next((r.name for r in self._rules.values() if r.id == change.rule_id), "")
        name = name or str(change.values.get("name", change.rule_id))
        self.toast_requested.emit(ToastNote(f"{change_line(change, name)}：{said}", "撤销", undo))
        self._asked = None
        self.panel.leave_form()
        self.read()

    def _run(
        self,
        function: Callable[[Job], RuleImpact | None],
        done: Callable[[RuleImpact | None], None],
    ) -> None:
        self._job = self.context.work.run(
            function, done, failed=self._refused, progress=self.panel.show_progress
        )

    def _refused(self, error: Exception) -> None:
        if isinstance(error, RuleFileError):
            self.panel.show_fault(error.key.rpartition(".")[2], error.reason)
        elif isinstance(error, PetitionDeskError):
            self.panel.show_fault("length", str(error))
        else:
            self.context.work.report(error)
