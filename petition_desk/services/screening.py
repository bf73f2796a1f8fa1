"""The guided questions at the desk: what to ask next, and where the answers lead."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from petition_desk.domain.screening import (
    NO,
    Questionnaire,
    ScreeningResult,
    parse_screening,
    screen,
)
from petition_desk.domain.vocabulary import SOURCES, SourceKind
from petition_desk.paths import resource


@lru_cache(maxsize=1)
def questionnaire() -> Questionnaire:
    """The nine questions as shipped."""
    path = resource("law", "screening.toml")
    return parse_screening(path.read_text(encoding="utf-8"), path.name)


def screened(answers: Mapping[str, str], source: str) -> ScreeningResult:
    """Where the answers lead for a piece from a source (an unknown one counts as any other's).

    Raises:
        ScreeningAnswerError: an answer belongs to no question, or is none of its choices.
    """
    kind = SOURCES.get(source, SourceKind.OTHER)
    return screen(answers, kind, questionnaire())


def reasons_kept(answers: Mapping[str, str], result: ScreeningResult) -> str:
    """The reason to keep with a decision: its ground, and what was answered to each question."""
    said = []
    for question in questionnaire().questions[: result.asked_count]:
        answer = answers.get(question.id, NO)
        choice = question.choice(answer)
        said.append(f"{question.number}{choice.label if choice is not None else '否'}")
    return f"{result.reasons}（甄别：{'；'.join(said)}）"
