"""Today, what is due, and why it is that day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from petition_desk.domain.rules import RuleOffError
from petition_desk.errors import UnknownNameError
from petition_desk.services import deadlines, intake, letters, today, why
from petition_desk.services.casework import record_step
from petition_desk.services.desk import Desk
from petition_desk.services.today import TodayGroup, TodayPage
from tests import desks
from tests.desks import registration

SEALED = {"matter_kind": "检举控告", "demands": ["追究责任"]}


def group(page: TodayPage, group_id: str) -> TodayGroup:
    return next(item for item in page.groups if item.id == group_id)


def numbers(page: TodayPage, group_id: str) -> list[str]:
    return [item.local_no for item in group(page, group_id).items]


def register(desk: Desk, received_on: str, **facts: object) -> str:
    return intake.register(desk, registration(received_on=received_on, **facts)).local_no


def test_each_deadline_stands_once_in_the_group_of_its_day(desk: Desk) -> None:
    # 2026-11-20 is a Friday; 15 days before the days wanted. Nothing screened, so no 60 days.
    undecided = {"demands": ["说明情况"]}
    late = register(desk, "2026-11-04", **undecided)
    now = register(desk, "2026-11-05", **undecided)
    sunday = register(desk, "2026-11-07", **undecided)
    monday = register(desk, "2026-11-08", **undecided)
    friday = register(desk, "2026-11-12", **undecided)
    far = register(desk, "2026-11-13", **undecided)
    page = today.today_page(desk)
    assert numbers(page, "overdue")[0] == late
    assert numbers(page, "today") == [now, sunday], "a Sunday is done on the Friday before it"
    assert "最后一个工作日" in group(page, "today").hint
    assert numbers(page, "within-3") == [monday]
    assert numbers(page, "within-7") == [friday]
    everywhere = [i.local_no for g in page.groups if not g.is_queue for i in g.items]
    assert far not in everywhere
    assert page.todo_count == len(numbers(page, "overdue")) + 2


def test_what_a_unit_owes_us_stands_in_the_group_of_its_day_not_in_its_queue_alone(
    desk: Desk,
) -> None:
    no = register(desk, "2026-11-10")
    for unit, back_on in (("城关派出所", "2026-11-25"), ("治安管理大队", "2026-11-20")):
        step = {"unit": unit, "notify_by": "2026-11-20", "feedback_on": back_on}
        record_step(desk, no, "dispatched", step)
    page = today.today_page(desk)
    found = {
        group_id: [item.act for item in group(page, group_id).items if item.rule == "feedback"]
        for group_id in ("overdue", "today", "within-3", "within-7")
    }
    assert found == {"overdue": [], "today": ["urged"], "within-3": [], "within-7": ["urged"]}
    assert group(page, "awaiting-feedback").total == 2
    assert page.todo_count == today.overdue_state(desk).todo_count


def test_an_undecided_case_stands_red_with_its_presumed_clock(desk: Desk) -> None:
    no = register(desk, "2026-09-01", demands=["说明情况"])
    overdue = group(today.today_page(desk), "overdue").items
    assert {(item.local_no, item.rule, item.is_presumed) for item in overdue} == {
        (no, "notify-direct", False),
        (no, "handle", True),
    }


def test_the_passing_of_days_is_noticed_without_anything_being_done(
    desk: Desk, reopen: Callable[..., Desk]
) -> None:
    no = register(desk, "2026-11-20", demands=["说明情况"])
    later = reopen(today=date(2026, 12, 20))
    assert deadlines.refresh(later) == 1
    assert deadlines.refresh(later) == 0
    rules = {item.rule for item in group(today.today_page(later), "overdue").items}
    assert rules == {"notify-direct"}, f"{no}: the presumed 60 days are not over yet"
    page = today.due(later, days=60)
    assert {item.rule for item in page} == {"notify-direct", "handle"}


def test_a_clock_set_back_loses_nothing(desk: Desk, reopen: Callable[..., Desk]) -> None:
    register(desk, "2026-11-01", demands=["说明情况"])
    earlier = reopen(today=date(2026, 11, 10))
    assert deadlines.refresh(earlier) == 1
    assert [item.days_left for item in today.due(earlier)] == [6]


def test_letters_not_yet_served_stand_in_their_queue(desk: Desk) -> None:
    notice = intake.Notice("accept", "户政科", "赵警官", "0771-1112222")
    done = intake.register_and_notify(desk, registration(), notice)
    page = today.today_page(desk)
    assert numbers(page, "to-serve") == [done.registered.local_no]
    letters.handed_over(desk, done.registered.local_no, done.letters[0].number)
    assert numbers(today.today_page(desk), "to-serve") == []


def test_what_was_posted_without_a_slip_waits_for_it(desk: Desk) -> None:
    notice = intake.Notice("accept", "户政科", "赵警官", "0771-1112222")
    done = intake.register_and_notify(desk, registration(), notice)
    no, number = done.registered.local_no, done.letters[0].number
    record_step(desk, no, "notified", {"letter": number, "way": "邮寄"})
    assert numbers(today.today_page(desk), "awaiting-slip") == [no]


def test_owed_facts_and_the_national_entry_stand_in_their_queues(desk: Desk) -> None:
    no = register(desk, "2026-11-20", petitioners=[])
    page = today.today_page(desk)
    assert numbers(page, "owed-facts") == [no]
    assert numbers(page, "not-entered") == [no]


def test_names_are_masked_and_sealed_matters_tell_nothing(
    desk: Desk, reopen: Callable[..., Desk]
) -> None:
    register(desk, "2026-11-05", demands=["说明情况"])
    sealed = register(desk, "2026-11-05", **SEALED)
    items = {item.local_no: item for item in group(today.today_page(desk), "today").items}
    assert items["XF2026-0001"].name == "黄**"
    colleague = reopen(account=desks.COLLEAGUE)
    hidden = next(i for i in today.due(colleague) if i.local_no == sealed)
    assert (hidden.name, hidden.summary, hidden.unit, hidden.of) == ("", "保密件", "", "")
    assert hidden.deadline == date(2026, 11, 20)


def test_the_month_counts_open_deadlines_by_their_day(desk: Desk) -> None:
    register(desk, "2026-11-05", demands=["甲"])
    register(desk, "2026-11-05", demands=["乙"])
    assert today.today_page(desk).month[date(2026, 11, 20)] == 2


def test_from_november_on_next_years_notice_is_asked_for(
    desk: Desk, reopen: Callable[..., Desk]
) -> None:
    warning = today.today_page(desk).calendar_warning
    assert warning is not None
    assert warning.year == 2027
    assert today.today_page(reopen(today=date(2026, 10, 31))).calendar_warning is None


def test_what_was_due_as_of_another_day_is_worked_out_from_the_steps(desk: Desk) -> None:
    register(desk, "2026-11-02", demands=["甲"])
    items = today.due(desk, date(2026, 11, 10), days=7)
    assert [(item.rule, item.days_left) for item in items] == [("notify-direct", 7)]
    assert today.due(desk, date(2026, 11, 1)) == ()


def test_why_names_every_day(desk: Desk) -> None:
    view = why.why(desk, "notify-direct", date(2026, 2, 2))
    assert view.deadline == date(2026, 2, 17)
    assert view.explanation.dates.due_rolled == date(2026, 2, 24)
    counted = [mark for mark in view.explanation.days if mark.counted]
    assert len(counted) == 15
    assert any("春节" in mark.why for mark in view.explanation.days)


def test_why_a_rule_that_is_off_or_unknown_is_refused(desk: Desk) -> None:
    with pytest.raises(RuleOffError):
        why.why(desk, "simple-accept", date(2026, 2, 2))
    with pytest.raises(RuleOffError):
        why.why(desk, "handle", date(2022, 4, 30))
    with pytest.raises(UnknownNameError):
        why.why(desk, "nothing", date(2026, 2, 2))


def test_why_a_clock_of_a_case(desk: Desk) -> None:
    no = register(desk, "2026-11-05", demands=["甲"])
    view = why.why_clock(desk, no, "notify-direct")
    assert (view.deadline, view.counts) == (date(2026, 11, 20), "due_plain")
    with pytest.raises(UnknownNameError, match="notify-direct"):
        why.why_clock(desk, no, "handle")


def test_a_week_away_from_the_desk_loses_no_deadline(
    desk: Desk, reopen: Callable[..., Desk]
) -> None:
    for days in range(10):
        received = date(2026, 11, 1) + timedelta(days=days)
        register(desk, received.isoformat(), demands=["甲"])
    later = reopen(today=date(2026, 12, 1))
    deadlines.refresh(later)
    overdue = group(today.today_page(later), "overdue").items
    assert len({item.local_no for item in overdue}) == 10
