from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from petition_desk.domain.case import CaseId
from petition_desk.domain.kept_letters import LetterId
from petition_desk.errors import UnknownNameError
from petition_desk.storage.errors import DamagedLetterError
from petition_desk.storage.unit_of_work import Database
from tests.storage.desks import AT
from tests.storage.samples import committed, letter, simple


@pytest.fixture
def case_id(database: Database) -> CaseId:
    with committed(database) as work:
        return work.cases.add(simple(1))


def test_a_letter_comes_back_byte_for_byte(database: Database, case_id: CaseId) -> None:
    kept = letter(case_id, pdf=bytes(range(256)) * 300)
    with committed(database) as work:
        letter_id = work.letters.add(kept)
    with database.begin("王警官", AT, read_only=True) as work:
        assert work.letters.get(letter_id) == replace(kept, id=letter_id)


def test_numbers_run_without_a_gap_for_each_word_and_year(database: Database) -> None:
    with committed(database) as work:
        assert [work.letters.next_number("告", 2026) for _ in range(3)] == [1, 2, 3]
        assert work.letters.next_number("意", 2026) == 1
        assert work.letters.next_number("告", 2027) == 1
        assert work.letters.peek_number("告", 2026) == 4
    with database.begin("王警官", AT) as work:
        assert work.letters.next_number("告", 2026) == 4
    with committed(database) as work:
        assert work.letters.next_number("告", 2026) == 4


def test_a_letter_whose_hash_is_not_that_of_its_bytes_is_refused(
    database: Database, case_id: CaseId
) -> None:
    with committed(database) as work, pytest.raises(ValueError, match="hash"):
        work.letters.add(replace(letter(case_id), sha256="0" * 64))


def test_two_letters_cannot_have_one_number(database: Database, case_id: CaseId) -> None:
    with committed(database) as work:
        work.letters.add(letter(case_id))
        with pytest.raises(IntegrityError):
            work.letters.add(letter(case_id, kind="notice"))


def test_forms_without_a_number_stand_beside_each_other(
    database: Database, case_id: CaseId
) -> None:
    form = letter(case_id, kind="service", number="", serial=0)
    with committed(database) as work:
        work.letters.add(form)
        work.letters.add(form)
        heads = work.letters.of_case(case_id)
    assert [(head.number, head.serial) for head in heads] == [("", 0), ("", 0)]


def test_a_letter_is_found_by_number_and_the_latest_by_kind_or_chinese_name(
    database: Database, case_id: CaseId
) -> None:
    with committed(database) as work:
        first = work.letters.add(letter(case_id))
        second = work.letters.add(letter(case_id, number="某公信告〔2026〕2号", serial=2))
        other = work.cases.add(simple(2))
        for name, expected in (
            ("某公信告〔2026〕1号", first),
            ("accept", second),
            ("受理告知书", second),
        ):
            found = work.letters.find(case_id, name)
            assert found is not None
            assert found.id == expected
        assert work.letters.find(case_id, "opinion") is None
        assert work.letters.find(other, "accept") is None
        assert work.letters.find(other, "某公信告〔2026〕1号") is None


def test_a_void_letter_keeps_number_and_bytes_and_is_not_found_by_kind(
    database: Database, case_id: CaseId
) -> None:
    with committed(database) as work:
        letter_id = work.letters.add(letter(case_id))
        work.letters.void(letter_id, "打印错误")
        kept = work.letters.get(letter_id)
        assert (kept.is_void, kept.void_reason, kept.number) == (
            True, "打印错误", "某公信告〔2026〕1号"
        )  # fmt: skip
        assert kept.pdf == b"%PDF-1.4 letter"
        assert work.letters.find(case_id, "accept") is None
        assert work.letters.find(case_id, "某公信告〔2026〕1号") == kept


def test_issuing_and_voiding_are_journalled(database: Database, case_id: CaseId) -> None:
    with committed(database) as work:
        letter_id = work.letters.add(letter(case_id))
        work.letters.void(letter_id, "打印错误")
    with database.begin("王警官", AT, read_only=True) as work:
        issued, voided = work.journal.entries(subject="XF2026-0001")[-2:]
    assert (issued.action, voided.action) == ("letter.issued", "letter.voided")
    assert issued.after is not None
    assert issued.after["sha256"] == letter(case_id).sha256
    assert voided.after == {"number": "某公信告〔2026〕1号", "is_void": True, "reason": "打印错误"}


def test_a_letter_is_known_by_the_hash_of_its_bytes(database: Database, case_id: CaseId) -> None:
    with committed(database) as work:
        letter_id = work.letters.add(letter(case_id))
        (head,) = work.letters.by_sha256(letter(case_id).sha256.upper())
        assert work.letters.by_sha256("0" * 64) == []
    assert head.id == letter_id


def test_bytes_that_were_changed_are_never_handed_out(database: Database, case_id: CaseId) -> None:
    with committed(database) as work:
        letter_id = work.letters.add(letter(case_id))
        work.letters._connection.execute(text("UPDATE letter_files SET pdf = x'00'"))
        with pytest.raises(DamagedLetterError, match="不一致"):
            work.letters.get(letter_id)
        with pytest.raises(DamagedLetterError):
            work.letters.find(case_id, "accept")


def test_an_unknown_letter_is_told(database: Database) -> None:
    with database.begin("王警官", AT) as work:
        with pytest.raises(UnknownNameError):
            work.letters.get(LetterId(9))
        with pytest.raises(UnknownNameError):
            work.letters.void(LetterId(9), "x")
