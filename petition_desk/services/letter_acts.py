"""The act that a letter is: an 异议函 raises the objection, a 转办单 dispatches the case.

Officers begin such an act with its letter (Today leads there), so issuing records the step too,
in the same transaction and under the same refusals. A step that was recorded before and says the
same is not recorded twice.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final

from petition_desk.domain.events import REDO
from petition_desk.domain.reading import Reading
from petition_desk.domain.step_fields import StepValue
from petition_desk.domain.step_kinds import step_kind
from petition_desk.domain.steps import Step
from petition_desk.errors import FieldFault
from petition_desk.services.desk import Desk
from petition_desk.services.letter_facts import Facts

TOGETHER: Final = timedelta(seconds=5)
"""An act and its letter are recorded in one transaction; so close they always lie."""


@dataclass(frozen=True, slots=True)
class LetterAct:
    """The step a letter stands for; its fields are the facts ``step.field`` of the letter.

    Attributes:
        step: The kind of step.
        is_repeatable: Whether a further letter of the same content is the act once more.
        fixed: Values the letter itself gives.
    """

    step: str
    is_repeatable: bool = False
    fixed: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


_ACTS: Final[Mapping[str, LetterAct]] = MappingProxyType(
    {
        "objection": LetterAct("objection"),
        "dispatch": LetterAct("dispatched"),
        "forward": LetterAct("transferred"),
        "supplement": LetterAct("supplement-asked", is_repeatable=True),
        "urge": LetterAct("urged", is_repeatable=True, fixed={"way": "书面"}),
        "discipline-handover": LetterAct("handed-over"),
        "urgent-report": LetterAct("reported", is_repeatable=True),
        "suggestion": LetterAct("suggestion", is_repeatable=True),
    }
)
_ASSIGNED: Final = LetterAct("assigned")

#: What the `issued` step of a kind says as its result: the fact that holds it.
_RESULTS: Final = MappingProxyType(
    {
        "duty-reply": "duty-reply.outcome",
        "reply": "reply.adopted",
        "review": "review.outcome",
        "recheck": "recheck.outcome",
    }
)
#: The papers that may order a matter to be handled again, by a day that their step keeps.
_REDONE: Final = ("review", "recheck")


def act_kinds_of(kind: str) -> frozenset[str]:
    """The kinds of step that issuing a letter of this kind may record besides `issued`."""
    if kind == "extend":  # the act of extending issues its notice, not the other way round
        return frozenset({"extended"})
    act = _ACTS.get(kind)
    found = {act.step} if act is not None else set()
    return frozenset(found | {_ASSIGNED.step} if kind == "forward" else found)


def act_of(desk: Desk, reading: Reading, kind: str, facts: Facts) -> Step | None:
    """The step that issuing this letter records besides `issued`; None where there is none."""
    act = _ASSIGNED if kind == "forward" and facts.get("assigned.to") else _ACTS.get(kind)
    if act is None:
        return None
    values = _values(act, facts)
    if _is_recorded(reading, kind, act, values):
        return None
    return Step(
        kind=act.step,
        on=desk.clock.today(),
        recorded_at=desk.clock.now(),
        by=desk.account.name,
        values=values,
        note=_text(facts.get(f"{act.step}.note", "")),
    )


def result_of(kind: str, facts: Facts) -> str:
    """What the letter decided, as its `issued` step keeps it: of an opinion each outcome once."""
    if kind in _RESULTS:
        return _text(facts.get(_RESULTS[kind], ""))
    demands = facts.get("case.demands", ())
    count = len(demands) if isinstance(demands, tuple) else 0
    outcomes = [_text(facts.get(f"demand.{place}.outcome", "")) for place in range(1, count + 1)]
    return "、".join(dict.fromkeys(outcome for outcome in outcomes if outcome))


def redo_by_of(kind: str, facts: Facts) -> date | None:
    """Until when a review orders the matter to be handled again; None where it does not."""
    if kind not in _REDONE or facts.get(f"{kind}.outcome") != REDO:
        return None
    day = facts.get(f"{kind}.redo_by")
    return day if isinstance(day, date) else None


def note_of(kind: str, facts: Facts) -> str:
    """What the `issued` step keeps that the paper does not print: who let a result be told."""
    if kind != "report-result":
        return ""
    return f"{_text(facts.get('report-result.approver', ''))}批准告知"


def _values(act: LetterAct, facts: Facts) -> dict[str, StepValue]:
    """The fields of the step that the letter answers; what does not fit, the letter refuses."""
    chosen = step_kind(act.step)
    values: dict[str, StepValue] = {}
    for item in chosen.fields if chosen is not None else ():
        typed = act.fixed.get(item.key) or _text(facts.get(f"{act.step}.{item.key}", ""))
        value = item.parse(typed) if typed else None
        if value is not None and not isinstance(value, FieldFault):
            values[item.key] = value
    return values


def _is_recorded(
    reading: Reading, kind: str, act: LetterAct, values: Mapping[str, StepValue]
) -> bool:
    last = reading.last_of(act.step)
    if last is None or any(last.values.get(key) != value for key, value in values.items()):
        return False
    written = reading.letters_of(kind)
    return not (act.is_repeatable and written and written[-1].step.order > last.order)


def _text(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
