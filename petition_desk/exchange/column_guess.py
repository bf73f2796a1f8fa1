"""Looking at a file before anything is imported: what each of its columns would be read as."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Final

from petition_desk.exchange.cells import CellValue, is_blank, plain_text
from petition_desk.exchange.column_choice import ColumnGuess, SheetGuess
from petition_desk.exchange.field_kinds import ColumnKind
from petition_desk.exchange.headers import (
    HEADER_SEARCH_ROWS,
    NumberedRows,
    bare_header,
    recognised_header,
    signature,
)
from petition_desk.exchange.mapping import (
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
_MOST_WORDS: Final = 40
_LONGEST_WORD: Final = 16
_LONGEST_NAME: Final = 4


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
            tuple(words[index].most_common()) if index in words else (),
        )
        for index, header in enumerate(mapping.headers)
        if header and not _is_ours(mapping, index)
    )
    return SheetGuess(
        sheet.name,
        signature(mapping.headers),
        columns,
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
) -> tuple[dict[int, list[str]], dict[int, Counter[str]]]:
    """Return the first cells of each column, covered, and its words where it has few, counted."""
    samples: dict[int, list[str]] = {}
    named = [i for i, header in enumerate(mapping.headers) if header]
    words: dict[int, Counter[str]] = {
        index: Counter() for index in named if index not in mapping.skipped_indexes
    }
    for number, row in sheet.rows():
        if number <= mapping.header_row or row_kind(row, mapping) is not RowKind.DATA:
            continue
        _count_words(row, words)
        if named:
            named = _sample(row, named, samples, mapping)
    return samples, words


def _count_words(row: Sequence[CellValue], words: dict[int, Counter[str]]) -> None:
    """Count a row's words; a column that turns out to hold no words of a list is dropped."""
    for index in tuple(words):
        if index >= len(row) or is_blank(row[index]):
            continue
        word = " ".join(plain_text(row[index]).split())
        counted = words[index]
        counted[word] += 1
        if len(counted) > _MOST_WORDS or len(word) > _LONGEST_WORD:
            del words[index]


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
