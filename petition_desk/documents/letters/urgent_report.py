"""`urgent-report` 重大紧急信访事项报告: the matter, never a person's profile (25)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from petition_desk.documents.letters.bodies import OFFICE_CONTACT, office_contact
from petition_desk.documents.letters.facts import Fact, Facts
from petition_desk.documents.letters.kind import LetterKind, days_in_order
from petition_desk.domain.masking import mask_text
from petition_desk.errors import FieldFault

_TEXTS: Final = (
    ("事项", "urgent-report.matter"),
    ("可能影响", "urgent-report.effect"),
    ("已采取的措施", "urgent-report.measures"),
    ("建议", "urgent-report.advice"),
)


def _blanks(facts: Facts) -> Mapping[str, Fact]:
    return {"letter.contact": office_contact(facts)}


def _check(facts: Facts) -> tuple[FieldFault, ...]:
    faults = days_in_order(facts, "case.received_on", "letter.issued_on")
    name = facts.text("petitioner.name")
    reason = "报告写事项本身，不写信访人的姓名、证件号码和电话"
    return faults + tuple(
        FieldFault(label, reason)
        for label, key in _TEXTS
        if (name and name in facts.text(key)) or mask_text(facts.text(key)) != facts.text(key)
    )


KIND = LetterKind("urgent-report", blanks=_blanks, check=_check, contact_facts=OFFICE_CONTACT)
