"""Steps, facts and what an account may see of a case."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from petition_desk.domain.vocabulary import CaseState, ClockState
from petition_desk.errors import InputError, LawRefusalError, UnknownCaseError, UnknownNameError
from petition_desk.services import casework, intake, letters
from petition_desk.services.casework import record_step, show, update_facts
from petition_desk.services.desk import Desk
from petition_desk.services.letters import LetterLacksError
from petition_desk.services.recording import SealedCaseError
from tests import desks
from tests.desks import registration

UNIT = {"unit": "户政科", "handler": "赵警官", "handler_phone": "0771-1112222"}
SEALED = {"matter_kind": "检举控告", "accused_unit": "城关派出所", "demands": ["追究责任"]}


@pytest.fixture
def no(desk: Desk) -> str:
    return intake.register(desk, registration(received_on="2026-11-02")).local_no


def accepted(desk: Desk, no: str, on: date = date(2026, 11, 3)) -> None:
    record_step(desk, no, "accepted", {"pathway": "31-6", **UNIT}, on=on)


def test_a_number_in_any_spelling_finds_the_case(desk: Desk, no: str) -> None:
    for spelling in (no, no.lower(), "2026-1", "xf 2026-0001", "ＸＦ2026－0001"):
        assert show(desk, spelling).case.local_no == no


@pytest.mark.parametrize("unknown", ["XF2026-9999", "nonsense", ""])
def test_an_unknown_number_is_a_usage_fault(desk: Desk, unknown: str) -> None:
    with pytest.raises(UnknownCaseError):
        show(desk, unknown)


def test_accepting_an_unscreened_case_records_the_screening_too(desk: Desk) -> None:
    no = intake.register(desk, registration(demands=["甲", "乙"])).local_no
    record_step(desk, no, "accepted", {"pathway": "31-6", **UNIT})
    view = show(desk, no)
    assert [step.kind for step in view.steps] == ["screened", "screened", "accepted"]
    assert [demand.pathway for demand in view.case.demands] == ["31-6", "31-6"]


def test_an_opinion_before_acceptance_is_refused_with_the_article(desk: Desk, no: str) -> None:
    with pytest.raises(LawRefusalError, match="第三十四条"):
        record_step(desk, no, "issued", {"kind": "opinion", "number": "外1"})


def test_what_happened_all_the_same_is_recorded_with_its_reason(desk: Desk, no: str) -> None:
    raw = {"kind": "opinion", "number": "外1"}
    done = record_step(desk, no, "issued", raw, violation="大队自行出具")
    assert done.step.violation == "大队自行出具"
    assert show(desk, no).letters == (), "nothing is issued by it"


def test_a_date_after_today_is_a_fault(desk: Desk, no: str) -> None:
    with pytest.raises(InputError, match="在今天之后"):
        record_step(desk, no, "urged", {}, on=date(2026, 11, 21))


def test_the_law_is_asked_before_plausibility(desk: Desk, no: str) -> None:
    with pytest.raises(LawRefusalError):
        record_step(desk, no, "issued", {"kind": "opinion"}, on=date(2027, 1, 1))


def test_a_demand_that_is_not_there_is_a_fault(desk: Desk, no: str) -> None:
    with pytest.raises(InputError, match="没有第 3 项"):
        record_step(desk, no, "screened", {"pathway": "31-1", "demand": "3"})


def test_an_unknown_kind_of_step_is_a_usage_fault(desk: Desk, no: str) -> None:
    with pytest.raises(UnknownNameError):
        record_step(desk, no, "danced", {})


def test_a_refused_step_leaves_no_trace(desk: Desk, no: str) -> None:
    before = show(desk, no)
    with pytest.raises(LawRefusalError):
        record_step(desk, no, "closed", {"how": "已答复"})
    assert show(desk, no) == before
    assert desk.database.verify().holds


def test_the_extension_issues_its_notice_in_the_same_act(
    desk: Desk, no: str, reopen: Callable[..., Desk]
) -> None:
    accepted(desk, no)
    later = reopen(today=date(2026, 12, 30))
    raw = {"days": "30", "reason": "需要外省调档", "approver": "李局长"}
    done = record_step(later, no, "extended", raw)
    assert done.letter is not None
    assert done.letter.kind == "extend"
    assert letters.kept(later, no, "extend") == done.letter
    clock = done.standing.clock("handle-extended")
    assert clock is not None
    assert clock.deadline == date(2027, 2, 1)


def test_an_extension_made_on_paper_in_time_issues_nothing(desk: Desk, no: str) -> None:
    accepted(desk, no)
    raw = {"days": "30", "reason": "需要外省调档", "approver": "李局长", "number": "纸1"}
    assert record_step(desk, no, "extended", raw).letter is None


def test_an_extension_whose_notice_lacks_a_fact_is_not_recorded_either(desk: Desk) -> None:
    no = intake.register(desk, registration(petitioners=[])).local_no
    record_step(desk, no, "accepted", {"pathway": "31-6"})
    with pytest.raises(LetterLacksError):
        record_step(
            desk, no, "extended", {"days": "30", "reason": "需要外省调档", "approver": "李局长"}
        )
    assert "extended" not in {step.kind for step in show(desk, no).steps}


def test_a_correction_moves_the_clocks_and_says_which(desk: Desk, no: str) -> None:
    raw = {"field": "收到日期", "value": "2026-10-30", "reason": "派出所先收到"}
    done = record_step(desk, no, "corrected", raw)
    assert [(m.rule, m.was, m.now) for m in done.moved] == [
        ("notify-direct", date(2026, 11, 17), date(2026, 11, 14)),
        ("handle", date(2027, 1, 16), date(2027, 1, 13)),
    ], "screened for the 60 days and not accepted: they are presumed from the fifteenth day"
    assert show(desk, no).case.received_on == date(2026, 10, 30)
    before = show(desk, no, date(2026, 11, 19))
    assert before.case.received_on == date(2026, 11, 2), "as of an earlier day it was not known"


def test_a_correction_to_a_day_to_come_is_a_fault(desk: Desk, no: str) -> None:
    raw = {"field": "收到日期", "value": "2026-12-30", "reason": "误"}
    with pytest.raises(InputError, match="在今天之后"):
        record_step(desk, no, "corrected", raw)


def test_owed_facts_are_completed_but_not_those_that_clocks_hang_on(desk: Desk) -> None:
    no = intake.register(desk, registration(petitioners=[{"name": "黄䶮"}])).local_no
    assert "petitioner.address" in {item.id for item in show(desk, no).standing.missing}
    view = update_facts(desk, no, {"petitioners": [{"name": "黄䶮", "mobile": "13812345678"}]})
    assert "petitioner.address" not in {item.id for item in view.standing.missing}
    with pytest.raises(InputError, match="更正"):
        update_facts(desk, no, {"received_on": "2026-11-01"})


def test_as_of_an_earlier_day_later_steps_are_left_out(desk: Desk, no: str) -> None:
    accepted(desk, no, date(2026, 11, 10))
    assert show(desk, no, date(2026, 11, 9)).steps == ()
    assert show(desk, no, date(2026, 11, 10)).standing.clock("handle") is not None


def test_a_sealed_case_shows_number_and_clock_alone_without_the_right(
    desk: Desk, reopen: Callable[..., Desk]
) -> None:
    no = intake.register(desk, registration(**SEALED)).local_no
    colleague = reopen(account=desks.COLLEAGUE)
    view = show(colleague, no)
    assert view.is_withheld
    assert view.case.petitioners == ()
    assert (view.case.local_no, view.case.summary) == (no, "保密件")
    assert (view.steps, view.letters, view.standing.lawful_next) == ((), (), ())
    clock = view.standing.clock("notify-direct")
    assert clock is not None
    assert clock.state is ClockState.RUNNING


def test_nobody_without_the_right_acts_on_a_sealed_case(
    desk: Desk, reopen: Callable[..., Desk]
) -> None:
    no = intake.register(desk, registration(**SEALED)).local_no
    colleague = reopen(account=desks.COLLEAGUE)
    for act in (
        lambda: record_step(colleague, no, "urged", {}),
        lambda: letters.preview(colleague, no, "notice"),
        lambda: letters.issue(colleague, no, "receipt"),
        lambda: update_facts(colleague, no, {"summary": "x"}),
        lambda: casework.reveal(colleague, no),
    ):
        with pytest.raises(SealedCaseError, match="保密件"):
            act()


def test_a_sealed_case_never_goes_to_the_accused_unit(desk: Desk) -> None:
    no = intake.register(desk, registration(**SEALED)).local_no
    with pytest.raises(LawRefusalError, match="第三十条第三款"):
        record_step(desk, no, "dispatched", {"unit": "城关派出所"}, note="领导同意")


def test_other_cases_go_to_the_accused_unit_only_with_reason_and_approver(desk: Desk) -> None:
    no = intake.register(desk, registration(accused_unit="户政科")).local_no
    with pytest.raises(LawRefusalError, match="第二十八条第三款"):
        record_step(desk, no, "dispatched", {"unit": "户政科"})
    record_step(desk, no, "dispatched", {"unit": "户政科"}, note="只此一家有档案，李局长批准")


def test_a_dispatch_limit_may_not_lie_after_our_own_last_working_day(desk: Desk, no: str) -> None:
    raw = {"unit": "户政科", "notify_by": "2026-11-30"}
    with pytest.raises(LawRefusalError, match="不免除、不顺延"):
        record_step(desk, no, "dispatched", raw, on=date(2026, 11, 3))


def test_the_journal_tells_that_identities_were_shown(desk: Desk, no: str) -> None:
    before = desk.database.verify().entry_count
    casework.reveal(desk, no)
    assert desk.database.verify().entry_count == before + 1


def test_a_whole_matter_from_acceptance_to_closing(
    desk: Desk, no: str, reopen: Callable[..., Desk]
) -> None:
    accepted(desk, no)
    letter = letters.issue(desk, no, "accept")
    letters.handed_over(desk, no, letter.number)
    opinion = letters.issue(
        desk,
        no,
        "opinion",
        {
            "demand.1.facts": "申请更正未果",
            "demand.1.found": "户籍姓名用字登记有误",
            "demand.1.outcome": "支持",
            "demand.1.reason": "属实",
            "demand.1.basis": "《户口登记条例》第十七条",
            "demand.1.carry_out_unit": "户政科",
            "demand.1.carry_out_by": "2026-12-10",
            "opinion.inquiry": "听取陈述，核对档案",
        },
    )
    letters.handed_over(desk, no, opinion.number)
    standing = show(desk, no).standing
    right, duty = standing.clock("right-review"), standing.clock("carry-out")
    assert right is not None
    assert duty is not None
    assert (right.deadline, duty.deadline) == (date(2026, 12, 21), date(2026, 12, 20))
    record_step(desk, no, "carried-out", {"what": "已更正"})
    done = record_step(desk, no, "closed", {"how": "已答复"})
    assert done.standing.state is CaseState.CLOSED
    record_step(desk, no, "entered-nationally", {"number": "G1"})
    record_step(desk, no, "follow-up", {"satisfaction": "满意"})
    assert show(desk, no).standing.missing == ()


def test_a_case_sealed_by_a_step_is_withheld_at_once(
    desk: Desk, no: str, reopen: Callable[..., Desk]
) -> None:
    record_step(desk, no, "screened", {"pathway": "30", "demand": "1"})
    colleague = reopen(account=desks.COLLEAGUE)
    view = show(colleague, no)
    assert view.is_withheld
    assert view.case.petitioners == ()
    with pytest.raises(SealedCaseError):
        letters.preview(colleague, no, "notice")


def test_a_case_sealed_by_a_step_never_goes_to_the_accused_unit(desk: Desk) -> None:
    no = intake.register(desk, registration(accused_unit="城关派出所")).local_no
    record_step(desk, no, "screened", {"pathway": "30", "demand": "1"})
    with pytest.raises(LawRefusalError, match="第三十条第三款"):
        record_step(desk, no, "transferred", {"to": "城关派出所"}, note="领导同意")


def test_a_void_record_comes_back_when_the_voiding_is_taken_back(desk: Desk) -> None:
    number = intake.register(desk, desks.registration()).local_no
    casework.record_step(desk, number, "voided", {"reason": "以为重复"})
    on = desks.TODAY.isoformat()
    taken = {"kind": "voided", "done_on": on, "reason": "不是重复"}
    recorded = casework.record_step(desk, number, "retracted", taken)
    assert recorded.standing.state.value != "作废"
    kinds = [step.kind for step in casework.show(desk, number).steps]
    assert kinds[-2:] == ["voided", "retracted"]
    with pytest.raises(InputError, match="已经撤销"):
        casework.record_step(desk, number, "retracted", taken)


def test_taking_back_what_was_never_recorded_is_refused_at_its_field(desk: Desk) -> None:
    number = intake.register(desk, desks.registration()).local_no
    with pytest.raises(InputError) as caught:
        casework.record_step(
            desk, number, "retracted", {"kind": "closed", "done_on": "2026-11-19", "reason": "误"}
        )
    assert caught.value.faults[0].field == "撤销哪一步"
