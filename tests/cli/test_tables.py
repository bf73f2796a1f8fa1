"""`import` and `export` as scripts use them."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from tests.cli.conftest import Office
from tests.desks import COLLEAGUE
from tests.exchange.blanks import SAMPLE as FORM
from tests.services.test_imports import ROW, SAMPLE, changed, workbook

REPORT = ["rows", "new", "unchanged", "changed", "rejected", "skipped_columns", "problems"]


def rows_of(path: Path) -> list[list[object]]:
    return CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()


def test_the_sample_is_imported_checked_first_and_a_second_time(office: Office) -> None:
    dry = office.json("import", SAMPLE, "--dry-run")
    assert list(dry) == REPORT
    assert [dry[key] for key in REPORT[:5]] == [260, 260, 0, 0, 0]
    assert dry["skipped_columns"] == ["异常动态"]
    assert office.json("import", SAMPLE) == dry
    again = office.json("import", SAMPLE)
    assert [again[key] for key in REPORT[:5]] == [260, 0, 260, 0, 0]


def test_the_report_in_words_names_counts_and_skipped_columns(office: Office) -> None:
    told = office.run("import", SAMPLE).stdout
    assert "导入　260 行：新增 260，未变 0，更新 0，退回 0" in told
    assert "按规定不读取的列：异常动态" in told
    assert "身份证号" in told


def test_a_rejected_row_ends_with_4_and_the_good_ones_are_in(
    office: Office, tmp_path: Path
) -> None:
    bad = changed(ROW, 信访件编号="G002", 信访日期="2027-13-01")
    path = workbook(tmp_path / "a.xlsx", ROW, bad)
    errors = tmp_path / "errors.xlsx"
    told = office.json("import", path, "--errors", errors, code=4)
    assert (told["new"], told["rejected"]) == (1, 1)
    (fault,) = [item for item in told["problems"] if item["severity"] == "error"]
    assert (fault["row"], fault["column"], fault["reason"]) == (3, "信访日期", "没有 13 月")
    office.run("show", "XF2026-0001")
    assert openpyxl.load_workbook(errors).worksheets[0].max_row == 2


@pytest.mark.parametrize("name", ["none.xlsx", "text.xlsx", "empty.xlsx"])
def test_a_file_that_cannot_be_read_ends_with_4_and_a_whole_report(
    office: Office, tmp_path: Path, name: str
) -> None:
    (tmp_path / "text.xlsx").write_text("not a workbook", encoding="utf-8")
    openpyxl.Workbook().save(tmp_path / "empty.xlsx")
    told = office.json("import", tmp_path / name, code=4)
    assert list(told) == REPORT
    assert told["rows"] == 0
    assert told["problems"][0]["severity"] == "error"
    assert name in office.run("import", tmp_path / name, code=4).stderr


def test_an_export_holds_every_case_masked_in_the_order_of_its_number(
    office: Office, tmp_path: Path
) -> None:
    office.run("demo", "--cases", "60")
    out = tmp_path / "台账.xlsx"
    result = office.run("export", out)
    assert result.stdout == ""
    assert "60 件" in result.stderr
    header, *rows = rows_of(out)
    numbers = [row[header.index("编号")] for row in rows]
    assert numbers == sorted(numbers, key=str)
    assert len(set(numbers)) == 60
    assert all("**" in str(row[header.index("姓名")]) for row in rows)


def test_a_view_and_days_narrow_an_export(office: Office, tmp_path: Path) -> None:
    office.run("demo", "--cases", "60")
    out = tmp_path / "a.xlsx"
    office.run("export", out, "--view", "在办", "--from", "2026-10-01", "--to", "2026-10-31")
    header, *rows = rows_of(out)
    days = {str(row[header.index("收到")]) for row in rows}
    assert days
    assert all(day.startswith("2026-10") for day in days)
    assert "可用的有" in office.run("export", out, "--view", "没有", code=2).stderr


def test_a_full_export_needs_right_and_purpose(office: Office, tmp_path: Path) -> None:
    office.register()
    out = tmp_path / "a.xlsx"
    assert "用途" in office.run("export", out, "--full", code=4).stderr
    asked = ("export", out, "--full", "--purpose", "年度核对")
    assert "没有打开密码" in office.run(*asked).stderr
    assert "没有打开密码" not in office.run(*asked, "--no-encrypt").stderr
    header, row = rows_of(out)
    assert row[header.index("证件号码")] == "11010519491231002X"
    office.account = COLLEAGUE
    refused = office.run("export", out, "--full", "--purpose", "年度核对", code=3)
    assert "第四十六条" in refused.stderr


def test_an_export_into_no_folder_ends_with_5(office: Office, tmp_path: Path) -> None:
    office.run("export", tmp_path / "none" / "a.xlsx", code=5)


def test_a_blank_form_is_filled_by_the_guess_and_what_does_not_fit_is_said(
    office: Office, tmp_path: Path
) -> None:
    office.run("demo", "--cases", "60")
    out = tmp_path / "上报.xlsx"
    days = ("--from", "2026-10-01", "--to", "2026-10-31")
    told = office.run("export", out, "--template", FORM, *days).stderr
    assert "件到" in told
    rows = rows_of(out)
    assert rows[0][0] == "2026年10月信访事项办理情况台账"
    assert rows[4][0] == 1
    assert "合计" in [row[0] for row in rows]
    unknown = office.run("export", out, "--form", "市局月报", code=2)
    assert "没有名为“市局月报”的上报表" in unknown.stderr
    clash = office.run("export", out, "--template", FORM, "--kind", "letters", code=2)
    assert "只能写一个" in clash.stderr
    assert ".xlsx" in office.run("export", tmp_path / "a.csv", "--template", FORM, code=4).stderr


@pytest.mark.parametrize("kind", ["ledger", "official", "letters", "deadlines"])
@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_every_list_goes_out_and_comes_back_as_no_news(
    office: Office, tmp_path: Path, kind: str, ending: str
) -> None:
    office.run("demo", "--cases", "40")
    out = tmp_path / f"a.{ending}"
    office.run("export", out, "--kind", kind)
    told = office.json("import", out)
    assert (told["new"], told["changed"], told["rejected"]) == (0, 0, 0)
    assert told["unchanged"] == told["rows"] > 0


def test_a_password_comes_from_the_environment_and_never_from_an_argument(
    office: Office, tmp_path: Path
) -> None:
    office.register()
    out = tmp_path / "a.xlsx"
    assert "PETITION_DESK_EXPORT_PASSWORD" in office.run("export", out, "--encrypt", code=4).stderr
    office.environment["PETITION_DESK_EXPORT_PASSWORD"] = "Hedui2026"
    office.run("export", out, "--encrypt")
    assert out.read_bytes()[:4] == b"\xd0\xcf\x11\xe0"
    office.run("export", out, "--full", "--purpose", "年度核对")
    assert out.read_bytes()[:4] == b"\xd0\xcf\x11\xe0"
    office.run("export", out, "--full", "--purpose", "年度核对", "--no-encrypt")
    assert out.read_bytes()[:4] == b"PK\x03\x04"


def test_a_period_that_ends_before_it_begins_is_named(office: Office, tmp_path: Path) -> None:
    days = ("--from", "2026-10-31", "--to", "2026-10-01")
    told = office.run("export", tmp_path / "a.xlsx", *days, code=4).stderr
    assert "起始日 2026-10-31 晚于截止日 2026-10-01" in told
