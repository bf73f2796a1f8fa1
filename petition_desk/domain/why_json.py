"""A clock as JSON: the one shape that `show`, `why` and the window's copy share.

What is written here is what scripts and tests build on: keys are added, never renamed.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from petition_desk.domain.calendar import ACT_BY, PLAIN, ROLLED
from petition_desk.domain.clocks import ClockStanding
from petition_desk.domain.explanation import Explanation
from petition_desk.domain.vocabulary import ClockState, Owner
from petition_desk.domain.what_if import WhatIf
from petition_desk.domain.why import WhyView

Json = dict[str, Any]

_THREE_DATES: Final = (PLAIN, ROLLED, ACT_BY)


def clock_json(clock: ClockStanding, explanation: Explanation) -> Json:
    """Return a clock of a case with the reason of every day."""
    return _clock(
        (clock.rule.id, clock.of, clock.rule.owed_by, clock.rule.article),
        clock.started_on,
        clock.deadline,
        clock.state,
        explanation,
        is_presumed=clock.is_presumed,
    )


def why_json(view: WhyView, today: date) -> Json:
    """Return an answer: the clock, then what else it rests on.

    A rule that was asked about without a case stands as if nothing ended it.
    """
    late = ClockState.LAPSED if view.rule.lapses else ClockState.OVERDUE
    state = late if today > view.deadline else ClockState.RUNNING
    explanation = view.explanation
    clock = _clock(
        (view.rule.id, view.of, view.rule.owed_by, view.rule.article),
        view.started_on or explanation.trigger,
        view.deadline,
        view.state or state,
        explanation,
        is_presumed=view.is_presumed,
    )
    return clock | {
        "name": view.rule.name,
        "case": view.number,
        "counts": view.counts,
        "counts_why": view.taken_sentence,
        "trigger": {"on": explanation.trigger.isoformat(), "event": view.rule.starts},
        "length": {"amount": explanation.span.amount, "unit": explanation.span.unit},
        "extended_days": explanation.extra_days,
        "pauses": [
            {
                "from": pause.from_on.isoformat(),
                "until": pause.until_on.isoformat() if pause.until_on else None,
                "why": pause.why,
            }
            for pause in explanation.pauses
        ],
        "law": [
            {"citation": text.citation, "text": text.text, "remark": text.remark}
            for text in view.texts
        ],
        "rule_version": view.rule_version,
        "calendar_version": explanation.calendar_version,
    }


def what_if_json(found: WhatIf, whys: Iterable[WhyView], today: date) -> Json:
    """Return every date of a pathway: what was assumed, and each clock as `why` has it."""
    return {
        "pathway": found.pathway.value,
        "source": found.source.value,
        "from": found.from_on.isoformat(),
        "extended_days": found.extended_days,
        "assumed": [
            {
                "act": act.id,
                "label": act.label,
                "on": act.on.isoformat(),
                "given": act.is_given,
                "provisional": act.is_provisional,
            }
            for act in found.acts
        ],
        "clocks": [why_json(view, today) for view in whys],
    }


def _clock(
    what: tuple[str, str, Owner, str],
    started_on: date,
    deadline: date,
    state: ClockState,
    explanation: Explanation,
    *,
    is_presumed: bool,
) -> Json:
    rule, of, owed_by, article = what
    dates = explanation.dates
    return {
        "rule": rule,
        "of": of,
        "owed_by": owed_by.value,
        "article": article,
        "started_on": started_on.isoformat(),
        "due_plain": dates.due_plain.isoformat(),
        "due_rolled": dates.due_rolled.isoformat(),
        "act_by": dates.act_by.isoformat(),
        "deadline": deadline.isoformat(),
        "provisional": [name for name in _THREE_DATES if name in dates.provisional],
        "presumed": is_presumed,
        "state": state.value,
        "days": [
            {"on": mark.on.isoformat(), "counted": mark.counted, "why": mark.why}
            for mark in explanation.days
        ],
    }
