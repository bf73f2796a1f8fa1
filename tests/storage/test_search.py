from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from petition_desk.domain.case import CaseId, Petitioner
from petition_desk.domain.ledger import LedgerFilter, LedgerSort
from petition_desk.domain.vocabulary import MatterKind
from petition_desk.storage.search import begun_numbers
from petition_desk.storage.spelling import cut, name_order, query_of, sounds
from petition_desk.storage.unit_of_work import Database
from tests.storage.desks import AT
from tests.storage.samples import FULL, committed, simple, step


@pytest.mark.parametrize(
    ("written", "tokens"),
    [
        ("张三丰", "张三 三丰"),
        ("张", "张"),
        ("13812345678", "1 13 138 1381 3812 8123 1234 2345 3456 4567 5678 678 78 8"),
        ("XF2026-0001", "xf 2 20 202 2026 026 26 6 0 00 000 0001 001 01 1"),
        ("A4纸，两张。", "a 4 纸 两张"),
        ("１３８ＡＢ", "1 13 138 38 8 ab"),
        ("㛃䶮𬱖", "㛃䶮 䶮𬱖"),
        ("", ""),
        ("，。！", ""),
    ],
)
def test_texts_are_cut_into_pairs_numbers_into_fours_and_words(written: str, tokens: str) -> None:
    assert cut(written) == tokens


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("张三", '{names numbers matter} : "张三"'),
        ("张", 'shorts : "张"'),
        ("zhangs", 'shorts : "zhangs"'),
        ("zhangsan", '{names numbers matter} : "zhangsan" *'),
        ("56", 'shorts : "56"'),
        ("567", '{names numbers matter} : "567" *'),
        ("张三  5678", '{names numbers matter} : "张三" AND {names numbers matter} : "5678"'),
        ("A-12", '{names numbers matter} : "a 1 12"'),
        ("12号楼", '{names numbers matter} : "12 2 号楼"'),
        ("A路12号", '{names numbers matter} : "a 路 1 12 2"'),
        ('" OR 1', 'shorts : "or" AND {names numbers matter} : "1"'),
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
        "信转", "A123", "Q-77", "13", "381", "194912", "xf2026-0", "XF2026", "2026-1",
        "２０２６—0001",
        "sx", "sh", "shan", "事故 1949 sxt",
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


@pytest.mark.parametrize(
    ("part", "ranges"),
    [
        ("XF2026", ((2026_000001, 2026_999999),)),
        ("xf2026-", ((2026_000001, 2026_999999),)),
        ("XF2026-01", ((2026_000100, 2026_000199),)),
        ("XF2026-12", ((2026_001200, 2026_001299), (2026_012000, 2026_012999),
                       (2026_120000, 2026_129999))),
        ("2026", ()),
        ("XF26", ()),
    ],
)  # fmt: skip
def test_a_begun_number_stands_for_all_that_begin_like_it(
    part: str, ranges: tuple[tuple[int, int], ...]
) -> None:
    assert begun_numbers(part) == ranges


def test_a_number_that_is_also_a_day_of_birth_finds_both(database: Database) -> None:
    born = Petitioner("张三", id_number="450926202600011235")
    with committed(database) as work:
        first, other = work.cases.add_many([(simple(1), ()), (simple(2, petitioners=(born,)), ())])
        assert work.search.matching("20260001", 5) == [first, other]
        wanted = LedgerFilter(text="20260001", may_see_sealed=True)
        assert set(work.ledger.matching_ids(wanted, LedgerSort())) == {first, other}


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
