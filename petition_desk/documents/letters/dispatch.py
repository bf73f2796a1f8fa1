"""`dispatch` 转办单 to our own 派出所 and 大队: absolute dates, none after our own last workday."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from petition_desk.documents.letters.bodies import (
    OFFICE_CONTACT,
    attachments_of,
    limits_of,
    office_contact,
    open_demands,
    person_lines,
    petitioner_of,
)
from petition_desk.documents.letters.demands import listed
from petition_desk.documents.letters.facts import Fact, Facts, label_of
from petition_desk.documents.letters.kind import LetterKind, days_in_order
from petition_desk.errors import FieldFault

#: What the unit reports is needed before the first of these that runs.
_ANSWERS: Final = ("handle-extended", "handle", "duty")


def _blanks(facts: Facts) -> Mapping[str, Fact]:
    amount = attachments_of(facts)
    return {
        "letter.petitioner": petitioner_of(facts),
        "letter.limits": limits_of(facts),
        "letter.attachments": f"附：材料{amount}" if amount else "",
        "letter.contact": office_contact(facts),
    }


def _check(facts: Facts) -> tuple[FieldFault, ...]:
    faults = days_in_order(facts, "case.received_on", "letter.issued_on", "dispatched.feedback_on")
    faults += days_in_order(facts, "letter.issued_on", "dispatched.sign_by")
    faults += days_in_order(facts, "letter.issued_on", "dispatched.notify_by")
    faults += _not_after(facts, "dispatched.notify_by", "notify")
    running = next((each for each in _ANSWERS if facts.has(f"{each}.is_open")), "")
    return faults + (_not_after(facts, "dispatched.feedback_on", running) if running else ())


def _not_after(facts: Facts, identifier: str, clock: str) -> tuple[FieldFault, ...]:
    """A fault where a unit's date lies after our own last workday; what is late binds no more."""
    day, last = facts.day(identifier), facts.day(f"{clock}.act_by")
    issued_on = facts.day("letter.issued_on")
    if day is None or last is None or issued_on is None or not facts.has(f"{clock}.is_open"):
        return ()
    if last < issued_on or day <= last:
        return ()
    reason = f"不能晚于{label_of(f'{clock}.act_by')}（{last.isoformat()}），期限不因转办顺延"
    return (FieldFault(label_of(identifier), reason),)


KIND = LetterKind(
    "dispatch",
    blanks=_blanks,
    inserts={"demands": listed(open_demands), "person": person_lines},
    check=_check,
    masks_ids=True,
    contact_facts=OFFICE_CONTACT,
)
