"""单位信息: what letters say of the office, and the first-contact officers."""

from __future__ import annotations

from petition_desk.domain.numbering import office_code
from petition_desk.services import settings
from petition_desk.ui.screens.base import ScreenContext
from petition_desk.ui.screens.settings.page import (
    LABEL_WIDTH,
    SettingField,
    SettingsPage,
    heading,
    remark,
)
from petition_desk.ui.widgets.edits import TextEdit
from petition_desk.ui.widgets.fields import Field
from petition_desk.ui.work import Job


class OfficePage(SettingsPage):
    """The texts of the office."""

    def __init__(self, context: ScreenContext) -> None:
        """Build the form."""
        super().__init__(context, "单位信息", "离开一栏即保存")
        self.fields = (
            SettingField(self, "单位名称", "office.name", hint="文书的抬头、落款和印章处"),
            SettingField(
                self, "机关代字", "office.code", hint="文号用，不填时取单位名称的前几个字"
            ),
            SettingField(self, "查询电话", "office.query_phone", hint="印在告知书上，供信访人查询"),
            SettingField(self, "接待地址", "office.reception_address"),
            SettingField(
                self, "文号格式", "letters.number_pattern", hint="如 {机关代字}信{字}〔{年}〕{n}号"
            ),
        )
        self.bodies = (
            SettingField(
                self, "复查机关", "office.review_body.name", hint="印在处理意见书上，第三十五条"
            ),
            SettingField(self, "地址", "office.review_body.address"),
            SettingField(self, "电话", "office.review_body.phone"),
            SettingField(self, "行政复议机关", "office.reconsideration_body.name"),
            SettingField(self, "地址", "office.reconsideration_body.address"),
            SettingField(self, "电话", "office.reconsideration_body.phone"),
        )
        self.contacts = ContactsField(self)
        form = self.form()
        if not self.may_administer:
            form.addWidget(remark("只有有管理权的账户可以改动。"))
        for field in self.fields:
            form.addWidget(field)
        form.addWidget(heading("复查和复议"))
        for field in self.bodies:
            form.addWidget(field)
        form.addWidget(heading("首接人"))
        form.addWidget(remark("登记来访时从这里选首接人，一行一人。"))
        form.addWidget(self.contacts)

    def read(self) -> None:
        """Read every text."""
        desk = self.context.desk
        every = (*self.fields, *self.bodies)

        def texts(_job: Job) -> tuple[dict[str, str], str, tuple[str, ...]]:
            found = {field.key: settings.get_setting(desk, field.key) for field in every}
            return found, settings.office(desk).name, settings.first_contacts(desk)

        self.ask(texts, self._show)

    def _show(self, read: tuple[dict[str, str], str, tuple[str, ...]]) -> None:
        found, name, contacts = read
        for field in (*self.fields, *self.bodies):
            field.show_value(found[field.key])
        self.contacts.show_names(contacts)
        self.fields[1].set_hint(f"文号用，不填时为“{office_code(name)}”")


class ContactsField(Field):
    """The first-contact officers, a line each."""

    def __init__(self, page: SettingsPage) -> None:
        """Show nothing yet."""
        self._edit = TextEdit(lines=4)
        super().__init__("首接人", self._edit, label_width=LABEL_WIDTH)
        self._page = page
        self._stored: tuple[str, ...] = ()
        self._edit.setReadOnly(not page.may_administer)
        self._edit.editing_finished.connect(self._write)

    def show_names(self, names: tuple[str, ...]) -> None:
        """Show the names."""
        self._stored = names
        if not self._edit.hasFocus():
            self._edit.setPlainText("\n".join(names))

    def _write(self) -> None:
        names = tuple(line.strip() for line in self._edit.toPlainText().split("\n") if line.strip())
        if names == self._stored:
            return
        desk = self._page.context.desk
        self._page.act(
            lambda _job: settings.set_first_contacts(desk, names),
            lambda _none: self._written(names),
            lambda error: self.set_error(str(error)),
        )

    def _written(self, names: tuple[str, ...]) -> None:
        self._stored = names
        self.set_hint(f"已保存，共 {len(names)} 人")
