"""The lines of Today: heads of groups and what stands under them, each thing once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, Qt

from petition_desk.services.today_items import (
    TodayGroup,
    TodayItem,
    TodayPage,
    key_of,
    standing_once,
)
from petition_desk.ui.models.days_left import mark_left, words_left
from petition_desk.ui.widgets.marks import Mark
from petition_desk.ui.widgets.rows import Index

ALL: Final = "all"
#: From so many days on a late chip has no room for spaces.
_MANY_DAYS: Final = 10


@dataclass(frozen=True, slots=True)
class TodayLine:
    """A head (no item) or a row.

    Attributes:
        group: The group it is of.
        item: What is to be done; nothing for a head.
    """

    group: TodayGroup
    item: TodayItem | None = None


def mark_of(item: TodayItem) -> Mark:
    """Return the shape of an item: late, at most three days, fine, or waiting for others."""
    if item.days_left is None or item.postponed_until is not None:
        return Mark.PAUSED
    return mark_left(item.days_left)


def chip_of(item: TodayItem) -> str:
    """Return the words of an item's chip; of what was put off, the day it comes back."""
    if item.postponed_until is not None:
        return f"至 {item.postponed_until:%m-%d}"
    if item.days_left is None:
        return "待办"
    words = words_left(item.days_left)
    return words.replace(" ", "") if item.days_left <= -_MANY_DAYS else words


def mark_of_group(group: TodayGroup) -> Mark:
    """Return how the head of a group is coloured: what is late or due soon, where there is any."""
    marks = {"overdue": Mark.OVERDUE, "today": Mark.TODAY, "within-3": Mark.TODAY}
    return marks.get(group.id, Mark.NONE) if group.total else Mark.NONE


class TodayModel(QAbstractListModel):
    """What is to be done, of one group or of all that have any."""

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self._groups: tuple[TodayGroup, ...] = ()
        self._whole: tuple[TodayGroup, ...] = ()
        self._shown = ALL
        self.today: date | None = None
        self._lines: tuple[TodayLine, ...] = ()

    def show_page(self, page: TodayPage) -> None:
        """Show a page that was read anew."""
        self._groups, self._whole = standing_once(page.groups), page.groups
        self.today = page.today
        self._rebuild()

    def show_group(self, group_id: str) -> None:
        """Show one group, or all."""
        self._shown = group_id
        self._rebuild()

    @property
    def shown(self) -> str:
        """Which group is shown, or all."""
        return self._shown

    def _rebuild(self) -> None:
        if self._shown == ALL:
            groups = [group for group in self._groups if group.total]
        else:
            # Alone, a group shows everything in it, also what stands elsewhere in the whole.
            groups = [group for group in self._whole if group.id == self._shown]
        lines: list[TodayLine] = []
        for group in groups:
            lines.append(TodayLine(group))
            lines += [TodayLine(group, item) for item in group.items]
        self.beginResetModel()
        self._lines = tuple(lines)
        self.endResetModel()

    def line(self, row: int) -> TodayLine | None:
        """Return a line."""
        return self._lines[row] if 0 <= row < len(self._lines) else None

    def item(self, row: int) -> TodayItem | None:
        """Return what is to be done in a row; nothing for a head."""
        line = self.line(row)
        return line.item if line is not None else None

    def row_of(self, wanted: TodayItem | None) -> int:
        """Return the row of the same task, else the first row that has one, else -1."""
        tasks = [row for row, line in enumerate(self._lines) if line.item is not None]
        if wanted is not None:
            for row in tasks:
                item = self._lines[row].item
                if item is not None and key_of(item) == key_of(wanted):
                    return row
        return tasks[0] if tasks else -1

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        """Return how many lines there are."""
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401  Qt's own
        """Return the words of a line, as a screen reader says them."""
        line = self.line(index.row())
        spoken = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        if line is None or role not in spoken:
            return None
        if line.item is None:
            return f"{line.group.title} {line.group.total} {line.group.hint}".strip()
        item = line.item
        parts = (chip_of(item), item.task, item.local_no, item.name, item.summary, item.act_label)
        return " ".join(part for part in parts if part)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let the arrows pass over heads."""
        if self.item(index.row()) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
