"""Work that is held up, so that a test can stop it before it began, every time."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from petition_desk.ui.work import Work

_MOST_THREADS = 2


@contextmanager
def held_up(work: Work, *, database: bool) -> Iterator[None]:
    """Keep the threads of a pool busy until the end of the block."""
    gate = threading.Event()
    for _thread in range(_MOST_THREADS):
        work.run(lambda _job: gate.wait(10), lambda _done: None, database=database)
    try:
        yield
    finally:
        gate.set()
