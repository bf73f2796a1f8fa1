"""Is this PDF one that this office issued, and is every byte as it was issued?

The hash of the bytes answers both. A file that was changed on its way has another hash; it is
known by the identifier that each of our letters carries inside, which editing leaves as it is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from petition_desk.documents.pdf import mark_of
from petition_desk.domain.kept_letters import LetterHead
from petition_desk.errors import InputError
from petition_desk.exchange.workbook import FileUnreadableError
from petition_desk.services.desk import Desk
from petition_desk.storage.unit_of_work import UnitOfWork

#: No letter of ours comes near it; a file beyond is not read.
MOST_BYTES: Final = 64 * 1024 * 1024


class Authenticity(StrEnum):
    """What a file turned out to be."""

    GENUINE = "genuine"
    CHANGED = "changed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class LetterVerdict:
    """What is known of a file.

    Attributes:
        authenticity: Whether it is ours, and unchanged.
        letter: The letter it is, or was made of; None where it is not ours, or the account at the
            desk may not know it.
        local_no: Of its case; empty likewise.
        is_withheld: Whether it belongs to a confidential matter that this account may not see.
    """

    authenticity: Authenticity
    letter: LetterHead | None = None
    local_no: str = ""
    is_withheld: bool = False

    @property
    def sentence(self) -> str:
        """What it is, in plain Chinese."""
        if self.authenticity is Authenticity.UNKNOWN:
            return "不是本局用本程序出具的文书，或者已经不能辨认。"
        what = "出具的保密件文书" if self.letter is None else _named(self.letter)
        if self.authenticity is Authenticity.CHANGED:
            return f"由本局{what}改成，内容与留存的不一致。"
        void = "，但已经作废" if self.letter is not None and self.letter.is_void else ""
        return f"是本局{what}，一个字节也没有改动{void}。"


def verify_letter(desk: Desk, path: Path) -> LetterVerdict:
    """Tell what a file is.

    Raises:
        InputError: there is no such file (exit 4).
        FileUnreadableError: it cannot be read (exit 5).
    """
    if not path.is_file():
        says = "是文件夹，不是文件" if path.is_dir() else "找不到这个文件"
        raise InputError(path.name, says)
    try:
        if path.stat().st_size > MOST_BYTES:
            return LetterVerdict(Authenticity.UNKNOWN)
        data = path.read_bytes()
    except OSError as fault:
        raise FileUnreadableError(path.name) from fault
    return verify_bytes(desk, data)


def verify_bytes(desk: Desk, data: bytes) -> LetterVerdict:
    """Tell what the bytes of a file are."""
    with desk.reading() as work:
        same = work.letters.by_sha256(hashlib.sha256(data).hexdigest())
        if same:
            return _verdict(desk, work, Authenticity.GENUINE, same)
        marked = [work.letters.head(key) for key in work.letter_marks.letters_with(mark_of(data))]
        if marked:
            return _verdict(desk, work, Authenticity.CHANGED, marked)
    return LetterVerdict(Authenticity.UNKNOWN)


def _verdict(
    desk: Desk, work: UnitOfWork, authenticity: Authenticity, found: Sequence[LetterHead]
) -> LetterVerdict:
    # Of several alike the valid one says more than the void one.
    letter = next((each for each in reversed(found) if not each.is_void), found[-1])
    (stored,) = work.cases.get_many([letter.case_id])
    if not desk.may_see(is_sealed=stored.is_sealed):
        return LetterVerdict(authenticity, is_withheld=True)
    return LetterVerdict(authenticity, letter, stored.case.local_no)


def _named(letter: LetterHead) -> str:
    number = f"（{letter.number}）" if letter.number else ""
    day = f"{letter.issued_on.year}年{letter.issued_on.month}月{letter.issued_on.day}日"
    return f"{day}出具的《{letter.title}》{number}"
