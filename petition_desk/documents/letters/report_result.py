"""`report-result` 检举控告办理情况告知书: what the body that looked into it lets us tell (30)."""

from __future__ import annotations

from collections.abc import Mapping

from petition_desk.documents.letters.facts import Fact, Facts
from petition_desk.documents.letters.kind import LetterKind, days_in_order
from petition_desk.errors import FieldFault


def _blanks(facts: Facts) -> Mapping[str, Fact]:
    del facts
    return {"letter.contact": ""}  # the unit below the date is no business of this paper


def _check(facts: Facts) -> tuple[FieldFault, ...]:
    return days_in_order(facts, "case.received_on", "letter.issued_on")


KIND = LetterKind("report-result", blanks=_blanks, check=_check, contact_facts=())
