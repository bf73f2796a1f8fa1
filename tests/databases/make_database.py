"""Keep a database of the present schema, for later releases to be migrated from.

Run once when a schema is released, and never again for that schema::

    python -m tests.databases.make_database

Account and password stand in `tests.storage.desks`; everything in the database is invented.
"""

from __future__ import annotations

from pathlib import Path

from petition_desk.domain.office import Unit
from petition_desk.storage.schema import SCHEMA_NUMBER
from petition_desk.storage.unit_of_work import Database, UnitOfWork
from tests.storage.samples import (
    FULL,
    clock_row,
    committed,
    letter,
    new_database,
    simple,
    standing_row,
    step,
)

FOLDER = Path(__file__).resolve().parent / f"schema-{SCHEMA_NUMBER}"


def fill(database: Database) -> None:
    """Write something into every table."""
    with committed(database) as work:
        first = work.cases.add(FULL, [step("accepted", unit="交警大队")])
        rest = work.cases.add_many([(simple(number), ()) for number in range(2, 12)])
        work.cases.next_local_nos(2026, 11)
        work.letters.next_number("告", 2026)
        letter_id = work.letters.add(letter(first))
        work.letters.void(letter_id, "打印错误")
        work.deadlines.write_many([(key, standing_row(clock_row())) for key in [first, *rest]])
        fill_office(work)


def fill_office(work: UnitOfWork) -> None:
    """Write settings, a unit, a year, a mapping, an import and a draft."""
    work.settings.set("office.name", "某某县公安局")
    work.units.save(Unit("城关派出所", "李所", "0774-1", "城关镇2号"))
    work.calendars.save(2027, '{"year": 2027}')
    work.imports.save_mapping("编号|姓名", "{}")
    work.imports.add_batch("台账.xlsx", "ab" * 32, {"rows": 10})
    work.drafts.save(None, "王警官", "{}")


def main() -> None:
    """Make the folder; one that exists is left alone."""
    if FOLDER.exists():
        raise SystemExit(f"{FOLDER.name} exists; a released schema is not made again")
    database = new_database(FOLDER)
    fill(database)
    database.close()
    for name in ("petition-desk.lock", "journal-head.json"):
        (FOLDER / name).unlink(missing_ok=True)


if __name__ == "__main__":
    main()
