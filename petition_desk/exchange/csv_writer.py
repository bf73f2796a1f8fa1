"""A table as text (CSV) that every Excel opens in Chinese and takes no formula from.

A text file has no mark for "this is text": Excel runs what begins with = + - @ and rounds long
figures. Such a cell gets an apostrophe before it, and so does one that begins with an apostrophe
already, so that taking one away again (`text_table`) always gives back what there was.
"""

from __future__ import annotations

import csv
from datetime import date, datetime, time
from pathlib import Path
from typing import Final, TextIO

from petition_desk.exchange.cells import CellValue
from petition_desk.exchange.sheet_style import cell_text
from petition_desk.exchange.table_writer import Cancelled, Progress, Table, WrittenWorkbook
from petition_desk.exchange.text_table import needs_guard
from petition_desk.exchange.whole_file import whole_file

_PROGRESS_STEP: Final = 200
#: Without it Excel takes the text for the old Chinese code page.
_MARK: Final = "utf-8-sig"


def write_csv(
    path: Path,
    table: Table,
    *,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> WrittenWorkbook | None:
    """Write a table as text.

    Args:
        path: Where it goes.
        table: Title and banner are left out: a text file is its rows.
        progress: Told the rows written and how many there are.
        cancelled: Asked whether to stop.

    Returns:
        What was written; None if it was cancelled, and then the old file stands as it was.

    Raises:
        FileUnwritableError: no right, no space, or the file is open elsewhere.
    """
    with whole_file(path) as file:
        with file.made.open("w", encoding=_MARK, newline="") as stream:
            count = _write(stream, table, progress, cancelled)
        if count is None:
            return None
        digest = file.put()
    if progress is not None:
        progress(count, count)
    return WrittenWorkbook(path, count, digest)


def guarded(value: CellValue) -> str:
    """Return a value as the text of a cell; numbers and days as they are."""
    if value is None or value == "":
        return ""
    if isinstance(value, datetime):
        return value.isoformat(" ") if value.time() != time() else value.date().isoformat()
    if isinstance(value, (int, float, date)) and not isinstance(value, bool):
        return str(value)
    text = cell_text(value)
    return f"'{text}" if needs_guard(text) else text


def _write(
    stream: TextIO, table: Table, progress: Progress | None, cancelled: Cancelled | None
) -> int | None:
    """Write header and rows; return how many, None if it was cancelled."""
    writer = csv.writer(stream)
    writer.writerow([guarded(column.title) for column in table.columns])
    count = 0
    for count, row in enumerate(table.rows, 1):
        writer.writerow([guarded(value) for value in row])
        if count % _PROGRESS_STEP:
            continue
        if cancelled is not None and cancelled():
            return None
        if progress is not None:
            progress(count, max(table.row_total, count))
    return None if cancelled is not None and cancelled() else count
