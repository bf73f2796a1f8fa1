"""Numbers are written one way and read in every spelling."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petition_desk.domain.numbering import (
    LETTER_WORDS,
    UNNUMBERED_KINDS,
    LetterNumberPattern,
    LocalNo,
    NumberPatternError,
    office_code,
    parse_local_no,
    same_numbers,
)
from petition_desk.domain.vocabulary import LETTER_LABELS

NUMBERS = st.builds(LocalNo, st.integers(1949, 2100), st.integers(1, 999_999))
FULL_WIDTH = str.maketrans("XFxf0123456789-", "ＸＦｘｆ０１２３４５６７８９－")


def test_a_local_number_is_written_with_four_digits_and_grows_beyond_them() -> None:
    assert str(LocalNo(2026, 1)) == "XF2026-0001"
    assert str(LocalNo(2026, 12_345)) == "XF2026-12345"


@pytest.mark.parametrize(
    "text",
    [
        "XF2026-0001",
        "xf2026-0001",
        "Xf2026-1",
        "2026-0001",
        "2026-1",
        "20260001",
        "xf20260001",
        "ＸＦ２０２６－０００１",
        " XF 2026 - 0001 ",
        "XF2026—0001",
        "XF2026–1",
        "XF2026－0001",
        "2026/1",
        "2026.1",
        "2026 0001",
        "XF2026_0001",
        "XF2026‑0001",
        "XF2026--1",
    ],
)
def test_a_local_number_is_read_in_any_spelling(text: str) -> None:
    assert parse_local_no(text) == LocalNo(2026, 1)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "XF",
        "2026",
        "XF2026-",
        "XF2026-0000",
        "XF1800-0001",
        "XF3026-1",
        "13812345678",
        "张三",
        "XF2026-1234567",
        "XF2026-0001a",
        "AB2026-0001",
        "2026-1-1",
    ],
)
def test_what_is_no_local_number_is_not_read_as_one(text: str) -> None:
    assert parse_local_no(text) is None


@given(number=NUMBERS)
def test_a_local_number_reads_back_from_its_own_and_from_sloppy_spellings(number: LocalNo) -> None:
    written = str(number)
    assert parse_local_no(written) == number
    assert parse_local_no(written.lower().translate(FULL_WIDTH)) == number
    assert parse_local_no(f" {number.year} {number.serial} ") == number
    assert parse_local_no(f"{number.year}{number.serial:04}") == number


@given(text=st.text(max_size=20))
def test_reading_a_number_never_fails(text: str) -> None:
    found = parse_local_no(text)
    assert found is None or parse_local_no(str(found)) == found


@given(one=NUMBERS, other=NUMBERS)
def test_local_numbers_stand_in_order_of_year_and_serial(one: LocalNo, other: LocalNo) -> None:
    assert (one < other) is ((one.year, one.serial) < (other.year, other.serial))


@pytest.mark.parametrize(("year", "serial"), [(1948, 1), (2101, 1), (2026, 0), (2026, -1)])
def test_a_number_that_cannot_be_is_refused(year: int, serial: int) -> None:
    with pytest.raises(ValueError, match="no local number"):
        LocalNo(year, serial)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("某某县公安局", "某公"),
        ("溧阳市公安局", "溧公"),
        ("江苏省溧阳市公安局", "溧公"),
        ("某某市公安局城关分局", "某公"),
        ("内蒙古自治区锡林郭勒盟某旗公安局", "某公"),
        (" 河东 县公安局", "河公"),
        ("公安局", "公安"),
        ("信访接待室", "信访"),
        ("", ""),
    ],
)
def test_an_office_has_its_code_from_its_name(name: str, code: str) -> None:
    assert office_code(name) == code


def test_a_letter_number_is_written_as_on_paper() -> None:
    pattern = LetterNumberPattern()
    number = pattern.render(office_code="某公", word=LETTER_WORDS["accept"], year=2026, serial=203)
    assert number == "某公信告〔2026〕203号"
    assert pattern.needs_office_code
    assert not LetterNumberPattern("信{字}〔{年}〕{n}号").needs_office_code


def test_every_letter_kind_has_a_word_of_its_own() -> None:
    assert LETTER_WORDS.keys() | UNNUMBERED_KINDS == LETTER_LABELS.keys()
    assert not LETTER_WORDS.keys() & UNNUMBERED_KINDS
    assert len(set(LETTER_WORDS.values())) == len(LETTER_WORDS)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("信{字}〔{年}〕号", "{n}"),
        ("信{字}{n}号", "{年}"),
        ("{年}{n}{n}", "{n}"),
        ("{年}{n}{月}", "{月}"),
        ("{年}{n}{", "花括号"),
        ("{年}{n}}", "花括号"),
        ("{年}{n:03}", "{n:03}"),
        ("{年}\n{n}", "换行"),
        ("{年}{n}" + "长" * 60, "60"),
        ("", "{年}"),
    ],
)
def test_a_pattern_that_cannot_make_numbers_is_refused(text: str, reason: str) -> None:
    with pytest.raises(NumberPatternError) as caught:
        LetterNumberPattern(text)
    assert reason in str(caught.value)
    assert caught.value.exit_code == 4


def test_a_letter_number_begins_at_one() -> None:
    with pytest.raises(ValueError, match="0"):
        LetterNumberPattern().render(office_code="某公", word="告", year=2026, serial=0)


PATTERNS = st.sampled_from(
    ["{机关代字}信{字}〔{年}〕{n}号", "{字}{n}{年}", "{n}-{年}{字}", "〔{年}〕{n}", "{年}{n}"]
)
LETTERS = st.tuples(st.integers(1949, 2100), st.integers(1, 99_999))


@given(text=PATTERNS, one=LETTERS, other=LETTERS)
def test_two_letters_of_one_kind_never_share_a_number(
    text: str, one: tuple[int, int], other: tuple[int, int]
) -> None:
    pattern = LetterNumberPattern(text)
    first, second = (
        pattern.render(office_code="某公", word="告", year=year, serial=serial)
        for year, serial in (one, other)
    )
    assert (first == second) is (one == other)


def test_patterns_that_would_number_two_kinds_alike_are_found() -> None:
    usual, own = LetterNumberPattern(), LetterNumberPattern("某公接〔{年}〕{n}号")
    assert same_numbers({"accept": usual, "notice": usual}, "某公") == ()
    assert same_numbers({"accept": own, "notice": own}, "某公") == (("accept", "notice"),)
    # The words of one pattern may be what the other writes for its 字.
    short = LetterNumberPattern("{机关代字}{字}〔{年}〕{n}号")
    assert same_numbers({"accept": own, "notice": short}, "某公") == (("accept", "notice"),)
