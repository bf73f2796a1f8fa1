"""A workbook whose sheets are written row by row into files of ours.

The library's own streaming sheet grows in the system's folder for temporary files, in clear text,
and stays there if the program is killed; it lets its XML writer open the file, so that a full
disk is told in that writer's own way; and it makes an element of every cell, which is two thirds
of the time of a long list. Here the rows are text of ours, in a file we open, in a folder we name;
the library writes what stands before and after them.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.dimensions import ColumnDimension, DimensionHolder
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.header_footer import HeaderFooter
from openpyxl.worksheet.page import PageMargins, PrintOptions, PrintPageSetup
from openpyxl.worksheet.properties import WorksheetProperties

from petition_desk.exchange.sheet_names import sheet_name

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer


Styled = tuple[int, str | int | float | None]
"""Index of a cell's format, and its value: a text, a number (days are numbers), or nothing."""

_NO_ROWS: Final = re.compile(rb"(<sheetData\s*/>|<sheetData>\s*</sheetData>)")
_CHUNK: Final = 2**20


def open_part(path: Path) -> BinaryIO:
    """Open the file a sheet's rows go to."""
    return path.open("wb")


class _Part:
    """The file a sheet's rows go to.

    A fault of the disk is kept for the next `check`, because the XML writer in between would
    hide which one it was; from then on, and once dropped, what is still sent is swallowed.

    Attributes:
        path: Where it is.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = open_part(path)
        self._is_dropped = False
        self._fault: OSError | None = None

    def write(self, piece: ReadableBuffer, /) -> None:
        """Write a piece."""
        if self._is_dropped:
            return
        try:
            self._file.write(piece)
        except OSError as fault:
            self._fault = fault
            self._is_dropped = True

    def check(self) -> None:
        """Tell of a fault.

        Raises:
            OSError: something could not be written.
        """
        if self._fault is not None:
            raise self._fault

    def close(self) -> None:
        """Close the file; a part that was dropped is not brought to the disk first."""
        if not self._is_dropped:
            self._file.close()
            return
        with suppress(OSError):
            self._file.close()

    def drop(self) -> None:
        """Write no more; what is there will be removed with its folder."""
        self._is_dropped = True

    @property
    def is_dropped(self) -> bool:
        """Whether nothing more is written."""
        return self._is_dropped


class _SheetWriter(WorksheetWriter):
    """Writes what stands around the rows, and puts both together."""

    def __init__(self, sheet: TableSheet, part: _Part, whole: Path) -> None:
        self._part = part
        self._whole = whole
        self._frame = BytesIO()
        super().__init__(sheet, out=self._frame)

    def close(self) -> None:
        """Finish the sheet; from here on the library wants its path."""
        super().close()
        self._part.check()
        self._part.close()
        if not self._part.is_dropped:
            self._put_together()
        self.out = str(self._whole)

    def _put_together(self) -> None:
        before, empty, after = _NO_ROWS.split(self._frame.getvalue(), maxsplit=1)
        if not empty:
            raise RuntimeError("a sheet without a place for its rows")
        with open_part(self._whole) as whole, self._part.path.open("rb") as rows:
            whole.write(before + b"<sheetData>")
            shutil.copyfileobj(rows, whole, _CHUNK)
            whole.write(b"</sheetData>" + after)
        self._part.path.unlink()

    def cleanup(self) -> None:
        """Remove the sheet once it is in the workbook."""
        self._whole.unlink(missing_ok=True)


class TableSheet(WriteOnlyWorksheet):
    """A sheet written row by row, its cells painted by the caller."""

    # What the library sets up in each sheet and its stubs do not tell of this kind of sheet.
    column_dimensions: DimensionHolder[str, ColumnDimension]
    auto_filter: AutoFilter
    page_setup: PrintPageSetup
    print_options: PrintOptions
    page_margins: PageMargins
    sheet_properties: WorksheetProperties
    HeaderFooter: HeaderFooter
    _writer: WorksheetWriter | None

    def __init__(self, parent: TableWorkbook, title: str, part: _Part, whole: Path) -> None:
        """Prepare a sheet of a workbook; its rows go to ``part``, all of it to ``whole``."""
        super().__init__(parent, title)
        self._part = part
        self._whole = whole
        self._letters: list[str] = []
        self.row_count = 0

    def append(self, row: Sequence[Styled]) -> None:
        """Write a row: of every cell its format and its value.

        Raises:
            OSError: the disk refuses.
        """
        self.row_count += 1
        number = self.row_count
        while len(self._letters) < len(row):
            self._letters.append(get_column_letter(len(self._letters) + 1))
        pieces = [f'<row r="{number}">']
        for letter, (style, value) in zip(self._letters, row, strict=False):
            if value is None:
                pieces.append(f'<c r="{letter}{number}" s="{style}"/>')
            elif isinstance(value, str):
                pieces.append(
                    f'<c r="{letter}{number}" s="{style}" t="inlineStr"><is>'
                    f'<t xml:space="preserve">{_escaped(value)}</t></is></c>'
                )
            else:
                pieces.append(f'<c r="{letter}{number}" s="{style}"><v>{value}</v></c>')
        pieces.append("</row>")
        self._part.write("".join(pieces).encode())
        self._part.check()

    def filter_columns(self, column_count: int, header_row: int = 1) -> None:
        """Set the filter over the header and every row written below it."""
        last = get_column_letter(column_count)
        self.auto_filter.ref = f"A{header_row}:{last}{max(self.row_count, header_row)}"

    def drop(self) -> None:
        """Close without finishing; what was written goes with its folder."""
        self._part.drop()
        if not self.closed:
            with suppress(OSError):  # told already, as the reason for dropping
                self.close()
        self._part.close()

    def _get_writer(self) -> None:
        if self._writer is None:
            writer = _SheetWriter(self, self._part, self._whole)
            self._writer = writer
            writer.write_top()


def _escaped(text: str) -> str:
    if "&" in text or "<" in text or ">" in text:
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text


class TableWorkbook(Workbook):
    """A workbook of `TableSheet`s."""

    _sheets: list[TableSheet]

    def __init__(self, folder: Path) -> None:
        """Prepare a workbook whose parts grow in a folder."""
        super().__init__(write_only=True)
        self._folder = folder

    def add_sheet(self, title: str) -> TableSheet:
        """Add a sheet; what Excel does not allow in its name is left out."""
        name = sheet_name(title)
        number = len(self.sheetnames)
        part = _Part(self._folder / f"{number}.rows")
        sheet = TableSheet(self, name, part, self._folder / f"{number}.part")
        self._sheets.append(sheet)
        return sheet

    def drop(self) -> None:
        """Close every sheet without saving, so that the folder can be removed on Windows too."""
        for sheet in self._sheets:
            sheet.drop()
