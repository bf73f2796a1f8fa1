"""The ledger with a hundred thousand cases, encrypted: opened, jumped through, searched, sorted."""

from __future__ import annotations

import random
import shutil
import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from petition_desk.clock import FixedClock
from petition_desk.services import intake
from petition_desk.services.desk import Desk, open_desk
from petition_desk.storage.engine import connect
from petition_desk.storage.folder import DataFolder
from petition_desk.storage.search import SearchStore
from tests import desks
from tests.bench import ledger_measures as measures
from tests.bench.million import bench_folder, open_bench_desk
from tests.bench.timing import beside, shown

CASES = 100_000
SMALL = 10_000

MOST_SECONDS_TO_OPEN = 0.5
MOST_SECONDS_TO_JUMP = 0.060
MOST_TIMES_A_CONSTANT_FRAME = 1.2
MOST_SECONDS_TO_SEARCH = 0.030
MOST_SECONDS_TO_FIRST_ROWS = 0.250
MOST_TIMES_WITHOUT_INDEX = 1.3

pytestmark = pytest.mark.bench


@pytest.fixture(scope="module")
def desk() -> Iterator[Desk]:
    opened = open_bench_desk(CASES)
    yield opened
    opened.close()


def tell(what: str, seconds: float, bound: float) -> None:
    sys.stdout.write(f"\n{what}, {CASES:,} cases: {shown(seconds)} (bound {shown(bound)})")


def test_the_ledger_opens_jumps_and_scrolls_like_a_short_list(
    qapp: QApplication, desk: Desk
) -> None:
    with measures.ledger_window(qapp, desk) as screen:
        opened = measures.seconds_to_open(qapp, screen)
        rows = measures.whole(qapp, screen)
        jump = measures.seconds_to_jump(screen.table, rows, random.Random(1))
        frame = measures.seconds_a_frame(screen.table, rows // 2)
        peer = measures.seconds_a_frame(measures.constant_table(screen, rows), rows // 2)
    tell("ledger opened, first rows", opened, MOST_SECONDS_TO_OPEN)
    tell("jump", jump, MOST_SECONDS_TO_JUMP)
    sys.stdout.write(f"\nscroll frame {shown(frame)}, constant text {shown(peer)}: "
                     f"{frame / peer:.2f}× (bound {MOST_TIMES_A_CONSTANT_FRAME}×)\n")  # fmt: skip
    assert rows == CASES
    assert opened <= MOST_SECONDS_TO_OPEN
    assert jump <= MOST_SECONDS_TO_JUMP
    assert frame <= MOST_TIMES_A_CONSTANT_FRAME * peer


def test_a_search_of_two_to_ten_characters_answers_while_one_types(desk: Desk) -> None:
    times = measures.searches(desk)
    worst = ", ".join(f"{text} {shown(seconds)}" for text, seconds in times[:3])
    slowest = measures.percentile_95(times)
    tell(f"search p95 of {len(times)} (slowest {worst})", slowest, MOST_SECONDS_TO_SEARCH)
    assert slowest <= MOST_SECONDS_TO_SEARCH


def test_every_shipped_view_and_order_shows_its_first_rows_at_once(desk: Desk) -> None:
    found = (*measures.views(desk), *measures.sorts(desk))
    title, slowest = max(found, key=lambda each: each[1])
    tell(f"first 200 rows, slowest of {len(found)} ({title})", slowest, MOST_SECONDS_TO_FIRST_ROWS)
    assert slowest <= MOST_SECONDS_TO_FIRST_ROWS


def test_a_search_is_faster_than_like_on_the_same_file(desk: Desk) -> None:
    bare: Any = connect(DataFolder(desk.data_dir).database, desk.database.keys)
    typed = "鱼塘承包"
    peer = measures.like(bare, typed)
    bare.close()
    ((_, seconds),) = measures.searches(desk, [typed])
    sys.stdout.write(f"\n{typed}: {shown(seconds)}, LIKE {shown(peer)}: {peer / seconds:.0f}×\n")
    assert peer >= 10 * seconds


def test_keeping_the_index_costs_little_of_a_registration(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(bench_folder(SMALL), tmp_path / "data")
    desk = open_desk(tmp_path / "data", desks.OFFICER, desks.PASSWORD, FixedClock.on(desks.TODAY))
    turn, add = count(), SearchStore.add

    def register() -> None:
        intake.register(desk, desks.registration(summary=f"反映第{next(turn)}件事"))

    def without() -> None:
        with monkeypatch.context() as patch:
            patch.setattr(SearchStore, "add", lambda _store, _cases: None)
            register()

    seconds, peer = beside(register, without, rounds=25)
    desk.close()
    assert SearchStore.add is add
    sys.stdout.write(f"\nregistering {shown(seconds)}, without the index {shown(peer)}: "
                     f"{seconds / peer:.2f}× (bound {MOST_TIMES_WITHOUT_INDEX}×)\n")  # fmt: skip
    assert seconds <= MOST_TIMES_WITHOUT_INDEX * peer
