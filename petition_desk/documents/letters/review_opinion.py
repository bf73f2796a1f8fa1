"""What 复查意见书 and 复核意见书 share: the paper looked at again, and what became of it."""

from __future__ import annotations

from typing import Final

from petition_desk.documents.blocks import Block, Paragraph
from petition_desk.documents.letters.facts import GAP, Facts
from petition_desk.documents.letters.kind import LetterKind, days_in_order
from petition_desk.documents.letters.wording import Wording, fill
from petition_desk.domain.events import REDO
from petition_desk.errors import FieldFault

_OUTCOMES: Final = ("维持", "变更", REDO)


def review_kind(kind: str, requested: str, paper: str) -> LetterKind:
    """Return the kind: its facts begin with its name, ``review.outcome``.

    Args:
        kind: ``review`` or ``recheck``.
        requested: The step by which the petitioner asked for it.
        paper: The paper that is looked at again, as messages call it.
    """

    def outcome(facts: Facts, wording: Wording) -> tuple[Block, ...]:
        phrase = wording.phrases.get(facts.text(f"{kind}.outcome"), GAP)
        return (Paragraph(fill(phrase, facts)),)

    def check(facts: Facts) -> tuple[FieldFault, ...]:
        faults = days_in_order(
            facts, f"{kind}.original_on", f"{requested}.on", "letter.issued_on", f"{kind}.redo_by"
        )
        if facts.text(f"{kind}.outcome") not in _OUTCOMES:
            faults += (FieldFault("结论", f"应为{'、'.join(_OUTCOMES)}之一"),)
        if facts.text(f"{kind}.original_office") == facts.text("office.name"):
            reason = f"本局的{paper}由上一级机关办理，本局不能自己复查、复核"
            faults += (FieldFault(f"作出{paper}的机关", reason),)
        return faults

    return LetterKind(kind, worded_inserts={"outcome": outcome}, check=check)
