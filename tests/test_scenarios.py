"""Cases a lawyer can read: each file in `scenarios/` is one matter, step by step, day by day.

A step either happens, or says with `refused = "第三十四条"` which article stands against it. An
`expect` names a day and what must be true on it: the state, clocks, what may not be done, what is
missing. Clocks that a day does not name are not looked at; `none` lists clocks that must not be.
"""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from petition_desk.domain.rules import RuleBook
from petition_desk.domain.vocabulary import Pathway
from tests.scenario_play import FOLDER, Scenario, seen_of, shipped_rules

SCENARIOS = sorted((FOLDER / "scenarios").glob("*.toml"))
EACH = pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)


@EACH
def test_the_scenario_holds(path: Path) -> None:
    scenario = Scenario.read(path)
    table = scenario.table
    assert table["title"], "a scenario says what it is about"
    checks = (
        table.get("expect"),
        table.get("row"),
        [s for s in table.get("step", []) if "refused" in s],
    )
    assert any(checks), "a scenario says what must be true"
    if "row" in table:
        check_rows(scenario)
        return
    case = scenario.case()
    steps = scenario.played(case)
    for wanted in table.get("expect", []):
        scenario.check_day(wanted, case, steps)


def check_rows(scenario: Scenario) -> None:
    """The same story for each day of receipt: the last day, and the day after it."""
    for row in scenario.table["row"]:
        case = scenario.case(received_on=row["received_on"])
        steps = scenario.played(case)
        standing = scenario.stand(case, steps, case.received_on)
        clock = standing.clock(scenario.table["clock"])
        assert clock is not None
        seen = seen_of(clock, 1)
        wanted = {key: value for key, value in row.items() if key not in ("received_on", "why")}
        assert {key: seen[key] for key in wanted} == wanted, row["received_on"]


@EACH
def test_the_order_of_entering_does_not_matter_across_days(path: Path) -> None:
    scenario = Scenario.read(path)
    for wanted in scenario.table.get("expect", []):
        case = scenario.case()
        steps = scenario.played(case)
        shuffled = list(steps)
        random.Random(path.stem).shuffle(shuffled)
        day = wanted["on"]
        assert scenario.stand(case, steps, day) == scenario.stand(case, shuffled, day)


def test_every_pathway_has_a_scenario() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in SCENARIOS)
    for pathway in Pathway:
        assert f'pathway = "{pathway.value}"' in text, pathway


def test_every_rule_that_is_on_has_a_scenario() -> None:
    book: RuleBook = shipped_rules()
    named: set[str] = set()
    for path in SCENARIOS:
        table = Scenario.read(path).table
        named.add(table.get("clock", ""))
        for wanted in table.get("expect", []):
            named.update(name.partition("：")[0] for name in wanted.get("clocks", {}))
    assert {rule.id for rule in book.switched_on} <= named


def test_every_title_is_one_sentence_of_its_own() -> None:
    titles = [Scenario.read(path).table["title"] for path in SCENARIOS]
    assert len(set(titles)) == len(titles)
    assert all("。" not in title and 6 <= len(title) <= 70 for title in titles), titles


def test_there_are_scenarios_enough() -> None:
    assert len(SCENARIOS) >= 80
