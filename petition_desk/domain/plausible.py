"""What cannot be, whatever the law says: each fault with the field it is refused at.

The law is asked first (`petition_desk.domain.lawful`); what it lets pass may still be a slip of the
pen: a paper served before it was written, a hearing that ends before it starts. Such a thing is
never recorded, not even as a 违规: it did not happen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from petition_desk.domain.addressees import Addressees
from petition_desk.domain.corrections import correction_of
from petition_desk.domain.letter_services import service_faults
from petition_desk.domain.reading import Reading
from petition_desk.domain.retraction import RETRACTED, target_of
from petition_desk.domain.step_fields import EARLIEST_ON, LATEST_ON, date_fault
from petition_desk.domain.steps import Step, known_kind
from petition_desk.errors import FieldFault

_ON: Final = "日期"
_ANY_DAY: Final = frozenset({"corrected", "voided", RETRACTED})
"""What is said about the record, not done in the matter: it may lie before its receipt."""
_LIMITS: Final = ("notify_by", "feedback_on", "report_back_on", "redo_by")
"""Days that a step sets for somebody: never before the step itself."""
_PAST: Final = ("postmark_on", "body_accepted_on", "served_on", "told_on")
"""Days on which something had happened when the step was done."""
_MAY_COME: Final = "report_back_on"


def implausible(
    reading: Reading, recorded: Iterable[Step], step: Step, today: date
) -> Iterator[FieldFault]:
    """What is wrong with a step that the law allows.

    Args:
        reading: The case without the step.
        recorded: All its recorded steps, those taken back included.
        step: The step to be recorded.
        today: Nothing may have happened later.
    """
    if step.kind == RETRACTED and target_of(recorded, step) is None:
        yield FieldFault("撤销哪一步", "那一天没有这样的记录，或者已经撤销")
    yield from _day_faults(reading, step, today)
    demand = step.number("demand")
    if demand is not None and demand not in reading.demand_numbers:
        yield FieldFault("诉求序号", f"本件没有第 {demand} 项诉求")
    if step.kind == "served":
        fault = Addressees.of(reading.case).fault_of(step)
        if fault:
            yield FieldFault("受送达人", fault)
    letter = reading.letter_named(step.text("letter"))
    yield from service_faults(step, letter.acts if letter is not None else ())
    if step.kind == "corrected":
        yield from _correction_faults(step, today)


def _day_faults(reading: Reading, step: Step, today: date) -> Iterator[FieldFault]:
    received_on = reading.case.received_on
    if not EARLIEST_ON <= step.on <= LATEST_ON:
        yield FieldFault(_ON, date_fault(step.on.isoformat()))
    elif step.on > today:
        yield FieldFault(_ON, f"{step.on.isoformat()} 在今天之后")
    elif step.on < received_on and step.kind not in _ANY_DAY:
        yield FieldFault(_ON, f"{step.on.isoformat()} 早于收到日期 {received_on.isoformat()}")
    if step.kind in ("served", "notified"):
        yield from _before_the_letter(reading, step)
    until = step.day("until")
    if until is not None and until < step.on:
        yield FieldFault("结束日期", f"{until.isoformat()} 早于开始日期 {step.on.isoformat()}")
    for key in _LIMITS:
        day = step.day(key)
        if day is not None and day < step.on:
            yield FieldFault(_label(step, key), f"{day.isoformat()} 早于本步骤的日期")
    for key in _PAST:
        day = step.day(key)
        if day is not None and day > step.on:
            yield FieldFault(_label(step, key), f"{day.isoformat()} 晚于本步骤的日期")


def _before_the_letter(reading: Reading, step: Step) -> Iterator[FieldFault]:
    """Nothing arrives before it was written; of several of a kind the first one counts."""
    issued = [letter.issued_on for letter in reading.letters_called(step.text("letter"))]
    if issued and step.on < min(issued):
        act = "送达" if step.kind == "served" else "告知"
        first = min(issued).isoformat()
        yield FieldFault(_ON, f"{act}日期 {step.on.isoformat()} 早于文书出具日期 {first}")


def _correction_faults(step: Step, today: date) -> Iterator[FieldFault]:
    fact, value = correction_of(step.text("field"), step.text("value"))
    if isinstance(value, date) and value > today and fact.key != _MAY_COME:
        yield FieldFault(fact.label, f"{step.text('value')} 在今天之后")


def _label(step: Step, key: str) -> str:
    field = known_kind(step.kind).field(key)
    return field.label if field is not None else key
