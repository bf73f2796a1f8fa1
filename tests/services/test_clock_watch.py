"""A clock that was set back is noticed at start and while the window is open; nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from petition_desk.services import clock_watch, deadlines, intake, today
from petition_desk.services.desk import Desk
from tests import desks

NOON = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)


def test_a_clock_that_goes_on_is_no_news(desk: Desk, reopen: Callable[..., Desk]) -> None:
    assert clock_watch.look(desk) is None
    assert clock_watch.look(reopen(today=date(2026, 11, 23))) is None


def test_a_clock_set_back_between_two_runs_is_noticed_at_start(
    desk: Desk, reopen: Callable[..., Desk]
) -> None:
    clock_watch.look(desk)
    earlier = reopen(today=date(2026, 11, 10))
    found = clock_watch.look(earlier)
    assert found is not None
    assert (found.last_seen_at, found.by) == (NOON, timedelta(days=10))
    assert clock_watch.look(earlier) is not None, "until it is right or said to be"
    assert clock_watch.look(reopen(today=date(2026, 11, 20))) is None


def test_the_journal_alone_tells_it_where_nothing_was_noted(
    desk: Desk, reopen: Callable[..., Desk]
) -> None:
    intake.register(desk, desks.registration())
    found = clock_watch.look(reopen(today=date(2026, 11, 1)))
    assert found is not None
    assert found.last_seen_at == NOON


def test_what_the_running_program_saw_counts_and_outlives_it(
    desk: Desk, reopen: Callable[..., Desk]
) -> None:
    seen = NOON + timedelta(hours=3)
    found = clock_watch.look(desk, seen)
    assert found is not None
    assert found.by == timedelta(hours=3)
    assert clock_watch.look(reopen()) is not None


def test_a_step_of_seconds_is_no_fault(desk: Desk) -> None:
    assert clock_watch.look(desk, NOON + clock_watch.TOLERANCE) is None


def test_whoever_says_that_the_clock_is_right_stands_in_the_journal(
    desk: Desk, reopen: Callable[..., Desk]
) -> None:
    clock_watch.look(desk)
    earlier = reopen(today=date(2026, 11, 10))
    assert clock_watch.look(earlier) is not None
    clock_watch.accept(earlier)
    assert clock_watch.look(earlier) is None
    with earlier.reading() as work:
        last = work.journal.entries(newest=1)[0]
    assert (last.action, last.account) == ("clock.accepted", desks.OFFICER)
    assert last.before == {"last_seen_at": "2026-11-20T04:00:00.000000+00:00"}


def test_set_back_and_forward_again_every_deadline_is_where_it_was(
    desk: Desk, reopen: Callable[..., Desk]
) -> None:
    for received in ("2026-11-02", "2026-11-05", "2026-11-10"):
        intake.register(desk, desks.registration(received_on=received, demands=["甲"]))
    deadlines.refresh(desk)
    before = today.today_page(desk)
    back = reopen(today=date(2026, 11, 11))
    deadlines.refresh(back)
    assert today.today_page(back).overdue_count == 0
    assert len(today.due(back, days=60)) == len(today.due(back, days=30)) == 3
    forward = reopen(today=date(2026, 11, 20))
    deadlines.refresh(forward)
    assert today.today_page(forward) == before
