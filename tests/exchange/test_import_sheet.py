from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from petition_desk.exchange.cells import Severity
from petition_desk.exchange.import_sheet import ImportedRow, read_import
from petition_desk.exchange.mapping import HeaderNotFoundError
from tests.exchange.books import (
    GOOD_ROW,
    HEADERS,
    TODAY,
    faults,
    read_rows,
    row_with,
    write_book,
    write_export,
)

WARNING, ERROR = Severity.WARNING, Severity.ERROR


def only(path: Path, **changes: object) -> ImportedRow:
    (row,) = read_rows(path, row_with(**changes)).rows
    return row


def test_the_same_row_twice_is_named_and_comes_in_once(tmp_path: Path) -> None:
    reading = read_rows(tmp_path, GOOD_ROW, GOOD_ROW)
    first, second = reading.rows
    assert first.key == second.key
    assert faults(second.problems) == [("信访件编号", "与第 2 行完全相同，只导入一次", WARNING)]
    assert reading.rejected == ()


def test_rows_of_one_name_day_and_content_that_differ_otherwise_are_cases_of_their_own(
    tmp_path: Path,
) -> None:
    alike = {"信访件编号": None, "信访诉求": "退款"}
    rows = (
        row_with(**alike),
        row_with(**alike | {"手机号码": "13900000001"}),
        row_with(**alike | {"手机号码": "139****0001"}),
        row_with(**alike | {"手机号码": "13900000001"}),
    )
    reading = read_rows(tmp_path, *rows)
    first, second, third, again = reading.rows
    assert len({first.key, second.key, third.key}) == 3
    assert again.key == second.key
    said = "与第 2 行的姓名、日期和内容相同，其余不同，当作另一件导入"
    assert faults(second.problems) == faults(third.problems) == [("", said, WARNING)]
    assert [reason for _, reason, _ in faults(again.problems)] == [
        said,
        "与第 3 行完全相同，只导入一次",
    ]
    assert [row.key for row in read_rows(tmp_path, *rows).rows] == [row.key for row in reading.rows]


def test_one_case_number_on_two_different_rows_is_an_error_of_the_later(tmp_path: Path) -> None:
    reading = read_rows(
        tmp_path, GOOD_ROW, row_with(信访内容="另一件事"), row_with(信访件编号="G2")
    )
    assert [row.row_number for row in reading.accepted] == [2, 4]
    assert faults(reading.problems) == [("信访件编号", "与第 2 行的编号相同，内容却不同", ERROR)]
    assert reading.problems[0].value == "G4509260000071"


def test_a_rejected_row_does_not_stand_in_the_way_of_a_mended_one(tmp_path: Path) -> None:
    reading = read_rows(tmp_path, row_with(信访人数=0), GOOD_ROW)
    assert [row.row_number for row in reading.accepted] == [3]
    assert len(reading.problems) == 1


def test_pieces_of_one_matter_are_repeats_of_the_one_received_first(tmp_path: Path) -> None:
    reading = read_rows(
        tmp_path,
        row_with(信访件编号="G2", 信访日期="2026-02-01", 登记时间=None, 信访事项编号="SX1"),
        row_with(信访件编号="G1", 信访日期="2026-01-01", 登记时间=None, 信访事项编号="SX1"),
        row_with(信访件编号="G3", 信访日期="2026-01-01", 登记时间=None, 信访事项编号="SX1"),
        row_with(信访件编号="G0", 信访日期="2025-01-01", 信访事项编号="SX1", 信访人数=0),
        row_with(信访件编号="G4", 信访事项编号=None),
        row_with(信访件编号="G5", 信访事项编号=None),
    )
    assert [row.repeat_of for row in reading.rows] == ["letter:G1", "", "letter:G1", "", "", ""]


def test_rows_without_a_case_number_are_known_by_title_sheet_and_number(tmp_path: Path) -> None:
    headers = ("序号", *HEADERS[1:])
    rows: list[list[object]] = [
        [label, *(GOOD_ROW.get(h) for h in HEADERS[1:])] for label in (1, 2, 2, None)
    ]
    rows[1][5] = "第二件"
    rows[2][5] = "第三件"
    path = write_book(tmp_path / "台账.xlsx", ("来访", [["某某县公安局来访台账"], headers, *rows]))
    reading = read_import(path, today=TODAY)
    assert reading is not None
    first, second, third, fourth = reading.rows
    assert first.key == "row:某某县公安局来访台账|来访|1"
    assert second.key == "row:某某县公安局来访台账|来访|2"
    assert third.key.startswith("hash:")
    assert faults(third.problems) == [
        ("序号", "与第 4 行的序号相同，内容不同，当作另一件导入", WARNING)
    ]
    assert fourth.key.startswith("hash:")
    assert len({row.key for row in reading.rows}) == 4
    again = read_import(path, today=TODAY)
    assert again is not None
    assert [row.key for row in again.rows] == [row.key for row in reading.rows]
    untitled = write_book(tmp_path / "无题.xlsx", ("来访", [headers, rows[0]]))
    named_by_file = read_import(untitled, today=TODAY)
    assert named_by_file is not None
    assert named_by_file.rows[0].key == "row:无题|来访|1"


