"""规则与期限: every rule with its article and length; what the office may choose, and why."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from petition_desk.domain.rules import Rule, RuleBook
from petition_desk.domain.vocabulary import Owner
from petition_desk.services import settings
from petition_desk.ui import theme
from petition_desk.ui.screens.base import ScreenContext
from petition_desk.ui.screens.settings.page import SettingsPage, heading, remark
from petition_desk.ui.theme import Role
from petition_desk.ui.widgets.cards import Scroll, Surface
from petition_desk.ui.widgets.fields import Field
from petition_desk.ui.widgets.options import Options
from petition_desk.ui.widgets.record_list import Record, RecordColumn, RecordList

_COLUMNS = (
    RecordColumn("期限", 128, is_main=True),
    RecordColumn("谁的", 88),
    RecordColumn("多长", 80),
    RecordColumn("依据"),
    RecordColumn("施行", 88),
)
_OWNERS = {
    Owner.US: "本局",
    Owner.UNIT: "承办单位",
    Owner.PETITIONER: "信访人",
    Owner.BODY: "复查复核机关",
}
_CHOICES = (
    (
        "policy.notice_ends_when",
        "书面告知",
        (("posted", "交付或寄出即完成"), ("served", "送达才完成")),
        "posted",
        "第二十三条只说“告知”；默认以寄出为准，从严的可选送达。",
    ),
    (
        "policy.handle_ends_when",
        "办结",
        (("issued", "出具意见书即办结"), ("served", "送达才办结")),
        "issued",
        "第三十四条只说“办结”；默认以出具为准。",
    ),
    (
        "policy.duties_count",
        "本局的期限",
        (("due_plain", "取期满日"), ("due_rolled", "末日是休息日的顺延")),
        "due_plain",
        "条例没有规定机关的期限可以顺延；默认不顺延。信访人的权利一律顺延。",
    ),
    (
        "policy.mediation_ends_handling",
        "调解、和解",
        (("yes", "达成协议即办结"), ("no", "仍须出意见书")),
        "yes",
        "第三十二条第三款。",
    ),
)


class RulesPage(SettingsPage):
    """The rules at the left, the choices at the right."""

    def __init__(self, context: ScreenContext) -> None:
        """Build the page."""
        super().__init__(context, "规则与期限", "法定期限不能改动；旧案仍按当时的规定")
        self.list = RecordList("期限规则", _COLUMNS)
        self.options = {key: Options(words, digits=False) for key, _l, words, _d, _w in _CHOICES}
        self._fields: dict[str, Field] = {}
        panel = Surface(Role.WINDOW, "l")
        panel.setFixedWidth(theme.dp(304))
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(*(theme.dp(16),) * 4)
        column.setSpacing(theme.dp(4))
        column.addWidget(heading("本局的选择"))
        for key, label, _words, _default, why in _CHOICES:
            field = Field(label, self.options[key], above=True)
            self._fields[key] = field
            column.addWidget(field)
            column.addWidget(remark(why))
            column.addSpacing(theme.dp(12))
        column.addStretch(1)
        inside = QVBoxLayout(panel)
        inside.setContentsMargins(1, 0, 0, 0)
        inside.addWidget(Scroll(content))
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.list, 1)
        row.addWidget(panel)
        holder = QWidget()
        holder.setLayout(row)
        self.fill(holder)
        for key, options in self.options.items():
            options.setEnabled(self.may_administer)
            options.chosen.connect(lambda value, key=key: self._write(key, value))

    def read(self) -> None:
        """Read rules and choices."""
        desk = self.context.desk

        def read(_job: object) -> tuple[RuleBook, dict[str, str]]:
            chosen = {
                key: settings.get_setting(desk, key, default)
                for key, _label, _words, default, _why in _CHOICES
            }
            return desk.rules(), chosen

        self.ask(read, self._show)

    def _show(self, read: tuple[RuleBook, dict[str, str]]) -> None:
        book, chosen = read
        self.list.show_records([_record(rule) for rule in book.rules], self.list.current())
        for key, value in chosen.items():
            self.options[key].set_value(value)

    def _write(self, key: str, value: str) -> None:
        desk, field = self.context.desk, self._fields[key]
        self.act(
            lambda _job: settings.set_setting(desk, key, value),
            lambda _none: field.set_hint("已保存，期限已重算"),
            lambda error: field.set_error(str(error)),
        )


def _record(rule: Rule) -> Record:
    article = "本局规定" if rule.is_office_rule else rule.article
    state = f"{rule.in_force_from:%Y-%m-%d}" if rule.is_on else "停用"
    length = str(rule.span)
    return Record(rule.id, (rule.name, _OWNERS.get(rule.owed_by, ""), length, article, state))
