"""Work off the thread of the window: a plain function, its progress, its cancel, its answer.

A function that is run here opens its own unit of work, touches no widget and calls nothing of Qt.
There is one thread for the database, so that answers come in the order of the questions, and a
small pool for what needs none (rendering a page, reading a workbook). Answers arrive on the thread
of the window by a queued signal. A `Lane` numbers its questions: an answer that is not to the last
one is dropped.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal, Slot

from petition_desk.ui.error_box import ErrorBox

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


class _Answer(QObject):
    """Carries what a thread found to the thread of the window."""

    arrived = Signal(object)
    failed = Signal(object)
    progressed = Signal(int, int)


class _Task(QRunnable, Generic[T]):
    """Runs a function and hands its answer, or what it raised, to an `_Answer`."""

    def __init__(self, function: Callable[[Job], T], job: Job, answer: _Answer) -> None:
        super().__init__()
        self._function = function
        self._job = job
        self._answer = answer

    def run(self) -> None:
        """Run the function; a fault is carried over, not swallowed."""
        outcome = ErrorBox.caught(lambda: self._function(self._job))
        if outcome.error is not None:
            self._answer.failed.emit(outcome.error)
        else:
            self._answer.arrived.emit(outcome.value)


class Work(QObject):
    """The threads of the window; one instance, handed to the screens."""

    busy_changed = Signal(bool)

    def __init__(self, error_box: ErrorBox, parent: QObject | None = None) -> None:
        """Show the faults that nobody asked for in ``error_box``."""
        super().__init__(parent)
        self._error_box = error_box
        self._database = QThreadPool(self)
        self._database.setMaxThreadCount(1)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(2)
        self._under_way: dict[int, tuple[Job, _Answer]] = {}
        self._next = 0

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
            The job, which can be cancelled.
        """
        answer = _Answer(self)
        job = Job(answer.progressed.emit)
        number = self._next
        self._next += 1
        queued = Qt.ConnectionType.QueuedConnection
        answer.arrived.connect(lambda value: self._finish(number, lambda: done(value)), queued)
        report = failed or self.report
        answer.failed.connect(lambda error: self._finish(number, lambda: report(error)), queued)
        if progress is not None:
            answer.progressed.connect(progress, queued)
        self._under_way[number] = (job, answer)
        if len(self._under_way) == 1:
            self.busy_changed.emit(True)
        pool = self._database if database else self._pool
        pool.start(_Task(function, job, answer))
        return job

    def _finish(self, number: int, then: Callable[[], None]) -> None:
        _job, answer = self._under_way.pop(number)
        answer.deleteLater()
        if not self._under_way:
            self.busy_changed.emit(False)
        then()

    def report(self, error: Exception) -> None:
        """Show a fault in the error box."""
        self._error_box.show_error(error)

    @property
    def is_busy(self) -> bool:
        """Whether anything is under way."""
        return bool(self._under_way)

    @Slot()
    def shut_down(self) -> None:
        """Cancel everything and wait until the threads are at rest."""
        for job, _answer in self._under_way.values():
            job.cancel()
        self._pool.waitForDone()
        self._database.waitForDone()


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
