"""What every page of the settings is: it reads when it is shown and writes what is typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from petition_desk.clock import CHINA
from petition_desk.errors import PetitionDeskError
from petition_desk.services import settings
from petition_desk.ui import theme
from petition_desk.ui.screens.base import Place, ScreenContext
from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets.cards import Scroll, Surface
from petition_desk.ui.widgets.edits import LineEdit
from petition_desk.ui.widgets.fields import Field
from petition_desk.ui.widgets.heads import ScreenHead
from petition_desk.ui.widgets.labels import Words
from petition_desk.ui.work import Job, Lane

T = TypeVar("T")

#: Width of a form; longer lines are hard to read.
FORM_WIDTH = 560
LABEL_WIDTH = 112


class SettingsPage(Surface):
    """One page: a head, and below it `body`."""

    toast_requested = Signal(object)
    place_requested = Signal(object)
    closed_act_requested = Signal(object)

    def __init__(self, context: ScreenContext, title: str, says: str = "") -> None:
        """Show the head."""
        super().__init__()
        self.context = context
        self.head = ScreenHead(title, says, line=False)
        self._reading = Lane(context.work)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.head)

    def form(self) -> QVBoxLayout:
        """Fill the page with a form that scrolls, and return where its fields go."""
        content = QWidget()
        fields = QVBoxLayout()
        fields.setSpacing(theme.dp(8))
        fields.setContentsMargins(0, 0, 0, 0)
        holder = QWidget()
        holder.setLayout(fields)
        holder.setFixedWidth(theme.dp(FORM_WIDTH))
        row = QHBoxLayout(content)
        row.setContentsMargins(theme.dp(16), theme.dp(8), theme.dp(16), theme.dp(16))
        row.addWidget(holder)
        row.addStretch(1)
        wrapper = QWidget()
        outer = QVBoxLayout(wrapper)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(content)
        outer.addStretch(1)
        self._column.addWidget(Scroll(wrapper), 1)
        return fields

    def fill(self, widget: QWidget) -> None:
        """Fill the page with one part."""
        self._column.addWidget(widget, 1)

    def read(self) -> None:
        """Read what is shown; called each time the page is gone to."""

    def open_at(self, place: Place) -> None:
        """Read, and show what ``place`` asks for."""
        self.read()

    def ask(self, function: Callable[[Job], T], done: Callable[[T], None]) -> None:
        """Ask off the thread of the window; only the last answer counts."""
        self._reading.ask(function, done)

    def act(
        self,
        function: Callable[[Job], T],
        done: Callable[[T], None],
        refused: Callable[[PetitionDeskError], None] | None = None,
    ) -> None:
        """Do something off the thread of the window; ``refused`` says at its place why not."""

        def failed(error: Exception) -> None:
            if isinstance(error, PetitionDeskError) and refused is not None:
                refused(error)
            else:
                self.context.work.report(error)

        self.context.work.run(function, done, failed=failed)

    @property
    def may_administer(self) -> bool:
        """Whether the account may change what is the office's."""
        return self.context.desk.account.may("admin")


class SettingField(Field):
    """A text of the settings: written as soon as the field is left, refused below it."""

    def __init__(
        self, page: SettingsPage, label: str, key: str, *, hint: str = "", placeholder: str = ""
    ) -> None:
        """Show the setting ``key`` under ``label``."""
        self._edit = LineEdit()
        super().__init__(label, self._edit, label_width=LABEL_WIDTH)
        self._page = page
        self.key = key
        self._hint = hint
        self._stored = ""
        self._edit.setPlaceholderText(placeholder)
        self._edit.setReadOnly(not page.may_administer)
        self.set_hint(hint)
        self._edit.editingFinished.connect(lambda: self.write(self._edit.text().strip()))

    def show_value(self, value: str) -> None:
        """Show what is stored; what is being typed is left alone."""
        self._stored = value
        if not self._edit.hasFocus():
            self._edit.setText(value)

    def write(self, value: str) -> None:
        """Write ``value`` unless it is what is stored."""
        if value == self._stored:
            return
        self._edit.setText(value)
        desk, key = self._page.context.desk, self.key
        self._page.act(
            lambda _job: settings.set_setting(desk, key, value),
            lambda _none: self._written(value),
            lambda error: self.set_error(str(error)),
        )

    def _written(self, value: str) -> None:
        self._stored = value
        now = self._page.context.desk.clock.now().astimezone(CHINA)
        said = f"已保存 {now:%H:%M}"
        self.set_hint(f"{self._hint} · {said}" if self._hint else said)


def heading(text: str) -> Words:
    """Return the head of a part of a form."""
    words = Words(text, Type.STRONG)
    words.setContentsMargins(0, theme.dp(16), 0, 0)
    return words


def remark(text: str) -> Words:
    """Return a sentence in grey that explains a part of a form."""
    return Words(text, Type.TEXT, Role.INK2, wraps=True)
