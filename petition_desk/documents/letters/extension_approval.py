"""`extension-approval` 延期审批表: what the head in charge signs before the last day (34)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from petition_desk.documents.blocks import Block, Row
from petition_desk.documents.letters.extend import extension_faults
from petition_desk.documents.letters.facts import GAP, Fact, Facts
from petition_desk.documents.letters.forms import BLANK_DATE, WRITTEN, form, pair, whole
from petition_desk.documents.letters.kind import LetterKind, days_in_order
from petition_desk.errors import FieldFault


def _form(facts: Facts) -> tuple[Block, ...]:
    text = facts.text
    days = text("extended.days")
    return form(
        pair("登记编号", text("case.local_no"), "信访人", text("letter.salutation")),
        whole("摘要", text("case.summary")),
        pair("承办单位", text("accepted.unit"), "承办人", text("accepted.handler")),
        pair("受理日期", text("accepted.on"), "办结期限", text("handle.due_plain")),
        pair("申请延长", f"{days}日" if days else "", "延长后期限", text("letter.due_after")),
        whole("延长理由", text("extended.reason"), WRITTEN),
        whole("目前进展", text("extended.progress")),
        _signed("承办单位意见"),
        _signed("信访部门意见"),
        _signed("局负责人审批"),
    )


def _signed(name: str) -> Row:
    return whole(name, f"\n\n签名________________　{BLANK_DATE}", WRITTEN)


def _blanks(facts: Facts) -> Mapping[str, Fact]:
    due, days = facts.day("handle.due_plain"), facts.number("extended.days")
    return {"letter.due_after": due + timedelta(days=days) if due is not None and days else GAP}


def _check(facts: Facts) -> tuple[FieldFault, ...]:
    faults = days_in_order(facts, "accepted.on", "letter.issued_on", "handle.due_plain")
    return faults + extension_faults(facts)


KIND = LetterKind(
    "extension-approval", blanks=_blanks, inserts={"form": _form}, check=_check, is_signed=False
)
