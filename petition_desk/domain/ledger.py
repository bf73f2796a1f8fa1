"""The ledger: what a row shows, which columns there are, how it is filtered and sorted.

One list of columns serves the table, the column chooser, the sort orders and the workbook: a new
column is one entry in `LEDGER_COLUMNS`. Widths are pixels at 96 dpi; 0 takes what is left.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from petition_desk.domain.case import CaseId
from petition_desk.domain.vocabulary import (
    PATHWAY_LABELS,
    CaseState,
    Channel,
    MatterKind,
    Owner,
)

CellValue = str | int | date | None

_LABELS = {pathway.value: label for pathway, label in PATHWAY_LABELS.items()}


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One case as the ledger shows it; identities are of the main petitioner.

    `state` is a `CaseState`; `next_*` describe the most pressing open clock and are empty where
    none runs. `next_owed_by` tells a duty of ours from a right of the petitioner. `demands` holds
    the texts of the demands, counted.
    """

    case_id: CaseId
    local_no: str
    received_on: date
    name: str = ""
    official_letter_no: str = ""
    official_matter_no: str = ""
    petitioned_on: date | None = None
    channel: str = Channel.VISIT.value
    source: str = ""
    matter_kind: str = ""
    category: str = ""
    summary: str = ""
    people_count: int = 1
    unit: str = ""
    pathway: str = ""
    state: str = CaseState.TO_NOTIFY.value
    next_rule: str = ""
    next_name: str = ""
    next_deadline: date | None = None
    next_is_provisional: bool = False
    next_owed_by: str = ""
    official_due_on: date | None = None
    is_repeat: bool = False
    is_sealed: bool = False
    is_void: bool = False
    id_number: str = ""
    mobile: str = ""
    address: str = ""
    problem_place: str = ""
    demands: str = ""
    closed_on: date | None = None
    entered_nationally_no: str = ""
    first_contact: str = ""
    batch: str = ""
    remark: str = ""


class ColumnKind(StrEnum):
    """How a cell is written: an `id` is text, however much it looks like a number."""

    TEXT = "text"
    DATE = "date"
    INT = "int"
    ID = "id"


@dataclass(frozen=True, slots=True)
class LedgerColumn:
    """One column.

    `value` takes the row and the day it is looked at. `is_identity` marks what is masked on
    screen and in a workbook unless given in full. `is_sortable` columns have an order in storage
    under their `id`. `is_shown` ones stand in the table until the officer chooses otherwise.
    """

    id: str
    title: str
    kind: ColumnKind
    width: int
    value: Callable[[LedgerRow, date], CellValue]
    is_identity: bool = False
    is_sortable: bool = False
    is_shown: bool = False


def days_left(row: LedgerRow, today: date) -> int | None:
    """Days until the next deadline, negative when late; None where nothing of ours runs."""
    if row.next_deadline is None or row.next_owed_by == Owner.PETITIONER:
        return None
    return (row.next_deadline - today).days


def _column(
    field: str,
    title: str,
    width: int,
    kind: ColumnKind = ColumnKind.TEXT,
    *,
    identity: bool = False,
    sortable: bool = False,
    shown: bool = False,
) -> LedgerColumn:
    def value(row: LedgerRow, _: date) -> CellValue:
        cell: CellValue = getattr(row, field)
        return cell

    return LedgerColumn(field, title, kind, width, value, identity, sortable, shown)


def _pathway(row: LedgerRow, _: date) -> CellValue:
    # Demands on different pathways are joined by 、 in the order of the demands.
    return "；".join(_LABELS.get(word, word) for word in row.pathway.split("、"))


def _repeat(row: LedgerRow, _: date) -> CellValue:
    return "重件" if row.is_repeat else "初件"


LEDGER_COLUMNS: tuple[LedgerColumn, ...] = (
    _column("local_no", "编号", 104, ColumnKind.ID, sortable=True, shown=True),
    _column("name", "姓名", 56, identity=True, sortable=True, shown=True),
    _column("received_on", "收到", 88, ColumnKind.DATE, sortable=True, shown=True),
    _column("channel", "形式", 48, sortable=True, shown=True),
    _column("source", "来源", 80, sortable=True),
    _column("matter_kind", "信访目的", 72, sortable=True),
    _column("category", "内容分类", 120, sortable=True),
    _column("summary", "摘要", 0, shown=True),
    _column("people_count", "人数", 48, ColumnKind.INT, sortable=True),
    _column("unit", "承办单位", 96, sortable=True, shown=True),
    LedgerColumn("pathway", "办理途径", ColumnKind.TEXT, 160, _pathway, is_sortable=True),
    _column("state", "状态", 64, sortable=True, shown=True),
    _column("next_name", "下一期限", 88, sortable=True, shown=True),
    _column("next_deadline", "期满日", 96, ColumnKind.DATE, sortable=True),
    LedgerColumn(
        "days_left", "还剩", ColumnKind.INT, 88, days_left, is_sortable=True, is_shown=True
    ),
    LedgerColumn("repeat", "初件重件", ColumnKind.TEXT, 64, _repeat),
    _column("id_number", "证件号码", 160, ColumnKind.ID, identity=True),
    _column("mobile", "电话", 104, ColumnKind.ID, identity=True),
    _column("address", "住址", 200, identity=True),
    _column("demands", "诉求", 200),
    _column("problem_place", "问题属地", 120),
    _column("petitioned_on", "提出", 88, ColumnKind.DATE),
    _column("official_letter_no", "信访件编号", 136, ColumnKind.ID, sortable=True),
    _column("official_matter_no", "信访事项编号", 136, ColumnKind.ID),
    _column("official_due_on", "限办时间", 88, ColumnKind.DATE, sortable=True),
    _column("closed_on", "办结日期", 88, ColumnKind.DATE, sortable=True),
    _column("entered_nationally_no", "国网编号", 136, ColumnKind.ID),
    _column("first_contact", "首接人", 64),
    _column("batch", "专项", 96),
    _column("remark", "备注", 160),
)
"""Every column there is, in the order of the column chooser."""

_BY_ID = {column.id: column for column in LEDGER_COLUMNS}


def ledger_column(column_id: str) -> LedgerColumn | None:
    """The column with this identifier, or None."""
    return _BY_ID.get(column_id)


@dataclass(frozen=True, slots=True)
class LedgerFilter:
    """Which cases; an empty set or text narrows nothing, all that is given must hold together.

    `is_open_only` leaves out what is closed, void, withdrawn or returned. `overdue_on` keeps what
    a duty is late for on that day. `text` is searched as the search field does. `may_see_sealed`
    is filled in by the service: without it sealed cases are shown as a number and a clock, and
    neither `text` nor any fact of theirs finds them.
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
    may_see_sealed: bool = False


@dataclass(frozen=True, slots=True)
class LedgerSort:
    """An order: the identifier of a sortable column; equal rows follow their registration."""

    column: str = "local_no"
    is_descending: bool = True


@dataclass(frozen=True, slots=True)
class LedgerView:
    """A view that ships: a tab above the ledger. `filter_on` takes the day it is looked at."""

    id: str
    title: str
    filter_on: Callable[[date], LedgerFilter]
    sort: LedgerSort = LedgerSort()
    needs_see_sealed: bool = False


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
        lambda today: LedgerFilter("this-month", received_from=today.replace(day=1)),
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
