"""The one act that a running clock asks for now.

A rule names the act that ends its clock; a case may not have come so far. Who owes a written
notice of a matter that nobody has screened must screen it first; a letter that lies there issued
has to be handed over. So the button beside a deadline is the next act, never one that is refused.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from petition_desk.domain.notices import notice_kinds
from petition_desk.domain.reading import Reading
from petition_desk.domain.rules import Rule
from petition_desk.domain.vocabulary import NOTICE_KINDS, Pathway

ISSUED: Final = "issued:"
"""Before the kind of a letter that is issued already and waits to be handed over."""

_ANSWERING: Final = frozenset({"handle", "handle-extended"})


class DueAct(NamedTuple):
    """A kind of step, a kind of letter, or a letter that is there (`ISSUED`); and its button."""

    act: str
    label: str


_SCREEN: Final = DueAct("screened", "甄别途径")
_ACCEPT: Final = DueAct("accepted", "办理受理")


def due_act(rule: Rule, reading: Reading) -> DueAct:
    """What has to be done next for a clock of this rule."""
    named = DueAct(rule.act, rule.act_label)
    if rule.id.startswith("notify-"):
        return _telling(reading, named)
    if rule.id in _ANSWERING:
        return _deciding(reading) or named
    return named


def _deciding(reading: Reading) -> DueAct | None:
    """Screening, then accepting; None where both are done or not asked for."""
    if reading.case.is_imported:
        return None
    if not reading.is_decided:
        return _SCREEN
    is_ours = reading.has_pathway(Pathway.PETITION) and not reading.case.repeat_of
    return _ACCEPT if is_ours and not reading.all_of("accepted") else None


def _telling(reading: Reading, named: DueAct) -> DueAct:
    first = _deciding(reading)
    if first is not None:
        return first
    issued = {letter.kind for letter in reading.letters}
    pathways = [reading.pathways.get(number) for number in reading.demand_numbers]
    wanted = ("status",) if reading.case.repeat_of else ()
    kinds = wanted or notice_kinds(pathways, reading.case.source_kind)
    for kind in kinds:
        if kind not in issued:
            return DueAct(kind, "写异议函" if kind == "objection" else named.label)
    for letter in reading.letters:
        if letter.kind in NOTICE_KINDS and letter.notified_on is None:
            return DueAct(f"{ISSUED}{letter.kind}", "交付告知书")
    return named
