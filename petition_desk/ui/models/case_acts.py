"""Which of the lawful acts is the likely next one; what is lawful the domain alone decides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from petition_desk.domain.notices import notice_kinds
from petition_desk.domain.vocabulary import SERVED_KINDS

if TYPE_CHECKING:
    from petition_desk.domain.lawful import LawfulAct
    from petition_desk.services.casework import CaseView

#: After the act that the next deadline asks for, in the order in which a case usually goes.
_USUAL: Final = (
    "screen", "accept", "opinion-letter", "serve", "feedback", "carry-out", "close",
    "follow-up", "enter-nationally", "dispatch", "extend", "urge",
)  # fmt: skip
#: Never proposed: they undo, or happen to us.
_NEVER: Final = frozenset(
    {"void", "correct", "reopen", "withdraw", "review", "recheck", "transfer", "not-accept"}
)


def proposed_acts(view: CaseView, most: int = 4) -> tuple[LawfulAct, ...]:
    """Return the lawful acts to offer as buttons, the most likely first; nothing for no right."""
    allowed = {act.id: act for act in view.standing.lawful_next if act.is_allowed}
    order = [*_asked_for(view), *_USUAL]
    likely = [allowed[act_id] for act_id in dict.fromkeys(order) if act_id in allowed]
    done = {step.kind for step in view.steps}
    fresh = [act for act in likely if not _is_behind(act, view, done)]
    return tuple(fresh[:most])


def refused_acts(view: CaseView, most: int = 1) -> tuple[LawfulAct, ...]:
    """Return the refused acts worth naming with their reason: closing first."""
    refused = [act for act in view.standing.lawful_next if not act.is_allowed]
    wanted = [act for act in refused if act.id in ("close", "opinion-letter", "extend")]
    wanted.sort(key=lambda act: act.id != "close")
    closed = any(act.id == "reopen" and act.is_allowed for act in view.standing.lawful_next)
    return () if closed else tuple(wanted[:most])


def _asked_for(view: CaseView) -> list[str]:
    """Return the ids of acts that the open questions and clocks ask for."""
    missing = {item.id for item in view.standing.missing}
    if "screened" in missing:
        return ["screen", "accept"]
    if "notice" in missing:
        return _telling(view)
    asked = []
    for clock in view.standing.open_clocks:
        for act in view.standing.lawful_next:
            if clock.rule.act and clock.rule.act in (act.letter, act.step):
                asked.append(act.id)
    return asked


def _telling(view: CaseView) -> list[str]:
    """The notice that the pathways ask for; once it is issued, handing it over."""
    issued = {step.text("kind") for step in view.steps if step.kind == "issued"}
    kinds = notice_kinds((demand.pathway for demand in view.case.demands), view.case.source_kind)
    first = ["accept"] if "accept" in kinds and not _has(view, "accepted") else []
    letters = [f"{kind}-letter" for kind in kinds if kind not in issued]
    told = ["notify"] if issued & SERVED_KINDS else []
    objects = ["object"] if "objection" in kinds else []
    return [*first, *objects, *letters, *told, "notify"]


def _has(view: CaseView, kind: str) -> bool:
    return any(step.kind == kind for step in view.steps)


def _is_behind(act: LawfulAct, view: CaseView, done: set[str]) -> bool:
    """Whether an act was done already, or belongs to a case that has not come so far."""
    if act.id in _NEVER:
        return True
    if act.id == "screen":
        return all(demand.pathway for demand in view.case.demands) and bool(view.case.demands)
    if act.id in ("urge", "feedback"):
        return "dispatched" not in done
    if act.id == "accept":
        return "accepted" in done
    if act.id == "close":
        return "closed" in done
    return act.id in ("enter-nationally",) and "entered-nationally" in done
