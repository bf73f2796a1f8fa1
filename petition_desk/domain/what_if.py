"""What if: a pathway and a day of receipt, and every date that follows, to the end of 复核.

An invented matter is walked through with the same computation that real ones have: each act is
assumed on the last lawful day (or on the day that is given), the clocks it starts are read off,
and so on to the end. So rules that the office added, lengths it changed and its policy are in it.
A date that hangs on a provisional one is provisional too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Final

from petition_desk.domain.calendar import WorkCalendar
from petition_desk.domain.case import Case, Demand, Petitioner
from petition_desk.domain.clocks import ClockStanding, clocks_of
from petition_desk.domain.reading import Reading
from petition_desk.domain.rules import RuleBook, RuleOffError
from petition_desk.domain.steps import Step
from petition_desk.domain.vocabulary import (
    LETTER_LABELS,
    SOURCES,
    Outcome,
    Pathway,
    ServiceResult,
    ServiceWay,
    SourceKind,
)
from petition_desk.errors import InputError, LawRefusalError, UnknownNameError

LONGEST_EXTENSION: Final = 30
EXTENSION_ARTICLE: Final = "《信访工作条例》第三十四条"
#: Any instant: the order of recording is all that is taken from it.
_RECORDED_AT: Final = datetime(2000, 1, 1, tzinfo=UTC)
_IN_PERSON: Final = {
    "way": ServiceWay.IN_PERSON.value,
    "result": ServiceResult.SIGNED.value,
}


@dataclass(frozen=True, slots=True)
class Act:
    """One act of the walk.

    Attributes:
        id: Its name, for a given day.
        label: The same for the officer.
        steps: The steps it records: kind and typed fields.
        ends: The rules on whose last day it is assumed; the first of them that runs.
    """

    id: str
    label: str
    steps: tuple[tuple[str, Mapping[str, str]], ...]
    ends: tuple[str, ...]


_NOTIFY: Final = ("notify-direct", "notify-assigned")


def _letter(act: str, label: str, kind: str, *ends: str, served: bool, result: str = "") -> Act:
    number = LETTER_LABELS[kind]
    issued = ("issued", {"kind": kind, "number": number, "result": result})
    handed_over = ("served", {"letter": number, **_IN_PERSON})
    return Act(act, label, (issued, handed_over) if served else (issued,), ends)


def _service(kind: str, label: str) -> Act:
    served = ("served", {"letter": LETTER_LABELS[kind], **_IN_PERSON})
    return Act(f"{kind}-served", label, (served,), ("serve",))


_ACCEPT: Final = Act(
    "accepted",
    "受理并书面告知",
    (
        ("accepted", {"pathway": Pathway.PETITION}),
        ("issued", {"kind": "accept", "number": LETTER_LABELS["accept"]}),
        ("served", {"letter": LETTER_LABELS["accept"], **_IN_PERSON}),
    ),
    _NOTIFY,
)
_EXTEND: Final = Act("extended", "延长办理期限", (("extended", {}),), ("handle",))
_CLOSE: Final = Act("closed", "结案", (("closed", {"how": "已答复"}),), ())

_WALKS: Final[Mapping[Pathway, tuple[Act, ...]]] = {
    Pathway.PETITION: (
        _ACCEPT,
        _EXTEND,
        _letter(
            "opinion", "出具处理意见书", "opinion", "handle-extended", "handle",
            served=False, result=Outcome.SUPPORTED.value,
        ),
        _service("opinion", "处理意见书送达"),
        Act("review-requested", "请求复查", (("review-requested", {}),), ("right-review",)),
        _letter("review", "出具复查意见书", "review", "review", served=False),
        _service("review", "复查意见书送达"),
        Act("recheck-requested", "请求复核", (("recheck-requested", {}),), ("right-recheck",)),
        _letter("recheck", "出具复核意见书", "recheck", "recheck", served=False),
        _service("recheck", "复核意见书送达"),
        _CLOSE,
    ),
    Pathway.DUTY: (
        _letter("notice", "书面告知", "notice", *_NOTIFY, served=True),
        _letter("duty-reply", "答复书送达", "duty-reply", "duty", served=True),
        _CLOSE,
    ),
    Pathway.SUGGESTION: (
        _letter("notice", "书面告知", "notice", *_NOTIFY, served=True),
        _letter("reply", "答复建议", "reply", "suggestion-reply", served=False),
        _service("reply", "答复函送达"),
        _CLOSE,
    ),
    Pathway.ACCUSATION: (
        _letter("report-notice", "告知接收情况", "report-notice", *_NOTIFY, served=False),
        _service("report-notice", "告知书送达"),
    ),
    Pathway.NOT_OURS: (
        Act("objection", "提出异议", (("objection", {"reasons": "—"}),), ("object-assigned",)),
    ),
    Pathway.POLICE_REPORT: (
        Act("handed-over", "移送", (("handed-over", {}),), ("hand-over",)),
    ),
    Pathway.ANSWERED: (
        _letter("notice", "书面告知", "notice", *_NOTIFY, served=False),
        _service("notice", "告知书送达"),
    ),
}  # fmt: skip
_OTHER_PROCEDURE: Final = (
    _letter("pathway", "告知法定途径", "pathway", *_NOTIFY, served=False),
    _service("pathway", "告知书送达"),
)


@dataclass(frozen=True, slots=True)
class AssumedAct:
    """An act of the walk and its day.

    Attributes:
        is_given: The day was given; else it is the last lawful day.
        is_provisional: The day may still move with a notice to come.
    """

    id: str
    label: str
    on: date
    is_given: bool
    is_provisional: bool


@dataclass(frozen=True, slots=True)
class ForecastClock:
    """One clock of the walk; `is_provisional` also where the day it starts on is."""

    clock: ClockStanding
    is_provisional: bool


@dataclass(frozen=True, slots=True)
class WhatIf:
    """Every date that follows from a day of receipt on a pathway.

    Attributes:
        acts: What was assumed, in order.
        clocks: Every clock, in the order in which they start.
    """

    pathway: Pathway
    source: SourceKind
    from_on: date
    extended_days: int
    acts: tuple[AssumedAct, ...]
    clocks: tuple[ForecastClock, ...]

    @property
    def standings(self) -> tuple[ClockStanding, ...]:
        """The clocks as the computation left them."""
        return tuple(forecast.clock for forecast in self.clocks)


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: the pathway, the day of receipt, whose letter it was, and the assumptions.

    Attributes:
        extended_days: By how much the 60 days are prolonged; 0 for not at all.
        given: Days of single acts, by their id; all others fall on their last lawful day.
    """

    pathway: Pathway
    from_on: date
    source: SourceKind = SourceKind.DIRECT
    extended_days: int = LONGEST_EXTENSION
    given: Mapping[str, date] = field(default_factory=dict)


