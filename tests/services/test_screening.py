"""The guided questions as the desk asks them."""

from __future__ import annotations

from petition_desk.domain.screening import NO, YES
from petition_desk.domain.vocabulary import Pathway
from petition_desk.services.screening import questionnaire, reasons_kept, screened

ALL_NO = {question.id: NO for question in questionnaire().questions}


def test_nine_times_no_leads_to_the_petition_procedure() -> None:
    result = screened(ALL_NO, "本局直接")
    assert result.pathway is Pathway.PETITION
    assert result.letter == "accept"


def test_what_is_not_ours_is_refused_to_the_person_and_objected_to_the_sender() -> None:
    answers = {"police-report": NO, "known-matter": NO, "not-ours": YES}
    assert screened(answers, "本局直接").letter == "not-accept"
    assert screened(answers, "县信访局").letter == "objection"
    assert screened(answers, "没有这一来源").letter == "objection"


def test_the_next_question_is_the_first_one_without_an_answer() -> None:
    result = screened({"police-report": NO}, "本局直接")
    assert result.next_question is not None
    assert result.next_question.id == "known-matter"


def test_the_reason_keeps_the_ground_and_each_answer() -> None:
    answers = {**ALL_NO, "suggestion": "suggestion"}
    kept = reasons_kept(answers, screened(answers, "本局直接"))
    assert "第二十九条" in kept
    assert "1否；2否" in kept
    assert kept.endswith("9反映情况、提意见建议）")
