"""The ledger: which cases, in which order, under which name.

Columns stand in `ledger_columns`, the row they are read from in `ledger_row`, what can be asked
of a column in `conditions`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from petition_desk.domain.conditions import Condition, Test
from petition_desk.domain.ledger_columns import (
    LEDGER_COLUMNS,
    ColumnKind,
    LedgerColumn,
    ledger_column,
)
from petition_desk.domain.ledger_row import CellValue, LedgerRow, days_left
from petition_desk.domain.vocabulary import (
    CaseState,
    Channel,
    MatterKind,
)

__all__ = [
    "LEDGER_COLUMNS",
    "SHIPPED_VIEWS",
    "CellValue",
    "ColumnKind",
    "LedgerColumn",
    "LedgerFilter",
    "LedgerRow",
    "LedgerSort",
    "LedgerView",
    "days_left",
    "ledger_column",
]


@dataclass(frozen=True, slots=True)
class LedgerFilter:
    """Which cases; an empty set or text narrows nothing, all that is given must hold together.

    `is_open_only` leaves out what is closed, void, withdrawn or returned. `overdue_on` keeps what
    a duty is late for on that day. `text` is searched as the search field does. `may_see_sealed`
    is filled in by the service: without it sealed cases are shown as a number and a clock, and
    neither `text` nor any fact of theirs finds them. So is `looked_at_on`, the day that words such
    as 本月 are read against. `case_ids` keeps these very cases.
    """

    view: str = "all"
    states: frozenset[CaseState] = frozenset()
    is_open_only: bool = False
    overdue_on: date | None = None
    channels: frozenset[Channel] = frozenset()
    units: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()
    matter_kinds: frozenset[MatterKind] = frozenset()
    received_from: date | None = None
    received_until: date | None = None
    text: str = ""
    is_to_serve_only: bool = False
    is_not_entered_nationally_only: bool = False
    is_sealed_only: bool = False
    conditions: tuple[Condition, ...] = ()
    case_ids: tuple[int, ...] = ()
    may_see_sealed: bool = False
    looked_at_on: date | None = None


@dataclass(frozen=True, slots=True)
class LedgerSort:
    """An order: the identifier of a sortable column; equal rows follow their registration.

    `then` are further columns by which rows of one value are ordered, each with its direction.
    """

    column: str = "local_no"
    is_descending: bool = True
    then: tuple[tuple[str, bool], ...] = ()

    @property
    def keys(self) -> tuple[tuple[str, bool], ...]:
        """Every column of the order with whether it descends, the deciding one first."""
        return ((self.column, self.is_descending), *self.then)

    @property
    def is_slow(self) -> bool:
        """Whether no index has it: it is worked out off the thread of the window."""
        return bool(self.then) or any(
            (column := ledger_column(name)) is None or not column.is_sortable
            for name, _ in self.keys
        )

    def followed_by(self, column: str) -> LedgerSort:
        """Return it with a further column; one that is there already is turned round."""
        if column == self.column:
            return replace(self, is_descending=not self.is_descending)
        known = dict(self.then)
        known[column] = not known[column] if column in known else False
        return replace(self, then=tuple(known.items()))


@dataclass(frozen=True, slots=True)
class LedgerView:
    """A view: a tab above the ledger. `filter_on` takes the day it is looked at.

    `columns` are shown with it, those in force where there are none; `is_own` ones were saved by
    the officer.
    """

    id: str
    title: str
    filter_on: Callable[[date], LedgerFilter]
    sort: LedgerSort = LedgerSort()
    needs_see_sealed: bool = False
    columns: tuple[str, ...] = ()
    is_own: bool = False


_BY_DEADLINE = LedgerSort("days_left", is_descending=False)

SHIPPED_VIEWS: tuple[LedgerView, ...] = (
    LedgerView("open", "在办", lambda _: LedgerFilter("open", is_open_only=True), _BY_DEADLINE),
    LedgerView(
        "overdue", "逾期", lambda today: LedgerFilter("overdue", overdue_on=today), _BY_DEADLINE
    ),
    LedgerView(
        "to-serve",
        "待送达",
        lambda _: LedgerFilter("to-serve", is_to_serve_only=True),
        _BY_DEADLINE,
    ),
    LedgerView(
        "this-month",
        "本月登记",
        lambda _: LedgerFilter(
            "this-month", conditions=(Condition("received_on", Test.WITHIN, ("this-month",)),)
        ),
    ),
    LedgerView(
        "not-entered",
        "未录国网",
        lambda _: LedgerFilter("not-entered", is_not_entered_nationally_only=True),
    ),
    LedgerView("all", "全部", lambda _: LedgerFilter("all")),
    LedgerView(
        "accusations",
        "检举控告",
        lambda _: LedgerFilter("accusations", is_sealed_only=True),
        needs_see_sealed=True,
    ),
)
"""The views on offer before the officer saves any of his own."""
