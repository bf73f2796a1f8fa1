"""The extension is one act, and is undone as one act: period, notice and its number's record."""

from __future__ import annotations

from datetime import date

import pytest

from petition_desk.domain.clocks import ClockStanding
from petition_desk.errors import InputError, LawRefusalError
from petition_desk.services import casework, intake, letters
from petition_desk.services.desk import Desk
from petition_desk.services.letter_voiding import void_letter
from tests.desks import registration

REASON = "需要外地协查，回函未到"
RECEIVED = "2026-10-01"


@pytest.fixture
def number(desk: Desk) -> str:
    """A case accepted on 1 October: 60 days end on 30 November."""
    raw = registration(received_on=RECEIVED, petitioned_on=RECEIVED)
    local_no = intake.register(desk, raw).local_no
    accepted = {
        "pathway": "31-6", "unit": "户政中心", "handler": "赵警官", "handler_phone": "0771-1",
    }  # fmt: skip
    casework.record_step(desk, local_no, "accepted", accepted, on=date(2026, 10, 1))
    return local_no


def extend(desk: Desk, number: str) -> casework.Recorded:
    raw = {"days": "30", "reason": REASON, "approver": "李局长"}
    return casework.record_step(desk, number, "extended", raw)


def running(desk: Desk, number: str) -> dict[str, ClockStanding]:
    return {clock.rule.id: clock for clock in casework.show(desk, number).standing.open_clocks}


def test_voiding_the_notice_takes_the_extension_back_with_it(desk: Desk, number: str) -> None:
    before = running(desk, number)
    notice = extend(desk, number).letter
    assert notice is not None
    assert running(desk, number)["handle-extended"].deadline == date(2026, 12, 30)
    voided = void_letter(desk, number, notice.number, "批准的是另一件")
    assert {step.kind for step in voided.taken_back} == {"issued", "extended"}
    after = running(desk, number)
    assert "handle-extended" not in after
    assert after["handle"].deadline == before["handle"].deadline == date(2026, 11, 30)
    kept = letters.kept(desk, number, notice.number)
    assert (kept.is_void, kept.pdf) == (True, notice.pdf)


def test_it_can_be_extended_anew_and_the_number_of_the_void_notice_is_not_used_again(
    desk: Desk, number: str
) -> None:
    first = extend(desk, number).letter
    assert first is not None
    void_letter(desk, number, first.number, "天数写错")
    second = extend(desk, number).letter
    assert second is not None
    assert second.serial == (first.serial or 0) + 1


def test_the_extension_alone_is_not_taken_back_while_its_notice_stands(
    desk: Desk, number: str
) -> None:
    step = extend(desk, number).step
    with pytest.raises(InputError, match="作废这份文书"):
        casework.take_back(desk, number, step, "记错")
    assert "handle-extended" in running(desk, number)


def test_a_notice_the_petitioner_has_is_not_voided(desk: Desk, number: str) -> None:
    notice = extend(desk, number).letter
    assert notice is not None
    letters.handed_over(desk, number, notice.number)
    with pytest.raises(LawRefusalError, match="已经告知或者送达"):
        void_letter(desk, number, notice.number, "记错")
    assert "handle-extended" in running(desk, number)


def test_an_extension_whose_notice_was_made_on_paper_is_taken_back_by_itself(
    desk: Desk, number: str
) -> None:
    raw = {"days": "30", "reason": REASON, "approver": "李局长", "number": "延1"}
    step = casework.record_step(desk, number, "extended", raw).step
    casework.take_back(desk, number, step, "记到了别的件上")
    assert "handle-extended" not in running(desk, number)
    assert "handle" in running(desk, number)
