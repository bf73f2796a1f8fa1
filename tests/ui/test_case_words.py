"""A case in words: chips, clocks and the timeline say what the standing says, and cover names."""

from __future__ import annotations

from datetime import date

import pytest

from petition_desk.services import casework, intake
from petition_desk.services.casework import CaseView
from petition_desk.services.desk import Desk
from petition_desk.ui.models.case_acts import proposed_acts, refused_acts
from petition_desk.ui.models.case_facts import demand_facts, matter_facts, person_facts, unit_of
from petition_desk.ui.models.case_words import (
    chip_of,
    clock_line,
    clock_sentence,
    clocks_in_order,
    timeline_of,
)
from petition_desk.ui.models.days_left import mark_left, short_day, words_left
from petition_desk.ui.screens.intake.panel import clock_line as clock_at_intake
from petition_desk.ui.widgets.marks import Mark
from petition_desk.ui.widgets.timeline import StepState
from tests import desks

SEPTEMBER = "2026-09-18"


def registered(desk: Desk, **facts: object) -> str:
    raw = desks.registration(received_on=SEPTEMBER, petitioned_on=SEPTEMBER, **facts)
    return intake.register(desk, raw).local_no


def view_of(desk: Desk, number: str) -> CaseView:
    return casework.show(desk, number)


def record(desk: Desk, number: str, step: str, on: str, /, **values: str) -> None:
    casework.record_step(desk, number, step, values, on=date.fromisoformat(on))


@pytest.fixture
def handled(desk: Desk) -> str:
    """Accepted on 23 September, told and served, dispatched, fed back."""
    number = registered(desk)
    record(desk, number, "accepted", "2026-09-23", pathway="31-6", unit="治安管理大队")
    record(desk, number, "issued", "2026-09-23", kind="accept", number="告162号")
    record(desk, number, "served", "2026-09-23", letter="告162号", way="当面", result="本人签收")
    record(desk, number, "dispatched", "2026-09-24", unit="治安管理大队", feedback_on="2026-11-10")
    return number


@pytest.mark.parametrize(
    ("days", "words", "mark"),
    [
        (-112, "逾期 112 天", Mark.OVERDUE),
        (-1, "逾期 1 天", Mark.OVERDUE),
        (0, "今天", Mark.TODAY),
        (3, "剩 3 天", Mark.TODAY),
        (4, "剩 4 天", Mark.FINE),
    ],
)
def test_what_is_left_in_words_and_shape(days: int, words: str, mark: Mark) -> None:
    assert words_left(days) == words
    assert mark_left(days) is mark


def test_a_day_of_another_year_bears_its_year() -> None:
    assert short_day(date(2026, 3, 1), desks.TODAY) == "03-01"
    assert short_day(date(2027, 1, 4), desks.TODAY) == "2027-01-04"


def test_the_chip_of_the_reference_case_says_two_days_and_that_today_is_the_last_workday(
    desk: Desk, handled: str
) -> None:
    record(desk, handled, "feedback", "2026-11-09", unit="治安管理大队", result="已核查")
    chip = chip_of(view_of(desk, handled).standing, desks.TODAY)
    assert chip.words == "办结 剩 2 天"
    assert chip.mark is Mark.TODAY
    assert chip.says == "期满 11-22 周日，今天是期前最后一个工作日"


def test_a_last_working_day_that_may_still_move_is_called_so(desk: Desk) -> None:
    number = registered(desk)
    record(desk, number, "accepted", "2026-11-04", pathway="31-6", unit="治安管理大队")
    clocks = view_of(desk, number).standing.clocks
    handle = next(clock for clock in clocks if clock.rule.id == "handle")
    says = clock_sentence(handle, desks.TODAY)
    assert says == "期满 2027-01-03 周日，期前最后一个工作日 2027-01-01 暂定"
    line = clock_at_intake(handle)
    assert (line.below_right, line.below_mark) == ("最后工作日 01-01 暂定", Mark.TODAY)


def test_running_clocks_come_before_those_that_ended(desk: Desk, handled: str) -> None:
    view = view_of(desk, handled)
    lines = [clock_line(clock, desks.TODAY) for clock in clocks_in_order(view.standing)]
    assert [(line.name, line.right) for line in lines[:2]] == [
        ("承办单位反馈", "逾期 10 天"),
        ("办结", "剩 2 天"),
    ]
    told = next(line for line in lines if line.name == "书面告知")
    assert told.right == "按期"
    assert told.below_right == "09-23 已办"
    assert told.mark is Mark.FINE


