"""The lists that leave the room: what their columns are, and where the rows come from.

Each takes the cases asked for, some hundred at a time, and gives rows as they are to be written:
masked or in full, confidential cases withheld from accounts without the right.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from petition_desk.clock import CHINA
from petition_desk.domain.ledger import LEDGER_COLUMNS, CellValue, LedgerColumn, LedgerRow
from petition_desk.domain.ledger_row import deadline_cell
from petition_desk.domain.masking import mask_name, mask_text
from petition_desk.domain.vocabulary import (
    CLOCK_STATE_LABELS,
    LETTER_LABELS,
    Channel,
    ClockState,
    Owner,
)
from petition_desk.exchange.sheet_style import CellKind
from petition_desk.exchange.table_writer import TableColumn
from petition_desk.services import ledger
from petition_desk.services.desk import Desk

BATCH: Final = 500


class ExportKind(StrEnum):
    """Which list; the value is its identifier on the command line."""

    LEDGER = "ledger"
    OFFICIAL = "official"
    LETTERS = "letters"
    DEADLINES = "deadlines"


@dataclass(frozen=True, slots=True)
class ExportList:
    """One kind of list.

    Attributes:
        title: Of the sheet.
        about: What it is for, one sentence.
        columns: From the left.
        rows: Gives the rows of these cases, in full or masked.
    """

    title: str
    about: str
    columns: tuple[TableColumn, ...]
    rows: Callable[[Desk, Sequence[int], bool], Iterator[list[CellValue]]]


_TOLD_OF_SEALED: Final = frozenset(
    {"local_no", "summary", "next_name", "next_deadline", "days_left"}
)
"""Number, 保密件 and clock: nothing else of a confidential case (art. 30 III, 46 (五))."""

_OWNERS: Final = {
    Owner.PETITIONER.value: "信访人",
    Owner.UNIT.value: "承办单位",
    Owner.BODY.value: "上级机关",
}
_OFFICIAL_CHANNELS: Final = {Channel.ONLINE.value: "网上信访", Channel.CALL.value: "电话信访"}


def ledger_list(columns: Sequence[LedgerColumn] = LEDGER_COLUMNS) -> ExportList:
    """Return the ledger with these columns."""
    heads = tuple(TableColumn(each.title, CellKind(each.kind.value)) for each in columns)

    def rows(desk: Desk, ids: Sequence[int], full: bool) -> Iterator[list[CellValue]]:
        today = desk.clock.today()
        for row in case_rows(desk, ids, columns, full=full):
            told = told_columns(desk, row, columns)
            yield [column.value(row, today) if column in told else None for column in columns]

    return ExportList("信访台账", "台账里看到的样子", heads, rows)


def case_rows(
    desk: Desk, ids: Sequence[int], columns: Collection[LedgerColumn], *, full: bool
) -> Iterator[LedgerRow]:
    """Give the rows of cases, read some hundred at a time."""
    rows_of = ledger.full_rows_for if full else ledger.rows_for
    details = any(column.is_detail for column in columns)
    for first in range(0, len(ids), BATCH):
        yield from rows_of(desk, ids[first : first + BATCH], details=details)


def told_columns(
    desk: Desk, row: LedgerRow, columns: Sequence[LedgerColumn]
) -> Collection[LedgerColumn]:
    """Return the columns that may be told of a case to this account."""
    if desk.may_see(is_sealed=row.is_sealed):
        return columns
    return [column for column in columns if column.id in _TOLD_OF_SEALED]


def _official_rows(desk: Desk, ids: Sequence[int], full: bool) -> Iterator[list[CellValue]]:
    for first in range(0, len(ids), BATCH):
        part = ids[first : first + BATCH]
        with desk.reading() as work:
            entries = work.exports.entries(part)
        for row in case_rows(desk, part, LEDGER_COLUMNS, full=full):
            if row.is_void or not desk.may_see(is_sealed=row.is_sealed):
                continue  # it has no column for a number of ours, nor for what became of it
            entry = entries[row.case_id]
            texts = [each if full else mask_text(each, (row.name,)) for each in entry.demands]
            at = None if entry.is_imported else entry.registered_at
            yield _official_row(row, at, texts)


def _official_row(
    row: LedgerRow, registered_at: datetime | None, demands: list[str]
) -> list[CellValue]:
    """Return the 28 cells. What the official system itself decides is told as it told it.

    A case it does not have yet is told in its words; of one it has nothing is made up, so that
    the list can be read in again without changing anything.
    """
    told, is_new = row.details, not row.official_letter_no
    is_closed = row.closed_on is not None
    numbered = [f"{number}. {text}" for number, text in enumerate(demands, 1)]
    at = f"{registered_at.astimezone(CHINA):%Y-%m-%d %H:%M:%S}" if registered_at else ""
    unit = told.get("official_responsible_unit") or (row.unit if is_new else "")
    ours = "已办结" if is_closed else "办理中"
    return [
        row.official_letter_no, row.name, row.id_number, row.mobile, row.address,
        told.get("content") or row.summary, at, row.official_due_on,
        told.get("official_status") or (ours if is_new else ""),
        _OFFICIAL_CHANNELS.get(row.channel, row.channel),
        row.petitioned_on or (row.received_on if is_new else None), row.problem_place,
        "", told.get("problem_on"), row.people_count,
        "\n".join(numbered if len(numbered) > 1 else demands), row.category,
        told.get("official_registering_unit"), told.get("official_archive_no"),
        told.get("official_forwarded_to"), told.get("official_handling_way"), unit,
        told.get("official_closing_status") or (("未办结", "已办结")[is_closed] if is_new else ""),
        unit, row.closed_on, row.official_matter_no, told.get("official_police_branch"),
        told.get("purpose") or (row.matter_kind if is_new else ""),
    ]  # fmt: skip


_ID, _DATE, _INT, _TEXT = CellKind.ID, CellKind.DATE, CellKind.INT, CellKind.TEXT

OFFICIAL: Final = ExportList(
    "信访件列表",
    "国网导出表的 28 列顺序",
    tuple(
        TableColumn(title, kind)
        for title, kind in (
            ("信访件编号", _ID), ("姓名", _TEXT), ("身份证号", _ID), ("手机号码", _ID),
            ("住址", _TEXT), ("信访内容", _TEXT), ("登记时间", _TEXT), ("限办时间", _DATE),
            ("信访件状态", _TEXT), ("信访形式", _TEXT), ("信访日期", _DATE), ("问题发生地", _TEXT),
            ("异常动态", _TEXT), ("问题发生日期", _DATE), ("信访人数", _INT), ("信访诉求", _TEXT),
            ("公安业务分类", _TEXT), ("登记单位", _TEXT), ("档案编号", _ID), ("转往处", _TEXT),
            ("办理方式", _TEXT), ("具体承办单位", _TEXT), ("办结状态", _TEXT), ("责任部门", _TEXT),
            ("办结时间", _DATE), ("信访事项编号", _ID), ("警种名称", _TEXT),
            ("信访目的(登记单位)", _TEXT),
        )
    ),
    _official_rows,
)  # fmt: skip


def _letter_rows(desk: Desk, ids: Sequence[int], full: bool) -> Iterator[list[CellValue]]:
    for first in range(0, len(ids), BATCH):
        part = ids[first : first + BATCH]
        with desk.reading() as work:
            lines = work.exports.services(part)
        for row in case_rows(desk, part, (), full=full):
            if not desk.may_see(is_sealed=row.is_sealed):
                continue  # which letters it has tells what it is about
            for line in lines.get(row.case_id, ()):
                addressee = line.addressee if full else mask_name(line.addressee)
                kind = LETTER_LABELS.get(line.kind, line.kind)
                number = line.letter if line.letter != line.kind else ""
                yield [
                    row.local_no, row.name, kind, number, line.issued_on, addressee, line.way,
                    line.sent_on, line.waybill, line.result, line.served_on, line.limit_on,
                    "待送达" if line.is_open else "已送达",
                ]  # fmt: skip


LETTERS: Final = ExportList(
    "文书和送达",
    "每份文书、每个受送达人一行",
    tuple(
        TableColumn(title, kind)
        for title, kind in (
            ("编号", _ID), ("姓名", _TEXT), ("文书", _TEXT), ("文号", _ID), ("出具日期", _DATE),
            ("受送达人", _TEXT), ("送达方式", _TEXT), ("交付邮寄", _DATE), ("邮件号", _ID),
            ("送达结果", _TEXT), ("送达日期", _DATE), ("送达期限", _DATE), ("送达状态", _TEXT),
        )
    ),
    _letter_rows,
)  # fmt: skip


def _deadline_rows(desk: Desk, ids: Sequence[int], full: bool) -> Iterator[list[CellValue]]:
    today = desk.clock.today()
    for first in range(0, len(ids), BATCH):
        part = ids[first : first + BATCH]
        with desk.reading() as work:
            lines = work.exports.open_clocks(part)
        for row in case_rows(desk, part, (), full=full):
            is_told = desk.may_see(is_sealed=row.is_sealed)
            for line in lines.get(row.case_id, ()):
                is_theirs = line.owed_by == Owner.PETITIONER
                yield [
                    row.local_no, row.name if is_told else "", row.summary,
                    row.unit if is_told else "", line.name, line.of if is_told else "",
                    _OWNERS.get(line.owed_by, "本局"), line.started_on, line.due_plain,
                    deadline_cell(line.deadline, is_provisional=line.is_provisional), line.act_by,
                    None if is_theirs else (line.deadline - today).days,
                    CLOCK_STATE_LABELS.get(ClockState(line.state), line.state), line.article,
                ]  # fmt: skip


DEADLINES: Final = ExportList(
    "期限",
    "还在走的每个期限一行",
    tuple(
        TableColumn(title, kind)
        for title, kind in (
            ("编号", _ID), ("姓名", _TEXT), ("摘要", _TEXT), ("承办单位", _TEXT), ("期限", _TEXT),
            ("所属", _TEXT), ("义务人", _TEXT), ("起算日", _DATE), ("期满日", _DATE),
            ("截止日", _DATE), ("提前办结日", _DATE), ("还剩", _INT), ("期限状态", _TEXT),
            ("依据", _TEXT),
        )
    ),
    _deadline_rows,
)  # fmt: skip

EXPORT_LISTS: Final = {
    ExportKind.LEDGER: ledger_list(),
    ExportKind.OFFICIAL: OFFICIAL,
    ExportKind.LETTERS: LETTERS,
    ExportKind.DEADLINES: DEADLINES,
}
"""Every list on offer, in the order it is offered."""
