"""How soon the locked window stands, beside a bare window started in the same run."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from statistics import median
from time import perf_counter

import pytest

from tests import desks

ROUNDS = 9
MOST_TIMES_BARE = 1.8
#: Loaded after the first paint, or the officer waits for it.
LATE = ("click", "sqlalchemy", "sqlcipher3", "alembic", "reportlab", "openpyxl",
        "petition_desk.storage")  # fmt: skip

_NO_BYTECODE = "PYTHONDONTWRITEBYTECODE"

#: Says "painted" and what is loaded by then, as soon as a window of the process has been painted.
_WATCH = """
import os, sys
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication
class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and watched.isWidgetType() and watched.isWindow():
            loaded = [name for name in late if name in sys.modules]
            QTimer.singleShot(0, lambda: (print("painted", *loaded, flush=True), os._exit(0)))
            QApplication.instance().removeEventFilter(self)
        return False
late = sys.argv.pop().split()
def watched_exec(*_):
    watch = Watch()
    QApplication.instance().installEventFilter(watch)
    return run_loop()
run_loop = QApplication.exec
QApplication.exec = watched_exec
"""
_BARE = """
from PySide6.QtWidgets import QMainWindow
app = QApplication([])
window = QMainWindow()
window.showMaximized()
QApplication.exec()
"""
_LOCKED = """
from petition_desk.cli import main
sys.argv.insert(1, "--data")
main()
"""


def seconds_to_paint(script: str, *arguments: str) -> tuple[float, list[str]]:
    """Start a process; return the time until its window is painted, and what of LATE is in it."""
    command = [sys.executable, "-c", _WATCH + script, *arguments, " ".join(LATE)]
    # As installed: with its bytecode, whatever the shell of the measurer says.
    surroundings = {name: os.environ[name] for name in os.environ if name != _NO_BYTECODE}
    start = perf_counter()
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, encoding="utf-8", env=surroundings
    ) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        seconds = perf_counter() - start
    assert line.startswith("painted"), "the window was not painted"
    return seconds, line.split()[1:]


@pytest.mark.bench
def test_the_locked_window_stands_as_soon_as_a_bare_one(tmp_path: Path) -> None:
    data = desks.make_template(tmp_path / "data")
    seconds_to_paint(_BARE), seconds_to_paint(_LOCKED, str(data))  # warms the disk cache
    bare, locked = [], []
    for _ in range(ROUNDS):
        bare.append(seconds_to_paint(_BARE)[0])
        seconds, loaded = seconds_to_paint(_LOCKED, str(data))
        assert loaded == []
        locked.append(seconds)
    ratio = median(locked) / median(bare)
    sys.stdout.write(
        f"\nlocked window painted {median(locked) * 1000:.0f} ms, "
        f"bare window {median(bare) * 1000:.0f} ms, {ratio:.2f}×\n"
    )
    assert ratio <= MOST_TIMES_BARE
