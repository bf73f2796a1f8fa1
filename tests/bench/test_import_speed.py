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
    child = [sys.executable, "-m", "tests.bench.import_child", str(path), str(tmp_path / "data")]
    done = subprocess.run(child, cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    told = json.loads(done.stdout)
    assert told["rows"] == ROWS
    read, written = ROWS / told["read_s"], ROWS / told["written_s"]
    sys.stdout.write(
        f"\nimport of {ROWS:,} rows: read and checked {read:,.0f} rows/s (bound "
        f"{FEWEST_READ_A_SECOND:,}), written {written:,.0f} rows/s (bound "
        f"{FEWEST_WRITTEN_A_SECOND:,}), peak {told['peak_mb']:.0f} MB (bound {MOST_MB} MB)\n"
    )
    assert read >= FEWEST_READ_A_SECOND
    assert written >= FEWEST_WRITTEN_A_SECOND
    assert told["peak_mb"] <= MOST_MB
