"""Standing: properties that must hold for any sequence of steps, and particular days."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from petition_desk.domain.calendar import WorkCalendar
from petition_desk.domain.case import Case, Demand, OfficialRecord, Petitioner
from petition_desk.domain.rules import Policy, RuleBook, load_rules
from petition_desk.domain.standing import Standing, stand, stand_to_store
from petition_desk.domain.step_fields import FieldType
from petition_desk.domain.step_kinds import STEP_KINDS, StepKind
from petition_desk.domain.steps import Step, StepId, parse_values
from petition_desk.domain.vocabulary import (
    SOURCES,
    CaseState,
    ClockState,
    MatterKind,
    Owner,
    Pathway,
)
from petition_desk.domain.year_notices import parse_calendar
from petition_desk.paths import resource

CALENDAR: WorkCalendar = parse_calendar(
    resource("law", "calendar", "workdays.toml").read_text(encoding="utf-8")
)
BOOK: RuleBook = load_rules(resource("law", "clocks.toml"))
RECEIVED = date(2026, 3, 2)
REGISTERED_AT = datetime(2026, 3, 2, 2, tzinfo=UTC)


def a_case(**facts: object) -> Case:
    case = Case(
        local_no="XF2026-0001",
        received_on=RECEIVED,
        registered_at=REGISTERED_AT,
        summary="反映一件事",
        matter_kind=MatterKind.CLAIM,
        demands=(Demand(1, "说明情况"), Demand(2, "道歉")),
        petitioners=(Petitioner("张三"),),
    )
    return replace(case, **facts)  # type: ignore[arg-type]


def a_step(step_kind: str, on: date, /, **values: object) -> Step:
    known = next(item for item in STEP_KINDS if item.id == step_kind)
    typed = parse_values(known, {key: str(value) for key, value in values.items()})
    return Step(step_kind, on, datetime(on.year, on.month, on.day, 2, tzinfo=UTC), values=typed)


def on(case: Case, steps: list[Step], day: date, book: RuleBook = BOOK) -> Standing:
    return stand(case, steps, book, CALENDAR, day)


def values_of(kind: StepKind, draw: st.DrawFn) -> dict[str, str]:
    raw = {}
    for item in kind.fields:
        if not item.is_required and draw(st.booleans()):
            continue
        match item.type:
            case FieldType.DATE:
                raw[item.key] = draw(st.dates(date(2026, 1, 1), date(2027, 6, 30))).isoformat()
            case FieldType.NUMBER:
                raw[item.key] = str(draw(st.integers(1, 40)))
            case FieldType.DEMAND:
                raw[item.key] = str(draw(st.integers(1, 2)))
            case FieldType.PATHWAY:
                raw[item.key] = draw(st.sampled_from(Pathway)).value
            case FieldType.CHOICE:
                raw[item.key] = draw(st.sampled_from(item.choices))[0]
            case FieldType.LETTER:
                raw[item.key] = draw(st.sampled_from(["accept", "opinion", "review", "告1", "意1"]))
            case _:
                raw[item.key] = draw(
                    st.sampled_from(["甲", "乙", "支持", "撤销重办", "告1", "意1"])
                )
    return raw


@st.composite
def any_step(draw: st.DrawFn) -> Step:
    kind = draw(st.sampled_from(STEP_KINDS))
    day = RECEIVED + timedelta(days=draw(st.integers(0, 300)))
    recorded = datetime(2026, 3, 2, tzinfo=UTC) + timedelta(minutes=draw(st.integers(0, 500_000)))
    values = parse_values(kind, values_of(kind, draw))
    return Step(kind.id, day, recorded, values=values, id=StepId(draw(st.integers(1, 10**6))))


sources = st.sampled_from(sorted(SOURCES))


@settings(max_examples=150, deadline=None)
@given(st.lists(any_step(), max_size=14), sources, st.integers(0, 320))
def test_no_sequence_of_steps_makes_it_raise_or_lose_a_clock(
    steps: list[Step], source: str, days: int
) -> None:
    day = RECEIVED + timedelta(days=days)
    standing = on(a_case(source=source), steps, day)
    started = {clock.rule.id for clock in standing.clocks}
    assert started & {"notify-direct", "notify-assigned"}, "a notice is always owed or settled"
    for clock in standing.clocks:
        assert clock.dates.act_by <= clock.dates.due_plain <= clock.dates.due_rolled
        # Explaining it must give the very same three dates.
        explained = clock.explained(CALENDAR, day)
        assert explained.dates == clock.dates
    assert standing.changes_on is None or standing.changes_on > day


@settings(max_examples=100, deadline=None)
@given(st.lists(any_step(), max_size=12), st.randoms(use_true_random=False))
def test_the_order_in_which_steps_are_stored_makes_no_difference(
    steps: list[Step], shuffler: random.Random
) -> None:
    day = RECEIVED + timedelta(days=320)
    shuffled = list(steps)
    shuffler.shuffle(shuffled)
    assert on(a_case(), steps, day) == on(a_case(), shuffled, day)


@settings(max_examples=40, deadline=None)
@given(st.lists(any_step(), max_size=10), st.integers(0, 320))
def test_what_is_stored_is_the_standing_without_the_acts_on_offer(
    steps: list[Step], days: int
) -> None:
    day = RECEIVED + timedelta(days=days)
    stored = stand_to_store(a_case(), steps, BOOK, CALENDAR, day)
    assert stored == replace(on(a_case(), steps, day), lawful_next=())


@settings(max_examples=60, deadline=None)
@given(st.lists(any_step(), max_size=10), st.integers(0, 300))
def test_later_steps_do_not_change_an_earlier_day(steps: list[Step], days: int) -> None:
    day = RECEIVED + timedelta(days=days)
    until_then = [step for step in steps if step.on <= day]
    assert on(a_case(), steps, day) == on(a_case(), until_then, day)


@settings(max_examples=60, deadline=None)
@given(st.lists(any_step(), max_size=10), st.integers(0, 300))
def test_nothing_changes_before_the_day_it_is_said_to_change(steps: list[Step], days: int) -> None:
    day = RECEIVED + timedelta(days=days)
    known = [step for step in steps if step.on <= day]
    standing = on(a_case(), known, day)
    last = (standing.changes_on or day + timedelta(days=400)) - timedelta(days=1)
    later = on(a_case(), known, last)
    assert later.state == standing.state
    assert [clock.state for clock in later.clocks] == [clock.state for clock in standing.clocks]


def test_the_notice_clock_of_an_imported_case_is_unknown_not_late() -> None:
    case = a_case(is_imported=True)
    standing = on(case, [], RECEIVED + timedelta(days=200))
    clock = standing.clock("notify-direct")
    assert clock is not None
    assert clock.state is ClockState.UNKNOWN
    assert not standing.open_clocks


def test_what_is_done_after_the_import_runs_as_for_any_case() -> None:
    case = a_case(is_imported=True)
    accepted = a_step("accepted", date(2026, 4, 1), pathway="31-6")
    clock = on(case, [accepted], date(2026, 6, 1)).clock("handle")
    assert clock is not None
    assert (clock.state, clock.deadline) == (ClockState.OVERDUE, date(2026, 5, 31))


def test_the_official_systems_earlier_date_reminds_but_does_not_count() -> None:
    case = a_case(official=OfficialRecord(due_on=date(2026, 4, 20)))
    clock = on(case, [a_step("accepted", RECEIVED, pathway="31-6")], RECEIVED).clock("handle")
    assert clock is not None
    assert (clock.reminds_on, clock.deadline) == (date(2026, 4, 20), date(2026, 5, 1))


def test_the_office_may_let_the_notice_end_only_when_it_is_served() -> None:
    strict = replace(BOOK, policy=Policy(notice_ends_when="served"))
    steps = [
        a_step("issued", RECEIVED, kind="notice", number="接1"),
        a_step("notified", RECEIVED, letter="接1", way="邮寄"),
    ]
    posted = on(a_case(), steps, date(2026, 3, 20)).clock("notify-direct")
    served = on(a_case(), steps, date(2026, 3, 20), strict).clock("notify-direct")
    assert posted is not None
    assert served is not None
    assert (posted.state, served.state) == (ClockState.MET, ClockState.OVERDUE)


def test_a_receipt_or_a_service_sheet_never_ends_the_notice() -> None:
    for kind in ("receipt", "service", "extend"):
        steps = [
            a_step("issued", RECEIVED, kind=kind, number="凭1"),
            a_step("served", RECEIVED, letter="凭1", way="当面", result="本人签收"),
        ]
        clock = on(a_case(), steps, RECEIVED).clock("notify-direct")
        assert clock is not None
        assert clock.state is ClockState.RUNNING, kind


def test_the_feedback_of_one_unit_does_not_end_anothers_clock() -> None:
    steps = [
        a_step("dispatched", RECEIVED, unit="甲所", feedback_on="2026-03-12"),
        a_step("dispatched", RECEIVED, unit="乙所", feedback_on="2026-03-12"),
        a_step("feedback", date(2026, 3, 10), unit="甲所", result="属实"),
    ]
    states = {
        clock.of: clock.state
        for clock in on(a_case(), steps, date(2026, 3, 13)).clocks
        if clock.rule.id == "feedback"
    }
    assert states == {"甲所": ClockState.MET, "乙所": ClockState.OVERDUE}


def test_the_last_of_several_addressees_starts_the_right_to_review() -> None:
    steps = [
        a_step("accepted", RECEIVED, pathway="31-6"),
        a_step("issued", date(2026, 4, 1), kind="opinion", number="意1", result="不予支持"),
        a_step("served", date(2026, 4, 2), letter="意1", result="本人签收", addressee="张三"),
        a_step("served", date(2026, 4, 8), letter="意1", result="退件", addressee="李四"),
    ]
    assert on(a_case(), steps, date(2026, 4, 9)).clock("right-review") is None
    signed = a_step("served", date(2026, 4, 15), letter="意1", result="本人签收", addressee="李四")
    clock = on(a_case(), [*steps, signed], date(2026, 4, 15)).clock("right-review")
    assert clock is not None
    assert clock.started_on == date(2026, 4, 15)


def test_a_second_acceptance_never_restarts_the_sixty_days() -> None:
    steps = [
        a_step("accepted", date(2026, 3, 3), pathway="31-6", demand=1),
        a_step("accepted", date(2026, 3, 30), pathway="31-6", demand=2),
    ]
    handles = [c for c in on(a_case(), steps, date(2026, 4, 1)).clocks if c.rule.id == "handle"]
    assert [clock.started_on for clock in handles] == [date(2026, 3, 3)]


def test_a_void_case_owes_nothing() -> None:
    standing = on(a_case(), [a_step("voided", RECEIVED, reason="重复")], date(2026, 6, 1))
    assert standing.state is CaseState.VOID
    assert not standing.open_clocks
    assert standing.missing == ()
    assert standing.lawful_next == ()


def test_freed_on_the_very_last_day_says_nothing_of_a_day_that_ran_out() -> None:
    on_time = a_step(
        "exempted", RECEIVED + timedelta(days=15), clock="notify-direct", reason="address-unclear"
    )
    (clock,) = [
        each
        for each in on(a_case(), [on_time], date(2026, 6, 1)).clocks
        if each.rule.id == "notify-direct"
    ]
    assert clock.exempted_on == clock.deadline
    assert clock.note == "姓名（名称）、住址不清"


def test_the_review_of_a_lower_bodys_opinion_is_ours_and_begins_with_our_letter() -> None:
    asked = a_step("review-requested", RECEIVED, original_office="某某县森林公安局")
    ours = on(a_case(), [asked], date(2026, 3, 10)).clock("review")
    assert ours is not None
    assert (ours.rule.owed_by, ours.rule.act) == (Owner.US, "review")
    assert ours.rule.act_label == "写复查意见书"
    theirs = BOOK.rule("review", RECEIVED)
    assert (theirs.owed_by, theirs.act) == (Owner.BODY, "")
