"""Spans of days in words."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petition_desk.domain.periods import PERIODS, between, days_of, period_words, read_period

FRIDAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("word", "first", "last"),
    [
        ("today", "2026-11-20", "2026-11-20"),
        ("this-week", "2026-11-16", "2026-11-22"),
        ("last-week", "2026-11-09", "2026-11-15"),
        ("this-month", "2026-11-01", "2026-11-30"),
        ("last-month", "2026-10-01", "2026-10-31"),
        ("this-quarter", "2026-10-01", "2026-12-31"),
        ("last-quarter", "2026-07-01", "2026-09-30"),
        ("this-half", "2026-07-01", "2026-12-31"),
        ("last-half", "2026-01-01", "2026-06-30"),
        ("last-year", "2025-01-01", "2025-12-31"),
        ("last-7", "2026-11-14", "2026-11-20"),
        ("next-7", "2026-11-20", "2026-11-27"),
        ("next-month", "2026-12-01", "2026-12-31"),
    ],
)
def test_a_word_stands_for_days_counted_from_the_day_it_is_looked_at(
    word: str, first: str, last: str
) -> None:
    assert days_of(word, FRIDAY) == (date.fromisoformat(first), date.fromisoformat(last))


def test_january_looks_back_into_the_year_before() -> None:
    assert days_of("last-quarter", date(2026, 1, 5)) == (date(2025, 10, 1), date(2025, 12, 31))
    assert days_of("last-month", date(2026, 3, 31)) == (date(2026, 2, 1), date(2026, 2, 28))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("本月", "this-month"),
        (" 上 季 度 ", "last-quarter"),
        ("上个月", "last-month"),
        ("最近３０天", "last-30"),
        ("2026年", "2026-01-01..2026-12-31"),
        ("2026年2月", "2026-02-01..2026-02-28"),
        ("3月", "2026-03-01..2026-03-31"),
        ("12月", "2025-12-01..2025-12-31"),
        ("第三季度", "2026-07-01..2026-09-30"),
        ("2025年下半年", "2025-07-01..2025-12-31"),
        ("2026.3.7", "2026-03-07..2026-03-07"),
        ("2026-03-01至2026-03-15", "2026-03-01..2026-03-15"),
        ("2026年1月到3月", "2026-01-01..2026-03-31"),
        ("2026-03-01至", "2026-03-01.."),
        ("至2026-03-01", "..2026-03-01"),
    ],
)
def test_what_an_officer_types_is_read(typed: str, kept: str) -> None:
    assert read_period(typed, FRIDAY) == kept


@pytest.mark.parametrize(
    "typed", ["", "至", "很久以前", "2026-02-30", "13月", "第五季度", "明年这时"]
)
def test_what_is_no_span_is_none(typed: str) -> None:
    assert read_period(typed, FRIDAY) is None


def test_days_given_the_wrong_way_round_are_turned_and_said_in_words() -> None:
    assert between(date(2026, 3, 2), date(2026, 3, 1)) == "2026-03-01..2026-03-02"
    assert period_words("2026-03-01..2026-03-02") == "2026-03-01 至 2026-03-02"
    assert period_words("2026-03-01..") == "2026-03-01 起"
    assert period_words("..2026-03-01") == "2026-03-01 止"
    assert period_words("this-month") == "本月"


@given(st.dates(date(1990, 1, 1), date(2090, 12, 31)), st.sampled_from(PERIODS))
def test_every_word_is_a_span_that_begins_before_it_ends(day: date, period: object) -> None:
    first, last = days_of(period.id, day)  # type: ignore[attr-defined]
    assert first is not None
    assert last is not None
    assert first <= last


@given(st.text(max_size=20))
def test_nothing_typed_raises(typed: str) -> None:
    kept = read_period(typed, FRIDAY)
    assert kept is None or days_of(kept, FRIDAY)
