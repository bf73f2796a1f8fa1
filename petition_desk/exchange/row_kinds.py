"""Which rows below a header are rows of data, and which only furnish the sheet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum, auto
from typing import Final

from petition_desk.exchange.cells import CellValue, is_blank
from petition_desk.exchange.mapping import SheetMapping, normal_header, shown_header


class RowKind(Enum):
    """What a row is; only `DATA` is counted."""

    DATA = auto()
    BLANK = auto()
    HEADER = auto()
    TOTAL = auto()
    NOTE = auto()


_TOTAL: Final = re.compile(
    r"(?:本[页月季年周]|全[月年])?(?:合计|总计|小计|共计|累计)(?:[\d件人批次()]*)"
)
_NOTE: Final = re.compile(
    r"(?:填报单位|填报日期|填表人|制表人?|填报人|审核人?|负责人|联系电话|报送单位|统计时间|截止日期|备注|说明|注"
    r"|附注)(?:\([^)]*\))?[:：].*|第\d+页.*|[-—]\d+[-—]",
    re.DOTALL,
)
_TITLE: Final = re.compile(
    r".*(?:台账|登记[表簿册]|统计表|汇总表|一览表|明细表|列表|情况表)(?:\([^)]*\))?"
)
#: Below this many cells like the header's a row that holds others too is no repeated header.
_FEWEST_LIKE: Final = 3


def row_kind(row: Sequence[CellValue], mapping: SheetMapping) -> RowKind:
    """Tell what a row below the header is.

    A row in which nothing but its running number is filled is blank: such rows are numbered in
    advance and never used. A name that stands alone is data, to be named as incomplete.
    """
    filled = [index for index, cell in enumerate(row) if cell != "" and not is_blank(cell)]
    told = [index for index in filled if not _is_label(index, mapping)]
    if not told:
        return RowKind.TOTAL if filled and _is_total(row[filled[0]]) else RowKind.BLANK
    if _is_total(row[filled[0]]):
        return RowKind.TOTAL
    spellings = mapping.spellings
    if _same(row, told[0], spellings):
        alike = sum(_same(row, index, spellings) for index in told)
        if alike == len(told) or (alike >= _FEWEST_LIKE and 2 * alike >= len(told)):
            return RowKind.HEADER
    if len(told) <= 3 and all(_is_furniture(row[index], mapping) for index in told):
        return RowKind.NOTE
    return RowKind.DATA


def is_note(cell: CellValue) -> bool:
    """Return whether a cell says who reports, when, or what the table is, and names no column."""
    if not isinstance(cell, str):
        return False
    return _NOTE.fullmatch(shown_header(cell).replace(" ", "")) is not None


def _is_label(index: int, mapping: SheetMapping) -> bool:
    rule = mapping.rules.get(index)
    return rule is not None and rule.field == "row_label"


def _same(row: Sequence[CellValue], index: int, spellings: Sequence[frozenset[str]]) -> bool:
    """Return whether a cell says what stands above it; of two header rows either may be there."""
    return index < len(spellings) and normal_header(row[index]) in spellings[index]


def _is_total(cell: CellValue) -> bool:
    return isinstance(cell, str) and _TOTAL.fullmatch(normal_header(cell)) is not None


def _is_furniture(cell: CellValue, mapping: SheetMapping) -> bool:
    """Return whether a text is a title or a line of who reports, as tables repeat by the page."""
    if not isinstance(cell, str):
        return False
    text = shown_header(cell)
    bare = text.replace(" ", "")
    return (
        text == mapping.title
        or _NOTE.fullmatch(bare) is not None
        or (len(bare) <= 40 and _TITLE.fullmatch(bare) is not None)
    )
