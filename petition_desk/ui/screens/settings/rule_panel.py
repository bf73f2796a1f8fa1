"""Beside the rules: the one under the cursor in words, or a change of it with what it moves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from petition_desk.domain.office_rules import ChangeKind, RejectedChange, RuleChange
from petition_desk.domain.rules import Rule
from petition_desk.services.office_rules import RuleImpact
from petition_desk.ui import theme
from petition_desk.ui.models.rule_words import change_line, facts_of, moved_cells
from petition_desk.ui.screens.settings.rule_form import RuleForm
from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets.buttons import Button, Look
from petition_desk.ui.widgets.cards import Card, CardKind, Scroll, Surface
from petition_desk.ui.widgets.facts import Facts
from petition_desk.ui.widgets.labels import Words
from petition_desk.ui.widgets.record_list import Record, RecordColumn, RecordList

WIDTH = 384
_MOVED = (
    RecordColumn("哪一件的哪个期限", is_main=True),
    RecordColumn("原来", 80),
    RecordColumn("改为", 80, is_main=True),
)
_MOST_SHOWN = 200


class RulePanel(Surface):
    """One rule, or the form of a change."""

    change_asked = Signal(str)
    take_back_asked = Signal(str)
    preview_asked = Signal()
    make_asked = Signal()
    left = Signal()

    def __init__(self, today: date, *, may_change: bool) -> None:
        """Show no rule."""
        super().__init__(Role.WINDOW, "l")
        self._today = today
        self._may_change = may_change
        self.form: RuleForm | None = None
        self.detail = _Detail()
        self.editing = _Editing()
        self._stack = QStackedWidget()
        self._stack.addWidget(Scroll(self.detail))
        self._stack.addWidget(Scroll(self.editing))
        inside = QVBoxLayout(self)
        inside.setContentsMargins(1, 0, 0, 0)
        inside.addWidget(self._stack)
        self.setFixedWidth(theme.dp(WIDTH))
        self.editing.preview_button.clicked.connect(self.preview_asked)
        self.editing.make_button.clicked.connect(self.make_asked)
        self.editing.cancel_button.clicked.connect(self._leave)

    def show_rejected(self, rejected: Sequence[RejectedChange]) -> None:
        """Say which changes of the office no longer fit what ships."""
        self.detail.show_rejected(rejected)

    def show_rule(self, rule: Rule, changes: tuple[RuleChange, ...]) -> None:
        """Show a rule and what the office changed in it; a form that is open is left alone."""
        if self.form is not None:
            return
        self.detail.title.setText(rule.name)
        self.detail.facts.show_facts(facts_of(rule, self._today))
        self.detail.show_acts(self._acts(rule, changes))

    def _acts(self, rule: Rule, changes: tuple[RuleChange, ...]) -> list[Button]:
        if not self._may_change:
            return []
        acts = [self._take_back(change, rule.name) for change in changes]
        is_over = rule.in_force_to is not None
        if not rule.is_on:
            acts.append(self._button("写明依据，启用…", ChangeKind.ENABLE))
        elif not is_over:
            if rule.span.amount > 0 and not rule.extends:
                acts.append(self._button("改为另一期限…", ChangeKind.FOLLOW))
            acts.append(self._button("关闭…", ChangeKind.CLOSE))
        return acts

    def _button(self, word: str, kind: ChangeKind) -> Button:
        button = Button(word)
        button.clicked.connect(lambda: self.change_asked.emit(kind.value))
        return button

    def _take_back(self, change: RuleChange, name: str) -> Button:
        button = Button(f"撤回：{change_line(change, name)}", Look.QUIET)
        button.clicked.connect(lambda: self.take_back_asked.emit(change.key))
        return button

    def show_form(self, form: RuleForm) -> None:
        """Show the blanks of a change."""
        self.form = form
        self.editing.show_form(form)
        form.edited.connect(self.editing.forget_impact)
        self._stack.setCurrentIndex(1)

    def typed(self) -> RuleChange | None:
        """The change as typed, or nothing where it cannot be read."""
        return self.form.change() if self.form is not None else None

    def show_progress(self, done: int, total: int) -> None:
        """Say how many cases have been worked out by the change."""
        if self.form is not None:
            self.editing.says.setText(f"已试算 {done} / {total} 件…")

    def show_impact(self, impact: RuleImpact) -> None:
        """Show what the change would move, and let it be made."""
        self.editing.show_impact(impact)

    def show_fault(self, key: str, reason: str) -> None:
        """Say a fault at its blank; with no form open, above the rule."""
        if self.form is not None:
            self.editing.forget_impact()
            self.form.show_fault(key, reason)
        else:
            self.detail.show_fault(reason)

    def leave_form(self) -> None:
        """Show the rule again."""
        self.form = None
        self._stack.setCurrentIndex(0)

    def _leave(self) -> None:
        self.leave_form()
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the form with Esc."""
        if event.key() == Qt.Key.Key_Escape and self.form is not None:
            self._leave()
        else:
            super().keyPressEvent(event)


