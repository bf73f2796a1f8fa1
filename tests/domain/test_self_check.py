"""规范性自查: every missing act has its question, and the day after which it is late."""

from __future__ import annotations

from datetime import date

import pytest

from petition_desk.domain.missing import Missing
from petition_desk.domain.reading import Reading
from petition_desk.domain.self_check import (
    BY_UNIT,
    CHECK_OF,
    CHECKS,
    CheckKind,
    Finding,
    check_named,
    findings_of,
    late_after,
)
from petition_desk.domain.standing import Standing, stand
from tests.scenario_play import FOLDER, Scenario, shipped_calendar, shipped_rules, step_of

FILES = sorted((FOLDER / "scenarios").glob("*.toml"))
MONDAY = date(2026, 11, 2)
SCREENED = {"kind": "screened", "pathway": "31-6"}
ACCEPTED = {"kind": "accepted", "pathway": "31-6", "unit": "户政科"}


def stood(steps: list[dict[str, object]], day: date, **facts: object) -> tuple[Standing, Reading]:
    table = {"received_on": MONDAY, "demands": ["要求补偿"], **facts}
    scenario = Scenario({"case": table}, shipped_rules(), shipped_calendar())
    done = [step_of(step, place, MONDAY) for place, step in enumerate(steps)]
    case = scenario.case()
    standing = stand(case, done, shipped_rules(), shipped_calendar(), day)
    return standing, Reading(case, done, day)


def found(steps: list[dict[str, object]], day: date, **facts: object) -> dict[CheckKind, Finding]:
    return {finding.kind: finding for finding in findings_of(*stood(steps, day, **facts))}


def test_every_question_has_a_title_and_says_what_it_means() -> None:
    assert [check.kind for check in CHECKS] == list(CheckKind)
    assert len({check.title for check in CHECKS}) == len(CHECKS)
    assert all(check.says for check in CHECKS)
    assert {check_named(kind).kind for kind in BY_UNIT} == set(BY_UNIT)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_nothing_that_is_missing_escapes_the_questions(path: object) -> None:
    scenario = Scenario.read(path)  # type: ignore[arg-type]
    for wanted in scenario.table.get("expect", []):
        case, day = scenario.case(), wanted["on"]
        steps = scenario.played(case)
        standing = scenario.stand(case, steps, day)
        reading = Reading(case, steps, day)
        kinds = [finding.kind for finding in findings_of(standing, reading)]
        assert len(kinds) == len(set(kinds)), "each question once"
        for item in standing.missing:
            assert item.is_fact or CHECK_OF[item.id] in kinds, (day, item)
        assert all(finding.detail for finding in findings_of(standing, reading)), day


def test_the_day_is_that_of_the_clock_that_runs() -> None:
    undecided = found([], date(2026, 11, 3))
    assert undecided[CheckKind.NOTICE].on == date(2026, 11, 17)
    assert undecided[CheckKind.DECISION].on == date(2026, 11, 17)
    assert undecided[CheckKind.NATIONAL].on is None
    accepted = found([SCREENED, ACCEPTED], date(2026, 11, 3))
    assert accepted[CheckKind.OPINION].on == date(2027, 1, 1)


def test_before_any_rule_was_in_force_nothing_has_a_day() -> None:
    standing, reading = stood([], date(2022, 4, 10), received_on=date(2022, 4, 1))
    day = late_after(Missing("screened", "甄别"), standing, reading.case.received_on)
    assert day is None


def test_two_missing_answers_are_one_finding_with_the_earlier_day() -> None:
    steps: list[dict[str, object]] = [
        {"kind": "screened", "demand": 1, "pathway": "31-6"},
        {"kind": "screened", "demand": 2, "pathway": "31-5"},
        {"kind": "accepted", "demand": 1, "pathway": "31-6"},
    ]
    opinion = found(steps, date(2026, 11, 3), demands=["甲", "乙"])[CheckKind.OPINION]
    assert opinion.detail == "处理意见书（逐项答复）、履行职责答复书"
    # Two months end on 2027-01-02, sixty days on 2027-01-01.
    assert opinion.on == date(2027, 1, 1)


def test_marks_count_steps_and_name_clocks() -> None:
    late = {**SCREENED, "recorded_on": date(2026, 11, 9)}
    unlawful = {"kind": "issued", "of": "no-longer", "number": "1", "violation": "误发"}
    marks = found([late, ACCEPTED, unlawful, {"kind": "withdrawn"}], date(2026, 11, 12))
    assert marks[CheckKind.LATE_ENTRY] == Finding(CheckKind.LATE_ENTRY, MONDAY, "1 步")
    assert marks[CheckKind.VIOLATION].detail == "1 步"
    assert marks[CheckKind.EXEMPT].detail == "办结"


def test_what_was_excused_after_its_last_day_is_said_so() -> None:
    steps: list[dict[str, object]] = [
        SCREENED, ACCEPTED, {"kind": "withdrawn", "on": date(2027, 2, 1)},
    ]  # fmt: skip
    exempt = found(steps, date(2027, 2, 2))[CheckKind.EXEMPT]
    assert exempt == Finding(CheckKind.EXEMPT, date(2027, 2, 1), "办结（届满后才免除）")


def test_a_void_record_has_nothing_but_that() -> None:
    steps: list[dict[str, object]] = [SCREENED, {"kind": "voided", "reason": "重复登记"}]
    assert findings_of(*stood(steps, date(2026, 11, 30))) == (
        Finding(CheckKind.VOID, MONDAY, "重复登记"),
    )
