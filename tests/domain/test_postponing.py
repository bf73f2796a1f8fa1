"""How far a reminder may be put off: to the day before the last day, never past it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petition_desk.domain.postponing import (
    Postponement,
    holds_back,
    last_day_of,
    latest_return,
    may_be_postponed,
    refusal_to_postpone,
)
from tests.scenario_play import shipped_calendar

CALENDAR = shipped_calendar()
FRIDAY = date(2026, 11, 20)
DAYS = st.dates(date(2024, 1, 1), date(2026, 11, 30))


@pytest.mark.parametrize(
    ("reminds_on", "latest"),
    [
        (date(2026, 11, 26), date(2026, 11, 25)),
        # A Sunday cannot be worked on: the Friday before it is the last day at the desk.
        (date(2026, 11, 29), date(2026, 11, 26)),
        # A Monday can: the Sunday before it is the day before the last day.
        (date(2026, 11, 30), date(2026, 11, 29)),
        # 2026-10-10 is a worked Saturday.
        (date(2026, 10, 10), date(2026, 10, 9)),
        # 国庆 2026 is off from 10-01 to 10-07: the last day at the desk is 09-30.
        (date(2026, 10, 5), date(2026, 9, 29)),
    ],
)
def test_the_latest_return_is_the_day_before_the_last_day(reminds_on: date, latest: date) -> None:
    assert latest_return(reminds_on, CALENDAR) == latest
    today = date(2026, 9, 1)
    assert refusal_to_postpone(latest, reminds_on, today, CALENDAR) is None
    beyond = latest + timedelta(days=1)
    assert f"最晚推迟到 {latest}" in (
        refusal_to_postpone(beyond, reminds_on, today, CALENDAR) or ""
    )


def test_what_is_late_or_due_is_never_put_off() -> None:
    tomorrow = FRIDAY + timedelta(days=1)
    late = refusal_to_postpone(tomorrow, FRIDAY - timedelta(days=1), FRIDAY, CALENDAR)
    assert late == "已经逾期的事项不能推迟"
    due = refusal_to_postpone(tomorrow, FRIDAY, FRIDAY, CALENDAR)
    assert due == "今天是最后一日，不能推迟"
    # Ends on the Sunday: the Friday is its last day.
    assert refusal_to_postpone(tomorrow, date(2026, 11, 22), FRIDAY, CALENDAR) == due


def test_on_the_day_before_the_last_day_no_day_is_left() -> None:
    thursday = date(2026, 11, 19)
    assert not may_be_postponed(FRIDAY, thursday, CALENDAR)
    assert "没有可以推迟的日子" in (refusal_to_postpone(FRIDAY, FRIDAY, thursday, CALENDAR) or "")
    assert may_be_postponed(FRIDAY, date(2026, 11, 17), CALENDAR)


def test_a_day_that_is_not_later_is_refused() -> None:
    assert refusal_to_postpone(FRIDAY, date(2026, 12, 11), FRIDAY, CALENDAR) == (
        "推迟到的日期要在今天之后"
    )


def test_it_comes_back_on_its_day_and_earlier_when_the_deadline_came_nearer() -> None:
    kept = Postponement("handle", "", date(2026, 11, 25), "等法制大队意见")
    far = date(2026, 12, 4)
    assert holds_back(kept, far, date(2026, 11, 24), CALENDAR)
    assert not holds_back(kept, far, date(2026, 11, 25), CALENDAR)
    nearer = date(2026, 11, 25)
    assert not holds_back(kept, nearer, date(2026, 11, 23), CALENDAR)


@given(today=DAYS, reminds_on=DAYS, until=DAYS)
def test_nothing_is_ever_held_back_on_its_last_day_or_after(
    today: date, reminds_on: date, until: date
) -> None:
    kept = Postponement("handle", "", until, "等")
    if today >= last_day_of(reminds_on, CALENDAR):
        assert not holds_back(kept, reminds_on, today, CALENDAR)
    allowed = refusal_to_postpone(until, reminds_on, today, CALENDAR) is None
    assert holds_back(kept, reminds_on, today, CALENDAR) is allowed
