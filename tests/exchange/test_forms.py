"""Other offices' forms: recognised, filled, and otherwise left as they came."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from petition_desk.exchange.forms.form import (
    Form,
    FormFacts,
    FormRow,
    check_rows,
    fill_form,
    read_form,
)
from petition_desk.exchange.forms.form_mapping import FilledColumn, FormMapping
from tests.exchange.blanks import FIRST, HEADS, LAST, SAMPLE, TOTAL, furnished

KNOWN = frozenset(
    {"local_no", "official_letter_no", "name", "mobile", "address", "content", "summary",
     "demands", "channel", "unit", "people_count", "received_on", "closed_on", "remark",
     "accepted_on", "official_due_on", "handle_due_on", "served_on", "official_responsible_unit"}
)  # fmt: skip
FACTS = FormFacts("某某县公安局", date(2026, 11, 3), date(2026, 10, 1), date(2026, 10, 31))


def case(number: int, **facts: object) -> FormRow:
    told = {
        "local_no": f"XF2026-{number:04}", "official_letter_no": f"G{number:013}",
        "name": "张**", "mobile": "138****5678", "address": "某某县城关镇",
        "content": f"反映第 {number} 件事", "summary": "摘要", "demands": "重新调查",
        "channel": "来访", "unit": "城关派出所", "people_count": number,
        "received_on": date(2026, 10, number % 28 + 1), "accepted_on": date(2026, 10, 9),
        "closed_on": date(2026, 10, 30) if number % 2 else None, "remark": "无",
    }  # fmt: skip
    return {**told, **facts}  # type: ignore[dict-item]


def filled(
    tmp_path: Path, form: Form, rows: Sequence[FormRow], mapping: FormMapping | None = None
) -> Path:
    path = tmp_path / "填好.xlsx"
    assert fill_form(form, mapping or form.guess(KNOWN), rows, path, FACTS)
    return path


def sheet_of(path: Path) -> Worksheet:
    book = load_workbook(path)
    sheet = book.worksheets[0]
    assert isinstance(sheet, Worksheet)
    return sheet


def looks(cell: Any) -> tuple[str, ...]:  # noqa: ANN401  merged cells are of another class
    return tuple(repr(getattr(cell, part)) for part in ("font", "border", "fill", "alignment"))


@pytest.fixture(scope="module")
def blank() -> Form:
    return read_form(furnished(), "月报.xlsx")


@pytest.fixture(scope="module")
def sample() -> Form:
    return read_form(SAMPLE.read_bytes(), SAMPLE.name)


def test_the_bureaus_form_is_understood_column_by_column(sample: Form) -> None:
    layout = sample.layout
    assert (layout.head, layout.first, layout.last, layout.total_row) == ((3, 4), 5, 9, 10)
    mapping = sample.guess(KNOWN)
    assert {column.key: column.sources for column in mapping.columns} == {
        "序号": ("row_number",),
        "信访件编号": ("official_letter_no",),
        "信访人/姓名": ("name",),
        "信访人/联系电话": ("mobile",),
        "信访人/住址": ("address",),
        "反映问题及诉求": ("content|summary", "demands"),
        "信访形式": ("channel",),
        "责任单位": ("official_responsible_unit|unit",),
        "办理情况/受理日期": ("accepted_on",),
        "办理情况/限办日期": ("official_due_on|handle_due_on",),
        "办理情况/办结日期": ("closed_on",),
        "办理情况/送达日期": ("served_on",),
    }


@pytest.mark.parametrize("count", [0, 1, 5, 6, 60])
def test_the_bureaus_form_is_filled_and_read_back_cell_by_cell(
    sample: Form, tmp_path: Path, count: int
) -> None:
    rows = [case(number) for number in range(1, count + 1)]
    path = filled(tmp_path, sample, rows)
    cells = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    assert cells[0][0] == "2026年10月信访事项办理情况台账"
    assert (cells[1][0], cells[1][6]) == (
        "填报单位（盖章）：某某县公安局",
        "填报日期：2026年11月3日",
    )
    for number, (row, told) in enumerate(zip(rows, cells[4:], strict=False), 1):
        assert told == [
            number, row["official_letter_no"], "张**", "138****5678", "某某县城关镇",
            f"{row['content']}\n重新调查", "来访", "城关派出所", date(2026, 10, 9), "",
            row["closed_on"] or "", "",
        ]  # fmt: skip
    body = max(count, 5)
    assert cells[4 + body][0] == "合计"
    assert cells[4 + body][3] == count
    assert cells[5 + body][0].startswith("填表人：")
    assert all(not any(row) for row in cells[4 + count : 4 + body])
    sheet = sheet_of(path)
    assert sheet.cell(5 + body, 4).value == f"=COUNTA(B5:B{4 + body})"
    assert f"A{6 + body}:L{6 + body}" in {str(area) for area in sheet.merged_cells.ranges}


def test_looks_and_print_setup_stay_as_they_came(blank: Form, tmp_path: Path) -> None:
    before = load_workbook(io.BytesIO(blank.package.content)).worksheets[0]
    path = filled(tmp_path, blank, [case(number) for number in range(1, 31)])
    after = sheet_of(path)
    for row, moved in ((1, 1), (4, 4), (FIRST, FIRST), (TOTAL, TOTAL + 26), (12, 38)):
        assert after.row_dimensions[moved].height == before.row_dimensions[row].height
        for column in range(1, len(HEADS) + 1):
            old, new = before.cell(row, column), after.cell(moved, column)
            assert looks(new) == looks(old), old.coordinate
    new_row = after[LAST + 20]
    assert new_row[4].font.name == "仿宋"
    assert new_row[4].border.left.style == "thin"
    assert after.row_dimensions[LAST + 20].height == 28
    assert {key: value.width for key, value in after.column_dimensions.items()} == {
        key: value.width for key, value in before.column_dimensions.items()
    }
    assert after.page_setup.orientation == "landscape"
    assert after.oddHeader.center.text == "内部资料"
    assert after.oddFooter.right.text == "第 &P 页"
    assert after.freeze_panes == f"C{FIRST}"


def test_everything_that_names_rows_reaches_over_the_new_ones(blank: Form, tmp_path: Path) -> None:
    path = filled(tmp_path, blank, [case(number) for number in range(1, 31)])
    end, total = LAST + 26, TOTAL + 26
    sheet = sheet_of(path)
    assert [sheet.cell(total, column).value for column in (5, 6, 9, 10)] == [
        f"=COUNTA(C{FIRST}:C{end})", f"=SUM(F{FIRST}:F{end})",
        f"=IFERROR(AVERAGE($I${FIRST}:$I${end}),0)", f"=F{total}/E{total}",
    ]  # fmt: skip
    assert sheet[f"I{end}"].value == f'=IF(H{end}="","",H{end}-G{end})'
    assert {str(each.sqref) for each in sheet.data_validations.dataValidation} == {
        f"D{FIRST}:D{end}", f"G{FIRST}:H{end}", f"J{FIRST}:J{end}",
    }  # fmt: skip
    rules = {str(each.sqref): each.rules[0].formula for each in sheet.conditional_formatting}
    assert rules[f"F{FIRST}:F{end}"] == ["5"]
    assert f"A{FIRST}:J{end}" in rules
    assert f"A{total}:D{total}" in {str(area) for area in sheet.merged_cells.ranges}
    assert sheet.print_area == f"'月报 表'!$A$1:$J${12 + 26}"
    assert sheet.print_title_rows == "$4:$5"
    assert [each.id for each in sheet.row_breaks.brk] == [total]
    assert sheet[f"A{12 + 26}"].comment is not None
    book = load_workbook(path)
    assert book["选项"]["C1"].value == f"=COUNTA('月报 表'!C{FIRST}:C{end})"
    assert book["选项"]["C2"].value == f"='月报 表'!F{total}"
    assert book.defined_names["人数合计"].attr_text == f"'月报 表'!$F${total}"
    assert book.defined_names["人数列"].attr_text == f"'月报 表'!$F${FIRST}:$F${end}"


def test_pictures_charts_and_every_untouched_part_are_there_byte_by_byte(
    blank: Form, tmp_path: Path
) -> None:
    path = filled(tmp_path, blank, [case(number) for number in range(1, 31)])
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert set(parts) == set(blank.package.parts)
    changed = {name for name, content in parts.items() if content != blank.package.parts[name]}
    told_anew = (
        "xl/worksheets/", "xl/workbook.xml", "xl/drawings/", "xl/charts/", "xl/comments/",
        "xl/_rels/workbook", "[Content_Types]", "xl/styles.xml",
    )  # fmt: skip
    assert all(name.startswith(told_anew) for name in changed)
    assert any(name.startswith("xl/media/") for name in parts)
    drawing = parts["xl/drawings/drawing1.xml"].decode()
    assert f"row>{12 + 26}<" in drawing
    chart = parts["xl/charts/chart1.xml"].decode()
    assert f"$F${FIRST}:$F${LAST + 26}" in chart


def test_what_does_not_fit_is_said_with_the_choices_of_the_form(blank: Form) -> None:
    mapping = blank.guess(KNOWN)
    rows = [case(1, channel="网上"), case(2), case(3, channel="网上"), case(4, remark="自己写的")]
    told = check_rows(blank, mapping, rows)
    assert [(each.key, each.row, each.value) for each in told] == [
        ("信访形式", 1, "网上"),
        ("备注", 4, "自己写的"),
    ]
    assert told[0].choices == ("来访", "来信", "网上信访", "电话信访")
    assert told[1].choices == ("已上报", "待上报", "无")
    words = mapping.with_column(FilledColumn("信访形式", ("channel",), {"网上": "网上信访"}))
    assert [each.key for each in check_rows(blank, words, rows)] == ["备注"]


def test_a_word_where_the_form_takes_days_is_said(blank: Form) -> None:
    mapping = blank.guess(KNOWN).with_column(FilledColumn("收到日期", ("remark",)))
    (told,) = check_rows(blank, mapping, [case(1, remark="待上报")])
    assert (told.key, told.reason) == ("收到日期", "表内只收日期")


def test_days_stand_as_the_form_writes_them(blank: Form, tmp_path: Path) -> None:
    mapping = blank.guess(KNOWN).with_column(FilledColumn("办结日期", ("closed_on",), {}, "dots"))
    sheet = sheet_of(filled(tmp_path, blank, [case(1)], mapping))
    assert sheet[f"G{FIRST}"].number_format == "yyyy.mm.dd"
    assert sheet[f"G{FIRST}"].is_date
    assert sheet[f"H{FIRST}"].value == "2026.10.30"


def test_a_day_in_a_cell_without_a_format_shows_as_a_day(sample: Form, tmp_path: Path) -> None:
    sheet = sheet_of(filled(tmp_path, sample, [case(1)]))
    cell, beside = sheet["I5"], sheet["H5"]
    assert cell.number_format == "yyyy-mm-dd"
    assert looks(cell) == looks(beside)


def test_a_label_with_a_field_beside_it_is_filled_there(blank: Form, tmp_path: Path) -> None:
    sheet = sheet_of(filled(tmp_path, blank, [case(1)]))
    assert (sheet["A2"].value, sheet["B2"].value) == ("填报单位：", "某某县公安局")
    assert sheet["A1"].value == "某某市公安机关2026年10月信访情况月报表"


def test_rows_are_high_enough_where_the_form_leaves_it_open(
    sample: Form, blank: Form, tmp_path: Path
) -> None:
    long = [case(1, content="反映邻里纠纷久拖未决" * 12)]
    height = sheet_of(filled(tmp_path, sample, long)).row_dimensions[5].height
    assert height is not None
    assert height > 100
    assert sheet_of(filled(tmp_path, blank, long)).row_dimensions[FIRST].height == 28


def test_cancelled_nothing_is_left(sample: Form, tmp_path: Path) -> None:
    folder = tmp_path / "出"
    folder.mkdir()
    path = folder / "a.xlsx"
    path.write_bytes(b"old")
    rows = [case(number) for number in range(1, 400)]
    told: list[tuple[int, int]] = []
    done = fill_form(
        sample, sample.guess(KNOWN), rows, path, FACTS,
        progress=lambda *said: told.append(said), cancelled=lambda: bool(told),
    )  # fmt: skip
    assert done is None
    assert told[0] == (100, 399)
    assert path.read_bytes() == b"old"
    assert list(folder.iterdir()) == [path]


def test_a_mapping_survives_being_kept(blank: Form) -> None:
    mapping = blank.guess(KNOWN).with_column(
        FilledColumn("信访形式", ("channel",), {"网上": "网上信访"}, "dots")
    )
    assert FormMapping.from_text(mapping.as_text()) == mapping
