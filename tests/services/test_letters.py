"""Issuing letters: what is missing, the number, the kept bytes, the refusals."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date

import pytest

from petition_desk.domain.vocabulary import LETTER_LABELS
from petition_desk.errors import InputError, LawRefusalError, UnknownNameError
from petition_desk.services import casework, intake, letters
from petition_desk.services.casework import record_step
from petition_desk.services.desk import Desk
from petition_desk.services.letters import LetterLacksError
from tests.desks import registration

UNIT = {"unit": "户政科", "handler": "赵警官", "handler_phone": "0771-1112222"}


@pytest.fixture
def no(desk: Desk) -> str:
    registered = intake.register(desk, registration())
    record_step(desk, registered.local_no, "accepted", {"pathway": "31-6", **UNIT})
    return registered.local_no


def test_an_issued_letter_is_kept_byte_for_byte(desk: Desk, no: str) -> None:
    letter = letters.issue(desk, no, "accept")
    again = letters.kept(desk, no, letter.number)
    assert again.pdf == letter.pdf
    assert again.pdf.startswith(b"%PDF-")
    assert again.sha256 == hashlib.sha256(again.pdf).hexdigest()
    (head,) = casework.show(desk, no).letters
    assert (head.number, head.sha256) == (letter.number, letter.sha256)


def test_numbers_run_by_kind_and_year_without_a_gap(
    desk: Desk, no: str, reopen: Callable[..., Desk]
) -> None:
    numbers = [letters.issue(desk, no, "accept").number for _ in range(3)]
    assert numbers == [f"某公信告〔2026〕{n}号" for n in (1, 2, 3)]
    next_year = reopen(today=date(2027, 1, 4))
    assert letters.issue(next_year, no, "accept").number == "某公信告〔2027〕1号"


def test_the_page_shown_before_issuing_is_the_page_that_is_issued(desk: Desk, no: str) -> None:
    shown = letters.preview(desk, no, "accept")
    assert letters.issue(desk, no, "accept").pdf == shown


def test_looking_uses_up_no_number(desk: Desk, no: str) -> None:
    for _ in range(3):
        letters.preview(desk, no, "accept")
        assert letters.blanks(desk, no, "accept").number_preview == "某公信告〔2026〕1号"
    assert letters.issue(desk, no, "accept").number == "某公信告〔2026〕1号"


def test_every_missing_fact_is_named_and_nothing_is_used_up(desk: Desk) -> None:
    no = intake.register(desk, registration()).local_no
    record_step(desk, no, "accepted", {"pathway": "31-6", "unit": "户政科"})
    with pytest.raises(LetterLacksError, match=r"accepted\.handler") as caught:
        letters.issue(desk, no, "accept")
    assert {item.identifier for item in caught.value.lacks} >= {
        "accepted.handler", "accepted.handler_phone",
    }  # fmt: skip
    filled = {"accepted.handler": "赵警官", "accepted.handler_phone": "0771-1"}
    assert letters.issue(desk, no, "accept", filled).number.endswith("1号")


def test_a_page_with_gaps_can_be_looked_at(desk: Desk) -> None:
    no = intake.register(desk, registration()).local_no
    assert letters.preview(desk, no, "opinion").startswith(b"%PDF-")


def test_a_letter_the_law_does_not_allow_yet_is_refused(desk: Desk) -> None:
    no = intake.register(desk, registration()).local_no
    refusal = letters.blanks(desk, no, "opinion").refusal
    assert refusal is not None
    with pytest.raises(LawRefusalError, match="第三十四条"):
        letters.issue(desk, no, "opinion")


def test_a_summary_with_markup_prints_as_it_was_typed(desk: Desk) -> None:
    no = intake.register(desk, registration(summary="<b>反映</b> & <i>")).local_no
    record_step(desk, no, "accepted", {"pathway": "31-6", **UNIT})
    assert letters.issue(desk, no, "accept").page_count >= 1


def test_a_name_with_a_mark_that_turns_writing_is_cleaned_before_it_can_print(desk: Desk) -> None:
    no = intake.register(desk, registration(petitioners=[{"name": "王\u202e五"}])).local_no
    assert casework.show(desk, no).case.petitioners[0].name == "王五"


def test_the_office_may_choose_how_numbers_read(desk: Desk, no: str) -> None:
    with desk.begin() as work:
        work.settings.set("letters.number_pattern", "{机关代字}访{字}〔{年}〕{n}号")
        work.settings.set("office.code", "某县公")
        work.commit()
    assert letters.issue(desk, no, "accept").number == "某县公访告〔2026〕1号"


def test_the_opinion_needs_the_reviewing_body(desk: Desk, no: str) -> None:
    with desk.begin() as work:
        work.settings.set("office.review_body.name", "")
        work.commit()
    lacks = {item.identifier for item in letters.blanks(desk, no, "opinion").lacks}
    assert any(key.startswith("office.review_body") for key in lacks)


def test_unknown_kinds_and_letters_are_usage_faults(desk: Desk, no: str) -> None:
    with pytest.raises(UnknownNameError):
        letters.issue(desk, no, "poem")
    with pytest.raises(UnknownNameError):
        letters.kept(desk, no, "某公信告〔2026〕99号")


def test_service_before_issue_is_refused(desk: Desk, no: str, reopen: Callable[..., Desk]) -> None:
    later = reopen(today=date(2026, 11, 24))
    letter = letters.issue(later, no, "accept")
    with pytest.raises(InputError, match="早于文书出具"):
        letters.handed_over(later, no, letter.number, on=date(2026, 11, 23))
    with pytest.raises(InputError, match="在今天之后"):
        letters.handed_over(later, no, letter.number, on=date(2026, 11, 25))


@pytest.mark.parametrize("kind", ["accept", "extend", "opinion", "receipt", "service"])
def test_a_letter_to_the_petitioner_never_carries_the_id_number(
    desk: Desk, no: str, kind: str
) -> None:
    blanks = letters.blanks(desk, no, kind)
    values = [item.value for item in (*blanks.has, *blanks.lacks, *blanks.optional)]
    assert blanks.label == LETTER_LABELS[kind]
    assert all("11010519491231002" not in value for value in values)


def test_a_blank_that_no_letter_has_is_named(desk: Desk, no: str) -> None:
    for act in (letters.blanks, letters.preview, letters.issue):
        with pytest.raises(InputError, match=r"accepted\.handlr"):
            act(desk, no, "accept", {"accepted.handlr": "赵警官"})
