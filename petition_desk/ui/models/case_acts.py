"""Which of the lawful acts is the likely next one; what is lawful the domain alone decides."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from petition_desk.domain.lawful import LawfulAct
from petition_desk.domain.notices import notice_kinds
from petition_desk.domain.reading import Reading
from petition_desk.domain.step_kinds import step_kind
from petition_desk.domain.vocabulary import SERVED_KINDS, Pathway

if TYPE_CHECKING:
    from petition_desk.services.casework import CaseView

#: After the act that the next deadline asks for, in the order in which a case usually goes.
_USUAL: Final = (
    "screen", "accept", "opinion-letter", "serve", "feedback", "carry-out", "close",
    "follow-up", "dispatch", "urge", "extend", "enter-nationally",
)  # fmt: skip
#: Never proposed: they undo, or happen to us.
_NEVER: Final = frozenset(
    {"void", "correct", "reopen", "withdraw", "review", "recheck", "transfer", "not-accept"}
)


def proposed_acts(view: CaseView, most: int = 4) -> tuple[LawfulAct, ...]:
    """Return the lawful acts to offer as buttons, the most likely first; nothing for no right."""
    allowed = {act.id: act for act in view.standing.lawful_next if act.is_allowed}
    allowed |= {act.id: act for act in _acts_of_clocks(view)}
    order = [*_asked_for(view), *_USUAL]
    likely = [allowed[act_id] for act_id in dict.fromkeys(order) if act_id in allowed]
    # The steps of a view end with its day; nothing here asks what is later.
    reading = Reading(view.case, view.steps, date.max)
    fresh = [act for act in likely if not _is_behind(act, view, reading)]
    return tuple(fresh[:most])


def refused_acts(view: CaseView, most: int = 1) -> tuple[LawfulAct, ...]:
    """Return the refused acts worth naming with their reason: closing, while it is open."""
    acts = view.standing.lawful_next
    is_over = any(act.id == "reopen" and act.is_allowed for act in acts)
    wanted = [act for act in acts if act.id == "close" and not act.is_allowed]
    return () if is_over else tuple(wanted[:most])


def _asked_for(view: CaseView) -> list[str]:
    """Return the ids of acts that the open questions and clocks ask for."""
    missing = {item.id for item in view.standing.missing}
    if "screened" in missing:
        return ["screen", "accept"]
    if "notice" in missing:
        return _telling(view)
    asked = [act.id for act in _acts_of_clocks(view)]
    for clock in view.standing.open_clocks:
        for act in view.standing.lawful_next:
            if clock.rule.act and clock.rule.act in (act.letter, act.step):
                asked.append(act.id)
    return asked


def _acts_of_clocks(view: CaseView) -> list[LawfulAct]:
    """The steps that end a running clock and stand on no list of acts: the rule names them."""
    listed = {name for act in view.standing.lawful_next for name in (act.step, act.letter)}
    if not listed:
        return []
    return [
        LawfulAct(clock.rule.act, clock.rule.act_label, clock.rule.act, "")
        for clock in view.standing.open_clocks
        if clock.rule.act not in listed and step_kind(clock.rule.act) is not None
    ]


def _telling(view: CaseView) -> list[str]:
    """The notice that the pathways ask for; once it is issued, handing it over."""
    issued = {step.text("kind") for step in view.standing_steps if step.kind == "issued"}
    kinds = notice_kinds((demand.pathway for demand in view.case.demands), view.case.source_kind)
    first = ["accept"] if "accept" in kinds and not _has(view, "accepted") else []
    letters = [f"{kind}-letter" for kind in kinds if kind not in issued]
    told = ["notify"] if issued & SERVED_KINDS else []
    objects = ["object"] if "objection" in kinds else []
    return [*first, *objects, *letters, *told, "notify"]


def _has(view: CaseView, kind: str) -> bool:
    return any(step.kind == kind for step in view.standing_steps)


def _is_behind(act: LawfulAct, view: CaseView, reading: Reading) -> bool:
    """Whether an act was done already, or belongs to a case that has not come so far."""
    match act.id:
        case "screen":
            return all(pathway for pathway in reading.pathways.values())
        case "accept":
            is_other = reading.is_decided and not reading.has_pathway(Pathway.PETITION)
            return is_other or bool(reading.all_of("accepted"))
        case "opinion-letter":
            return bool(reading.letters_of("opinion"))
        case "serve":
            return all(letter.served_on is not None for letter in reading.letters_of(*SERVED_KINDS))
        case "urge" | "feedback":
            return _is_answered(reading)
        case "dispatch":
            return bool(reading.all_of("dispatched"))
        case "enter-nationally":
            return bool(reading.all_of("entered-nationally")) or reading.case.is_imported
        case _:
            return act.id in _NEVER


def _is_answered(reading: Reading) -> bool:
    """Whether no unit owes an answer."""
    last = reading.last_of("dispatched", "feedback")
    return last is None or last.kind == "feedback"
