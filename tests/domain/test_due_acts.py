"""The button beside a deadline is the next act, never one that the law refuses."""

from __future__ import annotations

from datetime import date

import pytest

from petition_desk.domain.due_acts import due_act
from petition_desk.domain.lawful import letter_refusal
from petition_desk.domain.reading import Reading
from tests.scenario_play import FOLDER, Scenario, shipped_rules, step_of

DAY = date(2026, 11, 2)
CASES = sorted((FOLDER / "scenarios").glob("*.toml"))


def reading(steps: list[dict[str, object]], **facts: object) -> Reading:
    table = {"received_on": DAY, "demands": ["要求补偿"], **facts}
    scenario = Scenario({"case": table}, shipped_rules(), Scenario.read(CASES[0]).calendar)
    done = [step_of(step, place, DAY) for place, step in enumerate(steps)]
    return Reading(scenario.case(), done, date(2026, 11, 20))


SCREENED = {"kind": "screened", "pathway": "31-6"}
ACCEPTED = {"kind": "accepted", "pathway": "31-6", "unit": "户政科"}
ISSUED = {"kind": "issued", "of": "accept", "number": "告1"}


@pytest.mark.parametrize(
    ("rule", "steps", "act"),
    [
        ("notify-direct", [], "screened"),
        ("notify-direct", [SCREENED], "accepted"),
        ("notify-direct", [SCREENED, ACCEPTED], "accept"),
        ("notify-direct", [SCREENED, ACCEPTED, ISSUED], "notified"),
        ("notify-direct", [{"kind": "screened", "pathway": "31-1"}], "pathway"),
        ("notify-direct", [{"kind": "screened", "pathway": "30"}], "report-notice"),
        ("notify-direct", [{"kind": "screened", "pathway": "not-ours"}], "not-accept"),
        ("handle", [], "screened"),
        ("handle", [SCREENED], "accepted"),
        ("handle", [SCREENED, ACCEPTED], "opinion"),
        ("report-back", [SCREENED], "accepted"),
        ("report-back", [SCREENED, ACCEPTED], "opinion"),
        ("report-back", [{"kind": "screened", "pathway": "31-1"}], "close-report"),
        ("serve", [SCREENED, ACCEPTED, ISSUED], "served"),
        ("callback", [SCREENED, ACCEPTED], "follow-up"),
    ],
)
def test_the_next_act_is_the_one_the_case_has_come_to(
    rule: str, steps: list[dict[str, object]], act: str
) -> None:
    found = due_act(shipped_rules().rule(rule, DAY), reading(steps))
    assert found.act == act
    assert found.label


def test_what_another_body_sent_and_is_not_ours_is_objected_to() -> None:
    steps: list[dict[str, object]] = [{"kind": "screened", "pathway": "not-ours"}]
    found = due_act(shipped_rules().rule("notify-assigned", DAY), reading(steps, source="县信访局"))
    assert (found.act, found.label) == ("objection", "写异议函")


def test_what_nobody_objected_to_in_time_is_decided_anew() -> None:
    scenario = Scenario.read(FOLDER / "scenarios" / "objection_too_late_issues_no_letter.toml")
    case = scenario.case()
    steps = scenario.played(case)
    acts = []
    for day in (date(2026, 2, 26), date(2026, 2, 27)):
        clocks = scenario.stand(case, steps[:1], day).clocks
        rule = next(clock.rule for clock in clocks if clock.rule.id == "notify-assigned")
        acts.append(due_act(rule, Reading(case, steps[:1], day), clocks).act)
    assert acts == ["objection", "screened"]


def test_a_repeat_is_told_how_the_first_piece_stands() -> None:
    found = due_act(
        shipped_rules().rule("notify-direct", DAY), reading([], repeat_of="XF2026-0001")
    )
    assert found.act == "status"


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_no_letter_is_proposed_that_would_be_refused(path: object) -> None:
    scenario = Scenario.read(path)  # type: ignore[arg-type]
    for wanted in scenario.table.get("expect", []):
        case, day = scenario.case(), wanted["on"]
        steps = scenario.played(case)
        read = Reading(case, steps, day)
        standing = scenario.stand(case, steps, day)
        for clock in standing.open_clocks:
            if not clock.rule.id.startswith(("notify-", "handle")):
                continue
            act = due_act(clock.rule, read, standing.clocks).act
            if act in ("accept", "pathway", "not-accept", "report-notice", "objection"):
                assert letter_refusal(read, standing.clocks, act) is None, (day, clock.rule.id)
