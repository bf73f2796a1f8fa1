"""What can start a clock, end it, or free us of it: each event by name, found in a reading.

A rule in `clocks.toml` speaks only these names, so that a period can be added or shortened
without touching code. An event answers with occurrences: the day, and what it is of (a letter's
number, a unit), so that the clock of one letter is not ended by another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from petition_desk.domain.reading import Reading
from petition_desk.domain.steps import Step
from petition_desk.domain.vocabulary import SERVED_KINDS, MatterKind, Pathway

PRESUMED_AFTER_DAYS = 15
"""An undecided case is presumed accepted this many days after it was received (office rule)."""

REDO = "撤销重办"
_ANSWERABLE = frozenset({MatterKind.INQUIRY, MatterKind.PRAISE, MatterKind.HELP})


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time an event happened.

    `of` names what it belongs to; empty for the case as a whole. `due_on` is a last day that
    another paper sets instead of a length. `is_imported` marks what an older ledger told.
    """

    on: date
    of: str = ""
    due_on: date | None = None
    is_imported: bool = False
    detail: str = ""


Find = Callable[[Reading], Iterable[Occurrence]]


def _once(step: Step, of: str = "", detail: str = "") -> Occurrence:
    return Occurrence(step.on, of, is_imported=step.is_imported, detail=detail)


def _steps(*kinds: str) -> Find:
    def find(reading: Reading) -> Iterable[Occurrence]:
        return [_once(step) for step in reading.all_of(*kinds)]

    return find


def _issued(*kinds: str) -> Find:
    def find(reading: Reading) -> Iterable[Occurrence]:
        return [_once(letter.step) for letter in reading.letters_of(*kinds)]

    return find


def _served(*kinds: str) -> Find:
    def find(reading: Reading) -> Iterable[Occurrence]:
        return [
            Occurrence(letter.served_on, letter.reference, is_imported=letter.step.is_imported)
            for letter in reading.letters_of(*kinds)
            if letter.served_on is not None
        ]

    return find


def _received(reading: Reading) -> Iterable[Occurrence]:
    return [Occurrence(reading.case.received_on, is_imported=reading.case.is_imported)]


def _received_not_ours(reading: Reading) -> Iterable[Occurrence]:
    # It runs from receipt for every piece sent to us: whether it is ours is what is to be decided.
    return _received(reading)


def _police_report(reading: Reading) -> Iterable[Occurrence]:
    if not reading.has_pathway(Pathway.POLICE_REPORT):
        return []
    visit = reading.case.visit
    arrived = visit.arrived_at if visit is not None else None
    return [Occurrence(arrived or reading.case.received_on, is_imported=reading.case.is_imported)]


def _undecided(reading: Reading) -> Iterable[Occurrence]:
    case = reading.case
    presumed_on = case.received_on + timedelta(days=PRESUMED_AFTER_DAYS)
    if reading.is_decided or reading.today <= presumed_on:
        return []
    return [Occurrence(presumed_on, is_imported=case.is_imported)]


def _accepted_petition(reading: Reading) -> Iterable[Occurrence]:
    accepted = [
        step for step in reading.all_of("accepted") if step.pathway in (None, Pathway.PETITION)
    ]
    # Any demand in 31-6 starts it, once; a later acceptance never restarts it.
    return [_once(accepted[0])] if accepted else []


def _duty_requested(reading: Reading) -> Iterable[Occurrence]:
    return _received(reading) if reading.has_pathway(Pathway.DUTY) else []


def _re_screened(reading: Reading) -> Iterable[Occurrence]:
    petition_like = (Pathway.PETITION, Pathway.DUTY, Pathway.POLICE_REPORT, Pathway.SUGGESTION)
    if not reading.is_decided or reading.has_pathway(*petition_like):
        return []
    return [_once(step) for step in reading.all_of("screened", "not-accepted")[-1:]]


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
    ]  # fmt: skip


def _supported(reading: Reading) -> Iterable[Occurrence]:
    opinions = reading.letters_of("opinion")
    return [_once(letter.step) for letter in opinions if letter.is_supporting]


def _urgent(reading: Reading) -> Iterable[Occurrence]:
    return _received(reading) if reading.case.is_urgent else []


def _must_report_back(reading: Reading) -> Iterable[Occurrence]:
    case = reading.case
    if not case.must_report_back or case.report_back_on is None:
        return []
    return [Occurrence(case.received_on, due_on=case.report_back_on, is_imported=case.is_imported)]


def _letter_issued(reading: Reading) -> Iterable[Occurrence]:
    return [
        _once(letter.step, letter.reference)
        for letter in reading.letters
        if letter.kind in SERVED_KINDS
    ]


def _letter_served(reading: Reading) -> Iterable[Occurrence]:
    return _served(*SERVED_KINDS)(reading)


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
    if reading.case.matter_kind not in _ANSWERABLE and not reading.has_pathway(Pathway.ANSWERED):
        return []
    closed = reading.all_of("closed")
    return [_once(step) for step in closed if step.text("how") == "当场答复"]


