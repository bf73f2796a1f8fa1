from __future__ import annotations

import io
import random
import struct
import zipfile
from pathlib import Path

import pytest
from msoffcrypto.format.ooxml import OOXMLFile
from openpyxl import Workbook, load_workbook
from python_calamine import CalamineWorkbook

from petition_desk.exchange import container, extent
from petition_desk.exchange.container import FileKind, WorkbookError, check_container
from petition_desk.exchange.workbook import FileUnreadableError, read_workbook
from tests.exchange.books import GOOD_ROW, HAND_KEPT, SAMPLE, write_book, write_export


def reason(path: Path) -> str:
    with pytest.raises(WorkbookError) as caught:
        read_workbook(path)
    assert caught.value.file_name == path.name
    assert caught.value.exit_code == 4
    assert str(caught.value) == f"{path.name}：{caught.value.reason}。"
    return caught.value.reason


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def repacked(source: Path, target: Path, changes: dict[str, bytes]) -> Path:
    """Copy a packed file with some of its parts replaced or added."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in changes:
                new.writestr(name, old.read(name))
        for name, content in changes.items():
            new.writestr(name, content)
    return target


def test_every_cell_of_the_sample_is_what_another_reader_sees() -> None:
    workbook = read_workbook(SAMPLE)
    assert [(sheet.name, sheet.row_count, sheet.column_count) for sheet in workbook.sheets] == [
        ("信访件列表", 261, 28)
    ]
    ours = [row for _, row in workbook.sheets[0].rows()]
    theirs = load_workbook(SAMPLE)["信访件列表"].iter_rows(values_only=True)
    for mine, other in zip(ours, theirs, strict=True):
        for cell, expected in zip(mine, other, strict=True):
            if expected is None:
                assert cell == ""
            elif hasattr(expected, "date"):
                assert str(cell) in (str(expected), str(expected.date()))
            else:
                assert cell == expected


def test_the_sheets_of_a_hand_kept_ledger_are_seen_in_their_order() -> None:
    workbook = read_workbook(HAND_KEPT)
    assert [sheet.name for sheet in workbook.sheets] == ["来访", "来信", "网信", "来电"]
    assert workbook.title == "信访台账_2025年_手工"


def test_rows_are_numbered_and_padded_as_the_sheet_shows_them(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["C3"] = "甲"
    sheet["D5"] = 7
    book.save(tmp_path / "远.xlsx")
    rows = list(read_workbook(tmp_path / "远.xlsx").sheets[0].rows())
    assert rows[2] == (3, ("", "", "甲", ""))
    assert rows[4] == (5, ("", "", "", 7.0))


def test_hidden_sheets_are_named_and_not_read(tmp_path: Path) -> None:
    book = Workbook()
    assert book.active is not None
    book.active["A1"] = "看得见"
    hidden = book.create_sheet("旧数据")
    hidden["A1"] = "看不见"
    hidden.sheet_state = "hidden"
    book.create_sheet("空表")
    book.create_chartsheet("图")
    book.save(tmp_path / "多表.xlsx")
    workbook = read_workbook(tmp_path / "多表.xlsx")
    assert [sheet.name for sheet in workbook.sheets] == ["Sheet"]
    assert workbook.hidden_sheets == ("旧数据",)
    assert workbook.empty_sheets == ("空表",)


def test_a_workbook_is_known_by_its_content_not_by_its_name(tmp_path: Path) -> None:
    renamed = written(tmp_path / "台账.xls", SAMPLE.read_bytes())
    assert read_workbook(renamed).sheets[0].row_count == 261
    macros = written(tmp_path / "台账.xlsm", SAMPLE.read_bytes())
    assert read_workbook(macros).sheets[0].row_count == 261


def test_the_file_is_closed_once_read(tmp_path: Path) -> None:
    path = write_export(tmp_path / "导出.xlsx", GOOD_ROW)
    workbook = read_workbook(path)
    path.unlink()
    assert len(list(workbook.sheets[0].rows())) == 2


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "文件是空的（0 字节）"),
        ("今天收到来信一件。\n".encode(), "不是 Excel 表格文件（扩展名不说明内容）"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 64, "不是 Excel 表格文件（扩展名不说明内容）"),
        (
            b"\xef\xbb\xbf<html><table><tr><td>1</td></tr></table></html>",
            "内容是网页，不是 Excel 表格；请用 Excel 打开后另存为 .xlsx 再导入",
        ),
        (
            b'<?xml version="1.0"?><Workbook/>',
            "内容是 XML 文本，不是 Excel 工作簿；请用 Excel 打开后另存为 .xlsx 再导入",
        ),
        (b"%PDF-1.7\n", "内容是 PDF，不是 Excel 表格"),
        (b"PK\x03\x04" + b"\0" * 200, "文件已损坏或没有下载完整，请重新取得"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
            "不是 Excel 表格文件，或者已经损坏",
        ),
    ],
)
def test_what_is_no_workbook_is_named_with_the_reason(
    tmp_path: Path, content: bytes, expected: str
) -> None:
    assert reason(written(tmp_path / "台账.xlsx", content)) == expected


def test_a_zip_of_something_else_is_no_workbook(tmp_path: Path) -> None:
    path = tmp_path / "材料.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("说明.txt", "材料")
    assert reason(path) == "是压缩文件，但里面不是 Excel 表格"


def test_a_truncated_file_is_damaged(tmp_path: Path) -> None:
    whole = SAMPLE.read_bytes()
    for part in (0.3, 0.7, 0.999):
        path = written(tmp_path / "半截.xlsx", whole[: int(len(whole) * part)])
        assert reason(path) == "文件已损坏或没有下载完整，请重新取得"


def test_a_file_locked_with_a_password_says_so(tmp_path: Path) -> None:
    path = tmp_path / "加密.xlsx"
    with SAMPLE.open("rb") as plain, path.open("wb") as locked:
        OOXMLFile(plain).encrypt("口令123", locked)
    assert reason(path).startswith("设有打开密码")


def test_an_empty_workbook_says_so(tmp_path: Path) -> None:
    path = write_book(tmp_path / "空.xlsx", ("Sheet1", []), ("二月", []))
    assert reason(path) == "工作表“Sheet1”、“二月”是空的"


def test_a_workbook_with_nothing_visible_says_so(tmp_path: Path) -> None:
    book = Workbook()
    assert book.active is not None
    book.active.title = "空"
    hidden = book.create_sheet("藏")
    hidden["A1"] = 1
    hidden.sheet_state = "veryHidden"
    book.save(tmp_path / "藏.xlsx")
    assert reason(tmp_path / "藏.xlsx") == "工作表“空”是空的，其余的工作表是隐藏的"


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    assert reason(tmp_path / "没有.xlsx") == "找不到这个文件"
    (tmp_path / "夹.xlsx").mkdir()
    assert reason(tmp_path / "夹.xlsx") == "是一个文件夹，不是文件"


def test_a_file_we_may_not_read_is_the_systems_refusal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path / "锁.xlsx", SAMPLE.read_bytes())

    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    # The administrator may read anything, so the refusal itself has to be played.
    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(FileUnreadableError) as caught:
        read_workbook(path)
    assert caught.value.exit_code == 5
    assert str(caught.value) == "没有权限读取 锁.xlsx，或者它正被别的程序独占，请关闭后再试。"


def test_a_file_larger_than_the_limit_is_not_even_read(tmp_path: Path) -> None:
    path = tmp_path / "大.xlsx"
    with path.open("wb") as stream:
        stream.truncate(container.MAX_FILE_BYTES + 1)  # sparse: takes no room
    assert reason(path) == "文件有 64 MB，超过 64 MB，不予打开"


def test_a_bomb_is_refused_while_it_unpacks(tmp_path: Path) -> None:
    bomb = tmp_path / "炸.xlsx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/sharedStrings.xml", "w", force_zip64=True) as part:
            for _ in range(extent.MAX_UNPACKED_BYTES // 2**24 + 1):
                part.write(b"\0" * 2**24)
    assert bomb.stat().st_size < container.MAX_FILE_BYTES
    assert reason(bomb) == "解开后超过 768 MB，过大，不予打开"


def test_a_part_that_lies_about_its_size_is_measured_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(extent, "MAX_UNPACKED_BYTES", 2**20)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/sharedStrings.xml", b"\0" * 2**22)
    content = bytearray(stream.getvalue())
    entry = content.rfind(b"PK\x01\x02")
    assert struct.unpack_from("<I", content, entry + 24)[0] == 2**22
    struct.pack_into("<I", content, entry + 24, 10)
    assert reason(written(tmp_path / "谎.xlsx", bytes(content))).startswith("解开后超过 1 MB")


def sheet_xml(*references: str, filled: bool = True) -> bytes:
    cells = "".join(
        f'<row r="{"".join(filter(str.isdigit, ref))}"><c s="1" r="{ref}"'
        + ("><v>1</v></c></row>" if filled else "/></row>")
        for ref in references
    )
    head = '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/'
    return f'{head}spreadsheetml/2006/main"><sheetData>{cells}</sheetData></worksheet>'.encode()


def test_one_value_in_the_last_corner_of_a_sheet_is_refused_before_it_costs_memory(
    tmp_path: Path,
) -> None:
    path = repacked(
        SAMPLE, tmp_path / "远角.xlsx", {"xl/worksheets/sheet1.xml": sheet_xml("A1", "XFD1048576")}
    )
    assert reason(path) == (
        "有一张工作表用到第 1048576 行、第 16384 列，范围过大；"
        "请删除远处多余的内容，或分成几个文件再导入"
    )


def test_a_formatted_but_empty_last_corner_does_no_harm(tmp_path: Path) -> None:
    path = repacked(
        SAMPLE,
        tmp_path / "空角.xlsx",
        {"xl/worksheets/sheet1.xml": sheet_xml("XFD1048576", filled=False)},
    )
    assert reason(path) == "工作表“信访件列表”是空的"


ODS_HEAD = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body>'
    '<office:spreadsheet><table:table table:name="台账">'
)
ODS_TAIL = "</table:table></office:spreadsheet></office:body></office:document-content>"


def ods(path: Path, rows: str, head: str = ODS_HEAD) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", head + rows + ODS_TAIL)
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
            "/>",
        )
    return path


def test_an_opendocument_sheet_is_read_and_its_empty_repeats_do_no_harm(tmp_path: Path) -> None:
    path = ods(
        tmp_path / "台账.ods",
        '<table:table-row><table:table-cell office:value-type="string"><text:p>姓名</text:p>'
        '</table:table-cell><table:table-cell table:number-columns-repeated="16383"/>'
        '</table:table-row><table:table-row table:number-rows-repeated="1048575">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>',
    )
    assert check_container(path.read_bytes(), path.name) is FileKind.ODS
    (sheet,) = read_workbook(path).sheets
    assert next(iter(sheet.rows())) == (1, ("姓名",))


def test_an_opendocument_cell_repeated_over_the_whole_sheet_is_refused(tmp_path: Path) -> None:
    path = ods(
        tmp_path / "满.ods",
        '<table:table-row table:number-rows-repeated="1048576"><table:table-cell '
        'table:number-columns-repeated="16384" office:value-type="string"><text:p>满</text:p>'
        "</table:table-cell></table:table-row>",
    )
    assert "第 1048576 行、第 16384 列" in reason(path)


def test_an_opendocument_file_that_declares_entities_is_refused(tmp_path: Path) -> None:
    head = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>' + ODS_HEAD
    assert reason(ods(tmp_path / "实体.ods", "", head)) == "文件已损坏或没有下载完整，请重新取得"


def xlsb(path: Path, records: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.bin", b"")
        archive.writestr("xl/worksheets/sheet1.bin", records)
    return path


def record(kind: int, body: bytes) -> bytes:
    assert kind < 128
    assert len(body) < 128
    return bytes((kind, len(body))) + body


def test_a_binary_sheet_with_a_far_cell_is_refused(tmp_path: Path) -> None:
    row_head = record(0, struct.pack("<I", 1_048_575) + b"\0" * 12)
    number = record(5, struct.pack("<II", 16_383, 0) + struct.pack("<d", 1.0))
    path = xlsb(tmp_path / "远角.xlsb", row_head + number)
    assert "第 1048576 行、第 16384 列" in reason(path)
    blank = record(1, struct.pack("<II", 16_383, 0))
    path = xlsb(tmp_path / "空角.xlsb", row_head + blank)
    assert check_container(path.read_bytes(), path.name) is FileKind.XLSB


def test_a_damaged_byte_anywhere_is_a_sentence_and_never_a_crash(tmp_path: Path) -> None:
    whole = write_export(tmp_path / "好.xlsx", GOOD_ROW).read_bytes()
    chance = random.Random(20261120)
    outcomes = set()
    for _ in range(300):
        content = bytearray(whole)
        for _ in range(chance.randint(1, 8)):
            content[chance.randrange(len(content))] = chance.randrange(256)
        try:
            for sheet in read_workbook(written(tmp_path / "坏.xlsx", bytes(content))).sheets:
                assert all(len(row) == sheet.column_count for _, row in sheet.rows())
            outcomes.add("read")
        except WorkbookError:
            outcomes.add("named")
    assert outcomes == {"read", "named"}


def test_the_reader_behind_would_have_read_the_sample_the_same_way_from_a_path() -> None:
    theirs = CalamineWorkbook.from_path(SAMPLE).get_sheet_by_index(0).to_python()
    ours = [list(row) for _, row in read_workbook(SAMPLE).sheets[0].rows()]
    assert ours == theirs
