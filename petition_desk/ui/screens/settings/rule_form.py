"""The form of a change of rules: its blanks, what it would move, and then the button that does it.

A change is shown before it is made: the first press says which open deadlines move, the second
makes it. Whatever is typed between the two takes the answer back.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from petition_desk.domain.events import EVENTS
from petition_desk.domain.office_rules import CHANGE_LABELS, ChangeKind, RuleChange
from petition_desk.domain.rules import Rule
from petition_desk.domain.vocabulary import OWNER_LABELS
from petition_desk.ui import theme
from petition_desk.ui.models.rule_words import SOURCE_CHOICES, source_kinds
from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets.date_edit import DateEdit
from petition_desk.ui.widgets.edits import Choice, LineEdit, TextEdit
from petition_desk.ui.widgets.fields import Field
from petition_desk.ui.widgets.labels import Words
from petition_desk.ui.widgets.options import Options

_UNITS: Final = (("day", "日"), ("workday", "工作日"), ("month", "月"), ("hour", "小时"))
#: Events that only make sense with a date another paper gives, or inside the shipped rules.
_NOT_ON_OFFER: Final = frozenset({"must-report-back", "undecided", "hearing"})
_DAY_LABELS: Final = {ChangeKind.CLOSE: "最后施行日"}
_TITLES: Final = {
    ChangeKind.ADD: "新增规则",
    ChangeKind.FOLLOW: "“{name}”改为另一期限",
    ChangeKind.CLOSE: "关闭“{name}”",
    ChangeKind.ENABLE: "启用“{name}”",
}
_SAYS: Final = {
    ChangeKind.ADD: "只有施行日以后起算的才适用。",
    ChangeKind.FOLLOW: "原规则在施行日前一日关闭；此前起算的仍按原规则。",
    ChangeKind.CLOSE: "这一日以后起算的不再计；此前起算的仍按原规则。",
    ChangeKind.ENABLE: "写明确认的依据后启用；只有施行日以后起算的才适用。",
}
_KEYS: Final = {"in_force_from": "on", "article": "source", "on": "on", "in_force_to": "on"}


class RuleForm(QWidget):
    """The blanks of one kind of change."""

    edited = Signal()

    def __init__(
        self, kind: ChangeKind, rule: Rule | None, rule_id: str, today: date,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        """Show the blanks of ``kind``; ``rule`` is the one it is about, ``rule_id`` its name."""
        super().__init__(parent)
        self.kind = kind
        self._rule_id = rule_id
        self._today = today
        self._fields: dict[str, Field] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.dp(8))
        name = rule.name if rule is not None else ""
        title = Words(_TITLES[kind].format(name=name), Type.STRONG, wraps=True)
        self._column.addWidget(title)
        self._column.addWidget(Words(_SAYS[kind], Type.SMALL, Role.INK2, wraps=True))
        if kind is ChangeKind.ADD:
            self._add_kind_of_period()
        if kind in (ChangeKind.ADD, ChangeKind.FOLLOW):
            self._add_length(rule)
        day = DateEdit(today, name=_DAY_LABELS.get(kind, "施行日"))
        day.set_day(today)
        self._add("on", _DAY_LABELS.get(kind, "施行日"), day)
        self.source = TextEdit(lines=2, name="依据")
        self._add("source", "依据", self.source)
        self._fields["source"].set_hint("法律、文件的名称和条文，如 某省信访工作办法第二十条")

    def _add_kind_of_period(self) -> None:
        self.name = LineEdit(name="名称")
        owners = [(owner.value, word) for owner, word in OWNER_LABELS.items()]
        events = [(key, e.label) for key, e in EVENTS.items() if key not in _NOT_ON_OFFER]
        self._add("name", "名称", self.name)
        self.owner = self._choice("owed_by", "谁的", owners)
        self.starts = self._choice("starts", "起算", events)
        self.ends = self._choice("ends", "完成", events)
        self.sources = Options(SOURCE_CHOICES, name="来源", digits=False)
        self.sources.set_value("all")
        self._add("sources", "来源", self.sources)

    def _choice(self, key: str, label: str, words: list[tuple[str, str]]) -> Choice:
        choice = Choice(name=label)
        choice.set_options(words)
        choice.set_hint("请选择")
        choice.setCurrentIndex(-1)
        self._add(key, label, choice)
        return choice

    def _add_length(self, rule: Rule | None) -> None:
        self.length = LineEdit(name="多长")
        self.length.setFixedWidth(theme.dp(72))
        self.unit = Options(_UNITS, name="单位", digits=False)
        self.unit.set_value(rule.span.unit if rule is not None else "day")
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.dp(8))
        row.addWidget(self.length)
        row.addWidget(self.unit)
        row.addStretch(1)
        both.setFocusProxy(self.length)
        both.setAccessibleName("多长")
        self._add("length", "多长", both)
        if rule is not None:
            self._fields["length"].set_hint(f"现为 {rule.span}")
        self.length.textEdited.connect(lambda _text: self.edited.emit())
        self.unit.chosen.connect(lambda _value: self.edited.emit())

    def _add(self, key: str, label: str, editor: QWidget) -> None:
        field = Field(label, editor, required=key != "sources", label_width=72)
        self._fields[key] = field
        self._column.addWidget(field)
        if isinstance(editor, LineEdit):
            editor.textChanged.connect(lambda _text: self.edited.emit())
        elif isinstance(editor, TextEdit):
            editor.textChanged.connect(self.edited)
        elif isinstance(editor, Choice):
            editor.currentIndexChanged.connect(lambda _at: self.edited.emit())
        elif isinstance(editor, Options):
            editor.chosen.connect(lambda _value: self.edited.emit())

    def change(self) -> RuleChange | None:
        """The change as typed; nothing where a day or a number cannot be read, which is said."""
        for field in self._fields.values():
            field.clear_note()
        day_field = self._fields["on"]
        day = day_field.editor.day() if isinstance(day_field.editor, DateEdit) else None
        values: dict[str, object] = {}
        if self.kind in (ChangeKind.ADD, ChangeKind.FOLLOW):
            typed = self.length.text().strip()
            if not (typed.isascii() and typed.isdigit()):
                self._fields["length"].set_error(
                    f"应为整数，现为“{typed}”" if typed else "必须填写"
                )
                return None
            values = {"length": int(typed), "unit": self.unit.value()}
        if day is None:
            day_field.set_error("不是日期，应写成 2027-01-01 的样子")
            return None
        if self.kind is ChangeKind.ADD:
            values |= self._period()
        source = self.source.toPlainText().strip()
        return RuleChange(self.kind, self._rule_id, day, source, values)

    def _period(self) -> dict[str, object]:
        ends = _chosen(self.ends)
        period: dict[str, object] = {
            "name": self.name.text().strip(),
            "owed_by": _chosen(self.owner),
            "starts": _chosen(self.starts),
            "ends": [ends] if ends else [],
        }
        kinds = source_kinds(self.sources.value())
        return {**period, "sources": kinds} if kinds else period

    def show_fault(self, key: str, reason: str) -> None:
        """Say a fault under the field it is about; one of no field under the source."""
        field = self._fields.get(_KEYS.get(key, key)) or self._fields["source"]
        field.set_error(reason)
        field.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_first(self) -> None:
        """Begin at the first blank."""
        next(iter(self._fields.values())).editor.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def button_word(self) -> str:
        """The word on the button that makes the change."""
        return CHANGE_LABELS[self.kind]


def _chosen(choice: Choice) -> str:
    return choice.value() if choice.currentIndex() >= 0 else ""
