"""`forward` 转送函 and 交办函 to another competent body of the police system (23 III)."""

from __future__ import annotations

from collections.abc import Mapping

from petition_desk.documents.letters.bodies import (
    OFFICE_CONTACT,
    attachments_of,
    office_contact,
    open_demands,
    person_lines,
    petitioner_of,
)
from petition_desk.documents.letters.demands import listed
from petition_desk.documents.letters.facts import Fact, Facts
from petition_desk.documents.letters.kind import LetterKind, days_in_order
from petition_desk.errors import FieldFault


def _blanks(facts: Facts) -> Mapping[str, Fact]:
    is_assigned = facts.has("assigned.to")
    amount = attachments_of(facts)
    return {
        "letter.way": "交办" if is_assigned else "转送",
        "letter.to": facts.text("assigned.to" if is_assigned else "transferred.to"),
        "letter.petitioner": petitioner_of(facts),
        "letter.attachments": f"附：材料{amount}" if amount else "",
        "letter.contact": office_contact(facts),
    }


def _check(facts: Facts) -> tuple[FieldFault, ...]:
    return days_in_order(facts, "case.received_on", "letter.issued_on", "assigned.report_back_on")


KIND = LetterKind(
    "forward",
    blanks=_blanks,
    inserts={"demands": listed(open_demands), "person": person_lines},
    check=_check,
    masks_ids=True,
    contact_facts=OFFICE_CONTACT,
)
