"""计算口径: what the office may choose where the law leaves a choice, each with its reason."""

from __future__ import annotations

from petition_desk.services import settings
from petition_desk.ui import theme
from petition_desk.ui.screens.base import ScreenContext
from petition_desk.ui.screens.settings.page import SettingsPage, remark
from petition_desk.ui.widgets.fields import Field
from petition_desk.ui.widgets.options import Options

_CHOICES = (
    (
        "policy.notice_ends_when",
        "书面告知",
        (("posted", "交付或寄出即完成"), ("served", "送达才完成")),
        "posted",
        "第二十三条只说“告知”；默认以交付、寄出为准，从严的可选送达。",
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
        "第三十三条鼓励调解、和解；达成协议的默认不再出意见书。",
    ),
)


class ChoicesPage(SettingsPage):
    """A choice below the other, each with why the default is what it is."""

    def __init__(self, context: ScreenContext) -> None:
        """Build the page."""
        super().__init__(context, "计算口径", "法律留有余地的地方，由本局选定；选定后全部期限重算")
        self.options = {key: Options(words, digits=False) for key, _l, words, _d, _w in _CHOICES}
        self._fields: dict[str, Field] = {}
        column = self.form()
        for key, label, _words, _default, why in _CHOICES:
            field = Field(label, self.options[key], above=True)
            self._fields[key] = field
            column.addWidget(field)
            column.addWidget(remark(why))
            column.addSpacing(theme.dp(16))
        for key, options in self.options.items():
            options.setEnabled(self.may_administer)
            options.chosen.connect(lambda value, key=key: self._write(key, value))

    def read(self) -> None:
        """Read what is chosen."""
        desk = self.context.desk

        def read(_job: object) -> dict[str, str]:
            return {
                key: settings.get_setting(desk, key, default)
                for key, _label, _words, default, _why in _CHOICES
            }

        self.ask(read, self._show)

    def _show(self, chosen: dict[str, str]) -> None:
        for key, value in chosen.items():
            self.options[key].set_value(value)

    def _write(self, key: str, value: str) -> None:
        desk, field = self.context.desk, self._fields[key]
        self.act(
            lambda _job: settings.set_setting(desk, key, value),
            lambda _none: field.set_hint("已保存，期限已重算"),
            lambda error: field.set_error(str(error)),
        )
