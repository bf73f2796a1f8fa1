"""How long the officer waits at a desk with ten thousand cases."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from time import perf_counter

import pytest

from petition_desk.clock import FixedClock
from petition_desk.services import intake
from petition_desk.services.demo import invent
from petition_desk.services.desk import Desk, create_desk, open_desk
from petition_desk.services.imports import run_import
from petition_desk.services.intake import Notice
from petition_desk.services.today import today_page
from tests import desks
from tests.bench.test_exchange_speed import ROWS, big_export

CASES = 10_000
ROUNDS = 9
MOST_SECONDS_TO_TODAY = 1.0
MOST_SECONDS_TO_REGISTER = 0.150
MOST_SECONDS_WITH_LETTER = 0.500
FEWEST_ROWS_A_SECOND = 1_500

pytestmark = pytest.mark.bench


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder as an office has it: the full cost of a password, and many cases."""
    folder = tmp_path_factory.mktemp("bench") / "data"
    clock = FixedClock.on(desks.TODAY)
    desk, _ = create_desk(folder, "某某县公安局", desks.OFFICER, desks.PASSWORD, clock)
    invent(desk, CASES)
    desk.close()
    return folder


@pytest.fixture
def desk(folder: Path) -> Iterator[Desk]:
    opened = open_desk(folder, desks.OFFICER, desks.PASSWORD, FixedClock.on(desks.TODAY))
    yield opened
    opened.close()


def middle_seconds(act: Callable[[int], object]) -> float:
    """Return the median time of `act`, called with 0, 1, 2 …; the first call warms up."""
    act(0)
    times = []
    for number in range(1, ROUNDS + 1):
        start = perf_counter()
        act(number)
        times.append(perf_counter() - start)
    return median(times)


def tell(what: str, seconds: float, bound: float) -> None:
    """Write one line of the table."""
    sys.stdout.write(f"\n{what}: {seconds * 1000:.0f} ms, {seconds / bound:.2f} of its bound\n")


def test_today_stands_soon_after_the_password(folder: Path) -> None:
    clock = FixedClock.on(desks.TODAY)
    start = perf_counter()
    desk = open_desk(folder, desks.OFFICER, desks.PASSWORD, clock)
    page = today_page(desk)
    seconds = perf_counter() - start
    desk.close()
    assert page.groups
    tell(f"password to Today, {CASES:,} cases", seconds, MOST_SECONDS_TO_TODAY)
    assert seconds <= MOST_SECONDS_TO_TODAY


def test_registering_a_case_is_done_at_once(desk: Desk) -> None:
    seconds = middle_seconds(
        lambda number: intake.register(desk, desks.registration(summary=f"反映第{number}件事"))
    )
    tell("registering a case", seconds, MOST_SECONDS_TO_REGISTER)
    assert seconds <= MOST_SECONDS_TO_REGISTER


def test_registering_with_notice_and_service_sheet_is_done_at_once(desk: Desk) -> None:
    notice = Notice("accept", "户政科", "赵警官", "0771-1112222")
    seconds = middle_seconds(
        lambda number: intake.register_and_notify(
            desk, desks.registration(summary=f"反映第{number}件事"), notice
        )
    )
    tell("registering with notice and service sheet", seconds, MOST_SECONDS_WITH_LETTER)
    assert seconds <= MOST_SECONDS_WITH_LETTER


def test_ten_thousand_rows_come_in(tmp_path: Path) -> None:
    path = big_export(tmp_path / "导出.xlsx")
    desk = desks.open_copy(desks.make_template(tmp_path / "template"), tmp_path / "data")
    start = perf_counter()
    report = run_import(desk, path)
    seconds = perf_counter() - start
    desk.close()
    assert report is not None
    assert report.new == ROWS
    sys.stdout.write(f"\nimported: {ROWS / seconds:,.0f} rows/s\n")
    assert ROWS / seconds >= FEWEST_ROWS_A_SECOND
