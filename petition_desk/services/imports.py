"""Importing a table: checked row by row, then written in one transaction or not at all.

A second run of the same file changes nothing. Rows with an error stay out and are named; all
others come in. Cancelled, nothing was changed.
"""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from petition_desk.domain.case import Case
from petition_desk.domain.steps import Step
from petition_desk.exchange.error_sheet import errors_workbook
from petition_desk.exchange.import_case import imported_case, imported_steps
from petition_desk.exchange.import_sheet import ImportedRow, ImportReading, read_import
from petition_desk.exchange.mapping import HeaderNotFoundError
from petition_desk.exchange.problems import Problem
from petition_desk.services.bulk import numbered_in_year
from petition_desk.services.changes import Changes
from petition_desk.services.deadlines import write_standings
from petition_desk.services.desk import Desk
from petition_desk.services.import_formats import (
    ImportMapping,
    remember_mapping,
    remembered_formats,
)
from petition_desk.services.import_own import may_be_own, own_list
from petition_desk.services.import_rows import ImportPlan, orphan, planned, received_on
from petition_desk.storage.cases import StoredCase
from petition_desk.storage.imports import ImportedCase
from petition_desk.storage.unit_of_work import UnitOfWork

BATCH = 500
AS_GUESSED = ImportMapping()

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]


class ImportCancelledError(Exception):
    """The officer stopped it; caught where it began."""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did, or would do.

    Attributes:
        rows: Rows of data; blank, repeated-header and total rows are not counted.
        skipped_columns: Headers never read because of what they are about.
        problems: Everything that is wrong, by sheet, row and column.
    """

    rows: int
    new: int
    unchanged: int
    changed: int
    rejected: int
    skipped_columns: tuple[str, ...]
    problems: tuple[Problem, ...]

    @property
    def counts(self) -> dict[str, int]:
        """Rows by what became of them."""
        return {
            "rows": self.rows,
            "new": self.new,
            "unchanged": self.unchanged,
            "changed": self.changed,
            "rejected": self.rejected,
        }

    def as_json(self) -> dict[str, Any]:
        """Return it as the command line prints it."""
        return {
            **self.counts,
            "skipped_columns": list(self.skipped_columns),
            "problems": [problem.as_json() for problem in self.problems],
        }


def check_import(
    desk: Desk,
    path: Path,
    *,
    mapping: ImportMapping = AS_GUESSED,
    errors: Path | None = None,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> ImportReport | None:
    """Say what an import would do; nothing is written, save the workbook of rejected rows.

    Args:
        desk: Whose data the rows are compared with.
        path: The workbook.
        mapping: What is known of its columns. Without it they are read as those of the same
            header were before, else guessed from their names.
        errors: Where the rejected rows go, with their reasons.
        progress: Told how far the work is.
        cancelled: Asked now and then.

    Returns:
        The report; None if it was cancelled.

    Raises:
        InputError: the file is no workbook, is locked, damaged or empty, or has no header the
            format knows (exit 4).
        EnvironmentFaultError: the system refuses (exit 5).
    """
    reading = _read(desk, path, mapping, progress, cancelled)
    if not isinstance(reading, ImportReading):
        return reading
    with desk.reading() as work:
        plan = planned(desk, work, reading)
    return _finished(reading, plan, errors)


def run_import(
    desk: Desk,
    path: Path,
    *,
    mapping: ImportMapping = AS_GUESSED,
    errors: Path | None = None,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> ImportReport | None:
    """Import a workbook in one transaction; arguments, answer and errors as `check_import`."""
    with _collection_paused():
        reading = _read(desk, path, mapping, progress, cancelled)
        if not isinstance(reading, ImportReading):
            return reading
        try:
            with desk.begin() as work:
                remember_mapping(work, reading, mapping)
                plan = planned(desk, work, reading)
                reading = reading.of_rejected()
                _write(desk, work, plan, _Steps(progress, cancelled, plan))
                counts = _report(reading, plan).counts
                work.imports.add_batch(path.name, _digest(path), counts, plan.did)
                work.commit()
        except ImportCancelledError:
            return None
    desk.announce(Changes(ledger=True))
    return _finished(reading, plan, errors)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def _collection_paused() -> Iterator[None]:
    """Let no cycles be looked for: rows make none, and looking costs a sixth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@dataclass(slots=True)
