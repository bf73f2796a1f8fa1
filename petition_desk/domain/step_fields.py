"""What one blank of a step may hold, and how its text becomes a value.

Steps are described as data so that the form on screen, the timeline line and the command line all
come from the same words; this module is the part that reads what was typed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import Enum

from petition_desk.domain.vocabulary import Pathway
from petition_desk.errors import FieldFault

StepValue = str | int | date | Pathway

EARLIEST_ON = date(1949, 1, 1)
LATEST_ON = date(2100, 12, 31)
SHOWN_LENGTH = 20
"""So much of what was typed stands in a sentence about it."""
_NUMBER = re.compile(r"[0-9]{1,4}")
_DATE_PARTS = re.compile(r"(\d{4})[-./年]?(\d{1,2})[-./月]?(\d{1,2})日?")


class FieldType(Enum):
    """The kinds of blank; each decides parsing here and the widget on screen."""

    TEXT = "text"
    LONG_TEXT = "long-text"
    DATE = "date"
    NUMBER = "number"
    CHOICE = "choice"
    PATHWAY = "pathway"
    UNIT = "unit"
    LETTER = "letter"
    DEMAND = "demand"


@dataclass(frozen=True, slots=True)
class StepField:
    """One blank of a step.

    `key` is the identifier of the command line, `label` what the officer reads. `choices` are
    the accepted words of a CHOICE as (stored value, label).
    """

    key: str
    label: str
    type: FieldType = FieldType.TEXT
    is_required: bool = False
    choices: tuple[tuple[str, str], ...] = ()

    def parse(self, text: str) -> StepValue | FieldFault:
        """The typed value of `text`, or what is wrong with it in plain Chinese."""
        text = text.strip()
        match self.type:
            case FieldType.DATE:
                return parse_date(text) or FieldFault(self.label, date_fault(text))
            case FieldType.NUMBER | FieldType.DEMAND:
                if _NUMBER.fullmatch(text):
                    return int(text)
                return FieldFault(self.label, f"“{text[:20]}”不是 0 至 9999 的整数")
            case FieldType.PATHWAY:
                return self._parse_pathway(text)
            case FieldType.CHOICE:
                return self._parse_choice(text)
            case _:
                return text

    def _parse_pathway(self, text: str) -> StepValue | FieldFault:
        try:
            return Pathway(text)
        except ValueError:
            known = "、".join(pathway.value for pathway in Pathway)
            return FieldFault(self.label, f"没有“{text}”这一途径，可用：{known}")

    def _parse_choice(self, text: str) -> StepValue | FieldFault:
        for stored, label in self.choices:
            if text in (stored, label):
                return stored
        known = "、".join(stored for stored, _ in self.choices)
        return FieldFault(self.label, f"没有“{text}”这一项，可用：{known}")


def parse_date(text: str) -> date | None:
    """A date from 2026-03-02, 2026.3.2, 20260302 or 2026年3月2日 within 1949–2100; else None."""
    day = _any_date(text)
    return day if day is not None and EARLIEST_ON <= day <= LATEST_ON else None


def date_fault(text: str) -> str:
    """Why `parse_date` takes a text for no date, in plain Chinese."""
    shown = text if len(text) <= SHOWN_LENGTH else f"{text[:SHOWN_LENGTH]}…"
    if _any_date(text) is not None:
        return f"“{shown}”不在 {EARLIEST_ON.year} 年至 {LATEST_ON.year} 年之间"
    return f"“{shown}”不是日期，应写成 2026-03-02 的样子"


def _any_date(text: str) -> date | None:
    match = _DATE_PARTS.fullmatch(text.strip())
    if match is None:
        return None
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def choice(key: str, label: str, *words: str, required: bool = False) -> StepField:
    """A CHOICE whose stored values are the words themselves."""
    pairs = tuple((word, word) for word in words)
    return StepField(key, label, FieldType.CHOICE, required, pairs)


def text(key: str, label: str, *, required: bool = False) -> StepField:
    """A line of text."""
    return StepField(key, label, FieldType.TEXT, required)


def long_text(key: str, label: str, *, required: bool = False) -> StepField:
    """Text of several lines."""
    return StepField(key, label, FieldType.LONG_TEXT, required)


def day(key: str, label: str, *, required: bool = False) -> StepField:
    """A date."""
    return StepField(key, label, FieldType.DATE, required)


def unit(key: str, label: str, *, required: bool = False) -> StepField:
    """The name of one of the bureau's units."""
    return StepField(key, label, FieldType.UNIT, required)


def letter(label: str = "文书") -> StepField:
    """Which letter a step is about: its number, or its kind for the latest of that kind."""
    return StepField("letter", label, FieldType.LETTER, is_required=True)
