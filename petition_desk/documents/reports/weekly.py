"""期限周报: the list for the leader, with units and numbers and without any petitioner."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from petition_desk.documents.blocks import (
    Align,
    Block,
    Heading,
    LetterDocument,
    Paragraph,
    Space,
    Title,
)
from petition_desk.documents.linebreak import Run
from petition_desk.documents.reports.listing import (
    LIST_SHEET,
    Column,
    RowGroup,
    grouped_table,
    plain_table,
)

_COLUMNS: Final = (
    Column("编号", 7.4),
    Column("应办事项", 8.0),
    Column("期限", 8.2),
    Column("剩余", 5.8),
    Column("承办单位", 9.0),
    Column("卡在哪一步", 6.6),
)


@dataclass(frozen=True, slots=True)
class WeeklyRow:
    """One deadline, in words; of a confidential matter number and clock alone."""

    local_no: str
    task: str
    deadline: str
    left: str
    unit: str
    stage: str


@dataclass(frozen=True, slots=True)
class WeeklyGroup:
    """已逾期, 本周到期 or 下周到期."""

    title: str
    span: str
    rows: tuple[WeeklyRow, ...]


@dataclass(frozen=True, slots=True)
class UnitSum:
    """One unit's numbers, in the order of the groups or of the checks."""

    unit: str
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class WeeklyList:
    """Everything in the list. `checks` names the columns of `check_sums` (规范性自查)."""

    office: str
    week: str
    as_of: str
    groups: tuple[WeeklyGroup, ...]
    unit_sums: tuple[UnitSum, ...]
    checks: tuple[str, ...]
    check_sums: tuple[UnitSum, ...]
    notes: tuple[str, ...] = ()


def weekly_document(weekly: WeeklyList) -> LetterDocument:
    """Return the list, ready to be set."""
    return LetterDocument(f"信访期限周报 {weekly.week}", tuple(_blocks(weekly)), sheet=LIST_SHEET)


def _blocks(weekly: WeeklyList) -> Iterator[Block]:
    yield Title((f"{weekly.office}信访期限周报",))
    yield Paragraph((Run(f"{weekly.week}　截至 {weekly.as_of}"),), 0, Align.CENTRE)
    yield Heading("一、期限")
    yield grouped_table(_COLUMNS, [_group(group) for group in weekly.groups])
    yield Space(1)
    yield Heading("二、各单位")
    yield _sums([group.title for group in weekly.groups], weekly.unit_sums, adds_up=True)
    yield Space(1)
    yield Heading("三、规范性自查")
    yield _sums(weekly.checks, weekly.check_sums, adds_up=False)
    yield Space(1)
    for note in weekly.notes:
        yield Paragraph((Run(note),), 0)


def _group(group: WeeklyGroup) -> RowGroup:
    rows = tuple(
        (row.local_no, row.task, row.deadline, row.left, row.unit, row.stage) for row in group.rows
    )
    none = (("无", "", "", "", "", ""),)
    return RowGroup(f"{group.title}　{len(rows)} 件", rows or none, group.span)


def _sums(titles: Sequence[str], sums: Sequence[UnitSum], *, adds_up: bool) -> Block:
    """Set numbers by unit; what one case may stand in twice is not added up across."""
    columns = [Column("单位", 9.0), *(Column(title, 5.4, Align.CENTRE) for title in titles)]
    numbers = [item.numbers for item in sums] or [(0,) * len(titles)]
    names = [item.unit for item in sums] or ["无"]
    numbers.append(tuple(sum(column) for column in zip(*numbers, strict=True)))
    names.append("合计")
    if adds_up:
        columns.append(Column("合计", 4.4, Align.CENTRE))
        numbers = [(*row, sum(row)) for row in numbers]
    rows = [(name, *map(str, row)) for name, row in zip(names, numbers, strict=True)]
    return plain_table(columns, rows)
