"""The promise of Today over years: every deadline stood on it on its day, or on the next day on."""

from __future__ import annotations

import os
import random
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from petition_desk.services import deadlines
from petition_desk.services.today import today_page
from tests import desks
from tests.proof.room import Room, SteppedClock

#: A large room: seven minutes of processor time. `SOAK_CASES_A_YEAR=240` for a small one.
CASES_A_YEAR = int(os.environ.get("SOAK_CASES_A_YEAR", "2000"))
THREE_YEARS = 3 * 365


def a_room(folder: Path, cases_a_year: int, first_on: date) -> Room:
    template = desks.make_template(folder / "template")
    shutil.copytree(template, folder / "data")
    return Room(folder / "data", random.Random(7), SteppedClock(first_on), cases_a_year)


def test_a_few_weeks_of_a_room_miss_no_deadline(tmp_path: Path) -> None:
    room = a_room(tmp_path, 400, date(2025, 12, 8))
    room.live(60)
    room.switch_off()
    assert room.faults == []
    assert len(room.known) >= 55
    assert room.on_their_day >= 20, "deadlines fell on days on which somebody was there"


def test_a_long_sleep_and_a_clock_set_back_miss_no_deadline(tmp_path: Path) -> None:
    room = a_room(tmp_path, 400, date(2026, 3, 2))
    room.live(25)
    room.switch_off()
    room.clock.day += timedelta(days=40)
    room.work_a_day()
    room.clock.day -= timedelta(days=30)
    # Set back before its own steps, the room knows what it knew then.
    deadlines.refresh(room.desk)
    room.awake = set(room.known)
    room.compare(today_page(room.desk), room._standings())
    room.switch_off()
    assert [fault for fault in room.faults if "never told" not in fault] == []


@pytest.mark.proof
def test_three_years_of_a_room_miss_no_deadline(tmp_path: Path) -> None:
    room = a_room(tmp_path, CASES_A_YEAR, date(2024, 1, 2))
    room.live(THREE_YEARS)
    room.switch_off()
    assert room.faults == []
    assert len(room.known) >= 2.7 * CASES_A_YEAR
    assert room.on_their_day >= CASES_A_YEAR
    assert room.days_on < THREE_YEARS * 0.8, "the PC was off now and then"