class _Steps:
    """Tells how far the writing is, and stops it."""

    progress: Progress | None
    cancelled: Cancelled | None
    plan: ImportPlan
    done: int = 0

    def __call__(self, count: int) -> None:
        self.done += count
        if self.progress is not None:
            self.progress(self.done, self.plan.new_count + len(self.plan.changed))
        if self.cancelled is not None and self.cancelled():
            raise ImportCancelledError


def _read(
    desk: Desk,
    path: Path,
    mapping: ImportMapping,
    progress: Progress | None,
    cancelled: Cancelled | None,
) -> ImportReading | ImportReport | None:
    """Read a table; of a list of ours the report at once: it is no news."""
    try:
        reading = read_import(
            path,
            today=desk.clock.today(),
            table_format=mapping.table_format(),
            remembered=remembered_formats(desk, mapping),
            year=mapping.year,
            progress=progress,
            cancelled=cancelled,
        )
    except HeaderNotFoundError:
        own = _own_report(desk, path)
        if own is None:
            raise
        return own
    if reading is not None and may_be_own(reading):
        return _own_report(desk, path) or reading
    return reading


def _own_report(desk: Desk, path: Path) -> ImportReport | None:
    with desk.reading() as work:
        own = own_list(work, path)
    if own is None:
        return None
    return ImportReport(
        rows=own.known + own.unknown,
        new=0,
        unchanged=own.known,
        changed=0,
        rejected=own.unknown,
        skipped_columns=(),
        problems=own.problems,
    )


def _write(desk: Desk, work: UnitOfWork, plan: ImportPlan, step: _Steps) -> None:
    while plan.new:
        # Taken off as they are written: the rows go as what is written of them grows.
        batch = plan.new[:BATCH]
        del plan.new[:BATCH]
        numbers = numbered_in_year(work, [received_on(row).year for row in batch])
        entries = [
            _entry(desk, row, number, plan) for row, number in zip(batch, numbers, strict=True)
        ]
        ids = work.cases.add_many(entries)
        stored = [
            StoredCase(case_id, case, steps)
            for case_id, (case, steps) in zip(ids, entries, strict=True)
        ]
        write_standings(desk, work, stored)
        plan.did += [ImportedCase(case_id) for case_id in ids]
        step(len(batch))
    for amended in plan.changed:
        work.cases.update(amended.case)
        added = tuple(work.cases.append_step(amended.stored.id, each) for each in amended.steps)
        steps = (*amended.stored.steps, *added)
        write_standings(desk, work, [replace(amended.stored, case=amended.case, steps=steps)])
        came = tuple(each.id for each in added if each.id is not None)
        plan.did.append(ImportedCase(amended.stored.id, amended.stored.case, came))
        step(1)


def _entry(
    desk: Desk, row: ImportedRow, number: str, plan: ImportPlan
) -> tuple[Case, tuple[Step, ...]]:
    """Make the case and steps of a new row."""
    now = desk.clock.now()
    plan.note_number(row, number)
    case = imported_case(row, local_no=number, registered_at=now)
    first_piece = plan.first_piece(row)
    if first_piece:
        case = replace(case, repeat_of=first_piece)
    return case, imported_steps(row, recorded_at=now, by=desk.account.name)


def _finished(reading: ImportReading, plan: ImportPlan, errors: Path | None) -> ImportReport:
    """Write the rejected rows to their workbook, where one was asked for, and report."""
    if errors is not None:
        orphans = {row.key: orphan(row) for row in plan.orphans}
        rows = tuple(orphans.get(row.key, row) for row in reading.rows)
        errors_workbook(errors, replace(reading, rows=rows))
    return _report(reading, plan)


def _report(reading: ImportReading, plan: ImportPlan) -> ImportReport:
    orphaned = tuple(problem for row in plan.orphans for problem in orphan(row).problems[-1:])
    return ImportReport(
        rows=plan.row_count,
        new=plan.new_count,
        unchanged=plan.unchanged,
        changed=len(plan.changed),
        rejected=plan.rejected + len(plan.orphans),
        skipped_columns=reading.skipped_columns,
        problems=(*reading.problems, *plan.problems, *orphaned),
    )