def acts_of(pathway: Pathway, source: SourceKind = SourceKind.DIRECT) -> tuple[Act, ...]:
    """Return the acts of a pathway in order."""
    if pathway is Pathway.NOT_OURS and source not in (SourceKind.XINFANG, SourceKind.UPPER):
        return (
            _letter("not-accept", "告知不予受理", "not-accept", *_NOTIFY, served=False),
            _service("not-accept", "告知书送达"),
        )
    return _WALKS.get(pathway, _OTHER_PROCEDURE)


def what_if(question: Question, book: RuleBook, calendar: WorkCalendar) -> WhatIf:
    """Walk an invented matter through its pathway.

    Raises:
        UnknownNameError: a day was given for an act the pathway does not have (exit 2).
        LawRefusalError: the prolongation is longer or later than the law allows (exit 3).
        RuleOffError: no rule is in force on the day of receipt (exit 3).
        InputError: a given day lies before the act it follows (exit 4).
    """
    acts = acts_of(question.pathway, question.source)
    _refuse_unknown_acts(question, acts)
    if not 0 <= question.extended_days <= LONGEST_EXTENSION:
        raise LawRefusalError(EXTENSION_ARTICLE, f"延长期限不得超过 {LONGEST_EXTENSION} 日")
    walk = _Walk(question, book, calendar)
    if not walk.clocks():
        raise RuleOffError(
            "《信访工作条例》", f"{question.from_on.isoformat()} 没有施行中的规则，不起算期限"
        )
    for act in acts:
        if act.id != "extended" or question.extended_days:
            walk.do(act)
    return WhatIf(
        question.pathway,
        question.source,
        question.from_on,
        question.extended_days,
        tuple(walk.assumed),
        walk.forecast(),
    )


