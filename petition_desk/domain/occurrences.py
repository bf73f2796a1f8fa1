"""One time an event happened, and the usual ways of finding such times in a reading."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

from petition_desk.domain.reading import Reading
from petition_desk.domain.steps import Step
from petition_desk.domain.vocabulary import Owner


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time an event happened.

    `of` names what it belongs to; empty for the case as a whole. `due_on` is a last day that
    another paper sets instead of a length. `is_imported` marks what an older ledger told.
    `owed_by` says who owes the clock it starts, where that is not whom the rule names.
    """

    on: date
    of: str = ""
    due_on: date | None = None
    is_imported: bool = False
    detail: str = ""
    owed_by: Owner | None = None


Find = Callable[[Reading], Iterable[Occurrence]]


def once(step: Step, of: str = "", detail: str = "") -> Occurrence:
    """What a step is as an event: its day, and what it is of."""
    return Occurrence(step.on, of, is_imported=step.is_imported, detail=detail)


def steps_of(*kinds: str) -> Find:
    """Each step of these kinds."""

    def find(reading: Reading) -> Iterable[Occurrence]:
        return [once(step) for step in reading.all_of(*kinds)]

    return find


def issued(*kinds: str) -> Find:
    """The issue of each letter of these kinds."""

    def find(reading: Reading) -> Iterable[Occurrence]:
        return [once(letter.step) for letter in reading.letters_of(*kinds)]

    return find


def served(*kinds: str) -> Find:
    """The day the last addressee of each letter of these kinds had it."""

    def find(reading: Reading) -> Iterable[Occurrence]:
        return [
            Occurrence(letter.served_on, letter.reference, is_imported=letter.is_service_imported)
            for letter in reading.letters_of(*kinds)
            if letter.served_on is not None
        ]

    return find


def by_unit(kind: str) -> Find:
    """What a unit did; without its name it is the only unit's that was asked, or nobody's."""

    def find(reading: Reading) -> Iterable[Occurrence]:
        asked = {step.text("unit") for step in reading.all_of("dispatched")}
        acts = reading.all_of(kind)
        return [once(act, act.text("unit")) for act in acts if act.text("unit") or len(asked) < 2]

    return find


def requested(kind: str) -> Find:
    """The petitioner's request: made in time by its postmark, wherever it came in later."""

    def find(reading: Reading) -> Iterable[Occurrence]:
        return [
            Occurrence(min(step.day("postmark_on") or step.on, step.on),
                       is_imported=step.is_imported)
            for step in reading.all_of(kind)
        ]  # fmt: skip

    return find


def asked_for(kind: str) -> Find:
    """The request as it came in; of an opinion of a body below us it is we who review it."""

    def find(reading: Reading) -> Iterable[Occurrence]:
        return [
            replace(once(step), owed_by=Owner.US if is_ours_to_review(step) else None)
            for step in reading.all_of(kind)
        ]

    return find


def is_ours_to_review(step: Step) -> bool:
    """Whether a request for review or recheck is directed at an opinion of a lower body."""
    return bool(step.text("original_office"))
