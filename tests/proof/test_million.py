"""The ledger with a million cases, beside ten thousand: as quick, and within its memory.

Ten thousand and a million cases are worked in one run, so that the ratio does not depend on the
machine. The folders are made when they are missing (some minutes) and kept, see `bench.million`.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from dataclasses import dataclass
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from petition_desk.storage.engine import connect
from petition_desk.storage.folder import DataFolder
from tests.bench import ledger_measures as measures
from tests.bench.million import MILLION, bench_folder, open_bench_desk
from tests.bench.timing import shown
from tests.package_source import ROOT

SMALL = 10_000
MOST_TIMES_SMALL = 3.0
#: Below this a difference is the machine's: a third of what anybody notices.
NOT_NOTICED = 0.030
FEWEST_TIMES_LIKE = 50
MOST_MEGABYTES = 200
MOST = {
    "opened": 0.5, "jump": 0.060, "search p95": 0.030, "first rows": 0.250, "frequent text": 0.250,
}  # fmt: skip
#: Grows with how many cases hold the text, which are all listed before the order is walked.
GROWS = "frequent text"

pytestmark = pytest.mark.proof


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured on one desk, in seconds; the frames in the same unit."""

    times: dict[str, float]
    frame: float
    constant_frame: float
    times_like: float
    notes: tuple[str, ...]


def measured(qapp: QApplication, case_count: int) -> Figures:
    desk = open_bench_desk(case_count)
    draw = random.Random(1)
    with measures.ledger_window(qapp, desk) as screen:
        opened = measures.seconds_to_open(qapp, screen)
        rows = measures.whole(qapp, screen)
        jump = measures.seconds_to_jump(screen.table, rows, draw)
        frame = measures.seconds_a_frame(screen.table, rows // 2)
        peer = measures.seconds_a_frame(measures.constant_table(screen, rows), rows // 2)
    searched = measures.searches(desk)
    listed = sorted((*measures.views(desk), *measures.sorts(desk)), key=lambda each: -each[1])
    often = measures.frequent(desk)
    bare: Any = connect(DataFolder(desk.data_dir).database, desk.database.keys)
    like = measures.like(bare, "鱼塘承包")
    bare.close()
    ((_, seconds),) = measures.searches(desk, ["鱼塘承包"])
    desk.close()
    assert rows == case_count
    times = {
        "opened": opened,
        "jump": jump,
        "search p95": measures.percentile_95(searched),
        "first rows": listed[0][1],
        "frequent text": often,
    }
    notes = tuple(f"{name} {shown(each)}" for name, each in (*searched[:4], *listed[:4]))
    return Figures(times, frame, peer, like / seconds, notes)


def test_a_million_cases_are_worked_like_ten_thousand(qapp: QApplication) -> None:
    small, great = measured(qapp, SMALL), measured(qapp, MILLION)
    lines = [f"{'':12} {SMALL:>10,} {MILLION:>12,}"]
    for name, seconds in great.times.items():
        lines.append(f"{name:12} {shown(small.times[name]):>10} {shown(seconds):>12}"
                     f" (bound {shown(MOST[name])})")  # fmt: skip
    ratio = great.frame / great.constant_frame
    lines.append(f"frame {shown(great.frame)}, constant text {ratio:.2f}×")
    lines.append(f"LIKE on the same file: {great.times_like:.0f}×")
    sys.stdout.write("\n" + "\n".join((*lines, *great.notes)) + "\n")
    for name, seconds in great.times.items():
        assert seconds <= MOST[name], name
        limit = max(MOST_TIMES_SMALL * small.times[name], NOT_NOTICED)
        assert name == GROWS or seconds <= limit, name
    assert great.frame <= 1.2 * great.constant_frame
    assert great.times_like >= FEWEST_TIMES_LIKE


def test_a_million_cases_cost_little_memory() -> None:
    """A process of its own: what Qt and the program need is taken off, measured beforehand."""
    bench_folder(MILLION)
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    told = subprocess.run(
        [sys.executable, "-m", "tests.bench.ledger_memory", str(MILLION)],
        cwd=ROOT, env=environment, capture_output=True, text=True, encoding="utf-8", check=True,
        timeout=600,
    ).stdout  # fmt: skip
    figures = json.loads(told.splitlines()[-1])
    sys.stdout.write(f"\nmemory for {MILLION:,} cases: {figures['grown']:.0f} MB beside "
                     f"{figures['before']:.0f} MB of window and program\n")  # fmt: skip
    assert figures["rows"] == MILLION
    assert figures["grown"] <= MOST_MEGABYTES
