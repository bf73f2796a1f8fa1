"""Work off the thread of the window: a plain function, its progress, its cancel, its answer.

A function that is run here opens its own unit of work, touches no widget and calls nothing of Qt.
There is one thread for the database, so that answers come in the order of the questions, and a
small pool for what needs none (rendering a page, reading a workbook). Answers arrive on the thread
of the window by one queued signal. A `Lane` numbers its questions: an answer that is not to the
last one is dropped.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from petition_desk.ui.error_box import ErrorBox, Outcome

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

T = TypeVar("T")


class Job:
    """One piece of work under way, as its function and its window see it."""

    def __init__(self, said: Callable[[int, int], None]) -> None:
        """Report progress through ``said``."""
        self._said = said
        self._cancelled = threading.Event()

    def progress(self, done: int, total: int) -> None:
        """Say how far the work is; the shape that services ask for."""
        self._said(done, total)

    def is_cancelled(self) -> bool:
        """Say whether the work is no longer wanted; the shape that services ask for."""
        return self._cancelled.is_set()

    def cancel(self) -> None:
        """Ask the work to stop; its function looks at `is_cancelled` between two rows."""
        self._cancelled.set()


@dataclass(frozen=True, slots=True)
class _UnderWay:
    """A job and who waits for it; lives on the thread of the window alone."""

    job: Job
    done: Callable[[Any], None]
    failed: Callable[[Exception], None]
    progress: Callable[[int, int], None] | None


class Work(QObject):
    """The threads of the window; one instance, handed to the screens."""

    busy_changed = Signal(bool)
    # Emitted by the threads, received by the window: a number, and an `Outcome` or two figures.
    _finished = Signal(int, object)
    _progressed = Signal(int, int, int)

    def __init__(self, error_box: ErrorBox, parent: QObject | None = None) -> None:
        """Show the faults that nobody asked for in ``error_box``."""
        super().__init__(parent)
        self._error_box = error_box
        self._under_way: dict[int, _UnderWay] = {}
        self._next = 0
        self._is_shut = False
        self._finished.connect(self._finish, Qt.ConnectionType.QueuedConnection)
        self._progressed.connect(self._progress, Qt.ConnectionType.QueuedConnection)

    @cached_property
    def _database(self) -> ThreadPoolExecutor:
        return _threads(1, "database")

    @cached_property
    def _pool(self) -> ThreadPoolExecutor:
        return _threads(2, "work")

    def run(
        self,
        function: Callable[[Job], T],
        done: Callable[[T], None],
        *,
        failed: Callable[[Exception], None] | None = None,
        progress: Callable[[int, int], None] | None = None,
        database: bool = True,
    ) -> Job:
        """Run ``function`` off the thread of the window.

        Args:
            function: Given its `Job`; opens its own unit of work.
            done: Called on the thread of the window with the answer.
            failed: Called there with what was raised; the error box shows it where not given.
            progress: Called there with how much is done, and of how much.
            database: Whether the one thread of the database runs it.

        Returns:
            The job, which can be cancelled. After `shut_down` nothing is run and nobody is told.
        """
        number = self._next
        self._next += 1
        job = Job(lambda finished, total: self._progressed.emit(number, finished, total))
        if self._is_shut:
            job.cancel()
            return job
        self._under_way[number] = _UnderWay(job, done, failed or self.report, progress)
        if len(self._under_way) == 1:
            self.busy_changed.emit(True)
        threads = self._database if database else self._pool
        threads.submit(self._carry_out, number, function, job)
        return job

    def _carry_out(self, number: int, function: Callable[[Job], T], job: Job) -> None:
        """Run a function in a thread; a fault is carried over, not swallowed."""
        self._finished.emit(number, ErrorBox.caught(lambda: function(job)))

    def _finish(self, number: int, outcome: Outcome[Any]) -> None:
        finished = self._under_way.pop(number, None)
        if finished is None:  # whoever asked is gone
            return
        if not self._under_way:
            self.busy_changed.emit(False)
        if outcome.error is not None:
            finished.failed(outcome.error)
        else:
            finished.done(outcome.value)

    def _progress(self, number: int, done: int, total: int) -> None:
        under_way = self._under_way.get(number)
        if under_way is not None and under_way.progress is not None:
            under_way.progress(done, total)

    def report(self, error: Exception) -> None:
        """Show a fault in the error box."""
        self._error_box.show_error(error)

    @property
    def is_busy(self) -> bool:
        """Whether anything is under way."""
        return bool(self._under_way)

    def drop_all(self) -> None:
        """Cancel everything and tell nobody: whoever asked is about to go."""
        for under_way in self._under_way.values():
            under_way.job.cancel()
        if self._under_way:
            self._under_way.clear()
            self.busy_changed.emit(False)

    def shut_down(self) -> None:
        """Cancel everything and wait until the threads are at rest."""
        self._is_shut = True
        self.drop_all()
        self._pool.shutdown(wait=True)
        self._database.shutdown(wait=True)


def _threads(count: int, name: str) -> ThreadPoolExecutor:
    """Make threads when they are first needed, which is after the first paint."""
    from concurrent.futures import ThreadPoolExecutor

    return ThreadPoolExecutor(count, name)


class Lane:
    """Questions of which only the last one counts: a search, a filter, a live panel."""

    def __init__(self, work: Work, *, database: bool = True) -> None:
        """Ask through ``work``, on the database's thread unless told otherwise."""
        self._work = work
        self._database = database
        self._number = 0
        self._job: Job | None = None

    def ask(
        self,
        function: Callable[[Job], T],
        done: Callable[[T], None],
        *,
        failed: Callable[[Exception], None] | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> Job:
        """Ask; the answer to an earlier question, and its fault, are dropped when they come."""
        self.drop()
        number = self._number

        def if_last(then: Callable[[], None]) -> None:
            if number == self._number:
                then()

        def late_fault(error: Exception) -> None:
            report = failed or self._work.report
            if_last(lambda: report(error))

        self._job = self._work.run(
            function,
            lambda value: if_last(lambda: done(value)),
            failed=late_fault,
            progress=progress,
            database=self._database,
        )
        return self._job

    def drop(self) -> None:
        """Forget the question under way."""
        self._number += 1
        if self._job is not None:
            self._job.cancel()
            self._job = None
