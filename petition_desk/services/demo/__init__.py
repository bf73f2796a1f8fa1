"""Invented cases, to try the program with and to measure it by: a believable year of one room.

Nobody in it exists. The same seed, number and last day give the same cases.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from petition_desk.services.bulk import numbered_in_year
from petition_desk.services.changes import Changes
from petition_desk.services.deadlines import write_standings
from petition_desk.services.demo.material import Material, load_material
from petition_desk.services.demo.papers import issue_papers
from petition_desk.services.demo.year import InventedCase, invented_year
from petition_desk.services.desk import Desk
from petition_desk.storage.cases import StoredCase
from petition_desk.storage.unit_of_work import UnitOfWork

__all__ = ["InventedCase", "invent", "invented_year", "load_material"]

BATCH = 500

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]


def invent(
    desk: Desk,
    case_count: int = 200,
    *,
    seed: int = 1,
    until: date | None = None,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> int:
    """Write so many invented cases, in one transaction; office facts that are not set, too.

    Args:
        desk: Whose data it goes into.
        case_count: How many.
        seed: Another one gives another year.
        until: The last day; today if not given.
        progress: Told how far the work is.
        cancelled: Asked now and then; True leaves everything as it was, and 0 is the answer.
    """
    today = desk.clock.today()
    material = load_material()
    last_on = min(until or today, today)
    year = invented_year(material, desk.calendar(), case_count, seed, last_on)
    with desk.begin() as work:
        _furnish_office(work, material)
        numbers: list[str] = []
        for first in range(0, len(year), BATCH):
            if cancelled is not None and cancelled():
                return 0
            entries = list(_numbered(desk, work, year[first : first + BATCH], numbers))
            stored = _store(desk, work, entries)
            if last_on == today:
                issue_papers(desk, work, zip(stored, entries, strict=True))
            if progress is not None:
                progress(min(first + BATCH, len(year)), len(year))
        work.commit()
    desk.announce(Changes(ledger=True, settings=True))
    return len(year)


def _furnish_office(work: UnitOfWork, material: Material) -> None:
    """Fill in what letters need of the office, where it is not set; never change what is."""
    known = work.settings.all()
    for key, value in material.settings.items():
        if not known.get(key):
            work.settings.set(key, value)
    if not known.get("first_contacts"):
        work.settings.set("first_contacts", "\n".join(material.first_contacts))
    taken = {unit.name for unit in work.units.all()}
    for unit in material.units:
        if unit.name not in taken:
            work.units.save(unit)


def _numbered(
    desk: Desk, work: UnitOfWork, items: Sequence[InventedCase], numbers: list[str]
) -> Iterator[InventedCase]:
    """Give each case its local number, and repeats the number of their first piece."""
    now = desk.clock.now()
    taken = numbered_in_year(work, [item.case.received_on.year for item in items])
    numbers += taken
    for item, number in zip(items, taken, strict=True):
        case = replace(
            item.case,
            local_no=number,
            registered_at=min(item.case.registered_at, now),
            repeat_of=numbers[item.earlier] if item.earlier is not None else "",
        )
        steps = tuple(
            replace(step, recorded_at=min(step.recorded_at, now), by=desk.account.name)
            for step in item.steps
        )
        yield replace(item, case=case, steps=steps)


def _store(desk: Desk, work: UnitOfWork, entries: list[InventedCase]) -> list[StoredCase]:
    ids = work.cases.add_many([(item.case, item.steps) for item in entries])
    stored = [
        StoredCase(case_id, item.case, item.steps)
        for case_id, item in zip(ids, entries, strict=True)
    ]
    write_standings(desk, work, stored)
    return stored