def _notice_exempted(reading: Reading) -> Iterable[Occurrence]:
    labels = {"address-unclear": "姓名（名称）、住址不清", "told-in-writing": "同一事项已书面告知"}
    return [
        _once(step, detail=labels.get(step.text("reason"), ""))
        for step in reading.all_of("exempted")
    ]


def _not_a_petition(reading: Reading) -> Iterable[Occurrence]:
    pathways = set(reading.pathways.values())
    if pathways != {Pathway.POLICE_REPORT}:
        return []
    return [Occurrence(reading.case.received_on, detail="报警报案，不属信访事项")]


def _objection_agreed(reading: Reading) -> Iterable[Occurrence]:
    answers = reading.all_of("objection-answered")
    return [_once(step, detail="异议经同意") for step in answers if step.text("result") == "同意"]


def _decided_ours(reading: Reading) -> Iterable[Occurrence]:
    if not reading.is_decided or reading.has_pathway(Pathway.NOT_OURS):
        return []
    decisions = reading.all_of("accepted", "screened", "transferred", "assigned")
    return [_once(step, detail="属本机关、本系统职权") for step in decisions[:1]]


def _dispatched(reading: Reading) -> Iterable[Occurrence]:
    return [
        Occurrence(step.on, step.text("unit"), step.day("feedback_on"), step.is_imported)
        for step in reading.all_of("dispatched")
    ]


def _fed_back(reading: Reading) -> Iterable[Occurrence]:
    return [_once(step, step.text("unit")) for step in reading.all_of("feedback")]


def _closed(reading: Reading) -> Iterable[Occurrence]:
    silent = ("并案", "撤回", "当场答复")
    return [_once(step) for step in reading.all_of("closed") if step.text("how") not in silent]


def _merged(reading: Reading) -> Iterable[Occurrence]:
    closed = reading.all_of("closed")
    return [_once(step, detail="并案") for step in closed if step.text("how") == "并案"]


def _mediated(reading: Reading) -> Iterable[Occurrence]:
    acts = reading.all_of("mediated")
    return [_once(step, detail="调解和解") for step in acts if step.text("result") == "达成"]


def _suggestion_received(reading: Reading) -> Iterable[Occurrence]:
    return _received(reading) if reading.has_pathway(Pathway.SUGGESTION) else []


def _hearing(reading: Reading) -> Iterable[Occurrence]:
    return [
        Occurrence(step.on, due_on=step.day("until"), is_imported=step.is_imported)
        for step in reading.all_of("hearing")
    ]


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
    "extended": Event("延长期限", _steps("extended")),
    "redo-ordered": Event("复查、复核撤销，限期重办", _redo_ordered),
    "redo-ordered-undated": Event("复查、复核撤销，未写明重办期限", _redo_ordered_undated),
    "duty-requested": Event("请求履行职责", _duty_requested),
    "opinion-issued": Event("出具处理意见书", _issued("opinion")),
    "opinion-served": Event("处理意见书送达", _served("opinion")),
    "opinion-supported": Event("意见支持请求", _supported),
    "duty-answered": Event("履行职责答复", _issued("duty-reply")),
    "review-requested": Event("申请复查", _steps("review-requested")),
    "review-issued": Event("出具复查意见书", _issued("review")),
    "review-served": Event("复查意见书送达", _served("review")),
    "recheck-requested": Event("申请复核", _steps("recheck-requested")),
    "recheck-issued": Event("出具复核意见书", _issued("recheck")),
    "carried-out": Event("意见落实", _steps("carried-out")),
    "urgent-flagged": Event("标为重大紧急", _urgent),
    "reported": Event("已报告", _steps("reported")),
    "letter-issued": Event("出具文书", _letter_issued),
    "letter-served": Event("送达", _letter_served),
    "notice-given": Event("书面告知", _notice_given),
    "notice-served": Event("告知书送达", _notice_served),
    "answered-on-the-spot": Event("当场答复", _answered_on_the_spot),
    "dispatched": Event("转办", _dispatched),
    "fed-back": Event("反馈", _fed_back),
    "returned-by-unit": Event("承办单位退回", _steps("returned")),
    "closed": Event("结案", _closed),
    "followed-up": Event("回访", _steps("follow-up")),
    "reopened": Event("恢复办理", _steps("reopened")),
    "suggestion-received": Event("收到建议", _suggestion_received),
    "suggestion-replied": Event("答复建议", _issued("reply")),
    "handed-over": Event("移送", _steps("handed-over")),
    "objection-sent": Event("提出异议", _steps("objection")),
    "objection-agreed": Event("异议经同意", _objection_agreed),
    "close-report-sent": Event("报送办结报告", _issued("close-report")),
    "decided-ours": Event("属本机关、本系统职权", _decided_ours),
    "notice-exempted": Event("依法免除告知", _notice_exempted),
    "not-a-petition": Event("报警报案，不属信访事项", _not_a_petition),
    "withdrawn": Event("信访人撤回", _steps("withdrawn")),
    "re-screened": Event("改按其他途径", _re_screened),
    "merged": Event("并案", _merged),
    "mediated": Event("调解和解", _mediated),
    "voided": Event("作废", _steps("voided")),
    "hearing": Event("听证", _hearing),
}
"""Every event a rule may name."""
