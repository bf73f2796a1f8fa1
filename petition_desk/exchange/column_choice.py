"""What the columns of a file say, before anything is imported: the guess, and its correction.

The guess is shown column by column with a few covered cells; what the officer changes becomes a
format of the office (the same TOML an IT desk may write by hand), remembered for that header.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from petition_desk.domain.vocabulary import SOURCES, Channel, MatterKind
from petition_desk.exchange.field_kinds import FIELD_KINDS, ColumnKind
from petition_desk.exchange.headers import missing_needs
from petition_desk.exchange.mapping import (
    ColumnRule,
    TableFormat,
    hand_kept_format,
    official_format,
)

WORD_FIELDS: Final = ("channel", "source", "purpose", "repeat", "satisfaction")
"""The fields whose cells are words of a list."""


@dataclass(frozen=True, slots=True)
class ColumnGuess:
    """One column of a sheet.

    Attributes:
        header: As in the file; of two rows joined by a stroke.
        field: What it is read as; empty where it is not read.
        is_barred: It is about persons' ways and never read, whatever is chosen.
        samples: A few of its cells, identities covered.
        words: Its different words with how often each stands there, the most frequent first;
            empty where they are too many or too long to be words of a list.
    """

    header: str
    field: str
    is_barred: bool
    samples: tuple[str, ...]
    words: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class WordGuess:
    """One word of a coded column.

    Attributes:
        field: Of which field.
        word: As in the file.
        count: How many rows have it.
        ours: What it is read as; empty where nothing is known of it.
    """

    field: str
    word: str
    count: int
    ours: str


@dataclass(frozen=True, slots=True)
class SheetGuess:
    """One worksheet.

    Attributes:
        name: As on its tab.
        signature: What its header is remembered by.
        columns: Those with a header, in their order.
        table_format: What the guess was made with.
        is_recognised: Whether its header was known; else the fullest row of words was taken.
        is_remembered: Whether the office gave this mapping itself.
        is_own: Whether all its headings are those of a list this program writes.
    """

    name: str
    signature: str
    columns: tuple[ColumnGuess, ...]
    table_format: TableFormat
    is_recognised: bool
    is_remembered: bool
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    """What the officer chose for one header.

    Attributes:
        fields: Header as in the file → field, or "" for not read; every header of the sheet.
        words: Field → word of the file → our word.
    """

    fields: Mapping[str, str]
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def our_words(field_name: str) -> tuple[str, ...]:
    """Return the words a coded field may have, in the order of the domain."""
    match field_name:
        case "channel":
            return tuple(each.value for each in Channel)
        case "purpose":
            return tuple(each.value for each in MatterKind)
        case "source":
            return tuple(SOURCES)
    known = hand_kept_format().values.get(field_name, {})
    return tuple(dict.fromkeys(known.values()))


def words_of(guess: SheetGuess, column: ColumnGuess, field_name: str) -> tuple[WordGuess, ...]:
    """Return the words of a column read as a coded field, those first that are not known."""
    if field_name not in WORD_FIELDS:
        return ()
    known = guess.table_format.values.get(field_name, {})
    found = [WordGuess(field_name, word, n, known.get(word, "")) for word, n in column.words]
    return tuple(sorted(found, key=lambda word: bool(word.ours)))


def needs_left(choice: ColumnChoice, guess: SheetGuess) -> tuple[str, ...]:
    """Return what no column of a sheet tells although no case can do without it."""
    return missing_needs(filter(None, choice.fields.values()), guess.table_format)


def format_text(choice: ColumnChoice, guess: SheetGuess) -> str:
    """Write a choice as a format file; `mapping.read_format` reads it back."""
    base = guess.table_format
    rules = {rule.field: rule for rule in reversed((*hand_kept_format().columns, *base.columns))}
    extends = base.id if base.id == official_format().id else hand_kept_format().id
    lines = ["format = 1", 'id = "own"', f"title = {_quoted(guess.name)}"]
    lines.append(f"extends = {_quoted(extends)}")
    unread = [header for header, name in choice.fields.items() if not name]
    lines.append(f"unread = [{', '.join(map(_quoted, unread))}]")
    for header, name in choice.fields.items():
        if name:
            lines += ["", "[[column]]", *_column_lines(header, name, rules.get(name))]
    for name, words in _merged_words(choice, base).items():
        lines += ["", f"[values.{_quoted(name)}]"]
        lines += [f"{_quoted(word)} = {_quoted(ours)}" for word, ours in words.items()]
    return "\n".join(lines) + "\n"


def _column_lines(header: str, name: str, rule: ColumnRule | None) -> Iterable[str]:
    yield f"header = {_quoted(header)}"
    yield f"field = {_quoted(name)}"
    yield f"kind = {_quoted(rule.kind if rule is not None else _plain_kind(name))}"
    for flag in ("may_be_future", "keep_unknown", "follows_receipt"):
        if rule is not None and getattr(rule, flag):
            yield f"{flag} = true"
    if rule is None and name == "report_back_on":
        yield "may_be_future = true"


def _plain_kind(name: str) -> ColumnKind:
    kinds = FIELD_KINDS[name]
    return ColumnKind.TEXT if ColumnKind.TEXT in kinds else next(iter(kinds))


def _merged_words(choice: ColumnChoice, base: TableFormat) -> Mapping[str, Mapping[str, str]]:
    names = {*base.values, *choice.words}
    merged = {
        name: {**base.values.get(name, {}), **choice.words.get(name, {})} for name in sorted(names)
    }
    return {
        name: {word: ours for word, ours in words.items() if ours} for name, words in merged.items()
    }


def _quoted(text: str) -> str:
    """Return a TOML string; JSON's escapes are TOML's, but for DEL."""
    return json.dumps(str(text), ensure_ascii=False).replace("\x7f", "\\u007F")
