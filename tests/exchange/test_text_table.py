from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from petition_desk.domain.vocabulary import Channel
from petition_desk.exchange.container import WorkbookError
from petition_desk.exchange.error_sheet import errors_workbook
from petition_desk.exchange.import_sheet import ImportReading, read_import
from petition_desk.exchange.workbook import read_workbook
from tests.exchange.books import HAND_KEPT, SAMPLE, TODAY

HEADER = ("序号", "登记日期", "姓名", "身份证号码", "联系电话", "人数", "主要内容", "备注")
ROW = ("1", "2025.3.7", "王  伟", "11010519491231002X", "138-1234-5678", "3人", "反映出警慢", "")


def as_text(rows: Sequence[Sequence[object]], separator: str = ",") -> str:
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=separator).writerows(
        ["" if cell is None else cell for cell in row] for row in rows
    )
    return stream.getvalue()


def read(path: Path) -> ImportReading:
    reading = read_import(path, today=TODAY)
    assert reading is not None
    return reading


def written(folder: Path, content: bytes, name: str = "来访.csv") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_a_text_table_is_read_in_every_encoding_and_separator(
    tmp_path: Path, encoding: str, separator: str
) -> None:
    text = as_text([("某某县2025年台账",), HEADER, ROW], separator)
    (row,) = read(written(tmp_path, text.encode(encoding))).rows
    assert row.values["petitioner.name"] == "王伟"
    assert row.values["petitioner.id_number"] == "11010519491231002X"
    assert row.values["petitioner.mobile"] == "13812345678"
    assert row.values["people_count"] == 3
    assert row.values["received_on"] == date(2025, 3, 7)
    assert row.values["channel"] is Channel.VISIT
    assert row.key == "row:某某县2025年台账|来访|1"
    assert row.problems == ()


def test_a_sheet_saved_as_text_says_the_same_as_the_sheet(tmp_path: Path) -> None:
    """The hand-kept ledger sheet by sheet; a lost ID number is as lost in text."""
    expected = read(HAND_KEPT)
    for sheet in load_workbook(HAND_KEPT):
        text = as_text([*sheet.iter_rows(values_only=True)])
        rows = read(written(tmp_path, text.encode("gb18030"), f"{sheet.title}.csv")).rows
        own = [row for row in expected.rows if row.sheet == sheet.title]
        assert [row.values for row in rows] == [row.values for row in own]
        assert [row.steps for row in rows] == [row.steps for row in own]
        assert [row.key for row in rows] == [row.key for row in own]
        told = [[(p.row, p.column, p.reason) for p in row.problems] for row in rows]
        assert told == [[(p.row, p.column, p.reason) for p in row.problems] for row in own]


def test_the_official_export_saved_as_text_says_the_same(tmp_path: Path) -> None:
    sheet = load_workbook(SAMPLE)["信访件列表"]
    text = as_text([*sheet.iter_rows(values_only=True)])
    rows = read(written(tmp_path, text.encode("utf-8-sig"))).rows
    expected = read(SAMPLE).rows
    assert [(row.key, row.values, row.steps) for row in rows] == [
        (row.key, row.values, row.steps) for row in expected
    ]


def test_lines_and_separators_within_a_cell_stay_in_it(tmp_path: Path) -> None:
    row = (*ROW[:6], '一是，出警慢；\n二是“态度差”,要求"道歉"', "=1+1")
    (found,) = read(written(tmp_path, as_text([HEADER, row]).encode())).rows
    assert found.values["content"] == '一是，出警慢；\n二是“态度差”,要求"道歉"'
    assert found.values["remark"] == "=1+1"


def test_figures_kept_as_text_by_a_formula_are_those_figures(tmp_path: Path) -> None:
    text = as_text([HEADER, ROW]).replace("11010519491231002X", '="11010519491231002X"')
    (row,) = read(written(tmp_path, text.encode())).rows
    assert row.values["petitioner.id_number"] == "11010519491231002X"


def test_faulty_rows_of_a_text_table_go_out_and_come_back_under_their_keys(
    tmp_path: Path,
) -> None:
    path = written(tmp_path, as_text([HEADER, (*ROW[:5], "若干", *ROW[6:])]).encode())
    reading = read(path)
    errors = errors_workbook(tmp_path / "错误.xlsx", reading)
    assert errors is not None
    book = load_workbook(errors.path)
    book["来访"]["F2"].value = 3
    book.save(errors.path)
    (row,) = read(errors.path).rows
    assert not row.is_rejected
    assert row.key == reading.rows[0].key == "row:来访|来访|1"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("没有分隔的一段话\n第二行\n".encode(), "不是 Excel 表格文件（扩展名不说明内容）"),
        (b"\xff\xfe\xff,\x81", "不是 Excel 表格文件（扩展名不说明内容）"),
        (b"a,b\nc,\x81\xff\n", "不是 Excel 表格文件（扩展名不说明内容）"),
        (b"a,b\n\0,c\n", "不是 Excel 表格文件（扩展名不说明内容）"),
        (b'a,b\nc,"d\n', "第 2 行的引号不成对，或者一格里的文字太长"),
        (b"a,b\nc," + b"x" * 140_000, "第 2 行的引号不成对，或者一格里的文字太长"),
        (b"a,b\n" * 3_000 + b"," * 3_000, "超过 8000000 格，不予打开，请分成几个文件"),
    ],
)
def test_what_is_no_table_of_text_is_named(tmp_path: Path, content: bytes, reason: str) -> None:
    with pytest.raises(WorkbookError) as caught:
        read_workbook(written(tmp_path, content))
    assert str(caught.value) == f"来访.csv：{reason}。"


def test_lines_may_end_as_on_old_systems(tmp_path: Path) -> None:
    text = as_text([HEADER, ROW]).replace("\r\n", "\r")
    (row,) = read(written(tmp_path, text.encode())).rows
    assert row.values["petitioner.name"] == "王伟"
