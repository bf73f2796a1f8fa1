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
from tests.scenario_play import FOLDER, Scenario, seen_of, shipped_calendar, shipped_rules

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


_OF_A_ROW = ("received_on", "why", "case", "step")


def check_rows(scenario: Scenario) -> None:
    """The same story for each day of receipt: the last day, and the day after it."""
    for row in scenario.table["row"]:
        case = scenario.case(received_on=row["received_on"], **row.get("case", {}))
        steps = scenario.played(case, row.get("step", {}))
        standing = scenario.stand(case, steps, case.received_on)
        clock = standing.clock(scenario.table["clock"])
        assert clock is not None
        seen = seen_of(clock, 1)
        wanted = {key: value for key, value in row.items() if key not in _OF_A_ROW}
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


def test_every_rule_that_is_on_is_played_on_each_weekday() -> None:
    weekdays: dict[str, set[int]] = {}
    for path in SCENARIOS:
        table = Scenario.read(path).table
        if path.stem.startswith("weekday_"):
            rows = table["row"]
            started = {row["received_on"].weekday() for row in rows}
            # What another paper dates is played on each weekday of that date.
            ended = {row["plain"].weekday() for row in rows}
            weekdays.setdefault(table["clock"], set()).update(
                started if len(started) > 1 else ended
            )
    book = shipped_rules()
    assert weekdays == {rule.id: set(range(7)) for rule in book.switched_on}


@pytest.mark.parametrize("rule", ["notify", "object"])
@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_every_holiday_and_every_make_up_day_is_walked_over(year: int, rule: str) -> None:
    notice = shipped_calendar().notice_of(year)
    assert notice is not None
    rows = Scenario.read(FOLDER / "scenarios" / f"holidays_{year}_{rule}.toml").table["row"]
    spans = [(row["received_on"], max(row["plain"], row["rolled"])) for row in rows]
    missed = [
        day
        for day in (*notice.off, *notice.work)
        if not any(first <= day <= last for first, last in spans)
    ]
    assert missed == []


#: The sixteen dated examples that a lawyer computed by hand, and the file that plays each.
EXAMPLES = {
    1: "example_01_day_off_named_by_next_years_notice",
    2: "example_02_objection_across_new_year_2024",
    3: "example_03_objection_with_a_worked_sunday",
    4: "example_04_due_on_a_worked_sunday",
    5: "example_05_received_inside_the_spring_festival",
    6: "example_06_sixty_days_into_a_leap_year",
    7: "before_the_regulation_no_clock",
    8: "extension_on_the_last_day",
    9: "recheck_with_hearing_across_national_day",
    10: "example_10_posted_on_the_last_day",
    11: "example_11_objection_before_the_national_day",
    12: "example_12_after_next_years_notice",
    13: "example_13_roll_ends_on_a_worked_sunday",
    14: "example_14_duty_two_months_to_the_leap_day",
    15: "example_15_accident_review_three_workdays",
    16: "example_16_criminal_reconsideration_seven_days",
}


def test_every_dated_example_is_a_scenario() -> None:
    stems = {path.stem for path in SCENARIOS}
    assert set(EXAMPLES) == set(range(1, 17))
    assert set(EXAMPLES.values()) <= stems


def test_every_title_is_one_sentence_of_its_own() -> None:
    titles = [Scenario.read(path).table["title"] for path in SCENARIOS]
    assert len(set(titles)) == len(titles)
    assert all("。" not in title and 6 <= len(title) <= 70 for title in titles), titles


def test_there_are_scenarios_enough() -> None:
    assert len(SCENARIOS) >= 160
