"""The conditions of the ledger in words: what stands on a chip, and the filter without it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final, Literal

from petition_desk.domain.ledger import LedgerFilter
from petition_desk.domain.vocabulary import SOURCES, CaseState, Channel, MatterKind

SetField = Literal["states", "channels", "units", "sources", "matter_kinds"]
#: So many words stand on a chip before it only counts.
_MOST_WORDS: Final = 2


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition that is in force.

    Attributes:
        id: Names it.
        words: What stands on its chip.
        without: The filter without it.
    """

    id: str
    words: str
    without: LedgerFilter


@dataclass(frozen=True, slots=True)
class Offer:
    """A kind of condition that can be added.

    Attributes:
        field: Its field in `LedgerFilter`.
        title: What it is called.
        words: What can be chosen; the units are filled in by the screen.
    """

    field: SetField
    title: str
    words: tuple[str, ...] = ()


OFFERS: Final = (
    Offer("states", "状态", tuple(CaseState)),
    Offer("channels", "形式", tuple(Channel)),
    Offer("units", "承办单位"),
    Offer("sources", "来源", tuple(SOURCES)),
    Offer("matter_kinds", "信访目的", tuple(MatterKind)),
)

_TYPES: Final[dict[SetField, Callable[[str], str]]] = {
    "states": CaseState,
    "channels": Channel,
    "matter_kinds": MatterKind,
}

_FLAGS: Final = (
    ("is_open_only", "状态：在办"),
    ("is_to_serve_only", "待送达"),
    ("is_not_entered_nationally_only", "未录国网"),
    ("is_sealed_only", "检举控告和保密件"),
)


def conditions_of(wanted: LedgerFilter) -> tuple[Condition, ...]:
    """Return what narrows the ledger, each with the filter that would be without it.

    What is typed into the search field stands there and is no chip.
    """
    found = [
        Condition(flag, words, _with(wanted, flag, False))
        for flag, words in _FLAGS
        if getattr(wanted, flag)
    ]
    if wanted.overdue_on is not None:
        found.append(Condition("overdue_on", "逾期", replace(wanted, overdue_on=None)))
    for offer in OFFERS:
        words = sorted(chosen(wanted, offer.field))
        if words:
            emptied = _with(wanted, offer.field, frozenset())
            found.append(Condition(offer.field, f"{offer.title}：{_joined(words)}", emptied))
    received = _received(wanted.received_from, wanted.received_until)
    if received:
        without = replace(wanted, received_from=None, received_until=None)
        found.append(Condition("received", f"收到：{received}", without))
    return tuple(found)


def chosen(wanted: LedgerFilter, field: SetField) -> frozenset[str]:
    """Return the words chosen for one kind of condition."""
    words: frozenset[str] = getattr(wanted, field)
    return words


def with_word(wanted: LedgerFilter, field: SetField, word: str, *, is_on: bool) -> LedgerFilter:
    """Return the filter with a word of a condition chosen, or no longer."""
    typed = _TYPES.get(field, str)(word)
    words = chosen(wanted, field)
    return _with(wanted, field, words | {typed} if is_on else words - {typed})


def with_received(wanted: LedgerFilter, first: date | None, last: date | None) -> LedgerFilter:
    """Return the filter for what was received from ``first`` to ``last``, both included."""
    if first is not None and last is not None and last < first:
        first, last = last, first
    return replace(wanted, received_from=first, received_until=last)


def _with(wanted: LedgerFilter, field: str, value: object) -> LedgerFilter:
    changes: dict[str, Any] = {field: value}
    return replace(wanted, **changes)


def _joined(words: list[str]) -> str:
    if len(words) <= _MOST_WORDS:
        return "、".join(words)
    return f"{words[0]}等 {len(words)} 种"


def _received(first: date | None, last: date | None) -> str:
    if first is None:
        return f"{last.isoformat()} 止" if last is not None else ""
    if last is None:
        return f"{first.isoformat()} 起"
    return first.isoformat() if first == last else f"{first.isoformat()} 至 {last.isoformat()}"
