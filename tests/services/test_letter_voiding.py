"""Voiding a letter keeps its record and takes back what it did; nothing served is voided."""

from __future__ import annotations

import pytest

from petition_desk.domain.vocabulary import ClockState
from petition_desk.errors import InputError, UnknownNameError
from petition_desk.services import casework, letters
from petition_desk.services.desk import Desk
from petition_desk.services.letter_voiding import LetterHandedOverError, void_letter

from .letter_cases import OBJECTION, OPINION, SENT, UNIT, clock_state, kinds_of_steps, registered


def accepted(desk: Desk) -> str:
    no = registered(desk, "31-6")
    casework.record_step(desk, no, "accepted", UNIT)
    return no


def test_a_void_letter_keeps_number_bytes_and_reason(desk: Desk) -> None:
    no = accepted(desk)
    letter = letters.issue(desk, no, "accept")
    done = void_letter(desk, no, letter.number, "承办人写错")
    assert (done.letter.is_void, done.letter.void_reason) == (True, "承办人写错")
    assert letters.kept(desk, no, letter.number).pdf == letter.pdf
    assert [step.kind for step in done.taken_back] == ["issued"]
    assert kinds_of_steps(desk, no)[-1] == "retracted"
    assert letter.number in casework.show(desk, no).steps[-1].text("reason")


def test_the_next_letter_gets_the_next_number_and_the_void_one_stays_taken(desk: Desk) -> None:
    no = accepted(desk)
    first = letters.issue(desk, no, "accept")
    void_letter(desk, no, "accept", "写错")
    second = letters.issue(desk, no, "accept")
    assert (first.serial, second.serial) == (1, 2)
    assert letters.kept(desk, no, "accept").number == second.number


def test_an_opinion_that_is_void_lets_its_clock_run_again(desk: Desk) -> None:
    no = accepted(desk)
    letters.issue(desk, no, "opinion", OPINION)
    assert clock_state(desk, no, "handle") == ClockState.MET.value
    void_letter(desk, no, "opinion", "结论写错")
    assert clock_state(desk, no, "handle") == ClockState.RUNNING.value


def test_a_letter_that_is_an_act_takes_the_act_back(desk: Desk) -> None:
    no = registered(desk, "not-ours", **SENT)
    letters.issue(desk, no, "objection", OBJECTION)
    assert clock_state(desk, no, "object-assigned") == ClockState.MET.value
    done = void_letter(desk, no, "objection", "依据写错")
    assert [step.kind for step in done.taken_back] == ["issued", "objection"]
    assert clock_state(desk, no, "object-assigned") == ClockState.RUNNING.value


def test_the_notice_of_an_extension_takes_the_extension_back(desk: Desk) -> None:
    no = accepted(desk)
    values = {"days": "20", "reason": "等待鉴定意见", "approver": "周局长"}
    casework.record_step(desk, no, "extended", values)
    assert casework.show(desk, no).standing.clock("handle-extended") is not None
    done = void_letter(desk, no, "extend", "天数写错")
    assert [step.kind for step in done.taken_back] == ["issued", "extended"]
    assert casework.show(desk, no).standing.clock("handle-extended") is None
    again = casework.record_step(desk, no, "extended", {**values, "days": "30"})
    assert again.letter is not None
    assert again.letter.serial == 2


def test_two_letters_of_one_instant_are_told_apart(desk: Desk) -> None:
    no = accepted(desk)
    letter = letters.issue(desk, no, "accept")
    letters.issue_service_sheet(desk, no, letter)
    void_letter(desk, no, letter.number, "写错")
    standing = [each.kind for each in casework.show(desk, no).letters if not each.is_void]
    assert standing == ["service"]
    back = casework.show(desk, no).steps[-1]
    assert back.text("number") == letter.number


def test_what_the_petitioner_has_is_not_voided(desk: Desk) -> None:
    no = accepted(desk)
    letter = letters.issue(desk, no, "accept")
    letters.handed_over(desk, no, letter.number)
    with pytest.raises(LetterHandedOverError, match="不能作废"):
        void_letter(desk, no, letter.number, "写错")
    assert not letters.kept(desk, no, letter.number).is_void


def test_a_label_without_a_number_is_voided_by_its_kind(desk: Desk) -> None:
    no = accepted(desk)
    letters.issue(desk, no, "accept")
    letters.issue(desk, no, "label")
    assert void_letter(desk, no, "label", "地址变了").letter.is_void


def test_voiding_needs_a_reason_and_a_letter_and_happens_once(desk: Desk) -> None:
    no = accepted(desk)
    letters.issue(desk, no, "accept")
    with pytest.raises(InputError, match="作废的理由"):
        void_letter(desk, no, "accept", "  ")
    with pytest.raises(UnknownNameError, match="opinion"):
        void_letter(desk, no, "opinion", "没有")
    number = letters.kept(desk, no, "accept").number
    void_letter(desk, no, "accept", "写错")
    with pytest.raises(InputError, match="已经作废"):
        void_letter(desk, no, number, "再作废")
