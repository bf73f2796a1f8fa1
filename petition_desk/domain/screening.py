"""诉访分离甄别: the nine questions that find the pathway of one demand.

The questions are data (`resources/law/screening.toml`); here is how they are asked. They are asked
for each demand, in their order; the first 是 decides. What was answered is kept with the
demand, and can be changed later by a step.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from petition_desk.domain.law_tables import LawTable, law_table, refuse_doubles
from petition_desk.domain.vocabulary import LETTER_LABELS, Pathway, SourceKind
from petition_desk.errors import InputError

NO: Final = "no"
YES: Final = "yes"

_QUESTION_KEYS = frozenset({"id", "text", "article", "example", "say", "confirm", "rights", "yes"})
_CHOICE_KEYS = frozenset(
    {"id", "label", "pathway", "letter", "letter_assigned", "reason", "reason_assigned"}
)
_OTHERWISE_KEYS = frozenset({"article", "pathway", "letter", "reason", "example", "say", "confirm"})


class ScreeningAnswerError(InputError):
    """An answer belongs to no question, or is none of its choices (exit 4).

    Attributes:
        question_id: The question it was given to.
        answer: What was answered.
    """

    def __init__(self, question_id: str, answer: str, choices: tuple[str, ...]) -> None:
        """Name the question, the answer, and what may be answered."""
        self.question_id = question_id
        self.answer = answer
        allowed = f"应为 {'、'.join(choices)}" if choices else "没有这一问"
        super().__init__(f"甄别 {question_id}", f"“{answer}”不能作答，{allowed}")


@dataclass(frozen=True, slots=True)
class Choice:
    """One way in which a question may be answered with 是, and what follows.

    Attributes:
        id: ``yes`` where a question has one alone.
        label: What the officer picks.
        pathway: The pathway of the demand; None where an earlier matter decides (question 2).
        letter: The letter kind that follows; empty if none does.
        letter_assigned: The same where the piece was sent to us by others.
        reason: The reason kept with the decision.
        reason_assigned: The same where the piece was sent to us by others.
    """

    id: str
    label: str
    pathway: Pathway | None
    letter: str
    letter_assigned: str
    reason: str
    reason_assigned: str


@dataclass(frozen=True, slots=True)
class Question:
    """One question, as it is asked at the desk.

    Attributes:
        number: Its place, from 1.
        id: Its fixed name, under which the answer is kept.
        text: What is asked.
        article: The ground.
        example: What it looks like.
        say: What the officer may say to the visitor if it is 是.
        confirm: What depends on local practice and is to be confirmed; empty if nothing does.
        shows_rights: Whether the other rights at stake are shown when it is 是.
        choices: The ways in which it may be 是; at least one.
    """

    number: int
    id: str
    text: str
    article: str
    example: str
    say: str
    confirm: str
    shows_rights: bool
    choices: tuple[Choice, ...]

    def choice(self, answer: str) -> Choice | None:
        """Return what an answer picks, None for 否.

        Raises:
            ScreeningAnswerError: It is neither 否 nor one of the choices.
        """
        if answer == NO:
            return None
        for choice in self.choices:
            if choice.id == answer:
                return choice
        raise ScreeningAnswerError(self.id, answer, (NO, *(choice.id for choice in self.choices)))


@dataclass(frozen=True, slots=True)
class Otherwise:
    """What holds when no question is 是 (art. 31 VI)."""

    pathway: Pathway
    letter: str
    reason: str
    article: str
    example: str
    say: str
    confirm: str


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """The questions in their order, what holds otherwise, and the version of the file."""

    version: str
    questions: tuple[Question, ...]
    otherwise: Otherwise

    def question(self, question_id: str) -> Question:
        """Return a question by its id.

        Raises:
            ScreeningAnswerError: There is none.
        """
        for question in self.questions:
            if question.id == question_id:
                return question
        raise ScreeningAnswerError(question_id, "", ())


@dataclass(frozen=True, slots=True)
class ScreeningResult:
    """Where the answers lead.

    Attributes:
        asked_count: How many questions were answered on the way.
        pathway: The pathway found; None while it is open, and where an earlier matter decides.
        letter: The letter kind that follows; empty if none does, or while it is open.
        reasons: The reason to keep with the decision; empty while it is open.
        article: Its ground; empty while it is open.
        say: What may be said to the visitor; empty while it is open.
        confirm: What of it is to be confirmed.
        question: The question that decided; None while it is open, and where none was 是.
        choice: What was picked there.
        next_question: The question to ask now; None when it is decided.
    """

    asked_count: int
    pathway: Pathway | None = None
    letter: str = ""
    reasons: str = ""
    article: str = ""
    say: str = ""
    confirm: str = ""
    question: Question | None = None
    choice: Choice | None = None
    next_question: Question | None = None

    @property
    def is_decided(self) -> bool:
        """Whether no question is left to ask."""
        return self.next_question is None


def parse_screening(text: str, file: str = "screening.toml") -> Questionnaire:
    """Read the questions.

    Args:
        text: The text of the file.
        file: Its name, for errors alone.

    Raises:
        RuleFileError: Naming the file and the key at fault.
    """
    table = law_table(text, file)
    table.refuse_unknown({"version", "question", "otherwise"})
    tables = table.tables("question")
    if not tables:
        raise table.fault("question", "没有任何问题")
    refuse_doubles(tables)
    return Questionnaire(
        version=table.text("version"),
        questions=tuple(_question(item, number) for number, item in enumerate(tables, start=1)),
        otherwise=_otherwise(table.table("otherwise")),
    )


def screen(
    answers: Mapping[str, str], source_kind: SourceKind, questionnaire: Questionnaire
) -> ScreeningResult:
    """Say where the answers lead for a piece of this source.

    Args:
        answers: Question id → ``no`` or the id of a choice. Answers behind the first 是, and
            behind a question that was not answered yet, decide nothing.
        source_kind: Who brought the piece: what is not ours is refused to the petitioner, but
            objected to where another body sent it (art. 23).
        questionnaire: The questions.

    Raises:
        ScreeningAnswerError: An answer belongs to no question, or is none of its choices.
    """
    for question_id, answer in answers.items():
        questionnaire.question(question_id).choice(answer)
    for asked_before, question in enumerate(questionnaire.questions):
        if question.id not in answers:
            return ScreeningResult(asked_before, next_question=question)
        choice = question.choice(answers[question.id])
        if choice is not None:
            return _decided_by(question, choice, source_kind)
    return _decided_by_none(questionnaire)


def _decided_by_none(questionnaire: Questionnaire) -> ScreeningResult:
    otherwise = questionnaire.otherwise
    return ScreeningResult(
        asked_count=len(questionnaire.questions),
        pathway=otherwise.pathway,
        letter=otherwise.letter,
        reasons=otherwise.reason,
        article=otherwise.article,
        say=otherwise.say,
        confirm=otherwise.confirm,
    )


def _decided_by(question: Question, choice: Choice, source_kind: SourceKind) -> ScreeningResult:
    is_direct = source_kind is SourceKind.DIRECT
    return ScreeningResult(
        asked_count=question.number,
        pathway=choice.pathway,
        letter=choice.letter if is_direct else choice.letter_assigned,
        reasons=choice.reason if is_direct else choice.reason_assigned,
        article=question.article,
        say=question.say,
        confirm=question.confirm,
        question=question,
        choice=choice,
    )


def _question(table: LawTable, number: int) -> Question:
    table.refuse_unknown(_QUESTION_KEYS)
    tables = table.tables("yes")
    if not tables:
        raise table.fault("yes", "没有写“是”以后怎么办")
    refuse_doubles(tables)
    return Question(
        number=number,
        id=table.text("id"),
        text=table.text("text"),
        article=table.text("article"),
        example=table.text("example", default=""),
        say=table.text("say", default=""),
        confirm=table.text("confirm", default=""),
        shows_rights=table.flag("rights"),
        choices=tuple(map(_choice, tables)),
    )


def _choice(table: LawTable) -> Choice:
    table.refuse_unknown(_CHOICE_KEYS)
    identifier = table.text("id")
    if identifier == NO:
        raise table.fault("id", f"“{NO}”留给“否”")
    pathway = table.word("pathway", tuple(Pathway), default="") if "pathway" in table.values else ""
    letter, reason = _letter(table, "letter"), table.text("reason")
    return Choice(
        id=identifier,
        label=table.text("label"),
        pathway=Pathway(pathway) if pathway else None,
        letter=letter,
        letter_assigned=_letter(table, "letter_assigned") or letter,
        reason=reason,
        reason_assigned=table.text("reason_assigned", default=reason),
    )


def _otherwise(table: LawTable) -> Otherwise:
    table.refuse_unknown(_OTHERWISE_KEYS)
    return Otherwise(
        pathway=Pathway(table.word("pathway", tuple(Pathway))),
        letter=_letter(table, "letter"),
        reason=table.text("reason"),
        article=table.text("article"),
        example=table.text("example", default=""),
        say=table.text("say", default=""),
        confirm=table.text("confirm", default=""),
    )


def _letter(table: LawTable, key: str) -> str:
    if not table.text(key, default=""):
        return ""
    return table.word(key, tuple(LETTER_LABELS))
