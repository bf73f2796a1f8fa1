"""Today and the self-check grow with what is open, not with what is old: a million cases."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from petition_desk.domain.self_check import SEALED_UNIT, CheckKind
from petition_desk.services import reports
from petition_desk.services.desk import Desk
from petition_desk.services.self_check import listed, room_check
from petition_desk.services.today import overdue_state, today_page
from tests import desks
from tests.bench import million
from tests.bench.million import MILLION, OPEN_IN_FIFTY, VERSION, bench_folder, make_desk
from tests.bench.timing import beside, tell

OPEN = MILLION // OPEN_IN_FIFTY
MOST_SECONDS_FOR_TODAY = 0.300
MOST_TIMES_THE_YOUNG_DESK = 1.5
MOST_SECONDS_FOR_STRIP = 0.060
MOST_SECONDS_FOR_ROOM = 0.300
MOST_SECONDS_FOR_LIST = 0.100

pytestmark = pytest.mark.bench

#: What `findings_of` would find, told by SQL of what is stored: the great desk is written past it.
_FILL = (
    """INSERT OR IGNORE INTO findings
       SELECT c.case_id,
              CASE WHEN c.rule LIKE 'notify-%' THEN 'notice' WHEN c.rule = 'serve' THEN 'service'
                   WHEN c.rule LIKE 'handle%' THEN 'opinion' WHEN c.rule = 'callback'
                   THEN 'follow-up' ELSE 'carry-out' END,
              c.reminds_on, CASE WHEN s.is_sealed THEN ? ELSE s.unit END, c.name
         FROM clocks c JOIN standings s ON s.case_id = c.case_id
        WHERE c.is_open = 1 AND s.is_void = 0""",
    """INSERT OR IGNORE INTO findings
       SELECT case_id, 'national', NULL, CASE WHEN is_sealed THEN ? ELSE unit END, '录入国网'
         FROM standings WHERE owes_national_entry = 1 AND is_void = 0""",
    # Marks stay for ever: these grow with what is old.
    """INSERT OR IGNORE INTO findings
       SELECT case_id, 'late-entry', received_on, CASE WHEN is_sealed THEN ? ELSE unit END, '1 步'
         FROM standings WHERE case_id % 20 = 0""",
    """INSERT OR IGNORE INTO findings
       SELECT case_id, 'exempt', received_on, CASE WHEN is_sealed THEN ? ELSE unit END, '办结'
         FROM standings WHERE case_id % 33 = 0""",
)


def young_folder() -> Path:
    """A desk of as many open cases as the great one has, and none besides."""
    root = Path(os.environ.get("BENCH_FOLDER") or Path(tempfile.gettempdir()))
    folder = root / f"petition-desk-young-{OPEN}-{VERSION}"
    if not (folder / "made").is_file():
        shutil.rmtree(folder, ignore_errors=True)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(million, "OPEN_IN_FIFTY", 1)
            make_desk(folder, OPEN)
        (folder / "made").write_text("", encoding="utf-8")
    return folder


def opened(folder: Path) -> Desk:
    desk = desks.open_again(folder)
    with desk.begin() as work:
        connection = work._connection
        if connection.exec_driver_sql("SELECT 1 FROM findings LIMIT 1").first() is None:
            for statement in _FILL:
                connection.exec_driver_sql(statement, (SEALED_UNIT,))
            connection.exec_driver_sql("ANALYZE findings")
            work.commit()
    return desk


@pytest.fixture(scope="module")
def great() -> Iterator[Desk]:
    desk = opened(bench_folder(MILLION))
    yield desk
    desk.close()


@pytest.fixture(scope="module")
def young() -> Iterator[Desk]:
    desk = opened(young_folder())
    yield desk
    desk.close()


def test_today_takes_as_long_in_the_tenth_year_as_in_the_first(great: Desk, young: Desk) -> None:
    assert sum(group.total for group in today_page(great).groups) > OPEN // 2
    seconds, peer = beside(lambda: today_page(great), lambda: today_page(young))
    what = f"Today on {MILLION:,} cases, {OPEN:,} open"
    tell(what, seconds, MOST_SECONDS_FOR_TODAY, f"on {OPEN:,} cases, all open", peer)
    assert seconds <= MOST_SECONDS_FOR_TODAY
    assert seconds <= MOST_TIMES_THE_YOUNG_DESK * peer


def test_the_strip_over_every_screen_costs_nothing_to_speak_of(great: Desk, young: Desk) -> None:
    seconds, peer = beside(lambda: overdue_state(great), lambda: overdue_state(young))
    what = f"how much is late, {MILLION:,} cases"
    tell(what, seconds, MOST_SECONDS_FOR_STRIP, f"on {OPEN:,} cases", peer)
    assert seconds <= MOST_SECONDS_FOR_STRIP


def test_the_room_is_counted_from_what_is_stored(great: Desk, young: Desk) -> None:
    assert room_check(great).late_count
    seconds, peer = beside(lambda: room_check(great), lambda: room_check(young))
    what = f"self-check of {MILLION:,} cases"
    tell(what, seconds, MOST_SECONDS_FOR_ROOM, f"on {OPEN:,} cases", peer)
    assert seconds <= MOST_SECONDS_FOR_ROOM


def test_one_question_lists_its_first_cases_at_once(great: Desk, young: Desk) -> None:
    kind = CheckKind.LATE_ENTRY
    seconds, peer = beside(lambda: listed(great, kind), lambda: listed(young, kind))
    what = f"first cases of a question, {MILLION:,} cases"
    tell(what, seconds, MOST_SECONDS_FOR_LIST, f"on {OPEN:,} cases", peer)
    assert seconds <= MOST_SECONDS_FOR_LIST


def test_the_calendar_file_of_every_open_deadline(great: Desk, young: Desk) -> None:
    seconds, peer = beside(
        lambda: reports.deadlines_ics(great), lambda: reports.deadlines_ics(young), rounds=3
    )
    tell(f"calendar file, {OPEN:,} open cases", seconds, 10.0, "the young desk", peer)
    assert seconds <= 10.0
