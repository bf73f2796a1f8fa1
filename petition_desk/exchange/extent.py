"""How large the sheets of a packed workbook are, measured piece by piece before it is opened.

Each function takes the unpacked pieces of one part, spends them from the file's budget and
refuses as soon as the filled rectangle of a sheet grows out of bounds. A piece is looked at and
dropped; nothing here holds a sheet in memory.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from typing import Final
from xml.parsers import expat

#: Largest sum of everything in a packed file, unpacked.
MAX_UNPACKED_BYTES: Final = 768 * 2**20
#: Largest rectangle of one sheet: 100,000 rows of 80 columns, about 250 MB while it is read.
MAX_SHEET_CELLS: Final = 8_000_000

#: Longer than any tag of a cell; what may be cut in two at the end of a piece.
_OVERLAP: Final = 512


class TooLargeError(Exception):
    """A file would not fit; the caller knows its name and says so.

    Attributes:
        reason: What is too large, a Chinese clause.
    """

    def __init__(self, reason: str) -> None:
        """Keep the reason."""
        self.reason = reason
        super().__init__(reason)


class Budget:
    """How much of what may be unpacked is left for one file."""

    def __init__(self) -> None:
        """Start with the whole of `MAX_UNPACKED_BYTES`."""
        self._left = MAX_UNPACKED_BYTES

    def spend(self, byte_count: int) -> None:
        """Take away what has been unpacked.

        Raises:
            TooLargeError: nothing is left.
        """
        self._left -= byte_count
        if self._left < 0:
            limit = MAX_UNPACKED_BYTES // 2**20
            raise TooLargeError(f"解开后超过 {limit} MB，过大，不予打开")


def check_extent(row_count: int, column_count: int) -> None:
    """Refuse a sheet whose filled rectangle is out of bounds.

    Raises:
        TooLargeError: it is.
    """
    if row_count * column_count > MAX_SHEET_CELLS:
        raise TooLargeError(
            f"有一张工作表用到第 {row_count} 行、第 {column_count} 列，范围过大；"
            "请删除远处多余的内容，或分成几个文件再导入"
        )


# A cell that holds something: its reference, in a tag that does not close itself.
_FILLED_CELL: Final = re.compile(
    rb"""<(?:\w+:)?c\b[^<>]*?\br=["']([A-Z]{1,3})(\d{1,7})["'][^<>]*(?<!/)>"""
)


def measure_xlsx_sheet(pieces: Iterator[bytes], budget: Budget) -> None:
    """Find the last filled row and column of an .xlsx sheet without parsing it twice."""
    columns: set[bytes] = set()
    row_count = 0
    carried = b""
    for piece in pieces:
        budget.spend(len(piece))
        window = carried + piece
        found = _FILLED_CELL.findall(window)
        columns.update({column for column, _ in found})
        row_count = max(row_count, max((int(row) for _, row in found), default=0))
        carried = window[-_OVERLAP:]
        if columns:
            check_extent(row_count, max(map(_column_number, columns)))


def sheet_extent(pieces: Iterator[bytes]) -> tuple[int, int]:
    """Return how many rows and columns an .xlsx sheet fills, counted from its corner.

    Args:
        pieces: A part that `measure_xlsx_sheet` let pass.
    """
    last_row, columns, carried = 0, set[bytes](), b""
    for piece in pieces:
        window = carried + piece
        for column, row in _FILLED_CELL.findall(window):
            columns.add(column)
            last_row = max(last_row, int(row))
        carried = window[-_OVERLAP:]
    return last_row, max(map(_column_number, columns), default=0)


def _column_number(letters: bytes) -> int:
    """Return 1 for A, 28 for AB."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


class _OdsExtent:
    """Counts rows and columns of each table of an OpenDocument sheet, repeats multiplied out."""

    def __init__(self) -> None:
        self._row = self._column = self._widest = 0
        self._row_repeat = 1
        self._is_row_filled = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "table:table":
            self._row = self._widest = 0
        elif name == "table:table-row":
            self._column, self._is_row_filled = 0, False
            self._row_repeat = int(attributes.get("table:number-rows-repeated", "1"))
        elif name in ("table:table-cell", "table:covered-table-cell"):
            self._column += int(attributes.get("table:number-columns-repeated", "1"))
            if "office:value-type" in attributes:
                self._is_row_filled = True
                self._widest = max(self._widest, self._column)

    def end(self, name: str) -> None:
        if name == "table:table-row":
            self._row += self._row_repeat
            if self._is_row_filled:
                check_extent(self._row, self._widest)


def _refuse_doctype(*_: object) -> None:
    """A workbook declares no document type; one that does means to expand entities."""
    raise ValueError("document type declaration")


def measure_ods(pieces: Iterator[bytes], budget: Budget) -> None:
    """Measure every table of an OpenDocument sheet.

    Raises:
        TooLargeError: one is too large.
        expat.ExpatError: the part is not well-formed.
        ValueError: it declares a document type, or a repeat is no number.
    """
    extent = _OdsExtent()
    parser = expat.ParserCreate()
    parser.StartElementHandler = extent.start
    parser.EndElementHandler = extent.end
    parser.StartDoctypeDeclHandler = _refuse_doctype
    for piece in pieces:
        budget.spend(len(piece))
        parser.Parse(piece, False)
    parser.Parse(b"", True)


#: Record types of [MS-XLSB] 2.3: a row's head, and the cells that hold a value.
_ROW_HEAD: Final = 0
_FILLED_CELLS: Final = range(2, 12)
#: A cell holds 32,767 characters at most; a record beyond this is damage, not a cell.
_LONGEST_RECORD: Final = 2**24


def measure_xlsb_sheet(pieces: Iterator[bytes], budget: Budget) -> None:
    """Find the last filled row and column of an .xlsb sheet from its records' heads.

    A record is a type and a size, both of seven bits a byte, and that many bytes ([MS-XLSB]
    2.1.4); rows and cells begin with their index as a 32-bit number.
    """
    row = widest = 0
    held = b""
    for piece in pieces:
        budget.spend(len(piece))
        held += piece
        at = 0
        while (record := _record_at(held, at)) is not None:
            kind, begin, at = record
            if kind == _ROW_HEAD and at - begin >= 4:
                row = struct.unpack_from("<I", held, begin)[0] + 1
            elif kind in _FILLED_CELLS and at - begin >= 4:
                widest = max(widest, struct.unpack_from("<I", held, begin)[0] + 1)
                check_extent(row, widest)
        held = held[at:]


def _record_at(held: bytes, at: int) -> tuple[int, int, int] | None:
    """Return the type, the first byte and the end of a record; None if it is not all there."""
    numbers = []
    for longest in (2, 4):
        number = 0
        for place in range(longest):
            if at >= len(held):
                return None
            byte = held[at]
            at += 1
            number |= (byte & 0x7F) << (7 * place)
            if not byte & 0x80:
                break
        numbers.append(number)
    kind, size = numbers
    if size > _LONGEST_RECORD:
        raise ValueError(f"a record of {size} bytes")
    return (kind, at, at + size) if at + size <= len(held) else None
