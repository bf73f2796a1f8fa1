"""A standing as it is stored: what the ledger and Today are asked for, without recomputing.

Written by `services.deadlines` alone; everything in it can be worked out again from the steps.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from petition_desk.domain.letter_services import LetterService
from petition_desk.domain.vocabulary import CaseState, ClockState


@dataclass(frozen=True, slots=True)
class DeadlineRow:
    """One clock of a case. `of` names the letter or unit it belongs to; empty: the case."""

    rule: str
    name: str
    of: str
    owed_by: str
    article: str
    started_on: date
    due_plain: date
    due_rolled: date
    act_by: date
    deadline: date
    reminds_on: date
    is_provisional: bool
    is_presumed: bool
    state: ClockState
    queue: str
    act: str
    act_label: str


@dataclass(frozen=True, slots=True)
class StandingRow:
    """Where a case stands, as computed on `computed_on`; it may change from `changes_on` on."""

    state: CaseState
    computed_on: date
    changes_on: date | None
    unit: str
    pathway: str
    next_rule: str
    next_name: str
    next_owed_by: str
    next_deadline: date | None
    next_reminds_on: date | None
    next_is_provisional: bool
    owes_facts: bool
    owes_national_entry: bool
    awaits_slip: bool
    entered_nationally_no: str
    closed_on: date | None
    clocks: tuple[DeadlineRow, ...]
    services: tuple[LetterService, ...] = ()
