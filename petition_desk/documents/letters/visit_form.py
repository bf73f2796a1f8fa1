"""`visit-form` 来访登记表: what was told at the desk, read over and signed (19)."""

from __future__ import annotations

from typing import Final

from petition_desk.documents.blocks import Block
from petition_desk.documents.letters.bodies import petitioner_of
from petition_desk.documents.letters.facts import Facts
from petition_desk.documents.letters.forms import SIGNED, WRITTEN, form, pair, whole
from petition_desk.documents.letters.kind import LetterKind

_TOLD_HEIGHT: Final = 100.0


def _form(facts: Facts) -> tuple[Block, ...]:
    demands = facts.texts("case.demands")
    numbered = "\n".join(f"{place}. {text}" for place, text in enumerate(demands, start=1))
    text = facts.text
    return form(
        pair("登记编号", text("case.local_no"), "登记日期", text("case.received_on")),
        pair("来访时间", text("visit.arrived_at"), "离开时间", text("visit.left_at")),
        pair("接待地点", text("visit.room"), "接待方式", text("visit.mode")),
        pair("姓名", petitioner_of(facts), "来访人数", text("case.people_count")),
        pair("证件号码", text("petitioner.id_masked"), "电话", text("petitioner.mobile")),
        whole("住址", text("petitioner.address")),
        whole("摘要", text("case.summary")),
        whole("请求", numbered),
        whole("陈述的事实\n和理由", facts.first(("visit.statement", "case.content")), _TOLD_HEIGHT),
        whole("接待意见", text("visit.advice"), WRITTEN),
        pair("信访人签名\n（捺印）", "", "接待人签名", text("visit.received_by"), SIGNED),
    )


KIND = LetterKind("visit-form", inserts={"form": _form}, is_signed=False)
