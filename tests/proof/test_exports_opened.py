"""Every file that leaves the room is opened by another office program, and prints as it should."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from petition_desk.domain.ledger import LedgerFilter
from petition_desk.services import exports, forms
from petition_desk.services.demo import invent
from petition_desk.services.desk import Desk
from petition_desk.services.exports import ExportKind, ExportOrder
from tests import desks
from tests.exchange.blanks import SAMPLE, furnished

pytestmark = pytest.mark.proof

OCTOBER = LedgerFilter(received_from=date(2026, 10, 1), received_until=date(2026, 10, 31))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desks.make_template(tmp_path / "template")
    opened = desks.open_copy(tmp_path / "template", tmp_path / "data")
    yield opened
    opened.close()


def office_program() -> str:
    found = shutil.which("soffice") or shutil.which("libreoffice")
    assert found is not None, "the proof needs LibreOffice (apt-get install libreoffice-calc)"
    return found


def converted(path: Path, ending: str) -> Path:
    """Open a file and save it as another kind; what has to be repaired is not opened so."""
    into = path.parent / ending
    profile = f"-env:UserInstallation=file://{path.parent / 'profile'}"
    command = [office_program(), profile, "--headless", "--convert-to", ending, "--outdir"]
    if path.suffix == ".csv":
        # Without a window nobody confirms what its mark says: comma, quotes, UTF-8.
        command.insert(2, "--infilter=CSV:44,34,76,1")
    done = subprocess.run(
        [*command, str(into), str(path)], check=True, capture_output=True, text=True, timeout=300
    )
    assert "Error" not in done.stdout + done.stderr
    return into / f"{path.stem}.{ending}"


def words(pdf: Path) -> str:
    done = subprocess.run(
        ["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, text=True
    )
    return done.stdout


def page(pdf: Path) -> tuple[str, int]:
    """Return the size of the page and how many there are."""
    told = subprocess.run(["pdfinfo", str(pdf)], check=True, capture_output=True, text=True).stdout
    size, count = re.search(r"Page size: +(.*)", told), re.search(r"Pages: +(\d+)", told)
    assert size is not None
    assert count is not None
    return size[1], int(count[1])


@pytest.mark.parametrize("kind", list(ExportKind))
def test_every_list_opens_and_says_the_same_when_saved_again(
    desk: Desk, tmp_path: Path, kind: ExportKind
) -> None:
    invent(desk, 60)
    path = tmp_path / "表.xlsx"
    exports.export_list(desk, path, ExportOrder(kind=kind))
    again = converted(path, "ods")
    for index in range(2):
        ours = CalamineWorkbook.from_path(path).get_sheet_by_index(index).to_python()
        theirs = CalamineWorkbook.from_path(again).get_sheet_by_index(index).to_python()
        assert [[str(cell) for cell in row] for row in theirs] == [
            [str(cell) for cell in row] for row in ours
        ]
    size, count = page(converted(path, "pdf"))
    assert size.endswith("(A4)")
    assert count > 1


def test_a_text_list_opens_with_its_characters_and_runs_nothing(desk: Desk, tmp_path: Path) -> None:
    invent(desk, 30)
    path = tmp_path / "表.csv"
    exports.export_list(desk, path, ExportOrder())
    again = CalamineWorkbook.from_path(converted(path, "xlsx")).get_sheet_by_index(0).to_python()
    assert again[0][:3] == ["编号", "姓名", "收到"]
    assert len(again) == 31


@pytest.mark.parametrize("name", ["sample", "furnished"])
def test_a_filled_form_opens_and_prints_as_its_blank(desk: Desk, tmp_path: Path, name: str) -> None:
    invent(desk, 80)
    blank, out = tmp_path / "空白.xlsx", tmp_path / "填好.xlsx"
    blank.write_bytes(SAMPLE.read_bytes() if name == "sample" else furnished())
    filled = forms.export_form(desk, out, forms.open_form(desk, blank), ExportOrder(OCTOBER))
    assert filled is not None
    before, after = converted(blank, "pdf"), converted(out, "pdf")
    assert page(before)[0] == page(after)[0]
    kept = ["内部资料", "单位负责人", "合 计", "注：本表每月"] if name == "furnished" else [
        "信访事项办理情况台账", "反映问题及诉求", "填表人", "合计",
    ]  # fmt: skip
    old, new = words(before), words(after)
    for text in kept:
        assert re.sub(r"\s", "", text) in re.sub(r"\s", "", old)
        assert re.sub(r"\s", "", text) in re.sub(r"\s", "", new)
    assert "2026年10月" in re.sub(r"\s", "", new)
    again = load_workbook(converted(out, "xlsx"), data_only=True).worksheets[0]
    body = filled.done.rows
    first = forms.open_form(desk, blank).form.layout.first
    assert [again.cell(first + row, 1).value for row in range(body)] == list(range(1, body + 1))
    sums = [cell.value for row in again.iter_rows(min_row=first + body) for cell in row]
    assert all(not str(value).startswith(("#", "Err:")) for value in sums)
