"""Cases a lawyer can read: each file in `scenarios/` is one matter, step by step, day by day.

A step either happens, or says with `refused = "第三十四条"` which article stands against it. An
`expect` names a day and what must be true on it: the state, clocks, what may not be done, what is
missing. Clocks that a day does not name are not looked at; `none` lists clocks that must not be.
"""

from __future__ import annotations

import tomllib
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from petition_desk.clock import CHINA
from petition_desk.domain.calendar import WorkCalendar
from petition_desk.domain.case import Case
from petition_desk.domain.case_form import read_case_form
from petition_desk.domain.clocks import clocks_of
from petition_desk.domain.lawful import refusal_of
from petition_desk.domain.reading import Reading
from petition_desk.domain.rules import RuleBook, load_rules
from petition_desk.domain.standing import Standing, stand
from petition_desk.domain.steps import Step, known_kind, parse_values
from petition_desk.domain.year_notices import parse_calendar
from petition_desk.paths import resource

SCENARIOS = sorted((Path(__file__).parent / "scenarios").glob("*.toml"))


@cache
def calendar() -> WorkCalendar:
    path = resource("law", "calendar", "workdays.toml")
    return parse_calendar(path.read_text(encoding="utf-8"))


@cache
def rules() -> RuleBook:
    return load_rules(resource("law", "clocks.toml"))


def case_of(table: dict[str, Any]) -> Case:
    raw = {key: str(value) if isinstance(value, date) else value for key, value in table.items()}
    for demand in raw.get("demands", []):
        paper = demand.get("challenged_document") if isinstance(demand, dict) else None
        if paper and "served_on" in paper:
            paper["served_on"] = str(paper["served_on"])
    raw.setdefault("channel", "来访")
    raw.setdefault("source", "本局直接")
    raw.setdefault("summary", "反映一件事")
    received = date.fromisoformat(raw["received_on"])
    form = read_case_form(raw, received, datetime.combine(received, time(1), UTC))
    assert form.faults == []
    return form.case


def step_of(table: dict[str, Any], place: int) -> Step:
    on = table["on"]
    # Recorded on its own day, in the order of the file.
    recorded_at = datetime.combine(on, time(10), CHINA) + timedelta(minutes=place)
    about = {"kind", "on", "note", "violation", "refused", "of"}
    raw = {key: str(value) for key, value in table.items() if key not in about}
    if "of" in table:
        raw["kind"] = table["of"]
    return Step(
        kind=table["kind"],
        on=on,
        recorded_at=recorded_at,
        values=parse_values(known_kind(table["kind"]), raw),
        note=table.get("note", ""),
        violation=table.get("violation", ""),
    )


def played(scenario: dict[str, Any], case: Case) -> list[Step]:
    steps: list[Step] = []
    for place, table in enumerate(scenario.get("step", [])):
        step = step_of(table, place)
        reading = Reading(case, steps, step.on)
        clocks = clocks_of(reading, rules(), calendar())
        refusal = None if step.violation else refusal_of(reading, clocks, step)
        article = table.get("refused", "")
        if article:
            assert refusal is not None, f"{step.on} {step.kind} should be refused"
            assert article in refusal.article, refusal
        else:
            assert refusal is None, f"{step.on} {step.kind}: {refusal}"
            steps.append(step)
    return steps


def check_clocks(standing: Standing, wanted: dict[str, dict[str, Any]], day: date) -> None:
    for rule_id, facts in wanted.items():
        clock = standing.clock(rule_id)
        assert clock is not None, f"{day}: no clock {rule_id}"
        seen = {
            "state": clock.state.value,
            "deadline": clock.deadline,
            "plain": clock.dates.due_plain,
            "rolled": clock.dates.due_rolled,
            "act_by": clock.dates.act_by,
            "ended": clock.ended_on,
            "presumed": clock.is_presumed,
            "started": clock.started_on,
        }
        for key, value in facts.items():
            assert seen[key] == value, f"{day} {rule_id}.{key}: {seen[key]}, expected {value}"


def check_day(scenario_day: dict[str, Any], case: Case, steps: list[Step]) -> None:
    day = scenario_day["on"]
    standing = stand(case, steps, rules(), calendar(), day)
    if "state" in scenario_day:
        assert standing.state.value == scenario_day["state"], f"{day}: {standing.state}"
    check_clocks(standing, scenario_day.get("clocks", {}), day)
    for rule_id in scenario_day.get("none", []):
        assert standing.clock(rule_id) is None, f"{day}: a clock {rule_id} runs"
    refused = {act.id for act in standing.lawful_next if not act.is_allowed}
    assert set(scenario_day.get("refused", [])) <= refused, f"{day}: only {refused} are refused"
    missing = {item.id for item in standing.missing}
    assert set(scenario_day.get("missing", [])) <= missing, f"{day}: missing is {missing}"
    assert not set(scenario_day.get("not_missing", [])) & missing, f"{day}: missing is {missing}"


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_the_scenario_holds(path: Path) -> None:
    scenario = tomllib.loads(path.read_text(encoding="utf-8"))
    assert scenario["title"], "a scenario says what it is about"
    assert scenario.get("expect") or any("refused" in step for step in scenario["step"])
    case = case_of(scenario["case"])
    steps = played(scenario, case)
    for day in scenario.get("expect", []):
        check_day(day, case, steps)


def test_every_pathway_has_a_scenario() -> None:
    from petition_desk.domain.vocabulary import Pathway

    text = "\n".join(path.read_text(encoding="utf-8") for path in SCENARIOS)
    for pathway in Pathway:
        assert f'pathway = "{pathway.value}"' in text, pathway
