"""A letter as it was issued: the exact bytes, their hash and what stands on its head."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import NewType

from petition_desk.domain.case import CaseId

LetterId = NewType("LetterId", int)


@dataclass(frozen=True, slots=True)
class LetterHead:
    """What lists need of a letter; all of it but the bytes.

    `kind` is one of `vocabulary.LETTER_LABELS`, `serial` its running number within `series` (the
    字 of the number) and `year`; 0 for a form without a number. `issued_at` is UTC, `sha256` the
    hash of the bytes in hexadecimal. A void letter keeps its number and its bytes.
    """

    case_id: CaseId
    kind: str
    number: str
    serial: int
    year: int
    issued_on: date
    issued_at: datetime
    by: str
    title: str
    sha256: str
    template_version: str
    page_count: int
    is_void: bool = False
    void_reason: str = ""
    id: LetterId | None = None


@dataclass(frozen=True, slots=True)
class KeptLetter(LetterHead):
    """A letter with the PDF that was printed and handed over."""

    pdf: bytes = b""
