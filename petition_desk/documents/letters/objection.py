"""`objection` 异议函 to the body that sent it: three-part reasons, none empty (23 III)."""

from __future__ import annotations

from collections.abc import Mapping

from petition_desk.documents.letters.bodies import (
    OFFICE_CONTACT,
    attachments_of,
    demands_in_line,
    matter_of,
    office_contact,
)
from petition_desk.documents.letters.demands import demands_on_or_all
from petition_desk.documents.letters.facts import Fact, Facts
from petition_desk.documents.letters.kind import LetterKind, days_in_order
from petition_desk.domain.vocabulary import Pathway
from petition_desk.errors import FieldFault


def _not_ours(facts: Facts) -> tuple[int, ...]:
    return demands_on_or_all(facts, (Pathway.NOT_OURS,))


def _blanks(facts: Facts) -> Mapping[str, Fact]:
    is_sealed = facts.has("case.is_sealed")
    amount = attachments_of(facts)
    return {
        "letter.to": facts.first(("objection.to", "case.source")),
        "letter.way": "交办" if facts.has("case.must_report_back") else "转送",
        "letter.matter": matter_of(facts),
        "letter.demands": "见来文" if is_sealed else demands_in_line(facts, _not_ours(facts)),
        "letter.attachments": f"（{amount}）" if amount else "",
        "letter.contact": office_contact(facts),
    }


def _check(facts: Facts) -> tuple[FieldFault, ...]:
    faults = days_in_order(facts, "case.incoming_on", "case.received_on", "letter.issued_on")
    if not _not_ours(facts):
        faults += (FieldFault("诉求", "没有不属公安机关职权的请求，不提出异议"),)
    return faults


KIND = LetterKind(
    "objection", blanks=_blanks, check=_check, masks_ids=True, contact_facts=OFFICE_CONTACT
)
