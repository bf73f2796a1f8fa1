"""`notice` 接收情况告知书: suggestions (29), duties (31 (5)) and mixed matters."""

from __future__ import annotations

from collections.abc import Mapping

from petition_desk.documents.letters.demands import article_of, name_of
from petition_desk.documents.letters.facts import Fact, Facts
from petition_desk.documents.letters.kind import LetterKind, days_in_order
from petition_desk.domain.vocabulary import Pathway
from petition_desk.errors import FieldFault

_OURS = (Pathway.SUGGESTION, Pathway.DUTY, Pathway.PETITION)


def _blanks(facts: Facts) -> Mapping[str, Fact]:
    pathway = facts.text("screened.pathway")
    clock = {Pathway.DUTY: "duty.due_plain", Pathway.PETITION: "handle.due_plain"}
    due = next((each for key, each in clock.items() if key == pathway), "")
    return {
        "letter.article": article_of(pathway),
        "letter.pathway_name": name_of(pathway),
        "letter.due": facts.text(due) if due else "",
        "letter.handler_phone": facts.first(("letter.handler_phone", "letter.query_phone")),
    }


def _check(facts: Facts) -> tuple[FieldFault, ...]:
    faults = days_in_order(facts, "case.received_on", "letter.issued_on")
    if facts.text("screened.pathway") not in _OURS:
        faults += (FieldFault("办理途径", "接收情况告知书用于第二十九条和第三十一条第五、六项"),)
    return faults


KIND = LetterKind("notice", blanks=_blanks, check=_check)
