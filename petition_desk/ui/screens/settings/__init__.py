"""设置: pages of the office, one module each; to add one, write it and list it in `PAGES`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget

from petition_desk.ui import theme
from petition_desk.ui.screens.base import Hint, Place, Screen, ScreenContext
from petition_desk.ui.screens.settings.backup import BackupPage
from petition_desk.ui.screens.settings.calendar import CalendarPage
from petition_desk.ui.screens.settings.choices import ChoicesPage
from petition_desk.ui.screens.settings.display import DisplayPage
from petition_desk.ui.screens.settings.fonts import FontsPage
from petition_desk.ui.screens.settings.letters import LettersPage
from petition_desk.ui.screens.settings.office import OfficePage
from petition_desk.ui.screens.settings.page import SettingsPage
from petition_desk.ui.screens.settings.papers import PapersPage
from petition_desk.ui.screens.settings.people import PeoplePage
from petition_desk.ui.screens.settings.rules import RulesPage
from petition_desk.ui.screens.settings.units import UnitsPage
from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets import paint
from petition_desk.ui.widgets.cards import Surface


@dataclass(frozen=True, slots=True)
class PageEntry:
    """One page.

    Attributes:
        id: Names it in the detail of a `Place`.
        title: Its word.
        factory: Builds it; called when it is first gone to.
    """

    id: str
    title: str
    factory: Callable[[ScreenContext], SettingsPage]


PAGES: Final = (
    PageEntry("office", "单位信息", OfficePage),
    PageEntry("units", "单位和承办人", UnitsPage),
    PageEntry("letters", "文书文本", LettersPage),
    PageEntry("fonts", "文书字体", FontsPage),
    PageEntry("papers", "送达与附件", PapersPage),
    PageEntry("rules", "规则与期限", RulesPage),
    PageEntry("choices", "计算口径", ChoicesPage),
    PageEntry("calendar", "放假日历", CalendarPage),
    PageEntry("accounts", "人员与权限", PeoplePage),
    PageEntry("backup", "备份与恢复", BackupPage),
    PageEntry("display", "显示", DisplayPage),
)
#: What the line at the foot of the window calls its pieces.
_ALIASES: Final = {"folder": "backup", "offline": "backup"}
_ROW = 36


class PageList(Surface):
    """The pages at the left, 184 wide; ↑ ↓ move."""

    chosen = Signal(str)

    def __init__(self, entries: tuple[PageEntry, ...]) -> None:
        """Show ``entries``."""
        super().__init__(Role.SURFACE, "r")
        self._entries = entries
        self._current = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("设置的各页")
        self.setFixedWidth(theme.dp(184))

    def show_current(self, page: str) -> None:
        """Show ``page`` as the current one."""
        ids = [entry.id for entry in self._entries]
        self._current = ids.index(page)
        self.setAccessibleDescription(self._entries[self._current].title)
        self.update()

    def _rect(self, index: int) -> QRect:
        left = theme.dp(8)
        return QRect(left, theme.dp(12 + index * _ROW), self.width() - 2 * left - 1, theme.dp(_ROW))

    def sizeHint(self) -> QSize:
        """Return room for every page."""
        return QSize(theme.dp(184), theme.dp(24 + _ROW * len(self._entries)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the words and the bar of the current one."""
        super().paintEvent(event)
        with paint.painting(self) as painter:
            for index, entry in enumerate(self._entries):
                rect, current = self._rect(index), index == self._current
                if current:
                    paint.box(painter, rect, Role.SEL)
                    bar = QRect(rect.x(), 0, theme.dp(3), theme.dp(20))
                    bar.moveTop(rect.y() + (rect.height() - bar.height()) // 2)
                    paint.box(painter, bar, Role.ACCENT, radius=1)
                    if self.hasFocus() or theme.tokens().high_contrast:
                        paint.box(painter, rect, None, Role.ACCENT, width=2)
                room = rect.adjusted(theme.dp(12), 0, -theme.dp(8), 0)
                kind = Type.STRONG if current else Type.TEXT
                paint.words(painter, room, entry.title, Role.INK, kind)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the page that is pressed."""
        for index, entry in enumerate(self._entries):
            if self._rect(index).contains(event.position().toPoint()):
                self.chosen.emit(entry.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move with ↑ and ↓."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            at = max(0, min(self._current + step, len(self._entries) - 1))
            self.chosen.emit(self._entries[at].id)


class SettingsScreen(Screen):
    """The list of pages and the page."""

    def __init__(self, context: ScreenContext, entries: tuple[PageEntry, ...] = PAGES) -> None:
        """Build the list; a page is built when it is first gone to."""
        super().__init__(context)
        self._entries = {entry.id: entry for entry in entries}
        self._pages: dict[str, SettingsPage] = {}
        self._current = entries[0].id
        self.pages = PageList(entries)
        self.stack = QStackedWidget()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.pages)
        row.addWidget(self.stack, 1)
        self.setFocusProxy(self.pages)
        self.pages.chosen.connect(self.show_page)

    def page(self, page_id: str) -> SettingsPage:
        """Return a page, building it the first time."""
        found = self._pages.get(page_id)
        if found is None:
            found = self._pages[page_id] = self._entries[page_id].factory(self.context)
            found.toast_requested.connect(self.toast_requested)
            found.place_requested.connect(self.place_requested)
            found.closed_act_requested.connect(self.closed_act_requested)
            self.stack.addWidget(found)
        return found

    def show_page(self, page_id: str, place: Place | None = None) -> None:
        """Show a page and let it read."""
        self._current = page_id
        page = self.page(page_id)
        self.pages.show_current(page_id)
        self.stack.setCurrentWidget(page)
        page.open_at(place or Place("settings", detail=page_id))

    def open_at(self, place: Place) -> None:
        """Show the page that is asked for, else the one shown last."""
        wanted = _ALIASES.get(place.detail, place.detail)
        self.show_page(wanted if wanted in self._entries else self._current, place)

    def refresh(self) -> None:
        """Let the page read again."""
        self.page(self._current).read()

    def hints(self) -> tuple[Hint, ...]:
        """Return the keys of this screen."""
        return (Hint("↑ ↓", "换一页"), Hint("Tab", "到页里的栏目"))
