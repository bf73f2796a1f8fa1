"""文书文本: every kind with the wording in force; editing one; a whole set in and out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from petition_desk.clock import CHINA
from petition_desk.errors import PetitionDeskError
from petition_desk.ui.dialogs import files
from petition_desk.ui.dialogs.template_set import TemplateSetDialog
from petition_desk.ui.screens.base import Place, ScreenContext
from petition_desk.ui.screens.settings.page import SettingsPage
from petition_desk.ui.widgets.buttons import Button, Look
from petition_desk.ui.widgets.record_list import Record, RecordColumn, RecordList
from petition_desk.ui.widgets.toast import ToastNote
from petition_desk.ui.work import Job

if TYPE_CHECKING:
    from petition_desk.services.template_sets import TemplateSet
    from petition_desk.services.templates import TemplateHead

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_FILTER = "文书文本 (*.json)"
_COLUMNS = (
    RecordColumn("文书", is_main=True),
    RecordColumn("现用", 120),
    RecordColumn("保存", 176),
    RecordColumn("", 240),
)


class LettersPage(SettingsPage):
    """The kinds of letters; Enter edits the one under the cursor."""

    def __init__(self, context: ScreenContext) -> None:
        """Build the list."""
        super().__init__(context, "文书文本", "措辞归本局；法定要写的内容删不掉")
        self.edit_button = Button("编辑文本", Look.PRIMARY, icon="edit", key="Enter")
        self.in_button = Button("导入一套…", icon="import")
        self.out_button = Button("导出一套…", icon="export")
        for button in (self.in_button, self.out_button, self.edit_button):
            self.head.acts.addWidget(button)
        self.list = RecordList("文书文本", _COLUMNS)
        self.fill(self.list)
        self.setFocusProxy(self.list)
        self.in_button.setEnabled(self.may_administer)
        self.edit_button.clicked.connect(self.edit)
        self.list.view.doubleClicked.connect(lambda _index: self.edit())
        self.in_button.clicked.connect(self._choose_in)
        self.out_button.clicked.connect(self._choose_out)

    def read(self) -> None:
        """Read what is in force."""
        desk = self.context.desk

        def read(_job: Job) -> tuple[TemplateHead, ...]:
            from petition_desk.services import templates

            return templates.heads(desk)

        self.ask(read, self._show)

    def _show(self, heads: tuple[TemplateHead, ...]) -> None:
        self.list.show_records([_record(head) for head in heads], self.list.current())

    def edit(self) -> None:
        """Go to the editor of the kind under the cursor."""
        if kind := self.list.current():
            self.place_requested.emit(Place("template", detail=kind))

    # Sets

    def _choose_out(self) -> None:
        today = self.context.desk.clock.today()
        name = f"信访文书文本_{today:%Y%m%d}.json"
        path = files.ask_save_as(self, "导出一套文书文本", name, _FILTER)
        if path is not None:
            self.write_set(path)

    def write_set(self, path: Path) -> None:
        """Write every wording in force into one file."""
        desk = self.context.desk

        def write(_job: Job) -> int:
            from petition_desk.services import template_sets

            return template_sets.write_set(desk, path)

        def written(count: int) -> None:
            self.toast_requested.emit(ToastNote(f"已导出 {count} 种文书的文本：{path.name}"))

        self.act(write, written)

    def _choose_in(self) -> None:
        path = files.ask_open(self, "导入一套文书文本", _FILTER)
        if path is not None:
            self.read_set(path)

    def read_set(self, path: Path) -> None:
        """Read a file and show what taking it would do."""
        desk = self.context.desk

        def read(_job: Job) -> TemplateSet:
            from petition_desk.services import template_sets

            return template_sets.read_set(desk, path)

        self.act(read, self._ask_about)

    def _ask_about(self, read: TemplateSet) -> None:
        if TemplateSetDialog.ask(self, read):
            self.take_set(read)

    def take_set(self, read: TemplateSet) -> None:
        """Take a set that was looked at."""
        desk = self.context.desk

        def take(_job: Job) -> int:
            from petition_desk.services import template_sets

            return template_sets.take_set(desk, read)

        def taken(count: int) -> None:
            self.toast_requested.emit(ToastNote(f"已换上 {count} 种文书的文本"))
            self.read()

        self.act(take, taken, self._refused)

    def _refused(self, error: PetitionDeskError) -> None:
        self.context.work.report(error)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter edits."""
        if event.key() in _ENTER and self.list.view.hasFocus():
            self.edit()
        else:
            super().keyPressEvent(event)


def _record(head: TemplateHead) -> Record:
    now = f"本局第 {head.version} 版" if head.version else "随程序的文本"
    saved = ""
    if head.saved_at is not None:
        saved = f"{head.saved_at.astimezone(CHINA):%Y-%m-%d} {head.account}"
    state = f"■ 不能使用：{head.fault}" if head.fault else ""
    if head.has_draft and not state:
        state = "▲ 有没保存的修改"
    return Record(head.kind, (head.label, now, saved, state))
