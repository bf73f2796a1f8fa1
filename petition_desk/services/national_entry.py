"""录国网: which cases are not in the national system yet, and what is typed there of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from petition_desk.domain.masking import mask_text
from petition_desk.domain.national_entry import (
    EntryFacts,
    NationalEntry,
    NationalPage,
    entries,
    parse_national_page,
)
from petition_desk.domain.reading import as_of
from petition_desk.domain.retraction import standing_steps
from petition_desk.paths import resource
from petition_desk.services.deadlines import handling_unit
from petition_desk.services.desk import Desk
from petition_desk.services.recording import loaded_for_work
from petition_desk.services.rights import SEE_SEALED

BACKLOG_LIMIT: Final = 500
"""How many cases the list holds at once; entering one brings up the next."""


@dataclass(frozen=True, slots=True)
class BacklogRow:
    """One case that is not entered yet.

    Attributes:
        local_no: Its number.
        received_on: When the office received it (corrected).
        summary: What it is about, identities covered.
    """

    local_no: str
    received_on: date
    summary: str


@dataclass(frozen=True, slots=True)
class Backlog:
    """The oldest cases that are not entered yet, and how many there are in all."""

    rows: tuple[BacklogRow, ...]
    total: int


@dataclass(frozen=True, slots=True)
class EntrySheet:
    """What is typed of one case.

    Attributes:
        local_no: Its number.
        entries: The fields in the order of the national page.
        is_entered: Whether it is recorded as entered already.
    """

    local_no: str
    entries: tuple[NationalEntry, ...]
    is_entered: bool


@lru_cache(maxsize=1)
def national_page() -> NationalPage:
    """The page as shipped."""
    path = resource("exchange", "national_entry.toml")
    return parse_national_page(path.read_text(encoding="utf-8"), path.name)


def backlog(desk: Desk, limit: int = BACKLOG_LIMIT) -> Backlog:
    """What is not in the national system yet, oldest first; confidential ones by right alone."""
    with desk.reading() as work:
        page = work.deadlines.national_backlog(limit, with_sealed=desk.account.may(SEE_SEALED))
    rows = tuple(
        BacklogRow(row.local_no, row.received_on, mask_text(row.summary, [row.name]))
        for row in page.rows
    )
    return Backlog(rows, page.total)


def backlog_count(desk: Desk) -> int:
    """How many cases are not in the national system yet, as this account may count them."""
    return backlog(desk, 0).total


def entry_sheet(desk: Desk, no: str) -> EntrySheet:
    """What is typed of a case, corrections applied.

    Raises:
        UnknownCaseError: no such number (exit 2).
        SealedCaseError: it is confidential and the account lacks the right (exit 3).
    """
    with desk.reading() as work:
        stored = loaded_for_work(desk, work, no)
        office = work.settings.get("office.name")
    case = as_of(stored.case, stored.steps, desk.clock.today())
    steps = standing_steps(stored.steps, desk.clock.today())
    unit = handling_unit(steps) or case.official.responsible_unit
    entered = any(step.kind == "entered-nationally" for step in steps)
    filled = entries(national_page(), EntryFacts(case, unit, office))
    return EntrySheet(case.local_no, filled, entered or bool(case.official_letter_no))


def note_copying(desk: Desk, no: str) -> None:
    """Note in the journal that the fields of a case were taken to the clipboard.

    Raises:
        UnknownCaseError: no such number (exit 2).
        SealedCaseError: it is confidential and the account lacks the right (exit 3).
    """
    with desk.begin() as work:
        stored = loaded_for_work(desk, work, no)
        work.journal.write("case.copy", stored.case.local_no)
        work.commit()
