from __future__ import annotations

import pytest

from petition_desk.domain.conditions import Condition, Test
from petition_desk.domain.ledger import LedgerFilter
from petition_desk.domain.person_words import free_words, is_one_person, tells_number


@pytest.mark.parametrize("word", ["13900000001", "139 0000 0001", "0818-6212345", "找6212345的"])
def test_seven_digits_are_somebodys_number(word: str) -> None:
    assert tells_number(word)


@pytest.mark.parametrize(
    "word", ["夜市", "110", "2026年3月7日", "2026-03-07", "20260307", "3栋201"]
)
def test_days_amounts_and_short_numbers_are_nobodys(word: str) -> None:
    assert not tells_number(word)


def test_only_texts_that_are_written_freely_can_seek_a_person() -> None:
    conditions = (
        Condition("summary", Test.CONTAINS, (" 周大山 ",)),
        Condition("official_letter_no", Test.CONTAINS, ("G4509260000071",)),
        Condition("remark", Test.EMPTY),
        Condition("state", Test.ANY_OF, ("办理中",)),
    )
    assert free_words(LedgerFilter(conditions=conditions)) == ("周大山",)


@pytest.mark.parametrize(
    ("people", "is_one"),
    [
        ({("周大山", "")}, True),
        ({("周大山", ""), ("周大山", "1")}, True),
        ({("周大山", "1"), ("周大山", "2")}, False),
        ({("周大山", ""), ("李小河", "")}, False),
        ({("周大山", ""), ("", "")}, False),
        ({("", "")}, False),
        (set(), False),
    ],
)
def test_one_person_is_one_name_without_two_id_numbers(
    people: set[tuple[str, str]], is_one: bool
) -> None:
    assert is_one_person(people) is is_one
