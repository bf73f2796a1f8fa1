"""The menu that adds a condition: columns, and under each what it can be asked for.

The words of a column come with the number of cases that hold them; they are counted when the
submenu is opened, off the thread of the window.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from petition_desk.domain.conditions import (
    Condition,
    Test,
    turned_round,
    with_condition,
    with_word,
    without_column,
    word_shown,
)
from petition_desk.domain.ledger import LedgerColumn, LedgerFilter
from petition_desk.domain.ledger_columns import COLUMN_GROUPS, FilterKind
from petition_desk.domain.periods import PERIODS

#: Asks for the words of a column and their counts; the answer comes later.
AskCounts = Callable[[LedgerFilter, str, Callable[[Mapping[str, int]], None]], None]

_NUMBERS = (("2..", "2 人以上"), ("5..", "5 人以上"), ("1..1", "1 人"))
_MOST_WORDS = 40


class ConditionMenu(QObject):
    """Builds the menu for one filter."""

    chosen = Signal(object)
    #: A text or a span is to be typed: the column, and what is asked of it.
    typing_requested = Signal(object, object)

    def __init__(self, wanted: LedgerFilter, ask: AskCounts, parent: QWidget) -> None:
        """Offer what can be added to ``wanted``."""
        super().__init__(parent)
        self._wanted = wanted
        self._ask = ask
        self._parent = parent

    def menu(self) -> QMenu:
        """Return the menu: the usual columns, the others under the names of their groups."""
        menu = QMenu(self._parent)
        (_, usual), *others = COLUMN_GROUPS
        self._add_columns(menu, usual)
        menu.addSeparator()
        for title, columns in others:
            if any(column.filter is not FilterKind.NONE for column in columns):
                self._add_columns(menu.addMenu(title), columns)
        return menu

    def _add_columns(self, menu: QMenu, columns: Sequence[LedgerColumn]) -> None:
        for column in columns:
            if column.filter is not FilterKind.NONE:
                self._fill(menu.addMenu(column.title), column)

    def _fill(self, menu: QMenu, column: LedgerColumn) -> None:
        match column.filter:
            case FilterKind.WORDS:
                self._add_words(menu, column)
            case FilterKind.DAY:
                for period in PERIODS:
                    condition = Condition(column.id, Test.WITHIN, (period.id,))
                    self._add(menu, period.title, condition)
                self._add_typing(menu, "写明日期…", column, Test.WITHIN)
            case FilterKind.TEXT:
                self._add_typing(menu, "含有…", column, Test.CONTAINS)
            case FilterKind.NUMBER:
                for span, words in _NUMBERS:
                    self._add(menu, words, Condition(column.id, Test.WITHIN, (span,)))
                self._add_typing(menu, "写明数目…", column, Test.WITHIN)
        if column.filter is not FilterKind.NUMBER:
            menu.addSeparator()
            empty, filled = ("否", "是") if column.filter is FilterKind.FLAG else ("未填", "已填")
            self._add(menu, filled, Condition(column.id, Test.FILLED))
            self._add(menu, empty, Condition(column.id, Test.EMPTY))

    def _add(self, menu: QMenu, words: str, condition: Condition) -> None:
        action = menu.addAction(words)
        action.setCheckable(True)
        action.setChecked(condition in self._wanted.conditions)
        action.triggered.connect(lambda on, condition=condition: self._take(condition, on=on))

    def _take(self, condition: Condition, *, on: bool) -> None:
        known = self._wanted.conditions
        kept = with_condition(known, condition) if on else without_column(known, condition.column)
        self._say(kept)

    def _add_typing(self, menu: QMenu, words: str, column: LedgerColumn, test: Test) -> None:
        action = menu.addAction(words)
        action.triggered.connect(lambda _on: self.typing_requested.emit(column, test))

    # Words and their counts

    def _add_words(self, menu: QMenu, column: LedgerColumn) -> None:
        known = self._known(column)
        asked = known.words if known is not None else ()
        actions: dict[str, QAction] = {}
        for word in dict.fromkeys((*column.words, *asked)):
            actions[word] = self._add_word(menu, column, word, is_on=word in asked)
        closing = menu.addSeparator()
        turned = turned_round(known) if known is not None else None
        if turned is not None:
            words = "除这些以外" if turned.test is Test.NONE_OF else "就是这些"
            action = menu.addAction(words)
            action.triggered.connect(lambda _on: self._take(turned, on=True))

        def show_counts(counts: Mapping[str, int]) -> None:
            if not _is_alive(menu):
                return
            for word in list(counts)[:_MOST_WORDS]:
                if word not in actions:
                    action = self._new_word(menu, column, word, is_on=word in asked)
                    menu.insertAction(closing, action)
                    actions[word] = action
            for word, action in actions.items():
                count = counts.get(word, 0)
                action.setText(f"{word_shown(column.id, word)}\t{count}")

        menu.aboutToShow.connect(lambda: self._ask(self._wanted, column.id, show_counts))

    def _known(self, column: LedgerColumn) -> Condition | None:
        asked = (Test.ANY_OF, Test.NONE_OF)
        known = self._wanted.conditions
        return next((c for c in known if c.column == column.id and c.test in asked), None)

    def _add_word(self, menu: QMenu, column: LedgerColumn, word: str, *, is_on: bool) -> QAction:
        action = self._new_word(menu, column, word, is_on=is_on)
        menu.addAction(action)
        return action

    def _new_word(self, menu: QMenu, column: LedgerColumn, word: str, *, is_on: bool) -> QAction:
        action = QAction(word_shown(column.id, word), menu)
        action.setCheckable(True)
        action.setChecked(is_on)
        action.toggled.connect(
            lambda on, name=column.id, word=word: self._say(
                with_word(self._wanted.conditions, name, word, is_on=on)
            )
        )
        return action

    def _say(self, conditions: tuple[Condition, ...]) -> None:
        self._wanted = replace(self._wanted, conditions=conditions)
        self.chosen.emit(self._wanted)


def _is_alive(menu: QMenu) -> bool:
    from shiboken6 import isValid

    return bool(isValid(menu))
