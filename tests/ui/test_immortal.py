"""None and True outlive a day of painting and telling, on every Python that is supported."""

from __future__ import annotations

import subprocess
import sys

import pytest

from petition_desk.ui.immortal import keep_constants_alive

_MEASURE = """
import os, sys
kept = [None] * 100_000
from PySide6.QtGui import QPen
pen = QPen()
before = sys.getrefcount(None)
for _ in range(1000):
    pen.setWidth(1)
print(before - sys.getrefcount(None), flush=True)
os._exit(0)
"""
_PAINT_LONG = """
import petition_desk.ui
from PySide6.QtGui import QPen
pen = QPen()
for _ in range(200_000):
    pen.setWidth(1)
print("alive")
"""


_MEASURE_TRUE = """
import os, sys
kept = [True] * 100_000
from PySide6.QtCore import QObject, Signal
class Teller(QObject):
    told = Signal(int)
teller = Teller()
before = sys.getrefcount(True)
for _ in range(1000):
    teller.told.emit(1)
print(before - sys.getrefcount(True), flush=True)
os._exit(0)
"""
_TELL_LONG = """
import petition_desk.ui
from PySide6.QtCore import QObject, Signal
class Teller(QObject):
    told = Signal(bool)
teller = Teller()
for _ in range(200_000):
    teller.told.emit(True)
print("alive")
"""


def run(script: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, encoding="utf-8", check=True
    )
    return done.stdout.strip()


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal by itself from 3.12 on")
def test_the_binding_still_loses_references_so_the_guard_is_needed() -> None:
    assert int(run(_MEASURE)) > 900, "the binding was mended: take out ui/immortal.py"


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="True is immortal by itself from 3.12 on")
def test_every_signal_costs_a_reference_of_true() -> None:
    assert int(run(_MEASURE_TRUE)) > 900, "the binding was mended: leave `True` out"


def test_a_long_session_of_signals_does_not_end_the_process() -> None:
    assert run(_TELL_LONG) == "alive"


def test_a_long_session_of_painting_does_not_end_the_process() -> None:
    assert run(_PAINT_LONG) == "alive"


def test_the_guard_acts_once() -> None:
    keep_constants_alive()
    assert not keep_constants_alive()
