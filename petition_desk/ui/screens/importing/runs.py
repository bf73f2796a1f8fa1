"""What the import does off the thread of the window; every run opens its own unit of work."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from petition_desk.ui.models.import_columns import SheetColumns
from petition_desk.ui.work import Job

# What reads and writes workbooks is loaded when it is first needed, in the thread that needs it.
if TYPE_CHECKING:
    from petition_desk.exchange.column_choice import SheetGuess
    from petition_desk.services.desk import Desk
    from petition_desk.services.import_formats import ImportMapping
    from petition_desk.services.import_take_back import TakeBack
    from petition_desk.services.imports import ImportReport
    from petition_desk.storage.imports import ImportBatch


def guessing(desk: Desk, path: Path) -> Callable[[Job], tuple[SheetGuess, ...]]:
    """Guess the columns of a file."""

    def run(_job: Job) -> tuple[SheetGuess, ...]:
        from petition_desk.services.import_formats import columns_of

        return columns_of(desk, path)

    return run


def mapping_of(sheets: Sequence[SheetColumns], year: int | None) -> ImportMapping:
    """Return how a file is read as the officer chose."""
    from petition_desk.services.import_formats import ImportMapping, chosen_formats

    chosen = chosen_formats([(sheet.guess, sheet.choice) for sheet in sheets])
    return ImportMapping(chosen=chosen, year=year)


def checking(
    desk: Desk, path: Path, mapping: ImportMapping, errors: Path | None = None
) -> Callable[[Job], ImportReport | None]:
    """Say what an import would do; with ``errors``, write its faulty rows there."""

    def run(job: Job) -> ImportReport | None:
        from petition_desk.services import imports

        return imports.check_import(
            desk,
            path,
            mapping=mapping,
            errors=errors,
            progress=job.progress,
            cancelled=job.is_cancelled,
        )

    return run


def importing(
    desk: Desk, path: Path, mapping: ImportMapping
) -> Callable[[Job], ImportReport | None]:
    """Let the rows in, after a copy of everything was made."""

    def run(job: Job) -> ImportReport | None:
        from petition_desk.services import imports, maintenance

        maintenance.backup(desk)
        return imports.run_import(
            desk, path, mapping=mapping, progress=job.progress, cancelled=job.is_cancelled
        )

    return run


def listing(desk: Desk) -> Callable[[Job], tuple[ImportBatch, ...]]:
    """List the imports of this desk."""

    def run(_job: Job) -> tuple[ImportBatch, ...]:
        from petition_desk.services.import_take_back import past_imports

        return past_imports(desk)

    return run


def planning(desk: Desk, batch_id: int) -> Callable[[Job], TakeBack]:
    """Say what taking an import back would do."""

    def run(_job: Job) -> TakeBack:
        from petition_desk.services.import_take_back import plan_take_back

        return plan_take_back(desk, batch_id)

    return run


def taking_back(desk: Desk, batch_id: int) -> Callable[[Job], TakeBack | None]:
    """Take an import back, after a copy of everything was made."""

    def run(job: Job) -> TakeBack | None:
        from petition_desk.services import maintenance
        from petition_desk.services.import_take_back import take_back

        maintenance.backup(desk)
        return take_back(desk, batch_id, progress=job.progress, cancelled=job.is_cancelled)

    return run
