"""Keep a database of the present schema, for later releases to be migrated from.

Run once when a schema is released, and never again for that schema::

    python -m tests.databases.make_database

Account and password stand in `tests.storage.desks`; everything in the database is invented.
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from petition_desk.domain.attachments import Attachment, AttachmentKind
from petition_desk.domain.case import CaseId
from petition_desk.domain.kept_letters import LetterId
from petition_desk.domain.office import Unit
from petition_desk.domain.postponing import Postponement
from petition_desk.domain.print_log import PaperFate
from petition_desk.storage.imports import ImportedCase
from petition_desk.storage.printings import PrintedLetter
from petition_desk.storage.schema import SCHEMA_NUMBER
from petition_desk.storage.unit_of_work import Database, UnitOfWork
from tests.storage.desks import AT
from tests.storage.samples import (
    FULL,
    TODAY,
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
        fill_papers(work, first, letter_id)
        work.imports.add_batch("台账.xlsx", "ab" * 32, {"new": 1}, [ImportedCase(rest[0])])


def fill_office(work: UnitOfWork) -> None:
    """Write settings, a unit, a year, a mapping, an import and a draft."""
    work.settings.set("office.name", "某某县公安局")
    work.units.save(Unit("城关派出所", "李所", "0774-1", "城关镇2号"))
    work.calendars.save(2027, '{"year": 2027}')
    work.imports.save_mapping("编号|姓名", "{}")
    work.drafts.save(None, "王警官", "{}")
    work.wordings.add("accept", "{}", "改了开头")
    work.wordings.keep_draft("notice", "{}")
    work.ledger_views.add("我的视图", "{}")
    work.forms.save("市局月报", "月报.xlsx", b"PK", "{}")


def fill_papers(work: UnitOfWork, case_id: CaseId, letter_id: LetterId) -> None:
    """Write what lies beside a case and its letter: a scan, a print, a reminder put off."""
    content = b"%PDF-1.4 invented"
    digest = sha256(content).hexdigest()
    scan = Attachment(
        case_id,
        AttachmentKind.OTHER,
        "材料",
        "application/pdf",
        len(content),
        digest,
        1,
        AT,
        "王警官",
    )
    work.attachments.add(scan, [content])
    work.letter_marks.add(letter_id, "11111111-2222-3333-4444-555555555555")
    work.printings.add_job("前台", [PrintedLetter(letter_id, 2, PaperFate.SENT)])
    put_off = Postponement("notify-direct", "", TODAY, "等户政回话")
    work.postponements.save(case_id, FULL.local_no, put_off)


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
