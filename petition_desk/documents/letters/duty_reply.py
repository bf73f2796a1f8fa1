"""`duty-reply` 履行职责答复书: done, or refused with the one remedy the law gives (31 (5))."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from petition_desk.documents.letters.demands import demands_on_or_all, listed
from petition_desk.documents.letters.facts import Fact, Facts
from petition_desk.documents.letters.kind import LetterKind, days_in_order
from petition_desk.domain.vocabulary import DutyOutcome, Pathway
from petition_desk.errors import FieldFault

_OUTCOMES: Final = tuple(DutyOutcome)


def _duty_demands(facts: Facts) -> tuple[int, ...]:
    return demands_on_or_all(facts, (Pathway.DUTY,))


def _blanks(facts: Facts) -> Mapping[str, Fact]:
    key = "duty-reply.requested_on"
    own = facts.has(key)
    return {"letter.requested_on": facts.value(key if own else "case.petitioned_on")}


def _check(facts: Facts) -> tuple[FieldFault, ...]:
    faults = days_in_order(facts, "case.received_on", "letter.issued_on")
    faults += days_in_order(facts, "duty-reply.done_on", "letter.issued_on")
    if not _duty_demands(facts):
        faults += (FieldFault("诉求", "没有请求履行职责的诉求，不出履行职责答复书"),)
    if facts.text("duty-reply.outcome") not in _OUTCOMES:
        faults += (FieldFault("答复结论", f"只能是{'或者'.join(_OUTCOMES)}"),)
    return faults


KIND = LetterKind(
    "duty-reply", blanks=_blanks, inserts={"demands": listed(_duty_demands)}, check=_check
)
