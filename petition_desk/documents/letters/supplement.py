"""`supplement` 补充材料告知书: asks for papers, and says that no period waits for them."""

from __future__ import annotations

from collections.abc import Mapping

from petition_desk.documents.letters.facts import Fact, Facts
from petition_desk.documents.letters.kind import LetterKind, days_in_order
from petition_desk.errors import FieldFault


def _blanks(facts: Facts) -> Mapping[str, Fact]:
    # Of a sealed matter neither the subject nor who looks into it stands on a paper by post.
    return {"letter.contact": ""} if facts.has("case.is_sealed") else {}


def _check(facts: Facts) -> tuple[FieldFault, ...]:
    return days_in_order(facts, "case.received_on", "letter.issued_on")


KIND = LetterKind("supplement", blanks=_blanks, check=_check)
