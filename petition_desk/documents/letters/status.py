"""`status` 办理情况告知书: a repeat of what is being handled already (19 III)."""

from __future__ import annotations

from collections.abc import Mapping

from petition_desk.documents.letters.facts import Fact, Facts
from petition_desk.documents.letters.kind import LetterKind, contact_line, days_in_order
from petition_desk.errors import FieldFault


def _blanks(facts: Facts) -> Mapping[str, Fact]:
    found: dict[str, Fact] = {
        "letter.unit": facts.text("original.unit"),
        "letter.handler": facts.text("original.handler"),
        "letter.handler_phone": facts.text("original.handler_phone"),
    }
    return {**found, "letter.contact": contact_line(facts.with_blanks(found))}


def _check(facts: Facts) -> tuple[FieldFault, ...]:
    faults = days_in_order(facts, "case.received_on", "letter.issued_on")
    faults += days_in_order(facts, "original.accepted_on", "letter.issued_on")
    return faults + days_in_order(facts, "original.accepted_on", "original.due_plain")


KIND = LetterKind("status", blanks=_blanks, check=_check)
