"""Hearing, agreement, review, suggestion, reception, label, card: when, and what they move."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from petition_desk.domain.vocabulary import ClockState
from petition_desk.errors import InputError, LawRefusalError
from petition_desk.services import casework, letters
from petition_desk.services.casework import record_step
from petition_desk.services.desk import Desk
from tests import desks
from tests.desks import TODAY

from .letter_cases import OPINION, UNIT, clock_state, kinds_of_steps, offered, registered

LOWER = {"original_office": "某某县森林公安局"}
HEARING = {
    "hearing.scheduled_on": (TODAY + timedelta(days=5)).isoformat(),
    "hearing.scheduled_at": "9时30分",
    "hearing.place": "三楼会议室",
    "hearing.presider": "周主任",
    "hearing.topic": "用字不一致的原因",
}
AGREED = {
    "mediated.way": "调解",
    "mediated.other_party": "户政科",
    "mediated.facts": "用字不一致",
    "mediated.terms": "乙方更正登记",
    "mediated.performance": "五日内",
}
SUGGESTED = {
    "suggestion.to": "户政科",
    "suggestion.kind": "改进工作",
    "suggestion.problem": "更正登记没有一次性告知所需材料",
    "suggestion.proposal": "制作清单",
    "suggestion.reply_by": (TODAY + timedelta(days=30)).isoformat(),
}
RECEIVED = {
    "reception.leader": "孙局长",
    "reception.post": "局长",
    "reception.on": TODAY.isoformat(),
    "reception.place": "第一接待室",
}


def reviewed(kind: str, outcome: str, **more: str) -> dict[str, str]:
    facts = {
        "original_office": "某某县森林公安局",
        "original_number": "某森公信意〔2026〕3号",
        "original_on": "2026-10-08",
        "claims": "请求改变处理意见",
        "found": "情况属实",
        "outcome": outcome,
        "reason": "意见漏答一项请求",
        "basis": "《信访工作条例》第三十二条",
        **more,
    }
    return {f"{kind}.{key}": value for key, value in facts.items()}


def accepted(desk: Desk) -> str:
    no = registered(desk, "31-6")
    record_step(desk, no, "accepted", UNIT)
    return no


def answered(desk: Desk, *, served: bool = True) -> str:
    no = accepted(desk)
    letter = letters.issue(desk, no, "opinion", OPINION)
    if served:
        letters.handed_over(desk, no, letter.number)
    return no


def shown(desk: Desk, no: str, kind: str) -> dict[str, str]:
    page = letters.blanks(desk, no, kind)
    return {blank.identifier: blank.value for blank in (*page.has, *page.optional)}


def test_a_hearing_is_announced_only_in_what_was_accepted(desk: Desk) -> None:
    no = registered(desk, "31-6")
    with pytest.raises(LawRefusalError, match="还没有受理，不举行信访听证"):
        letters.issue(desk, no, "hearing", HEARING)
    record_step(desk, no, "accepted", UNIT)
    letter = letters.issue(desk, no, "hearing", HEARING)
    assert letter.number.startswith("某公信听")
    assert "hearing" not in kinds_of_steps(desk, no)  # to announce it is not to hold it
    assert clock_state(desk, no, "serve") == ClockState.RUNNING.value  # it has to arrive


def test_an_agreement_ends_nothing_before_it_is_signed(desk: Desk) -> None:
    no = accepted(desk)
    letters.issue(desk, no, "mediation", AGREED)
    assert clock_state(desk, no, "handle") == ClockState.RUNNING.value
    record_step(desk, no, "mediated", {"way": "调解", "result": "未达成"})
    with pytest.raises(LawRefusalError, match="没有达成一致"):
        letters.issue(desk, no, "mediation", AGREED)


def test_an_accusation_is_not_settled(desk: Desk) -> None:
    no = registered(desk, "30", matter_kind="检举控告")
    for kind, values in (("mediation", AGREED), ("suggestion", SUGGESTED)):
        with pytest.raises(LawRefusalError, match="检举控告"):
            letters.issue(desk, no, kind, values)
    assert "mediation-letter" not in offered(desk, no)


def test_a_review_that_orders_it_anew_keeps_the_outcome_and_the_day(desk: Desk) -> None:
    no = accepted(desk)
    with pytest.raises(LawRefusalError, match="没有请求复查"):
        letters.issue(desk, no, "review", reviewed("review", "维持"))
    record_step(desk, no, "review-requested", LOWER)
    values = reviewed("review", "撤销重办", redo_by="2026-12-20")
    letters.issue(desk, no, "review", values)
    step = casework.show(desk, no).steps[-1]
    assert (step.kind, step.text("result"), step.day("redo_by")) == (
        "issued", "撤销重办", date(2026, 12, 20)
    )  # fmt: skip
    # The body below us has to answer anew, not we.
    assert casework.show(desk, no).standing.clock("handle-again") is None


@pytest.mark.parametrize(("kind", "word"), [("review", "查"), ("recheck", "核")])
def test_a_review_ends_the_clock_of_the_request(desk: Desk, kind: str, word: str) -> None:
    no = accepted(desk)
    record_step(desk, no, f"{kind}-requested", LOWER)
    assert shown(desk, no, kind)[f"{kind}.original_office"] == "某某县森林公安局"
    letter = letters.issue(desk, no, kind, reviewed(kind, "维持"))
    assert letter.number == f"某公信{word}〔2026〕1号"
    assert clock_state(desk, no, kind) == ClockState.MET.value


def test_nobody_reviews_the_own_opinion(desk: Desk) -> None:
    no = answered(desk)
    record_step(desk, no, "review-requested", {})
    own = reviewed("review", "维持", original_office="某某县公安局")
    with pytest.raises(InputError, match="本局不能自己复查"):
        letters.issue(desk, no, "review", own)


def test_a_suggestion_is_recorded_each_time(desk: Desk) -> None:
    no = registered(desk, "31-6")
    letters.issue(desk, no, "suggestion", SUGGESTED)
    letters.issue(desk, no, "suggestion", SUGGESTED)
    steps = [step for step in casework.show(desk, no).steps if step.kind == "suggestion"]
    assert [(step.text("kind"), step.text("to")) for step in steps] == [("改进工作", "户政科")] * 2


def test_a_reception_form_knows_the_leader_who_leads_the_matter(desk: Desk) -> None:
    no = registered(desk, "31-6")
    record_step(desk, no, "lead", {"leader": "孙局长", "post": "局长"})
    known = shown(desk, no, "reception-form")
    assert (known["reception.leader"], known["reception.post"]) == ("孙局长", "局长")
    assert letters.issue(desk, no, "reception-form", RECEIVED).number == "某公信领〔2026〕1号"


def test_a_label_bears_no_number_and_ends_nothing(desk: Desk) -> None:
    no = accepted(desk)
    letters.issue(desk, no, "accept")
    before = clock_state(desk, no, "notify-direct")
    label = letters.issue(desk, no, "label")
    assert (label.number, label.serial, label.page_count) == ("", 0, 1)
    assert clock_state(desk, no, "notify-direct") == before


def test_a_card_says_the_day_when_the_opinion_is_served(desk: Desk) -> None:
    waiting = answered(desk, served=False)
    assert (
        "right.due_on" not in shown(desk, waiting, "card")
        or not shown(desk, waiting, "card")["right.due_on"]
    )
    known = shown(desk, answered(desk), "card")
    # 30 days from 2026-11-20 end on Sunday 12-20; a petitioner's right rolls to the Monday.
    assert known["right.due_on"] == "2026年12月21日"
    assert known["right.body"] == "某某市公安局"
    assert known["right.act"] == "请求复查"


def test_a_card_says_the_rule_where_the_day_may_still_move(desk: Desk) -> None:
    no = answered(desk, served=False)
    desk.close()
    later = desks.open_again(desk.data_dir, today=date(2026, 12, 10))
    try:
        letters.handed_over(later, no, "opinion")
        assert not shown(later, no, "card").get("right.due_on")
        assert letters.issue(later, no, "card").page_count == 1
    finally:
        later.close()


def test_a_card_needs_a_paper_that_a_right_stands_against(desk: Desk) -> None:
    no = accepted(desk)
    with pytest.raises(LawRefusalError, match="还没有出具可以不服的文书"):
        letters.issue(desk, no, "card")
    assert "card-letter" not in offered(desk, no)
    letters.issue(desk, no, "opinion", OPINION)
    assert "card-letter" in offered(desk, no)
