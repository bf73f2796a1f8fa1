"""`reception-form` 领导接访登记表: who was heard by which leader, and what was ordered."""

from __future__ import annotations

from typing import Final

from petition_desk.documents.blocks import Block
from petition_desk.documents.letters.bodies import petitioner_of
from petition_desk.documents.letters.facts import Facts
from petition_desk.documents.letters.forms import SIGNED, WRITTEN, form, pair, whole
from petition_desk.documents.letters.kind import LetterKind, days_in_order
from petition_desk.errors import FieldFault

_TOLD_HEIGHT: Final = 64.0


def _form(facts: Facts) -> tuple[Block, ...]:
    demands = facts.texts("case.demands")
    numbered = "\n".join(f"{place}. {text}" for place, text in enumerate(demands, start=1))
    text = facts.text
    told = facts.first(("reception.statement", "visit.statement", "case.content"))
    return form(
        pair("登记编号", text("case.local_no"), "接访日期", text("reception.on")),
        pair("接访领导", text("reception.leader"), "职务", text("reception.post")),
        pair("接访方式", text("reception.mode"), "接访地点", text("reception.place")),
        pair("信访人", petitioner_of(facts), "人数", text("case.people_count")),
        pair("证件号码", text("petitioner.id_masked"), "电话", text("petitioner.mobile")),
        whole("住址", text("petitioner.address")),
        whole("摘要", text("case.summary")),
        whole("请求", numbered),
        whole("陈述的事实\n和理由", told, _TOLD_HEIGHT),
        whole("领导意见", text("reception.instruction"), WRITTEN),
        pair("承办单位", text("letter.unit"), "办理期限", text("reception.limit_on")),
        whole("办理结果", text("reception.result"), WRITTEN),
        pair("接访领导签名", "", "记录人签名", text("reception.recorder"), SIGNED),
    )


def _check(facts: Facts) -> tuple[FieldFault, ...]:
    return days_in_order(facts, "reception.on", "letter.issued_on") + days_in_order(
        facts, "reception.on", "reception.limit_on"
    )


KIND = LetterKind("reception-form", inserts={"form": _form}, check=_check, is_signed=False)
