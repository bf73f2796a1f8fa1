"""A letter as it is kept: the very bytes that were shown and printed, and their hash."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import NewType

from petition_desk.domain.case import CaseId

LetterId = NewType("LetterId", int)


@dataclass(frozen=True, slots=True)
class LetterHead:
    """What a list needs of a letter; `issued_at` is UTC, `sha256` hexadecimal."""

    id: LetterId | None
    case_id: CaseId
    kind: str
    number: str
    issued_on: date
    issued_at: datetime
    by: str
    title: str
    sha256: str
    page_count: int
    is_void: bool = False


@dataclass(frozen=True, slots=True)
class KeptLetter:
    """A letter with its bytes. `serial` counts its kind and year of issue from 1 without a gap;
    0 for forms that bear no number of their own.
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
    pdf: bytes
    id: LetterId | None = None
    is_void: bool = False
    void_reason: str = ""
