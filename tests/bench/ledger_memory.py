"""How much memory the ledger takes: run by itself, prints one line of JSON (megabytes)."""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from tests.bench import ledger_measures as measures
from tests.bench.million import open_bench_desk


def resident() -> float:
    """Return the memory this process holds at most so far, in megabytes."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


def main() -> None:
    """Open the ledger, list every case, jump through it; tell how much that took."""
    app = QApplication([])
    desk = open_bench_desk(int(sys.argv[1]))
    with measures.ledger_window(app, desk) as screen:
        before = resident()
        measures.seconds_to_open(app, screen)
        rows = measures.whole(app, screen)
        measures.seconds_to_jump(screen.table, rows, random.Random(1))
        after = resident()
    desk.close()
    figures = {"rows": rows, "before": before, "grown": after - before}
    sys.stdout.write(json.dumps(figures) + "\n")


if __name__ == "__main__":
    main()
