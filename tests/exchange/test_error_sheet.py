from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from openpyxl import load_workbook

from petition_desk.exchange.error_sheet import errors_workbook
from petition_desk.exchange.import_sheet import ImportReading, read_import
from tests.exchange.books import GOOD_ROW, HEADERS, TODAY, row_with, write_book, write_export


def read(path: Path) -> ImportReading:
    reading = read_import(path, today=TODAY)
    assert reading is not None
    return reading


def test_rejected_rows_go_out_as_they_came_with_the_reason(tmp_path: Path) -> None:
    reading = read(
        write_export(
            tmp_path / "导出.xlsx",
            GOOD_ROW,
            row_with(信访件编号="G2", 信访人数="若干", 异常动态="扬言进京", 姓名="+1+1"),
            row_with(信访件编号="G3", 信访日期="2026-13-05", 信访人数=0),
        )
    )
    written = errors_workbook(tmp_path / "错误.xlsx", reading)
    assert written is not None
    assert written.row_count == 2
    sheet = load_workbook(written.path)["信访件列表"]
    header, first, second = sheet.iter_rows(values_only=True)
    kept = tuple(name for name in HEADERS if name != "异常动态")
    assert header == (*kept, "不能导入的原因", "原行号")
    given = {**row_with(信访件编号="G2", 信访人数="若干", 姓名="+1+1")}
    assert first[:27] == tuple(given.get(name) for name in kept)
    assert first[27:] == ("信访人数：人数不是整数，请填写数字", 3)
    assert second[27:] == ("信访日期：没有 13 月；信访人数：人数是 0，至少应为 1", 4)
    assert first[10] == datetime(2026, 1, 2)  # noqa: DTZ001 - a sheet's days have no zone
    assert sheet["B2"].data_type == "s"


def test_mended_in_that_workbook_the_rows_come_in(tmp_path: Path) -> None:
    path = write_export(
        tmp_path / "导出.xlsx", GOOD_ROW, row_with(信访件编号="G2", 信访人数="若干")
    )
    written = errors_workbook(tmp_path / "错误.xlsx", read(path))
    assert written is not None
    again = read(written.path)
    assert [row.is_rejected for row in again.rows] == [True]
    assert again.unknown_columns == ()
    book = load_workbook(written.path)
    book["信访件列表"].cell(2, 14).value = 3
    assert book["信访件列表"].cell(1, 14).value == "信访人数"
    book.save(written.path)
    (row,) = read(written.path).rows
    assert row.problems == ()
    assert row.key == "letter:G2"
    assert row.values["people_count"] == 3
    assert row.values["received_on"] == date(2026, 1, 2)


def test_each_sheet_with_rejected_rows_has_one_of_its_own(tmp_path: Path) -> None:
    good = [GOOD_ROW.get(header) for header in HEADERS]
    bad = [row_with(信访件编号="G2", 信访人数=0).get(header) for header in HEADERS]
    worse = [row_with(信访件编号="G3", 信访人数=0).get(header) for header in HEADERS]
    path = write_book(
        tmp_path / "三表.xlsx",
        ("一", [HEADERS, bad]),
        ("二", [HEADERS, good]),
        ("三", [HEADERS, worse]),
    )
    written = errors_workbook(tmp_path / "错误.xlsx", read(path))
    assert written is not None
    assert load_workbook(written.path).sheetnames == ["一", "三"]


def test_without_rejected_rows_no_workbook_is_written(tmp_path: Path) -> None:
    reading = read(write_export(tmp_path / "导出.xlsx", GOOD_ROW))
    assert errors_workbook(tmp_path / "错误.xlsx", reading) is None
    assert not (tmp_path / "错误.xlsx").exists()
