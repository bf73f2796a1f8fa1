"""Is this the same matter? Candidates for a repeat, by equal facts alone.

The only question asked is 同一事项？ — so that the petitioner gets one answer and not two. Nothing
about a person is counted, scored or remembered here, and whoever calls hands in only the cases
that the account at the desk may see.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from itertools import pairwise
from typing import Final

from petition_desk.domain.identity import eighteen_digits, plain_phone
from petition_desk.domain.masking import is_masked

#: Of so few pairs of characters nothing can be said.
_FEWEST_WORDS: Final = 6
#: Such a part of the shorter text is found in the other one.
_ALIKE: Final = 0.5


@dataclass(frozen=True, slots=True)
class MatterKey:
    """The facts of one piece that can show it to be of the same matter. Empty means not known.

    Attributes:
        no: Local number; empty for a piece not yet registered.
        official_letter_no: 信访件编号, one a piece.
        official_matter_no: 信访事项编号, one a matter.
        name: Name of the main petitioner.
        id_number: ID number of the same person.
        phones: Telephone numbers of the same person.
        summary: What it is about.
        received_on: Day of receipt.
        content: What is told of it; with the summary it says whether two texts are alike.
    """

    no: str = ""
    official_letter_no: str = ""
    official_matter_no: str = ""
    name: str = ""
    id_number: str = ""
    phones: tuple[str, ...] = ()
    summary: str = ""
    received_on: date | None = None
    content: str = ""


class Ground(IntEnum):
    """Why a case is a candidate; the smaller, the surer."""

    SAME_PIECE = 1  # the same official piece, about to be registered twice
    SAME_OFFICIAL_MATTER = 2
    NAME_AND_ID = 3
    NAME_AND_PHONE = 4
    NAME_AND_TEXT = 5  # nothing but the name and what it is about: the weakest


@dataclass(frozen=True, slots=True)
class Candidate:
    """A known case that may be of the same matter.

    Attributes:
        no: Its local number.
        ground: The surest reason.
        same: The facts that are equal, in the officer's words (姓名, 证件号码 …).
        different: The facts that both have and that differ.
    """

    no: str
    ground: Ground
    same: tuple[str, ...]
    different: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """Write it for the panel: 相同：姓名、证件号码　不同：摘要."""
        said = f"相同：{'、'.join(self.same)}"
        return f"{said}　不同：{'、'.join(self.different)}" if self.different else said


def name_key(name: str) -> str:
    """Return what two spellings of one name have in common; empty if the name tells nothing."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    return "" if is_masked(plain) else "".join(plain.split()).replace("•", "·")


def id_key(number: str) -> str:
    """Return what the spellings of one ID number have in common; empty if it tells nothing.

    The old form of 15 digits and the new one of 18 have the same key.
    """
    return "" if is_masked(number) else eighteen_digits(number)


def phone_key(number: str) -> str:
    """Return what the spellings of one telephone number have in common; empty if none."""
    plain = plain_phone(number)
    return "" if is_masked(plain) or not any(map(str.isdigit, plain)) else plain


def candidates(probe: MatterKey, known: Iterable[MatterKey]) -> tuple[Candidate, ...]:
    """Return the known cases that may be of the same matter, the surest and latest first.

    A case is a candidate by its official numbers, by name and ID number, by name and telephone,
    or by name and a text that is alike; a name alone, or a number alone, is not enough. Two with
    different ID numbers are of different people, however alike their names and texts. Masked
    facts count as unknown.
    """
    found: list[tuple[Ground, int, str, Candidate]] = []
    sought = _Facts.of(probe)
    for key in known:
        if key.no and key.no == probe.no:
            continue
        facts = _Facts.of(key)
        ground = _ground(sought, facts)
        if ground is not None:
            candidate = Candidate(key.no, ground, *_compare(sought, facts))
            latest = -key.received_on.toordinal() if key.received_on else 0
            found.append((ground, latest, key.no, candidate))
    return tuple(candidate for *_, candidate in sorted(found, key=lambda item: item[:3]))


@dataclass(frozen=True, slots=True)
class _Facts:
    """The facts of a key in the spelling in which they are compared."""

    letter_no: str
    matter_no: str
    name: str
    id_number: str
    phones: frozenset[str]
    summary: str
    received_on: date | None
    words: frozenset[str]

    @classmethod
    def of(cls, key: MatterKey) -> _Facts:
        return cls(
            letter_no=name_key(key.official_letter_no),
            matter_no=name_key(key.official_matter_no),
            name=name_key(key.name),
            id_number=id_key(key.id_number),
            phones=frozenset(filter(None, map(phone_key, key.phones))),
            summary=name_key(key.summary),
            received_on=key.received_on,
            words=text_words(key.summary) | text_words(key.content),
        )


def _ground(sought: _Facts, facts: _Facts) -> Ground | None:
    if sought.letter_no and sought.letter_no == facts.letter_no:
        return Ground.SAME_PIECE
    if sought.matter_no and sought.matter_no == facts.matter_no:
        return Ground.SAME_OFFICIAL_MATTER
    if not sought.name or sought.name != facts.name:
        return None
    if sought.id_number and sought.id_number == facts.id_number:
        return Ground.NAME_AND_ID
    if sought.phones & facts.phones:
        return Ground.NAME_AND_PHONE
    is_another = bool(sought.id_number and facts.id_number)
    return None if is_another or not _are_alike(sought, facts) else Ground.NAME_AND_TEXT


def text_words(text: str) -> frozenset[str]:
    """Return the pairs of neighbouring characters of a text, by which two texts are compared."""
    plain = "".join(sign for sign in name_key(text) if sign.isalnum())
    return frozenset(map("".join, pairwise(plain)))


def _are_alike(sought: _Facts, facts: _Facts) -> bool:
    """Whether the shorter of two texts stands for the most part in the longer one."""
    shorter = min(len(sought.words), len(facts.words))
    if shorter < _FEWEST_WORDS:
        return False
    return len(sought.words & facts.words) >= _ALIKE * shorter


def _compare(sought: _Facts, facts: _Facts) -> tuple[tuple[str, ...], tuple[str, ...]]:
    same: list[str] = []
    different: list[str] = []
    pairs = (
        ("信访件编号", sought.letter_no, facts.letter_no),
        ("信访事项编号", sought.matter_no, facts.matter_no),
        ("姓名", sought.name, facts.name),
        ("证件号码", sought.id_number, facts.id_number),
        ("电话", sought.phones, facts.phones),
        ("摘要", sought.summary, facts.summary),
        ("收到日期", sought.received_on, facts.received_on),
    )
    for label, ours, theirs in pairs:
        if not ours or not theirs:
            continue
        if isinstance(ours, frozenset) and isinstance(theirs, frozenset):
            equal = bool(ours & theirs)
        else:
            equal = ours == theirs
        if label == "摘要" and not equal and _are_alike(sought, facts):
            same.append("内容相近")
            continue
        (same if equal else different).append(label)
    return tuple(same), tuple(different)
