"""The ledger as a workbook: what the officer sees, or in full by who may, with a purpose."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from petition_desk.domain.ledger import (
    LEDGER_COLUMNS,
    CellValue,
    LedgerColumn,
    LedgerFilter,
    LedgerRow,
    LedgerSort,
    ledger_column,
)
from petition_desk.errors import InputError, UnknownNameError
from petition_desk.exchange.table_writer import ledger_workbook
from petition_desk.services import ledger
from petition_desk.services.desk import Desk
from petition_desk.services.rights import EXPORT_FULL, require

BATCH = 500
TITLE = "信访台账"

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Exported:
    """A workbook that was written: where, how many cases, and the hash of its bytes."""

    path: Path
    rows: int
    sha256: str


def export_ledger(
    desk: Desk,
    path: Path,
    wanted: LedgerFilter,
    sort: LedgerSort,
    *,
    columns: Sequence[str] | None = None,
    full: bool = False,
    purpose: str = "",
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Exported | None:
    """Write the matching cases to a workbook, a journal entry with it.

    Confidential cases are reduced to number, 保密件 and clock for accounts without the right,
    in full exports as well. `columns` are identifiers of `LEDGER_COLUMNS`, all of them if not
    given; `full` writes identities out, for a `purpose`. Returns None if it was cancelled: then
    an old file stands as it was.

    Raises:
        RightMissingError, InputError: a full export without right or purpose (exit 3, 4).
        UnknownNameError, FileUnwritableError: no such column or place (exit 2, 5).
    """
    chosen, ids = _columns(columns), ledger.matching_ids(desk, wanted, sort)
    if full:
        _allow_in_full(desk, len(ids), purpose.strip())
    written = ledger_workbook(
        path,
        [(column.title, column.kind.value) for column in chosen],
        _values(desk, ids, chosen, desk.clock.today(), full=full),
        title=_title(desk),
        row_total=len(ids),
        progress=progress,
        cancelled=cancelled,
    )
    if written is None:
        return None
    done = Exported(written.path, written.row_count, written.sha256)
    _note(desk, "export.written", {"rows": done.rows, "sha256": done.sha256, "is_full": full})
    return done


def _allow_in_full(desk: Desk, row_count: int, purpose: str) -> None:
    """Refuse a full export without right or purpose; note it before its first byte is written."""
    require(desk, EXPORT_FULL)
    if not purpose:
        raise InputError("用途", "不遮盖导出必须写明用途")
    _note(desk, "export.full", {"rows": row_count, "purpose": purpose})


def _columns(names: Sequence[str] | None) -> tuple[LedgerColumn, ...]:
    if names is None:
        return LEDGER_COLUMNS
    found = []
    for name in names:
        column = ledger_column(name)
        if column is None:
            raise UnknownNameError("列", name, (each.id for each in LEDGER_COLUMNS))
        found.append(column)
    return tuple(found)


def _values(
    desk: Desk,
    ids: Sequence[int],
    columns: Sequence[LedgerColumn],
    today: date,
    *,
    full: bool,
) -> Iterator[list[CellValue]]:
    rows_of = ledger.full_rows_for if full else ledger.rows_for
    for first in range(0, len(ids), BATCH):
        for row in rows_of(desk, ids[first : first + BATCH]):
            told = columns if desk.may_see(is_sealed=row.is_sealed) else _TOLD_OF_SEALED
            yield [_cell(column, row, today, told) for column in columns]


def _cell(
    column: LedgerColumn, row: LedgerRow, today: date, told: Collection[LedgerColumn]
) -> CellValue:
    return column.value(row, today) if column in told else None


_TOLD_OF_SEALED = tuple(
    column
    for column in LEDGER_COLUMNS
    if column.id in {"local_no", "summary", "next_name", "next_deadline", "days_left"}
)
"""Number, 保密件 and clock: nothing else of a confidential case (art. 30 III, 46 (五))."""


def _note(desk: Desk, action: str, facts: dict[str, object]) -> None:
    with desk.begin() as work:
        work.journal.write(action, after=facts)
        work.commit()


def _title(desk: Desk) -> str:
    with desk.reading() as work:
        return f"{work.settings.get('office.name')}{TITLE}"
