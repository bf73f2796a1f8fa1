"""What the letter screen has done: issuing, serving, saving; one act at a time."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from petition_desk.errors import EnvironmentFaultError
from petition_desk.ui.alive import while_alive
from petition_desk.ui.work import Job, Work

if TYPE_CHECKING:
    from petition_desk.domain.kept_letters import KeptLetter
    from petition_desk.services.desk import Desk


class UnwritableFileError(EnvironmentFaultError):
    """A file could not be written where it was wanted (exit 5)."""

    def __init__(self, path: Path, reason: str) -> None:
        """Name the file; what the system says stands behind."""
        super().__init__(f"{path} 写不进去（{reason}）。文书本身已保存，请换一个位置再存。")


class Issuing(QObject):
    """Asks the services off the thread of the window."""

    issued = Signal(str)
    served = Signal()
    failed = Signal(object)
    busy_changed = Signal(bool)

    def __init__(self, desk: Desk, work: Work, parent: QObject | None = None) -> None:
        """Ask ``desk`` through ``work``."""
        super().__init__(parent)
        self._desk = desk
        self._work = work
        self._is_busy = False

    def issue(self, number: str, kind: str, typed: Mapping[str, str], *, with_sheet: bool) -> None:
        """Issue a letter, with its service sheet where it is wanted."""
        desk = self._desk

        def issue(_job: Job) -> str:
            from petition_desk.services import letters

            letter = letters.issue(desk, number, kind, typed)
            if with_sheet:
                letters.issue_service_sheet(desk, number, letter)
            return letter.number

        self._run(issue, self.issued.emit)

    def hand_over(self, number: str, letter: KeptLetter) -> None:
        """Record that the petitioner took the letter and signed."""
        desk, name = self._desk, letter.number or letter.kind

        def record(_job: Job) -> None:
            from petition_desk.services import letters

            letters.handed_over(desk, number, name)

        self._run(record, lambda _none: self.served.emit())

    def refuse(self, number: str, letter: KeptLetter, witness: str) -> None:
        """Record that the petitioner refused to sign, and who saw it."""
        desk, name = self._desk, letter.number or letter.kind

        def record(_job: Job) -> None:
            from petition_desk.services import letters

            letters.refused(desk, number, name, witness)

        self._run(record, lambda _none: self.served.emit())

    def void(self, number: str, letter: KeptLetter, reason: str) -> None:
        """Void a letter; its number and bytes stay."""
        desk, name = self._desk, letter.number or letter.kind

        def record(_job: Job) -> None:
            from petition_desk.services.letter_voiding import void_letter

            void_letter(desk, number, name, reason)

        self._run(record, lambda _none: self.served.emit())

    def note_reveal(self, number: str) -> None:
        """Write into the journal that identities were shown."""
        desk = self._desk

        def note(_job: Job) -> None:
            from petition_desk.services import casework

            casework.reveal(desk, number)

        self._work.run(note, lambda _none: None)

    def save(self, path: Path, pdf: bytes) -> None:
        """Write the bytes of a letter into a file the officer chose."""
        target = path if path.suffix.lower() == ".pdf" else path.with_name(f"{path.name}.pdf")
        self._work.run(
            lambda _job: write_beside(target, pdf),
            lambda _none: None,
            failed=while_alive(self, self.failed.emit),
            database=False,
        )

    def _run(self, function: Callable[[Job], object], done: Callable[..., None]) -> None:
        if self._is_busy:
            return
        self._set_busy(busy=True)

        def finish(value: object) -> None:
            self._set_busy(busy=False)
            done(value)

        self._work.run(function, while_alive(self, finish), failed=while_alive(self, self._fail))

    def _fail(self, error: Exception) -> None:
        self._set_busy(busy=False)
        self.failed.emit(error)

    def _set_busy(self, *, busy: bool) -> None:
        self._is_busy = busy
        self.busy_changed.emit(busy)


def write_beside(path: Path, data: bytes) -> None:
    """Write a file beside its place and rename it, so that no half of it is ever there.

    Raises:
        UnwritableFileError: the folder or the file cannot be written.
    """
    try:
        handle, name = tempfile.mkstemp(suffix=".part", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(data)
            Path(name).replace(path)
        except OSError:
            with contextlib.suppress(OSError):
                Path(name).unlink()
            raise
    except OSError as error:
        raise UnwritableFileError(path, error.strerror or type(error).__name__) from error
