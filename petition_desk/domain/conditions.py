"""Conditions on columns of the ledger: any of, none of, empty, filled, a part, a span.

Conditions of one filter hold together. What a condition means is written here once, as `holds`;
storage asks the same of its tables, and a test compares both.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

from petition_desk.domain.ledger_columns import FilterKind, LedgerColumn, ledger_column
from petition_desk.domain.periods import days_of, period_words
from petition_desk.domain.vocabulary import PATHWAY_LABELS


class Test(StrEnum):
    """What is asked of a column."""

    __test__ = False  # the name is no test of the suite

    ANY_OF = "any"
    NONE_OF = "not"
    EMPTY = "empty"
    FILLED = "filled"
    CONTAINS = "contains"
    WITHIN = "within"


#: What each kind of column can be asked.
TESTS_OF: Final[Mapping[FilterKind, tuple[Test, ...]]] = {
    FilterKind.NONE: (),
    FilterKind.WORDS: (Test.ANY_OF, Test.NONE_OF, Test.EMPTY, Test.FILLED),
    FilterKind.TEXT: (Test.CONTAINS, Test.EMPTY, Test.FILLED),
    FilterKind.DAY: (Test.WITHIN, Test.EMPTY, Test.FILLED),
    FilterKind.NUMBER: (Test.WITHIN,),
    FilterKind.FLAG: (Test.FILLED, Test.EMPTY),
}

_BARE: Final = (Test.EMPTY, Test.FILLED)
_MOST_WORDS: Final = 2
_PATHWAYS: Final = {pathway.value: label for pathway, label in PATHWAY_LABELS.items()}
_JOINED: Final = "、"


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition.

    Attributes:
        column: Identifier of a column.
        test: What is asked of it.
        words: The words asked for; of `contains` one text, of `within` one span: the id of a
            period or days as `periods.between` writes them, of a number ``2..5``.
    """

    column: str
    test: Test
    words: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what means nothing.

        Raises:
            ValueError: an unknown column, a test it has not, words missing or too many.
        """
        column = ledger_column(self.column)
        if column is None or self.test not in TESTS_OF[column.filter]:
            raise ValueError(f"{self.column} cannot be asked for {self.test}")
        if (self.test in _BARE) == bool(self.words):
            raise ValueError(f"{self.test} with the words {self.words}")
        if self.test in (Test.CONTAINS, Test.WITHIN) and len(self.words) != 1:
            raise ValueError(f"{self.test} takes one text")
        if self.test is Test.WITHIN:
            _span_of(column, self.words[0], date.min.replace(year=2000))

    @property
    def span_text(self) -> str:
        """The span asked for; only of `within`."""
        return self.words[0]

    def days(self, today: date) -> tuple[date | None, date | None]:
        """Return the first and last day asked for."""
        return days_of(self.span_text, today)

    def numbers(self) -> tuple[int | None, int | None]:
        """Return the least and the greatest number asked for."""
        return _numbers(self.span_text)

    def holds(self, value: str | int | date | bool | None, today: date) -> bool:
        """Say whether a stored value meets it; texts are compared without regard to case."""
        match self.test:
            case Test.EMPTY:
                return not value
            case Test.FILLED:
                return bool(value)
            case Test.CONTAINS:
                return self.words[0].casefold() in str(value or "").casefold()
            case Test.ANY_OF:
                return bool(_parts(self.column, value) & set(self.words))
            case Test.NONE_OF:
                return not _parts(self.column, value) & set(self.words)
            case Test.WITHIN:
                return self._is_within(value, today)

    def _is_within(self, value: Any, today: date) -> bool:  # noqa: ANN401  a day or a number
        if value is None or value == "":
            return False
        first, last = self.days(today) if isinstance(value, date) else self.numbers()
        return (first is None or value >= first) and (last is None or value <= last)

    def says(self) -> str:
        """Write it for its chip: 状态：待告知、办理中, 形式：不是来电, 收到：本月, 专项：未填."""
        column = ledger_column(self.column)
        title = column.title if column is not None else self.column
        match self.test:
            case Test.EMPTY:
                return f"{title}：{'否' if _is_flag(column) else '未填'}"
            case Test.FILLED:
                return f"{title}：{'是' if _is_flag(column) else '已填'}"
            case Test.CONTAINS:
                return f"{title}：有“{self.words[0]}”"
            case Test.WITHIN if column is not None and column.filter is FilterKind.NUMBER:
                return f"{title}：{_number_words(*self.numbers())}"
            case Test.WITHIN:
                return f"{title}：{period_words(self.span_text)}"
            case Test.NONE_OF:
                return f"{title}：不是{_named(self.words)}"
        return f"{title}：{_named(self.words)}"


def word_shown(column: str, word: str) -> str:
    """Return a word of a coded column as the officer reads it."""
    return _PATHWAYS.get(word, word) if column == "pathway" else word


def with_condition(known: Iterable[Condition], new: Condition) -> tuple[Condition, ...]:
    """Return the conditions with a new one, in the place of an earlier one on that column."""
    kept = list(known)
    for place, item in enumerate(kept):
        if item.column == new.column:
            kept[place] = new
            return tuple(kept)
    return (*kept, new)


def without_column(known: Iterable[Condition], column: str) -> tuple[Condition, ...]:
    """Return the conditions without those on a column."""
    return tuple(item for item in known if item.column != column)


def with_word(
    known: Iterable[Condition], column: str, word: str, *, is_on: bool
) -> tuple[Condition, ...]:
    """Return the conditions with a word of a coded column asked for, or no longer.

    A column that excludes words (`not`) goes on to exclude.
    """
    kept = tuple(known)
    asked = (Test.ANY_OF, Test.NONE_OF)
    old = next((item for item in kept if item.column == column and item.test in asked), None)
    words = dict.fromkeys(old.words if old is not None else ())
    if is_on:
        words[word] = None
    else:
        words.pop(word, None)
    if not words:
        return without_column(kept, column)
    test = old.test if old is not None else Test.ANY_OF
    return with_condition(kept, Condition(column, test, tuple(words)))


def turned_round(condition: Condition) -> Condition | None:
    """Return what asks for the others: any of ↔ none of, empty ↔ filled; None where none does."""
    turned = {
        Test.ANY_OF: Test.NONE_OF,
        Test.NONE_OF: Test.ANY_OF,
        Test.EMPTY: Test.FILLED,
        Test.FILLED: Test.EMPTY,
    }.get(condition.test)
    return Condition(condition.column, turned, condition.words) if turned is not None else None


def _parts(column: str, value: object) -> set[str]:
    """Return the words of a value: several pathways stand in one, joined by 、."""
    text = "" if value is None else str(value)
    return set(text.split(_JOINED)) if column == "pathway" else {text}


def _is_flag(column: LedgerColumn | None) -> bool:
    return column is not None and column.filter is FilterKind.FLAG


def _named(words: tuple[str, ...]) -> str:
    shown = [word.partition(" ")[0] for word in map(_label, words)]
    if len(shown) <= _MOST_WORDS:
        return _JOINED.join(shown)
    return f"{shown[0]}等 {len(shown)} 种"


def _label(word: str) -> str:
    return _PATHWAYS.get(word, word)


def _span_of(column: LedgerColumn, text: str, today: date) -> object:
    return _numbers(text) if column.filter is FilterKind.NUMBER else days_of(text, today)


def _numbers(text: str) -> tuple[int | None, int | None]:
    first, mark, last = text.partition("..")
    if not mark:
        raise ValueError(f"no span of numbers: {text!r}")
    return int(first) if first else None, int(last) if last else None


def _number_words(least: int | None, most: int | None) -> str:
    if least is not None and most is not None:
        return str(least) if least == most else f"{least} 至 {most}"
    return f"{least} 以上" if least is not None else f"{most} 以下"
