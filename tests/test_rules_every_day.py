"""Every rule on every awkward day, against a calendar that is not ours.

The stories of `scenarios/weekday_*.toml` start their clock on the day of receipt. Here each is told
again for every month's end, around 29 February, and in and around every holiday of 2024–2026 with
its make-up days; `make proof` tells it for every day of those years. What must come out is counted
by `chinesecalendar` and a dozen lines that share nothing with the program.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
import pytest

from tests.scenario_play import FOLDER, Scenario

FIRST, LAST = date(2024, 1, 1), date(2026, 12, 18)
"""What ends after that may still be moved by the notice of 2027."""
ONE = timedelta(days=1)
LENGTHS = {
    "hand-over": "24 hours", "notify-direct": "15 days", "notify-assigned": "15 days",
    "object-assigned": "5 workdays", "handle": "60 days", "handle-extended": "90 days",
    "duty": "2 months", "right-review": "30 days", "review": "30 days",
    "right-recheck": "30 days", "recheck": "30 days", "carry-out": "30 days",
    "urgent": "0 days", "serve": "5 workdays", "feedback": "15 days", "callback": "15 days",
    "suggestion-reply": "60 days",
}  # fmt: skip
"""What the law and the office say, written down once more: the rule book is not asked."""
DATED = ("report-back", "handle-again")
"""Their day is written in another paper: there is nothing to count."""
STORIES = {
    Scenario.read(path).table["clock"]: path
    for path in sorted((FOLDER / "scenarios").glob("weekday_*.toml"))
}


def is_worked(day: date) -> bool:
    return bool(chinese_calendar.is_workday(day))


def rolled(day: date, step: timedelta) -> date:
    while not is_worked(day):
        day += step
    return day


def expected(length: str, trigger: date) -> tuple[date, date, date]:
    """The plain, the rolled and the last working day."""
    amount, unit = int(length.split()[0]), length.split()[1]
    if unit == "hours":
        due = trigger + ONE
        return due, due, due
    if unit == "workdays":
        due = trigger
        for _ in range(amount):
            due = rolled(due + ONE, ONE)
        return due, due, due
    if unit == "months":
        year, month = divmod(trigger.year * 12 + trigger.month - 1 + amount, 12)
        due = date(year, month + 1, min(trigger.day, monthrange(year, month + 1)[1]))
    else:
        due = trigger + timedelta(days=amount)
    if due > LAST:
        return due, due, due
    return due, rolled(due, ONE), rolled(due, -ONE)


def every_day() -> Iterator[date]:
    for number in range((LAST - FIRST).days + 1):
        yield FIRST + timedelta(days=number)


def is_awkward(day: date) -> bool:
    """A month's end, a day around 29 February, a holiday or a make-up day and its neighbours."""
    near = (day - ONE, day, day + ONE)
    is_odd = any(is_worked(each) != (each.weekday() < 5) for each in near)
    return is_odd or (day + ONE).day == 1 or (day.month, day.day) in ((2, 28), (3, 1))


def check(path: Path, days: Iterator[date]) -> int:
    """Tell one story for many days; returns how many."""
    scenario = Scenario.read(path)
    rule = scenario.table["clock"]
    count = 0
    for day in days:
        wanted = expected(LENGTHS[rule], day)
        if wanted[0] > LAST:
            break
        case = scenario.case(received_on=day)
        standing = scenario.stand(case, scenario.played(case), day)
        clock = standing.clock(rule)
        assert clock is not None, day
        dates = (clock.dates.due_plain, clock.dates.due_rolled, clock.dates.act_by)
        assert dates == wanted, f"{rule} from {day}"
        assert not clock.dates.provisional, day
        count += 1
    return count


def test_every_rule_has_its_story_and_its_length() -> None:
    assert set(STORIES) == {*LENGTHS, *DATED}


@pytest.mark.parametrize("rule", sorted(LENGTHS))
def test_the_rule_holds_at_month_ends_leap_days_and_in_every_holiday(rule: str) -> None:
    assert check(STORIES[rule], filter(is_awkward, every_day())) >= 165


@pytest.mark.proof
@pytest.mark.parametrize("rule", sorted(LENGTHS))
def test_the_rule_holds_on_every_day_of_three_years(rule: str) -> None:
    assert check(STORIES[rule], every_day()) >= 990
