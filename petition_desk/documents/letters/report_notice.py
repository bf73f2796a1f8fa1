"""`report-notice` 检举控告接收告知书: no accused, no subject, no receiving officer (30)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from petition_desk.documents.letters.facts import Fact, Facts
from petition_desk.documents.letters.kind import LetterKind, days_in_order
from petition_desk.domain.vocabulary import ServiceWay
from petition_desk.errors import FieldFault

#: Left at a door, given to another or put on a board, it would tell who accuses.
_WAYS: Final = (ServiceWay.IN_PERSON, ServiceWay.POST, ServiceWay.ELECTRONIC)


def _blanks(facts: Facts) -> Mapping[str, Fact]:
    del facts
    return {"letter.contact": ""}  # the unit below the date would tell who looks into it


def _check(facts: Facts) -> tuple[FieldFault, ...]:
    faults = days_in_order(facts, "case.received_on", "handed-over.on", "letter.issued_on")
    if facts.text("report-notice.way") not in _WAYS:
        words = "、".join(_WAYS)
        faults += (FieldFault("送达信访人的方式", f"检举控告人的告知书只能用{words}送达"),)
    return faults


KIND = LetterKind("report-notice", blanks=_blanks, check=_check, contact_facts=())
