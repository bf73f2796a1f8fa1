"""备份与恢复: verified copies, taking one back, and proving the journal whole."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from petition_desk.clock import CHINA
from petition_desk.services import maintenance
from petition_desk.services.maintenance import VerifyReport
from petition_desk.ui import theme
from petition_desk.ui.dialogs.restore import RestoreDialog
from petition_desk.ui.screens.base import ClosedAct, ScreenContext
from petition_desk.ui.screens.settings.page import SettingField, SettingsPage, heading, remark
from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets.buttons import Button
from petition_desk.ui.widgets.labels import Words
from petition_desk.ui.widgets.record_list import Record, RecordColumn, RecordList
from petition_desk.ui.widgets.toast import ToastNote

_COLUMNS = (RecordColumn("备份", 176, is_main=True), RecordColumn("文件"))


class BackupPage(SettingsPage):
    """What was copied when and where, and the three acts."""

    def __init__(self, context: ScreenContext) -> None:
        """Build the page."""
        super().__init__(context, "备份与恢复", "打开和关闭时自动备份并核对，保留最近十份")
        self.backup_button = Button("立即备份", icon="backup")
        self.verify_button = Button("核对日志", icon="check")
        self.restore_button = Button("从备份恢复…", icon="undo")
        for button in (self.verify_button, self.restore_button, self.backup_button):
            self.head.acts.addWidget(button)
        self.folder_words = Words("", Type.TEXT, Role.INK, wraps=True)
        self.second = SettingField(
            self,
            "备份到",
            "backup.second_folder",
            hint="最好是另一块硬盘；不填时在数据文件夹里",
        )
        self.choose_button = Button("选择…", icon="folder")
        self.report = Words("", Type.TEXT, Role.INK, wraps=True)
        self.list = RecordList("备份", _COLUMNS)
        self.list.setMinimumHeight(theme.dp(320))
        form = self.form()
        form.addWidget(heading("数据"))
        form.addWidget(self.folder_words)
        form.addWidget(remark("整个文件夹已加密。不要手工复制正在使用的数据文件，请用备份。"))
        form.addWidget(heading("第二备份位置"))
        form.addWidget(self.second)
        form.addWidget(_right(self.choose_button))
        form.addWidget(self.report)
        form.addWidget(heading("现有备份"))
        form.addWidget(self.list)
        self.choose_button.setEnabled(self.may_administer)
        self.backup_button.clicked.connect(self.back_up)
        self.verify_button.clicked.connect(self.verify)
        self.restore_button.clicked.connect(self.restore)
        self.choose_button.clicked.connect(self._choose)

    def read(self) -> None:
        """Read where copies go and which there are."""
        desk = self.context.desk
        self.folder_words.setText(str(desk.data_dir))

        def read(_job: object) -> tuple[Path, tuple[Path, ...]]:
            return maintenance.backup_folder(desk), maintenance.backups(desk)

        self.ask(read, self._show)

    def _show(self, read: tuple[Path, tuple[Path, ...]]) -> None:
        folder, copies = read
        own = self.context.desk.data_dir
        self.second.show_value("" if folder.is_relative_to(own) else str(folder))
        self.list.show_records([_record(path) for path in copies])

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "选择备份文件夹")
        if chosen:
            self.second.write(chosen)

    def back_up(self) -> None:
        """Make a copy now."""
        desk = self.context.desk
        self.backup_button.setEnabled(False)

        def done(path: Path) -> None:
            self.backup_button.setEnabled(True)
            self.toast_requested.emit(ToastNote(f"已备份并核对：{path.name}"))
            self.read()

        def refused(error: Exception) -> None:
            self.backup_button.setEnabled(True)
            self._say(str(error), Role.OVERDUE)

        self.act(lambda _job: maintenance.backup(desk), done, refused)

    def verify(self) -> None:
        """Recompute the journal and say what was found."""
        desk = self.context.desk
        self._say("正在核对…", Role.INK2)
        self.act(
            lambda _job: maintenance.verify(desk),
            self._verified,
            lambda error: self._say(str(error), Role.OVERDUE),
        )

    def _verified(self, report: VerifyReport) -> None:
        if report.is_sound:
            self._say(f"● 日志完整：{report.entries} 条，前后相接，没有缺失。", Role.INK)
        else:
            self._say(f"■ 从第 {report.broken_at} 条起对不上：{report.reason}", Role.OVERDUE)

    def _say(self, words: str, role: Role) -> None:
        self.report.setText(words)
        self.report.set_role(role)

    def restore(self) -> None:
        """Ask which copy, close the data, and take the copy back."""
        desk = self.context.desk
        answer = RestoreDialog.ask(self, self.list.current(), desk.account.name)
        if answer is None:
            return

        def run() -> str:
            aside = maintenance.restore(
                desk.data_dir, answer.file, answer.account, answer.password, desk.clock
            )
            return f"已恢复；原来的数据在 {aside}" if aside else "已恢复"

        self.closed_act_requested.emit(ClosedAct("正在恢复…", run))


def _record(path: Path) -> Record:
    return Record(str(path), (_when(path), path.name))


def _when(path: Path) -> str:
    stamp = path.stem.removeprefix("petition-desk-")
    try:
        made = datetime.strptime(stamp, "%Y%m%d-%H%M%S").replace(tzinfo=CHINA)
    except ValueError:
        return "—"
    return f"{made:%Y-%m-%d %H:%M}"


def _right(widget: QWidget) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.addStretch(1)
    row.addWidget(widget)
    return holder
