"""What holds for every sequence of steps: order of entering, nothing lost, every date explained."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from petition_desk.domain.steps import Step
from petition_desk.domain.vocabulary import OPEN_CLOCK_STATES, CaseState, ClockState, Owner
from tests.domain.test_explanation import recompute
from tests.domain.test_standing import CALENDAR, RECEIVED, a_case, a_step, any_step, on, sources

LAST_DAY = RECEIVED + timedelta(days=320)
#: A correction changes the facts that clocks start from: it may well take one away.
CHANGES_FACTS = "corrected"


def entered_in_another_order(steps: list[Step], shuffler: random.Random) -> list[Step]:
    """The same steps as if whole days had been entered in another order than they happened."""
    days = sorted({step.on for step in steps})
    shuffler.shuffle(days)
    entered = []
    for place, day in enumerate(days):
        same_day = sorted((step for step in steps if step.on == day), key=lambda step: step.order)
        start = datetime(2027, 1, 1, tzinfo=UTC) + timedelta(days=place)
        entered += [
            replace(step, recorded_at=start + timedelta(minutes=minute))
            for minute, step in enumerate(same_day)
        ]
    return entered


@given(st.lists(any_step(), max_size=14), sources, st.randoms(use_true_random=False))
def test_days_may_be_entered_in_any_order(
    steps: list[Step], source: str, shuffler: random.Random
) -> None:
    case = a_case(source=source)
    as_it_happened = on(case, steps, LAST_DAY)
    entered_late = on(case, entered_in_another_order(steps, shuffler), LAST_DAY)
    assert entered_late == as_it_happened


@given(st.lists(any_step(), max_size=14), sources, st.integers(0, 320))
def test_every_date_of_every_clock_can_be_read_off_its_explanation(
    steps: list[Step], source: str, days: int
) -> None:
    day = RECEIVED + timedelta(days=days)
    for clock in on(a_case(source=source), steps, day).clocks:
        dates = recompute(clock.explained(CALENDAR, day))
        assert dates == clock.dates, clock.rule.id
        assert clock.deadline == getattr(dates, clock.counts)


@given(st.lists(any_step(), min_size=1, max_size=12), sources)
def test_what_we_owe_never_vanishes_when_something_more_is_done(
    steps: list[Step], source: str
) -> None:
    earlier, last = steps[:-1], steps[-1]
    if last.kind == CHANGES_FACTS:
        return
    case = a_case(source=source)
    before, after = on(case, earlier, LAST_DAY), on(case, [*earlier, last], LAST_DAY)
    kept = {(clock.rule.id, clock.started_on) for clock in after.clocks}
    by_rule = {clock.rule.id for clock in after.clocks}
    for clock in before.clocks:
        if clock.rule.owed_by is not Owner.US or clock.is_presumed:
            continue
        # The first acceptance or the letter's own day may turn out to be earlier, never nothing.
        assert clock.rule.id in by_rule, f"{last.kind} lost {clock.rule.id}"
        if clock.rule.starts in ("received", "duty-requested", "letter-issued"):
            assert (clock.rule.id, clock.started_on) in kept


@given(st.lists(any_step(), max_size=12), st.integers(0, 320))
def test_a_state_says_what_the_days_say(steps: list[Step], days: int) -> None:
    day = RECEIVED + timedelta(days=days)
    standing = on(a_case(), steps, day)
    for clock in standing.clocks:
        is_past = day > clock.deadline
        match clock.state:
            case ClockState.RUNNING:
                assert not is_past
            case ClockState.OVERDUE:
                assert is_past
                assert not clock.rule.lapses
            case ClockState.MET:
                assert clock.ended_on is not None
                assert clock.ended_on <= clock.deadline
            case ClockState.MET_LATE:
                assert clock.ended_on is not None
                assert clock.ended_on > clock.deadline
            case ClockState.LAPSED:
                assert clock.rule.lapses
                assert is_past
            case ClockState.EXEMPT:
                assert clock.exempted_on is not None
                assert clock.is_exempted_late == (clock.exempted_on > clock.deadline)
    if standing.state is CaseState.VOID:
        assert not {clock.state for clock in standing.clocks} & OPEN_CLOCK_STATES


@given(st.lists(any_step(), max_size=8), st.integers(1, 40))
def test_what_the_law_forbade_never_makes_a_deadline_later(steps: list[Step], days: int) -> None:
    accepted = a_step("accepted", RECEIVED, pathway="31-6")
    forbidden = a_step("extended", date(2026, 3, 20), days=days, reason="要鉴定", approver="李局长")
    known = [step for step in steps if step.kind not in ("extended", CHANGES_FACTS)]
    without = on(a_case(), [accepted, *known], LAST_DAY)
    unlawful = replace(forbidden, violation="没有经过批准")
    with_it = on(a_case(), [accepted, *known, unlawful], LAST_DAY)
    assert with_it.clocks == without.clocks


def test_an_old_ledgers_extension_without_a_number_of_days_prolongs_nothing() -> None:
    accepted = a_step("accepted", RECEIVED, pathway="31-6")
    extended = Step("extended", date(2026, 4, 20), accepted.recorded_at, is_imported=True)
    standing = on(a_case(), [accepted, extended], LAST_DAY)
    assert standing.clock("handle-extended") is None
    handle = standing.clock("handle")
    assert handle is not None
    assert handle.state is ClockState.OVERDUE