class _Detail(QWidget):
    """A rule in words, and what may be done with it."""

    def __init__(self) -> None:
        super().__init__()
        self.title = Words("", Type.STRONG, wraps=True)
        self.facts = Facts()
        self._warning = Card(CardKind.WARNING)
        self._warning_words = Words("", Type.SMALL, wraps=True)
        self._warning.body.addWidget(self._warning_words)
        self._warning.hide()
        self._acts = QVBoxLayout()
        self._acts.setSpacing(theme.dp(8))
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.dp(16),) * 4)
        column.setSpacing(theme.dp(12))
        column.addWidget(self._warning)
        column.addWidget(self.title)
        column.addWidget(self.facts)
        column.addLayout(self._acts)
        column.addStretch(1)

    def show_acts(self, buttons: Sequence[Button]) -> None:
        """Show other buttons."""
        while self._acts.count():
            item = self._acts.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for button in buttons:
            self._acts.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            button.show()

    def show_rejected(self, rejected: Sequence[RejectedChange]) -> None:
        """Name the changes that are not in force although they were made."""
        lines = [f"{item.change.rule_id}：{item.reason}" for item in rejected]
        said = "与随程序提供的规则不合，没有生效：\n" + "\n".join(lines)
        self._warning_words.setText(said)
        self._warning.setVisible(bool(lines))

    def show_fault(self, reason: str) -> None:
        """Say why nothing was done."""
        self._warning_words.setText(reason)
        self._warning.show()


class _Editing(QWidget):
    """The form, what it would move, and its buttons."""

    def __init__(self) -> None:
        super().__init__()
        self.preview_button = Button("看看会变什么", Look.PRIMARY)
        self.make_button = Button("", Look.PRIMARY)
        self.cancel_button = Button("取消", key="Esc")
        self.says = Words("", Type.TEXT, Role.INK2, wraps=True)
        self.moved = RecordList("会变的期限", _MOVED)
        self.moved.setMinimumHeight(theme.dp(200))
        self._place = QVBoxLayout()
        row = QHBoxLayout()
        row.setSpacing(theme.dp(8))
        for button in (self.preview_button, self.make_button, self.cancel_button):
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.dp(16),) * 4)
        column.setSpacing(theme.dp(12))
        column.addLayout(self._place)
        column.addWidget(self.says)
        column.addWidget(self.moved, 1)
        column.addLayout(row)
        column.addStretch(1)
        self.forget_impact()

    def show_form(self, form: RuleForm) -> None:
        """Show other blanks."""
        while self._place.count():
            item = self._place.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._place.addWidget(form)
        self.make_button.set_text(f"确认{form.button_word}")
        self.forget_impact()

    def forget_impact(self) -> None:
        """Take the answer back: what was typed is another change now."""
        self.says.setText("先看会变什么，再确认。")
        self.moved.hide()
        self.make_button.hide()
        self.preview_button.show()

    def show_impact(self, impact: RuleImpact) -> None:
        """Show the deadlines that move."""
        count = len(impact.moved)
        more = f"（列出前 {_MOST_SHOWN} 个）" if count > _MOST_SHOWN else ""
        said = f"{count} 个在走的期限会变{more}：" if count else "没有在走的期限会变。"
        self.says.setText(said)
        shown = impact.moved[:_MOST_SHOWN]
        self.moved.show_records(
            [Record(str(at), moved_cells(item)) for at, item in enumerate(shown)]
        )
        self.moved.setVisible(bool(count))
        self.preview_button.hide()
        self.make_button.show()
        self.make_button.setFocus(Qt.FocusReason.OtherFocusReason)
