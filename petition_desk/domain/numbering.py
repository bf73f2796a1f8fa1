"""Numbers: of a case (XF2026-0001) and of a letter (某公信告〔2026〕203号).

Both run without a gap within their year; giving out the next one is storage's, inside the
transaction that uses it. Here are only their forms.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from petition_desk.errors import InputError

LOCAL_PREFIX: Final = "XF"
MIN_SERIAL_WIDTH: Final = 4
FIRST_YEAR: Final = 1949
LAST_YEAR: Final = 2100

DEFAULT_LETTER_PATTERN: Final = "{机关代字}信{字}〔{年}〕{n}号"
MAX_PATTERN_LENGTH: Final = 60

#: Kinds that bear no number: nobody files or cites them.
UNNUMBERED_KINDS: Final = frozenset({"label", "card"})

#: The 字 of each letter kind. Every kind counts for itself, so no two may share a 字.
LETTER_WORDS: Final = MappingProxyType(
    {
        "accept": "告",
        "notice": "接",
        "pathway": "导",
        "not-accept": "不",
        "no-longer": "再",
        "transfer": "送",
        "status": "情",
        "extend": "延",
        "supplement": "补",
        "opinion": "意",
        "duty-reply": "履",
        "reply": "复",
        "review": "查",
        "recheck": "核",
        "report-notice": "收",
        "report-result": "果",
        "hearing": "听",
        "mediation": "调",
        "dispatch": "转",
        "forward": "交",
        "discipline-handover": "移",
        "sealed-annex": "密",
        "objection": "异",
        "urge": "督",
        "close-report": "结",
        "urgent-report": "急",
        "suggestion": "建",
        "service": "达",
        "receipt": "据",
        "withdrawal": "撤",
        "extension-approval": "批",
        "visit-form": "访",
        "review-form": "请",
        "mailing-list": "寄",
        "reception-form": "领",
    }
)

# 2026-0001, 2026 1, 2026/0001 or, without a mark between, 20260001.
_LOCAL_FORM = re.compile(r"(?:XF)?(\d{4})(?:[-_/.]*)(\d{1,6})")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−－~～·、", "-"))
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_PLACEHOLDERS: Final = ("机关代字", "字", "年", "n")
_BUREAU = "公安局"
_PLACE_ENDS = re.compile(r"自治州|[省市县区旗盟]")


class NumberPatternError(InputError):
    """A number pattern of the office cannot make numbers (exit 4).

    Attributes:
        pattern: The pattern as it was given.
    """

    def __init__(self, pattern: str, reason: str) -> None:
        """Say what the pattern lacks."""
        self.pattern = pattern
        super().__init__("文号格式", f"{reason}（现为“{pattern}”）")


@dataclass(frozen=True, slots=True, order=True)
class LocalNo:
    """The local number of a case: year of receipt and running number.

    Raises:
        ValueError: The year or the serial is out of range.
    """

    year: int
    serial: int

    def __post_init__(self) -> None:
        """Refuse what cannot be written."""
        if not FIRST_YEAR <= self.year <= LAST_YEAR:
            raise ValueError(f"no local number has the year {self.year}")
        if self.serial < 1:
            raise ValueError(f"no local number has the serial {self.serial}")

    def __str__(self) -> str:
        """Write it: XF2026-0001, wider from the 10,000th on."""
        return f"{LOCAL_PREFIX}{self.year}-{self.serial:0{MIN_SERIAL_WIDTH}}"


def parse_local_no(text: str) -> LocalNo | None:
    """Read a local number in any spelling an officer may type; None if it is none.

    Taken are lower case, full width, spaces, any dash or none, a missing prefix, missing zeros.
    """
    plain = unicodedata.normalize("NFKC", text.translate(_DASHES)).upper()
    found = _LOCAL_FORM.fullmatch("".join(plain.split()))
    if found is None:
        return None
    year, serial = int(found[1]), int(found[2])
    if not FIRST_YEAR <= year <= LAST_YEAR or serial < 1:
        return None
    return LocalNo(year, serial)


def office_code(office_name: str) -> str:
    """Return the default 机关代字 of an office: its place's first character and 公.

    某某县公安局 → 某公; an office that is no 公安局 gives its first two characters.
    """
    name = "".join(office_name.split())
    place, bureau, _ = name.partition(_BUREAU)
    if not bureau or not place:
        return name[:2]
    # Of 江苏省溧阳市 the office is 溧阳's: what stands before the last place does not name it.
    places = [part for part in _PLACE_ENDS.split(place) if part]
    return f"{(places or [place])[-1][0]}公"


@dataclass(frozen=True, slots=True)
class LetterNumberPattern:
    """How the office writes the number of a letter.

    Attributes:
        text: With the blanks {机关代字}, {字}, {年}, {n}; {年} and {n} exactly once.

    Raises:
        NumberPatternError: It lacks {年} or {n}, or has an unknown blank.
    """

    text: str = DEFAULT_LETTER_PATTERN

    def __post_init__(self) -> None:
        """Refuse a pattern that cannot keep numbers apart or cannot be printed."""
        blanks = _PLACEHOLDER.findall(self.text)
        for blank in blanks:
            if blank not in _PLACEHOLDERS:
                raise NumberPatternError(self.text, f"不认识的空格 {{{blank}}}")
        for needed in ("年", "n"):
            if blanks.count(needed) != 1:
                raise NumberPatternError(self.text, f"应有且只有一个 {{{needed}}}")
        if set("{}") & set(_PLACEHOLDER.sub("", self.text)):
            raise NumberPatternError(self.text, "花括号没有成对")
        if not self.text.isprintable() or len(self.text) > MAX_PATTERN_LENGTH:
            raise NumberPatternError(self.text, f"应在 {MAX_PATTERN_LENGTH} 字以内，不能有换行")

    @property
    def tells_kinds_apart(self) -> bool:
        """Whether two kinds of letters, each counted from 1, cannot get the same number by it."""
        return "{字}" in self.text

    @property
    def needs_office_code(self) -> bool:
        """Whether a number cannot be written before the office has its 机关代字."""
        return "{机关代字}" in self.text

    def render(self, *, office_code: str, word: str, year: int, serial: int) -> str:
        """Write a number.

        Args:
            office_code: The 机关代字.
            word: The 字 of the letter kind.
            year: Year of issue.
            serial: Running number within kind and year, from 1; never padded.

        Raises:
            ValueError: The serial is below 1.
        """
        if serial < 1:
            raise ValueError(f"no letter has the number {serial}")
        facts = {"机关代字": office_code, "字": word, "年": str(year), "n": str(serial)}
        return _PLACEHOLDER.sub(lambda blank: facts[blank[1]], self.text)


def same_numbers(
    patterns: Mapping[str, LetterNumberPattern], code: str
) -> tuple[tuple[str, str], ...]:
    """Return the pairs of kinds that would get the same numbers in a year.

    Args:
        patterns: By kind, how its numbers are written; kinds without a 字 have none. Kinds of one
            字 share its row of numbers, and cannot clash.
        code: The 机关代字.
    """
    written: dict[str, str] = {}
    found = []
    for kind, pattern in patterns.items():
        word = LETTER_WORDS[kind]
        number = pattern.render(office_code=code, word=word, year=1, serial=1)
        other = written.setdefault(number, kind)
        if LETTER_WORDS[other] != word:
            found.append((other, kind))
    return tuple(found)
