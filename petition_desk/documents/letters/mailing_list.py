"""`mailing-list` 寄递清单: what was handed to the post; of sealed matters no title."""

from __future__ import annotations

from typing import Final

from petition_desk.documents.blocks import Align, Block, Cell, Row, Table
from petition_desk.documents.fonts import FontRole
from petition_desk.documents.letters.facts import Facts
from petition_desk.documents.letters.kind import LetterKind
from petition_desk.errors import FieldFault

_HEAD: Final = ("序号", "收件人", "地址", "内件", "邮件号")
_WIDTHS: Final = (1.0, 2.0, 4.2, 3.0, 2.8)
_PARTS: Final = 4
_SEALED: Final = "文件资料"


def mailing_items(facts: Facts) -> tuple[tuple[str, ...], ...]:
    """Read what is posted: ``收件人|地址|内件|邮件号``, one a line or parted by ；."""
    lines = [line for text in facts.texts("mailing.items") for line in text.split("；")]
    rows = [tuple(part.strip() for part in line.replace("｜", "|").split("|")) for line in lines]
    return tuple(row for row in rows if any(row))


def _table(facts: Facts) -> tuple[Block, ...]:
    rows = [Row(tuple(Cell(text, 1, Align.CENTRE, FontRole.HEADING) for text in _HEAD))]
    for number, item in enumerate(mailing_items(facts), start=1):
        name, address, content, waybill = (*item, "", "", "", "")[:_PARTS]
        told = _SEALED if facts.has("case.is_sealed") else content
        cells = (Cell(name), Cell(address), Cell(told), Cell(waybill))
        rows.append(Row((Cell(str(number), align=Align.CENTRE), *cells)))
    return (Table(_WIDTHS, tuple(rows), header_rows=1),)


def _check(facts: Facts) -> tuple[FieldFault, ...]:
    return tuple(
        FieldFault("寄递的邮件", f"第{number}行应写成“收件人|地址|内件|邮件号”")
        for number, item in enumerate(mailing_items(facts), start=1)
        if len(item) != _PARTS or not all(item[: _PARTS - 1])
    )


KIND = LetterKind("mailing-list", inserts={"items": _table}, check=_check, is_signed=False)
