"""`reply` 建议意见答复函: what became of a suggestion, and why (29)."""

from __future__ import annotations

from typing import Final

from petition_desk.documents.letters.facts import Facts
from petition_desk.documents.letters.kind import LetterKind, days_in_order
from petition_desk.errors import FieldFault

_OUTCOMES: Final = ("采纳", "部分采纳", "未采纳")


def _check(facts: Facts) -> tuple[FieldFault, ...]:
    faults = days_in_order(facts, "case.received_on", "letter.issued_on")
    if facts.text("reply.adopted") not in _OUTCOMES:
        faults += (FieldFault("采纳情况", f"只能是{'、'.join(_OUTCOMES)}之一"),)
    return faults


KIND = LetterKind("reply", check=_check)
