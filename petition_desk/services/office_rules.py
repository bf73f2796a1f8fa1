"""Changing the rules of the office: what a change would move is shown first, then it is written.

Every change has a source and is journalled with its old and new text; afterwards every standing
that may depend on it is worked out anew. Taking a change back is a change like any other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from petition_desk.domain.case import CaseId
from petition_desk.domain.clocks import ClockStanding
from petition_desk.domain.office_rules import ChangeKind, RuleChange, next_id, with_changes
from petition_desk.domain.rules import RuleBook
from petition_desk.domain.standing import stand_to_store
from petition_desk.errors import InputError, UnknownNameError
from petition_desk.services.changes import Changes
from petition_desk.services.desk import Desk
from petition_desk.services.law import CHANGE_KEY, Law, kept_changes, law_of, shipped_book
from petition_desk.services.rights import ADMIN, require
from petition_desk.services.settings import RESTATE_PENDING, restate
from petition_desk.storage.cases import StoredCase
from petition_desk.storage.unit_of_work import UnitOfWork

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]

BATCH = 500
LONGEST_SOURCE = 200
_LONGEST_NOTICE = timedelta(days=100)
"""More days than a letter takes to arrive, and than a presumption waits."""


@dataclass(frozen=True, slots=True)
class MovedClock:
    """One open deadline that a change moves.

    Attributes:
        name: What the officer calls the rule.
        of: The letter or unit it belongs to; empty for the case, and for a confidential one.
        was: The deadline until now; None where the change starts the clock.
        now: The deadline by the change; None where the clock is no longer.
    """

    local_no: str
    rule: str
    name: str
    of: str
    was: date | None
    now: date | None


@dataclass(frozen=True, slots=True)
class RuleImpact:
    """What a change does to what is open, or would do; the earliest deadline first."""

    change: RuleChange
    moved: tuple[MovedClock, ...]


def law(desk: Desk) -> Law:
    """The rules, what the office changed in them, and what of that no longer fits."""
    with desk.reading() as work:
        return law_of(work.settings.all())


def new_rule_id(desk: Desk) -> str:
    """A name for a rule of a new kind."""
    return next_id(desk.rules())


def preview(
    desk: Desk,
    change: RuleChange,
    *,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> RuleImpact | None:
    """What a change would move; nothing is written. None if it was cancelled.

    Raises:
        RuleFileError: it cannot stand, naming the rule and the key (exit 4).
        LawRefusalError: it takes from the petitioner what only a law may take (exit 3).
    """
    return _impact(desk, change, _book_with(desk, change), progress, cancelled)


def make(
    desk: Desk,
    change: RuleChange,
    *,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> RuleImpact | None:
    """Write a change and work out anew what depends on it. None if it was cancelled before.

    Raises:
        RightMissingError: no administrator (exit 3).
        RuleFileError, LawRefusalError: as `preview`; nothing was written.
    """
    require(desk, ADMIN)
    impact = preview(desk, change, progress=progress, cancelled=cancelled)
    if impact is not None:
        _write(desk, change, change.as_text())
    return impact


def preview_taking_back(
    desk: Desk,
    key: str,
    *,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> RuleImpact | None:
    """What taking a change back would move. None if it was cancelled.

    Raises:
        UnknownNameError: there is no such change (exit 2).
        RuleFileError: a later change hangs on it (exit 4).
    """
    return _impact(desk, _kept(desk, key), _book_without(desk, key), progress, cancelled)


def take_back(
    desk: Desk,
    key: str,
    *,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> RuleImpact | None:
    """Undo a change by its key; the journal keeps it. None if it was cancelled before.

    Raises:
        RightMissingError: no administrator (exit 3).
        UnknownNameError, RuleFileError: as `preview_taking_back`; nothing was written.
    """
    require(desk, ADMIN)
    impact = preview_taking_back(desk, key, progress=progress, cancelled=cancelled)
    if impact is not None:
        _write(desk, impact.change, "")
    return impact


def _kept(desk: Desk, key: str) -> RuleChange:
    changes = law(desk).changes
    found = next((change for change in changes if change.key == key), None)
    if found is None:
        raise UnknownNameError("规则改动", key, (change.key for change in changes))
    return found


def _book_with(desk: Desk, change: RuleChange) -> RuleBook:
    if len(change.source) > LONGEST_SOURCE:
        raise InputError("依据", f"不超过 {LONGEST_SOURCE} 字")
    with desk.reading() as work:
        settings = work.settings.all()
    others = [kept for kept in kept_changes(settings) if kept.key != change.key]
    return with_changes(shipped_book(settings), [*others, change])


def _book_without(desk: Desk, key: str) -> RuleBook:
    with desk.reading() as work:
        settings = work.settings.all()
    others = [kept for kept in kept_changes(settings) if kept.key != key]
    return with_changes(shipped_book(settings), others)


def _write(desk: Desk, change: RuleChange, text: str) -> None:
    """Keep a change (or, empty, unset it) and work out anew what it may have moved."""
    is_felt_today = change.takes_effect_on <= desk.clock.today()
    with desk.begin() as work:
        ids = _concerned(work, change)
        work.settings.set(f"{CHANGE_KEY}{change.key}", text)
        if is_felt_today:
            work.settings.set(RESTATE_PENDING, "yes")
        work.commit()
    desk.forget_cached()
    if is_felt_today:
        restate(desk, ids)
    desk.announce(Changes(ledger=is_felt_today, settings=True))


def _impact(
    desk: Desk,
    change: RuleChange,
    book: RuleBook,
    progress: Progress | None,
    cancelled: Cancelled | None,
) -> RuleImpact | None:
    # What starts later is under the rule of its day; nothing that has started is moved.
    if change.takes_effect_on > desk.clock.today():
        return RuleImpact(change, ())
    moved: list[MovedClock] = []
    with desk.reading() as work:
        ids = _concerned(work, change)
        for first in range(0, len(ids), BATCH):
            if cancelled is not None and cancelled():
                return None
            for stored in work.cases.get_many(ids[first : first + BATCH]):
                moved += _moved_of(desk, stored, book)
            if progress is not None:
                progress(min(first + BATCH, len(ids)), len(ids))
    moved.sort(key=lambda item: (item.was or item.now or date.max, item.local_no, item.rule))
    return RuleImpact(change, tuple(moved))


def _concerned(work: UnitOfWork, change: RuleChange) -> list[CaseId]:
    """The cases in which a change can be felt: what started before it stays as it is."""
    since = change.takes_effect_on
    kept = work.deadlines.started_since(change.rule_id, since)
    if change.kind is ChangeKind.FOLLOW:
        return kept
    # A clock of a new kind may start wherever anything happened; what was posted or put up for
    # public notice arrives later than its step.
    return sorted({*kept, *work.cases.touched_since(since - _LONGEST_NOTICE)})


def _moved_of(desk: Desk, stored: StoredCase, book: RuleBook) -> Iterator[MovedClock]:
    today, calendar = desk.clock.today(), desk.calendar()
    before = _open(stand_to_store(stored.case, stored.steps, desk.rules(), calendar, today).clocks)
    after = _open(stand_to_store(stored.case, stored.steps, book, calendar, today).clocks)
    may_see = desk.may_see(is_sealed=stored.is_sealed)
    for key in {**before, **after}:
        was, now = before.get(key), after.get(key)
        clock = now or was
        if clock is None or (was and now and was.deadline == now.deadline):
            continue
        yield MovedClock(
            local_no=stored.case.local_no,
            rule=clock.rule.id,
            name=clock.rule.name,
            # The number of a letter would tell what a confidential case is about.
            of=clock.of if may_see else "",
            was=was.deadline if was else None,
            now=now.deadline if now else None,
        )


def _open(clocks: tuple[ClockStanding, ...]) -> dict[tuple[str, str, date], ClockStanding]:
    return {(clock.rule.id, clock.of, clock.started_on): clock for clock in clocks if clock.is_open}
