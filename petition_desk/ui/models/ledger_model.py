"""The ledger as a table: the identifiers of all rows in order, and a few blocks of rows.

The model is given one function, ``rows_for``, and knows no query and no session. ``data()`` never
raises and fetches one block at a time: a row that has gone meanwhile is empty and disabled.
"""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt, Signal

from petition_desk.domain.ledger import CellValue, ColumnKind, LedgerColumn, LedgerRow, days_left
from petition_desk.domain.vocabulary import Owner
from petition_desk.ui.error_box import ErrorBox
from petition_desk.ui.models.days_left import mark_left, words_left
from petition_desk.ui.widgets.marks import Mark
from petition_desk.ui.widgets.rows import Index

#: Rows read at a time: one screenful lies in one block or two, and a jump is one short query.
BLOCK: Final = 128
KEPT_BLOCKS: Final = 32
#: The column whose words are coloured.
LEFT_COLUMN: Final = "days_left"
_SPOKEN: Final = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One row, ready to be drawn.

    Attributes:
        row: What it shows, as this account may see it.
        texts: A text for each column of the model, dates as 2026-03-02.
        mark: How its next deadline stands.
    """

    row: LedgerRow
    texts: tuple[str, ...]
    mark: Mark


class LedgerModel(QAbstractTableModel):
    """All matching cases; a million of them cost 8 MB and the blocks in sight."""

    #: A block could not be read; what was raised.
    load_failed = Signal(object)

    def __init__(
        self,
        rows_for: Callable[[Sequence[int]], list[LedgerRow]],
        today: Callable[[], date],
        columns: Sequence[LedgerColumn],
    ) -> None:
        """Ask ``rows_for`` for the rows of some identifiers; show ``columns``."""
        super().__init__()
        self._rows_for = rows_for
        self._today = today
        self._columns = tuple(columns)
        self._ids: array[int] = array("q")
        self._blocks: OrderedDict[int, tuple[LedgerLine | None, ...]] = OrderedDict()

    # What is shown

    @property
    def columns(self) -> tuple[LedgerColumn, ...]:
        """The columns, from the left."""
        return self._columns

    def set_columns(self, columns: Sequence[LedgerColumn]) -> None:
        """Show other columns."""
        self.beginResetModel()
        self._columns = tuple(columns)
        self._blocks.clear()
        self.endResetModel()

    def set_ids(self, ids: array[int]) -> None:
        """Show other rows; the same ones are read again, further ones are added below."""
        known = len(self._ids)
        if known and ids[:known] == self._ids:
            self.forget()
            if len(ids) > known:
                self.beginInsertRows(QModelIndex(), known, len(ids) - 1)
                self._ids = ids
                self.endInsertRows()
            return
        self.beginResetModel()
        self._ids = ids
        self._blocks.clear()
        self.endResetModel()

    def forget(self) -> None:
        """Read the rows again when they are next looked at."""
        self._blocks.clear()
        if self._ids and self._columns:
            last = self.index(len(self._ids) - 1, len(self._columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def id_at(self, row: int) -> int | None:
        """Return the identifier of a row, or nothing."""
        return self._ids[row] if 0 <= row < len(self._ids) else None

    def ids_in(self, rows: Sequence[range]) -> array[int]:
        """Return the identifiers of ranges of rows."""
        found: array[int] = array("q")
        for part in rows:
            found.extend(self._ids[part.start : part.stop])
        return found

    def row_of(self, case_id: int | None) -> int:
        """Return where a case stands, else -1."""
        if case_id is None:
            return -1
        try:
            return self._ids.index(case_id)
        except ValueError:
            return -1

    def line(self, row: int) -> LedgerLine | None:
        """Return a row, reading its block where it is not at hand."""
        if not 0 <= row < len(self._ids):
            return None
        number = row // BLOCK
        block = self._blocks.get(number)
        if block is None:
            block = self._load(number)
        else:
            self._blocks.move_to_end(number)
        return block[row - number * BLOCK]

    def _load(self, number: int) -> tuple[LedgerLine | None, ...]:
        ids = self._ids[number * BLOCK : (number + 1) * BLOCK]
        today = self._today()
        rows = ErrorBox.caught(lambda: self._rows_for(ids))
        if rows.error is not None:
            # Said once a block: its rows stay empty until they are asked for anew.
            self.load_failed.emit(rows.error)
        found = {int(row.case_id): self._line(row, today) for row in rows.value or ()}
        block = tuple(found.get(case_id) for case_id in ids)
        self._blocks[number] = block
        while len(self._blocks) > KEPT_BLOCKS:
            self._blocks.popitem(last=False)
        return block

    def _line(self, row: LedgerRow, today: date) -> LedgerLine:
        days = None if row.is_void else days_left(row, today)
        mark = Mark.PAUSED if row.is_void else Mark.NONE if days is None else mark_left(days)
        texts = tuple(
            left_words(row, today) if column.id == LEFT_COLUMN else cell_text(column, row, today)
            for column in self._columns
        )
        return LedgerLine(row, texts, mark)

    # As Qt asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        """Return how many cases match."""
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        """Return how many columns are shown."""
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401  Qt's own
        """Return the words of a cell; every other role is answered without a look at the rows."""
        if role not in _SPOKEN or not index.isValid():
            return None
        line = self.line(index.row())
        return line.texts[index.column()] if line is not None else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401  Qt's own
        """Return the title of a column."""
        if orientation is Qt.Orientation.Horizontal and role in _SPOKEN:
            return self._columns[section].title if 0 <= section < len(self._columns) else None
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Disable what has gone; rows that were never looked at are not read for this."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        block = self._blocks.get(index.row() // BLOCK)
        if block is not None and block[index.row() % BLOCK] is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


def cell_text(column: LedgerColumn, row: LedgerRow, today: date) -> str:
    """Return what stands in a cell; an empty unit is a dash, so that the eye finds the column.

    Of a case that is withheld (it has no form of petition) the day of receipt is not told either.
    """
    if row.is_sealed and not row.channel and column.id == "received_on":
        return ""
    value: CellValue = column.value(row, today)
    if isinstance(value, date):
        return value.isoformat()
    if column.kind is ColumnKind.INT and row.is_sealed and not value:
        return ""
    text = "" if value is None else str(value)
    return text or ("—" if column.id == "unit" and not row.is_sealed else "")


def left_words(row: LedgerRow, today: date) -> str:
    """Return what is left: a duty in days, the petitioner's right by its last day."""
    if row.is_void:
        return "作废"
    days = days_left(row, today)
    if days is not None:
        return words_left(days)
    if row.next_deadline is not None and row.next_owed_by == Owner.PETITIONER:
        return f"至 {row.next_deadline:%m-%d}{' 暂定' if row.next_is_provisional else ''}"
    return "—"
