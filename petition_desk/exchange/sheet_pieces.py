"""A large .xlsx sheet, read some thousand rows at a time.

The reader behind `workbook` lays a whole sheet out at once: 100,000 rows of 28 columns take it
300 MB. A large sheet is therefore cut between two rows into workbooks of its own, each with the
styles and texts of the whole, and read one after the other.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final
from xml.etree import ElementTree

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from petition_desk.exchange.cells import CellValue
from petition_desk.exchange.container import DAMAGED, WorkbookError, unpacked_part

#: A sheet that unpacks to less is read as a whole.
SMALLEST_CUT_BYTES: Final = 24 * 2**20
#: About what one piece unpacks to.
_PIECE_BYTES: Final = 4 * 2**20

_ROW_END: Final = b"</row>"
_TAIL: Final = b"</sheetData></worksheet>"
_FIRST_ROW: Final = re.compile(rb"<row\b[^>]*?\br=[\"'](\d+)[\"'][^>]*>")
_RELATIONS: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
#: What a piece needs besides its rows; all else (drawings, other sheets, macros) is left out.
_NEEDED: Final = (
    "[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels",
    "xl/styles.xml", "xl/sharedStrings.xml",
)  # fmt: skip


class PiecedSheet:
    """One sheet of a packed workbook, as rows from column A."""

    def __init__(self, content: bytes, part: str, index: int, file_name: str) -> None:
        """Read the sheet in ``part``, number ``index`` of the workbook ``file_name``."""
        self._content = content
        self._part = part
        self._index = index
        self._file_name = file_name

    @property
    def start(self) -> tuple[int, int] | None:
        """The first row and column: the rows are given from the upper left corner."""
        return (0, 0)

    def iter_rows(self) -> Iterator[Sequence[CellValue]]:
        """Give the rows, blank ones between two pieces included.

        Raises:
            WorkbookError: the sheet turns out to be damaged further down.
        """
        given = 0
        for piece in _pieces(self._content, self._part):
            sheet = self._opened(piece)
            if sheet.start is None:
                continue
            first, column = sheet.start
            padding = ("",) * column
            for _ in range(given, first):
                yield ()
            for row in islice(sheet.iter_rows(), first, None):
                yield (*padding, *row)
            given = first + sheet.height

    def _opened(self, rows: bytes) -> CalamineSheet:
        """Open a workbook of these rows alone."""
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as piece:
            for name in _names(self._content).intersection(_NEEDED):
                piece.writestr(name, _whole(self._content, name))
            piece.writestr(self._part, rows)
        packed.seek(0)
        try:
            return CalamineWorkbook.from_filelike(packed).get_sheet_by_index(self._index)
        except CalamineError as fault:
            raise WorkbookError(self._file_name, DAMAGED) from fault


def part_to_cut(content: bytes, index: int) -> str | None:
    """Return the part of a sheet that is large and can be cut; None if it is read as a whole.

    Args:
        content: A .xlsx file that `check_container` found sound.
        index: The sheet's number in the workbook, from 0.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        large = {m.filename for m in archive.infolist() if m.file_size >= SMALLEST_CUT_BYTES}
    if not large or "xl/workbook.xml" not in _names(content):
        return None
    try:
        part = _part_of(content, index)
    except (ElementTree.ParseError, KeyError, IndexError):
        return None  # whether it can be read at all is told by who reads it as a whole
    if part not in large:
        return None
    head = next(iter(unpacked_part(content, part)), b"")
    # Rows that do not tell their number, or another prefix, can only be read together.
    return part if b"<sheetData>" in head and _FIRST_ROW.search(head) else None


def _names(content: bytes) -> frozenset[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return frozenset(archive.namelist())


def _whole(content: bytes, part: str) -> bytes:
    return b"".join(unpacked_part(content, part))


def _part_of(content: bytes, index: int) -> str:
    """Return the part that holds a sheet.

    Raises:
        KeyError, IndexError: the workbook does not tell.
        ElementTree.ParseError: what tells it is damaged.
    """
    sheets = ElementTree.fromstring(_whole(content, "xl/workbook.xml")).iter(f"{_MAIN}sheet")
    wanted = list(sheets)[index].get(_RELATIONS)
    for relation in ElementTree.fromstring(_whole(content, "xl/_rels/workbook.xml.rels")):
        if relation.get("Id") == wanted:
            target = relation.get("Target", "")
            return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    raise KeyError(index)


def _pieces(content: bytes, part: str) -> Iterator[bytes]:
    """Cut a sheet between rows; each piece is a sheet by itself."""
    head, buffer = b"", bytearray()
    for unpacked in unpacked_part(content, part):
        buffer += unpacked
        if not head:
            begin = buffer.find(b"<row")
            if begin < 0:
                continue
            head = bytes(buffer[:begin])
            del buffer[:begin]
        if len(buffer) >= _PIECE_BYTES:
            end = buffer.rfind(_ROW_END) + len(_ROW_END)
            if end >= len(_ROW_END):
                yield head + bytes(buffer[:end]) + _TAIL
                del buffer[:end]
    if head:
        yield head + bytes(buffer)
