"""`accept` 受理告知书: only where a demand goes the way of art. 31 (6)."""

from __future__ import annotations

from collections.abc import Mapping

from petition_desk.documents.letters.demands import (
    demands_on,
    listed,
    other_demands,
    pathway_of_each,
)
from petition_desk.documents.letters.facts import Fact, Facts
from petition_desk.documents.letters.kind import LetterKind, days_in_order
from petition_desk.domain.vocabulary import Pathway
from petition_desk.errors import FieldFault


def accepted_demands(facts: Facts) -> tuple[int, ...]:
    """Return the demands that are handled as a petition."""
    return demands_on(facts, (Pathway.PETITION,))


def _blanks(facts: Facts) -> Mapping[str, Fact]:
    return {"letter.other_demands": other_demands(facts, accepted_demands(facts))}


def _check(facts: Facts) -> tuple[FieldFault, ...]:
    faults = days_in_order(facts, "case.received_on", "accepted.on", "letter.issued_on")
    if not accepted_demands(facts):
        faults += (FieldFault("诉求", "没有按第三十一条第六项办理的请求，不出受理告知书"),)
    return faults


KIND = LetterKind(
    "accept",
    blanks=_blanks,
    inserts={"demands": listed(accepted_demands)},
    check=_check,
    demand_facts=pathway_of_each,
)
