"""A step taken back: nothing is erased, and only the one that was named goes."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import permutations

from petition_desk.domain.retraction import standing_steps, taken_back, target_of
from petition_desk.domain.step_kinds import step_kind
from petition_desk.domain.steps import Step, in_order, parse_values

MONDAY = date(2026, 3, 2)


def step(called: str, day: int = 0, minute: int = 0, **raw: str) -> Step:
    found = step_kind(called)
    assert found is not None
    at = datetime(2026, 3, 2, 1, minute, tzinfo=UTC)
    return Step(called, MONDAY + timedelta(day), at, "王", parse_values(found, raw))


def retraction(kind: str, done_on: int = 0, day: int = 1, minute: int = 0) -> Step:
    done = (MONDAY + timedelta(done_on)).isoformat()
    return step("retracted", day, minute, kind=kind, done_on=done, reason="误")


def test_what_was_taken_back_and_the_taking_back_no_longer_hold() -> None:
    kept, wrong = step("urged", way="电话"), step("urged", 1, way="网上")
    steps = (kept, wrong, retraction("urged", 1, 2))
    assert standing_steps(steps) == (kept,)
    ordered = in_order(steps)
    assert [ordered[place] for place in taken_back(ordered)] == [wrong]


def test_on_an_earlier_day_the_step_still_holds() -> None:
    wrong = step("urged", way="电话")
    steps = (wrong, retraction("urged", 0, 3))
    assert standing_steps(steps, until=MONDAY + timedelta(2)) == (wrong,)
    assert standing_steps(steps, until=MONDAY + timedelta(3)) == ()


def test_a_second_taking_back_takes_the_other_of_two_alike() -> None:
    both = (step("urged", way="电话"), step("urged", minute=1, way="网上"))
    once = (*both, retraction("urged"))
    assert len(standing_steps(once)) == 1
    assert target_of(once, retraction("urged", minute=5)) == standing_steps(once)[0]
    twice = (*once, retraction("urged", minute=5))
    assert standing_steps(twice) == ()
    assert target_of(twice, retraction("urged", minute=6)) is None


def test_nothing_is_found_on_another_day_of_another_kind_or_after_the_taking_back() -> None:
    steps = (step("urged", 2, way="电话"),)
    assert target_of(steps, retraction("urged", 1, 3)) is None
    assert target_of(steps, retraction("closed", 2, 3)) is None
    assert target_of(steps, retraction("urged", 2, 1)) is None
    assert target_of(steps, retraction("urged", 2, 3)) == steps[0]


def test_the_order_of_recording_does_not_decide_what_goes() -> None:
    contents = [
        {"way": "电话", "to": "甲"},
        {"way": "网上", "to": "乙"},
        {"way": "实地", "to": "丙"},
    ]
    left = set()
    for order in permutations(range(3)):
        steps = [
            step("urged", minute=minute, **raw) for minute, raw in zip(order, contents, strict=True)
        ]
        held = standing_steps((*steps, retraction("urged")))
        left.add(frozenset(found.text("to") for found in held))
    assert len(left) == 1
