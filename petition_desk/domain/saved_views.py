"""A view of the ledger that the officer saved: its title, what it asks for, order and columns.

It is kept as JSON. Spans of days are kept as their words, so that 本月 stays this month; what a
later program no longer knows is left out when it is read, never guessed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from petition_desk.domain.conditions import Condition, Test
from petition_desk.domain.ledger import LedgerFilter, LedgerSort, LedgerView, ledger_column
from petition_desk.errors import InputError

MOST_TITLE: Final = 12
MOST_VIEWS: Final = 20
_FLAGS: Final = (
    "is_open_only",
    "is_to_serve_only",
    "is_not_entered_nationally_only",
    "is_sealed_only",
)


@dataclass(frozen=True, slots=True)
class SavedView:
    """One saved view; `id` is given by storage, 0 before it is kept."""

    title: str
    wanted: LedgerFilter
    sort: LedgerSort
    columns: tuple[str, ...] = ()
    id: int = 0

    def as_view(self) -> LedgerView:
        """Return it as a tab; 逾期 is asked against the day it is looked at."""
        key = f"own-{self.id}"

        def filter_on(today: date) -> LedgerFilter:
            is_late = self.wanted.overdue_on is not None
            return replace(self.wanted, view=key, overdue_on=today if is_late else None)

        return LedgerView(
            key, self.title, filter_on, self.sort, self.wanted.is_sealed_only, self.columns, True
        )


def check_title(title: str, taken: Sequence[str]) -> str:
    """Return a title that can stand on a tab.

    Raises:
        InputError: it is empty, too long, or another view has it (exit 4).
    """
    plain = " ".join(title.split())
    if not plain:
        raise InputError("视图名称", "请写一个名称")
    if len(plain) > MOST_TITLE:
        raise InputError("视图名称", f"最多 {MOST_TITLE} 个字，现为 {len(plain)} 个字")
    if plain in taken:
        raise InputError("视图名称", f"已经有“{plain}”，请换一个名称")
    return plain


def as_json(view: SavedView) -> str:
    """Write what a view asks for; its title is kept beside it."""
    wanted = view.wanted
    told: dict[str, Any] = {
        "flags": [flag for flag in _FLAGS if getattr(wanted, flag)],
        "overdue": wanted.overdue_on is not None,
        "text": wanted.text,
        "conditions": [[c.column, c.test.value, list(c.words)] for c in wanted.conditions],
        "sort": [[name, is_descending] for name, is_descending in view.sort.keys],
        "columns": list(view.columns),
    }
    return json.dumps(told, ensure_ascii=False)


def from_json(key: int, title: str, content: str) -> SavedView:
    """Read a view; a condition or column that is not known any more is left out."""
    told = json.loads(content)
    flags: dict[str, Any] = {flag: True for flag in told.get("flags", ()) if flag in _FLAGS}
    wanted = LedgerFilter(
        text=told.get("text", ""),
        overdue_on=date.max if told.get("overdue") else None,
        conditions=tuple(filter(None, map(_condition, told.get("conditions", ())))),
    )
    wanted = replace(wanted, **flags)
    columns = tuple(name for name in told.get("columns", ()) if ledger_column(name) is not None)
    return SavedView(title, wanted, _sort(told), columns, key)


def _condition(told: Sequence[Any]) -> Condition | None:
    try:
        column, test, words = told
        return Condition(column, Test(test), tuple(words))
    except ValueError:
        return None


def _sort(told: Mapping[str, Any]) -> LedgerSort:
    keys = [(name, bool(down)) for name, down in told.get("sort", ()) if ledger_column(name)]
    if not keys:
        return LedgerSort()
    return LedgerSort(keys[0][0], keys[0][1], tuple(keys[1:]))
