"""How long the officer waits at a desk with ten thousand cases, beside the least it could be."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import pytest

from petition_desk.clock import FixedClock
from petition_desk.domain.ledger import LedgerFilter, LedgerSort
from petition_desk.exchange.import_sheet import read_import
from petition_desk.services import intake, ledger, search
from petition_desk.services.deadlines import refresh
from petition_desk.services.demo import invent
from petition_desk.services.desk import Desk, create_desk, open_desk
from petition_desk.services.imports import run_import
from petition_desk.services.intake import Notice
from petition_desk.services.today import today_page
from petition_desk.storage import keys
from petition_desk.storage.engine import connect
from petition_desk.storage.folder import DataFolder
from tests import desks
from tests.bench.test_exchange_speed import ROWS, big_export
from tests.bench.timing import beside, tell

CASES = 10_000
FIRST_ROWS = 200
CLOCK = FixedClock.on(desks.TODAY)

MOST_SECONDS_TO_TODAY = 1.0
MOST_SECONDS_TO_REGISTER = 0.150
MOST_SECONDS_WITH_LETTER = 0.500
MOST_SECONDS_TO_FIRST_ROWS = 0.100
MOST_SECONDS_TO_SEARCH = 0.100
FEWEST_ROWS_A_SECOND = 1_500
#: Comparing, numbering, journal, search index, standings: so many times reading the file alone.
MOST_TIMES_READING = 7.0
#: A registration writes case, people, demands, steps, standing, index and journal entries.
MOST_TIMES_SMALLEST_CHANGE = 12.0
MOST_TIMES_BARE_ROWS = 25.0

pytestmark = pytest.mark.bench


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder as an office has it: the full cost of a password, and many cases."""
    folder = tmp_path_factory.mktemp("bench") / "data"
    desk, _ = create_desk(folder, "某某县公安局", desks.OFFICER, desks.PASSWORD, CLOCK)
    invent(desk, CASES)
    desk.close()
    return folder


@pytest.fixture
def desk(folder: Path) -> Iterator[Desk]:
    opened = open_desk(folder, desks.OFFICER, desks.PASSWORD, CLOCK)
    yield opened
    opened.close()


def test_today_stands_soon_after_the_password(folder: Path) -> None:
    def unlock_and_look() -> None:
        desk = open_desk(folder, desks.OFFICER, desks.PASSWORD, CLOCK)
        refresh(desk)
        assert today_page(desk).groups
        desk.close()

    keyfile = DataFolder(folder).keyfile
    seconds, peer = beside(
        unlock_and_look, lambda: keys.unlock(keyfile, desks.OFFICER, desks.PASSWORD), rounds=5
    )
    what = f"password to Today, {CASES:,} cases"
    tell(what, seconds, MOST_SECONDS_TO_TODAY, "the password alone (Argon2id)", peer)
    assert seconds <= MOST_SECONDS_TO_TODAY


def test_registering_a_case_is_done_at_once(desk: Desk) -> None:
    turn = count()

    def register() -> None:
        intake.register(desk, desks.registration(summary=f"反映第{next(turn)}件事"))

    def smallest_change() -> None:
        with desk.begin() as work:
            work.settings.set("desk.hint_bar", str(next(turn)))
            work.commit()

    seconds, peer = beside(register, smallest_change)
    bound = MOST_SECONDS_TO_REGISTER
    tell("registering a case", seconds, bound, "the smallest journalled change", peer)
    assert seconds <= MOST_SECONDS_TO_REGISTER
    assert seconds <= MOST_TIMES_SMALLEST_CHANGE * peer


def test_registering_with_notice_and_service_sheet_is_done_at_once(desk: Desk) -> None:
    turn = count()
    notice = Notice("accept", "户政科", "赵警官", "0771-1112222")

    def register() -> None:
        intake.register(desk, desks.registration(summary=f"反映第{next(turn)}件事"))

    def register_and_notify() -> None:
        raw = desks.registration(summary=f"反映第{next(turn)}件事")
        assert len(intake.register_and_notify(desk, raw, notice).letters) == 2

    seconds, peer = beside(register_and_notify, register)
    what = "registering with notice and service sheet"
    tell(what, seconds, MOST_SECONDS_WITH_LETTER, "registering alone", peer)
    assert seconds <= MOST_SECONDS_WITH_LETTER


@pytest.fixture
def bare(desk: Desk) -> Iterator[Any]:
    """The driver alone on the same file, as fast as rows can come."""
    connection = connect(DataFolder(desk.data_dir).database, desk.database.keys)
    yield connection
    connection.close()


def test_the_first_rows_of_the_ledger_come_at_once(desk: Desk, bare: Any) -> None:  # noqa: ANN401  the driver has no types
    query = f"SELECT * FROM cases ORDER BY id DESC LIMIT {FIRST_ROWS}"

    def first_rows() -> None:
        ids = ledger.first_ids(desk, LedgerFilter(), LedgerSort("received_on"), FIRST_ROWS)
        assert len(ledger.rows_for(desk, ids)) == FIRST_ROWS

    seconds, peer = beside(first_rows, lambda: bare.execute(query).fetchall(), clock=process_time)
    what = f"first {FIRST_ROWS} rows of the ledger, {CASES:,} cases"
    tell(what, seconds, MOST_SECONDS_TO_FIRST_ROWS, "so many rows by the bare driver", peer)
    assert seconds <= MOST_SECONDS_TO_FIRST_ROWS
    assert seconds <= MOST_TIMES_BARE_ROWS * peer


def test_a_search_answers_while_one_types(desk: Desk, bare: Any) -> None:  # noqa: ANN401
    intake.register(desk, desks.registration(summary="反映鱼塘承包"))
    query = "SELECT id FROM cases WHERE summary LIKE '%鱼塘%' OR content LIKE '%鱼塘%' LIMIT 50"

    def ask() -> None:
        assert search.search(desk, "鱼塘", limit=50)

    seconds, peer = beside(ask, lambda: bare.execute(query).fetchall(), clock=process_time)
    what = f"search, {CASES:,} cases"
    tell(what, seconds, MOST_SECONDS_TO_SEARCH, "LIKE by the bare driver", peer)
    assert seconds <= MOST_SECONDS_TO_SEARCH
    assert seconds <= peer


def test_ten_thousand_rows_come_in(tmp_path: Path) -> None:
    path = big_export(tmp_path / "导出.xlsx")
    desk = desks.open_copy(desks.make_template(tmp_path / "template"), tmp_path / "data")
    start = perf_counter()
    reading = read_import(path, today=desks.TODAY)
    middle = perf_counter()
    report = run_import(desk, path)
    end = perf_counter()
    desk.close()
    assert reading is not None
    assert report is not None
    assert report.new == ROWS
    # An import reads first: what is left of its time is the writing.
    rate = ROWS / (end - middle - (middle - start))
    ratio = (end - middle) / (middle - start)
    sys.stdout.write(
        f"\nimported, written: {rate:,.0f} rows/s (bound {FEWEST_ROWS_A_SECOND:,}); "
        f"reading the file alone {ROWS / (middle - start):,.0f} rows/s; {ratio:.1f}×\n"
    )
    assert ratio <= MOST_TIMES_READING
    assert rate >= FEWEST_ROWS_A_SECOND
