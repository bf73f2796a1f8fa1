"""Candidates for the same matter: by equal facts alone, and never by a name alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petition_desk.domain.matching import (
    Ground,
    MatterKey,
    candidates,
    id_key,
    name_key,
    phone_key,
)

KNOWN = MatterKey(
    no="XF2026-0284",
    official_letter_no="G4509260000071",
    official_matter_no="SX26000071",
    name="刘某某",
    id_number="11010519491231002X",
    phones=("13812345678", "0774-1234567"),
    summary="询问东门市场电动车被盗案件进展",
    received_on=date(2026, 11, 18),
)


def probe(**facts: object) -> MatterKey:
    return replace(MatterKey(received_on=date(2026, 11, 20)), **facts)  # type: ignore[arg-type]


def test_the_same_name_with_a_similar_text_is_a_candidate_by_its_text() -> None:
    asked = probe(name="刘某某", summary="东门市场电动车被盗，案件一直没有进展")
    (found,) = candidates(asked, [KNOWN])
    assert found.ground is Ground.NAME_AND_TEXT
    assert found.same == ("姓名", "内容相近")
    assert "摘要" not in found.different


@pytest.mark.parametrize(
    "facts",
    [
        {"summary": "反映楼上邻居夜间装修噪音扰民"},
        {"summary": "电动车"},
        {"summary": "东门市场电动车被盗案件", "id_number": "110105194912310038"},
        {"name": "刘某", "summary": "东门市场电动车被盗案件进展"},
    ],
    ids=["another matter", "too short to say", "another person", "another name"],
)
def test_a_name_with_another_text_or_person_is_none(facts: dict[str, object]) -> None:
    assert candidates(probe(**{"name": "刘某某", **facts}), [KNOWN]) == ()


@pytest.mark.parametrize(
    ("facts", "ground"),
    [
        ({"official_letter_no": "g4509260000071 "}, Ground.SAME_PIECE),
        ({"name": "刘某某", "phones": ("13812345678",)}, Ground.NAME_AND_PHONE),
    ],
)
def test_a_surer_ground_comes_before_the_text(facts: dict[str, object], ground: Ground) -> None:
    asked = probe(summary=KNOWN.summary, **facts)
    (found,) = candidates(asked, [KNOWN])
    assert found.ground is ground


@pytest.mark.parametrize(
    ("facts", "ground"),
    [
        ({"official_letter_no": "g4509260000071 "}, Ground.SAME_PIECE),
        ({"official_matter_no": "SX26000071"}, Ground.SAME_OFFICIAL_MATTER),
        ({"name": "刘 某某", "id_number": "11010519491231002x"}, Ground.NAME_AND_ID),
        ({"name": "刘某某", "id_number": "110105491231002"}, Ground.NAME_AND_ID),
        ({"name": "刘某某", "phones": ("+86 138-1234-5678",)}, Ground.NAME_AND_PHONE),
        ({"name": "刘某某", "phones": ("", "(0774)1234567")}, Ground.NAME_AND_PHONE),
    ],
)
def test_equal_facts_make_a_candidate(facts: dict[str, object], ground: Ground) -> None:
    (found,) = candidates(probe(**facts), [KNOWN])
    assert (found.no, found.ground) == ("XF2026-0284", ground)


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"name": "刘某某"},
        {"id_number": "11010519491231002X"},
        {"phones": ("13812345678",)},
        {"name": "王某某", "id_number": "11010519491231002X", "phones": ("13812345678",)},
        {"name": "刘某某", "id_number": "110105194912310046", "phones": ("13912345678",)},
        {"name": "刘**", "id_number": "11010519491231002X"},
        {"name": "刘某某", "id_number": "110105********002X", "phones": ("138****5678",)},
        {"summary": "询问东门市场电动车被盗案件进展"},
    ],
)
def test_less_than_that_makes_none(facts: dict[str, object]) -> None:
    assert candidates(probe(**facts), [KNOWN]) == ()


def test_unknown_facts_are_never_equal() -> None:
    assert candidates(MatterKey(), [MatterKey(no="XF2026-0001")]) == ()
    masked = MatterKey(no="XF2026-0001", name="刘**", id_number="110105********002X")
    assert candidates(replace(masked, no=""), [masked]) == ()


def test_a_case_is_no_candidate_of_itself() -> None:
    assert candidates(KNOWN, [KNOWN]) == ()


def test_a_candidate_says_what_is_the_same_and_what_differs() -> None:
    (found,) = candidates(
        probe(
            name="刘某某", id_number="11010519491231002X", phones=("13912345678",), summary="别的事"
        ),
        [KNOWN],
    )
    assert found.same == ("姓名", "证件号码")
    assert found.different == ("电话", "摘要", "收到日期")
    assert found.sentence == "相同：姓名、证件号码　不同：电话、摘要、收到日期"


def test_a_candidate_in_which_nothing_differs_says_so() -> None:
    (found,) = candidates(replace(KNOWN, no=""), [KNOWN])
    assert found.different == ()
    assert found.sentence == (
        "相同：信访件编号、信访事项编号、姓名、证件号码、电话、摘要、收到日期"
    )


def test_the_surest_and_then_the_latest_come_first() -> None:
    by_phone = MatterKey(
        no="XF2026-0300", name="刘某某", phones=("13812345678",), received_on=date(2026, 11, 19)
    )
    older = replace(
        KNOWN,
        no="XF2026-0001",
        official_letter_no="",
        official_matter_no="",
        received_on=date(2026, 1, 5),
    )
    newer = replace(older, no="XF2026-0002", received_on=date(2026, 5, 5))
    undated = replace(older, no="XF2026-0003", received_on=None)
    found = candidates(replace(KNOWN, no=""), [by_phone, undated, older, KNOWN, newer])
    assert [candidate.no for candidate in found] == [
        "XF2026-0284",
        "XF2026-0002",
        "XF2026-0001",
        "XF2026-0003",
        "XF2026-0300",
    ]


@pytest.mark.parametrize(
    ("key", "spellings"),
    [
        (name_key, ["欧阳 杰", "欧阳杰", "欧阳\u3000杰"]),
        (name_key, ["买买提·吐尔逊", "买买提•吐尔逊"]),
        (name_key, ["John Smith", "JOHN SMITH", "ｊｏｈｎ smith"]),
        (id_key, ["11010519491231002X", "11010519491231002x", "110105491231002"]),
        (phone_key, ["13812345678", "+86 138 1234 5678", "(138)1234-5678"]),
    ],
)
def test_spellings_of_one_fact_have_one_key(key: object, spellings: list[str]) -> None:
    assert callable(key)
    assert len({key(text) for text in spellings}) == 1
    assert "" not in {key(text) for text in spellings}


@pytest.mark.parametrize("text", ["", " ", "刘**", "138****5678"])
def test_what_tells_nothing_has_no_key(text: str) -> None:
    assert name_key(text) == id_key(text) == phone_key(text) == ""


FACTS = st.builds(
    MatterKey,
    no=st.sampled_from(["", "XF2026-0001", "XF2026-0002", "XF2026-0003"]),
    official_letter_no=st.sampled_from(["", "G1", "G2"]),
    official_matter_no=st.sampled_from(["", "SX1"]),
    name=st.sampled_from(["", "张三", "李四", "张**"]),
    id_number=st.sampled_from(["", "11010519491231002X", "110105********002X"]),
    phones=st.lists(st.sampled_from(["13812345678", "0774-1234567"]), max_size=2).map(tuple),
    summary=st.sampled_from(["", "某事"]),
    received_on=st.sampled_from([None, date(2026, 1, 1), date(2026, 2, 1)]),
)


@given(one=FACTS, other=FACTS)
def test_being_a_candidate_is_mutual(one: MatterKey, other: MatterKey) -> None:
    assert [found.ground for found in candidates(one, [other])] == [
        found.ground for found in candidates(other, [one])
    ]


@given(one=FACTS, known=st.lists(FACTS, max_size=6))
def test_the_order_of_what_is_known_does_not_matter(one: MatterKey, known: list[MatterKey]) -> None:
    forwards = candidates(one, known)
    backwards = candidates(one, known[::-1])
    assert sorted(map(repr, forwards)) == sorted(map(repr, backwards))
    assert [found.ground for found in forwards] == [found.ground for found in backwards]
