"""Where every fault ends: a sentence for what somebody can put right, a log for our own bugs.

This is the one module that catches whatever is raised. A `PetitionDeskError` speaks for itself and
is shown as it is. Anything else is a bug: the officer reads that the program erred, that what was
confirmed is kept, and where the log lies. The log names classes, files and lines and never a value,
since the message of an exception may hold a name or a telephone number.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Generic, TypeVar

import PySide6
from PySide6.QtCore import QObject, Signal

from petition_desk import __version__
from petition_desk.clock import Clock
from petition_desk.errors import PetitionDeskError

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T]):
    """What a call gave.

    Attributes:
        value: Its result, where it gave one.
        error: What it raised, else nothing.
    """

    value: T | None = None
    error: Exception | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """What is shown.

    Attributes:
        title: A few words.
        sentence: What happened and what can be done, in Chinese.
        is_bug: Whether the program is to blame.
    """

    title: str
    sentence: str
    is_bug: bool


class ErrorBox(QObject):
    """Receives faults from wherever they come; the window shows them."""

    raised = Signal(object)

    def __init__(self, log_folder: Path, clock: Clock, parent: QObject | None = None) -> None:
        """Write the log of bugs below ``log_folder``, which is made when it is needed."""
        super().__init__(parent)
        self._log_folder = log_folder
        self._clock = clock

    @staticmethod
    def caught(function: Callable[[], T]) -> Outcome[T]:
        """Call ``function`` and return what it gave or raised; the boundary of every thread."""
        try:
            return Outcome(value=function())
        except Exception as error:
            return Outcome(error=error)

    def install(self) -> None:
        """Receive what is raised in a slot, which Python hands to its hook."""
        sys.excepthook = self._hook

    def _hook(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if isinstance(error, Exception):
            self.show_error(error)
        else:
            sys.__excepthook__(kind, error, trace)

    def show_error(self, error: Exception) -> None:
        """Show a fault; a bug is written down first."""
        self.raised.emit(self.fault_of(error))

    def fault_of(self, error: Exception) -> Fault:
        """Turn what was raised into what is shown."""
        if isinstance(error, PetitionDeskError):
            return Fault("没有办成", str(error), is_bug=False)
        path = self._write(error)
        where = f"经过记在 {path}（不含个人信息），请交给维护人员。" if path else ""
        sentence = f"程序出错，刚才这一步没有完成；已经确认的内容都在。{where}"
        return Fault("程序出错", sentence, is_bug=True)

    def _write(self, error: Exception) -> Path | None:
        """Write a bug down; a log that cannot be written must not hide the fault itself."""
        now = self._clock.now()
        path = self._log_folder / f"error-{now:%Y%m%d-%H%M%S}.log"
        try:
            self._log_folder.mkdir(parents=True, exist_ok=True)
            path.write_text(report_of(error, now), encoding="utf-8")
        except OSError:
            return None
        return path


def report_of(error: BaseException, now: datetime) -> str:
    """Describe a bug without a single value: classes, files, lines and names of functions."""
    import traceback  # only now: the locked window is painted without it

    lines = [
        f"petition-desk {__version__} · {now.isoformat(timespec='seconds')}",
        f"Python {sys.version.split()[0]} · PySide6 {PySide6.__version__} · {sys.platform}",
    ]
    at: BaseException | None = error
    while at is not None:
        lines.append(f"{type(at).__module__}.{type(at).__qualname__}")
        for frame in traceback.extract_tb(at.__traceback__):
            name = Path(frame.filename).name
            lines.append(f"  {name}:{frame.lineno} in {frame.name}")
        at = at.__cause__ or at.__context__
    return "\n".join(lines) + "\n"