def _refuse_unknown_acts(question: Question, acts: tuple[Act, ...]) -> None:
    known = {act.id: None for act in acts}
    for act_id in question.given:
        if act_id not in known:
            raise UnknownNameError("假定的步骤", act_id, known)


class _Walk:
    """The invented matter, how far it has come, and which of its days are provisional."""

    def __init__(self, question: Question, book: RuleBook, calendar: WorkCalendar) -> None:
        self._question, self._book, self._calendar = question, book, calendar
        source = next(name for name, kind in SOURCES.items() if kind is question.source)
        self._case = Case(
            local_no="",
            received_on=question.from_on,
            registered_at=_RECORDED_AT,
            source=source,
            demands=(Demand(1, "—", question.pathway),),
            petitioners=(Petitioner("—"),),
        )
        self._steps: list[Step] = []
        self._today = question.from_on
        self._provisional_days: set[date] = set()
        self.assumed: list[AssumedAct] = []

    def clocks(self) -> tuple[ClockStanding, ...]:
        """Return the clocks as they stand so far."""
        return clocks_of(Reading(self._case, self._steps, self._today), self._book, self._calendar)

    def do(self, act: Act) -> None:
        """Do an act on its day."""
        clock = self._ended_by(act)
        last = clock.deadline if clock is not None else self._today
        on = self._question.given.get(act.id, last)
        if on < self._today:
            reason = f"早于上一步的日期 {self._today.isoformat()}"
            raise InputError(act.label, f"{on.isoformat()} {reason}")
        if act.id == "extended" and clock is not None and on > clock.dates.due_plain:
            raise LawRefusalError(
                EXTENSION_ARTICLE, f"延长应当在期满日 {clock.dates.due_plain} 当日或者之前办理"
            )
        is_given = act.id in self._question.given
        hangs = clock is not None and self._is_provisional(clock)
        is_provisional = not is_given and (hangs or last in self._provisional_days)
        if is_provisional:
            self._provisional_days.add(on)
        self._today = on
        for kind, values in act.steps:
            typed = {"days": self._question.extended_days} if kind == "extended" else {}
            recorded_at = _RECORDED_AT + timedelta(seconds=len(self._steps))
            self._steps.append(Step(kind, on, recorded_at, values={**values, **typed}))
        self.assumed.append(AssumedAct(act.id, act.label, on, is_given, is_provisional))

    def forecast(self) -> tuple[ForecastClock, ...]:
        """Return every clock, in the order in which they start."""
        found = (clock for clock in self.clocks() if not _never_ran(clock))
        clocks = sorted(found, key=lambda clock: (clock.started_on, clock.deadline))
        return tuple(ForecastClock(clock, self._is_provisional(clock)) for clock in clocks)

    def _ended_by(self, act: Act) -> ClockStanding | None:
        running = [clock for clock in self.clocks() if clock.is_open]
        for rule_id in act.ends:
            found = [clock for clock in running if clock.rule.id == rule_id]
            letter = next((values["letter"] for _, values in act.steps if "letter" in values), "")
            own = [clock for clock in found if clock.of == letter] or found
            if own:
                return own[-1]
        return None

    def _is_provisional(self, clock: ClockStanding) -> bool:
        return clock.is_provisional or clock.started_on in self._provisional_days


def _never_ran(clock: ClockStanding) -> bool:
    """Say whether what frees us of it was there from its first day."""
    return clock.exempted_on is not None and clock.exempted_on <= clock.started_on
