"""A table kept as text (CSV): which encoding, which separator, which cells.

Every cell is text; what it says is read as from any other sheet. The text is gone through anew for
each reading, so that the cells never stand in memory together.
"""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from typing import Final

_SEPARATORS: Final = (",", "\t", ";")
_RECORDS_LOOKED_AT: Final = 20
#: How some systems keep long figures from becoming numbers: ="110101199001010010".
_KEPT_AS_TEXT: Final = re.compile(r'="([^"]*)"')
#: What Excel would run, in either width, or round: the apostrophe before it only keeps it text.
_NEEDS_GUARD: Final = re.compile(r"\s*[=+\-@＝＋－＠']|[\t\r\n]|\d{12,}[\dXx]?$", re.ASCII)


class TextTableError(ValueError):
    """A text is a table, but not to be read; `reason` is a Chinese clause."""

    def __init__(self, reason: str) -> None:
        """Keep the reason."""
        self.reason = reason
        super().__init__(reason)


@dataclass(frozen=True, slots=True)
class TextTable:
    """A table of text.

    Attributes:
        row_count: Records, those without a filled cell included.
        column_count: Cells of the longest record.
    """

    row_count: int
    column_count: int
    _text: str
    _separator: str

    @property
    def start(self) -> tuple[int, int]:
        """Where its cells begin: in the corner."""
        return (0, 0)

    def iter_rows(self) -> Iterator[list[str]]:
        """Give the cells of every record."""
        for record in _records(self._text, self._separator):
            if any(cell.startswith(('="', "'")) for cell in record):
                yield [_unguarded(cell) for cell in record]
            else:
                yield record


def needs_guard(text: str) -> bool:
    """Return whether a text, alone in a cell of a text file, would not stay what it is."""
    return _NEEDS_GUARD.match(text) is not None


def _unguarded(cell: str) -> str:
    """Return a cell without what kept it text."""
    if cell.startswith("'") and needs_guard(cell[1:]):
        return cell[1:]
    return _KEPT_AS_TEXT.sub(r"\1", cell)


def decoded(content: bytes) -> str | None:
    """Return the bytes as text: UTF-8 with or without its mark, UTF-16 with it, else GB18030.

    None if they are no text in any of these.
    """
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            return None
        return text if "\n" in text else text.replace("\r", "\n")
    return None


def text_table(text: str, most_cells: int) -> TextTable | None:
    """Recognise a table in a text.

    Args:
        text: The whole file.
        most_cells: The largest rectangle that is read.

    Returns:
        The table; None for a text that no separator divides.

    Raises:
        TextTableError: quotes without an end, an endless cell, or too many cells.
    """
    separator = _separator(text)
    if separator is None:
        return None
    row_count = column_count = 0
    for record in _records(text, separator):
        row_count += 1
        column_count = max(column_count, len(record))
        if row_count * column_count > most_cells:
            raise TextTableError(f"超过 {most_cells} 格，不予打开，请分成几个文件")
    return TextTable(row_count, column_count, text, separator)


def _separator(text: str) -> str | None:
    """Return what divides the first records into most cells; None if nothing does."""
    most, best = 0, None
    head = tuple(islice(_lines(text), _RECORDS_LOOKED_AT))
    for separator in _SEPARATORS:
        reader = csv.reader(head, delimiter=separator)
        count = 0
        with suppress(csv.Error):  # what is wrong there is told when all of it is read
            for record in reader:
                count += max(len(record) - 1, 0)
        if count > most:
            most, best = count, separator
    return best


def _lines(text: str) -> Iterator[str]:
    """Give the lines with their ends, one by one: a second copy of the text would cost as much."""
    start = 0
    while start < len(text):
        end = text.find("\n", start) + 1 or len(text)
        yield text[start:end]
        start = end


def _records(text: str, separator: str) -> Iterator[list[str]]:
    reader = csv.reader(_lines(text), delimiter=separator, strict=True)
    try:
        yield from reader
    except csv.Error as fault:
        reason = f"第 {reader.line_num} 行的引号不成对，或者一格里的文字太长"
        raise TextTableError(reason) from fault
