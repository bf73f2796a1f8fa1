"""A letter as it is kept: the very bytes that were shown and printed, and their hash."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import NewType

from petition_desk.domain.case import CaseId

LetterId = NewType("LetterId", int)


@dataclass(frozen=True, slots=True)
class LetterHead:
    """What is known of a letter without its bytes; `issued_at` is UTC, `sha256` hexadecimal.

    `serial` counts its 字 and year of issue from 1 without a gap; 0 for a form without a number.
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
    id: LetterId | None = None
    is_void: bool = False
    void_reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptLetter(LetterHead):
    """A letter with its bytes, exactly as they were shown and printed."""

    pdf: bytes
