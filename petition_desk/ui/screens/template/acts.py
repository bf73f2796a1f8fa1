"""What the editor of wordings has done, off the thread of the window."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from petition_desk.clock import CHINA
from petition_desk.domain.template_text import Template
from petition_desk.ui.alive import while_alive
from petition_desk.ui.screens.base import ScreenContext
from petition_desk.ui.work import Job

if TYPE_CHECKING:
    from petition_desk.services.templates import TemplateView

T = TypeVar("T")


class TemplateActs(QObject):
    """Keeps drafts, saves versions, takes the shipped wording back."""

    kept = Signal(str)
    saved = Signal(int)
    reset = Signal()
    version_read = Signal(object)
    failed = Signal(object)

    def __init__(self, context: ScreenContext, parent: QObject | None = None) -> None:
        """Act for the desk of ``context``."""
        super().__init__(parent)
        self._context = context

    def keep_draft(self, template: Template, *, is_changed: bool) -> None:
        """Keep what is typed; nothing where it is what is in force."""
        desk = self._context.desk

        def keep(_job: Job) -> str:
            from petition_desk.services import templates

            if not is_changed:
                templates.drop_draft(desk, template.kind)
                return ""
            at = templates.keep_draft(desk, template).astimezone(CHINA)
            return f"草稿已存 {at:%H:%M}；保存以后，新出的文书用这一版"

        self._run(keep, self.kept.emit)

    def save(self, template: Template, reason: str) -> None:
        """Save a version."""
        desk = self._context.desk

        def save(_job: Job) -> int:
            from petition_desk.services import templates

            return templates.save(desk, template, reason)

        self._run(save, self.saved.emit)

    def take_shipped(self, kind: str) -> None:
        """Take the shipped wording back."""
        desk = self._context.desk

        def reset(_job: Job) -> None:
            from petition_desk.services import templates

            templates.reset(desk, kind)

        self._run(reset, lambda _none: self.reset.emit())

    def read_version(self, kind: str, version: int) -> None:
        """Read an earlier version."""
        desk = self._context.desk

        def read(_job: Job) -> Template:
            from petition_desk.services import templates

            return templates.version_of(desk, kind, version)

        self._run(read, self.version_read.emit)

    def _run(self, function: Callable[[Job], T], done: Callable[[T], object]) -> None:
        self._context.work.run(
            function, while_alive(self, done), failed=while_alive(self, self.failed.emit)
        )


def offer_versions(
    button: QWidget, view: TemplateView, choose: Callable[[int], None]
) -> QMenu | None:
    """Open a menu of the earlier versions below ``button``."""
    if not view.versions:
        return None
    menu = QMenu(button)
    for kept in view.versions:
        when = f"{kept.saved_at.astimezone(CHINA):%Y-%m-%d %H:%M}"
        what = kept.reason or ("" if kept.content else "恢复为随程序的文本")
        words = f"第 {kept.version} 版　{when}　{kept.account}　{what}"
        menu.addAction(words).triggered.connect(partial(_chosen, choose, kept.version))
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(button.mapToGlobal(QPoint(0, button.height())))
    return menu


def _chosen(choose: Callable[[int], None], version: int, _checked: bool = False) -> None:
    choose(version)
