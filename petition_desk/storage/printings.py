"""What was printed of which letter: one row a letter and job, so that nothing has to be guessed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, func, insert, select

from petition_desk.domain.kept_letters import LetterId
from petition_desk.domain.print_log import PaperFate
from petition_desk.storage.journal import Journal
from petition_desk.storage.tables import cases, letters, printings


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


#: How many letters one question names; SQLite takes no list of any length.
_LETTERS_OF_A_QUERY: Final = 500


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
        printed_before = self._printed([paper.letter_id for paper in papers])
        named = self._names([paper.letter_id for paper in papers])
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
            local_no, title = named[paper.letter_id]
            again = paper.letter_id in printed_before
            self._journal.write(
                "letter.reprinted" if again else "letter.printed",
                local_no,
                after={"letter": title, "copies": paper.copies, "fate": paper.fate.value},
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

    def _printed(self, letter_ids: Sequence[LetterId]) -> set[LetterId]:
        """Return those of some letters that may have come out before."""
        found: set[LetterId] = set()
        for part in _parts(letter_ids):
            query = select(printings.c.letter_id).where(
                printings.c.letter_id.in_(part), printings.c.fate != PaperFate.NOT_SENT.value
            )
            found |= {LetterId(row.letter_id) for row in self._connection.execute(query)}
        return found

    def _names(self, letter_ids: Sequence[LetterId]) -> dict[LetterId, tuple[str, str]]:
        """Return case number and number or title of some letters."""
        found: dict[LetterId, tuple[str, str]] = {}
        for part in _parts(letter_ids):
            query = (
                select(letters.c.id, letters.c.number, letters.c.title, cases.c.local_no)
                .join(cases, cases.c.id == letters.c.case_id)
                .where(letters.c.id.in_(part))
            )
            for row in self._connection.execute(query):
                found[LetterId(row.id)] = (row.local_no, row.number or row.title)
        return found


def _parts(letter_ids: Sequence[LetterId]) -> list[Sequence[LetterId]]:
    return [
        letter_ids[start : start + _LETTERS_OF_A_QUERY]
        for start in range(0, len(letter_ids), _LETTERS_OF_A_QUERY)
    ]
