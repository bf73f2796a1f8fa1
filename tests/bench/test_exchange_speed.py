"""How long workbooks take, beside the bare libraries in the same run."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from time import perf_counter

import pytest
from openpyxl import Workbook, load_workbook
from python_calamine import CalamineWorkbook

from petition_desk.exchange.cells import CellValue
from petition_desk.exchange.import_sheet import read_import
from petition_desk.exchange.table_writer import ledger_workbook
from tests.exchange.books import SAMPLE, TODAY

ROWS = 10_000
#: Read and checked, in rows a second; and what that may cost over reading alone.
FEWEST_ROWS_A_SECOND = 5_000
MOST_TIMES_BARE_READING = 12.0
#: Styles, widths, print set-up and safe text may cost this much over plain rows.
MOST_TIMES_BARE_WRITING = 1.6

COLUMNS = [(f"第{n}列", ("text", "date", "int", "id")[n % 4]) for n in range(20)]
ROW: tuple[CellValue, ...] = (
    "反映其电信诈骗被骗56000元案件长期未破",
    date(2026, 3, 2),
    3,
    "11010519491231002X",
) * 5


def big_export(path: Path, rows: int = ROWS) -> Path:
    header, *sample = load_workbook(SAMPLE)["信访件列表"].iter_rows(values_only=True)
    book = Workbook(write_only=True)
    sheet = book.create_sheet("信访件列表")
    sheet.append(header)
    for number in range(rows):
        row = list(sample[number % len(sample)])
        row[0], row[25] = f"G{number:013}", f"SX{number:08}"
        sheet.append(row)
    book.save(path)
    return path


@pytest.mark.bench
def test_ten_thousand_rows_are_read_and_checked(tmp_path: Path) -> None:
    path = big_export(tmp_path / "导出.xlsx")
    start = perf_counter()
    bare = sum(1 for _ in CalamineWorkbook.from_path(path).get_sheet_by_index(0).iter_rows())
    middle = perf_counter()
    reading = read_import(path, today=TODAY)
    end = perf_counter()
    assert bare == ROWS + 1
    assert reading is not None
    assert len(reading.accepted) == ROWS
    rate, ratio = ROWS / (end - middle), (end - middle) / (middle - start)
    print(f"\nimport read and checked: {rate:,.0f} rows/s, {ratio:.1f} × bare calamine")  # noqa: T201
    assert rate >= FEWEST_ROWS_A_SECOND
    assert ratio <= MOST_TIMES_BARE_READING


@pytest.mark.bench
def test_ten_thousand_rows_of_twenty_columns_are_written(tmp_path: Path) -> None:
    start = perf_counter()
    book = Workbook(write_only=True)
    sheet = book.create_sheet("台账")
    for _ in range(ROWS):
        sheet.append(list(ROW))
    book.save(tmp_path / "bare.xlsx")
    middle = perf_counter()
    written = ledger_workbook(
        tmp_path / "台账.xlsx", COLUMNS, (ROW for _ in range(ROWS)), title="台账", row_total=ROWS
    )
    end = perf_counter()
    assert written is not None
    assert written.row_count == ROWS
    rate, ratio = ROWS / (end - middle), (end - middle) / (middle - start)
    print(f"\nledger written: {rate:,.0f} rows/s, {ratio:.2f} × plain openpyxl")  # noqa: T201
    assert ratio <= MOST_TIMES_BARE_WRITING
