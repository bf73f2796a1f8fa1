"""`close-report` 办结报告 to the body that asked for a report (22 I (3))."""

from __future__ import annotations

from collections.abc import Mapping

from petition_desk.documents.letters.bodies import (
    OFFICE_CONTACT,
    matter_of,
    office_contact,
    open_demands,
)
from petition_desk.documents.letters.demands import listed
from petition_desk.documents.letters.facts import Fact, Facts
from petition_desk.documents.letters.kind import LetterKind, days_in_order
from petition_desk.errors import FieldFault


def _blanks(facts: Facts) -> Mapping[str, Fact]:
    return {
        "letter.to": facts.first(("close-report.to", "case.source")),
        "letter.way": "交办" if facts.has("case.must_report_back") else "转送",
        "letter.matter": matter_of(facts),
        "letter.contact": office_contact(facts),
    }


def _check(facts: Facts) -> tuple[FieldFault, ...]:
    faults = days_in_order(facts, "case.incoming_on", "case.received_on", "letter.issued_on")
    return faults + days_in_order(facts, "answer.issued_on", "answer.served_on", "letter.issued_on")


KIND = LetterKind(
    "close-report",
    blanks=_blanks,
    inserts={"demands": listed(open_demands)},
    check=_check,
    masks_ids=True,
    contact_facts=OFFICE_CONTACT,
)
