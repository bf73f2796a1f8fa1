"""One process that issues a letter, and may die at a given moment of it; run by the tests.

    python -m tests.services.letter_child DATA CASE [MOMENT]

Moments are counted from 1: before and after each statement of the transaction, before and after
its commit. A process that dies leaves by `os._exit`, as one that is killed: nothing is flushed,
closed or undone. It writes the number of its letter to standard output.
"""

from __future__ import annotations

import itertools
import os
import sys
from pathlib import Path

from sqlalchemy import event
from sqlalchemy.engine import Engine

from petition_desk.clock import FixedClock
from petition_desk.services import letters
from petition_desk.services.desk import open_desk
from petition_desk.storage.unit_of_work import UnitOfWork
from tests.desks import OFFICER, PASSWORD, TODAY

KILLED = 137


def die_at(moment: int) -> None:
    """End this process at a moment of what follows."""
    passed = itertools.count(1)

    def moment_passes(*_: object, **__: object) -> None:
        if next(passed) == moment:
            os._exit(KILLED)

    event.listen(Engine, "before_cursor_execute", moment_passes)
    event.listen(Engine, "after_cursor_execute", moment_passes)
    commit = UnitOfWork.commit

    def commit_between_moments(self: UnitOfWork) -> None:
        moment_passes()
        commit(self)
        moment_passes()

    UnitOfWork.commit = commit_between_moments  # type: ignore[method-assign]


def main(data: str, case: str, moment: str = "0") -> None:
    """Open, issue, say the number, close."""
    desk = open_desk(Path(data), OFFICER, PASSWORD, FixedClock.on(TODAY), wait_seconds=120)
    if int(moment):
        die_at(int(moment))
    letter = letters.issue(desk, case, "accept")
    desk.close()
    sys.stdout.write(f"{letter.serial}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
