"""The facts a letter is written from: a flat mapping of identifiers to values.

Identifiers are those of the wording files: ``petitioner.name``, ``case.received_on``,
``accepted.unit``; of one demand ``demand.2.outcome``, counted from 1. Values are texts, whole
numbers, dates, and tuples of texts. A date may come as text too (2026-03-02), as it is typed on the
command line. What is empty counts as not there.
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from petition_desk.documents.blocks import FieldText
from petition_desk.domain.masking import mask_ids
from petition_desk.errors import InputError
from petition_desk.paths import resource

#: Stands in a draft where a required fact is not there yet: a line to be filled in.
GAP: Final = "________"

Fact = str | int | date | tuple[str, ...] | tuple[tuple[str, ...], ...]

_DAY_ENDINGS: Final = ("_on", "_by", ".on", ".due_plain", ".limit_due")
#: Of those endings, what is a person and no day.
_PERSONS: Final = frozenset({"receipt.received_by", "receipt.submitted_by", "visit.received_by"})
#: Texts of several paragraphs; all others stand in one line.
_LONG: Final = frozenset(
    {
        "case.content",
        "case.demands",
        "close-report.attitude",
        "close-report.carried_out",
        "close-report.found",
        "close-report.outcome",
        "demand.facts",
        "demand.found",
        "demand.reason",
        "demand.text",
        "duty-reply.done",
        "duty-reply.found",
        "duty-reply.reason",
        "extended.progress",
        "extended.reason",
        "handed-over.materials",
        "hearing.topic",
        "mailing.items",
        "mediated.facts",
        "mediated.performance",
        "mediated.terms",
        "objection.reasons",
        "opinion.inquiry",
        "receipt.items",
        "reception.instruction",
        "reception.result",
        "reception.statement",
        "recheck.changed_to",
        "recheck.claims",
        "recheck.found",
        "recheck.reason",
        "reply.answer",
        "reply.measures",
        "reply.reason",
        "report-result.result",
        "review.changed_to",
        "review.claims",
        "review.found",
        "review.reason",
        "suggestion.cause",
        "suggestion.problem",
        "suggestion.proposal",
        "supplement-asked.what",
        "urge.problem",
        "urge.request",
        "urgent-report.advice",
        "urgent-report.effect",
        "urgent-report.matter",
        "urgent-report.measures",
        "visit.advice",
        "visit.statement",
    }
)
#: Never printed: control characters, marks that turn the direction of writing, lone surrogates.
_FORBIDDEN_CATEGORIES: Final = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


class ForbiddenCharacterError(InputError):
    """A text holds a character that prints nothing but changes what is read.

    Attributes:
        char: The character.
    """

    def __init__(self, label: str, char: str) -> None:
        """Name the field and the number of the character."""
        self.char = char
        what = "换行" if char == "\n" else f"看不见的控制字符（U+{ord(char):04X}）"
        super().__init__(label, f"不能含有{what}，请删除后再出文书")


class NotADayError(InputError):
    """A text stands where a date belongs."""

    def __init__(self, label: str, text: str) -> None:
        """Name the field and what stands in it."""
        super().__init__(label, f"“{text}”不是日期，请写成 2026-03-02 的样子")


class NotANumberError(InputError):
    """A text stands where a whole number belongs."""

    def __init__(self, label: str, text: str) -> None:
        """Name the field and what stands in it."""
        super().__init__(label, f"“{text}”不是整数")


@lru_cache(maxsize=1)
def labels() -> Mapping[str, str]:
    """Return what each fact is called, by identifier; of a demand without its number."""
    text = resource("letters", "labels.toml").read_text(encoding="utf-8")
    return MappingProxyType(tomllib.loads(text)["labels"])


def without_number(identifier: str) -> str:
    """Return ``demand.text`` for ``demand.2.text``, any other identifier as it is."""
    parts = identifier.split(".")
    if parts[0] == "demand" and len(parts) == 3 and parts[1].isdecimal():
        return f"demand.{parts[2]}"
    return identifier


def label_of(identifier: str) -> str:
    """Return what a fact is called in Chinese.

    Raises:
        KeyError: ``labels.toml`` does not know it.
    """
    plain = without_number(identifier)
    label = labels()[plain]
    return label if plain == identifier else f"第{identifier.split('.')[1]}项诉求的{label}"


def chinese_date(day: date) -> str:
    """Return a date as papers print it: Arabic figures, no zeros before (GB/T 9704-2012, 7.3.5)."""
    return f"{day.year}年{day.month}月{day.day}日"


def is_known(identifier: str) -> bool:
    """Tell whether any letter has a blank of this identifier."""
    return without_number(identifier) in labels()


def checked_text(identifier: str, text: str) -> str:
    """Return a text fit to be printed; line ends become one sort.

    Raises:
        ForbiddenCharacterError: it holds a control character, or a line end where none belongs.
    """
    lines = text.replace("\r\n", "\n")
    may_have_lines = without_number(identifier) in _LONG
    for char in lines:
        if char == "\n" and may_have_lines:
            continue
        if unicodedata.category(char) in _FORBIDDEN_CATEGORIES:
            raise ForbiddenCharacterError(label_of(identifier), char)
    return lines


class Facts:
    """The facts of one letter, read by identifier; remembers which texts were printed."""

    def __init__(
        self,
        values: Mapping[str, Fact],
        *,
        is_draft: bool = False,
        printed: dict[str, str] | None = None,
    ) -> None:
        """Take the facts; nothing is checked before it is read.

        Args:
            values: By identifier.
            is_draft: Whether what is not yet a date or a number prints as it was typed.
            printed: Where to note what was read as text; a record of its own by default.
        """
        self._values = dict(values)
        self._is_draft = is_draft
        self._printed = {} if printed is None else printed

    def with_blanks(self, values: Mapping[str, Fact]) -> Facts:
        """Return the same facts and further ones; what was printed is remembered together."""
        whole = {**self._values, **values}
        return Facts(whole, is_draft=self._is_draft, printed=self._printed)

    def as_draft(self, lacking: Iterable[str]) -> Facts:
        """Return the same facts for a draft, with gaps for those that are not there."""
        return Facts({**self._values, **dict.fromkeys(lacking, GAP)}, is_draft=True)

    def with_ids_masked(self) -> Facts:
        """Return the same facts with the ID numbers masked in what people told or wrote.

        Numbers of papers and of post stand in other facts and stay whole.
        """
        told = {
            key: _masked(value)
            for key, value in self._values.items()
            if key == "case.summary" or without_number(key) in _LONG
        }
        return self.with_blanks(told)

    @property
    def is_draft(self) -> bool:
        """Whether gaps and half-typed values are printed."""
        return self._is_draft

    @property
    def printed(self) -> tuple[FieldText, ...]:
        """Every text printed so far, with its field."""
        return tuple(FieldText(label_of(key), text) for key, text in self._printed.items())

    def has(self, identifier: str) -> bool:
        """Tell whether a fact is there and not empty."""
        value = self._values.get(identifier, "")
        return bool(value.strip()) if isinstance(value, str) else value != ()

    def raw(self, identifier: str) -> Fact:
        """Return a fact as it was given; an empty text where it is not there."""
        return self._values.get(identifier, "")

    def first(self, identifiers: Iterable[str]) -> str:
        """Return the text of the first fact that is there, else nothing."""
        return next((self.text(each) for each in identifiers if self.has(each)), "")

    def text(self, identifier: str) -> str:
        """Return a fact as it is printed; nothing where it is not there.

        Raises:
            InputError: a date or a text that cannot be printed.
        """
        value = self.value(identifier)
        if isinstance(value, date):
            return chinese_date(value)
        if isinstance(value, tuple):
            value = "、".join(str(part) for part in value)
        text = checked_text(identifier, str(value))
        if identifier in self._values and text and without_number(identifier) in labels():
            self._printed[identifier] = text
        return text

    def texts(self, identifier: str) -> tuple[str, ...]:
        """Return the parts of a list: a tuple, or the lines of a text.

        Raises:
            ForbiddenCharacterError: a part cannot be printed.
        """
        value = self._values.get(identifier, ())
        parts = value if isinstance(value, tuple) else str(value).splitlines()
        found = tuple(checked_text(identifier, str(part)) for part in parts if part)
        if found:
            self._printed[identifier] = "\n".join(found)
        return found

    def value(self, identifier: str) -> Fact:
        """Return a fact with its type; an empty text where it is not there.

        Raises:
            NotADayError: a date was given as a text that is none.
        """
        value = self._values.get(identifier, "")
        is_day = identifier.endswith(_DAY_ENDINGS) and identifier not in _PERSONS
        if isinstance(value, str) and value.strip() and is_day:
            return _day(identifier, value.strip(), is_strict=not self._is_draft)
        return value

    def day(self, identifier: str) -> date | None:
        """Return a date; None where it is not there.

        Raises:
            NotADayError: it is none.
        """
        value = self.value(identifier)
        return value if isinstance(value, date) else None

    def number(self, identifier: str) -> int:
        """Return a whole number; 0 where it is not there.

        Raises:
            NotANumberError: it is none.
        """
        value = self._values.get(identifier, 0) or 0
        try:
            return int(value) if isinstance(value, int | str) else 0
        except ValueError:
            if self._is_draft:
                return 0
            raise NotANumberError(label_of(identifier), str(value)) from None

    @property
    def demand_count(self) -> int:
        """How many demands the matter has."""
        numbers = [
            int(parts[1])
            for parts in (key.split(".") for key in self._values)
            if parts[0] == "demand" and len(parts) == 3 and parts[1].isdecimal()
        ]
        return max([len(self.texts("case.demands")), *numbers])

    def demand(self, number: int, key: str) -> str:
        """Return one fact of one demand; its text may come from the list ``case.demands``."""
        found = self.text(f"demand.{number}.{key}")
        if found or key != "text":
            return found
        listed = self.texts("case.demands")
        return listed[number - 1] if number <= len(listed) else ""

    def has_demand(self, number: int, key: str) -> bool:
        """Tell whether one fact of one demand is there."""
        return bool(self.demand(number, key).strip())


def _masked(value: Fact) -> Fact:
    if isinstance(value, str):
        return mask_ids(value)
    if isinstance(value, tuple) and all(isinstance(part, str) for part in value):
        return tuple(mask_ids(str(part)) for part in value)
    return value


def _day(identifier: str, text: str, *, is_strict: bool) -> date | str:
    try:
        return date.fromisoformat(text)
    except ValueError:
        if not is_strict:
            return text
        raise NotADayError(label_of(identifier), text) from None
