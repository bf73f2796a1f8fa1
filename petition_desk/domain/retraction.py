"""撤销记录: a step that should not have been recorded is taken back by a further step.

Nothing recorded is ever erased. A `retracted` step names kind and day of what it takes back and
the reason, and of several alike which one, by the instant it was recorded at and its number. From
its own day on the case reads as if that had not been recorded; both stay on the timeline. What was
seen on an earlier day is still computed as it was then.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from petition_desk.domain.steps import Step, in_order, stored_values

RETRACTED: Final = "retracted"


def standing_steps(steps: Iterable[Step], until: date | None = None) -> tuple[Step, ...]:
    """The steps that hold, in order: without what was taken back, and the takings-back.

    Args:
        steps: All that was recorded.
        until: Later steps are left out, those that take back included.
    """
    ordered = in_order(steps, until)
    if all(step.kind != RETRACTED for step in ordered):
        return ordered
    gone = taken_back(ordered)
    return tuple(
        step for place, step in enumerate(ordered) if step.kind != RETRACTED and place not in gone
    )


def target_of(steps: Iterable[Step], retraction: Step) -> Step | None:
    """The step that a retraction would take back; None if there is none (left)."""
    ordered = in_order(steps)
    place = _target(ordered, retraction, taken_back(ordered))
    return None if place is None else ordered[place]


def retraction_of(step: Step, reason: str = "") -> dict[str, str]:
    """What is typed to take this very step back."""
    raw = {
        "kind": step.kind,
        "done_on": step.on.isoformat(),
        "recorded_at": step.recorded_at.isoformat(),
        "reason": reason,
    }
    # Two letters issued in one act may bear one instant, where a clock ticks slowly.
    return raw | ({"number": step.text("number")} if step.text("number") else {})


def taken_back(ordered: Sequence[Step]) -> dict[int, Step]:
    """Which of steps in their order, by place, were taken back, and by which step."""
    gone: dict[int, Step] = {}
    for step in ordered:
        if step.kind == RETRACTED:
            place = _target(ordered, step, gone)
            if place is not None:
                gone[place] = step
    return gone


def _target(ordered: Sequence[Step], retraction: Step, gone: Mapping[int, Step]) -> int | None:
    kind, done_on = retraction.text("kind"), retraction.day("done_on")
    if done_on is None or done_on > retraction.on:
        return None
    alike = [
        place
        for place, step in enumerate(ordered)
        if step.kind == kind
        and step.on == done_on
        and place not in gone
        and retraction.text("recorded_at") in ("", step.recorded_at.isoformat())
        and retraction.text("number") in ("", step.text("number"))
    ]
    # Of two alike on one day the choice must not hang on which was recorded first.
    return max(alike, key=lambda place: _content(ordered[place]), default=None)


def _content(step: Step) -> list[tuple[str, str]]:
    return sorted(stored_values(step.values).items())
