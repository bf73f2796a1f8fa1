"""`no-longer` 不再受理告知书: only with a 复核意见书 on the same facts and reasons (36 III)."""

from __future__ import annotations

from petition_desk.documents.letters.facts import Facts
from petition_desk.documents.letters.kind import LetterKind, days_in_order
from petition_desk.errors import FieldFault


def _check(facts: Facts) -> tuple[FieldFault, ...]:
    faults = days_in_order(facts, "case.received_on", "letter.issued_on")
    return faults + days_in_order(facts, "no-longer-accepted.served_on", "letter.issued_on")


KIND = LetterKind("no-longer", check=_check)
