"""Writing tables as an office prints them: a workbook written row by row, then put in place.

Long tables never stand in memory. The file grows in a folder beside its place, so that nothing
of it ever lies in the system's folder for temporary files, and is renamed when it is whole;
cancelled or failed, nothing remains. Who may see what was decided before: rows come in as they
are to be written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Final

from petition_desk.errors import InputError
from petition_desk.exchange.cells import CellValue
from petition_desk.exchange.sheet_style import (
    CellKind,
    RowPainter,
    dress_sheet,
    fitting_widths,
)
from petition_desk.exchange.table_sheet import TableWorkbook
from petition_desk.exchange.whole_file import whole_file

#: Rows of one sheet, the header included ([MS-XLSX]).
MAX_ROWS: Final = 1_048_576
#: Rows looked at to choose the widths of the columns.
_WIDTH_SAMPLE: Final = 300
_PROGRESS_STEP: Final = 200

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class TableColumn:
    """One column of a table to write.

    Attributes:
        title: Its header.
        kind: What its cells are.
        width: In characters of the sheet's font; None to fit the content.
    """

    title: str
    kind: CellKind = CellKind.TEXT
    width: float | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet to write.

    Attributes:
        title: Of the sheet and of the printed page.
        columns: From left to right.
        rows: Values in the order of the columns; read once, while writing.
        row_total: How many there will be, for the progress; 0 if not known.
        banner: A line above the header; "" for none.
        is_beside: It tells of another table; its rows are not counted.
    """

    title: str
    columns: tuple[TableColumn, ...]
    rows: Iterable[Sequence[CellValue]]
    row_total: int = 0
    banner: str = ""
    is_beside: bool = False


@dataclass(frozen=True, slots=True)
class WrittenWorkbook:
    """A workbook that was written.

    Attributes:
        path: Where it is.
        row_count: Rows of data on all its sheets, headers not counted.
        sha256: Of its bytes, in hexadecimal.
    """

    path: Path
    row_count: int
    sha256: str


class TooManyRowsError(InputError):
    """A table has more rows than a sheet of Excel (exit 4)."""

    def __init__(self, title: str) -> None:
        """Name the table and the limit."""
        self.title = title
        super().__init__(title, f"超过 Excel 一张表的上限 {MAX_ROWS - 1} 行，请分期导出")


def ledger_workbook(
    path: Path,
    columns: Sequence[tuple[str, str]],
    rows: Iterable[Sequence[CellValue]],
    *,
    title: str,
    row_total: int = 0,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> WrittenWorkbook | None:
    """Write one table: header frozen and filtered, printed on A4 landscape, repeated by the page.

    Args:
        path: Where the workbook goes; what stood there is replaced once the new one is whole.
        columns: Title and kind (``text`` ``date`` ``int`` ``id``) of each column.
        rows: Values in the order of the columns, already masked; None or "" is an empty cell.
        title: Of the sheet and of the printed page.
        row_total: How many rows there will be, for the progress.
        progress: Told the rows written and `row_total`.
        cancelled: Asked whether to stop.

    Returns:
        What was written; None if it was cancelled, and then the old file stands as it was.

    Raises:
        FileUnwritableError: no right, no space, or the file is open elsewhere.
        TooManyRowsError: more rows than a sheet holds.
    """
    heads = tuple(TableColumn(name, CellKind(kind)) for name, kind in columns)
    table = Table(title, heads, rows, row_total)
    return write_tables(path, (table,), progress=progress, cancelled=cancelled)


def write_tables(
    path: Path,
    tables: Sequence[Table],
    *,
    password: str = "",
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> WrittenWorkbook | None:
    """Write a workbook of several tables, one a sheet; see `ledger_workbook`.

    The rows of a table are asked for once those before it are written. With a password the file
    is enciphered as a whole.
    """
    with whole_file(path) as file:
        workbook = TableWorkbook(file.folder)
        try:
            row_count = _fill(workbook, tables, progress, cancelled)
            if row_count is None:
                return None
            workbook.save(file.made)
        finally:
            workbook.drop()
        if cancelled is not None and cancelled():
            return None
        digest = file.put(password)
    if progress is not None:
        progress(row_count, row_count)
    return WrittenWorkbook(path, row_count, digest)


def _fill(
    workbook: TableWorkbook,
    tables: Sequence[Table],
    progress: Progress | None,
    cancelled: Cancelled | None,
) -> int | None:
    """Write every table; return the rows written, None if it was cancelled."""
    row_count = 0
    total = sum(table.row_total for table in tables)
    for table in tables:
        for _ in _written(workbook, table):
            row_count += not table.is_beside
            if row_count % _PROGRESS_STEP:
                continue
            if cancelled is not None and cancelled():
                return None
            if progress is not None:
                progress(row_count, max(total, row_count))
    return row_count


def _written(workbook: TableWorkbook, table: Table) -> Iterator[None]:
    """Write one sheet; gives way after every row."""
    rows = iter(table.rows)
    sample = list(islice(rows, _WIDTH_SAMPLE))
    kinds = tuple(column.kind for column in table.columns)
    titles = tuple(column.title for column in table.columns)
    fitting = fitting_widths(titles, kinds, sample)
    widths = [column.width or width for column, width in zip(table.columns, fitting, strict=True)]
    sheet = workbook.add_sheet(table.title)
    header_row = 2 if table.banner else 1
    dress_sheet(sheet, table.title, widths, header_row)
    painter = RowPainter(sheet, kinds, widths)
    if table.banner:
        sheet.append(painter.banner(table.banner))
    sheet.append(painter.header(titles))
    for number, row in enumerate(chain(sample, rows), header_row + 1):
        if number > MAX_ROWS:
            raise TooManyRowsError(table.title)
        sheet.append(painter.row(row))
        yield
    sheet.filter_columns(len(titles), header_row)
