"""A workbook whose sheets are written row by row into files of ours.

The library's own streaming sheet grows in the system's folder for temporary files, in clear text,
and stays there if the program is killed; and it lets its XML writer open the file, so that a full
disk is told in that writer's own way. Here the rows go to a file we open, in a folder we name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from openpyxl.cell.cell import Cell as SheetCell
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


class _SheetWriter(WorksheetWriter):
    """Writes a sheet to a `_Part` and hands its path over when done."""

    def __init__(self, sheet: TableSheet, part: _Part) -> None:
        self._part = part
        super().__init__(sheet, out=part)

    def close(self) -> None:
        """Finish the part; from here on the library wants its path."""
        super().close()
        self._part.check()
        self._part.close()
        self.out = str(self._part.path)

    def cleanup(self) -> None:
        """Remove the part once it is in the workbook."""
        self._part.path.unlink(missing_ok=True)


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

    def __init__(self, parent: TableWorkbook, title: str, part: _Part) -> None:
        """Prepare a sheet of a workbook; ``part`` is where its rows go."""
        super().__init__(parent, title)
        self._part = part
        self.row_count = 0

    def append(self, row: Sequence[SheetCell]) -> None:
        """Write a row of painted cells.

        Raises:
            OSError: the disk refuses.
        """
        super().append(row)
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
            writer = _SheetWriter(self, self._part)
            self._writer = writer
            writer.write_top()

    def _values_to_row(self, values: Sequence[SheetCell], row_idx: int) -> Iterator[SheetCell]:
        """Place cells that are painted already; the library would guess at plain values."""
        self.row_count = row_idx
        for column, cell in enumerate(values, 1):
            cell.row, cell.column = row_idx, column
            yield cell


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
        part = _Part(self._folder / f"{len(self.sheetnames)}.part")
        sheet = TableSheet(self, name, part)
        self._sheets.append(sheet)
        return sheet

    def drop(self) -> None:
        """Close every sheet without saving, so that the folder can be removed on Windows too."""
        for sheet in self._sheets:
            sheet.drop()
