from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petition_desk.clock import CHINA, FixedClock, SystemClock, day_of


def test_the_day_in_china_begins_at_sixteen_hours_universal_time() -> None:
    assert day_of(datetime(2026, 3, 1, 15, 59, 59, tzinfo=UTC)) == date(2026, 3, 1)
    assert day_of(datetime(2026, 3, 1, 16, 0, 0, tzinfo=UTC)) == date(2026, 3, 2)


def test_a_naive_instant_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        day_of(datetime(2026, 3, 1, 12))  # noqa: DTZ001  the naive instant is the point


@given(st.dates(date(1990, 1, 2), date(2100, 1, 1)))
def test_a_clock_set_to_a_day_shows_that_day(day: date) -> None:
    clock = FixedClock.on(day)
    assert clock.today() == day
    assert clock.now().utcoffset() == timedelta(0)


def test_the_system_clock_gives_one_moment_as_day_and_as_instant() -> None:
    clock = SystemClock()
    before, today, after = clock.now(), clock.today(), clock.now()
    assert before.utcoffset() == timedelta(0)
    assert before.astimezone(CHINA).date() <= today <= after.astimezone(CHINA).date()
