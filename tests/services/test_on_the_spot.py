"""What is done while the visitor waits."""

from __future__ import annotations

from datetime import date

import pytest

from petition_desk.domain.vocabulary import CaseState, ClockState
from petition_desk.errors import InputError
from petition_desk.services import casework, letters
from petition_desk.services.desk import Desk
from petition_desk.services.intake import LetterOnOffer
from petition_desk.services.on_the_spot import (
    ANSWERED,
    NOT_OURS,
    OURS,
    TRANSFER,
    Telling,
    notice_kind,
    proposed_values,
    register_and_tell,
)
from petition_desk.services.other_rights import pathway_values
from tests import desks


def demands(*pathways: str) -> list[dict[str, str]]:
    return [{"text": f"请求{n}", "pathway": p} for n, p in enumerate(pathways, start=1)]


@pytest.mark.parametrize(
    ("act", "kinds", "given"),
    [
        (OURS, ("accept", "service"), "accept"),
        (OURS, ("accept", "pathway", "service"), "accept"),
        (OURS, ("objection", "service"), ""),
        (OURS, (), ""),
        (TRANSFER, ("accept", "service"), "transfer"),
        (NOT_OURS, ("not-accept", "service"), "not-accept"),
        (ANSWERED, ("notice", "service"), ""),
    ],
)
def test_the_letter_that_is_given_on_the_spot(act: str, kinds: tuple[str, ...], given: str) -> None:
    offered = [LetterOnOffer(kind, kind, "") for kind in kinds]
    assert notice_kind(act, offered) == given


def test_a_petition_is_accepted_and_told(desk: Desk) -> None:
    telling = Telling(OURS, "户政大队", "孙警官", "0771-3334445")
    done = register_and_tell(desk, desks.registration(), "accept", telling)
    assert [letter.kind for letter in done.letters] == ["accept", "service"]
    assert (done.lacks, done.refusal) == ((), "")


def test_a_case_of_another_body_is_transferred_and_the_person_told(desk: Desk) -> None:
    telling = Telling(TRANSFER, "某某市公安局", "", "0771-9999999")
    done = register_and_tell(desk, desks.registration(), "transfer", telling)
    assert done.refusal == ""
    assert [letter.kind for letter in done.letters] == ["transfer", "service"]
    view = casework.show(desk, done.registered.local_no)
    sent = next(step for step in view.steps if step.kind == "transferred")
    assert (sent.text("to"), sent.text("phone")) == ("某某市公安局", "0771-9999999")


def test_what_is_not_ours_names_the_body_and_what_became_of_the_papers(desk: Desk) -> None:
    values = {"not-accepted.material": "未提交材料"}
    telling = Telling(NOT_OURS, "某某县社保局", "某某县某路2号", "0771-8888888", values)
    raw = desks.registration(demands=demands("not-ours"))
    done = register_and_tell(desk, raw, "not-accept", telling)
    assert done.refusal == ""
    assert [letter.kind for letter in done.letters] == ["not-accept", "service"]


def test_what_a_refusal_lacks_comes_back_and_the_case_is_registered(desk: Desk) -> None:
    raw = desks.registration(demands=demands("not-ours"))
    done = register_and_tell(desk, raw, "not-accept", Telling(NOT_OURS, "某某县社保局"))
    assert done.letters == ()
    assert {fact.identifier for fact in done.lacks} >= {"not-accepted.material"}
    number = done.registered.local_no
    steps = casework.show(desk, number).steps
    assert any(step.kind == "not-accepted" for step in steps)
    # With what was missing the letter can be issued afterwards.
    blanks = {"not-accepted.material": "未提交材料", "not-accepted.body_phone": "0771-8888888"}
    assert letters.issue(desk, number, "not-accept", blanks).kind == "not-accept"


def test_an_inquiry_is_answered_and_closed(desk: Desk) -> None:
    raw = desks.registration(matter_kind="咨询", demands=demands("answer-now"))
    done = register_and_tell(desk, raw, "", Telling(ANSWERED))
    assert done.refusal == ""
    assert casework.show(desk, done.registered.local_no).standing.state is CaseState.CLOSED


def test_a_petition_cannot_be_closed_by_an_answer_and_stays_registered(desk: Desk) -> None:
    done = register_and_tell(desk, desks.registration(), "", Telling(ANSWERED))
    assert "可以当场答复结案，请求须书面答复" in done.refusal
    view = casework.show(desk, done.registered.local_no)
    notify = next(c for c in view.standing.clocks if c.rule.id == "notify-direct")
    assert notify.state is ClockState.RUNNING


def test_a_form_with_faults_registers_nothing(desk: Desk) -> None:
    with pytest.raises(InputError):
        register_and_tell(desk, desks.registration(summary=""), "accept", Telling(OURS))
    with desk.reading() as work:
        assert work.cases.get("XF2026-0001") is None


class TestPathwayValues:
    def test_a_typical_demand_fills_procedure_basis_and_body(self, desk: Desk) -> None:
        values = pathway_values(desk, "accident-review", "")
        assert values["pathway.procedure"] == "道路交通事故认定复核"
        assert values["pathway.mode"] == "yours"
        assert values["pathway.body"] == "上一级公安机关交通管理部门"
        assert "pathway.limit_due" not in values

    def test_the_last_day_stands_in_it_where_it_is_certain(self, desk: Desk) -> None:
        # Three working days after Thursday 19 November 2026.
        values = pathway_values(desk, "accident-review", "2026-11-19")
        assert values["pathway.limit_due"] == date(2026, 11, 24).isoformat()

    def test_a_day_that_may_still_move_is_left_out(self, desk: Desk) -> None:
        values = pathway_values(desk, "accident-review", "2026-12-29")
        assert "pathway.limit_rule" in values
        assert "pathway.limit_due" not in values

    def test_the_challenged_paper_of_a_case_finds_its_procedure(self, desk: Desk) -> None:
        paper = {"name": "道路交通事故认定书", "served_on": "2026-11-19"}
        raw = desks.registration(
            demands=[{"text": "撤销", "pathway": "31-1", "challenged_document": paper}]
        )
        number = register_and_tell(desk, raw, "", Telling(OURS)).registered.local_no
        values = proposed_values(desk, "pathway", casework.show(desk, number).case)
        assert values["pathway.procedure"] == "道路交通事故认定复核"
        assert values["pathway.limit_due"] == "2026-11-24"

    def test_a_case_without_a_paper_proposes_nothing(self, desk: Desk) -> None:
        number = register_and_tell(desk, desks.registration(), "", Telling(OURS)).registered
        case = casework.show(desk, number.local_no).case
        assert proposed_values(desk, "pathway", case) == {}
        assert proposed_values(desk, "accept", case) == {}

    def test_a_notice_of_receipt_explains_each_procedure_once(self, desk: Desk) -> None:
        raw = desks.registration(demands=demands("29", "31-5", "29"))
        number = register_and_tell(desk, raw, "", Telling(OURS)).registered.local_no
        case = casework.show(desk, number).case
        words = proposed_values(desk, "notice", case)["pathway.procedure"]
        assert words.count("；") == 1
        assert "研究论证" in words
        assert "依法调查处理" in words

    def test_an_unknown_demand_fills_nothing(self, desk: Desk) -> None:
        assert pathway_values(desk, "none", "2026-11-19") == {}
