"""规范性自查: count what the room has not done, list it, go to the case."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout

from petition_desk.domain.self_check import CheckKind
from petition_desk.services import self_check
from petition_desk.services.self_check import PAGE_SIZE, CheckPage, RoomCheck
from petition_desk.ui.screens.base import Hint, Place, Screen, ScreenContext
from petition_desk.ui.screens.self_check.view import BY_CHECK, TABS, SelfCheckView
from petition_desk.ui.screens.self_check.words import (
    case_record,
    check_record,
    room_sentence,
    unit_record,
)
from petition_desk.ui.screens.today_acts import TodayActs
from petition_desk.ui.work import Lane

_HINTS: Final = (
    Hint("↑ ↓", "选择"),
    Hint("→", "到各件"),
    Hint("Enter", "打开案件"),
    Hint("←", "回到项目"),
    Hint("Esc", "返回"),
)


class SelfCheckScreen(Screen):
    """Left the questions with their counts, right the cases of the current one."""

    def __init__(self, context: ScreenContext) -> None:
        """Build the screen; it is read when it is gone to."""
        super().__init__(context)
        self.room: RoomCheck | None = None
        self._limit, self._listed = PAGE_SIZE, ""
        self._rooms = Lane(context.work)
        self._pages = Lane(context.work)
        self.acts = TodayActs(self, context)
        self.view = SelfCheckView([(hint.key, hint.word) for hint in _HINTS])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        self.setFocusProxy(self.view.checks)
        self._wire()

    def _wire(self) -> None:
        self.view.tabs.chosen.connect(self._show_tab)
        self.view.checks.chosen.connect(self._chosen)
        self.view.cases.view.doubleClicked.connect(lambda _index: self._open())
        self.view.more_button.clicked.connect(self._show_more)
        self.view.print_button.clicked.connect(self.acts.print_week)
        self.acts.toast_requested.connect(self.toast_requested)
        QShortcut(QKeySequence("Ctrl+P"), self).activated.connect(self.acts.print_week)

    def open_at(self, place: Place) -> None:
        """Read the room; ``detail`` names a question."""
        if place.detail:
            self.view.tabs.show_tabs(TABS, BY_CHECK)
            self._show_tab(BY_CHECK)
        self._read(place.detail)

    def refresh(self) -> None:
        """Read the room anew; question and case are kept."""
        self._read("")

    def _read(self, wanted: str) -> None:
        desk = self.context.desk
        self._rooms.ask(
            lambda _job: self_check.room_check(desk), lambda room: self._show_room(room, wanted)
        )

    def _show_room(self, room: RoomCheck, wanted: str) -> None:
        self.room = room
        current = wanted or self.view.checks.current()
        self.view.head.set_says(room_sentence(room))
        self.view.units.show_records([unit_record(row) for row in room.by_unit])
        self.view.checks.show_records([check_record(count) for count in room.counts], current)

    def _show_tab(self, tab: str) -> None:
        self.view.middle.setCurrentIndex(0 if tab == BY_CHECK else 1)
        (self.view.checks if tab == BY_CHECK else self.view.units).setFocus()

    # The cases of the current question

    @property
    def kind(self) -> CheckKind | None:
        """The current question."""
        current = self.view.checks.current()
        return CheckKind(current) if current else None

    def _chosen(self, kind: str) -> None:
        if kind != self._listed:
            self._listed, self._limit = kind, PAGE_SIZE
        self._show_cases()

    def _show_more(self) -> None:
        self._limit += PAGE_SIZE
        self._show_cases()

    def _show_cases(self) -> None:
        desk, kind, limit = self.context.desk, self.kind, self._limit
        if kind is not None:
            self._pages.ask(
                lambda _job: self_check.listed(desk, kind, limit=limit), self._show_page
            )

    def _show_page(self, page: CheckPage) -> None:
        kept = self.view.cases.current()
        self.view.cases.show_records([case_record(item) for item in page.items], kept)
        says = page.check.says
        if not page.total:
            says = f"{says}。现在没有。"
        elif page.total > len(page.items):
            says = f"{says}。共 {page.total} 件，先列 {len(page.items)} 件。"
        self.view.says.setText(says)
        self.view.more_button.setVisible(page.total > len(page.items))

    def _open(self) -> None:
        number = self.view.cases.current()
        if number:
            self.place_requested.emit(Place("case", number))

    # Keys

    def hints(self) -> tuple[Hint, ...]:
        """Return the keys of this screen."""
        return (*_HINTS, Hint("Ctrl+P", "打印期限周报"))

    def letter_keys(self) -> Mapping[Qt.Key, Callable[[], None]]:
        """Return what single keys do."""
        return {
            Qt.Key.Key_Return: self._open,
            Qt.Key.Key_Enter: self._open,
            Qt.Key.Key_Right: self.view.cases.setFocus,
            Qt.Key.Key_Left: self.view.checks.setFocus,
            Qt.Key.Key_Escape: self.back_requested.emit,
        }
