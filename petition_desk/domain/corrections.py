"""Facts that only a further step may correct, because clocks hang on them.

A mistyped received date is never overwritten in silence: the `corrected` step names the field,
the right value and the reason, and everything that depends on it follows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from petition_desk.domain.case import Case
from petition_desk.domain.step_fields import date_fault, parse_date
from petition_desk.domain.steps import Step
from petition_desk.domain.vocabulary import CORRECTABLE_LABELS, SOURCES, Channel, MatterKind
from petition_desk.errors import InputError

FactValue = date | str | int | bool | Channel | MatterKind


@dataclass(frozen=True, slots=True)
class CorrectableFact:
    """One fact of a case that a `corrected` step may set; `parse` answers None for a bad text."""

    key: str
    label: str
    parse: Callable[[str], FactValue | None]


def _count(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and int(text) > 0 else None


def _yes_or_no(text: str) -> bool | None:
    return {"是": True, "yes": True, "true": True, "否": False, "no": False, "false": False}.get(
        text.lower()
    )


def _source(text: str) -> str | None:
    return text if text in SOURCES else None


def _channel(text: str) -> Channel | None:
    return next((channel for channel in Channel if channel.value == text), None)


def _matter_kind(text: str) -> MatterKind | None:
    return next((kind for kind in MatterKind if kind.value == text), None)


_PARSERS: Mapping[str, Callable[[str], FactValue | None]] = {
    "channel": _channel,
    "source": _source,
    "people_count": _count,
    "matter_kind": _matter_kind,
    "must_report_back": _yes_or_no,
    "is_urgent": _yes_or_no,
    "is_confidential": _yes_or_no,
}

CORRECTABLE: tuple[CorrectableFact, ...] = tuple(
    CorrectableFact(key, label, _PARSERS.get(key, parse_date))
    for key, label in CORRECTABLE_LABELS.items()
)

_BY_NAME: Mapping[str, CorrectableFact] = {
    name: fact for fact in CORRECTABLE for name in (fact.key, fact.label)
}


_YES_OR_NO = ("是", "否")
_WORDS: Mapping[str, Iterable[str]] = {
    "channel": tuple(channel.value for channel in Channel),
    "source": tuple(SOURCES),
    "matter_kind": tuple(kind.value for kind in MatterKind),
    "must_report_back": _YES_OR_NO,
    "is_urgent": _YES_OR_NO,
    "is_confidential": _YES_OR_NO,
}


def correction_of(field: str, value: str) -> tuple[CorrectableFact, FactValue]:
    """The fact a correction names and its typed value.

    Raises:
        InputError: the field cannot be corrected by a step, or the value does not fit it.
    """
    fact = _BY_NAME.get(field)
    if fact is None:
        known = "、".join(item.label for item in CORRECTABLE)
        raise InputError("更正的事项", f"“{field}”不能这样更正，可更正：{known}")
    typed = fact.parse(value.strip())
    if typed is None:
        raise InputError(fact.label, _value_fault(fact, value.strip()))
    return fact, typed


def _value_fault(fact: CorrectableFact, value: str) -> str:
    if fact.parse is parse_date:
        return date_fault(value)
    known = _WORDS.get(fact.key)
    return f"“{value}”不合要求" + (f"，可用：{'、'.join(known)}" if known else "")


def corrected(case: Case, corrections: Iterable[Step]) -> Case:
    """The case with its `corrected` steps applied in their order."""
    changes: dict[str, FactValue] = {}
    for step in corrections:
        fact = _BY_NAME.get(step.text("field"))
        typed = fact.parse(step.text("value").strip()) if fact else None
        if fact is not None and typed is not None:
            changes[fact.key] = typed
    return replace(case, **changes) if changes else case  # type: ignore[arg-type]
