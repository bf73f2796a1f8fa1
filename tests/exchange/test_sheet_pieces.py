"""A large sheet read in pieces gives what it gives as a whole, and no more memory."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from petition_desk.exchange import sheet_pieces
from petition_desk.exchange.container import WorkbookError
from petition_desk.exchange.sheet_pieces import PiecedSheet, part_to_cut
from petition_desk.exchange.workbook import read_workbook

ROWS = 900


@pytest.fixture(autouse=True)
def _small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_pieces, "SMALLEST_CUT_BYTES", 10_000)
    monkeypatch.setattr(sheet_pieces, "_PIECE_BYTES", 20_000)


def book(path: Path) -> Path:
    """Two sheets; the second is large, begins at C3, has gaps, days and numbers."""
    made = openpyxl.Workbook()
    made.active.append(("小表",))
    sheet = made.create_sheet("大表")
    for number in range(3, ROWS):
        if number % 97 == 0 or 300 < number < 420:
            continue
        sheet.cell(number, 3, f"第 {number} 行 <&> 䶮")
        sheet.cell(number, 4, number * 1.5)
        sheet.cell(number, 6 if number % 2 else 5, date(2026, 3, 1 + number % 28))
    made.save(path)
    return path


def test_every_row_and_cell_is_the_same_as_read_whole(tmp_path: Path) -> None:
    content = book(tmp_path / "大.xlsx").read_bytes()
    part = part_to_cut(content, 1)
    assert part is not None
    pieced = [list(row) for row in PiecedSheet(content, part, 1, "大.xlsx").iter_rows()]
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(1)
    whole = [["", "", *row] for row in sheet.iter_rows()]
    assert len(pieced) == len(whole)
    for pieces, at_once in zip(pieced, whole, strict=True):
        width = max(len(pieces), len(at_once))
        assert pieces + [""] * (width - len(pieces)) == at_once + [""] * (width - len(at_once))


def test_the_pieces_are_small_and_many(tmp_path: Path) -> None:
    content = book(tmp_path / "大.xlsx").read_bytes()
    part = part_to_cut(content, 1)
    assert part is not None
    pieces = list(sheet_pieces._pieces(content, part))
    whole = len(sheet_pieces._whole(content, part))
    assert len(pieces) > 1
    assert max(map(len, pieces)) < whole


def test_a_large_sheet_of_a_workbook_is_read_by_its_own_rows(tmp_path: Path) -> None:
    workbook = read_workbook(book(tmp_path / "大.xlsx"))
    small, large = workbook.sheets
    assert [row for _, row in small.rows()] == [("小表",)]
    rows = dict(large.rows())
    assert large.row_count == len(rows) == ROWS - 1
    assert rows[3][2] == "第 3 行 <&> 䶮"
    assert not any(rows[310])


def test_a_small_sheet_is_read_as_a_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = book(tmp_path / "大.xlsx").read_bytes()
    assert part_to_cut(content, 0) is None
    monkeypatch.setattr(sheet_pieces, "SMALLEST_CUT_BYTES", 10**9)
    assert part_to_cut(content, 1) is None


def _with_sheet(content: bytes, change: tuple[bytes, bytes]) -> bytes:
    """Return the workbook with something replaced in its second sheet."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(packed, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, data.replace(*change) if name.endswith("sheet2.xml") else data)
    return packed.getvalue()


def test_rows_that_do_not_tell_their_number_are_read_together(tmp_path: Path) -> None:
    content = book(tmp_path / "大.xlsx").read_bytes()
    assert part_to_cut(_with_sheet(content, (b"<row r=", b"<row x=")), 1) is None


def test_a_sheet_that_is_damaged_further_down_is_named(tmp_path: Path) -> None:
    content = book(tmp_path / "大.xlsx").read_bytes()
    broken = _with_sheet(content, (b'<row r="600"', b'<row r="600'))
    part = part_to_cut(broken, 1)
    assert part is not None
    with pytest.raises(WorkbookError, match=r"大\.xlsx"):
        list(PiecedSheet(broken, part, 1, "大.xlsx").iter_rows())
