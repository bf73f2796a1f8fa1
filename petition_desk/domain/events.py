"""What can start a clock, end it, or free us of it: each event by name, found in a reading.

A rule in `clocks.toml` speaks only these names, so that a period can be added or shortened
without touching code. An event answers with occurrences: the day, and what it is of (a letter's
number, a unit), so that the clock of one letter is not ended by another.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from petition_desk.domain.occurrences import (
    Find,
    Occurrence,
    asked_for,
    by_unit,
    is_ours_to_review,
    issued,
    once,
    requested,
    served,
    steps_of,
)
from petition_desk.domain.reading import Reading
from petition_desk.domain.steps import Step
from petition_desk.domain.vocabulary import (
    REGULATION_FROM,
    SERVED_KINDS,
    MatterKind,
    Pathway,
)

PRESUMED_AFTER_DAYS = 15
"""An undecided case is presumed accepted this many days after it was received (office rule)."""

REDO = "撤销重办"
_ANSWERABLE = frozenset({MatterKind.INQUIRY, MatterKind.PRAISE, MatterKind.HELP})
_HELP_IN_A_CASE = "求助/案件"
"""Help asked for in a case under investigation is a claim, screened like any other."""


def _received(reading: Reading) -> Iterable[Occurrence]:
    return [Occurrence(reading.case.received_on, is_imported=reading.case.is_imported)]


def _received_not_ours(reading: Reading) -> Iterable[Occurrence]:
    # It runs from receipt for every piece sent to us: whether it is ours is what is to be decided.
    return _received(reading)


def _police_report(reading: Reading) -> Iterable[Occurrence]:
    if Pathway.POLICE_REPORT not in reading.pathways_ever:
        return []
    visit = reading.case.visit
    arrived = visit.arrived_at if visit is not None else None
    return [Occurrence(arrived or reading.case.received_on, is_imported=reading.case.is_imported)]


def awaits_acceptance(reading: Reading) -> bool:
    """Whether a demand was found to be 31(六) and not accepted, on which the 60 days hang.

    What an old ledger told is left as it was told.
    """
    case = reading.case
    if case.repeat_of or case.is_imported or reading.is_decided_as_a_whole:
        return False
    return reading.has_pathway(Pathway.PETITION) and not _accepted_petition(reading)


def _undecided(reading: Reading) -> Iterable[Occurrence]:
    case = reading.case
    # The presumption follows from the fifteen days of art. 23: where those did not run, nothing is
    # presumed; the sixty days of an actual acceptance run all the same.
    if case.received_on < REGULATION_FROM:
        return []
    presumed_on = case.received_on + timedelta(days=PRESUMED_AFTER_DAYS)
    is_open = awaits_acceptance(reading) or not reading.is_decided
    if not is_open or reading.today <= presumed_on:
        return []
    return [Occurrence(presumed_on, is_imported=case.is_imported)]


def _accepted_petition(reading: Reading) -> Iterable[Occurrence]:
    accepted = [
        step for step in reading.all_of("accepted") if step.pathway in (None, Pathway.PETITION)
    ]
    # Any demand in 31-6 starts it, once; a later acceptance never restarts it, and a repeat never
    # doubles it.
    return [once(accepted[0])] if accepted and not reading.case.repeat_of else []


def _received_on(pathway: Pathway) -> Find:
    """Received with a demand that is, or once was, on this pathway: its clock is never lost."""

    def find(reading: Reading) -> Iterable[Occurrence]:
        return _received(reading) if pathway in reading.pathways_ever else []

    return find


def _re_screened_from(pathway: Pathway) -> Find:
    """No demand is on this pathway any more, by a decision that the law allows."""

    def find(reading: Reading) -> Iterable[Occurrence]:
        step = reading.left_pathways.get(pathway)
        return [] if step is None else [once(step, detail="改按其他途径")]

    return find


def _redo_ordered(reading: Reading) -> Iterable[Occurrence]:
    return [occurrence for occurrence in _redone(reading) if occurrence.due_on is not None]


def _redo_ordered_undated(reading: Reading) -> Iterable[Occurrence]:
    return [occurrence for occurrence in _redone(reading) if occurrence.due_on is None]


def _redone(reading: Reading) -> Iterable[Occurrence]:
    return [
        Occurrence(letter.step.on, letter.reference, letter.step.day("redo_by"),
                   letter.step.is_imported)
        for letter in reading.letters_of("review", "recheck")
        if REDO in letter.step.text("result")
        and not any(map(is_ours_to_review, reading.all_of(f"{letter.kind}-requested")))
    ]  # fmt: skip


def _supported(reading: Reading) -> Iterable[Occurrence]:
    opinions = reading.letters_of("opinion")
    return [once(letter.step) for letter in opinions if letter.is_supporting]


def _urgent(reading: Reading) -> Iterable[Occurrence]:
    if not reading.case.is_urgent:
        return []
    flagged = [
        step for step in reading.all_of("corrected")
        if step.text("field") in ("is_urgent", "重大紧急")
    ]  # fmt: skip
    # At once means from the moment it was known to be urgent.
    return [once(flagged[-1])] if flagged else _received(reading)


def _must_report_back(reading: Reading) -> Iterable[Occurrence]:
    case = reading.case
    if not case.must_report_back or case.report_back_on is None:
        return []
    return [Occurrence(case.received_on, due_on=case.report_back_on, is_imported=case.is_imported)]


def _letter_issued(reading: Reading) -> Iterable[Occurrence]:
    return [
        once(letter.step, letter.reference)
        for letter in reading.letters
        if letter.kind in SERVED_KINDS
    ]


def _letter_served(reading: Reading) -> Iterable[Occurrence]:
    return served(*SERVED_KINDS)(reading)


def _notice_given(reading: Reading) -> Iterable[Occurrence]:
    return [
        Occurrence(letter.notified_on)
        for letter in reading.letters
        if letter.is_notice and letter.notified_on is not None
    ]


def _notice_served(reading: Reading) -> Iterable[Occurrence]:
    return [
        Occurrence(letter.served_on)
        for letter in reading.letters
        if letter.is_notice and letter.served_on is not None
    ]


def _answered_on_the_spot(reading: Reading) -> Iterable[Occurrence]:
    if not may_be_answered_on_the_spot(reading):
        return []
    closed = reading.all_of("closed")
    return [once(step) for step in closed if step.text("how") == "当场答复"]


def may_be_answered_on_the_spot(reading: Reading) -> bool:
    """Whether an answer at the desk settles it without paper: 咨询, 表扬, help outside a case."""
    if reading.has_pathway(Pathway.ANSWERED):
        return True
    case = reading.case
    is_help_in_a_case = case.category.replace("·", "/").startswith(_HELP_IN_A_CASE)
    return case.matter_kind in _ANSWERABLE and not is_help_in_a_case


def _notice_exempted(reading: Reading) -> Iterable[Occurrence]:
    labels = {"address-unclear": "姓名（名称）、住址不清", "told-in-writing": "同一事项已书面告知"}
    return [
        once(step, detail=labels.get(step.text("reason"), ""))
        for step in reading.all_of("exempted")
        if not step.violation
    ]


def _not_a_petition(reading: Reading) -> Iterable[Occurrence]:
    pathways = set(reading.pathways.values())
    if pathways != {Pathway.POLICE_REPORT}:
        return []
    return [Occurrence(reading.case.received_on, detail="报警报案，不属信访事项")]


def _objection_agreed(reading: Reading) -> Iterable[Occurrence]:
    answers = reading.all_of("objection-answered")
    return [once(step, detail="异议经同意") for step in answers if step.text("result") == "同意"]


def _decided_ours(reading: Reading) -> Iterable[Occurrence]:
    if not reading.is_decided or reading.has_pathway(Pathway.NOT_OURS):
        return []
    decisions = reading.all_of("accepted", "screened", "transferred", "assigned")
    return [once(step, detail="属本机关、本系统职权") for step in decisions[:1]]


def _dispatched(reading: Reading) -> Iterable[Occurrence]:
    return [
        Occurrence(step.on, step.text("unit"), step.day("feedback_on"), step.is_imported)
        for step in reading.all_of("dispatched")
    ]


def _handed_over(reading: Reading) -> Iterable[Occurrence]:
    # Without a receipt nothing proves that somebody has it now; an old ledger is believed.
    handed = reading.all_of("handed-over")
    return [once(step) for step in handed if step.text("receipt_no") or step.is_imported]


def _simple(find: Find) -> Find:
    """The same for a matter that is handled in the simple way (简易办理)."""

    def found(reading: Reading) -> Iterable[Occurrence]:
        case = reading.case
        is_simple = any("简易" in words for words in (case.batch, case.official.handling_way))
        return find(reading) if is_simple else []

    return found


def _withdrawn(reading: Reading) -> Iterable[Occurrence]:
    return [once(step, detail="信访人撤回") for step in reading.lasting("withdrawn")]


def _duty_answered(reading: Reading) -> Iterable[Occurrence]:
    answered = list(served("duty-reply")(reading))
    # Done is done; but what carries out an opinion is no performance of the duty asked for.
    if any(letter.is_supporting for letter in reading.letters_of("opinion")):
        return answered
    return [*answered, *(once(step) for step in reading.all_of("carried-out"))]


def _closed(reading: Reading) -> Iterable[Occurrence]:
    silent = ("并案", "撤回", "当场答复")
    return [once(step) for step in reading.all_of("closed") if step.text("how") not in silent]


def _merged(reading: Reading) -> Iterable[Occurrence]:
    closed = reading.lasting("closed")
    return [once(step, detail="并案") for step in closed if step.text("how") == "并案"]


def _mediated(reading: Reading) -> Iterable[Occurrence]:
    acts = reading.lasting("mediated")
    return [once(step, detail="调解和解") for step in acts if step.text("result") == "达成"]


def _hearing(reading: Reading) -> Iterable[Occurrence]:
    steps = reading.all_of("hearing")
    return [
        Occurrence(step.on, due_on=_hearing_end(steps[place:]), is_imported=step.is_imported)
        for place, step in enumerate(steps)
    ]


def _hearing_end(steps: Sequence[Step]) -> date | None:
    """The end of the first of these; an open one ends where a later step first names an end."""
    return next((end for step in steps if (end := step.day("until")) is not None), None)


@dataclass(frozen=True, slots=True)
class Event:
    """One event: what it is called on screen, and how it is found."""

    label: str
    find: Find


EVENTS: dict[str, Event] = {
    "received": Event("收到", _received),
    "received-not-ours": Event("收到转送、交办", _received_not_ours),
    "police-report": Event("接到报警报案", _police_report),
    "must-report-back": Event("来文要求反馈", _must_report_back),
    "undecided": Event("期满未甄别，推定受理", _undecided),
    "accepted-petition": Event("受理", _accepted_petition),
    "extended": Event("延长期限", steps_of("extended")),
    "redo-ordered": Event("复查、复核撤销，限期重办", _redo_ordered),
    "redo-ordered-undated": Event("复查、复核撤销，未写明重办期限", _redo_ordered_undated),
    "duty-requested": Event("请求履行职责", _received_on(Pathway.DUTY)),
    "opinion-issued": Event("出具处理意见书", issued("opinion")),
    "opinion-served": Event("处理意见书送达", served("opinion")),
    "opinion-supported": Event("意见支持请求", _supported),
    "duty-answered": Event("已履行或者履行职责答复书送达", _duty_answered),
    "review-sent": Event("信访人提出复查申请", requested("review-requested")),
    "review-requested": Event("收到复查申请", asked_for("review-requested")),
    "review-issued": Event("出具复查意见书", issued("review")),
    "review-served": Event("复查意见书送达", served("review")),
    "recheck-sent": Event("信访人提出复核申请", requested("recheck-requested")),
    "recheck-requested": Event("收到复核申请", asked_for("recheck-requested")),
    "recheck-issued": Event("出具复核意见书", issued("recheck")),
    "carried-out": Event("意见落实", steps_of("carried-out")),
    "urgent-flagged": Event("标为重大紧急", _urgent),
    "reported": Event("已报告", steps_of("reported")),
    "letter-issued": Event("出具文书", _letter_issued),
    "letter-served": Event("送达", _letter_served),
    "notice-given": Event("书面告知", _notice_given),
    "notice-served": Event("告知书送达", _notice_served),
    "answered-on-the-spot": Event("当场答复", _answered_on_the_spot),
    "dispatched": Event("转办", _dispatched),
    "fed-back": Event("反馈", by_unit("feedback")),
    "returned-by-unit": Event("承办单位退回", by_unit("returned")),
    "closed": Event("结案", _closed),
    "followed-up": Event("回访", steps_of("follow-up")),
    "reopened": Event("恢复办理", steps_of("reopened")),
    "suggestion-received": Event("收到建议", _received_on(Pathway.SUGGESTION)),
    "suggestion-replied": Event("答复建议", issued("reply")),
    "handed-over": Event("移送并取得回执", _handed_over),
    "simple-received": Event("收到（简易办理）", _simple(_received)),
    "simple-accepted": Event("受理（简易办理）", _simple(_accepted_petition)),
    "objection-sent": Event("提出异议", steps_of("objection")),
    "objection-agreed": Event("异议经同意", _objection_agreed),
    "close-report-sent": Event("报送办结报告", issued("close-report")),
    "decided-ours": Event("属本机关、本系统职权", _decided_ours),
    "notice-exempted": Event("依法免除告知", _notice_exempted),
    "not-a-petition": Event("报警报案，不属信访事项", _not_a_petition),
    "withdrawn": Event("信访人撤回", _withdrawn),
    "not-a-report": Event("不再属于报警报案", _re_screened_from(Pathway.POLICE_REPORT)),
    "not-by-petition": Event("不再属于信访程序", _re_screened_from(Pathway.PETITION)),
    "not-by-duty": Event("不再属于履行职责", _re_screened_from(Pathway.DUTY)),
    "not-a-suggestion": Event("不再属于建议意见", _re_screened_from(Pathway.SUGGESTION)),
    "merged": Event("并案", _merged),
    "mediated": Event("调解和解", _mediated),
    "voided": Event("作废", steps_of("voided")),
    "hearing": Event("听证", _hearing),
}
"""Every event a rule may name."""
