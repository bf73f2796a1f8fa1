"""What the officer chose for the columns of a file, on top of what was guessed."""

from __future__ import annotations

from collections.abc import Mapping

from petition_desk.exchange.column_choice import (
    ColumnChoice,
    SheetGuess,
    WordGuess,
    needs_left,
    words_of,
)
from petition_desk.exchange.field_kinds import FIELD_LABELS

NOT_READ = "不读入"


class SheetColumns:
    """The columns of one sheet: the guess, and what was changed of it."""

    def __init__(self, guess: SheetGuess) -> None:
        """Begin with the guess."""
        self.guess = guess
        self._fields = {column.header: column.field for column in guess.columns}
        self._words: dict[str, dict[str, str]] = {}

    def field(self, header: str) -> str:
        """Return what a column is read as; empty where it is not read."""
        return self._fields[header]

    def set_field(self, header: str, field: str) -> str:
        """Read a column as something else.

        Returns:
            The header of the column that was read so until now and no longer is; empty if none
            was: two columns cannot tell one fact.
        """
        former = next(
            (other for other, name in self._fields.items() if field and name == field), ""
        )
        if former == header:
            return ""
        if former:
            self._fields[former] = ""
        self._fields[header] = field
        return former

    def words(self, header: str) -> tuple[WordGuess, ...]:
        """Return the words of a coded column, those first that nothing is known of."""
        field = self._fields[header]
        column = next(each for each in self.guess.columns if each.header == header)
        return words_of(self.guess, column, field)

    def ours(self, word: WordGuess) -> str:
        """Return what a word is read as; empty where nothing is known of it."""
        return self._words.get(word.field, {}).get(word.word, word.ours)

    def set_word(self, word: WordGuess, ours: str) -> None:
        """Read a word as one of ours."""
        self._words.setdefault(word.field, {})[word.word] = ours

    @property
    def choice(self) -> ColumnChoice:
        """The columns and words as they are to be read."""
        words: Mapping[str, Mapping[str, str]] = {
            field: dict(chosen) for field, chosen in self._words.items()
        }
        return ColumnChoice(dict(self._fields), words)

    @property
    def is_used(self) -> bool:
        """Whether anything of the sheet is read."""
        return any(self._fields.values())

    @property
    def missing(self) -> tuple[str, ...]:
        """What no column tells although no case can do without it; of an unused sheet nothing."""
        return needs_left(self.choice, self.guess) if self.is_used else ()

    @property
    def unknown_words(self) -> int:
        """How many words nothing is known of."""
        words = (word for header in self._fields for word in self.words(header))
        return sum(not self.ours(word) for word in words)


def field_options(current: str) -> list[tuple[str, str]]:
    """Return what a column may be read as, for a list to choose from."""
    options = [("", NOT_READ), *FIELD_LABELS.items()]
    known = {name for name, _label in options}
    return options if current in known else [*options, (current, current)]
