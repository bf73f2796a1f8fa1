"""`opinion` 信访处理意见书: every demand answered, with facts, finding, outcome and basis (32)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from petition_desk.documents.blocks import Block, Paragraph
from petition_desk.documents.letters.accept import accepted_demands
from petition_desk.documents.letters.demands import pathway_of_each
from petition_desk.documents.letters.facts import GAP, Fact, Facts
from petition_desk.documents.letters.kind import LetterKind, days_in_order
from petition_desk.documents.letters.wording import Wording, fill
from petition_desk.documents.linebreak import Run
from petition_desk.domain.vocabulary import Outcome
from petition_desk.errors import FieldFault

_ALWAYS: Final = ("facts", "found", "outcome")
#: What each outcome needs besides (WORDING of art. 32).
_BY_OUTCOME: Final = MappingProxyType(
    {
        Outcome.SUPPORTED: ("basis", "carry_out_unit", "carry_out_by"),
        Outcome.PARTLY_SUPPORTED: ("reason", "basis", "carry_out_unit", "carry_out_by"),
        Outcome.EXPLAINED: ("reason",),
        Outcome.NOT_SUPPORTED: ("reason", "basis"),
    }
)
_STOPS: Final = "。；，、"


def _demand_facts(facts: Facts) -> tuple[str, ...]:
    needed = list(pathway_of_each(facts))
    for number in accepted_demands(facts):
        outcome = facts.demand(number, "outcome")
        known = _known(outcome)
        keys = (*_ALWAYS, *(_BY_OUTCOME[known] if known else ()))
        needed += [f"demand.{number}.{key}" for key in keys]
    return tuple(needed)


def _known(outcome: str) -> Outcome | None:
    return Outcome(outcome) if outcome in set(Outcome) else None


def _claims(facts: Facts) -> tuple[Block, ...]:
    return tuple(
        Paragraph.plain(
            f"{place}{_unstopped(facts.demand(number, 'text'))}。"
            f"事实和理由：{_unstopped(facts.demand(number, 'facts'))}。"
        )
        for place, number in _places(facts)
    )


def _findings(facts: Facts) -> tuple[Block, ...]:
    return tuple(
        Paragraph.plain(f"{place}经查：{_unstopped(facts.demand(number, 'found'))}。")
        for place, number in _places(facts)
    )


def _outcomes(facts: Facts, wording: Wording) -> tuple[Block, ...]:
    blocks = []
    for place, (_, number) in enumerate(_places(facts), start=1):
        own: dict[str, Fact] = {
            f"demand.{key}": facts.value(f"demand.{number}.{key}")
            for key in ("basis", "reason", "carry_out_unit", "carry_out_by")
        }
        lead = f"（第{place}项）{_unstopped(facts.demand(number, 'text'))}。"
        phrase = wording.phrases.get(facts.demand(number, "outcome"), GAP)
        runs = fill(phrase, facts.with_blanks(own))
        blocks.append(Paragraph((Run(lead), *runs)))
    return tuple(blocks)


def _places(facts: Facts) -> list[tuple[str, int]]:
    """Return the mark before each answered demand, and its number; one demand has no mark."""
    numbers = accepted_demands(facts)
    if len(numbers) == 1:
        return [("", numbers[0])]
    return [(f"{place}. ", number) for place, number in enumerate(numbers, start=1)]


def _unstopped(text: str) -> str:
    return text.rstrip(_STOPS)


def _blanks(facts: Facts) -> Mapping[str, Fact]:
    return {"opinion.inquiry": _unstopped(facts.text("opinion.inquiry"))}


def _check(facts: Facts) -> tuple[FieldFault, ...]:
    faults = days_in_order(facts, "case.received_on", "accepted.on", "letter.issued_on")
    if not accepted_demands(facts):
        faults += (FieldFault("诉求", "没有按第三十一条第六项办理的请求，不出处理意见书"),)
    for number in accepted_demands(facts):
        outcome = facts.demand(number, "outcome")
        if _known(outcome) is None:
            words = "、".join(Outcome)
            faults += (FieldFault(f"第{number}项诉求的处理结论", f"“{outcome}”应为{words}之一"),)
    return faults


KIND = LetterKind(
    "opinion",
    blanks=_blanks,
    inserts={"claims": _claims, "findings": _findings},
    worded_inserts={"outcomes": _outcomes},
    check=_check,
    demand_facts=_demand_facts,
)
