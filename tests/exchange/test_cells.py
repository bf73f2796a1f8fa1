from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petition_desk.exchange.cells import (
    Cell,
    CellValue,
    Severity,
    clean_code,
    clean_text,
    is_blank,
    parse_count,
    plain_text,
)
from tests.exchange.cell_values import CELLS, reasons


def is_refused(cell: Cell[object]) -> bool:
    return cell.value is None and any(p.severity is Severity.ERROR for p in cell.problems)


@pytest.mark.parametrize(
    ("raw", "count"),
    [
        (3, 3),
        (3.0, 3),
        ("3", 3),
        ("3.0", 3),
        ("1 ", 1),
        ("3人", 3),
        ("３ 人", 3),
        ("共12人", 12),
        ("三人", 3),
        ("十二人", 12),
        ("二十", 20),
        (100_000, 100_000),
    ],
)
def test_a_count_is_read_in_every_spelling(raw: CellValue, count: int) -> None:
    cell = parse_count(raw)
    assert cell.value == count
    assert cell.problems == ()


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (0, "人数是 0，至少应为 1"),
        ("0人", "人数是 0，至少应为 1"),
        (-2, "人数是 -2，至少应为 1"),
        ("若干", "人数不是整数，请填写数字"),
        ("多人", "人数不是整数，请填写数字"),
        ("3-5人", "人数不是整数，请填写数字"),
        (2.5, "人数不是整数，请填写数字"),
        (date(2026, 3, 1), "人数不是整数，请填写数字"),
        (13284158557.0, "人数大得不合情理，可能填错了列"),
        ("9" * 400, "人数大得不合情理，可能填错了列"),
    ],
)
def test_a_count_that_is_none_is_an_error_with_the_fact(raw: CellValue, reason: str) -> None:
    cell = parse_count(raw)
    assert is_refused(cell)
    assert reasons(cell) == [reason]


@pytest.mark.parametrize("raw", ["", None, "   ", "—", "无", "\u3000", float("nan")])
def test_a_blank_count_is_no_problem(raw: CellValue) -> None:
    assert parse_count(raw) == Cell(None)


@given(st.integers(1, 100_000))
def test_every_count_that_fits_reads_back(count: int) -> None:
    for raw in (count, float(count), str(count), f"{count}人", f" 共 {count} 人"):
        assert parse_count(raw).value == count


@given(CELLS)
def test_no_cell_makes_reading_a_count_fail_and_none_is_invented(raw: CellValue) -> None:
    cell = parse_count(raw)
    assert cell.value is None or 1 <= cell.value <= 100_000
    if cell.value is not None:
        assert any(c.isnumeric() for c in plain_text(raw))


def test_control_characters_are_removed_and_reported() -> None:
    cell = clean_text("张\x00三\u200b的\u202e信")
    assert cell.value == "张三的信"
    assert reasons(cell) == ["含 3 个看不见的控制字符，已去掉"]
    assert cell.problems[0].severity is Severity.WARNING


def test_line_ends_and_tabs_are_white_space_and_not_worth_a_word() -> None:
    assert clean_text("第一行\r\n\t第二行  末") == Cell("第一行 第二行 末")
    assert clean_text("第一行\r\n\n\t第二行  末\x0b三", keep_lines=True) == Cell(
        "第一行\n第二行 末\n三"
    )


def test_a_formula_that_failed_is_blank_and_named() -> None:
    cell = clean_text("#REF!")
    assert cell.value is None
    assert reasons(cell) == ["单元格公式出错（#REF!），按空白处理"]


def test_asterisks_alone_say_nothing_and_a_text_with_some_still_says_something() -> None:
    assert clean_text("****") == Cell(None, is_masked=True)
    assert clean_text("电话138****5678不通") == Cell("电话138****5678不通", is_masked=True)
    assert clean_text("面积 3*4 米") == Cell("面积 3*4 米")


def test_a_code_loses_its_blanks_and_full_width_forms() -> None:
    assert clean_code(" Ｇ4509 260000071 ").value == "G4509260000071"
    assert clean_code(7.0).value == "7"


def test_a_code_kept_as_a_number_too_long_is_named_as_lost() -> None:
    cell = clean_code(4.50926000007123e17)
    assert cell.value is None
    assert "已丢失" in reasons(cell)[0]


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (None, ""),
        (3.0, "3"),
        (3.5, "3.5"),
        (True, "是"),
        (datetime(2026, 3, 1), "2026-03-01"),  # noqa: DTZ001 - a cell's time has no zone
        (datetime(2026, 3, 1, 10), "2026-03-01 10:00:00"),  # noqa: DTZ001
        (date(2026, 3, 1), "2026-03-01"),
        (time(3, 4), "03:04:00"),
        (timedelta(days=1), "1 day, 0:00:00"),
    ],
)
def test_a_cell_reads_as_on_the_sheet(raw: CellValue, text: str) -> None:
    assert plain_text(raw) == text


@given(CELLS)
def test_cleaned_text_holds_no_control_character_and_nothing_that_was_not_there(
    raw: CellValue,
) -> None:
    cell = clean_text(raw)
    if cell.value is None:
        return
    assert not any(ord(c) < 32 or 0x7F <= ord(c) < 0xA0 for c in cell.value)
    assert set(cell.value) <= set(plain_text(raw)) | {" "}
    assert clean_text(cell.value).value == cell.value


@given(st.text(alphabet=" \t\n\r\u3000\u200b\ufeff\x00"))
def test_what_cannot_be_seen_is_blank(raw: str) -> None:
    assert is_blank(raw)
    assert clean_text(raw).value is None
