"""What can be taken back, by name: 撤销“登记 XF2026-0012”.

Nothing is erased by it: a case is voided and keeps its number, a step is answered by another step.
What is on the stack lives as long as the unlocked window.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject

_MOST: Final = 20


@dataclass(frozen=True, slots=True)
class Undoable:
    """One act that can be taken back.

    Attributes:
        name: What was done: 登记 XF2026-0012; no name of a person.
        take_back: Does it.
    """

    name: str
    take_back: Callable[[], None]

    @property
    def words(self) -> str:
        """What the act of taking it back is called."""
        return f"撤销“{self.name}”"


class UndoStack(QObject):
    """The latest acts that can be taken back, the last one first."""

    def __init__(self, parent: QObject) -> None:
        """Start empty."""
        super().__init__(parent)
        self._kept: list[Undoable] = []

    @property
    def last(self) -> Undoable | None:
        """What would be taken back now."""
        return self._kept[-1] if self._kept else None

    def push(self, name: str, take_back: Callable[[], None]) -> Callable[[], None]:
        """Keep an act; the answer takes it back, once, wherever it stands."""
        entry = Undoable(name, take_back)
        self._kept.append(entry)
        del self._kept[:-_MOST]

        def once() -> None:
            if any(kept is entry for kept in self._kept):
                self._kept = [kept for kept in self._kept if kept is not entry]
                entry.take_back()

        return once

    def undo(self) -> None:
        """Take the last act back."""
        if self._kept:
            self._kept.pop().take_back()
