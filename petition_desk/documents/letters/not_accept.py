"""`not-accept` 不予受理告知书: not ours (23 I), or being handled below us (19 III)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from petition_desk.documents.letters.demands import demands_on_or_all, listed
from petition_desk.documents.letters.facts import Fact, Facts
from petition_desk.documents.letters.kind import LetterKind, days_in_order
from petition_desk.documents.letters.pathway import contact_of
from petition_desk.domain.vocabulary import Pathway
from petition_desk.errors import FieldFault

_GROUNDS: Final = ("not-ours", "art-19")

#: What is said of the papers the person brought.
_MATERIAL: Final = MappingProxyType(
    {
        "随本告知退回": "您提交的材料随本告知退回。",
        "复印留存，原件退回": "您提交的材料已复印留存，原件退回。",
        "未提交材料": "",
    }
)


def _refused_demands(facts: Facts) -> tuple[int, ...]:
    return demands_on_or_all(facts, (Pathway.NOT_OURS,))


def _blanks(facts: Facts) -> Mapping[str, Fact]:
    is_partly_ours = len(_refused_demands(facts)) < facts.demand_count
    is_not_ours = facts.text("not-accepted.ground") == "not-ours"
    return {
        "letter.body_contact": contact_of(
            facts.text("not-accepted.body_address"), facts.text("not-accepted.body_phone")
        ),
        "letter.material": _MATERIAL.get(facts.text("not-accepted.material"), ""),
        "letter.partly_ours": "是" if is_partly_ours and is_not_ours else "",
    }


def _check(facts: Facts) -> tuple[FieldFault, ...]:
    faults = days_in_order(facts, "case.received_on", "letter.issued_on")
    if facts.text("not-accepted.ground") not in _GROUNDS:
        faults += (FieldFault("不予受理的理由", f"只能是 {' 或者 '.join(_GROUNDS)}"),)
    elif facts.text("not-accepted.ground") == "not-ours" and not _refused_demands(facts):
        faults += (FieldFault("诉求", "没有不属公安机关职权的请求，不出不予受理告知书"),)
    if facts.text("not-accepted.material") not in _MATERIAL:
        faults += (FieldFault("材料去向", f"只能是{'、'.join(_MATERIAL)}"),)
    return faults


KIND = LetterKind(
    "not-accept", blanks=_blanks, inserts={"demands": listed(_refused_demands)}, check=_check
)
