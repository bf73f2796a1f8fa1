"""Steps: their fields, their lines, their order."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from petition_desk.domain.corrections import correction_of
from petition_desk.domain.step_fields import FieldType, parse_date
from petition_desk.domain.step_kinds import STEP_KINDS, StepKind
from petition_desk.domain.steps import (
    Step,
    in_order,
    known_kind,
    parse_values,
    restored_values,
    stored_values,
)
from petition_desk.domain.vocabulary import Pathway
from petition_desk.errors import InputError, UnknownNameError

ON = date(2026, 3, 2)
AT = datetime(2026, 3, 2, 2, tzinfo=UTC)

DESIGNED = {
    "screened": "demand pathway reasons",
    "accepted": "pathway unit handler handler_phone",
    "not-accepted": "ground body",
    "no-longer-accepted": "recheck_no",
    "notified": "letter way",
    "dispatched": "unit notify_by feedback_on",
    "transferred": "to phone",
    "assigned": "to report_back_on",
    "signed-for": "by",
    "objection": "reasons",
    "objection-answered": "result",
    "returned": "reasons",
    "handed-over": "unit receipt_no",
    "feedback": "result",
    "urged": "way to",
    "lead": "leader post",
    "joint-review": "forum members opinion",
    "hearing": "until",
    "mediated": "way result",
    "aid": "kind",
    "supplement-asked": "what",
    "inquiry": "way answer",
    "extended": "days reason approver number",
    "issued": "kind number result redo_by",
    "served": "letter way result receiver relation waybill witness",
    "review-requested": "",
    "recheck-requested": "",
    "carried-out": "what",
    "withdrawn": "",
    "closed": "how",
    "follow-up": "way satisfaction",
    "suggestion": "kind to adopted",
    "reported": "to",
    "reopened": "reason",
    "archived": "archive_no",
    "entered-nationally": "number",
    "corrected": "field value reason",
    "voided": "reason",
}


@pytest.mark.parametrize("kind_id", DESIGNED)
def test_every_kind_takes_the_keys_of_the_design(kind_id: str) -> None:
    kind = known_kind(kind_id)
    assert set(DESIGNED[kind_id].split()) <= {item.key for item in kind.fields}


def sample(kind: StepKind) -> dict[str, str]:
    by_type = {
        FieldType.DATE: "2026-03-09",
        FieldType.NUMBER: "10",
        FieldType.DEMAND: "1",
        FieldType.PATHWAY: "31-6",
        FieldType.LETTER: "accept",
    }
    return {
        item.key: item.choices[0][0] if item.choices else by_type.get(item.type, "某词")
        for item in kind.fields
    }


@pytest.mark.parametrize("kind", STEP_KINDS, ids=lambda kind: kind.id)
def test_a_step_comes_back_from_storage_as_it_was(kind: StepKind) -> None:
    values = parse_values(kind, sample(kind))
    assert restored_values(kind.id, stored_values(values)) == values


@pytest.mark.parametrize("kind", STEP_KINDS, ids=lambda kind: kind.id)
def test_every_line_reads_without_a_gap(kind: StepKind) -> None:
    full = Step(kind.id, ON, AT, values=parse_values(kind, sample(kind))).headline
    required = {item.key for item in kind.fields if item.is_required}
    least = {key: value for key, value in sample(kind).items() if key in required}
    short = Step(kind.id, ON, AT, values=parse_values(kind, least)).headline
    for line in (full, short):
        assert line.strip() == line
        assert line
        assert not set("{}〈〉") & set(line)
        assert not line.endswith(("，", "：", "、"))


def test_an_unknown_kind_names_those_there_are() -> None:
    with pytest.raises(UnknownNameError, match="accepted"):
        known_kind("accept")


def test_every_fault_of_a_step_is_named_at_once() -> None:
    with pytest.raises(InputError) as caught:
        parse_values(known_kind("extended"), {"days": "许多", "colour": "红"})
    assert [fault.field for fault in caught.value.faults] == [
        "colour", "延长日数", "延长理由", "批准人",
    ]  # fmt: skip


def test_a_choice_may_be_given_by_its_label() -> None:
    values = parse_values(known_kind("not-accepted"), {"ground": "不属公安机关职权"})
    assert values == {"ground": "not-ours"}


def test_a_pathway_is_typed() -> None:
    assert parse_values(known_kind("screened"), {"pathway": "31-4"}) == {
        "pathway": Pathway.ADMINISTRATIVE
    }


def test_steps_stand_by_their_day_whenever_they_were_recorded() -> None:
    early = Step("urged", date(2026, 3, 2), datetime(2026, 3, 20, tzinfo=UTC))
    late = Step("feedback", date(2026, 3, 10), datetime(2026, 3, 10, tzinfo=UTC))
    assert in_order([late, early]) == (early, late)
    assert in_order([late, early], until=date(2026, 3, 9)) == (early,)


@pytest.mark.parametrize(("recorded", "is_late"), [(5, False), (6, True)])
def test_what_is_entered_more_than_three_days_later_is_marked(recorded: int, is_late: bool) -> None:
    step = Step("urged", date(2026, 3, 2), datetime(2026, 3, recorded, 2, tzinfo=UTC))
    assert step.is_late_entry is is_late


def test_the_day_of_recording_is_that_of_the_desk_not_of_utc() -> None:
    # 17:00 UTC on the 5th is already the 6th at the desk.
    step = Step("urged", date(2026, 3, 2), datetime(2026, 3, 5, 17, tzinfo=UTC))
    assert step.is_late_entry


def test_a_correction_names_what_can_be_corrected() -> None:
    assert correction_of("收到日期", "2026-03-01")[0].key == "received_on"
    with pytest.raises(InputError, match="收到日期"):
        correction_of("summary", "x")
    with pytest.raises(InputError, match="人数"):
        correction_of("people_count", "若干")
    with pytest.raises(InputError, match="收到日期：“1900-02-05”不在 1949 年至 2100 年之间"):
        correction_of("received_on", "1900-02-05")
    with pytest.raises(InputError, match="是、否"):
        correction_of("is_urgent", "也许")


@pytest.mark.parametrize("field", ["received_on", "收到日期"])
def test_a_correction_reads_in_plain_chinese_however_its_fact_was_named(field: str) -> None:
    raw = {"field": field, "value": "2026-03-01", "reason": "看错日期"}
    values = parse_values(known_kind("corrected"), raw)
    step = Step("corrected", date(2026, 3, 2), datetime(2026, 3, 2, 2, tzinfo=UTC), values=values)
    assert step.headline == "更正收到日期为 2026-03-01：看错日期"


@pytest.mark.parametrize("text", ["1948-12-31", "2101-01-01", "2026-2-30", "x", ""])
def test_a_date_beyond_what_can_be_is_none(text: str) -> None:
    assert parse_date(text) is None
