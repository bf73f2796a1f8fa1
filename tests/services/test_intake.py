"""Registering, and the notice on the spot."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from petition_desk.domain.vocabulary import CaseState, ClockState
from petition_desk.errors import InputError
from petition_desk.services import casework, intake, letters
from petition_desk.services.changes import Changes
from petition_desk.services.desk import Desk
from petition_desk.services.intake import Notice
from tests import desks
from tests.desks import registration

ACCEPT = Notice("accept", "户政科", "赵警官", "0771-1112222")


def test_numbers_are_given_without_a_gap_by_year_of_receipt(desk: Desk) -> None:
    first = intake.register(desk, registration())
    older = intake.register(desk, registration(received_on="2025-12-31"))
    second = intake.register(desk, registration())
    assert [first.local_no, older.local_no, second.local_no] == [
        "XF2026-0001", "XF2025-0001", "XF2026-0002",
    ]  # fmt: skip


def test_a_form_with_faults_uses_up_no_number(desk: Desk) -> None:
    with pytest.raises(InputError) as caught:
        intake.register(desk, registration(received_on="2026-11-21", people_count=0))
    assert [fault.field for fault in caught.value.faults] == ["received_on", "people_count"]
    assert intake.register(desk, registration()).local_no == "XF2026-0001"


def test_a_pathway_given_at_registration_is_recorded_as_screened_with_its_reasons(
    desk: Desk,
) -> None:
    raw = registration(demands=[{"text": "重新认定", "pathway": "31-1", "reasons": "第5问：是"}])
    registered = intake.register(desk, raw)
    (step,) = casework.show(desk, registered.local_no).steps
    assert (step.kind, step.text("pathway"), step.text("reasons")) == (
        "screened", "31-1", "第5问：是",
    )  # fmt: skip


def test_a_possible_same_matter_is_named_and_never_blocks(desk: Desk) -> None:
    intake.register(desk, registration())
    again = intake.register(desk, registration(summary="再来问改名"))
    (candidate,) = again.candidates
    assert candidate.no == "XF2026-0001"
    assert candidate.same[:2] == ("姓名", "证件号码")
    assert "内容相近" in candidate.same
    assert candidate.different == ()


def test_a_sealed_case_is_no_candidate_for_an_account_without_the_right(
    desk: Desk, reopen: Callable[..., Desk]
) -> None:
    intake.register(desk, registration(matter_kind="检举控告", demands=["追究责任"]))
    assert intake.check(desk, registration()).candidates
    assert intake.check(reopen(account=desks.COLLEAGUE), registration()).candidates == ()


def test_the_panel_says_which_clocks_will_run_and_which_letters_are_due(desk: Desk) -> None:
    seen = intake.check(desk, registration())
    assert {clock.rule.id: clock.deadline for clock in seen.clocks} == {
        "notify-direct": date(2026, 12, 5),
        "handle": date(2027, 1, 19),
    }
    assert [letter.kind for letter in seen.letters] == ["accept", "service"]


@pytest.mark.parametrize("day", ["2101-01-01", "2026-11-21", "2026-2-30", ""])
def test_a_day_of_receipt_that_is_wrong_shows_no_deadline(desk: Desk, day: str) -> None:
    seen = intake.check(desk, registration(received_on=day))
    assert "received_on" in {fault.field for fault in seen.faults}
    assert seen.clocks == ()


def test_the_panel_bears_a_form_that_is_still_being_typed(desk: Desk) -> None:
    seen = intake.check(desk, {"received_on": "2026-1", "demands": [""], "petitioners": [{}]})
    assert {fault.field for fault in seen.faults} == {
        "received_on", "channel", "source", "summary",
    }  # fmt: skip


def test_another_right_at_stake_is_shown_with_its_last_day(desk: Desk) -> None:
    paper = {"name": "道路交通事故认定书", "served_on": "2026-11-18"}
    raw = registration(demands=[{"text": "重新认定", "challenged_document": paper}])
    last = intake.check(desk, raw).rights[0]
    assert last.on == date(2026, 11, 23)
    assert "复核" in last.limit.name


def test_on_the_spot_the_case_is_accepted_and_both_papers_are_issued(desk: Desk) -> None:
    done = intake.register_and_notify(desk, registration(), ACCEPT)
    assert [letter.kind for letter in done.letters] == ["accept", "service"]
    assert done.letters[0].number == "某公信告〔2026〕1号"
    view = casework.show(desk, done.registered.local_no)
    assert [step.kind for step in view.steps] == ["screened", "accepted", "issued", "issued"]
    assert view.standing.state is CaseState.TO_NOTIFY, "printing alone ends no clock"


def test_handing_it_over_ends_the_notice_clock(desk: Desk) -> None:
    done = intake.register_and_notify(desk, registration(), ACCEPT)
    no = done.registered.local_no
    standing = letters.handed_over(desk, no, done.letters[0].number)
    clock = standing.clock("notify-direct")
    assert clock is not None
    assert clock.state is ClockState.MET
    assert standing.state is CaseState.HANDLING


def test_a_refusal_needs_a_witness_and_then_counts_as_served(desk: Desk) -> None:
    done = intake.register_and_notify(desk, registration(), ACCEPT)
    no, number = done.registered.local_no, done.letters[0].number
    with pytest.raises(InputError, match="见证人"):
        letters.refused(desk, no, number, " ")
    standing = letters.refused(desk, no, number, "村委会主任")
    served = standing.clock("serve")
    assert served is not None
    assert served.state is ClockState.MET


def test_what_the_notice_lacks_never_costs_the_registration(desk: Desk) -> None:
    done = intake.register_and_notify(desk, registration(), Notice("accept", "户政科"))
    assert done.letters == ()
    assert {item.identifier for item in done.lacks} >= {"accepted.handler"}
    assert casework.show(desk, done.registered.local_no).case.summary
    number = letters.blanks(desk, done.registered.local_no, "accept").number_preview
    assert number.endswith("1号"), "a letter that was not made uses up no number"


def test_a_character_no_font_has_is_named_and_the_case_stays(desk: Desk) -> None:
    raw = registration(summary="反映\U000e0101字打不出")
    done = intake.register_and_notify(desk, raw, ACCEPT)
    assert done.letters == ()
    assert done.refusal
    assert casework.show(desk, done.registered.local_no).letters == ()


def test_demands_on_several_pathways_accept_only_their_own(desk: Desk) -> None:
    demands = [{"text": "重新认定", "pathway": "31-1"}, {"text": "道歉", "pathway": "31-6"}]
    done = intake.register_and_notify(desk, registration(demands=demands), ACCEPT)
    case = casework.show(desk, done.registered.local_no).case
    assert [demand.pathway for demand in case.demands] == ["31-1", "31-6"]


def test_a_draft_comes_back_as_it_was_left(desk: Desk, reopen: Callable[..., Desk]) -> None:
    raw = {"summary": "反映𬱖某", "petitioners": [{"name": "㛃"}]}
    saved = intake.save_draft(desk, None, raw)
    assert intake.save_draft(desk, saved, raw | {"content": "……"}) == saved
    again = reopen()
    (draft,) = intake.drafts(again)
    assert (draft.id, draft.raw) == (saved, raw | {"content": "……"})
    intake.discard_draft(again, saved)
    assert intake.drafts(again) == ()


def test_drafts_are_the_accounts_own(desk: Desk, reopen: Callable[..., Desk]) -> None:
    intake.save_draft(desk, None, {"summary": "甲"})
    assert intake.drafts(reopen(account=desks.COLLEAGUE)) == ()


def test_open_screens_are_told_after_the_commit(desk: Desk) -> None:
    told: list[Changes] = []
    stop = desk.subscribe(told.append)
    registered = intake.register(desk, registration())
    stop()
    intake.register(desk, registration())
    assert told == [Changes(frozenset({registered.case_id}), ledger=True)]
