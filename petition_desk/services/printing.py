"""Printing letters that exist: which may be printed, their bytes, and the log of what came out.

Printing changes no letter and ends no clock. What is printed are the kept bytes; that a letter was
printed again (补打) stands in the journal and never on the paper.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from petition_desk.documents.compose import pages_in
from petition_desk.documents.joining import joined
from petition_desk.domain.kept_letters import LetterId
from petition_desk.errors import InputError, UnknownNameError
from petition_desk.services.changes import Changes
from petition_desk.services.desk import Desk
from petition_desk.services.recording import SealedCaseError
from petition_desk.storage.files import write_beside_and_rename
from petition_desk.storage.printings import PaperRow, PrintedLetter, Printing
from petition_desk.storage.unit_of_work import UnitOfWork

__all__ = [
    "PrintChoice",
    "PrintedLetter",
    "Printing",
    "choices",
    "history",
    "pdf_of",
    "record",
    "save_joined",
    "waiting_letters",
]

MOST_LETTERS = 5_000
"""A batch of more is chosen by mistake."""
MOST_IN_A_FILE = 500
"""One file holds all its letters in memory while it is written, 0.3 MB each."""


@dataclass(frozen=True, slots=True)
class PrintChoice:
    """A letter that was chosen for printing.

    Attributes:
        letter_id: Which letter.
        local_no: The case.
        name: Its number, or its title where it has none; of a sealed case without the right 保密件.
        title: What it is called; empty where it may not be told.
        kind: Its kind; empty where it may not be told.
        page_count: How many pages it has.
        refusal: Why it is not printed, a clause; empty where it is.
        printed_count: How often it may have come out of a printer already.
    """

    letter_id: LetterId
    local_no: str
    name: str
    title: str
    kind: str
    page_count: int
    refusal: str
    printed_count: int


def choices(desk: Desk, letter_ids: Sequence[LetterId]) -> tuple[PrintChoice, ...]:
    """What would be printed of the chosen letters, in their order; each once.

    Raises:
        UnknownNameError: there is no such letter (exit 2).
        InputError: they are more than `MOST_LETTERS` (exit 4).
    """
    wanted = tuple(dict.fromkeys(letter_ids))
    if len(wanted) > MOST_LETTERS:
        raise InputError("批量打印", f"一次最多 {MOST_LETTERS} 份，现为 {len(wanted)} 份")
    with desk.reading() as work:
        known = work.printings.papers(wanted)
    for letter_id in wanted:
        if letter_id not in known:
            raise UnknownNameError("文书", str(letter_id))
    return tuple(_choice(desk, known[letter_id]) for letter_id in wanted)


def _choice(desk: Desk, paper: PaperRow) -> PrintChoice:
    if not desk.may_see(is_sealed=paper.is_sealed):
        return PrintChoice(
            letter_id=paper.letter_id,
            local_no=paper.local_no,
            name="保密件",
            title="",
            kind="",
            page_count=paper.page_count,
            refusal="保密件，本账户无权打印",
            printed_count=0,
        )
    return PrintChoice(
        letter_id=paper.letter_id,
        local_no=paper.local_no,
        name=paper.number or paper.title,
        title=paper.title,
        kind=paper.kind,
        page_count=paper.page_count,
        refusal="已作废" if paper.is_void else "",
        printed_count=paper.printed_count,
    )


def pdf_of(desk: Desk, letter_id: LetterId) -> bytes:
    """The kept bytes of a letter.

    Raises:
        UnknownNameError: there is no such letter (exit 2).
        SealedCaseError: it is of a confidential case and the account lacks the right (exit 3).
        DamagedLetterError: the bytes are not those that were issued (exit 5).
    """
    with desk.reading() as work:
        paper = _known(work, letter_id)
        if not desk.may_see(is_sealed=paper.is_sealed):
            raise SealedCaseError(paper.local_no)
        return work.letters.get(letter_id).pdf


def save_joined(
    desk: Desk, path: Path, letter_ids: Sequence[LetterId], *, is_duplex: bool = False
) -> int:
    """Write kept letters as one file, for a printer elsewhere; return how many pages it has.

    That it was written stands in the journal with each letter: the file names people. With
    ``is_duplex`` each letter begins on the front of a sheet.

    Raises:
        UnknownNameError: there is no such letter (exit 2).
        SealedCaseError: one is of a confidential case and the account lacks the right (exit 3).
        InputError: nothing was chosen, or more than `MOST_IN_A_FILE` (exit 4).
        EnvironmentFaultError: the file cannot be written, or a letter is damaged (exit 5).
    """
    if not letter_ids:
        raise InputError("文书", "没有选文书")
    if len(letter_ids) > MOST_IN_A_FILE:
        says = f"一个文件最多 {MOST_IN_A_FILE} 份，现为 {len(letter_ids)} 份；请分几次存"
        raise InputError("文书", says)
    papers = (pdf_of(desk, letter_id) for letter_id in letter_ids)
    whole = joined(papers, is_duplex=is_duplex)
    write_beside_and_rename(path, whole)
    with desk.begin() as work:
        for paper in work.printings.papers(letter_ids).values():
            name = paper.number or paper.title
            work.journal.write("letter.saved", paper.local_no, after={"letter": name})
        work.commit()
    return pages_in(whole)


def record(desk: Desk, printer: str, papers: Sequence[PrintedLetter]) -> int:
    """Write down what became of each letter of one job; return the number of the job."""
    with desk.begin() as work:
        job = work.printings.add_job(printer, papers)
        known = work.printings.papers([paper.letter_id for paper in papers])
        work.commit()
    desk.announce(Changes(case_ids=frozenset(paper.case_id for paper in known.values())))
    return job


def history(desk: Desk, letter_id: LetterId) -> tuple[Printing, ...]:
    """Every printing of a letter, the latest first; nothing of one the account may not see."""
    with desk.reading() as work:
        if not desk.may_see(is_sealed=_known(work, letter_id).is_sealed):
            return ()
        return tuple(work.printings.of_letter(letter_id))


def waiting_letters(desk: Desk, local_nos: Sequence[str]) -> tuple[LetterId, ...]:
    """The valid letters of some cases that never came out of a printer, oldest first.

    Cases that do not exist or may not be seen are passed over.
    """
    with desk.reading() as work:
        papers = work.printings.never_printed(tuple(dict.fromkeys(local_nos)))
    return tuple(paper.letter_id for paper in papers if desk.may_see(is_sealed=paper.is_sealed))


def _known(work: UnitOfWork, letter_id: LetterId) -> PaperRow:
    paper = work.printings.papers([letter_id]).get(letter_id)
    if paper is None:
        raise UnknownNameError("文书", str(letter_id))
    return paper
