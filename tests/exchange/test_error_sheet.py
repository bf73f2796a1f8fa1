from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from openpyxl import load_workbook

from petition_desk.exchange.error_sheet import errors_workbook
from petition_desk.exchange.import_sheet import ImportReading, read_import
from tests.exchange.books import (
    GOOD_ROW,
    HAND_KEPT,
    HEADERS,
    TODAY,
    row_with,
    write_book,
    write_export,
)


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


def damaged_ledger(path: Path, **faults: tuple[int, str, object]) -> Path:
    """Copy the hand-kept ledger with some cells changed: sheet = (row, column letter, value)."""
    book = load_workbook(HAND_KEPT)
    for sheet, (row, column, value) in faults.items():
        book[sheet][f"{column}{row}"].value = value
    book.save(path)
    return path


def test_a_ledger_of_two_header_rows_goes_out_with_its_title_and_joined_heads(
    tmp_path: Path,
) -> None:
    path = damaged_ledger(tmp_path / "台账.xlsx", 来访=(20, "B", "4月31日"), 网信=(7, "G", "若干"))
    written = errors_workbook(tmp_path / "错误.xlsx", read(path))
    assert written is not None
    book = load_workbook(written.path)
    assert book.sheetnames == ["来访", "网信"]
    title, header, row = book["来访"].iter_rows(values_only=True)
    assert title[0] == "某某县公安局2025年群众来访登记台账"
    assert header[:4] == ("序号", "登记日期", "信访人基本情况/姓名", "信访人基本情况/身份证号码")
    assert header[-2:] == ("不能导入的原因", "原行号")
    assert row[1:3] == ("4月31日", "陈芳等2人")
    assert row[-2:] == ("登记日期：2025 年 4 月没有 31 日", 20)
    assert book["来访"].freeze_panes == "A3"
    assert book["来访"].auto_filter.ref == "A2:R3"


def test_mended_rows_of_a_ledger_come_in_as_if_they_had_never_been_wrong(tmp_path: Path) -> None:
    path = damaged_ledger(tmp_path / "台账.xlsx", 来访=(20, "B", "4月31日"), 网信=(7, "G", "若干"))
    written = errors_workbook(tmp_path / "错误.xlsx", read(path))
    assert written is not None
    book = load_workbook(written.path)
    book["来访"]["B3"].value = "4月6日"
    book["网信"]["G3"].value = "1人"
    book.save(written.path)
    mended = read(written.path)
    assert mended.rejected == ()
    right = {row.key: row for row in read(HAND_KEPT).rows}
    assert [row.sheet for row in mended.rows] == ["来访", "网信"]
    for row in mended.rows:
        assert row.values == right[row.key].values
        assert [(s.kind, s.on, s.values) for s in row.steps] == [
            (s.kind, s.on, s.values) for s in right[row.key].steps
        ]


def test_without_a_title_the_rows_keep_the_name_of_their_file(tmp_path: Path) -> None:
    header = ("序号", "登记日期", "姓名", "人数", "主要内容")
    rows = [header, (1, "2025.3.7", "王伟", "若干", "反映出警慢"), (2, "2025.3.8", "李静", 0, "甲")]
    path = write_book(tmp_path / "三月.xlsx", ("来访", rows))
    first = read(path)
    written = errors_workbook(tmp_path / "错误.xlsx", first)
    assert written is not None
    again = errors_workbook(tmp_path / "再错.xlsx", read(written.path))
    assert again is not None
    for name in ("错误.xlsx", "再错.xlsx"):
        book = load_workbook(tmp_path / name)
        book["来访"]["D2"].value = 2
        book["来访"]["D3"].value = 1
        book.save(tmp_path / name)
        mended = read(tmp_path / name)
        assert mended.rejected == ()
        assert mended.unknown_columns == ()
        assert [row.key for row in mended.rows] == ["row:三月|来访|1", "row:三月|来访|2"]
        assert "source_file" not in mended.rows[0].values
