"""The columns of the ledger: one list for table, filters, sorting and workbooks.

A new column is one entry in `LEDGER_COLUMNS`. Widths are pixels at 96 dpi; 0 takes what is left.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from petition_desk.domain.ledger_row import CellValue, LedgerRow, days_left, deadline_cell
from petition_desk.domain.vocabulary import (
    PATHWAY_LABELS,
    SOURCES,
    CaseState,
    Channel,
    ClosingWay,
    MatterKind,
)

_LABELS = {pathway.value: label for pathway, label in PATHWAY_LABELS.items()}


class ColumnKind(StrEnum):
    """How a cell is written: an `id` is text, however much it looks like a number."""

    TEXT = "text"
    DATE = "date"
    INT = "int"
    ID = "id"


class FilterKind(StrEnum):
    """What a column can be asked for; `none` where it would seek a person."""

    NONE = "none"
    WORDS = "words"  # one of the words that occur
    TEXT = "text"  # a part of the text
    DAY = "day"
    NUMBER = "number"
    FLAG = "flag"  # 是 or empty


@dataclass(frozen=True, slots=True)
class LedgerColumn:
    """One column.

    `value` takes the row and the day it is looked at. `is_identity` marks what is masked on
    screen and in a workbook unless given in full. `is_sortable` columns have an order in storage
    under their `id`, answered from an index; `sorts_slowly` ones are ordered off the thread of
    the window. `is_shown` ones stand in the table until the officer chooses otherwise. `is_detail`
    ones are read only where they are asked for. `words` are those a coded column can hold, empty
    where the office makes them.
    """

    id: str
    title: str
    kind: ColumnKind
    width: int
    value: Callable[[LedgerRow, date], CellValue]
    is_identity: bool = False
    is_sortable: bool = False
    is_shown: bool = False
    is_detail: bool = False
    sorts_slowly: bool = False
    filter: FilterKind = FilterKind.NONE
    words: tuple[str, ...] = ()


def _next_deadline(row: LedgerRow, _: date) -> CellValue:
    return deadline_cell(row.next_deadline, is_provisional=row.next_is_provisional)


def _column(
    field: str,
    title: str,
    width: int,
    kind: ColumnKind = ColumnKind.TEXT,
    *,
    identity: bool = False,
    sortable: bool = False,
    shown: bool = False,
    asks: FilterKind = FilterKind.NONE,
    words: tuple[str, ...] = (),
) -> LedgerColumn:
    def value(row: LedgerRow, _: date) -> CellValue:
        cell: CellValue = getattr(row, field)
        return cell

    slow = not sortable and asks is not FilterKind.NONE
    return LedgerColumn(
        field, title, kind, width, value, identity, sortable, shown,
        sorts_slowly=slow, filter=asks, words=words,
    )  # fmt: skip


def _detail(
    name: str,
    title: str,
    width: int,
    kind: ColumnKind = ColumnKind.TEXT,
    *,
    identity: bool = False,
    asks: FilterKind = FilterKind.NONE,
    words: tuple[str, ...] = (),
) -> LedgerColumn:
    def value(row: LedgerRow, _: date) -> CellValue:
        return row.details.get(name, None if kind in (ColumnKind.DATE, ColumnKind.INT) else "")

    return LedgerColumn(
        name, title, kind, width, value, identity, is_detail=True,
        sorts_slowly=asks is not FilterKind.NONE, filter=asks, words=words,
    )  # fmt: skip


def _pathway(row: LedgerRow, _: date) -> CellValue:
    # Demands on different pathways are joined by 、 in the order of the demands.
    return "；".join(_LABELS.get(word, word) for word in row.pathway.split("、"))


def _repeat(row: LedgerRow, _: date) -> CellValue:
    return "重件" if row.is_repeat else "初件"


_WORDS, _TEXT, _DAY = FilterKind.WORDS, FilterKind.TEXT, FilterKind.DAY
_NUMBER, _FLAG = FilterKind.NUMBER, FilterKind.FLAG
_DATE, _ID, _INT = ColumnKind.DATE, ColumnKind.ID, ColumnKind.INT

_USUAL: tuple[LedgerColumn, ...] = (
    _column("local_no", "编号", 104, _ID, sortable=True, shown=True),
    _column("name", "姓名", 56, identity=True, sortable=True, shown=True),
    _column("received_on", "收到", 88, _DATE, sortable=True, shown=True, asks=_DAY),
    _column("channel", "形式", 48, sortable=True, shown=True, asks=_WORDS, words=tuple(Channel)),
    _column("source", "来源", 80, sortable=True, asks=_WORDS, words=tuple(SOURCES)),
    _column("matter_kind", "信访目的", 72, sortable=True, asks=_WORDS, words=tuple(MatterKind)),
    _column("category", "内容分类", 120, sortable=True, asks=_WORDS),
    _column("summary", "摘要", 0, shown=True, asks=_TEXT),
    _column("people_count", "人数", 48, _INT, sortable=True, asks=_NUMBER),
    _column("unit", "承办单位", 96, sortable=True, shown=True, asks=_WORDS),
    LedgerColumn(
        "pathway",
        "办理途径",
        ColumnKind.TEXT,
        160,
        _pathway,
        is_sortable=True,
        filter=_WORDS,
        words=tuple(_LABELS),
    ),
    _column("state", "状态", 64, sortable=True, shown=True, asks=_WORDS, words=tuple(CaseState)),
    _column("next_name", "下一期限", 88, sortable=True, shown=True, asks=_WORDS),
    LedgerColumn(
        "next_deadline", "期满日", _DATE, 96, _next_deadline, is_sortable=True, filter=_DAY
    ),
    LedgerColumn(
        "days_left", "还剩", ColumnKind.INT, 88, days_left, is_sortable=True, is_shown=True
    ),
    LedgerColumn("repeat", "初件重件", ColumnKind.TEXT, 64, _repeat),
    _column("id_number", "证件号码", 160, _ID, identity=True),
    _column("mobile", "电话", 104, _ID, identity=True),
    _column("address", "住址", 200, identity=True),
    _column("demands", "诉求", 200),
    _column("problem_place", "问题属地", 120, asks=_TEXT),
    _column("petitioned_on", "提出", 88, _DATE, asks=_DAY),
    _column("official_letter_no", "信访件编号", 136, _ID, sortable=True, asks=_TEXT),
    _column("official_matter_no", "信访事项编号", 136, _ID, asks=_TEXT),
    _column("official_due_on", "限办时间", 88, _DATE, sortable=True, asks=_DAY),
    _column("closed_on", "办结日期", 88, _DATE, sortable=True, asks=_DAY),
    _column("entered_nationally_no", "国网编号", 136, _ID, asks=_TEXT),
    _column("first_contact", "首接人", 64),
    _column("batch", "专项", 96, asks=_WORDS),
    _column("remark", "备注", 160, asks=_TEXT),
)

_FACTS: tuple[LedgerColumn, ...] = (
    _detail("content", "事实和理由", 280, asks=_TEXT),
    _detail("purpose", "信访目的说明", 120, asks=_TEXT),
    _detail("query_code", "查询码", 96, _ID, asks=_TEXT),
    _detail("incoming_doc_no", "来文号", 136, _ID, asks=_TEXT),
    _detail("incoming_on", "来文日期", 88, _DATE, asks=_DAY),
    _detail("must_report_back", "要求反馈", 64, asks=_FLAG),
    _detail("report_back_on", "反馈期限", 88, _DATE, asks=_DAY),
    _detail("first_received_by", "首收单位", 96, asks=_WORDS),
    _detail("postmark_on", "邮戳日期", 88, _DATE, asks=_DAY),
    _detail("is_anonymous", "匿名", 48, asks=_FLAG),
    _detail("is_joint", "联名", 48, asks=_FLAG),
    _detail("representatives", "代表人", 120, identity=True),
    _detail("problem_on", "问题发生日期", 96, _DATE, asks=_DAY),
    _detail("accused_unit", "被反映单位", 120, asks=_WORDS),
    _detail("accused_person", "被反映人", 80, identity=True),
    _detail("challenged_document", "所涉文书", 160),
    _detail("legal_case_no", "案件编号", 136, _ID, asks=_TEXT),
    _detail("repeat_of", "重复于", 104, _ID, asks=_TEXT),
    _detail("is_urgent", "重大紧急", 64, asks=_FLAG),
    _detail("is_confidential", "保密", 48, asks=_FLAG),
    _detail("outcome", "处理结果", 88),
    _detail("accepted_on", "受理日期", 88, _DATE),
    _detail("handle_due_on", "办理期限", 88, _DATE),
    _detail("answered_on", "答复日期", 88, _DATE),
    _detail("answer_no", "答复文号", 136, _ID),
    _detail("served_on", "送达日期", 88, _DATE),
    _detail("closed_how", "办结方式", 88, words=tuple(ClosingWay)),
)

_PERSON: tuple[LedgerColumn, ...] = (
    _detail("sex", "性别", 40),
    _detail("birth_on", "出生日期", 88, _DATE, identity=True),
    _detail("region", "证件签发地", 160),
    _detail("mailing_address", "通信地址", 200, identity=True),
    _detail("postcode", "邮编", 64, _ID),
    _detail("telephone", "固定电话", 104, _ID, identity=True),
    _detail("agent", "代理人", 64, identity=True),
)

_VISIT: tuple[LedgerColumn, ...] = (
    _detail("arrived_at", "来访到达", 120),
    _detail("left_at", "来访离开", 120),
    _detail("room", "接待地点", 96, asks=_WORDS),
    _detail("received_by", "接待人", 64),
    _detail("mode", "接访方式", 88, asks=_WORDS),
    _detail("statement", "来访陈述", 200, asks=_TEXT),
)

_OFFICIAL: tuple[LedgerColumn, ...] = (
    _detail("official_status", "国网状态", 88, asks=_WORDS),
    _detail("official_closing_status", "国网办结状态", 96, asks=_WORDS),
    _detail("official_registering_unit", "登记单位", 120, asks=_WORDS),
    _detail("official_responsible_unit", "责任单位", 120, asks=_WORDS),
    _detail("official_police_branch", "警种", 80, asks=_WORDS),
    _detail("official_handling_way", "办理方式", 88, asks=_WORDS),
    _detail("official_forwarded_to", "转往单位", 120, asks=_WORDS),
    _detail("official_archive_no", "归档号", 120, _ID, asks=_TEXT),
)

LEDGER_COLUMNS: tuple[LedgerColumn, ...] = (*_USUAL, *_FACTS, *_PERSON, *_VISIT, *_OFFICIAL)
"""Every column there is, in the order of the column chooser."""

_BY_ID = {column.id: column for column in LEDGER_COLUMNS}

COLUMN_GROUPS: tuple[tuple[str, tuple[LedgerColumn, ...]], ...] = (
    ("常用", _USUAL),
    ("事项", _FACTS),
    ("信访人", _PERSON),
    ("来访", _VISIT),
    ("公安信访系统", _OFFICIAL),
)
"""The same list in the groups under which the chooser shows it."""


def ledger_column(column_id: str) -> LedgerColumn | None:
    """The column with this identifier, or None."""
    return _BY_ID.get(column_id)


def wants_details(columns: Iterable[LedgerColumn]) -> bool:
    """Whether showing these columns needs `LedgerRow.details`."""
    return any(column.is_detail for column in columns)


@dataclass(frozen=True, slots=True)
class ColumnSet:
    """Columns under a name, from the left."""

    title: str
    columns: tuple[str, ...]


_HEAD = ("local_no", "name", "received_on")
SHIPPED_COLUMN_SETS: tuple[ColumnSet, ...] = (
    ColumnSet("期限", (*_HEAD, "summary", "unit", "state", "next_name", "next_deadline",
                     "days_left", "official_due_on")),
    ColumnSet("来文", (*_HEAD, "source", "incoming_doc_no", "incoming_on", "summary",
                     "must_report_back", "report_back_on", "state", "days_left")),
    ColumnSet("办理结果", (*_HEAD, "summary", "pathway", "unit", "state", "outcome", "closed_how",
                       "closed_on", "official_archive_no")),
    ColumnSet("来访接待", (*_HEAD, "channel", "people_count", "summary", "arrived_at", "left_at",
                       "received_by", "mode", "room")),
    ColumnSet("国网核对", (*_HEAD, "official_letter_no", "official_matter_no", "summary",
                       "official_status", "official_due_on", "entered_nationally_no", "state")),
)  # fmt: skip
"""The sets on offer beside what stands there first."""
