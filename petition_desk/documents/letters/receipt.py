"""`receipt` 材料接收凭证: what was handed in, listed; it starts and ends no clock."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from petition_desk.documents.blocks import Align, Block, Cell, Row, Table
from petition_desk.documents.fonts import FontRole
from petition_desk.documents.letters.facts import Fact, Facts
from petition_desk.documents.letters.kind import LetterKind
from petition_desk.errors import FieldFault, InputError

_HEAD: Final = ("序号", "材料名称", "页数", "份数", "原件/复印件", "是否退还")
_WIDTHS: Final = (1.1, 5.4, 1.2, 1.2, 2.2, 1.9)
_PARTS: Final = 5
_LINES: Final = re.compile(r"[\n;；]+")


@dataclass(frozen=True, slots=True)
class ReceiptItem:
    """One paper that was handed in.

    Attributes:
        name: What it is.
        pages: Of one copy.
        copies: How many.
        form: 原件 or 复印件.
        is_returned: 是 or 否.
    """

    name: str
    pages: int
    copies: int
    form: str
    is_returned: str


def receipt_items(facts: Facts) -> tuple[ReceiptItem, ...]:
    """Read the list of papers: ``名称|页数|份数|原件|否``, one a line or parted by ；; or tuples.

    Raises:
        InputError: a line has not five parts, or pages and copies are no numbers.
    """
    value = facts.value("receipt.items")
    rows: list[tuple[str, ...]] = []
    for part in value if isinstance(value, tuple) else _LINES.split(str(value)):
        fields = part if isinstance(part, tuple) else part.replace("｜", "|").split("|")
        if any(fields):
            rows.append(tuple(str(each).strip() for each in fields))
    faults = []
    for number, row in enumerate(rows, start=1):
        if len(row) != _PARTS or not (row[1].isdecimal() and row[2].isdecimal()):
            reason = f"第{number}行应写成“名称|页数|份数|原件或者复印件|是或者否”"
            faults.append(FieldFault("材料清单", reason))
    if faults and facts.is_draft:
        return ()
    if faults:
        raise InputError.from_faults(faults)
    facts.texts("receipt.items")  # refuses what cannot be printed
    return tuple(ReceiptItem(row[0], int(row[1]), int(row[2]), row[3], row[4]) for row in rows)


def _table(facts: Facts) -> tuple[Block, ...]:
    head = Row(tuple(Cell(text, 1, Align.CENTRE, FontRole.HEADING) for text in _HEAD))
    rows = [head]
    for number, item in enumerate(receipt_items(facts), start=1):
        counts = (str(item.pages), str(item.copies), item.form, item.is_returned)
        centred = tuple(Cell(text, align=Align.CENTRE) for text in counts)
        rows.append(Row((Cell(str(number), align=Align.CENTRE), Cell(item.name), *centred)))
    return (Table(_WIDTHS, tuple(rows), header_rows=1),)


def _blanks(facts: Facts) -> Mapping[str, Fact]:
    items = receipt_items(facts)
    return {
        "letter.item_count": sum(item.copies for item in items),
        "letter.page_count": sum(item.pages * item.copies for item in items),
        "letter.contact": "",
    }


KIND = LetterKind("receipt", blanks=_blanks, inserts={"items": _table}, contact_facts=())
