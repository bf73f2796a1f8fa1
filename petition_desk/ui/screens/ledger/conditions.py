"""The conditions of the ledger as chips: what stands on one, and the filter without it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from petition_desk.domain.conditions import Condition, turned_round, without_column
from petition_desk.domain.ledger import LedgerFilter

_FLAGS: Final = (
    ("is_open_only", "状态：在办"),
    ("is_to_serve_only", "待送达"),
    ("is_not_entered_nationally_only", "未录国网"),
    ("is_sealed_only", "检举控告和保密件"),
)


@dataclass(frozen=True, slots=True)
class ShownCondition:
    """One condition that is in force.

    Attributes:
        id: Names it: a column, or what a view asks for.
        words: What stands on its chip.
        without: The filter without it.
        turned: The filter that asks for the others; None where there is none.
    """

    id: str
    words: str
    without: LedgerFilter
    turned: LedgerFilter | None = None


def conditions_of(
    wanted: LedgerFilter, counts: Mapping[str, int] | None = None
) -> tuple[ShownCondition, ...]:
    """Return what narrows the ledger, each with the filter that would be without it.

    What is typed into the search field stands there and is no chip. ``counts`` tell how many
    cases a condition alone would leave; they stand after its words.
    """
    found = [
        ShownCondition(flag, words, _with(wanted, flag, False))
        for flag, words in _FLAGS
        if getattr(wanted, flag)
    ]
    if wanted.overdue_on is not None:
        found.append(ShownCondition("overdue_on", "逾期", replace(wanted, overdue_on=None)))
    received = _received(wanted.received_from, wanted.received_until)
    if received:
        without = replace(wanted, received_from=None, received_until=None)
        found.append(ShownCondition("received", f"收到：{received}", without))
    for condition in wanted.conditions:
        others = without_column(wanted.conditions, condition.column)
        count = (counts or {}).get(condition.column)
        words = condition.says() + (f"　{count}" if count is not None else "")
        without = replace(wanted, conditions=others)
        turned = _turned(wanted, condition)
        found.append(ShownCondition(condition.column, words, without, turned))
    return tuple(found)


def _turned(wanted: LedgerFilter, condition: Condition) -> LedgerFilter | None:
    other = turned_round(condition)
    if other is None:
        return None
    kept = tuple(other if item == condition else item for item in wanted.conditions)
    return replace(wanted, conditions=kept)


def _with(wanted: LedgerFilter, field: str, value: object) -> LedgerFilter:
    changes: dict[str, Any] = {field: value}
    return replace(wanted, **changes)


def _received(first: date | None, last: date | None) -> str:
    if first is None:
        return f"{last.isoformat()} 止" if last is not None else ""
    if last is None:
        return f"{first.isoformat()} 起"
    return first.isoformat() if first == last else f"{first.isoformat()} 至 {last.isoformat()}"
