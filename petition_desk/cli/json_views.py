"""Every JSON shape the command line writes, in one place; identifiers English, dates ISO.

What is written here is what scripts and tests build on: keys are added, never renamed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from typing import TYPE_CHECKING, Any

from petition_desk.domain.calendar import WorkCalendar
from petition_desk.domain.case import Case
from petition_desk.domain.lawful import LawfulAct
from petition_desk.domain.missing import Missing
from petition_desk.domain.retraction import taken_back
from petition_desk.domain.steps import Step, stored_values
from petition_desk.domain.vocabulary import ClockState
from petition_desk.domain.why_json import clock_json

if TYPE_CHECKING:
    from petition_desk.domain.kept_letters import LetterHead
    from petition_desk.services.casework import CaseView
    from petition_desk.services.other_rights import RightAtStake
    from petition_desk.services.today import TodayItem

Json = dict[str, Any]

_NOT_OF_THE_CASE = frozenset({"id", "petitioners", "import_key"})


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


def step_json(step: Step, *, is_taken_back: bool = False) -> Json:
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
        "taken_back": is_taken_back,
    }


def act_json(act: LawfulAct) -> Json:
    """Return one act that may be done now: the step it records, the letter it begins with."""
    return {"id": act.id, "label": act.label, "step": act.step, "letter": act.letter}


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
    standing, gone = view.standing, taken_back(view.steps)
    clocks = [clock_json(clock, clock.explained(calendar, as_of)) for clock in standing.clocks]
    if view.is_withheld:
        sealed = {"local_no": view.case.local_no, "summary": "保密件", "is_sealed": True}
        # The number of a letter, or the name of a unit, would tell what it is about.
        return _shown(sealed, [clock | {"of": ""} for clock in clocks], state="")
    return _shown(
        case_json(view.case)
        | {
            "is_sealed": view.case.is_sealed,
            "other_rights": [right_json(right, as_of) for right in view.rights],
        },
        clocks,
        petitioners=[plain(person) for person in view.case.petitioners],
        steps=[
            step_json(step, is_taken_back=place in gone) for place, step in enumerate(view.steps)
        ],
        letters=[letter_json(letter) for letter in view.letters],
        state=standing.state.name.lower().replace("_", "-"),
        lawful_next=[act_json(act) for act in standing.lawful_next if act.is_allowed],
        missing=[missing_json(item) for item in standing.missing],
    )


def right_json(right: RightAtStake, as_of: date) -> Json:
    """Return the last day of another right that a challenged paper puts at stake."""
    last = right.last
    return {
        "demand": right.demand,
        "document": {
            "name": right.paper.name,
            "number": right.paper.number,
            "served_on": right.paper.served_on.isoformat() if right.paper.served_on else None,
        },
        "right": last.right.id,
        "procedure": last.right.procedure,
        "limit": last.limit.name,
        "length": {"amount": last.limit.span.amount, "unit": last.limit.span.unit},
        "rule": last.limit.rule,
        "source": last.limit.source,
        "last_day": last.on.isoformat(),
        "due_plain": last.dates.due_plain.isoformat(),
        "due_rolled": last.dates.due_rolled.isoformat(),
        "provisional": last.is_provisional,
        "confirm": last.limit.confirm,
        "days_left": last.days_left(as_of),
    }


def due_json(items: Iterable[TodayItem], on: date) -> list[Json]:
    """Return the due list as of a day, the most pressing first as it came."""
    found = []
    for item in items:
        if item.deadline is None:
            continue
        state = ClockState.OVERDUE if item.deadline < on else ClockState.RUNNING
        found.append(
            {
                "no": item.local_no,
                "rule": item.rule,
                "deadline": item.deadline.isoformat(),
                "state": state.value,
                "days_left": (item.deadline - on).days,
            }
        )
    return found


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
