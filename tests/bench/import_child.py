"""``python -m tests.bench.import_child FILE FOLDER``: import a workbook, tell times and memory.

A process of its own, because memory that was once taken is counted for good.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from time import perf_counter

from petition_desk.exchange.import_sheet import read_import
from petition_desk.services.imports import run_import
from tests import desks


def peak_mb() -> float:
    """Return the most memory this process ever held, in MB (Linux)."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


def main() -> None:
    path, folder = Path(sys.argv[1]), Path(sys.argv[2])
    desk = desks.open_again(desks.make_template(folder))
    start = perf_counter()
    reading = read_import(path, today=desks.TODAY)
    read = perf_counter() - start
    assert reading is not None
    rows = len(reading.accepted)
    del reading
    start = perf_counter()
    report = run_import(desk, path)
    whole = perf_counter() - start
    assert report is not None
    assert report.new == rows
    desk.close()
    told = {"rows": rows, "read_s": read, "written_s": whole - read, "peak_mb": peak_mb()}
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main()
