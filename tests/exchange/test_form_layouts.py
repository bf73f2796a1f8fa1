"""Heads, bodies and ends of forms as offices draw them."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from petition_desk.exchange.forms.form import Form, FormFacts, fill_form, read_form
from tests.exchange.test_forms import KNOWN, case

FACTS = FormFacts("某某县公安局", date(2026, 11, 3), date(2026, 10, 1), date(2026, 10, 31))


def drawn(draw: Callable[[Worksheet], None]) -> Form:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    draw(sheet)
    stream = io.BytesIO()
    book.save(stream)
    return read_form(stream.getvalue(), "表.xlsx")


def body(sheet: Worksheet, first: int, last: int, width: int) -> None:
    for row in range(first, last + 1):
        for column in range(1, width + 1):
            sheet.cell(row, column).number_format = "@"


def filled(tmp_path: Path, form: Form, count: int) -> Worksheet:
    path = tmp_path / "a.xlsx"
    rows = [case(number) for number in range(1, count + 1)]
    assert fill_form(form, form.guess(KNOWN), rows, path, FACTS)
    sheet = load_workbook(path).worksheets[0]
    assert isinstance(sheet, Worksheet)
    return sheet


def three_rows(sheet: Worksheet) -> None:
    sheet["A1"] = "信访台账"
    for area, text in (("A2:A4", "序号"), ("B2:E2", "信访基本情况"), ("B3:C3", "信访人"),
                       ("D3:E3", "信访事项"), ("F2:F4", "备注")):  # fmt: skip
        sheet[area.split(":")[0]] = text
        sheet.merge_cells(area)
    for place, text in (("B4", "姓名"), ("C4", "联系电话"), ("D4", "信访形式"), ("E4", "主要内容")):
        sheet[place] = text
    body(sheet, 5, 7, 6)


def test_a_head_of_three_rows_is_read_column_by_column(tmp_path: Path) -> None:
    form = drawn(three_rows)
    assert (form.layout.head, form.layout.first, form.layout.last) == ((2, 4), 5, 7)
    assert [column.heading for column in form.layout.columns] == [
        "序号", "信访基本情况/信访人/姓名", "信访基本情况/信访人/联系电话",
        "信访基本情况/信访事项/信访形式", "信访基本情况/信访事项/主要内容", "备注",
    ]  # fmt: skip
    sheet = filled(tmp_path, form, 5)
    assert [cell.value for cell in sheet[9]][:4] == [5, "张**", "138****5678", "来访"]


def with_numbers_and_example(sheet: Worksheet) -> None:
    for column, text in enumerate(("序号", "姓名", "信访形式", "收到日期"), 1):
        sheet.cell(2, column, text)
        sheet.cell(3, column, f"({column})")
    for column, text in enumerate(("例：1", "张三", "来访", "2026.01.01"), 1):
        sheet.cell(4, column, text)
    body(sheet, 5, 8, 4)
    for row in range(5, 9):
        sheet.cell(row, 1, row - 4)
    sheet["A10"] = "填表说明：日期写成 2026.01.01。"
    sheet["A11"] = "审核人："


def test_numbers_of_columns_belong_to_the_head_and_an_example_gives_way(tmp_path: Path) -> None:
    form = drawn(with_numbers_and_example)
    layout = form.layout
    assert (layout.head, layout.first, layout.last) == ((2, 3), 4, 8)
    assert layout.example_rows == (4,)
    sheet = filled(tmp_path, form, 2)
    assert [cell.value for cell in sheet[3]] == ["(1)", "(2)", "(3)", "(4)"]
    assert [sheet.cell(4, column).value for column in (1, 2)] == [1, "张**"]
    assert sheet["A8"].value == 5
    assert sheet["A11"].value == "审核人："


def with_total_on_top(sheet: Worksheet) -> None:
    for column, text in enumerate(("序号", "姓名", "人数", "异常动态"), 1):
        sheet.cell(1, column, text)
    sheet["A2"] = "合计"
    sheet["C2"] = "=SUM(C3:C5)"
    body(sheet, 3, 5, 4)


def test_a_total_above_the_body_stays_there_and_grows_with_it(tmp_path: Path) -> None:
    form = drawn(with_total_on_top)
    assert (form.layout.first, form.layout.last, form.layout.total_row) == (3, 5, 0)
    sheet = filled(tmp_path, form, 9)
    assert sheet["C2"].value == "=SUM(C3:C11)"
    assert sheet["B11"].value == "张**"


def test_what_this_program_does_not_record_is_never_filled(tmp_path: Path) -> None:
    form = drawn(with_total_on_top)
    column = form.layout.columns[3]
    assert (column.heading, column.is_never, column.sources) == ("异常动态", True, ())
    sheet = filled(tmp_path, form, 2)
    assert {sheet.cell(row, 4).value for row in range(3, 6)} == {None}


def merged_in_rows(sheet: Worksheet) -> None:
    for place, text in (("A1", "序号"), ("B1", "姓名"), ("D1", "信访形式")):
        sheet[place] = text
    sheet.merge_cells("B1:C1")
    body(sheet, 2, 3, 4)
    for row in (2, 3):
        sheet.merge_cells(f"B{row}:C{row}")
    sheet["A4"] = "合计"


def test_merges_within_the_rows_are_there_in_each_new_one(tmp_path: Path) -> None:
    form = drawn(merged_in_rows)
    assert [column.column for column in form.layout.columns] == [1, 2, 4]
    sheet = filled(tmp_path, form, 4)
    merges = {str(area) for area in sheet.merged_cells.ranges}
    assert {f"B{row}:C{row}" for row in range(1, 6)} <= merges
    assert sheet["A6"].value == "合计"
    assert sheet["B5"].value == "张**"


def no_body(sheet: Worksheet) -> None:
    for column, text in enumerate(("序号", "姓名", "信访形式"), 1):
        sheet.cell(1, column, text)
        sheet.cell(2, column).number_format = "@"
    sheet["A2"] = "合计"
    sheet["A3"] = "制表人："


def test_a_form_without_a_row_to_fill_gets_its_rows_before_the_total(tmp_path: Path) -> None:
    form = drawn(no_body)
    assert form.layout.row_count == 0
    sheet = filled(tmp_path, form, 2)
    assert [sheet.cell(row, 1).value for row in range(1, 6)] == ["序号", 1, 2, "合计", "制表人："]


def test_the_fuller_of_two_sheets_is_filled_and_the_other_named() -> None:
    book = Workbook()
    book.active.append(["说明"])
    book.active.append(["姓名", "电话"])
    sheet = book.create_sheet("明细")
    sheet.append(["序号", "姓名", "电话", "住址", "备注"])
    stream = io.BytesIO()
    book.save(stream)
    form = read_form(stream.getvalue(), "表.xlsx")
    assert form.layout.sheet == "明细"
    assert any("其余 1 张照原样" in note for note in form.notes)
