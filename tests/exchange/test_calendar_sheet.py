"""A year's notice from a sheet: the same facts as from JSON, or refused with the row named."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from petition_desk.domain.workdays import CalendarFactError
from petition_desk.domain.year_notices import parse_year_notices
from petition_desk.exchange.calendar_sheet import read_calendar_sheet
from petition_desk.exchange.container import WorkbookError
from tests.package_source import ROOT

HEAD = ("日期", "节日", "安排")
GOOD = (("2027-01-01", "元旦", "放假"), ("2027-01-09", "元旦", "上班"))


def book(folder: Path, *rows: Sequence[object], sheet: str = "Sheet1", name: str = "n") -> Path:
    workbook = Workbook()
    page = workbook.active
    assert page is not None
    page.title = sheet
    for row in rows:
        page.append(list(row))
    path = folder / f"{name}.xlsx"
    workbook.save(path)
    return path


def test_a_sheet_holds_what_the_json_of_the_same_year_holds(tmp_path: Path) -> None:
    text = (ROOT / "tests" / "data" / "calendar" / "2027_invented.json").read_text("utf-8")
    (notice,) = parse_year_notices(text)
    rows = [(day, name, "放假") for day, name in notice.off.items()]
    rows += [(day, name, "上班") for day, name in notice.work.items()]
    read = read_calendar_sheet(book(tmp_path, ("2027 年放假安排",), HEAD, *rows))
    assert (read.year, read.off, read.work) == (notice.year, notice.off, notice.work)


def test_columns_stand_in_any_order_and_days_in_any_spelling(tmp_path: Path) -> None:
    rows = (("是否放假", "名称", "date"), ("是", "元旦", "2027年1月1日"), ("否", "", "2027/1/9"))
    notice = read_calendar_sheet(book(tmp_path, *rows))
    assert notice.off == {date(2027, 1, 1): "元旦"}
    assert notice.work == {date(2027, 1, 9): "法定节日"}


def test_the_year_is_that_of_the_title_the_sheet_the_file_or_most_days(tmp_path: Path) -> None:
    december = ("2026-12-31", "元旦", "放假")
    titled = book(tmp_path, ("国务院办公厅关于2027年部分节假日安排的通知",), HEAD, december)
    assert read_calendar_sheet(titled).year == 2027
    assert read_calendar_sheet(book(tmp_path, HEAD, december, sheet="2027年")).year == 2027
    assert read_calendar_sheet(book(tmp_path, HEAD, december, name="放假2027")).year == 2027
    assert read_calendar_sheet(book(tmp_path, HEAD, *GOOD, december)).year == 2027


def test_a_day_without_a_year_takes_that_of_the_title(tmp_path: Path) -> None:
    notice = read_calendar_sheet(book(tmp_path, ("2027年",), HEAD, ("1月1日", "元旦", "放假")))
    assert list(notice.off) == [date(2027, 1, 1)]


def test_a_table_of_text_is_read_too(tmp_path: Path) -> None:
    path = tmp_path / "2027.csv"
    path.write_text("日期,节日,安排\n2027-01-01,元旦,放假\n", encoding="utf-8")
    assert read_calendar_sheet(path).off == {date(2027, 1, 1): "元旦"}


REFUSED = [
    ("a date twice", [HEAD, *GOOD, GOOD[0]], "第 4 行", "写了两次"),
    ("a make-up weekday", [HEAD, *GOOD, ("2027-01-04", "元旦", "上班")], "第 4 行", "周一"),
    ("a year without holidays", [HEAD, GOOD[1]], "2027 年", "一个放假日也没有"),
    (
        "a wrong year",
        [("2027 年放假安排",), HEAD, GOOD[0], ("2028-01-01", "元旦", "放假")],
        "第 4 行",
        "不在 2027 年",
    ),
    (
        "a year out of bounds",
        [("2199 年",), HEAD, ("2199-01-01", "元旦", "放假")],
        "第 3 行",
        "2199",
    ),
    ("heads alone", [HEAD], "n.xlsx", "空"),
    ("no heads", [("2027-01-01", "元旦", "放假")], "n.xlsx", "表头"),
    ("a date that does not exist", [HEAD, ("2027-02-30", "元旦", "放假")], "第 2 行", "2027-02-30"),
    ("no date", [HEAD, ("", "元旦", "放假")], "第 2 行", "没有写日期"),
    ("a kind that is neither", [HEAD, ("2027-01-01", "元旦", "调休")], "第 2 行", "调休"),
    ("no kind", [HEAD, ("2027-01-01", "元旦", None)], "第 2 行", "空"),
    ("a day off without a name", [HEAD, ("2027-01-01", "", "放假")], "第 2 行", "节日"),
]


@pytest.mark.parametrize(
    ("rows", "where", "reason"), [each[1:] for each in REFUSED], ids=[each[0] for each in REFUSED]
)
def test_a_sheet_is_refused_naming_the_row(
    tmp_path: Path, rows: list[tuple[object, ...]], where: str, reason: str
) -> None:
    with pytest.raises(CalendarFactError) as caught:
        read_calendar_sheet(book(tmp_path, *rows))
    assert caught.value.where == where
    assert reason in str(caught.value)
    assert caught.value.exit_code == 4


def test_an_empty_or_damaged_book_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WorkbookError, match="空"):
        read_calendar_sheet(book(tmp_path))
    broken = tmp_path / "2027.xlsx"
    broken.write_bytes(b"PK\x03\x04 no more")
    with pytest.raises(WorkbookError):
        read_calendar_sheet(broken)
