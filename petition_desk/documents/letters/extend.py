"""`extend` 延长办理期限告知书: approved and told before the last day (34)."""

from __future__ import annotations

from typing import Final

from petition_desk.documents.letters.facts import Facts
from petition_desk.documents.letters.kind import LetterKind, days_in_order
from petition_desk.domain.refusals import MAX_EXTENSION_DAYS, VAGUE_REASONS
from petition_desk.errors import FieldFault

_LEAST_DAYS: Final = 1


def _check(facts: Facts) -> tuple[FieldFault, ...]:
    faults = days_in_order(facts, "accepted.on", "extended.on", "letter.issued_on")
    faults += days_in_order(facts, "letter.issued_on", "handle.due_plain")
    return faults + extension_faults(facts)


def extension_faults(facts: Facts) -> tuple[FieldFault, ...]:
    """Return what is wrong with the days and the reason of an extension."""
    faults = []
    if not _LEAST_DAYS <= facts.number("extended.days") <= MAX_EXTENSION_DAYS:
        faults.append(FieldFault("延长日数", f"应在 1 到 {MAX_EXTENSION_DAYS} 日之间"))
    if facts.text("extended.reason").strip() in VAGUE_REASONS:
        faults.append(FieldFault("延长理由", "应写明具体原因，只写“情况复杂”不够"))
    return tuple(faults)


KIND = LetterKind("extend", check=_check)
