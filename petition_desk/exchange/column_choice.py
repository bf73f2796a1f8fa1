"""What the columns of a file say, before anything is imported: the guess, and its correction.

The guess is shown column by column with a few covered cells; what the officer changes becomes a
format of the office (the same TOML an IT desk may write by hand), remembered for that header.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Final

from petition_desk.domain.vocabulary import SOURCES, Channel, MatterKind
from petition_desk.exchange.cells import CellValue, is_blank, plain_text
from petition_desk.exchange.field_kinds import FIELD_KINDS, ColumnKind
from petition_desk.exchange.headers import (
    HEADER_SEARCH_ROWS,
    NumberedRows,
    bare_header,
    missing_needs,
    recognised_header,
    signature,
)
from petition_desk.exchange.mapping import (
    ColumnRule,
    SheetMapping,
    TableFormat,
    hand_kept_format,
    official_format,
)
from petition_desk.exchange.problems import covered
from petition_desk.exchange.row_kinds import RowKind, row_kind
from petition_desk.exchange.workbook import SourceSheet, read_workbook

#: Given the signatures of rows that may be headers, tells those an office gave a format for.
Remembered = Callable[[Sequence[str]], Mapping[str, TableFormat]]

#: So many filled cells of a column are shown.
SAMPLE_COUNT: Final = 3
_WORD_FIELDS: Final = ("channel", "source", "purpose", "repeat", "satisfaction")
_LONGEST_NAME: Final = 4


@dataclass(frozen=True, slots=True)
class ColumnGuess:
    """One column of a sheet.

    Attributes:
        header: As in the file; of two rows joined by a stroke.
        field: What it is read as; empty where it is not read.
        is_barred: It is about persons' ways and never read, whatever is chosen.
        samples: A few of its cells, identities covered.
    """

    header: str
    field: str
    is_barred: bool
    samples: tuple[str, ...]


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
        words: Those of coded columns, the unknown ones first.
        table_format: What the guess was made with.
        is_recognised: Whether its header was known; else the fullest row of words was taken.
        is_remembered: Whether the office gave this mapping itself.
    """

    name: str
    signature: str
    columns: tuple[ColumnGuess, ...]
    words: tuple[WordGuess, ...]
    table_format: TableFormat
    is_recognised: bool
    is_remembered: bool


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    """What the officer chose for one header.

    Attributes:
        fields: Header as in the file → field, or "" for not read; every header of the sheet.
        words: Field → word of the file → our word.
    """

    fields: Mapping[str, str]
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def guess_columns(path: Path, remembered: Remembered | None = None) -> tuple[SheetGuess, ...]:
    """Say what each column of a file would be read as.

    Args:
        path: The file.
        remembered: Asked before guessing.

    Raises:
        WorkbookError, FileUnreadableError: as `read_workbook`.
    """
    formats = (official_format(), hand_kept_format())
    found = (_sheet(sheet, formats, remembered) for sheet in read_workbook(path).sheets)
    return tuple(guess for guess in found if guess is not None)


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


def _sheet(
    sheet: SourceSheet, formats: Sequence[TableFormat], remembered: Remembered | None
) -> SheetGuess | None:
    head = list(islice(sheet.rows(), HEADER_SEARCH_ROWS))
    known = recognised_header(head, formats, remembered)
    found = known or _unknown_header(head)
    if found is None:
        return None
    table_format, mapping = found
    samples, words = _cells_of(sheet, mapping)
    columns = tuple(
        ColumnGuess(
            header,
            _field_of(mapping, index),
            index in mapping.skipped_indexes,
            tuple(samples.get(index, ())),
        )
        for index, header in enumerate(mapping.headers)
        if header and not _is_ours(mapping, index)
    )
    return SheetGuess(
        sheet.name,
        signature(mapping.headers),
        columns,
        tuple(_word_guesses(words, table_format)),
        table_format,
        known is not None,
        known is not None and table_format not in formats,
    )


def _unknown_header(head: NumberedRows) -> tuple[TableFormat, SheetMapping] | None:
    mapping = bare_header(head)
    return None if mapping is None else (hand_kept_format(), mapping)


def _is_ours(mapping: SheetMapping, index: int) -> bool:
    rule = mapping.rules.get(index)
    return rule is not None and rule.field == "source_file"


def _field_of(mapping: SheetMapping, index: int) -> str:
    rule = mapping.rules.get(index)
    return rule.field if rule is not None else ""


def _cells_of(
    sheet: SourceSheet, mapping: SheetMapping
) -> tuple[dict[int, list[str]], dict[str, Counter[str]]]:
    """Return the first cells of each column, covered, and the words of the coded ones, counted."""
    samples: dict[int, list[str]] = {}
    words: dict[str, Counter[str]] = {}
    coded = [
        (index, rule.field) for index, rule in mapping.rules.items() if rule.field in _WORD_FIELDS
    ]
    wanted = [i for i, header in enumerate(mapping.headers) if header]
    for number, row in sheet.rows():
        if number <= mapping.header_row or row_kind(row, mapping) is not RowKind.DATA:
            continue
        for index, name in coded:
            if index < len(row) and not is_blank(row[index]):
                words.setdefault(name, Counter())[" ".join(plain_text(row[index]).split())] += 1
        if wanted:
            wanted = _sample(row, wanted, samples, mapping)
    return samples, words


def _sample(
    row: Sequence[CellValue],
    wanted: Sequence[int],
    samples: dict[int, list[str]],
    mapping: SheetMapping,
) -> list[int]:
    """Take a row's cells as samples; return the columns that still want some."""
    for index in wanted:
        if index < len(row) and not is_blank(row[index]):
            rule = mapping.rules.get(index)
            shown = covered(rule.kind, row[index]) if rule else _covered_unknown(row[index])
            samples.setdefault(index, []).append(shown)
    return [index for index in wanted if len(samples.get(index, ())) < SAMPLE_COUNT]


def _covered_unknown(raw: CellValue) -> str:
    """Cover a cell of a column nothing is known of: what could be a name shows its surname."""
    text = covered(ColumnKind.TEXT, raw)
    if len(text) <= _LONGEST_NAME and not any(c.isascii() for c in text):
        return covered(ColumnKind.NAME, raw)
    return text


def _word_guesses(
    words: Mapping[str, Counter[str]], table_format: TableFormat
) -> Iterable[WordGuess]:
    found = [
        WordGuess(name, word, count, table_format.values.get(name, {}).get(word, ""))
        for name, counted in words.items()
        for word, count in counted.most_common()
    ]
    return sorted(found, key=lambda guess: bool(guess.ours))
