"""The file of a case (卷宗): what goes into it and in which order, written as one PDF.

The order is data (``resources/casefile/order.toml``). Confidential parts are bound only when an
account with the right asks for them; else the catalogue says that they are sealed.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
import tomllib
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, Final

from petition_desk.clock import day_of
from petition_desk.documents.blocks import Align, Cell, Row
from petition_desk.documents.casefile import (
    CaseFile,
    FilePaper,
    FileSection,
    head_row,
    sheet,
    without_sealed,
    write_casefile,
)
from petition_desk.documents.fonts import FontSet
from petition_desk.domain.addressees import Addressees
from petition_desk.domain.attachments import Attachment
from petition_desk.domain.kept_letters import LetterHead, LetterId
from petition_desk.domain.letter_services import Attempt, attempts_at, services_of
from petition_desk.domain.reading import IssuedLetter, Reading
from petition_desk.domain.steps import in_order
from petition_desk.domain.vocabulary import LETTER_LABELS, SERVED_KINDS
from petition_desk.paths import resource
from petition_desk.services.attachments import AttachmentFileError
from petition_desk.services.deadlines import handling_unit
from petition_desk.services.desk import Desk
from petition_desk.services.letters import font_set
from petition_desk.services.office import office_of
from petition_desk.services.recording import loaded_for_work
from petition_desk.services.rights import SEE_SEALED, require
from petition_desk.storage.cases import StoredCase
from petition_desk.storage.unit_of_work import UnitOfWork

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]

_TIMELINE: Final = (2.0, 7.6, 1.8)
_SERVICES: Final = (3.0, 1.8, 1.2, 2.0, 2.0, 3.4)


@dataclass(frozen=True, slots=True)
class CaseFileMade:
    """A file of a case that was written; `sealed_count` papers stayed out of it."""

    path: Path
    page_count: int
    paper_count: int
    sealed_count: int
    sha256: str


@dataclass(frozen=True, slots=True)
class _Section:
    """One section of the order, as the data says it."""

    title: str
    letters: frozenset[str]
    attachments: frozenset[str]
    sheet: str
    is_sealed: bool
    is_rest: bool


def make_casefile(
    desk: Desk,
    no: str,
    path: Path,
    *,
    with_sealed: bool = False,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> CaseFileMade | None:
    """Write the file of a case.

    Args:
        desk: Who asks.
        no: The case.
        path: Where to; written beside and renamed.
        with_sealed: Whether confidential parts are bound too.
        progress, cancelled: Told, and asked, between two papers.

    Returns:
        What was written; None if it was cancelled, then an older file stands as it was.

    Raises:
        UnknownCaseError: no such number (exit 2).
        SealedCaseError, RightMissingError: the account may not see it (exit 3).
        AttachmentFileError: the file cannot be written (exit 5).
    """
    if with_sealed:
        require(desk, SEE_SEALED)
    with desk.reading() as work:
        stored = loaded_for_work(desk, work, no)
        casefile = _casefile(desk, work, stored, with_sealed=with_sealed)
        try:
            count = _write(casefile, path, progress, cancelled)
        except OSError as error:
            raise AttachmentFileError(path, "写不到") from error
    if count is None:
        return None
    digest = _note_made(desk, stored, path, count, with_sealed=with_sealed)
    sealed = sum(1 for paper in casefile.papers if paper.read is None)
    return CaseFileMade(path, count, len(casefile.papers), sealed, digest)


def _note_made(desk: Desk, stored: StoredCase, path: Path, count: int, *, with_sealed: bool) -> str:
    """Write into the journal that a file was made; the hash of its bytes."""
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    with desk.begin() as work:
        after = {"sha256": digest, "pages": count, "sealed": with_sealed}
        work.journal.write("casefile.made", stored.case.local_no, after=after)
        work.commit()
    return digest


def _write(
    casefile: CaseFile, path: Path, progress: Progress | None, cancelled: Cancelled | None
) -> int | None:
    handle, name = tempfile.mkstemp(suffix=".part", dir=path.parent)
    os.close(handle)
    part = Path(name)
    try:
        count = write_casefile(casefile, part, font_set(), progress=progress, cancelled=cancelled)
        if count is not None:
            part.replace(path)
        return count
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def casefile_order() -> tuple[_Section, ...]:
    """The sections of the file, in order."""
    text = resource("casefile", "order.toml").read_text(encoding="utf-8")
    table: dict[str, Any] = tomllib.loads(text)
    return tuple(
        _Section(
            title=entry["title"],
            letters=frozenset(entry.get("letters", ())),
            attachments=frozenset(entry.get("attachments", ())),
            sheet=entry.get("sheet", ""),
            is_sealed=entry.get("sealed", False),
            is_rest=entry.get("rest", False),
        )
        for entry in table["section"]
    )


def _casefile(desk: Desk, work: UnitOfWork, stored: StoredCase, *, with_sealed: bool) -> CaseFile:
    today = desk.clock.today()
    reading = Reading(stored.case, stored.steps, today)
    letters = [head for head in work.letters.of_case(stored.id) if not head.is_void]
    attachments = [one for one in work.attachments.of_case(stored.id) if not one.is_void]
    fonts = font_set()
    sections = []
    order = casefile_order()
    for section in order:
        papers = list(_sheets(section, reading, fonts))
        papers += [
            _letter_paper(work, head) for head in letters if _holds(section, order, head.kind)
        ]
        papers += [
            _attachment_paper(work, one)
            for one in attachments
            if _holds_attachment(section, order, one.kind.value)
        ]
        # The sheets of the program first, then everything by its day.
        papers.sort(key=lambda paper: paper.dated_on or date.min)
        is_sealed = section.is_sealed and not with_sealed
        sections.append(FileSection(section.title, without_sealed(papers, is_sealed=is_sealed)))
    office = office_of(work.settings.all())
    return CaseFile(office.name, stored.case.local_no, _cover(reading), tuple(sections))


def _holds(section: _Section, order: tuple[_Section, ...], kind: str) -> bool:
    if section.is_rest:
        return not any(kind in other.letters for other in order)
    return kind in section.letters


def _holds_attachment(section: _Section, order: tuple[_Section, ...], kind: str) -> bool:
    if section.is_rest:
        return not any(kind in other.attachments for other in order)
    return kind in section.attachments


def _letter_paper(work: UnitOfWork, head: LetterHead) -> FilePaper:
    def read(letter_id: LetterId) -> bytes:
        return work.letters.get(letter_id).pdf

    if head.id is None:
        raise ValueError("a kept letter has an identifier")
    title = LETTER_LABELS.get(head.kind, head.title)
    return FilePaper(title, head.number, head.issued_on, partial(read, head.id))


def _attachment_paper(work: UnitOfWork, one: Attachment) -> FilePaper:
    return FilePaper(
        title=one.title,
        number=one.letter,
        dated_on=day_of(one.added_at),
        read=partial(work.attachments.bytes_of, one),
        media=one.media,
    )


def _cover(reading: Reading) -> tuple[tuple[str, str], ...]:
    case = reading.case
    person = case.main_petitioner
    name = person.name if person is not None and person.name else "匿名"
    several = f"等 {case.people_count} 人" if case.people_count > 1 else ""
    closed = reading.last_of("closed")
    is_closed = reading.is_closed and closed is not None
    facts = (
        ("编号", case.local_no),
        ("信访人", f"{name}{several}"),
        ("事项", case.summary),
        ("信访形式", f"{case.channel.value}（{case.source}）"),
        ("收到日期", case.received_on.isoformat()),
        ("承办单位", handling_unit(reading.steps)),
        ("结案", f"{closed.on.isoformat()}　{closed.text('how')}" if is_closed and closed else ""),
    )
    return tuple((label, words) for label, words in facts if words)


def _sheets(section: _Section, reading: Reading, fonts: FontSet) -> Iterator[FilePaper]:
    if section.sheet == "timeline":
        rows = (head_row("日期", "办理情况", "经办人"), *_timeline_rows(reading))
        yield FilePaper("办理经过", read=partial(sheet, "办理经过", _TIMELINE, rows, fonts))
    if section.sheet == "services":
        rows = tuple(_service_rows(reading))
        if rows:
            head = head_row("文书", "受送达人", "方式", "交寄", "结果", "签收、邮件号、见证")
            made = partial(sheet, "送达情况表", _SERVICES, (head, *rows), fonts)
            yield FilePaper("送达情况表", read=made)


def _timeline_rows(reading: Reading) -> Iterator[Row]:
    case = reading.case
    yield _row(
        case.received_on, f"{case.channel.value}登记，来源：{case.source}", case.first_contact
    )
    for step in in_order(reading.steps):
        marks = [mark for mark in (step.note, step.violation and f"违规：{step.violation}") if mark]
        words = step.headline + (f"（{'；'.join(marks)}）" if marks else "")
        yield _row(step.on, words, step.by)


def _row(day: date, words: str, by: str) -> Row:
    return Row((Cell(day.isoformat(), align=Align.CENTRE), Cell(words), Cell(by)))


def _service_rows(reading: Reading) -> Iterator[Row]:
    people = Addressees.of(reading.case)
    served = {(one.letter, one.addressee): one for one in services_of(reading, {})}
    for letter in reading.letters:
        if letter.kind not in SERVED_KINDS:
            continue
        for one in letter.services:
            tries = attempts_at(letter, one.name, people)
            for attempt in tries:
                yield _attempt_row(letter, one.name, attempt)
            if not tries and (letter.reference, one.name) in served:
                yield Row(
                    (Cell(_letter_words(letter)), Cell(one.name), *_cells("", "", "未送达", ""))
                )


def _attempt_row(letter: IssuedLetter, name: str, attempt: Attempt) -> Row:
    sent = attempt.sent.on.isoformat() if attempt.sent is not None else ""
    result = attempt.result
    outcome = ""
    if result is not None:
        outcome = f"{result.on.isoformat()}\n{result.text('result') or '已送达'}"
        days = result.number("days")
        if days:
            outcome = f"{result.on.isoformat()}\n公告 {days} 日"
    proof = "；".join(_proofs(attempt))
    way = attempt.text("way")
    return Row((Cell(_letter_words(letter)), Cell(name), *_cells(way, sent, outcome, proof)))


def _proofs(attempt: Attempt) -> Iterator[str]:
    for key, label in (
        ("receiver", "签收"),
        ("relation", "关系"),
        ("waybill", "邮件号"),
        ("witness", "见证"),
        ("reason", "事由"),
        ("consent", "同意电子送达"),
        ("entrusted", "委托"),
        ("server", "送达人"),
    ):
        if attempt.text(key):
            yield f"{label} {attempt.text(key)}"


def _cells(*words: str) -> tuple[Cell, ...]:
    return tuple(Cell(word) for word in words)


def _letter_words(letter: IssuedLetter) -> str:
    label = LETTER_LABELS.get(letter.kind, letter.kind)
    return f"{label}\n{letter.number}" if letter.number else label