def test_furniture_of_the_sheet_is_not_counted(tmp_path: Path) -> None:
    good = [GOOD_ROW.get(header) for header in HEADERS]
    other = [row_with(信访件编号="G2").get(header) for header in HEADERS]
    blank: list[object] = [None, "  ", "\u200b"]
    table: list[list[object]] = [
        ["某某县公安局信访件列表"],
        ["填报单位：信访接待室", None, None, "填报日期：2026年10月"],
        list(HEADERS),
        good,
        blank,
        [],
        ["某某县公安局信访件列表"],
        list(HEADERS),
        other,
        ["合 计", None, None, None, None, None, None, None, None, None, None, None, None, None, 4],
        ["填表人：王某", None, "审核人：李某", None, "联系电话：0771-2234567"],
        [None, "第 1 页 共 2 页"],
    ]
    reading = read_import(write_book(tmp_path / "列表.xlsx", ("Sheet1", table)), today=TODAY)
    assert reading is not None
    assert [row.row_number for row in reading.rows] == [4, 9]
    assert reading.problems == ()
    assert reading.mappings["Sheet1"].title == "某某县公安局信访件列表"


def test_a_name_that_stands_alone_is_named_and_not_dropped(tmp_path: Path) -> None:
    (row,) = read_rows(tmp_path, {"姓名": "仇敏"}).rows
    assert row.is_rejected
    assert [problem.column for problem in row.problems] == ["信访日期", "信访内容"]


def test_several_sheets_are_read_and_those_not_understood_are_named(tmp_path: Path) -> None:
    good = [GOOD_ROW.get(header) for header in HEADERS]
    other = [row_with(信访件编号="G2").get(header) for header in HEADERS]
    book = Workbook()
    assert book.active is not None
    book.remove(book.active)
    for name, rows in (("一月", [HEADERS, good]), ("二月", [HEADERS, other]), ("三月", [HEADERS])):
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    book.create_sheet("说明")["A1"] = "本表由系统导出"
    book.create_sheet("空白")
    book.create_sheet("藏")["A1"] = "看不见"
    book["藏"].sheet_state = "hidden"
    book.save(tmp_path / "多表.xlsx")
    reading = read_import(tmp_path / "多表.xlsx", today=TODAY)
    assert reading is not None
    assert [(row.sheet, row.row_number) for row in reading.rows] == [("一月", 2), ("二月", 2)]
    needs = "认不出表头，没有读取；找不到这些列：姓名、信访日期、信访内容"
    assert [(p.sheet, p.row, p.reason, p.severity) for p in reading.problems] == [
        ("三月", None, "只有表头，没有数据行", WARNING),
        ("说明", None, needs, WARNING),
        ("空白", None, "工作表是空的", WARNING),
        ("藏", None, "工作表是隐藏的，没有读取；要导入请先取消隐藏", WARNING),
    ]


def test_a_duplicate_on_another_sheet_is_named_with_that_sheet(tmp_path: Path) -> None:
    good = [GOOD_ROW.get(header) for header in HEADERS]
    path = write_book(tmp_path / "两表.xlsx", ("一", [HEADERS, good]), ("二", [HEADERS, good]))
    reading = read_import(path, today=TODAY)
    assert reading is not None
    assert [(p.sheet, p.reason) for p in reading.problems] == [
        ("二", "与工作表“一”第 2 行完全相同，只导入一次")
    ]


def test_a_file_whose_headers_are_unknown_is_refused_by_sheet_and_missing_columns(
    tmp_path: Path,
) -> None:
    path = write_book(tmp_path / "工资.xlsx", ("五月", [("工号", "金额"), (1, 2.5)]))
    with pytest.raises(HeaderNotFoundError) as caught:
        read_import(path, today=TODAY)
    assert str(caught.value) == (
        "工资.xlsx 的工作表“五月”：认不出表头，找不到这些列：姓名、信访日期、信访内容。"
    )
    assert caught.value.exit_code == 4


def test_unknown_columns_are_named_and_the_rest_is_read(tmp_path: Path) -> None:
    path = write_export(
        tmp_path / "导出.xlsx",
        {**GOOD_ROW, "领导签批": "同意", "稳控措施": "每日走访"},
        headers=(*HEADERS, "领导签批", "稳控措施", "信访人"),
    )
    reading = read_import(path, today=TODAY)
    assert reading is not None
    assert reading.unknown_columns == ("领导签批",)
    assert reading.skipped_columns == ("异常动态", "稳控措施")
    assert [
        (p.row, *fault) for p, fault in zip(reading.problems, faults(reading.problems), strict=True)
    ] == [
        (1, "领导签批", "不认识这一列，没有读取", WARNING),
        (1, "信访人", "与前面的一列重复，没有读取", WARNING),
    ]
    assert "每日走访" not in repr(reading)
    assert "同意" not in repr(reading)


def test_what_is_never_read_is_not_kept_even_of_rejected_rows(tmp_path: Path) -> None:
    row = only(tmp_path, 异常动态="扬言进京", 信访人数=0)
    assert row.is_rejected
    assert row.raw[1] == "仇敏"
    assert row.raw[12] == ""
    assert "进京" not in repr(row)


def test_a_day_without_a_year_takes_it_from_title_or_sheet_else_as_given(tmp_path: Path) -> None:
    cells = [row_with(信访日期="1月5日", 登记时间=None).get(header) for header in HEADERS]
    assert only(tmp_path, 信访日期="1月5日", 登记时间=None).is_rejected
    (row,) = read_rows(tmp_path, row_with(信访日期="1月5日", 登记时间=None), year=2025).rows
    assert row.values["received_on"] == date(2025, 1, 5)
    for title, sheet in (("2024年台账", "一"), ("台账", "2024年")):
        path = write_book(tmp_path / "年.xlsx", (sheet, [[title], HEADERS, cells]))
        reading = read_import(path, today=TODAY, year=2025)
        assert reading is not None
        assert reading.rows[0].values["received_on"] == date(2024, 1, 5)
