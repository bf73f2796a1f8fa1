"""Every JSON shape the command line writes, in one place; identifiers English, dates ISO.

What is written here is what scripts and tests build on: keys are added, never renamed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from typing import TYPE_CHECKING, Any

from petition_desk.domain.calendar import ACT_BY, PLAIN, ROLLED, WorkCalendar
from petition_desk.domain.case import Case
from petition_desk.domain.clocks import ClockStanding
from petition_desk.domain.explanation import Explanation
from petition_desk.domain.lawful import LawfulAct
from petition_desk.domain.missing import Missing
from petition_desk.domain.steps import Step, stored_values

if TYPE_CHECKING:
    from petition_desk.domain.kept_letters import LetterHead
    from petition_desk.services.casework import CaseView
    from petition_desk.services.deadlines import DueItem

Json = dict[str, Any]

_NOT_OF_THE_CASE = frozenset({"id", "petitioners", "import_key"})
_THREE_DATES = (PLAIN, ROLLED, ACT_BY)


def plain(value: object) -> Any:  # noqa: ANN401  JSON is any of its types
    """Return a fact as JSON has it: days and instants ISO, words as they are stored."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, tuple | list | frozenset):
        return [plain(item) for item in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: plain(getattr(value, each.name)) for each in fields(value)}
    return value


def case_json(case: Case) -> Json:
    """Return the facts of a case; petitioners stand beside it."""
    return {
        each.name: plain(getattr(case, each.name))
        for each in fields(case)
        if each.name not in _NOT_OF_THE_CASE
    }


def step_json(step: Step) -> Json:
    """Return one step with its typed fields and its line of the timeline."""
    return {
        "kind": step.kind,
        "on": step.on.isoformat(),
        "recorded_at": step.recorded_at.isoformat(),
        "by": step.by,
        "values": stored_values(step.values),
        "headline": step.headline,
        "note": step.note,
        "violation": step.violation,
        "imported": step.is_imported,
        "late_entry": step.is_late_entry,
    }


def clock_json(clock: ClockStanding, explanation: Explanation) -> Json:
    """Return a clock with the reason of every day."""
    return {
        "rule": clock.rule.id,
        "of": clock.of,
        "owed_by": clock.rule.owed_by.value,
        "article": clock.rule.article,
        "started_on": clock.started_on.isoformat(),
        "due_plain": clock.dates.due_plain.isoformat(),
        "due_rolled": clock.dates.due_rolled.isoformat(),
        "act_by": clock.dates.act_by.isoformat(),
        "deadline": clock.deadline.isoformat(),
        "provisional": [name for name in _THREE_DATES if name in clock.dates.provisional],
        "presumed": clock.is_presumed,
        "state": clock.state.value,
        "days": [
            {"on": mark.on.isoformat(), "counted": mark.counted, "why": mark.why}
            for mark in explanation.days
        ],
    }


def act_json(act: LawfulAct) -> Json:
    """Return one act on offer, and why it is refused where it is."""
    refusal = act.refusal
    return {
        "id": act.id,
        "label": act.label,
        "step": act.step,
        "letter": act.letter,
        "allowed": act.is_allowed,
        "why_not": refusal.sentence if refusal is not None else "",
        "article": refusal.article if refusal is not None else "",
    }


def missing_json(item: Missing) -> Json:
    """Return one thing still owed."""
    return {"id": item.id, "label": item.label, "fact": item.is_fact}


def letter_json(letter: LetterHead) -> Json:
    """Return what is kept of a letter beside its bytes."""
    return {
        "kind": letter.kind,
        "number": letter.number,
        "title": letter.title,
        "issued_on": letter.issued_on.isoformat(),
        "sha256": letter.sha256,
        "void": letter.is_void,
        "page_count": letter.page_count,
    }


def view_json(view: CaseView, calendar: WorkCalendar, as_of: date) -> Json:
    """Return everything `show` tells of a case.

    Of a sealed case an account without the right is told the number and the clocks alone.
    """
    standing = view.standing
    clocks = [clock_json(clock, clock.explained(calendar, as_of)) for clock in standing.clocks]
    if view.is_withheld:
        sealed = {"local_no": view.case.local_no, "is_sealed": True}
        return _shown(sealed, clocks, state=standing.state.value)
    return _shown(
        case_json(view.case) | {"is_sealed": view.case.is_sealed},
        clocks,
        petitioners=[plain(person) for person in view.case.petitioners],
        steps=[step_json(step) for step in view.steps],
        letters=[letter_json(letter) for letter in view.letters],
        state=standing.state.value,
        lawful_next=[act_json(act) for act in standing.lawful_next],
        missing=[missing_json(item) for item in standing.missing],
    )


def due_json(items: Iterable[DueItem]) -> list[Json]:
    """Return the due list, the most pressing first as it came."""
    return [
        {
            "no": item.local_no,
            "rule": item.rule,
            "deadline": item.deadline.isoformat(),
            "state": item.state,
            "days_left": item.days_left,
        }
        for item in items
    ]


def _shown(case: Json, clocks: list[Json], **told: Any) -> Json:  # noqa: ANN401  parts of JSON
    nothing: Json = {
        "petitioners": [],
        "steps": [],
        "letters": [],
        "lawful_next": [],
        "missing": [],
    }
    whole = {"case": case, "clocks": clocks, **nothing, **told}
    order = ("case", "petitioners", "steps", "letters", "clocks", "state", "lawful_next", "missing")
    return {key: whole[key] for key in order}
