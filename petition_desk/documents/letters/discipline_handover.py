"""`discipline-handover` 移送函: an accusation goes to who may look into it, and to nobody else.

It names neither the accuser nor the accused; who they are stands in the sealed annex alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from petition_desk.documents.letters.bodies import OFFICE_CONTACT, office_contact
from petition_desk.documents.letters.facts import Fact, Facts
from petition_desk.documents.letters.kind import LetterKind, days_in_order
from petition_desk.errors import FieldFault

#: What the name of a body has in it that may look into accusations of police officers.
_COMPETENT: Final = ("纪委", "纪检", "监委", "监察", "督察", "检察院")


def _blanks(facts: Facts) -> Mapping[str, Fact]:
    return {"letter.contact": office_contact(facts)}


def _check(facts: Facts) -> tuple[FieldFault, ...]:
    faults = days_in_order(facts, "case.received_on", "letter.issued_on")
    unit = facts.text("handed-over.unit")
    if not any(word in unit for word in _COMPETENT):
        reason = "检举控告只移送有权处理的纪检监察、督察机构或者检察院"
        faults += (FieldFault("移送的接收机构", reason),)
    if not facts.number("handed-over.annex_pages"):
        faults += (FieldFault("密封附件的页数", "应为 1 以上的整数"),)
    return faults


KIND = LetterKind(
    "discipline-handover",
    blanks=_blanks,
    check=_check,
    masks_ids=True,
    contact_facts=OFFICE_CONTACT,
)
