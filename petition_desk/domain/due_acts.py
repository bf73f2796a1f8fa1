"""The one act that a running clock asks for now.

A rule names the act that ends its clock; a case may not have come so far. Who owes a written
notice of a matter that nobody has screened must screen it first; a letter that lies there issued
has to be handed over. So the button beside a deadline is the next act, never one that is refused.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from petition_desk.domain.lawful import letter_refusal
from petition_desk.domain.notices import notice_kinds
from petition_desk.domain.reading import Reading
from petition_desk.domain.refusals import Clocks
from petition_desk.domain.rules import Rule
from petition_desk.domain.vocabulary import NOTICE_KINDS, Pathway

_ANSWERING: Final = frozenset({"handle", "handle-extended"})


class DueAct(NamedTuple):
    """A kind of step or of letter, and the word on its button."""

    act: str
    label: str


_SCREEN: Final = DueAct("screened", "甄别途径")
_ACCEPT: Final = DueAct("accepted", "办理受理")
_ANSWER: Final = DueAct("opinion", "写意见书")
_HAND_OVER: Final = DueAct("notified", "交付告知书")


def due_act(rule: Rule, reading: Reading, clocks: Clocks = ()) -> DueAct:
    """What has to be done next for a clock of this rule; `clocks` are all those of the case."""
    named = DueAct(rule.act, rule.act_label)
    if rule.act == "notice":
        return _telling(reading, clocks, named)
    if rule.id in _ANSWERING:
        return _deciding(reading) or named
    if rule.id == "report-back" and _owes_opinion(reading):
        return _deciding(reading) or _ANSWER
    return named


def _owes_opinion(reading: Reading) -> bool:
    """Whether there is no result yet that could be reported."""
    if reading.is_settled or reading.is_withdrawn:
        return False
    return reading.has_pathway(Pathway.PETITION) and not reading.letters_of("opinion")


def _deciding(reading: Reading) -> DueAct | None:
    """Screening, then accepting; None where both are done or not asked for."""
    if reading.case.is_imported:
        return None
    if not reading.is_decided:
        return _SCREEN
    is_ours = reading.has_pathway(Pathway.PETITION) and not reading.case.repeat_of
    return _ACCEPT if is_ours and not reading.all_of("accepted") else None


def _telling(reading: Reading, clocks: Clocks, named: DueAct) -> DueAct:
    first = _deciding(reading)
    if first is not None:
        return first
    issued = {letter.kind for letter in reading.letters}
    pathways = [reading.pathways.get(number) for number in reading.demand_numbers]
    wanted = ("status",) if reading.case.repeat_of else ()
    kinds = wanted or notice_kinds(pathways, reading.case.source_kind)
    for kind in kinds:
        if kind == "objection" and letter_refusal(reading, clocks, kind) is not None:
            # Nobody objected in time: the matter counts as taken, and has to be decided anew.
            return _SCREEN
        if kind not in issued:
            return DueAct(kind, "写异议函" if kind == "objection" else named.label)
    waits = any(
        letter.kind in NOTICE_KINDS and letter.notified_on is None for letter in reading.letters
    )
    return _HAND_OVER if waits else named
