"""Putting a reminder off: with a reason, in the journal, back on its day, never past the limit."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from petition_desk.errors import InputError, LawRefusalError, UnknownNameError
from petition_desk.services import deadlines, intake, postponing, today
from petition_desk.services.casework import record_step
from petition_desk.services.desk import Desk
from petition_desk.services.recording import SealedCaseError
from petition_desk.services.today import TodayPage
from tests import desks
from tests.desks import registration

RULE = "notify-direct"
WEDNESDAY = date(2026, 11, 25)


@pytest.fixture
def no(desk: Desk) -> str:
    # Received on 11-11, to be told by Thursday 11-26; today is Friday 11-20.
    return register(desk, "2026-11-11")


def register(desk: Desk, received_on: str, **facts: object) -> str:
    raw = registration(received_on=received_on, demands=["说明情况"], **facts)
    return intake.register(desk, raw).local_no


def numbers(page: TodayPage, group_id: str) -> list[str]:
    return [i.local_no for g in page.groups if g.id == group_id for i in g.items]


def totals(page: TodayPage) -> dict[str, int]:
    return {group.id: group.total for group in page.groups}


def test_what_is_put_off_leaves_its_group_and_says_until_when(desk: Desk, no: str) -> None:
    assert numbers(today.today_page(desk), "within-7") == [no]
    before = totals(today.today_page(desk))["within-7"]
    done = postponing.postpone(desk, no, RULE, "", date(2026, 11, 24), " 承办人 外出取证 ")
    assert (done.local_no, done.name, done.until) == (no, "书面告知", date(2026, 11, 24))
    page = today.today_page(desk)
    assert numbers(page, "within-7") == []
    assert totals(page)["within-7"] == before - 1
    (item,) = next(group.items for group in page.groups if group.id == "postponed")
    assert (item.postponed_until, item.postponed_for) == (date(2026, 11, 24), "承办人 外出取证")
    assert item.deadline == date(2026, 11, 26), "the deadline stays where it is"


def test_it_comes_back_on_its_day_also_when_the_pc_was_off(
    desk: Desk, no: str, reopen: Callable[..., Desk]
) -> None:
    postponing.postpone(desk, no, RULE, "", date(2026, 11, 24), "等材料")
    for day, group in (
        (date(2026, 11, 23), "postponed"),
        (date(2026, 11, 24), "within-3"),
        (date(2026, 11, 26), "today"),
        (date(2026, 12, 3), "overdue"),
    ):
        later = reopen(today=day)
        deadlines.refresh(later)
        assert numbers(today.today_page(later), group) == [no], day


def test_the_day_before_the_last_day_is_the_latest(desk: Desk, no: str) -> None:
    with pytest.raises(LawRefusalError, match="最晚推迟到 2026-11-25") as refused:
        postponing.postpone(desk, no, RULE, "", date(2026, 11, 26), "等材料")
    assert refused.value.exit_code == 3
    with pytest.raises(LawRefusalError, match="今天之后"):
        postponing.postpone(desk, no, RULE, "", desks.TODAY, "等材料")
    assert postponing.postpone(desk, no, RULE, "", WEDNESDAY, "等材料").until == WEDNESDAY


def test_what_is_late_or_due_today_is_never_put_off(desk: Desk) -> None:
    late, due = register(desk, "2026-11-04"), register(desk, "2026-11-05")
    for no, says in ((late, "已经逾期"), (due, "今天是最后一日")):
        with pytest.raises(LawRefusalError, match=says):
            postponing.postpone(desk, no, RULE, "", date(2026, 11, 21), "等材料")
        assert says in postponing.offer(desk, no, RULE).refusal


@pytest.mark.parametrize("reason", ["", "   ", "字" * 101])
def test_a_reason_is_needed_and_not_a_treatise(desk: Desk, no: str, reason: str) -> None:
    with pytest.raises(InputError) as refused:
        postponing.postpone(desk, no, RULE, "", WEDNESDAY, reason)
    assert refused.value.field == "推迟的理由"


def test_the_undo_brings_it_back_at_once_and_the_journal_keeps_both(desk: Desk, no: str) -> None:
    postponing.postpone(desk, no, RULE, "", WEDNESDAY, "等材料")
    assert postponing.resume(desk, no, RULE)
    assert not postponing.resume(desk, no, RULE), "nothing is left to take back"
    assert numbers(today.today_page(desk), "within-7") == [no]
    with desk.reading() as work:
        told = [e for e in work.journal.entries(subject=no) if e.action.startswith("reminder.")]
    assert [entry.action for entry in told] == ["reminder.postponed", "reminder.resumed"]
    assert told[0].after == {
        "rule": RULE, "of": "", "until": "2026-11-25", "reason": "等材料",
    }  # fmt: skip
    assert told[0].account == desks.OFFICER
    assert told[1].before == told[0].after


def test_putting_off_again_replaces_and_says_what_was(desk: Desk, no: str) -> None:
    postponing.postpone(desk, no, RULE, "", date(2026, 11, 23), "等材料")
    postponing.postpone(desk, no, RULE, "", WEDNESDAY, "材料周三到")
    offer = postponing.offer(desk, no, RULE)
    assert offer.current is not None
    assert offer.current.until == WEDNESDAY
    assert totals(today.today_page(desk))["postponed"] == 1
    with desk.reading() as work:
        last = work.journal.entries(subject=no)[-1]
    assert last.before is not None
    assert last.before["until"] == "2026-11-23"


def test_two_reminders_of_one_case_are_put_off_one_by_one(desk: Desk) -> None:
    raw = registration(received_on="2026-11-13", source="县信访局", demands=["说明情况"])
    no = intake.register(desk, raw).local_no
    rules = {item.rule for item in today.due(desk, days=30)}
    assert {"notify-assigned", "object-assigned"} <= rules
    postponing.postpone(desk, no, "notify-assigned", "", date(2026, 11, 23), "先办异议")
    page = today.today_page(desk)
    assert [i.rule for g in page.groups if g.id == "postponed" for i in g.items] == [
        "notify-assigned"
    ]
    assert no in numbers(page, "today"), "the objection is due today and still stands there"


def test_a_deadline_that_comes_nearer_brings_it_back(desk: Desk, no: str) -> None:
    postponing.postpone(desk, no, RULE, "", WEDNESDAY, "等材料")
    change = {"field": "received_on", "value": "2026-11-06", "reason": "收文登记簿为 6 日"}
    record_step(desk, no, "corrected", change)
    page = today.today_page(desk)
    assert "postponed" not in totals(page)
    assert no in numbers(page, "today")


def test_what_was_done_meanwhile_is_not_shown_as_put_off(desk: Desk, no: str) -> None:
    postponing.postpone(desk, no, RULE, "", WEDNESDAY, "等材料")
    record_step(desk, no, "voided", {"reason": "重复登记"})
    assert "postponed" not in totals(today.today_page(desk))


def test_a_clock_that_does_not_run_is_named_among_those_that_do(desk: Desk, no: str) -> None:
    with pytest.raises(UnknownNameError) as unknown:
        postponing.postpone(desk, no, "handle", "", WEDNESDAY, "等材料")
    assert unknown.value.known == (RULE,)


def test_a_sealed_matter_is_put_off_only_by_who_may_see_it(
    desk: Desk, reopen: Callable[..., Desk]
) -> None:
    sealed = register(desk, "2026-11-11", matter_kind="检举控告")
    postponing.postpone(desk, sealed, RULE, "", WEDNESDAY, "等督察大队意见")
    colleague = reopen(account=desks.COLLEAGUE)
    for act in (
        lambda: postponing.postpone(colleague, sealed, RULE, "", WEDNESDAY, "等"),
        lambda: postponing.resume(colleague, sealed, RULE),
        lambda: postponing.offer(colleague, sealed, RULE),
    ):
        with pytest.raises(SealedCaseError):
            act()
    items = [i for g in today.today_page(colleague).groups if g.id == "postponed" for i in g.items]
    assert [(i.local_no, i.summary, i.name, i.postponed_for) for i in items] == [
        (sealed, "保密件", "", "")
    ]
