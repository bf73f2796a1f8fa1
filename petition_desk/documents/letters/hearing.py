"""`hearing` 听证通知书: when, where and on what the petitioner is heard (31 (6), 36 II)."""

from __future__ import annotations

from collections.abc import Mapping

from petition_desk.documents.letters.facts import Fact, Facts
from petition_desk.documents.letters.kind import LetterKind, days_in_order
from petition_desk.errors import FieldFault

_DUE = ("handle-extended.due_plain", "handle.due_plain")


def _blanks(facts: Facts) -> Mapping[str, Fact]:
    return {"letter.is_recheck": "是" if facts.has("recheck-requested.on") else ""}


def _check(facts: Facts) -> tuple[FieldFault, ...]:
    faults = days_in_order(facts, "case.received_on", "letter.issued_on", "hearing.scheduled_on")
    return faults if facts.has("recheck-requested.on") else faults + _too_late(facts)


def _too_late(facts: Facts) -> tuple[FieldFault, ...]:
    """Within the 60 days a hearing stops no clock, so that it has to be held before they end."""
    day = facts.day("hearing.scheduled_on")
    due = next((found for key in _DUE if (found := facts.day(key)) is not None), None)
    if day is None or due is None or day <= due:
        return ()
    reason = f"应在办结期限（{due.isoformat()}）以前：听证不顺延办理期限"
    return (FieldFault("听证的日期", reason),)


KIND = LetterKind("hearing", blanks=_blanks, check=_check)
