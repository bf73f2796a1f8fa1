"""Settings of the office, and its directory of units."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from petition_desk.domain.case import CaseId
from petition_desk.domain.ledger import LedgerFilter, LedgerSort
from petition_desk.domain.office import Office, Unit
from petition_desk.errors import InputError
from petition_desk.services.changes import Changes
from petition_desk.services.deadlines import write_standings
from petition_desk.services.desk import Desk
from petition_desk.services.office import office_of
from petition_desk.services.rights import ADMIN, require
from petition_desk.services.setting_keys import setting_key

BATCH = 500
RESTATE_PENDING = "internal.restate_pending"
"""Set together with what moves dates and unset when every case was worked out anew."""


def office(desk: Desk) -> Office:
    """The office as its letters name it."""
    with desk.reading() as work:
        return office_of(work.settings.all())


def get_setting(desk: Desk, key: str, default: str = "") -> str:
    """The text of a setting."""
    with desk.reading() as work:
        return work.settings.get(key) or default


def set_setting(desk: Desk, key: str, value: str) -> None:
    """Write a setting; an empty value unsets it. Old and new stand in the journal.

    Raises:
        UnknownNameError: there is no such setting (exit 2).
        LawRefusalError: a period of the law, or no administrator (exit 3).
        InputError: the value does not fit (exit 4).
    """
    value = value.strip()
    item = setting_key(key, desk.rules())
    if not item.is_personal:
        require(desk, ADMIN)
    item.refuse_unfit(value)
    with desk.begin() as work:
        if work.settings.get(key) == value:
            return
        work.settings.set(key, value)
        if item.moves_dates:
            work.settings.set(RESTATE_PENDING, "yes")
        work.commit()
    desk.forget_cached()
    if item.moves_dates:
        restate(desk)
    desk.announce(Changes(ledger=item.moves_dates, settings=True))


def units(desk: Desk) -> tuple[Unit, ...]:
    """The directory of units, in the office's order."""
    with desk.reading() as work:
        return tuple(work.units.all())


def save_unit(desk: Desk, unit: Unit) -> None:
    """Add a unit, or replace the one of this name.

    Raises:
        RightMissingError: no administrator (exit 3).
        InputError: it has no name (exit 4).
    """
    require(desk, ADMIN)
    if not unit.name.strip():
        raise InputError("单位名称", "必须填写")
    with desk.begin() as work:
        work.units.save(unit)
        work.commit()
    desk.announce(Changes(settings=True))


def remove_unit(desk: Desk, name: str) -> None:
    """Take a unit out of the directory; cases keep its name.

    Raises:
        RightMissingError: no administrator (exit 3).
        UnknownNameError: there is no such unit (exit 2).
    """
    require(desk, ADMIN)
    with desk.begin() as work:
        work.units.remove(name)
        work.commit()
    desk.announce(Changes(settings=True))


def first_contacts(desk: Desk) -> tuple[str, ...]:
    """The first-contact officers (首接人)."""
    kept = get_setting(desk, "first_contacts")
    return tuple(kept.split("\n")) if kept else ()


def set_first_contacts(desk: Desk, names: Iterable[str]) -> None:
    """Write the first-contact officers, each once, in order.

    Raises:
        RightMissingError: no administrator (exit 3).
    """
    kept = dict.fromkeys(name.strip() for name in names if name.strip())
    set_setting(desk, "first_contacts", "\n".join(kept))


def restate(desk: Desk, ids: Sequence[int] | None = None) -> int:
    """Work out cases anew after the policy or the calendar changed; all of them if not given.

    Returns:
        How many cases. Interrupted, `finish_restating` goes on with it at the next start.
    """
    if ids is None:
        with desk.reading() as work:
            ids = work.ledger.matching_ids(LedgerFilter(may_see_sealed=True), LedgerSort())
    done = 0
    for batch in _batches(ids):
        with desk.begin() as work:
            done += write_standings(desk, work, work.cases.get_many(batch))
            work.commit()
    with desk.begin() as work:
        work.settings.set(RESTATE_PENDING, "")
        work.commit()
    return done


def finish_restating(desk: Desk) -> int:
    """Work out what an interrupted change left; nothing where none was."""
    return restate(desk) if get_setting(desk, RESTATE_PENDING) else 0


def _has_contacts(desk: Desk) -> bool:
    return bool(get_setting(desk, "first_contacts"))


def _batches(ids: Sequence[int]) -> Iterator[list[CaseId]]:
    for first in range(0, len(ids), BATCH):
        yield [CaseId(case_id) for case_id in ids[first : first + BATCH]]
