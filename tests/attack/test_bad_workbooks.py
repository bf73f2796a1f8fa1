"""Workbooks that are none, or are damaged: named, exit 4, JSON, and nothing came in."""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from msoffcrypto.format.ooxml import OOXMLFile
from openpyxl import Workbook

from tests.attack.commands import SAMPLE, Office
from tests.exchange.books import GOOD_ROW, row_with, write_book, write_export


def text(path: Path) -> None:
    path.write_text("姓名,身份证号\n张三,1", encoding="utf-8")


def empty(path: Path) -> None:
    path.write_bytes(b"")


def truncated(path: Path) -> None:
    path.write_bytes(SAMPLE.read_bytes()[:20_000])


def garbled(path: Path) -> None:
    content = bytearray(SAMPLE.read_bytes())
    content[2_000:40_000:7] = bytes(len(range(2_000, 40_000, 7)))
    path.write_bytes(bytes(content))


def encrypted(path: Path) -> None:
    with SAMPLE.open("rb") as plain:
        locked = io.BytesIO()
        OOXMLFile(plain).encrypt("口令", locked)
    path.write_bytes(locked.getvalue())


def without_cells(path: Path) -> None:
    Workbook().save(path)


def without_known_headers(path: Path) -> None:
    write_book(path, ("表", [("甲", "乙"), (1, 2)]))


def a_pdf(path: Path) -> None:
    path.write_bytes(b"%PDF-1.7\n" + os.urandom(100))


def a_folder(path: Path) -> None:
    path.mkdir()


@pytest.mark.parametrize(
    "make",
    [text, empty, truncated, garbled, encrypted, without_cells, without_known_headers, a_pdf,
     a_folder],
)  # fmt: skip
def test_what_cannot_be_read_is_named_and_nothing_comes_in(
    office: Office, make: Callable[[Path], None]
) -> None:
    path = office.data.parent / "导出.xlsx"
    make(path)
    with office.unchanged():
        done = office.run("import", path, "--json", code=4)
    report = done.json()
    assert (report["rows"], report["new"], report["rejected"]) == (0, 0, 0)
    assert report["problems"]
    assert all(problem["severity"] == "error" for problem in report["problems"])
    assert "导出.xlsx" in done.err


def test_rows_with_faults_are_named_by_sheet_row_and_column_and_the_good_ones_are_in(
    office: Office,
) -> None:
    path = office.data.parent / "导出.xlsx"
    bad = [
        row_with(信访件编号="G4509260000072", 信访日期="昨天"),
        row_with(信访件编号="G4509260000073", 信访日期="2099-01-01"),
        row_with(信访件编号="G4509260000074", 信访人数="若干"),
        row_with(信访件编号="G4509260000075", 信访人数=0),
    ]
    write_export(path, GOOD_ROW, *bad, row_with(信访件编号="G4509260000076"))
    rejected = office.data.parent / "退回.xlsx"
    done = office.run("import", path, "--json", "--errors", rejected, code=4)
    report = done.json()
    assert report["rows"] == 6
    assert report["new"] + report["rejected"] == 6
    assert report["new"] >= 2
    named = {(problem["row"], problem["column"]) for problem in report["problems"]}
    assert named >= {(3, "信访日期"), (4, "信访日期"), (5, "信访人数"), (6, "信访人数")}
    assert {problem["sheet"] for problem in report["problems"]} == {"信访件列表"}
    assert all(problem["reason"] for problem in report["problems"])
    assert rejected.exists()
    again = office.run("import", path, "--json", code=4).json()
    assert (again["new"], again["changed"]) == (0, 0)


def test_a_second_import_of_the_sample_changes_nothing(office: Office) -> None:
    first = office.run("import", SAMPLE, "--json").json()
    assert (first["rows"], first["new"], first["rejected"]) == (260, 260, 0)
    with office.desk() as desk, desk.reading() as work:
        steps = [len(stored.steps) for stored in work.cases.get_many(range(1, 300))]  # type: ignore[arg-type]
    second = office.run("import", SAMPLE, "--json").json()
    assert (second["new"], second["changed"], second["unchanged"]) == (0, 0, 260)
    with office.desk() as desk, desk.reading() as work:
        after = [len(stored.steps) for stored in work.cases.get_many(range(1, 300))]  # type: ignore[arg-type]
    assert after == steps


def test_a_dry_run_writes_nothing(office: Office) -> None:
    with office.unchanged():
        report = office.run("import", SAMPLE, "--dry-run", "--json").json()
    assert report["new"] == 260
