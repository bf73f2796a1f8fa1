"""`label` 邮寄标签, 100 × 150 mm: what the post has to know, and nothing of the matter.

The outside of an envelope is read by neighbours: it says neither 信访 nor, of an accusation, what
is inside.
"""

from __future__ import annotations

from typing import Final

from petition_desk.documents.blocks import Block, Row, Table
from petition_desk.documents.blocks import Cell as TableCell
from petition_desk.documents.letters.facts import Facts
from petition_desk.documents.letters.forms import name_cell
from petition_desk.documents.letters.kind import LetterKind
from petition_desk.documents.page import LABEL

#: What an envelope, its label and its list say of a sealed matter.
SEALED_CONTENT: Final = "文件资料"
_ROOM: Final = "信访接待室"
_COLUMNS: Final = (4.6, 13.4)
_ADDRESS_HEIGHT: Final = 92.0


def _form(facts: Facts) -> tuple[Block, ...]:
    text = facts.text
    told = SEALED_CONTENT if facts.has("case.is_sealed") else text("label.content")
    rows = (
        ("邮政编码", text("petitioner.postcode"), 0.0),
        ("收件地址", text("petitioner.address"), _ADDRESS_HEIGHT),
        ("收件人", f"{text('petitioner.name')}　收", 40.0),
        ("收件电话", text("label.phone"), 0.0),
        ("内件", told or SEALED_CONTENT, 0.0),
        ("邮件号", text("served.waybill"), 0.0),
        ("寄件人", text("office.name"), 0.0),
        ("寄件地址", text("office.reception_address").replace(_ROOM, ""), 48.0),
    )
    shown = [
        Row((name_cell(name), TableCell(content)), height)
        for name, content, height in rows
        if content or name == "邮件号"
    ]
    return (Table(_COLUMNS, tuple(shown)),)


KIND = LetterKind(
    "label",
    inserts={"form": _form},
    is_signed=False,
    has_page_numbers=False,
    has_head=False,
    sheet=LABEL,
)
