"""``python -m tests.bench.import_child read|import FILE FOLDER``: tell times and memory.

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
from tests.bench.timing import peak_megabytes


def main() -> None:
    what, path, folder = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    if what == "read":
        start = perf_counter()
        reading = read_import(path, today=desks.TODAY)
        assert reading is not None
        rows = len(reading.accepted)
    else:
        desk = desks.open_again(desks.make_template(folder))
        start = perf_counter()
        report = run_import(desk, path)
        assert report is not None
        rows = report.new
        desk.close()
    told = {"rows": rows, "seconds": perf_counter() - start, "peak_mb": peak_megabytes()}
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main()
