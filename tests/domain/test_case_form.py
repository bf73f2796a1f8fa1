"""The registration form: what is required, what only warns, what is named."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petition_desk.domain.case_form import CaseForm, read_case_form
from petition_desk.domain.case_sheet import case_as_form
from petition_desk.domain.vocabulary import Channel, MatterKind, Pathway

TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 2, tzinfo=UTC)
LEAST: dict[str, Any] = {
    "channel": "来访",
    "source": "本局直接",
    "received_on": "2026-11-20",
    "summary": "反映出警慢",
}
FULL: dict[str, Any] = {
    **LEAST,
    "petitioned_on": "2026-11-20",
    "people_count": 2,
    "matter_kind": "申诉求决",
    "category": "申诉类",
    "content": "第一行\n第二行",
    "demands": [
        "撤销认定书",
        {
            "text": "重新认定",
            "pathway": "31-1",
            "challenged_document": {
                "name": "道路交通事故认定书", "number": "第1号", "served_on": "2026-11-18",
            },
        },
    ],
    "petitioners": [
        {
            "name": "张三", "id_number": "11010519491231002x", "mobile": "13812345678",
            "address": "某某县城关镇1号", "main": True,
        }
    ],
    "representatives": ["张三"],
    "joint": True,
    "visit": {"arrived_at": "2026-11-20T09:30:00+08:00", "room": "接访1号室"},
}  # fmt: skip


def read(raw: dict[str, Any]) -> CaseForm:
    return read_case_form(raw, TODAY, NOW)


def faults(raw: dict[str, Any]) -> dict[str, str]:
    return {fault.field: fault.reason for fault in read(raw).faults}


def warnings(raw: dict[str, Any]) -> dict[str, str]:
    return {warning.field: warning.reason for warning in read(raw).warnings}


def test_only_what_the_law_needs_is_required() -> None:
    form = read(LEAST)
    assert form.faults == []
    assert form.warnings == []
    assert form.case.people_count == 1
    assert form.case.channel is Channel.VISIT


@pytest.mark.parametrize("key", ["channel", "source", "received_on", "summary"])
def test_each_required_fact_is_named_when_it_lacks(key: str) -> None:
    assert list(faults({k: v for k, v in LEAST.items() if k != key})) == [key]


def test_a_full_form_becomes_the_facts_of_a_case() -> None:
    form = read(FULL)
    assert form.faults == []
    case = form.case
    assert case.matter_kind is MatterKind.CLAIM
    assert [demand.pathway for demand in case.demands] == [None, Pathway.PROCEDURE]
    paper = case.demands[1].challenged_document
    assert paper is not None
    assert paper.served_on == date(2026, 11, 18)
    person = case.main_petitioner
    assert person is not None
    assert person.id_number == "11010519491231002X"
    assert case.visit is not None
    assert case.visit.arrived_at == datetime(2026, 11, 20, 1, 30, tzinfo=UTC)


def test_the_facts_written_back_as_a_form_give_the_same_facts() -> None:
    case = read(FULL).case
    assert read(case_as_form(case)).case == case


@pytest.mark.parametrize("count", [0, -1, "若干", 1.5, None, True, ""])
def test_a_people_count_that_is_none_is_named(count: object) -> None:
    assert "people_count" in faults({**LEAST, "people_count": count})


@pytest.mark.parametrize("count", [3, "3", "3人"])
def test_a_people_count_may_be_spelt_as_people_do(count: object) -> None:
    assert read({**LEAST, "people_count": count}).case.people_count == 3


def test_a_wrong_id_number_warns_and_never_blocks() -> None:
    raw = {**LEAST, "petitioners": [{"name": "张三", "id_number": "110105194912310021"}]}
    assert faults(raw) == {}
    assert "petitioners.0.id_number" in warnings(raw)


def test_a_telephone_of_ten_digits_warns_with_the_count() -> None:
    raw = {**LEAST, "petitioners": [{"name": "张三", "mobile": "1385566213"}]}
    assert faults(raw) == {}
    assert warnings(raw) == {"petitioners.0.mobile": "手机号应为 11 位，现为 10 位"}


def test_a_day_after_today_is_a_fault() -> None:
    assert "2026-11-21 在今天之后" in faults({**LEAST, "received_on": "2026-11-21"})["received_on"]


@pytest.mark.parametrize("text", ["昨天", "2026-02-30", "2026-13-01"])
def test_what_is_no_date_is_a_fault_at_its_field(text: str) -> None:
    assert "不是日期" in faults({**LEAST, "received_on": text})["received_on"]


@pytest.mark.parametrize(
    "key", ["received_on", "petitioned_on", "postmark_on", "incoming_on", "report_back_on"]
)
@pytest.mark.parametrize("text", ["1948-12-31", "2101-01-01"])
def test_a_day_before_1949_or_after_2100_is_a_fault_at_its_field(key: str, text: str) -> None:
    assert faults({**LEAST, key: text})[key] == f"“{text}”不在 1949 年至 2100 年之间"


def test_a_reporting_day_before_the_receipt_is_a_fault_at_its_field() -> None:
    raw = {**LEAST, "must_report_back": True, "report_back_on": "2022-05-01"}
    assert "早于收到日期" in faults(raw)["report_back_on"]


@pytest.mark.parametrize("text", ["2026-3-2", "2026.03.02", "20260302", "2026年3月2日"])
def test_a_date_may_be_spelt_as_people_do(text: str) -> None:
    assert read({**LEAST, "received_on": text}).case.received_on == date(2026, 3, 2)


@pytest.mark.parametrize("key", ["异常动态", "is_sealed", "stability", "local_no"])
def test_a_key_that_the_program_does_not_record_is_refused(key: str) -> None:
    assert faults({**LEAST, key: "x"}) == {key: "不认识的项目"}


def test_more_than_five_representatives_of_a_visit_warn_with_the_article() -> None:
    raw = {**LEAST, "representatives": [f"代表{n}" for n in range(6)]}
    assert "第二十条第三款" in warnings(raw)["representatives"]
    assert "representatives" not in warnings({**raw, "channel": "来信"})


def test_a_summary_of_more_than_a_hundred_characters_is_a_fault() -> None:
    assert faults({**LEAST, "summary": "字" * 100}) == {}
    assert "现为 101 字" in faults({**LEAST, "summary": "字" * 101})["summary"]


def test_marks_that_turn_the_direction_of_writing_are_taken_out_and_said() -> None:
    raw = {**LEAST, "summary": "反映\u202e出警\x07慢"}
    assert read(raw).case.summary == "反映出警慢"
    assert "summary" in warnings(raw)


def test_markup_in_a_text_stays_as_it_was_typed() -> None:
    assert read({**LEAST, "summary": "<b>反映</b> & 出警"}).case.summary == "<b>反映</b> & 出警"


def test_an_accusation_among_other_demands_asks_for_a_case_of_its_own() -> None:
    raw = {**LEAST, "demands": [{"text": "追责", "pathway": "30"}, "道歉"]}
    assert "保密件" in warnings(raw)["demands"]
    assert read(raw).case.is_sealed


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from([*FULL, "urgent", "x"]), json_values, max_size=8))
def test_no_form_however_odd_makes_it_raise(raw: dict[str, Any]) -> None:
    form = read(raw)
    assert form.faults or all(raw.get(key) for key in LEAST)
