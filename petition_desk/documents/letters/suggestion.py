"""`suggestion` 三项建议: to mend work, to complete policy, to hold to account (40).

It speaks of matters, places of service and units; who petitioned is nobody's business there.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from petition_desk.documents.letters.bodies import OFFICE_CONTACT, office_contact
from petition_desk.documents.letters.facts import Fact, Facts
from petition_desk.documents.letters.kind import LetterKind, days_in_order
from petition_desk.domain.masking import mask_ids
from petition_desk.errors import FieldFault

_KINDS: Final = ("改进工作", "完善政策", "追究责任")
_TEXTS: Final = (
    ("发现的问题", "suggestion.problem"),
    ("产生的原因", "suggestion.cause"),
    ("建议的内容", "suggestion.proposal"),
)


def _blanks(facts: Facts) -> Mapping[str, Fact]:
    return {"letter.contact": office_contact(facts)}


def _check(facts: Facts) -> tuple[FieldFault, ...]:
    faults = days_in_order(facts, "case.received_on", "letter.issued_on", "suggestion.reply_by")
    if facts.text("suggestion.kind") not in _KINDS:
        faults += (FieldFault("建议的种类", f"应为{'、'.join(_KINDS)}之一"),)
    name = facts.text("petitioner.name")
    reason = "建议写问题和改进办法，不写信访人的姓名和证件号码"
    return faults + tuple(
        FieldFault(label, reason)
        for label, key in _TEXTS
        if (name and name in facts.text(key)) or mask_ids(facts.text(key)) != facts.text(key)
    )


KIND = LetterKind("suggestion", blanks=_blanks, check=_check, contact_facts=OFFICE_CONTACT)
