"""The rows that stayed out, as they came, with the reason beside each: to mend and import again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from petition_desk.exchange.cells import CellValue, Severity
from petition_desk.exchange.import_sheet import ImportedRow, ImportReading
from petition_desk.exchange.mapping import OWN_HEADERS, SheetMapping
from petition_desk.exchange.sheet_style import CellKind
from petition_desk.exchange.table_writer import (
    Cancelled,
    Progress,
    Table,
    TableColumn,
    WrittenWorkbook,
    write_tables,
)

_REASON, _ROW_NUMBER, _SOURCE_FILE = OWN_HEADERS
_REASON_WIDTH: Final = 44.0


def errors_workbook(
    path: Path,
    reading: ImportReading,
    *,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> WrittenWorkbook | None:
    """Write the rejected rows of an import, one sheet for each sheet that has some.

    The columns are those of the file and ours: why, and the row it was. Columns that are never
    read are not written either. The title stays above them, and a head of two rows is joined to
    one, so that the mended workbook is read as the file was, under the same keys.

    Args:
        path: Where the workbook goes.
        reading: What was read.
        progress: Told the rows written and how many there are.
        cancelled: Asked whether to stop.

    Returns:
        What was written; None if it was cancelled, or no row was rejected.

    Raises:
        FileUnwritableError: no right, no space, or the file is open elsewhere.
    """
    tables = []
    for name, mapping in reading.mappings.items():
        rows = tuple(row for row in reading.rejected if row.sheet == name)
        if rows:
            tables.append(_table(name, mapping, rows, Path(reading.file_name).stem))
    if not tables:
        return None
    return write_tables(path, tables, progress=progress, cancelled=cancelled)


def _table(
    name: str, mapping: SheetMapping, rows: tuple[ImportedRow, ...], file_title: str
) -> Table:
    kept = tuple(
        index
        for index, header in enumerate(mapping.headers)
        if index not in mapping.skipped_indexes and header not in OWN_HEADERS
    )
    columns = [
        *(TableColumn(mapping.headers[index], CellKind.ANY) for index in kept),
        TableColumn(_REASON, CellKind.TEXT, _REASON_WIDTH),
        TableColumn(_ROW_NUMBER, CellKind.INT),
    ]
    # Without a title, the name of the file it came from is what tells row 3 from another's row 3.
    file_names = _file_names(mapping, rows, file_title)
    if file_names:
        columns.append(TableColumn(_SOURCE_FILE, CellKind.TEXT))
    return Table(name, tuple(columns), _rows(kept, rows, file_names), len(rows), mapping.title)


def _file_names(
    mapping: SheetMapping, rows: tuple[ImportedRow, ...], file_title: str
) -> tuple[CellValue, ...]:
    """Return for every row the name its key is made with; none where the keys need no name."""
    if mapping.title or not mapping.has("row_label"):
        return ()
    own = next((i for i, rule in mapping.rules.items() if rule.field == "source_file"), None)
    if own is None:
        return (file_title,) * len(rows)
    return tuple((row.raw[own] if own < len(row.raw) else "") or file_title for row in rows)


def _rows(
    kept: tuple[int, ...], rows: tuple[ImportedRow, ...], file_names: tuple[CellValue, ...]
) -> Iterator[tuple[CellValue, ...]]:
    for place, row in enumerate(rows):
        cells = (row.raw[index] if index < len(row.raw) else None for index in kept)
        yield (*cells, _reasons(row), row.row_number, *file_names[place : place + 1])


def _reasons(row: ImportedRow) -> str:
    """Return every error of a row with its column; its warnings would not keep it out."""
    errors = (problem for problem in row.problems if problem.severity is Severity.ERROR)
    return "；".join(f"{p.column}：{p.reason}" if p.column else p.reason for p in errors)