def test_the_right_of_the_petitioner_is_no_task(desk: Desk, handled: str) -> None:
    record(desk, handled, "issued", "2026-11-13", kind="opinion", number="意1号", result="支持")
    record(desk, handled, "served", "2026-11-13", letter="意1号", way="当面", result="本人签收")
    view = view_of(desk, handled)
    right = next(c for c in clocks_in_order(view.standing) if c.rule.id == "right-review")
    line = clock_line(right, desks.TODAY)
    assert line.is_right
    assert line.mark is Mark.NONE
    assert line.right == "至 12-14"


def test_the_timeline_ends_with_the_last_step_and_what_is_to_come(desk: Desk, handled: str) -> None:
    items = timeline_of(view_of(desk, handled), desks.TODAY)
    assert items[0].title == "来访登记"
    assert [item.state for item in items].count(StepState.LAST) == 1
    coming = [item for item in items if item.state is StepState.TO_COME]
    assert coming[0].title == "出具处理意见书"
    assert coming[0].detail == "期满 11-22 周日"
    assert all("补录" in item.detail for item in items[1:5])


def test_a_letter_called_by_its_kind_bears_its_chinese_name(desk: Desk) -> None:
    number = registered(desk)
    record(desk, number, "issued", SEPTEMBER, kind="notice", number="告1号")
    record(desk, number, "notified", SEPTEMBER, letter="notice", way="当面")
    told = next(step for step in view_of(desk, number).steps if step.kind == "notified")
    assert told.headline == "书面告知，当面：接收情况告知书"


def test_the_year_is_said_where_it_is_not_this_one(desk: Desk) -> None:
    raw = desks.registration(received_on="2025-12-30", petitioned_on="2025-12-30")
    number = intake.register(desk, raw).local_no
    record(desk, number, "urged", "2026-01-05", way="电话")
    items = timeline_of(view_of(desk, number), desks.TODAY)
    assert "2025 年" in items[0].detail
    assert "2026 年" in items[1].detail


def test_names_in_free_texts_are_covered_too(desk: Desk) -> None:
    number = registered(desk, remark="黄䶮，电话13812345678")
    casework.record_step(desk, number, "inquiry", {"answer": "黄䶮说13812345678打不通"})
    view = view_of(desk, number)
    told = " ".join(item.title for item in timeline_of(view, desks.TODAY))
    facts = " ".join(words for _label, words in matter_facts(view, unit_of(view)))
    for text in (told, facts):
        assert "黄䶮" not in text
        assert "13812345678" not in text
        assert "138****5678" in text
    assert "黄䶮" in " ".join(
        item.title for item in timeline_of(view, desks.TODAY, is_revealed=True)
    )


def test_facts_that_are_not_known_are_left_out(desk: Desk) -> None:
    number = registered(desk, petitioners=[{"name": "黄䶮"}])
    view = view_of(desk, number)
    assert person_facts(view.case) == [("姓名", "黄**")]
    assert ("被反映", "") not in matter_facts(view, "")
    assert demand_facts(view.case) == [("1", "更正户籍姓名")]


def test_the_likely_act_follows_the_case(desk: Desk) -> None:
    number = registered(desk, demands=["更正户籍姓名"])

    def likely() -> str:
        return proposed_acts(view_of(desk, number))[0].id

    assert likely() == "screen"
    record(desk, number, "screened", SEPTEMBER, pathway="31-6")
    assert likely() == "accept"
    record(desk, number, "accepted", "2026-09-23", pathway="31-6")
    assert likely() == "accept-letter"
    record(desk, number, "issued", "2026-09-23", kind="accept", number="告1号")
    assert likely() == "notify"
    record(desk, number, "served", "2026-09-23", letter="告1号", way="当面", result="本人签收")
    assert likely() == "opinion-letter"
    record(desk, number, "issued", "2026-11-13", kind="opinion", number="意1号", result="解释说明")
    assert likely() == "serve"
    record(desk, number, "served", "2026-11-13", letter="意1号", way="当面", result="本人签收")
    assert likely() == "close"
    record(desk, number, "closed", "2026-11-13", how="已答复")
    assert likely() == "follow-up"
    assert refused_acts(view_of(desk, number)) == ()


def test_closing_is_the_refusal_that_is_named(desk: Desk, handled: str) -> None:
    (refused,) = refused_acts(view_of(desk, handled))
    assert refused.id == "close"
    assert refused.refusal is not None
    assert refused.refusal.sentence == "处理意见书未出"


def test_a_police_report_is_handed_over_not_accepted(desk: Desk) -> None:
    raw = desks.registration(demands=[{"text": "举报聚众赌博", "pathway": "police-report"}])
    number = intake.register(desk, raw).local_no
    acts = proposed_acts(view_of(desk, number))
    assert (acts[0].step, acts[0].label) == ("handed-over", "登记移送")
    assert "accept" not in [act.id for act in acts]
