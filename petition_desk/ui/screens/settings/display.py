"""显示: colours and text size of this PC, when the window locks by itself."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from petition_desk.services import settings
from petition_desk.ui import theme
from petition_desk.ui.appearance import load_appearance, save_appearance
from petition_desk.ui.screens.base import ScreenContext
from petition_desk.ui.screens.settings.page import LABEL_WIDTH, SettingsPage, heading, remark
from petition_desk.ui.theme import Appearance, Scheme
from petition_desk.ui.widgets.fields import Field
from petition_desk.ui.widgets.options import Options

_SCHEMES = (
    (Scheme.SYSTEM.value, "跟随系统"),
    (Scheme.LIGHT.value, "浅色"),
    (Scheme.DARK.value, "深色"),
    (Scheme.HIGH_CONTRAST.value, "高对比"),
)
_SIZES = tuple((str(size), f"{size}%") for size in (100, 125, 150, 175, 200))
_MINUTES = tuple((str(minutes), f"{minutes} 分钟") for minutes in (3, 5, 10, 20, 30))
_LOCK_KEY = "desk.lock_minutes"


class DisplayPage(SettingsPage):
    """What is the PC's is kept on the PC; the minutes until it locks are the account's."""

    def __init__(self, context: ScreenContext) -> None:
        """Build the form."""
        super().__init__(context, "显示")
        self.scheme = Options(_SCHEMES, name="颜色")
        self.size_options = Options(_SIZES, name="文字大小")
        self.minutes = Options(_MINUTES, name="自动锁定")
        self._lock_field = Field("无操作时", self.minutes, label_width=LABEL_WIDTH)
        form = self.form()
        form.addWidget(heading("外观"))
        form.addWidget(Field("颜色", self.scheme, label_width=LABEL_WIDTH))
        form.addWidget(Field("文字大小", self.size_options, label_width=LABEL_WIDTH))
        form.addWidget(remark("颜色立即改变；文字大小在下次解锁后全部生效。"))
        form.addWidget(heading("自动锁定"))
        form.addWidget(self._lock_field)
        form.addWidget(remark("锁定前先保存草稿；锁定的窗口上没有任何案件内容。"))
        self.scheme.chosen.connect(lambda _value: self._dress())
        self.size_options.chosen.connect(lambda _value: self._dress())
        self.minutes.chosen.connect(self._write_minutes)

    def read(self) -> None:
        """Show what holds."""
        appearance = load_appearance()
        self.scheme.set_value(appearance.scheme.value)
        self.size_options.set_value(str(appearance.text_percent))
        desk = self.context.desk
        self.ask(lambda _job: settings.get_setting(desk, _LOCK_KEY, "10"), self.minutes.set_value)

    def _dress(self) -> None:
        chosen = Appearance(Scheme(self.scheme.value()), int(self.size_options.value()))
        save_appearance(chosen)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            theme.apply(app, chosen)

    def _write_minutes(self, minutes: str) -> None:
        desk = self.context.desk
        self.act(
            lambda _job: settings.set_setting(desk, _LOCK_KEY, minutes),
            lambda _none: self._lock_field.set_hint("已保存"),
            lambda error: self._lock_field.set_error(str(error)),
        )
