"""送达与附件: the days of a public notice, the scanner's folder, how large an attachment may be."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from petition_desk.domain.attachments import MOST_MEGABYTES, MOST_MEGABYTES_KEY, SCANNER_FOLDER_KEY
from petition_desk.domain.letter_services import PUBLIC_NOTICE_DAYS
from petition_desk.services import settings
from petition_desk.services.recording import PUBLIC_NOTICE_KEY
from petition_desk.ui import theme
from petition_desk.ui.screens.base import ScreenContext
from petition_desk.ui.screens.settings.page import SettingField, SettingsPage, heading, remark
from petition_desk.ui.widgets.buttons import Button

_DEFAULTS: Final = {
    PUBLIC_NOTICE_KEY: str(PUBLIC_NOTICE_DAYS),
    MOST_MEGABYTES_KEY: str(MOST_MEGABYTES),
    SCANNER_FOLDER_KEY: "",
}
_NOTICE: Final = (
    "自刊登之日起满这么多日，视为送达。默认三十日，参照《民事诉讼法》第九十五条；"
    "改动只影响以后登记的公告。"
)
_SCANNER: Final = (
    "扫描仪把文件存到这个文件夹时，送达和附件处会提示；只提示，不会自己取走，也不会删改原文件。"
)


class PapersPage(SettingsPage):
    """Three settings, each with its reason."""

    def __init__(self, context: ScreenContext) -> None:
        """Build the page."""
        super().__init__(context, "送达与附件", "公告送达的日数，扫描件从哪里来")
        self.days = SettingField(self, "公告日数", PUBLIC_NOTICE_KEY)
        self.folder = SettingField(self, "扫描仪文件夹", SCANNER_FOLDER_KEY, placeholder="没有设置")
        self.choose_button = Button("选择文件夹…", icon="folder", small=True)
        self.most = SettingField(self, "附件最大（MB）", MOST_MEGABYTES_KEY)
        column = self.form()
        column.addWidget(heading("公告送达"))
        column.addWidget(self.days)
        column.addWidget(remark(_NOTICE))
        column.addSpacing(theme.dp(8))
        column.addWidget(heading("附件"))
        column.addWidget(self.folder)
        column.addWidget(self.choose_button, 0, Qt.AlignmentFlag.AlignRight)
        column.addWidget(remark(_SCANNER))
        column.addWidget(self.most)
        self.choose_button.setEnabled(self.may_administer)
        self.choose_button.clicked.connect(self._choose)

    def read(self) -> None:
        """Read what is set."""
        desk = self.context.desk

        def read(_job: object) -> dict[str, str]:
            return {
                key: settings.get_setting(desk, key, default) for key, default in _DEFAULTS.items()
            }

        self.ask(read, self._show)

    def _show(self, values: dict[str, str]) -> None:
        for field in (self.days, self.folder, self.most):
            field.show_value(values[field.key])

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "扫描仪把文件存到哪里")
        if chosen:
            self.folder.write(chosen)
