"""The lines of the palette: heads of groups, and what can be gone to or done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, Qt

from petition_desk.domain.highlights import Marked
from petition_desk.ui.widgets.rows import Index


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of what was found.

    Attributes:
        word: Its first words, with what was typed of them.
        detail: More, in grey, with what was typed of it.
        right: At the right end, 9 pt: what is left, or the key that does the same.
        icon: Its icon.
        act: What Enter does; nothing for the head of a group.
    """

    word: Marked
    detail: Marked | None = None
    right: str = ""
    icon: str = ""
    act: Callable[[], None] | None = None

    @property
    def spoken(self) -> str:
        """What a screen reader says."""
        detail = self.detail.text if self.detail is not None else ""
        return " ".join(part for part in (self.word.text, detail, self.right) if part)


class FindingsModel(QAbstractListModel):
    """The lines of the panel."""

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self._findings: tuple[Finding, ...] = ()

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show other lines."""
        self.beginResetModel()
        self._findings = tuple(findings)
        self.endResetModel()

    def finding(self, row: int) -> Finding | None:
        """Return a line."""
        return self._findings[row] if 0 <= row < len(self._findings) else None

    def first_act(self) -> int:
        """Return the first line that does anything, else -1."""
        found = (row for row, line in enumerate(self._findings) if line.act is not None)
        return next(found, -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        """Return how many lines there are."""
        return 0 if parent.isValid() else len(self._findings)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401  Qt's own
        """Return the words of a line."""
        found = self.finding(index.row())
        spoken = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        return found.spoken if found is not None and role in spoken else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let heads of groups be passed over."""
        found = self.finding(index.row())
        if found is None or found.act is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
