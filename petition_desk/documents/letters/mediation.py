"""`mediation` 调解（和解）协议书: what both sides agreed on of their own will (33).

It settles the dispute and nothing else: that the petitioner gives up any right to petition is
refused. Signing it is an act of its own, recorded when both have signed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from petition_desk.documents.blocks import Block, Space
from petition_desk.documents.letters.facts import Fact, Facts
from petition_desk.documents.letters.forms import BLANK_DATE, SIGNED, form, pair
from petition_desk.documents.letters.kind import LetterKind, days_in_order
from petition_desk.errors import FieldFault

_WAYS: Final = ("调解", "和解")
_PROMISES: Final = ("息诉", "罢访", "息访", "停访", "不再上访", "不再信访", "不得信访", "不得上访")
_TEXTS: Final = (
    ("调解（和解）要点", "mediated.terms"),
    ("履行方式和期限", "mediated.performance"),
    ("争议的主要事实", "mediated.facts"),
)


def _signatures(facts: Facts) -> tuple[Block, ...]:
    presided = facts.text("mediated.way") == "调解"
    rows = [
        pair("甲方签名\n（捺印）", "", "日期", BLANK_DATE, SIGNED),
        pair("乙方签名\n（盖章）", "", "日期", BLANK_DATE, SIGNED),
    ]
    if presided:
        rows.append(pair("主持人签名\n（盖章）", "", "日期", BLANK_DATE, SIGNED))
    return (Space(1), *form(*rows))


def _blanks(facts: Facts) -> Mapping[str, Fact]:
    return {"letter.agreement": facts.text("mediated.way")}


def _check(facts: Facts) -> tuple[FieldFault, ...]:
    faults = days_in_order(facts, "case.received_on", "letter.issued_on")
    if facts.text("mediated.way") not in _WAYS:
        faults += (FieldFault("调解或者和解", f"应为{'或者'.join(_WAYS)}"),)
    return faults + tuple(
        FieldFault(label, f"不能写“{word}”：协议处理争议本身，不限制信访人依法提出信访事项")
        for label, key in _TEXTS
        for word in _PROMISES
        if word in facts.text(key)
    )


KIND = LetterKind(
    "mediation",
    blanks=_blanks,
    inserts={"signatures": _signatures},
    check=_check,
    is_signed=False,
)
