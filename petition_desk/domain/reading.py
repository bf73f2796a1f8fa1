"""A case as its steps tell it on a day: corrections applied, pathways decided, letters gathered.

Everything that is asked more than once about a case is worked out here, once; events, clocks,
lawful acts and what is missing all read the same `Reading`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from operator import attrgetter

from petition_desk.domain.addressees import Addressees, AddresseeService
from petition_desk.domain.case import Case
from petition_desk.domain.corrections import corrected
from petition_desk.domain.retraction import standing_steps
from petition_desk.domain.steps import Step
from petition_desk.domain.vocabulary import (
    LETTER_LABELS,
    NOTICE_KINDS,
    SERVED_KINDS,
    MatterKind,
    Outcome,
    Pathway,
    ServiceWay,
)

_ORDER = attrgetter("order")
_SUPPORTING = frozenset({Outcome.SUPPORTED.value, Outcome.PARTLY_SUPPORTED.value})
_BETWEEN_OUTCOMES = re.compile(r"[、，,；; ]+")
OBJECTION_REFUSED = "不同意"
"""What the answer to an objection says when the sender does not take the matter back."""
_NOBODY = Addressees((), frozenset(), {})
"""Whose names count for papers that go to units and bodies."""


@dataclass(frozen=True, slots=True)
class IssuedLetter:
    """One letter that left the room, ours or made outside, and what became of it.

    `served_on` is the day the last addressee had it; None while that is not known. `notified_on`
    is the first day it was handed over or posted. `is_service_imported`: an older ledger says
    that it arrived, not a step recorded here. `services` says of each addressee how it stands,
    `acts` holds every handing over, posting and service of it in order.
    """

    kind: str
    number: str
    issued_on: date
    step: Step
    notified_on: date | None
    served_on: date | None
    awaits_result: bool
    is_service_imported: bool = False
    services: tuple[AddresseeService, ...] = ()
    acts: tuple[Step, ...] = ()

    @property
    def first_served_on(self) -> date | None:
        """The day the first addressee had it: from then on that person may use the right."""
        return min((one.served_on for one in self.services if one.served_on), default=None)

    @property
    def unserved(self) -> tuple[str, ...]:
        """The addressees who have not had it yet; an empty name where nobody is known by name."""
        return tuple(one.name for one in self.services if one.served_on is None)

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

    __slots__ = (
        "_by_kind", "_letters", "_taken", "case", "left_pathways", "letters", "pathways",
        "pathways_ever", "steps", "today",
    )  # fmt: skip

    def __init__(self, case: Case, steps: Iterable[Step], today: date) -> None:
        """Read the case as it stands on `today`; later steps are left out."""
        self.today = today
        self.steps = standing_steps(steps, until=today)
        by_kind: dict[str, list[Step]] = {}
        for step in self.steps:
            by_kind.setdefault(step.kind, []).append(step)
        self._by_kind = {kind: tuple(found) for kind, found in by_kind.items()}
        self.case = corrected(case, by_kind.get("corrected", ()))
        self.pathways_ever: set[Pathway] = set()
        self.left_pathways: dict[Pathway, Step] = {}
        self.pathways = self._decide_pathways()
        self._taken = frozenset(self.pathways.values())
        self.letters = self._gather_letters()
        self._letters: dict[tuple[str, ...], tuple[IssuedLetter, ...]] = {}

    def all_of(self, *kinds: str) -> tuple[Step, ...]:
        """Every step of these kinds, in order."""
        by_kind = self._by_kind
        if len(kinds) == 1:
            return by_kind.get(kinds[0], ())
        found = [by_kind[kind] for kind in kinds if kind in by_kind]
        if len(found) < 2:
            return found[0] if found else ()
        return tuple(sorted((step for steps in found for step in steps), key=_ORDER))

    def last_of(self, *kinds: str) -> Step | None:
        """The latest step of these kinds, or None."""
        by_kind = self._by_kind
        last = [by_kind[kind][-1] for kind in kinds if kind in by_kind]
        return max(last, key=_ORDER) if last else None

    def lasting(self, kind: str) -> tuple[Step, ...]:
        """The steps of this kind that no later reopening undid."""
        reopened = self.last_of("reopened")
        steps = self.all_of(kind)
        if reopened is None:
            return steps
        return tuple(step for step in steps if step.order > reopened.order)

    @property
    def is_settled(self) -> bool:
        """Whether mediation or reconciliation came to an agreement that stands (art. 33)."""
        return any(step.text("result") == "达成" for step in self.lasting("mediated"))

    @property
    def demand_numbers(self) -> tuple[int, ...]:
        """The numbers of the demands; a case without written demands counts as one demand."""
        return tuple(demand.number for demand in self.case.demands) or (1,)

    @property
    def is_decided(self) -> bool:
        """Whether every demand has its pathway, or the case was decided as a whole.

        A repeat goes the way of the piece it repeats: it never starts the 60 days a second time.
        """
        if self.case.repeat_of or self.is_decided_as_a_whole:
            return True
        refused = self._demands_of_lower_bodies()
        return all(
            self.pathways.get(number) is not None or number in refused
            for number in self.demand_numbers
        )

    @property
    def is_void(self) -> bool:
        """Whether the record was voided; its number stays taken."""
        return "voided" in self._by_kind

    @property
    def is_accusation(self) -> bool:
        """Whether it accuses somebody (art. 30), by its kind or by the pathway of a demand."""
        is_one = self.case.matter_kind is MatterKind.ACCUSATION
        return is_one or self.has_pathway(Pathway.ACCUSATION)

    @property
    def is_sealed(self) -> bool:
        """Whether it is 检举控告 by its facts or by what its steps decided (art. 30 III)."""
        return self.case.is_sealed or self.has_pathway(Pathway.ACCUSATION)

    @property
    def is_objection_refused(self) -> bool:
        """Whether the sender did not agree with our objection: then the matter is ours."""
        last = self.last_of("objection", "objection-answered")
        return last is not None and last.text("result") == OBJECTION_REFUSED

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
        return not self._taken.isdisjoint(pathways)

    def letters_of(self, *kinds: str) -> tuple[IssuedLetter, ...]:
        """The issued letters of these kinds, in order."""
        found = self._letters.get(kinds)
        if found is None:
            found = tuple(letter for letter in self.letters if letter.kind in kinds)
            self._letters[kinds] = found
        return found

    def letters_called(self, name: str) -> tuple[IssuedLetter, ...]:
        """The letter with this number, else those of this kind (identifier or Chinese)."""
        numbered = [letter for letter in self.letters if letter.number and letter.number == name]
        return tuple(numbered[-1:] or [one for one in self.letters if _is_called(one.kind, name)])

    def letter_named(self, name: str) -> IssuedLetter | None:
        """The letter with this number, else the latest of this kind."""
        called = self.letters_called(name)
        return called[-1] if called else None

    @property
    def is_decided_as_a_whole(self) -> bool:
        """Whether a decision disposed of every demand at once."""
        kinds = self._by_kind.keys()
        if kinds & _WHOLE_DECISIONS or self.is_closed or self.is_withdrawn:
            return True
        # A unit of ours that sends a dispatch back decides nothing.
        if "returned" in kinds and "dispatched" not in kinds:
            return True
        # What was handed over unscreened was taken for a report to the police, all of it.
        if "handed-over" in kinds and not any(self.pathways.values()):
            return True
        return "objection" in kinds and not self.is_objection_refused

    def _demands_of_lower_bodies(self) -> frozenset[int]:
        """The demands not accepted because a lower body is handling them (art. 19 III)."""
        found: set[int] = set()
        for step in self._by_kind.get("not-accepted", ()):
            if step.text("ground") == "art-19" and not step.violation:
                demand = step.number("demand")
                found.update(self.demand_numbers if demand is None else (demand,))
        return frozenset(found)

    def _decide_pathways(self) -> dict[int, Pathway | None]:
        pathways: dict[int, Pathway | None] = {
            demand.number: demand.pathway for demand in self.case.demands
        } or {1: None}
        self.pathways_ever.update(pathway for pathway in pathways.values() if pathway)
        for step in self.all_of("screened", "accepted", "not-accepted", "objection-answered"):
            if step.kind == "objection-answered":
                if step.text("result") == OBJECTION_REFUSED:
                    _take_back_not_ours(pathways)
                continue
            # To send away what is ours is forbidden (art. 44 II): so recorded it decides nothing.
            if step.kind == "not-accepted" and (step.violation or step.text("ground") == "art-19"):
                continue
            demand = step.number("demand")
            for number in tuple(pathways) if demand is None else (demand,):
                pathways[number] = _decided_by(step)
            self._note_left(set(pathways.values()), step)
        return pathways

    def _note_left(self, present: set[Pathway | None], step: Step) -> None:
        """Keep which pathways were ever taken, and the decision by which each was left."""
        self.pathways_ever.update(pathway for pathway in present if pathway)
        for pathway in self.pathways_ever:
            if pathway in present:
                self.left_pathways.pop(pathway, None)
            else:
                self.left_pathways.setdefault(pathway, step)

    def _gather_letters(self) -> tuple[IssuedLetter, ...]:
        issued = self._by_kind.get("issued")
        if not issued:
            return ()
        told = self.all_of("notified", "served")
        people = Addressees.of(self.case)
        return tuple(_issued_letter(step, issued, told, people, self.today) for step in issued)


_WHOLE_DECISIONS = frozenset(
    {"no-longer-accepted", "transferred", "assigned", "voided"}
)  # fmt: skip


def _decided_by(step: Step) -> Pathway | None:
    if step.kind == "not-accepted":
        return Pathway.NOT_OURS
    if step.kind == "accepted":
        return step.pathway or Pathway.PETITION
    return step.pathway


def _take_back_not_ours(pathways: dict[int, Pathway | None]) -> None:
    for number, pathway in pathways.items():
        if pathway is Pathway.NOT_OURS:
            pathways[number] = None


def _issued_letter(
    step: Step,
    issued: tuple[Step, ...],
    told: tuple[Step, ...],
    people: Addressees,
    today: date,
) -> IssuedLetter:
    kind, number = step.text("kind"), step.text("number")
    mine = [act for act in told if _concerns(act, step, issued)]
    if kind not in SERVED_KINDS:
        people = _NOBODY
    services = people.services([act for act in mine if _is_service(act)], today)
    arrived = [one.served_on for one in services if one.served_on is not None]
    is_all_arrived = bool(services) and len(arrived) == len(services)
    return IssuedLetter(
        kind=kind,
        number=number,
        issued_on=step.on,
        step=step,
        notified_on=min((act.on for act in mine), default=None),
        served_on=max(arrived) if is_all_arrived else None,
        awaits_result=bool(mine) and not is_all_arrived,
        is_service_imported=is_all_arrived
        and all(one.act is not None and one.act.is_imported for one in services),
        services=services,
        acts=tuple(mine),
    )


def _is_called(kind: str, name: str) -> bool:
    return name in (kind, LETTER_LABELS.get(kind))


def _concerns(act: Step, letter: Step, issued: tuple[Step, ...]) -> bool:
    name, number = act.text("letter"), letter.text("number")
    if name == number:
        return bool(number)
    if not _is_called(letter.text("kind"), name):
        return False
    # A letter called by its kind alone is the latest of that kind that was there on the day: a
    # second opinion never takes the service of the first.
    same_kind = [step for step in issued if _is_called(step.text("kind"), name)]
    before = [step for step in same_kind if step.order < act.order]
    that_day = [step for step in same_kind if step.on <= act.on]
    return letter is (before or that_day or same_kind[:1])[-1]


def _is_service(act: Step) -> bool:
    return act.kind == "served" or act.text("way") == ServiceWay.IN_PERSON.value


def as_of(case: Case, steps: Iterable[Step], today: date) -> Case:
    """The corrected facts of a case with the pathway of each demand as its steps decided it."""
    reading = Reading(case, steps, today)
    demands = tuple(
        replace(demand, pathway=reading.pathways.get(demand.number))
        for demand in reading.case.demands
    )
    return replace(reading.case, demands=demands)
