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

from python_calamine import CalamineWorkbook

from petition_desk.exchange.cells import CellValue
from petition_desk.exchange.container import unpacked_part

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

    def __init__(self, content: bytes, part: str, index: int) -> None:
        """Read the sheet in the part ``part``, which is number ``index`` of the workbook."""
        self._content = content
        self._part = part
        self._index = index

    @property
    def start(self) -> tuple[int, int] | None:
        """The first row and column: the rows are given from the upper left corner."""
        return (0, 0)

    def iter_rows(self) -> Iterator[Sequence[CellValue]]:
        """Give the rows, blank ones between two pieces included."""
        given = 0
        for piece in _pieces(self._content, self._part):
            workbook = CalamineWorkbook.from_filelike(io.BytesIO(self._workbook(piece)))
            sheet = workbook.get_sheet_by_index(self._index)
            if sheet.start is None:
                continue
            first, column = sheet.start
            padding = ("",) * column
            for _ in range(given, first):
                yield ()
            for row in islice(sheet.iter_rows(), first, None):
                yield (*padding, *row)
            given = first + sheet.height

    def _workbook(self, rows: bytes) -> bytes:
        """Return a workbook of these rows alone."""
        packed = io.BytesIO()
        with (
            zipfile.ZipFile(io.BytesIO(self._content)) as whole,
            zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as piece,
        ):
            there = set(whole.namelist())
            for name in _NEEDED:
                if name in there:
                    piece.writestr(name, whole.read(name))
            piece.writestr(self._part, rows)
        return packed.getvalue()


def part_to_cut(content: bytes, index: int) -> str | None:
    """Return the part of a sheet that is large and can be cut; None if it is read as a whole.

    Args:
        content: A .xlsx file.
        index: The sheet's number in the workbook, from 0.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        part = _part_of(archive, index)
        if part is None or archive.getinfo(part).file_size < SMALLEST_CUT_BYTES:
            return None
    head = next(iter(unpacked_part(content, part)), b"")
    # Rows that do not tell their number, or another prefix, can only be read together.
    return part if b"<sheetData>" in head and _FIRST_ROW.search(head) else None


def _part_of(archive: zipfile.ZipFile, index: int) -> str | None:
    sheets = ElementTree.fromstring(archive.read("xl/workbook.xml")).iter(f"{_MAIN}sheet")
    wanted = next(islice(sheets, index, None), None)
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    if wanted is None:
        return None
    for relation in relations:
        if relation.get("Id") == wanted.get(_RELATIONS):
            target = relation.get("Target", "")
            name = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            return name if name in archive.namelist() else None
    return None


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
