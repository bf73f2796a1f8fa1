"""What is typed into the national system: order, codes, and what a visitor may see of it."""

from __future__ import annotations

import tomllib
from datetime import UTC, date, datetime

import pytest

from petition_desk.domain.case import Case, Demand, Petitioner
from petition_desk.domain.national_entry import (
    SOURCES,
    EntryFacts,
    NationalEntry,
    entries,
    parse_national_page,
)
from petition_desk.domain.rules import RuleFileError
from petition_desk.domain.vocabulary import MatterKind
from petition_desk.paths import resource

FILE = "national_entry.toml"
SHIPPED = parse_national_page(resource("exchange", FILE).read_text(encoding="utf-8"), FILE)
CASE = Case(
    local_no="XF2026-0001",
    received_on=date(2026, 3, 3),
    registered_at=datetime(2026, 3, 3, 1, tzinfo=UTC),
    petitioned_on=date(2026, 3, 2),
    matter_kind=MatterKind.CLAIM,
    category="申诉/事故认定申诉",
    content="张三不服认定，电话 13812345678",
    demands=(Demand(1, "撤销认定书"), Demand(2, "重新认定")),
    petitioners=(
        Petitioner(
            "张三",
            id_number="11010519491231002X",
            mobile="13812345678",
            address="某某县城关镇幸福路1号",
        ),
    ),
)


def filled(case: Case = CASE) -> dict[str, NationalEntry]:
    return {
        entry.title: entry for entry in entries(SHIPPED, EntryFacts(case, "城关派出所", "某局"))
    }


def test_the_fields_the_export_has_too_stand_in_its_order() -> None:
    text = resource("exchange", "official_export.toml").read_text(encoding="utf-8")
    exported = [column["header"] for column in tomllib.loads(text)["column"]]
    called = {"信访人姓名": "姓名", "信访目的": "信访目的(登记单位)"}
    titles = [called.get(field.title, field.title) for field in SHIPPED.fields]
    shared = [title for title in titles if title in exported]
    assert len(shared) == 15
    assert shared == sorted(shared, key=exported.index)


def test_the_sex_is_told_by_the_id_number_in_the_code_of_the_system() -> None:
    assert filled()["性别"].value == "0"
    assert SHIPPED.fields[1].codes == {"女": "0", "男": "1"}


@pytest.mark.parametrize("number", ["", "110105194912310021", "abc"])
def test_no_sex_is_made_up_where_the_number_is_missing_or_doubtful(number: str) -> None:
    case = Case(
        local_no="XF2026-0002",
        received_on=date(2026, 3, 3),
        registered_at=CASE.registered_at,
        petitioners=(Petitioner("李四", id_number=number),),
    )
    assert filled(case)["性别"] == NationalEntry("性别", "", "")


def test_words_become_the_words_of_that_page_and_days_its_form() -> None:
    found = filled()
    assert found["信访目的"].value == "求决"
    assert found["信访日期"].value == "2026-03-02"
    assert found["信访诉求"].value == "1. 撤销认定书；2. 重新认定"
    assert found["具体承办单位"].value == "城关派出所"
    assert found["登记单位"].value == "某局"


def test_a_visitor_sees_no_identity_and_the_value_is_whole() -> None:
    found = filled()
    assert (found["信访人姓名"].value, found["信访人姓名"].shown) == ("张三", "张**")
    assert found["身份证号"].value == "11010519491231002X"
    for entry in found.values():
        assert "张三" not in entry.shown, entry.title
        assert "13812345678" not in entry.shown, entry.title
        assert "11010519491231002X" not in entry.shown, entry.title
        assert "幸福路" not in entry.shown, entry.title
    assert found["身份证号"].is_identity
    assert not found["信访形式"].is_identity


def test_what_is_not_known_stays_empty() -> None:
    bare = Case("XF2026-0003", date(2026, 3, 3), CASE.registered_at, is_anonymous=True)
    found = filled(bare)
    for title in ("信访人姓名", "身份证号", "手机号码", "信访诉求", "问题发生日期", "信访目的"):
        assert found[title].value == "", title


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("", "TOML"),
        ('format = 2\ntitle = "页"\n', "format"),
        ('format = 1\ntitle = "页"\n', "field"),
        ('format = 1\ntitle = "页"\n[[field]]\ntitle = "姓名"\nfrom = "person.name"\n', "from"),
        (
            'format = 1\ntitle = "页"\n[[field]]\ntitle = "性别"\nfrom = "petitioner.sex"\n'
            'codes = "sex"\n',
            "codes",
        ),
        (
            'format = 1\ntitle = "页"\n[[field]]\ntitle = "性别"\nfrom = "petitioner.sex"\n'
            'codes = "sex"\n[codes.sex]\n"女" = 0\n',
            "codes.sex.女",
        ),
        (
            'format = 1\ntitle = "页"\n[[field]]\ntitle = "姓名"\nfrom = "petitioner.name"\n'
            "ordre = 1\n",
            "ordre",
        ),
    ],
)
def test_a_description_with_a_fault_is_refused_naming_file_and_key(text: str, named: str) -> None:
    with pytest.raises(RuleFileError) as caught:
        parse_national_page(text, "own.toml")
    assert "own.toml" in str(caught.value)
    assert named in str(caught.value)


def test_every_source_can_be_read_of_a_case_that_knows_nothing() -> None:
    bare = EntryFacts(Case("XF2026-0003", date(2026, 3, 3), CASE.registered_at))
    for name, (read, cover) in SOURCES.items():
        value = read(bare)
        assert value is None or isinstance(value, date | int | str), name
        assert isinstance(cover(str(value or ""), bare), str), name
