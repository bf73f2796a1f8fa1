"""`urge` 督办通知 to the unit that handles a matter: what is wrong, and by when it is mended."""

from __future__ import annotations

from collections.abc import Mapping

from petition_desk.documents.letters.bodies import (
    OFFICE_CONTACT,
    limits_of,
    matter_of,
    office_contact,
)
from petition_desk.documents.letters.facts import Fact, Facts
from petition_desk.documents.letters.kind import LetterKind, days_in_order
from petition_desk.errors import FieldFault


def _blanks(facts: Facts) -> Mapping[str, Fact]:
    return {
        "letter.matter": matter_of(facts),
        "letter.limits": limits_of(facts),
        "letter.contact": office_contact(facts),
    }


def _check(facts: Facts) -> tuple[FieldFault, ...]:
    return days_in_order(facts, "case.received_on", "letter.issued_on", "urge.answer_by")


KIND = LetterKind(
    "urge", blanks=_blanks, check=_check, masks_ids=True, contact_facts=OFFICE_CONTACT
)
