"""One way of writing 100,000 rows, in a process of its own: seconds and peak megabytes."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from time import perf_counter

from petition_desk.exchange.cells import CellValue
from tests.bench.timing import peak_megabytes

COLUMNS = [(f"第{n}列", ("text", "date", "int", "id")[n % 4]) for n in range(20)]


def rows(count: int) -> Iterator[tuple[CellValue, ...]]:
    for number in range(count):
        yield (
            f"反映其电信诈骗被骗{number}元案件长期未破",
            date(2026, 3, 2),
            number,
            "11010519491231002X",
        ) * 5


def plain(path: Path, count: int) -> None:
    """The library as it is used without a thought."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    for row in rows(count):
        sheet.append(row)
    book.save(path)


def ours(path: Path, count: int) -> None:
    """A list of ours: styles, widths, print set-up, safe text."""
    from petition_desk.exchange.table_writer import ledger_workbook

    ledger_workbook(path, COLUMNS, rows(count), title="台账", row_total=count)


def text(path: Path, count: int) -> None:
    """The same as text."""
    from petition_desk.exchange.csv_writer import write_csv
    from petition_desk.exchange.sheet_style import CellKind
    from petition_desk.exchange.table_writer import Table, TableColumn

    columns = tuple(TableColumn(title, CellKind(kind)) for title, kind in COLUMNS)
    write_csv(path, Table("台账", columns, rows(count), count))


def form(path: Path, count: int) -> None:
    """A form with as many rows as a great bureau has in a year."""
    from petition_desk.exchange.forms.form import FormFacts, fill_form, read_form

    blank = Path(__file__).parents[1] / "data" / "上报模板_信访事项办理情况台账.xlsx"
    known = ("official_letter_no", "name", "content", "channel", "received_on", "unit")
    told = [dict.fromkeys(known, f"第 {number} 件") for number in range(count)]
    opened = read_form(blank.read_bytes(), blank.name)
    fill_form(opened, opened.guess(known), told, path, FormFacts("某局", date(2026, 11, 3)))


WAYS: dict[str, Callable[[Path, int], None]] = {
    "plain": plain, "ours": ours, "text": text, "form": form,
}  # fmt: skip

if __name__ == "__main__":
    way, target, count = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    start = perf_counter()
    WAYS[way](target, count)
    seconds = perf_counter() - start
    sys.stdout.write(json.dumps({"seconds": seconds, "megabytes": peak_megabytes()}))
