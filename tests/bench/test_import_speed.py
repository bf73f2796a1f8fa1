"""A hundred thousand rows read, checked and written, in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bench.test_exchange_speed import big_export
from tests.package_source import ROOT

ROWS = 100_000
FEWEST_READ_A_SECOND = 5_000
FEWEST_WRITTEN_A_SECOND = 1_500
MOST_MB = 300


@pytest.mark.bench
def test_a_hundred_thousand_rows_come_in_within_bounded_memory(tmp_path: Path) -> None:
    path = big_export(tmp_path / "导出.xlsx", ROWS)
    reading = _told("read", path, tmp_path / "none")
    writing = _told("import", path, tmp_path / "data")
    assert reading["rows"] == writing["rows"] == ROWS
    read = ROWS / reading["seconds"]
    # An import reads first: what is left of its time is the writing.
    written = ROWS / (writing["seconds"] - reading["seconds"])
    peak = max(reading["peak_mb"], writing["peak_mb"])
    sys.stdout.write(
        f"\nimport of {ROWS:,} rows: read and checked {read:,.0f} rows/s (bound "
        f"{FEWEST_READ_A_SECOND:,}), written {written:,.0f} rows/s (bound "
        f"{FEWEST_WRITTEN_A_SECOND:,}), peak {peak:.0f} MB (bound {MOST_MB} MB)\n"
    )
    assert read >= FEWEST_READ_A_SECOND
    assert written >= FEWEST_WRITTEN_A_SECOND
    assert peak <= MOST_MB


def _told(what: str, path: Path, folder: Path) -> dict[str, float]:
    child = [sys.executable, "-m", "tests.bench.import_child", what, str(path), str(folder)]
    done = subprocess.run(child, cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    told: dict[str, float] = json.loads(done.stdout)
    return told
