"""`service` 送达回证: the ruled form that comes back signed."""

from __future__ import annotations

from typing import Final

from petition_desk.documents.blocks import Align, Block, Cell, Row, Table
from petition_desk.documents.fonts import FontRole
from petition_desk.documents.letters.facts import Facts
from petition_desk.documents.letters.kind import LetterKind
from petition_desk.domain.vocabulary import ServiceWay
from petition_desk.errors import FieldFault

_WIDTHS: Final = (2.7, 3.7, 2.8, 3.8)
#: Room for a signature, in points.
_SIGNED: Final = 34.0
_DATE: Final = "　　年　　月　　日"


def _form(facts: Facts) -> tuple[Block, ...]:
    rows = (*_addressed(facts), *_signed(), *_posted(facts), *_closing())
    return (Table(_WIDTHS, rows),)


def _addressed(facts: Facts) -> tuple[Row, ...]:
    """Return what is served, on whom, where and how."""
    # The name of the paper would tell what a confidential matter is about.
    title = "文书" if facts.has("case.is_sealed") else facts.text("served_letter.title")
    number = facts.text("served_letter.number")
    copies = facts.text("served_letter.copies") or "1"
    pages = facts.text("served_letter.pages")
    amount = f"{copies}份" + (f"，每份{pages}页" if pages else "")
    one = facts.text("served.addressee")
    addressee = one or facts.text("letter.salutation")
    if facts.has("petitioner.agent") and one in ("", facts.text("petitioner.name")):
        addressee += f"（代理人{facts.text('petitioner.agent')}）"
    chosen = facts.text("served.way")
    ways = "　".join(f"{'☑' if way == chosen else '□'}{way}" for way in ServiceWay)
    return (
        Row((_name("送达文书名称"), Cell(title, span=3))),
        Row((_name("文号"), Cell(number), _name("份数、页数"), Cell(amount))),
        Row((_name("受送达人"), Cell(addressee, span=3))),
        Row((_name("送达地点"), Cell(facts.text("service.place"), span=3))),
        Row((_name("送达方式"), Cell(ways, span=3))),
    )


def _signed() -> tuple[Row, ...]:
    """Return the rows that are signed by hand: the addressee, a substitute, a witness."""
    return (
        Row((_name("受送达人\n签名（捺印）"), Cell(), _name("收到日期"), Cell(_DATE)), _SIGNED),
        Row((_name("代收人签名"), Cell(), _name("与受送达人关系"), Cell()), _SIGNED),
        Row((_name("代收理由"), Cell(), _name("代收日期"), Cell(_DATE))),
        Row((_name("拒收（拒签）\n事由"), Cell(span=2), Cell("□已拍照（录像）"))),
        Row((_name("见证人签名"), Cell(), _name("见证人单位"), Cell()), _SIGNED),
    )


def _posted(facts: Facts) -> tuple[Row, ...]:
    posted_on = facts.text("served.posted_on") or _DATE
    waybill = facts.text("served.waybill")
    return (
        Row((_name("邮件号"), Cell(waybill), _name("交寄日期"), Cell(posted_on))),
        Row((_name("签收日期"), Cell(_DATE), _name("退回事由"), Cell())),
    )


def _closing() -> tuple[Row, ...]:
    return (
        Row((_name("送达人签名"), Cell(), _name("送达日期"), Cell(_DATE)), _SIGNED),
        Row((_name("备注"), Cell(span=3)), _SIGNED),
    )


def _name(text: str) -> Cell:
    return Cell(text, align=Align.CENTRE, role=FontRole.HEADING)


def _check(facts: Facts) -> tuple[FieldFault, ...]:
    if facts.text("served.way") not in set(ServiceWay):
        return (FieldFault("送达方式", f"应为{'、'.join(ServiceWay)}之一"),)
    return ()


KIND = LetterKind(
    "service", inserts={"form": _form}, check=_check, is_signed=False, has_page_numbers=False
)
