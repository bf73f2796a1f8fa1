"""`transfer` 转送（交办）告知书: another body of the police system is competent (23 I)."""

from __future__ import annotations

from collections.abc import Mapping

from petition_desk.documents.letters.facts import Fact, Facts
from petition_desk.documents.letters.kind import LetterKind, days_in_order
from petition_desk.errors import FieldFault


def _step(facts: Facts) -> str:
    return "assigned" if facts.has("assigned.to") else "transferred"


def _blanks(facts: Facts) -> Mapping[str, Fact]:
    step = _step(facts)
    return {
        "letter.way": "交办" if step == "assigned" else "转送",
        "letter.to": facts.text(f"{step}.to"),
        "letter.sent_on": facts.value(f"{step}.on"),
        "letter.to_phone": facts.text(f"{step}.phone"),
    }


def _check(facts: Facts) -> tuple[FieldFault, ...]:
    return days_in_order(facts, "case.received_on", f"{_step(facts)}.on", "letter.issued_on")


KIND = LetterKind("transfer", blanks=_blanks, check=_check)
