"""Letters that are an act: what issuing them records, and under which refusals."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from petition_desk.domain.office import Unit
from petition_desk.errors import LawRefusalError
from petition_desk.services import casework, letters
from petition_desk.services.casework import record_step
from petition_desk.services.desk import Desk
from petition_desk.services.settings import save_unit
from tests.desks import TODAY

from .letter_cases import (
    OBJECTION,
    SENT,
    UNIT,
    clock_state,
    kinds_of_steps,
    offered,
    registered,
)  # fmt: skip


def test_an_objection_letter_raises_the_objection_and_ends_its_clock(desk: Desk) -> None:
    no = registered(desk, "not-ours", **SENT)
    letter = letters.issue(desk, no, "objection", OBJECTION)
    assert letter.number == "某公信异〔2026〕1号"
    steps = casework.show(desk, no).steps
    assert [step.kind for step in steps][-2:] == ["objection", "issued"]
    assert steps[-2].text("competent_body") == "县自然资源局"
    assert clock_state(desk, no, "object-assigned") == "met"


def test_an_objection_that_is_recorded_already_is_not_raised_twice(desk: Desk) -> None:
    no = registered(desk, "not-ours", **SENT)
    values = {
        "reasons": "没有治安、刑事案件",
        "competent_body": "县自然资源局",
        "basis": "《中华人民共和国土地管理法》第六十七条",
    }
    record_step(desk, no, "objection", values)
    more = {"objection.own_duty": "维护治安秩序", "attachments.count": "0"}
    letters.issue(desk, no, "objection", more)
    assert kinds_of_steps(desk, no).count("objection") == 1


def test_an_objection_after_five_workdays_is_refused_and_uses_up_nothing(
    desk: Desk, reopen: Callable[..., Desk]
) -> None:
    no = registered(desk, "not-ours", **SENT)
    late = reopen(today=date(2026, 11, 28))
    with pytest.raises(LawRefusalError, match="第二十三条第三款"):
        letters.issue(late, no, "objection", OBJECTION)
    assert casework.show(late, no).letters == ()
    assert "objection" not in kinds_of_steps(late, no)


def test_what_the_petitioner_brought_has_nobody_to_object_to(desk: Desk) -> None:
    no = registered(desk, "not-ours")
    assert "objection-letter" not in offered(desk, no)
    with pytest.raises(LawRefusalError, match="没有来文机关"):
        letters.issue(desk, no, "objection", OBJECTION)


@pytest.mark.parametrize(
    ("pathway", "kind"), [("30", "report-notice"), ("31-5", "duty-reply"), ("29", "reply")]
)
def test_a_letter_is_on_offer_where_the_matter_is_of_its_kind(
    desk: Desk, pathway: str, kind: str
) -> None:
    acts = offered(desk, registered(desk, pathway))
    assert acts[f"{kind}-letter"].is_allowed
    others = offered(desk, registered(desk, "31-6"))
    assert f"{kind}-letter" not in others
    with pytest.raises(LawRefusalError):
        letters.issue(desk, registered(desk, "31-6"), kind)


def test_a_notice_of_an_accusation_needs_nothing_that_the_desk_does_not_know(desk: Desk) -> None:
    no = registered(desk, "30", matter_kind="检举控告", accused_unit="城关派出所")
    assert letters.blanks(desk, no, "report-notice").lacks == ()
    letter = letters.issue(desk, no, "report-notice")
    letters.handed_over(desk, no, letter.number)
    assert clock_state(desk, no, "notify-direct") == "met"


@pytest.mark.parametrize(
    ("values", "result"),
    [
        ({"duty-reply.outcome": "不履行", "duty-reply.reason": "没有职权"}, "不履行"),
        (
            {
                "duty-reply.outcome": "已履行",
                "duty-reply.done_on": TODAY.isoformat(),
                "duty-reply.done": "处罚了行为人",
            },
            "已履行",
        ),
    ],
)
def test_a_duty_reply_records_whether_it_was_done(
    desk: Desk, values: dict[str, str], result: str
) -> None:
    with desk.begin() as work:
        work.settings.set("office.reconsideration_body.name", "某某县人民政府")
        work.commit()
    no = registered(desk, "31-5")
    common = {"duty-reply.found": "情况属实", "duty-reply.basis": "有关法律第一条"}
    letter = letters.issue(desk, no, "duty-reply", {**common, **values})
    assert casework.show(desk, no).steps[-1].text("result") == result
    letters.handed_over(desk, no, letter.number)
    assert clock_state(desk, no, "duty") == "met"


def test_a_reply_ends_the_clock_of_a_suggestion_and_records_its_result(desk: Desk) -> None:
    no = registered(desk, "29")
    values = {"reply.answer": "确有必要", "reply.adopted": "采纳", "reply.measures": "年内安装"}
    letters.issue(desk, no, "reply", values)
    assert casework.show(desk, no).steps[-1].text("result") == "采纳"
    assert clock_state(desk, no, "suggestion-reply") == "met"


def test_a_repeat_is_told_what_the_first_piece_knows(desk: Desk) -> None:
    first = registered(desk, "31-6")
    record_step(desk, first, "accepted", {"pathway": "31-6", **UNIT})
    due = casework.show(desk, first).standing.clock("handle")
    again = registered(desk, "31-6", repeat_of=first)
    found = letters.blanks(desk, again, "status")
    assert found.lacks == ()
    values = {item.identifier: item.value for item in found.has}
    assert (values["original.unit"], values["case.repeat_of"]) == ("户政科", first)
    assert due is not None
    assert values["original.due_plain"].startswith(f"{due.dates.due_plain.year}年")
    assert "status-letter" not in offered(desk, first)


def test_an_open_repeat_tells_nothing_of_a_sealed_first_piece(desk: Desk) -> None:
    first = registered(desk, "30", matter_kind="检举控告")
    record_step(desk, first, "dispatched", UNIT, violation="他人已转出")
    again = registered(desk, "31-6", repeat_of=first)
    lacks = {item.identifier for item in letters.blanks(desk, again, "status").lacks}
    assert "original.unit" in lacks


def dispatch_values(**more: str) -> dict[str, str]:
    day = TODAY.isoformat()
    values = {"unit": "城关派出所", "notify_by": day, "feedback_on": day, **more}
    return {f"dispatched.{key}": value for key, value in values.items()} | {
        "attachments.count": "1"
    }


def test_a_dispatch_slip_dispatches_and_is_not_a_second_dispatch(desk: Desk) -> None:
    no = registered(desk, "31-6")
    letters.issue(desk, no, "dispatch", dispatch_values())
    steps = [step for step in casework.show(desk, no).steps if step.kind == "dispatched"]
    assert [(step.text("unit"), step.text("feedback_on")) for step in steps] == [
        ("城关派出所", TODAY.isoformat())
    ]
    assert clock_state(desk, no, "feedback") == "running"
    letters.issue(desk, no, "dispatch", {"attachments.count": "1"})
    assert kinds_of_steps(desk, no).count("dispatched") == 1
    letters.issue(desk, no, "dispatch", dispatch_values(unit="户政科"))
    assert kinds_of_steps(desk, no).count("dispatched") == 2


def test_a_slip_to_the_accused_unit_needs_a_reason_and_an_approver(desk: Desk) -> None:
    no = registered(desk, "31-6", accused_unit="城关派出所")
    with pytest.raises(LawRefusalError, match="第二十八条第三款"):
        letters.issue(desk, no, "dispatch", dispatch_values())
    letters.issue(desk, no, "dispatch", dispatch_values(note="只有该所有记录；周局长批准"))
    (step,) = [step for step in casework.show(desk, no).steps if step.kind == "dispatched"]
    assert step.note == "只有该所有记录；周局长批准"


@pytest.mark.parametrize("kind", ["dispatch", "forward"])
def test_an_accusation_is_never_sent_by_an_open_paper(desk: Desk, kind: str) -> None:
    no = registered(desk, "30", matter_kind="检举控告")
    assert f"{kind}-letter" not in offered(desk, no)
    values = dispatch_values() | {"transferred.to": "邻县公安局"}
    with pytest.raises(LawRefusalError, match="第三十条"):
        letters.issue(desk, no, kind, values)


@pytest.mark.parametrize(
    ("values", "step"),
    [
        ({"transferred.to": "邻县公安局"}, "transferred"),
        ({"assigned.to": "邻县公安局", "assigned.report_back_on": "2026-12-20"}, "assigned"),
    ],
)
def test_a_forwarding_letter_records_which_way_it_was_sent(
    desk: Desk, values: dict[str, str], step: str
) -> None:
    no = registered(desk, "31-6")
    letters.issue(desk, no, "forward", {"attachments.count": "0", **values})
    assert casework.show(desk, no).steps[-2].kind == step
    assert casework.show(desk, no).steps[-2].text("to") == "邻县公安局"


def test_no_longer_accepting_needs_the_decision_first(desk: Desk) -> None:
    no = registered(desk, "31-6")
    assert "no-longer-letter" not in offered(desk, no)
    with pytest.raises(LawRefusalError, match="第三十六条第三款"):
        letters.issue(desk, no, "no-longer")
    decision = {"recheck_no": "复核〔2025〕8号", "body": "省公安厅", "served_on": "2025-12-08"}
    record_step(desk, no, "no-longer-accepted", decision)
    assert offered(desk, no)["no-longer-letter"].is_allowed
    assert letters.issue(desk, no, "no-longer").number == "某公信再〔2026〕1号"


def test_asking_for_papers_twice_is_recorded_twice(desk: Desk) -> None:
    no = registered(desk, "31-6")
    letters.issue(desk, no, "supplement", {"supplement-asked.what": "户口簿"})
    letters.issue(desk, no, "supplement")
    assert kinds_of_steps(desk, no).count("supplement-asked") == 2


@pytest.mark.parametrize("key", ["transferred.to", "assigned.to"])
def test_what_goes_to_a_unit_of_our_own_is_no_letter_to_another_body(desk: Desk, key: str) -> None:
    no = registered(desk, "31-6")
    save_unit(desk, Unit("城关派出所"))
    values = {key: "城关派出所", "assigned.report_back_on": "2026-12-20", "attachments.count": "0"}
    for body, lawful in (("城关派出所", False), ("邻县公安局", True)):
        raw = {**values, key: body}
        if key == "transferred.to":
            del raw["assigned.report_back_on"]
        if lawful:
            assert letters.issue(desk, no, "forward", raw).serial == 1, "no number was used up"
        else:
            with pytest.raises(LawRefusalError, match="应当转办"):
                letters.issue(desk, no, "forward", raw)
