"""Counting, by the dated examples in `dated_examples.toml`."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from petition_desk.domain.calendar import Span, WorkCalendar, count

EXAMPLES: dict[str, list[dict[str, Any]]] = tomllib.loads(
    Path(__file__).with_name("dated_examples.toml").read_text("utf-8")
)


@pytest.mark.parametrize(
    "example", EXAMPLES["example"], ids=[example["why"] for example in EXAMPLES["example"]]
)
def test_a_dated_example_holds(workdays: WorkCalendar, example: dict[str, Any]) -> None:
    dates = count(example["trigger"], Span(example["length"], example["unit"]), workdays)
    plain = example["plain"]
    assert (dates.due_plain, dates.due_rolled, dates.act_by) == (
        plain,
        example.get("rolled", plain),
        example.get("act_by", plain),
    )


@pytest.mark.parametrize(
    "row", EXAMPLES["received"], ids=[f"received on {row['on']}" for row in EXAMPLES["received"]]
)
def test_a_row_of_the_counting_table_holds(workdays: WorkCalendar, row: dict[str, Any]) -> None:
    trigger: date = row["on"]
    notify, handle = (count(trigger, Span(days, "day"), workdays) for days in (15, 60))
    objection = count(trigger, Span(5, "workday"), workdays)
    assert [notify.due_plain, notify.due_rolled] == row["notify"]
    assert [handle.due_plain, handle.due_rolled] == row["handle"]
    assert objection.due_plain == objection.due_rolled == objection.act_by == row["object"]


def test_all_sixteen_examples_are_here() -> None:
    numbers = {int(example["why"].split()[0]) for example in EXAMPLES["example"]}
    assert numbers == set(range(1, 17))
    assert len(EXAMPLES["received"]) == 6
