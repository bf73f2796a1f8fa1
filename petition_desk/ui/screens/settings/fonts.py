"""文书字体: which font prints in each role, seen on a page set as letters are set."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from petition_desk.ui import theme
from petition_desk.ui.screens.base import ScreenContext
from petition_desk.ui.screens.settings.page import SettingsPage, remark
from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets.buttons import Button
from petition_desk.ui.widgets.labels import Words
from petition_desk.ui.widgets.options import Options
from petition_desk.ui.widgets.pdf_pane import PdfPane
from petition_desk.ui.widgets.record_list import Record, RecordColumn, RecordList
from petition_desk.ui.widgets.toast import ToastNote
from petition_desk.ui.work import Job

if TYPE_CHECKING:
    from petition_desk.documents.fonts import ServingFont
    from petition_desk.services.fonts import FontsView

_OWN, _BUNDLED = "pc", "bundled"
_COLUMNS: Final = (
    RecordColumn("字体", 80, is_main=True),
    RecordColumn("用在", 136),
    RecordColumn("来源", 48),
    RecordColumn("文件"),
)
_WIDTH: Final = 560


class FontsPage(SettingsPage):
    """The choice and the roles at the left, the specimen at the right."""

    def __init__(self, context: ScreenContext) -> None:
        """Build the page."""
        super().__init__(context, "文书字体", "样张由排文书的同一程序排出")
        self.choice = Options(
            ((_OWN, "本机的优先"), (_BUNDLED, "只用随程序的")), name="用哪里的字体"
        )
        self.print_button = Button("打印样张", icon="print")
        self.head.acts.addWidget(self.print_button)
        self.says = Words("", Type.TEXT, Role.INK2, wraps=True)
        self.list = RecordList("各处的字体", _COLUMNS)
        self.pane = PdfPane()
        self._pdf = b""
        left = QWidget()
        left.setFixedWidth(theme.dp(_WIDTH))
        column = QVBoxLayout(left)
        column.setContentsMargins(0, theme.dp(8), 0, 0)
        column.setSpacing(theme.dp(12))
        top = QVBoxLayout()
        top.setContentsMargins(theme.dp(16), 0, theme.dp(16), 0)
        top.setSpacing(theme.dp(8))
        top.addWidget(self.choice)
        top.addWidget(self.says)
        column.addLayout(top)
        column.addWidget(self.list, 1)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(left)
        row.addWidget(self.pane, 1)
        holder = QWidget()
        holder.setLayout(row)
        self.fill(holder)
        self.choice.setEnabled(self.may_administer)
        if not self.may_administer:
            top.addWidget(remark("只有有管理权的账户可以改动。"))
        self.setFocusProxy(self.choice)
        self.choice.chosen.connect(self._choose)
        self.print_button.clicked.connect(self._print)

    def read(self) -> None:
        """Read which fonts print, and have the specimen set."""
        desk = self.context.desk

        def read(_job: Job) -> FontsView:
            from petition_desk.services import fonts

            return fonts.view(desk)

        self.ask(read, self._show)

    def _show(self, view: FontsView) -> None:
        self.choice.set_value(_BUNDLED if view.is_bundled else _OWN)
        self.says.setText(_says(view))
        self.list.show_records(
            [_record(font, view.uses) for font in view.fonts], self.list.current()
        )
        self._pdf = view.pdf
        self.pane.show_pdf(view.pdf)

    def _choose(self, value: str) -> None:
        desk = self.context.desk

        def choose(_job: Job) -> None:
            from petition_desk.services import fonts

            fonts.choose(desk, bundled=value == _BUNDLED)

        self.act(choose, lambda _none: self.read())

    def _print(self) -> None:
        from petition_desk.ui import printing

        if self._pdf:
            outcome = printing.print_pdf(self, "文书字体样张", self._pdf, purpose="specimen")
            if outcome is not printing.Printed.CANCELLED:
                self.toast_requested.emit(ToastNote(outcome.value))


def _says(view: FontsView) -> str:
    if view.is_bundled:
        return "每台电脑排出的文书完全一样。以前出具的文书不变。"
    if view.own_count:
        return f"本机有 {view.own_count} 种公文字体，先用；没有的和缺的字用随程序的。"
    return "本机没有仿宋、小标宋、楷体、黑体的字体文件，都用随程序的；装上以后重新打开程序即用。"


def _record(font: ServingFont, uses: Mapping[str, str]) -> Record:
    where = "本机" if font.is_own else "随程序"
    file = font.path.name if font.is_own else font.path.stem
    return Record(font.role.value, (font.label, uses[font.role], where, file))
