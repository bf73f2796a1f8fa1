from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from petition_desk.domain.case import CaseId, Petitioner
from petition_desk.domain.vocabulary import MatterKind
from petition_desk.storage.spelling import cut, name_order, query_of, sounds
from petition_desk.storage.unit_of_work import Database
from tests.storage.desks import AT
from tests.storage.samples import FULL, committed, simple, step


@pytest.mark.parametrize(
    ("written", "tokens"),
    [
        ("张三丰", "张三 三丰"),
        ("张", "张"),
        ("13812345678", "13 38 81 12 23 34 45 56 67 78"),
        ("XF2026-0001", "xf 20 02 26 00 00 01"),
        ("A4纸，两张。", "a 4 纸 两张"),
        ("１３８ＡＢ", "13 38 ab"),
        ("㛃䶮𬱖", "㛃䶮 䶮𬱖"),
        ("", ""),
        ("，。！", ""),
    ],
)
def test_texts_are_cut_into_pairs_numbers_too_and_words(written: str, tokens: str) -> None:
    assert cut(written) == tokens


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("张三", '"张三"'),
        ("张", '"张" *'),
        ("zhangs", '"zhangs" *'),
        ("张三  5678", '"张三" AND "56 67 78"'),
        ('" OR 1', '"or" * AND "1" *'),
        ("  ", ""),
        ("“", ""),
    ],
)
def test_what_is_typed_becomes_phrases_that_must_all_be_found(typed: str, query: str) -> None:
    assert query_of(typed) == query


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("单晓彤", {"shanxiaotong", "danxiaotong", "chanxiaotong", "sxt", "dxt", "xt"}),
        ("曾文", {"zengwen", "cengwen", "zw", "cw", "wen"}),
        ("仇敏", {"qiumin", "choumin", "qm", "cm"}),
        ("欧阳修", {"ouyangxiu", "oyx", "yangxiu"}),
        ("吕布", {"lvbu", "lb"}),
        ("㛃䶮", {"jieyan", "jy"}),
    ],
)
def test_a_name_sounds_in_every_reading_from_every_syllable(name: str, expected: set[str]) -> None:
    assert expected <= set(sounds([name]).split())


def test_a_long_organisation_does_not_flood_the_index() -> None:
    assert len(sounds(["某某县物业管理有限责任公司"]).split()) < 40


def test_names_are_ordered_by_the_sound_of_their_surname() -> None:
    names = ["张三", "单晓彤", "曾文", "阿卜杜拉", "仇敏", "John"]
    assert sorted(names, key=name_order) == [
        "John", "阿卜杜拉", "仇敏", "单晓彤", "曾文", "张三"
    ]  # fmt: skip


@pytest.fixture
def full_id(database: Database) -> CaseId:
    with committed(database) as work:
        work.cases.add_many([(simple(number), ()) for number in range(2, 30)])
        return work.cases.add(FULL, [step("issued", kind="accept", number="某公信告〔2026〕203号")])


@pytest.mark.parametrize(
    "typed",
    [
        "单晓彤", "晓彤", "彤", "单晓 5678", "shanxiao", "danx", "sxt", "xiaotong",
        "zengwen", "李律师", "5678", "81234", "1234567", "19491231", "g45092600", "SX2600",
        "XF2026-0001", "XF20260001", "事故责任", "责任划分", "撤销认定书", "东门街道", "203号",
        "信转", "A123", "Q-77",
    ],
)  # fmt: skip
def test_a_case_is_found_by_any_part_of_what_is_known_of_it(
    database: Database, full_id: CaseId, typed: str
) -> None:
    with database.begin("王警官", AT, read_only=True) as work:
        assert full_id in work.search.matching(typed, 50)


@pytest.mark.parametrize("typed", ["单晓丽", "晓彤单", "5679", "认事", "某民警", '"', "*", "NOT"])
def test_what_nobody_wrote_finds_nothing(database: Database, full_id: CaseId, typed: str) -> None:
    with database.begin("王警官", AT, read_only=True) as work:
        assert full_id not in work.search.matching(typed, 50)


def test_the_latest_cases_come_first_and_no_more_than_asked_for(database: Database) -> None:
    with committed(database) as work:
        ids = work.cases.add_many([(simple(number), ()) for number in range(1, 9)])
        assert work.search.matching("张三", 3) == [ids[7], ids[6], ids[5]]


def test_a_change_is_found_and_what_it_replaced_is_not(database: Database) -> None:
    with committed(database) as work:
        case_id = work.cases.add(simple(1))
    with committed(database) as work:
        work.cases.update(replace(simple(1), id=case_id, petitioners=(Petitioner("欧阳娜"),)))
        assert work.search.matching("张三", 5) == []
        assert work.search.matching("欧阳", 5) == [case_id]
        assert work.search.matching("oyn", 5) == [case_id]


def test_what_was_rolled_back_is_not_found(database: Database) -> None:
    with database.begin("王警官", AT) as work:
        work.cases.add(simple(1))
    with database.begin("王警官", AT, read_only=True) as work:
        assert work.search.matching("张三", 5) == []


def test_a_sealed_case_is_not_found_without_the_right(database: Database) -> None:
    with committed(database) as work:
        case_id = work.cases.add(simple(1, matter_kind=MatterKind.ACCUSATION))
        assert work.search.matching("张三", 5) == []
        assert work.search.matching("张三", 5, may_see_sealed=True) == [case_id]


def test_the_index_is_whole_after_changes(database: Database) -> None:
    with committed(database) as work:
        ids = work.cases.add_many([(simple(number), ()) for number in range(1, 50)])
        for number, case_id in enumerate(ids[:20], 1):
            work.cases.update(replace(simple(number), id=case_id, summary="换了一个摘要"))
    with committed(database) as work:
        work.search._connection.execute(
            text("INSERT INTO search (search) VALUES ('integrity-check')")
        )
        assert len(work.search.matching("换了", 100)) == 20


@given(st.text())
def test_nothing_typed_can_break_the_query(typed: str) -> None:
    assert query_of(typed).count('"') % 2 == 0
