"""`review-form` 复查申请书: a blank form that goes out with the opinion (35)."""

from __future__ import annotations

from petition_desk.documents.blocks import Block
from petition_desk.documents.letters.facts import Facts
from petition_desk.documents.letters.forms import BLANK_DATE, SIGNED, WRITTEN, form, pair, whole
from petition_desk.documents.letters.kind import LetterKind


def _form(facts: Facts) -> tuple[Block, ...]:
    number = facts.text("opinion.number")
    issued_on = facts.text("opinion.issued_on")
    return form(
        pair("申请人", "", "电话", ""),
        whole("住址"),
        whole("处理机关", facts.text("office.name")),
        pair("处理意见书\n文号", number, "出具日期", issued_on),
        whole("收到处理意见\n书的日期", BLANK_DATE),
        whole("复查请求", height=WRITTEN),
        whole("事实和理由", height=2 * WRITTEN),
        whole("所附材料"),
        pair("申请人签名\n（捺印）", "", "申请日期", BLANK_DATE, SIGNED),
    )


KIND = LetterKind(
    "review-form",
    inserts={"form": _form},
    is_signed=False,
    is_ours=False,
    has_page_numbers=False,
)
