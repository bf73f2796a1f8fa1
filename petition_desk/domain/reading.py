"""A case as its steps tell it on a day: corrections applied, pathways decided, letters gathered.

Everything that is asked more than once about a case is worked out here, once; events, clocks,
lawful acts and what is missing all read the same `Reading`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from petition_desk.domain.case import Case
from petition_desk.domain.corrections import corrected
from petition_desk.domain.steps import Step, in_order
from petition_desk.domain.vocabulary import (
    LETTER_LABELS,
    NOTICE_KINDS,
    Outcome,
    Pathway,
    ServiceResult,
    ServiceWay,
)

_SUPPORTING = frozenset({Outcome.SUPPORTED.value, Outcome.PARTLY_SUPPORTED.value})
_BETWEEN_OUTCOMES = re.compile(r"[、，,；; ]+")
_ARRIVED = frozenset({ServiceResult.SIGNED.value, ServiceResult.SUBSTITUTE.value, ""})


@dataclass(frozen=True, slots=True)
class IssuedLetter:
    """One letter that left the room, ours or made outside, and what became of it.

    `served_on` is the day the last addressee had it; None while that is not known. `notified_on`
    is the first day it was handed over or posted.
    """

    kind: str
    number: str
    issued_on: date
    step: Step
    notified_on: date | None
    served_on: date | None
    awaits_result: bool

    @property
    def reference(self) -> str:
        """What a clock is of: its number, else its kind."""
        return self.number or self.kind

    @property
    def is_notice(self) -> bool:
        """Whether handing it over or posting it ends the 15-day notice clock."""
        return self.kind in NOTICE_KINDS

    @property
    def is_supporting(self) -> bool:
        """Whether it supports any demand, so that something has to be carried out (art. 32 II)."""
        outcomes = _BETWEEN_OUTCOMES.split(self.step.text("result"))
        return bool(_SUPPORTING.intersection(outcomes))


class Reading:
    """One case, read from its facts and the steps up to `today`."""

    __slots__ = ("_by_kind", "case", "letters", "pathways", "steps", "today")

    def __init__(self, case: Case, steps: Iterable[Step], today: date) -> None:
        """Read the case as it stands on `today`; later steps are left out."""
        self.today = today
        self.steps = in_order(steps, until=today)
        by_kind: dict[str, list[Step]] = {}
        for step in self.steps:
            by_kind.setdefault(step.kind, []).append(step)
        self._by_kind = by_kind
        self.case = corrected(case, by_kind.get("corrected", ()))
        self.pathways = self._decide_pathways()
        self.letters = self._gather_letters()

    def all_of(self, *kinds: str) -> tuple[Step, ...]:
        """Every step of these kinds, in order."""
        if len(kinds) == 1:
            return tuple(self._by_kind.get(kinds[0], ()))
        found = [step for kind in kinds for step in self._by_kind.get(kind, ())]
        return tuple(sorted(found, key=lambda step: step.order))

    def last_of(self, *kinds: str) -> Step | None:
        """The latest step of these kinds, or None."""
        found = self.all_of(*kinds)
        return found[-1] if found else None

    @property
    def demand_numbers(self) -> tuple[int, ...]:
        """The numbers of the demands; a case without written demands counts as one demand."""
        return tuple(demand.number for demand in self.case.demands) or (1,)

    @property
    def is_decided(self) -> bool:
        """Whether every demand has its pathway, or the case was decided as a whole.

        A repeat goes the way of the piece it repeats: it never starts the 60 days a second time.
        """
        if self.case.repeat_of or self._by_kind.keys() & _WHOLE_DECISIONS:
            return True
        return all(self.pathways.get(number) is not None for number in self.demand_numbers)

    @property
    def is_void(self) -> bool:
        """Whether the record was voided; its number stays taken."""
        return "voided" in self._by_kind

    @property
    def is_closed(self) -> bool:
        """Whether it is closed and not reopened since."""
        last = self.last_of("closed", "reopened")
        return last is not None and last.kind == "closed"

    @property
    def is_withdrawn(self) -> bool:
        """Whether the petitioner withdrew it and it was not reopened since."""
        last = self.last_of("withdrawn", "reopened")
        return last is not None and last.kind == "withdrawn"

    def has_pathway(self, *pathways: Pathway) -> bool:
        """Whether any demand is on one of these pathways."""
        return any(pathway in pathways for pathway in self.pathways.values())

    def letters_of(self, *kinds: str) -> tuple[IssuedLetter, ...]:
        """The issued letters of these kinds, in order."""
        return tuple(letter for letter in self.letters if letter.kind in kinds)

    def letter_named(self, name: str) -> IssuedLetter | None:
        """The letter with this number, else the latest of this kind (identifier or Chinese)."""
        for letter in reversed(self.letters):
            if letter.number and letter.number == name:
                return letter
        for letter in reversed(self.letters):
            if _is_called(letter.kind, name):
                return letter
        return None

    def _decide_pathways(self) -> dict[int, Pathway | None]:
        pathways: dict[int, Pathway | None] = {
            demand.number: demand.pathway for demand in self.case.demands
        } or {1: None}
        for step in self.all_of("screened", "accepted", "not-accepted"):
            pathway = Pathway.NOT_OURS if step.kind == "not-accepted" else step.pathway
            if step.text("ground") == "art-19":
                continue
            if pathway is None and step.kind == "accepted":
                pathway = Pathway.PETITION
            demand = step.number("demand")
            chosen = pathways.keys() if demand is None else (demand,)
            for number in tuple(chosen):
                pathways[number] = pathway
        return pathways

    def _gather_letters(self) -> tuple[IssuedLetter, ...]:
        issued = self._by_kind.get("issued")
        if not issued:
            return ()
        told = self.all_of("notified", "served")
        return tuple(self._letter(step, issued, told) for step in issued)

    def _letter(self, step: Step, issued: list[Step], told: tuple[Step, ...]) -> IssuedLetter:
        kind, number = step.text("kind"), step.text("number")
        mine = [act for act in told if _concerns(act.text("letter"), step, issued)]
        served = _latest_by_addressee(mine)
        arrived = [act.on for act in served if _has_arrived(act)]
        is_all_arrived = bool(served) and len(arrived) == len(served)
        return IssuedLetter(
            kind=kind,
            number=number,
            issued_on=step.on,
            step=step,
            notified_on=min((act.on for act in mine), default=None),
            served_on=max(arrived) if is_all_arrived else None,
            awaits_result=bool(mine) and not is_all_arrived,
        )


_WHOLE_DECISIONS = frozenset(
    {"no-longer-accepted", "transferred", "assigned", "objection", "returned", "closed", "voided",
     "withdrawn", "handed-over"}
)  # fmt: skip


def _is_called(kind: str, name: str) -> bool:
    return name in (kind, LETTER_LABELS.get(kind))


def _concerns(name: str, letter: Step, issued: list[Step]) -> bool:
    number = letter.text("number")
    if name == number:
        return bool(number)
    if not _is_called(letter.text("kind"), name):
        return False
    # A letter called by its kind alone is the latest of that kind.
    same_kind = [step for step in issued if _is_called(step.text("kind"), name)]
    return letter is same_kind[-1]


def _latest_by_addressee(acts: list[Step]) -> list[Step]:
    latest: dict[str, Step] = {}
    for act in acts:
        if act.kind == "served" or act.text("way") == ServiceWay.IN_PERSON.value:
            latest[act.text("addressee")] = act
    return list(latest.values())


def _has_arrived(act: Step) -> bool:
    result = act.text("result")
    if result == ServiceResult.REFUSED.value:
        # Refused with a witness is served by leaving it (留置); without one it is only an attempt.
        return bool(act.text("witness")) or act.text("way") == ServiceWay.LEFT.value
    return result in _ARRIVED


def as_of(case: Case, steps: Iterable[Step], today: date) -> Case:
    """The corrected facts of a case with the pathway of each demand as its steps decided it."""
    reading = Reading(case, steps, today)
    demands = tuple(
        replace(demand, pathway=reading.pathways.get(demand.number))
        for demand in reading.case.demands
    )
    return replace(reading.case, demands=demands)
