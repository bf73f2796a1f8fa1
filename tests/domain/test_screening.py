"""The nine questions: the first 是 decides, and where it leads."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petition_desk.domain.rules import RuleFileError
from petition_desk.domain.screening import (
    NO,
    Questionnaire,
    ScreeningAnswerError,
    parse_screening,
    screen,
)
from petition_desk.domain.vocabulary import Pathway, SourceKind

DIRECT = SourceKind.DIRECT
#: Question, choice, pathway, letter if brought by the petitioner, letter if sent by others.
LEADS_TO = [
    ("police-report", "yes", Pathway.POLICE_REPORT, "", ""),
    ("known-matter", "being-handled", None, "status", "status"),
    ("known-matter", "rechecked", None, "no-longer", "no-longer"),
    ("known-matter", "lower-body-handling", None, "not-accept", "not-accept"),
    ("not-ours", "yes", Pathway.NOT_OURS, "not-accept", "objection"),
    ("accusation", "yes", Pathway.ACCUSATION, "report-notice", "report-notice"),
    ("police-procedure", "yes", Pathway.PROCEDURE, "pathway", "pathway"),
    ("administrative", "yes", Pathway.ADMINISTRATIVE, "pathway", "pathway"),
    ("arbitration-or-appeal", "arbitration", Pathway.ARBITRATION, "pathway", "pathway"),
    ("arbitration-or-appeal", "party-appeal", Pathway.PARTY_APPEAL, "pathway", "pathway"),
    ("duty", "yes", Pathway.DUTY, "notice", "notice"),
    ("suggestion", "suggestion", Pathway.SUGGESTION, "notice", "notice"),
    ("suggestion", "answer-now", Pathway.ANSWERED, "", ""),
]
ORDER = tuple(dict.fromkeys(row[0] for row in LEADS_TO))


def all_no_before(question_id: str) -> dict[str, str]:
    return dict.fromkeys(ORDER[: ORDER.index(question_id)], NO)


def test_the_nine_questions_are_asked_in_their_order(questionnaire: Questionnaire) -> None:
    answers: dict[str, str] = {}
    asked = []
    while (question := screen(answers, DIRECT, questionnaire).next_question) is not None:
        asked.append(question.id)
        answers[question.id] = NO
    assert tuple(asked) == ORDER
    assert [question.number for question in questionnaire.questions] == list(range(1, 10))


@pytest.mark.parametrize(
    ("question_id", "choice", "pathway", "direct", "assigned"),
    LEADS_TO,
    ids=[f"{row[0]} {row[1]}" for row in LEADS_TO],
)
def test_a_yes_leads_to_its_pathway_and_letter(
    questionnaire: Questionnaire,
    question_id: str,
    choice: str,
    pathway: Pathway | None,
    direct: str,
    assigned: str,
) -> None:
    answers = all_no_before(question_id) | {question_id: choice}
    for source_kind in SourceKind:
        result = screen(answers, source_kind, questionnaire)
        assert result.is_decided
        assert result.pathway is pathway
        assert result.letter == (direct if source_kind is DIRECT else assigned)
        assert result.reasons
        assert result.article
        assert result.question is not None
        assert result.question.id == question_id
        assert result.choice is not None
        assert result.choice.id == choice
        assert result.asked_count == ORDER.index(question_id) + 1


def test_every_choice_of_the_file_is_known_to_these_tests(questionnaire: Questionnaire) -> None:
    in_file = {
        (question.id, choice.id)
        for question in questionnaire.questions
        for choice in question.choices
    }
    assert in_file == {(row[0], row[1]) for row in LEADS_TO}


def test_nine_times_no_is_a_petition_to_be_accepted(questionnaire: Questionnaire) -> None:
    result = screen(dict.fromkeys(ORDER, NO), DIRECT, questionnaire)
    assert (result.pathway, result.letter) == (Pathway.PETITION, "accept")
    assert result.question is None
    assert result.asked_count == 9
    assert "第三十一条第六项" in result.reasons


def test_what_is_not_ours_is_objected_to_where_another_body_sent_it(
    questionnaire: Questionnaire,
) -> None:
    answers = all_no_before("not-ours") | {"not-ours": "yes"}
    assert "5个工作日" in screen(answers, SourceKind.XINFANG, questionnaire).reasons
    assert "5个工作日" not in screen(answers, DIRECT, questionnaire).reasons


def test_a_yes_behind_an_unanswered_question_decides_nothing(
    questionnaire: Questionnaire,
) -> None:
    result = screen({"duty": "yes"}, DIRECT, questionnaire)
    assert not result.is_decided
    assert result.next_question is not None
    assert result.next_question.id == "police-report"
    assert (result.pathway, result.letter, result.reasons, result.asked_count) == (None, "", "", 0)


def test_the_first_yes_decides_whatever_was_answered_behind_it(
    questionnaire: Questionnaire,
) -> None:
    answers = dict.fromkeys(ORDER, NO) | {"accusation": "yes", "duty": "yes"}
    assert screen(answers, DIRECT, questionnaire).pathway is Pathway.ACCUSATION


def test_other_rights_are_shown_where_another_procedure_has_them(
    questionnaire: Questionnaire,
) -> None:
    showing = [question.id for question in questionnaire.questions if question.shows_rights]
    assert showing == ["police-procedure", "administrative", "arbitration-or-appeal"]


@pytest.mark.parametrize(
    "answers", [{"police-report": "maybe"}, {"police-report": ""}, {"weather": "no"}]
)
def test_an_answer_that_is_none_is_refused(
    questionnaire: Questionnaire, answers: dict[str, str]
) -> None:
    with pytest.raises(ScreeningAnswerError) as caught:
        screen(answers, DIRECT, questionnaire)
    assert caught.value.exit_code == 4
    assert next(iter(answers)) in str(caught.value)


@given(
    answers=st.dictionaries(
        st.sampled_from(ORDER), st.sampled_from([NO, "first", "last"]), max_size=9
    ),
    source_kind=st.sampled_from(list(SourceKind)),
)
def test_any_answers_lead_to_a_next_question_or_to_a_reasoned_end(
    questionnaire: Questionnaire, answers: dict[str, str], source_kind: SourceKind
) -> None:
    picked = {}
    for question_id, answer in answers.items():
        choices = questionnaire.question(question_id).choices
        picked[question_id] = {NO: NO, "first": choices[0].id, "last": choices[-1].id}[answer]
    result = screen(picked, source_kind, questionnaire)
    if result.next_question is not None:
        assert result.next_question.id not in picked
        assert result.pathway is None
    else:
        assert result.reasons
        assert result.pathway is not None or result.letter


GOOD = """\
version = "1"
[[question]]
id = "a"
text = "是吗？"
article = "第一条"
[[question.yes]]
id = "yes"
label = "是"
pathway = "31-1"
letter = "pathway"
reason = "理由"
[otherwise]
article = "第二条"
pathway = "31-6"
letter = "accept"
reason = "理由"
"""


def test_a_small_questionnaire_is_read() -> None:
    questionnaire = parse_screening(GOOD)
    assert questionnaire.version == "1"
    assert questionnaire.questions[0].choices[0].letter_assigned == "pathway"


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('version = "1"', "", "version"),
        ('text = "是吗？"', "", "question[a].text"),
        ('text = "是吗？"', 'text = " "', "question[a].text"),
        ('text = "是吗？"', "text = 3", "question[a].text"),
        ('article = "第一条"', "", "question[a].article"),
        ('article = "第一条"', 'artikel = "第一条"', "question[a].artikel"),
        ('article = "第一条"', 'article = "第一条"\nrights = "yes"', "question[a].rights"),
        ('pathway = "31-1"', 'pathway = "31-7"', "question[a].yes[yes].pathway"),
        ('letter = "pathway"', 'letter = "postcard"', "question[a].yes[yes].letter"),
        ('label = "是"', "", "question[a].yes[yes].label"),
        ('label = "是"', 'label = "是"\nlabels = "是"', "question[a].yes[yes].labels"),
        ('id = "yes"', 'id = "no"', "question[a].yes[no].id"),
        ('pathway = "31-6"', "", "otherwise.pathway"),
        ("[otherwise]", "[elsewhere]", "elsewhere"),
        ("[otherwise]", "[[question]]", "question[第 2 项].id"),
        ("[[question.yes]]", "[question.no]", "question[a].no"),
        ("[[question]]", "[question]", "question"),
    ],
)
def test_a_wrong_questionnaire_is_refused_naming_file_and_key(old: str, new: str, key: str) -> None:
    assert GOOD.count(old) >= 1
    with pytest.raises(RuleFileError) as caught:
        parse_screening(GOOD.replace(old, new), "questions.toml")
    assert caught.value.file == "questions.toml"
    assert caught.value.key == key


@pytest.mark.parametrize("text", ["", "version = ", 'version = "1"\n'])
def test_an_empty_or_broken_questionnaire_is_refused(text: str) -> None:
    with pytest.raises(RuleFileError):
        parse_screening(text)


def test_a_question_twice_is_refused() -> None:
    head, _, rest = GOOD.partition("[otherwise]")
    question = head.partition("\n")[2]
    with pytest.raises(RuleFileError) as caught:
        parse_screening(f"{head}{question}[otherwise]{rest}")
    assert caught.value.key == "question[a].id"
