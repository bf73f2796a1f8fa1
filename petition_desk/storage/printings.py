"""What was printed of which letter: one row a letter and job, so that nothing has to be guessed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Row, Select, func, insert, select

from petition_desk.domain.case import CaseId
from petition_desk.domain.kept_letters import LetterId
from petition_desk.domain.print_log import PaperFate
from petition_desk.storage.journal import Journal
from petition_desk.storage.tables import cases, letters, printings, standings


@dataclass(frozen=True, slots=True)
class Printing:
    """One letter in one printing job.

    Attributes:
        letter_id: Which letter.
        job: Number of the job; the letters of a batch have the same.
        copies: How many.
        printer: On which queue.
        fate: What became of it.
        account: Who printed.
        printed_at: When, UTC.
    """

    letter_id: LetterId
    job: int
    copies: int
    printer: str
    fate: PaperFate
    account: str
    printed_at: datetime


@dataclass(frozen=True, slots=True)
class PrintedLetter:
    """What a job says of one letter, before it is written down."""

    letter_id: LetterId
    copies: int
    fate: PaperFate


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A letter as the choice before printing shows it.

    Attributes:
        letter_id: Which letter.
        case_id: Whose.
        local_no: The number of the case.
        is_sealed: Whether the case is confidential.
        kind: Of the letter.
        number: Empty for a form without one.
        title: What it is called.
        page_count: How many pages it has.
        is_void: Whether it holds no longer.
        printed_count: How often it may have come out already.
    """

    letter_id: LetterId
    case_id: CaseId
    local_no: str
    is_sealed: bool
    kind: str
    number: str
    title: str
    page_count: int
    is_void: bool
    printed_count: int


#: How many letters one question names; SQLite takes no list of any length.
_OF_A_QUERY: Final = 500


class PrintingStore:
    """The log of printing; a row is never changed."""

    def __init__(
        self, connection: Connection, journal: Journal, account: str, at: datetime
    ) -> None:
        """Work within the transaction of ``connection``, as ``account`` at the instant ``at``."""
        self._connection = connection
        self._journal = journal
        self._account = account
        self._at = at

    def add_job(self, printer: str, papers: Sequence[PrintedLetter]) -> int:
        """Write down a job and journal each letter that may have come out; return its number.

        A letter that was printed before is journalled as 补打; the paper itself does not say so.
        """
        last = self._connection.execute(select(func.max(printings.c.job))).scalar_one()
        job = (last or 0) + 1
        known = self.papers([paper.letter_id for paper in papers])
        for paper in papers:
            row = {
                "letter_id": paper.letter_id,
                "job": job,
                "copies": paper.copies,
                "printer": printer,
                "fate": paper.fate.value,
                "account": self._account,
                "printed_at": self._at,
            }
            self._connection.execute(insert(printings).values(row))
            if paper.fate is PaperFate.NOT_SENT:
                continue
            letter = known[paper.letter_id]
            self._journal.write(
                "letter.reprinted" if letter.printed_count else "letter.printed",
                letter.local_no,
                after={
                    "letter": letter.number or letter.title,
                    "copies": paper.copies,
                    "fate": paper.fate.value,
                },
            )
        return job

    def of_letter(self, letter_id: LetterId) -> list[Printing]:
        """Return every printing of a letter, the latest first."""
        query = (
            select(printings)
            .where(printings.c.letter_id == letter_id)
            .order_by(printings.c.id.desc())
        )
        return [
            Printing(
                LetterId(row.letter_id),
                row.job,
                row.copies,
                row.printer,
                PaperFate(row.fate),
                row.account,
                row.printed_at,
            )
            for row in self._connection.execute(query)
        ]

    def papers(self, letter_ids: Sequence[LetterId]) -> dict[LetterId, PaperRow]:
        """Return what is known of some letters; those that do not exist are left out."""
        found: dict[LetterId, PaperRow] = {}
        for part in _parts(letter_ids):
            for row in self._connection.execute(_papers().where(letters.c.id.in_(part))):
                found[LetterId(row.id)] = _paper(row)
        return found

    def never_printed(self, local_nos: Sequence[str]) -> list[PaperRow]:
        """Return the valid letters of some cases that never came out, in order of issue."""
        found: list[PaperRow] = []
        for part in _parts(local_nos):
            query = _papers().where(cases.c.local_no.in_(part), letters.c.is_void.is_(False))
            found += [_paper(row) for row in self._connection.execute(query)]
        return sorted(
            (paper for paper in found if not paper.printed_count), key=lambda each: each.letter_id
        )


def _papers() -> Select[Any]:
    came_out = (
        select(func.count())
        .where(printings.c.letter_id == letters.c.id, printings.c.fate != PaperFate.NOT_SENT.value)
        .scalar_subquery()
    )
    return (
        select(letters, cases.c.local_no, standings.c.is_sealed, came_out.label("printed_count"))
        .join(cases, cases.c.id == letters.c.case_id)
        .join(standings, standings.c.case_id == letters.c.case_id)
    )


def _paper(row: Row[Any]) -> PaperRow:
    return PaperRow(
        letter_id=LetterId(row.id),
        case_id=CaseId(row.case_id),
        local_no=row.local_no,
        is_sealed=row.is_sealed,
        kind=row.kind,
        number=row.number or "",
        title=row.title,
        page_count=row.page_count,
        is_void=row.is_void,
        printed_count=row.printed_count,
    )


def _parts(many: Sequence[Any]) -> list[Sequence[Any]]:
    return [many[start : start + _OF_A_QUERY] for start in range(0, len(many), _OF_A_QUERY)]
