"""What 100,000 rows of twenty columns cost to write, beside plain openpyxl, each in a process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROWS = 100_000
FORM_ROWS = 5_000
MOST_TIMES_PLAIN = 1.3
MOST_OF_ITS_MEMORY = 0.4
#: A year of cases in a form, in seconds.
MOST_SECONDS_OF_A_FORM = 10.0


def cost(way: str, path: Path, rows: int) -> tuple[float, float]:
    """Return seconds and peak megabytes of one way."""
    child = Path(__file__).with_name("export_child.py")
    done = subprocess.run(
        [sys.executable, str(child), way, str(path), str(rows)],
        check=True, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": os.curdir},
    )  # fmt: skip
    told = json.loads(done.stdout)
    return told["seconds"], told["megabytes"]


@pytest.mark.bench
@pytest.mark.skipif(sys.platform == "win32", reason="peak memory is asked of a Unix system")
def test_a_long_list_costs_little_more_than_the_library_and_far_less_memory(
    tmp_path: Path,
) -> None:
    plain_seconds, plain_memory = cost("plain", tmp_path / "plain.xlsx", ROWS)
    seconds, memory = cost("ours", tmp_path / "ours.xlsx", ROWS)
    text_seconds, text_memory = cost("text", tmp_path / "ours.csv", ROWS)
    print(  # noqa: T201
        f"\n100,000 × 20: plain openpyxl {plain_seconds:.1f} s {plain_memory:.0f} MB, "
        f"ours {seconds:.1f} s {memory:.0f} MB ({seconds / plain_seconds:.2f} ×, "
        f"{memory / plain_memory:.0%}), CSV {text_seconds:.1f} s {text_memory:.0f} MB"
    )
    assert seconds <= MOST_TIMES_PLAIN * plain_seconds
    assert memory <= MOST_OF_ITS_MEMORY * plain_memory


@pytest.mark.bench
@pytest.mark.skipif(sys.platform == "win32", reason="peak memory is asked of a Unix system")
def test_a_form_of_a_whole_year_is_filled_while_one_waits(tmp_path: Path) -> None:
    seconds, memory = cost("form", tmp_path / "form.xlsx", FORM_ROWS)
    print(f"\na form of {FORM_ROWS} rows: {seconds:.1f} s, {memory:.0f} MB")  # noqa: T201
    assert seconds <= MOST_SECONDS_OF_A_FORM
