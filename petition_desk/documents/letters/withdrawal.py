"""`withdrawal` 撤回申请: a blank form that the petitioner fills in; it promises nothing."""

from __future__ import annotations

from collections.abc import Mapping

from petition_desk.documents.letters.facts import GAP, Fact, Facts
from petition_desk.documents.letters.kind import LetterKind


def _blanks(facts: Facts) -> Mapping[str, Fact]:
    is_named = facts.has("case.summary") and not facts.has("case.is_sealed")
    return {"letter.subject": facts.text("case.summary") if is_named else GAP * 3}


KIND = LetterKind(
    "withdrawal", blanks=_blanks, is_signed=False, is_ours=False, has_page_numbers=False
)
