"""The one long piece of work the import has under way, with its progress and a way to stop it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from petition_desk.ui.screens.importing.page import ImportPage
from petition_desk.ui.work import Job, Work

T = TypeVar("T")


class OneRun:
    """Runs one thing at a time; a second one is not begun."""

    def __init__(self, work: Work, page: ImportPage, failed: Callable[[Exception], None]) -> None:
        """Run on the threads of ``work``, show on ``page``, tell ``failed`` of a fault."""
        self._work = work
        self._page = page
        self._tell_failed = failed
        self._job: Job | None = None

    @property
    def is_busy(self) -> bool:
        """Whether something is under way."""
        return self._job is not None

    def begin(
        self,
        function: Callable[[Job], T],
        done: Callable[[T], None],
        word: str,
        *,
        writes: bool = False,
    ) -> None:
        """Run something long.

        Args:
            function: Given its job.
            done: Called on the thread of the window with the answer.
            word: What is being done, shown with the progress.
            writes: Whether it stands in the one queue of the database; reading a workbook must
                not hold that up.
        """
        if self._job is not None:
            return

        def finished(answer: Any) -> None:  # noqa: ANN401 - what ``done`` takes
            self._job = None
            done(answer)

        self._job = self._work.run(
            function,
            finished,
            failed=self._failed,
            progress=lambda now, total: self._progressed(word, now, total),
            database=writes,
        )
        self._page.show_busy()
        self._page.show_progress(f"{word}…", 0, 0)

    def _progressed(self, word: str, now: int, total: int) -> None:
        if self._job is not None:
            self._page.show_progress(f"{word} {now} / {total} 行", now, max(total, 1))

    def _failed(self, error: Exception) -> None:
        self._job = None
        self._tell_failed(error)

    def stop(self) -> None:
        """Ask what is under way to stop."""
        if self._job is not None:
            self._job.cancel()
