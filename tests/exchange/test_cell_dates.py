from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petition_desk.exchange.cell_dates import parse_date, parse_instant
from petition_desk.exchange.cells import Cell, CellValue, Severity
from tests.exchange.cell_values import CELLS

DAY = date(2025, 3, 7)


@pytest.mark.parametrize(
    "raw",
    [
        date(2025, 3, 7),
        datetime(2025, 3, 7, 23, 59),  # noqa: DTZ001 - a cell's time has no zone
        45723,
        45723.0,
        45723.75,
        "45723",
        20250307,
        20250307.0,
        "20250307",
        "2025.3.7",
        "2025.03.07",
        "2025-3-7",
        "2025/03/07",
        "2025年3月7日",
        "2025年3月7号",
        "2025年03月07",
        " 2025 年 3 月 7 日 ",
        "２０２５．３．７",
        "2025-03-07 10:31:12",
        "2025-03-07T10:31:12",
        "2025-03-07T10:31:12.123+08:00",
        "2025/3/7 10:31",
        "2025年3月7日 10时31分",
        "20250307 10:31:12",
    ],
)
def test_a_day_is_read_in_every_spelling(raw: CellValue) -> None:
    assert parse_date(raw) == Cell(DAY)


def test_a_day_without_a_year_takes_the_one_given() -> None:
    assert parse_date("3月7日", year=2025) == Cell(DAY)
    assert parse_date("03月07号", year=2025) == Cell(DAY)


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        ("3月7日", "没有写年份"),
        ("2026-13-05", "没有 13 月"),
        ("20261305", "没有 13 月"),
        (20261305, "没有 13 月"),
        ("2026.2.30", "2026 年 2 月没有 30 日"),
        ("2025-02-29", "2025 年 2 月没有 29 日"),
        ("2026-02-00", "2026 年 2 月没有 0 日"),
        ("2026-01-02 25:00:00", "没有 25:00 这个时间"),
        ("2025年3月", "只写到月，没有写日"),
        ("2025.3", "只写到月，没有写日"),
        ("25.3.7", "年份只有两位，看不出是哪一年"),
        ("0225-03-07", "年份 225 不在 1949 年至 2100 年之间"),
        ("1948-12-31", "年份 1948 不在 1949 年至 2100 年之间"),
        (19481231, "年份 1948 不在 1949 年至 2100 年之间"),
        ("去年春天", "不是日期"),
        ("正在办理", "不是日期"),
        ("2025-03-07Z", "不是日期"),
        ("2025-03-07 23:00:00+00:00", "不是日期"),
        (3, "是一个数字，看不出是哪一天"),
        (2025, "是一个数字，看不出是哪一天"),
        (1.5e12, "是一个数字，看不出是哪一天"),
        (float("inf"), "是一个数字，看不出是哪一天"),
        (float("nan"), "是一个数字，看不出是哪一天"),
        (True, "不是日期"),
        (time(10, 0), "不是日期"),
        (timedelta(hours=30), "不是日期"),
        (date(1066, 10, 14), "年份 1066 不在 1949 年至 2100 年之间"),
    ],
)
def test_what_is_no_day_is_an_error_with_the_fact(raw: CellValue, reason: str) -> None:
    cell = parse_date(raw)
    assert cell.value is None
    assert [(p.severity, p.reason) for p in cell.problems] == [(Severity.ERROR, reason)]


@pytest.mark.parametrize("raw", ["", None, "—", "无", "\u3000 ", "/"])
def test_a_blank_day_is_no_problem(raw: CellValue) -> None:
    assert parse_date(raw) == Cell(None)


def test_asterisks_are_no_information() -> None:
    assert parse_date("****") == Cell(None, is_masked=True)


def test_a_moment_is_china_time_and_comes_out_in_utc() -> None:
    assert parse_instant("2026-01-02 07:31:12").value == datetime(
        2026, 1, 1, 23, 31, 12, tzinfo=UTC
    )


SPELLINGS = [
    "{0.year}-{0.month}-{0.day}",
    "{0:%Y-%m-%d}",
    "{0.year}.{0.month}.{0.day}",
    "{0:%Y%m%d}",
    "{0.year}年{0.month}月{0.day}日",
    "{0:%Y/%m/%d}",
    "{0:%Y-%m-%d} 10:31:12",
]


@given(st.dates(date(1949, 1, 1), date(2100, 12, 31)))
def test_every_day_reads_back_from_every_spelling(day: date) -> None:
    for spelling in SPELLINGS:
        assert parse_date(spelling.format(day)).value == day
    assert parse_date(int(f"{day:%Y%m%d}")).value == day
    assert parse_date(f"{day.month}月{day.day}日", year=day.year).value == day


@given(st.dates(date(1950, 1, 2), date(2100, 12, 31)))
def test_every_serial_number_is_its_day(day: date) -> None:
    assert parse_date((day - date(1899, 12, 30)).days).value == day


@given(CELLS)
def test_no_cell_makes_reading_a_day_fail_and_none_is_invented(raw: CellValue) -> None:
    cell = parse_date(raw, year=2025)
    if cell.value is None:
        assert cell.problems or cell.is_masked or not str(raw if raw is not None else "").strip()
    else:
        assert 1949 <= cell.value.year <= 2100
        assert cell.problems == () or cell.problems[0].severity is Severity.WARNING


@given(st.integers(1949, 2100), st.integers(0, 99), st.integers(0, 99))
def test_a_day_that_does_not_exist_never_becomes_another(year: int, month: int, day: int) -> None:
    try:
        expected: date | None = date(year, month, day)
    except ValueError:
        expected = None
    assert parse_date(f"{year}年{month}月{day}日").value == expected
    assert parse_date(f"{year}-{month}-{day}").value == expected
