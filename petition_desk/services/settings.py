"""Settings of the office, its directory of units, and the yearly notices of days off."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from petition_desk.domain.calendar import WorkCalendar
from petition_desk.domain.case import CaseId
from petition_desk.domain.clocks import ClockStanding
from petition_desk.domain.ledger import LedgerFilter, LedgerSort
from petition_desk.domain.office import Office, Unit
from petition_desk.domain.standing import stand
from petition_desk.domain.vocabulary import Owner
from petition_desk.domain.year_notices import (
    doubtful_points,
    parse_year_notices,
    year_notice_json,
)
from petition_desk.errors import InputError
from petition_desk.services.changes import Changes
from petition_desk.services.deadlines import write_standings
from petition_desk.services.desk import Desk
from petition_desk.services.office import office_of
from petition_desk.services.rights import ADMIN, require
from petition_desk.services.setting_keys import setting_key
from petition_desk.storage.cases import StoredCase
from petition_desk.storage.unit_of_work import UnitOfWork

BATCH = 500
RESTATE_PENDING = "internal.restate_pending"
"""Set together with what moves dates and unset when every case was worked out anew."""

_DATE_NAMES = (("due_plain", "期满日"), ("due_rolled", "顺延日"), ("act_by", "最后工作日"))


@dataclass(frozen=True, slots=True)
class MovedDeadline:
    """One date of an open clock that a calendar moves.

    Attributes:
        rule: Identifier of the rule; `name` is what the officer calls it.
        of: The letter or unit the clock belongs to; empty for the case.
        date_name: Which of the three dates: 期满日, 顺延日, 最后工作日.
        is_deadline: Whether it is the one that counts.
    """

    local_no: str
    rule: str
    name: str
    of: str
    date_name: str
    was: date
    now: date
    is_deadline: bool


@dataclass(frozen=True, slots=True)
class CalendarLoad:
    """What loading a year's notice does, or would do.

    Attributes:
        doubts: What is unusual in the notice; it refuses nothing.
        moved: Every date of an open clock that moves, the earliest first.
    """

    year: int
    doubts: tuple[str, ...]
    moved: tuple[MovedDeadline, ...]


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
    return tuple(get_setting(desk, "first_contacts").split("\n")) if _has_contacts(desk) else ()


def set_first_contacts(desk: Desk, names: Iterable[str]) -> None:
    """Write the first-contact officers, each once, in order.

    Raises:
        RightMissingError: no administrator (exit 3).
    """
    kept = dict.fromkeys(name.strip() for name in names if name.strip())
    set_setting(desk, "first_contacts", "\n".join(kept))


def load_calendar(desk: Desk, path: Path, preview: bool = False) -> CalendarLoad:
    """Load the notice of one year, or only show which open dates it would move.

    Raises:
        RightMissingError: no administrator (exit 3); a preview is anybody's.
        CalendarFactError: the file states what cannot be, naming the line (exit 4).
        InputError: it cannot be read, or holds more than one year (exit 4).
    """
    notices = parse_year_notices(_text(path))
    if len(notices) != 1:
        raise InputError(path.name, f"含 {len(notices)} 个年份，应当一次载入一年")
    notice = notices[0]
    is_new = notice.year not in desk.calendar().loaded_years
    calendar = desk.calendar().with_year(notice)
    with desk.reading() as work:
        ids = _with_open_clocks(work)
        moved = tuple(_moved(desk, work, ids, calendar))
    load = CalendarLoad(notice.year, doubtful_points(notice), moved)
    if preview:
        return load
    require(desk, ADMIN)
    with desk.begin() as work:
        work.calendars.save(notice.year, year_notice_json(notice))
        work.settings.set(RESTATE_PENDING, "yes")
        work.commit()
    desk.forget_cached()
    # The notice of a year to come moves nothing that has ended; a mended one may.
    restate(desk, ids if is_new else None)
    desk.announce(Changes(ledger=True, settings=True))
    return load


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


def _with_open_clocks(work: UnitOfWork) -> list[int]:
    """Return the cases in which anything still runs, whoever owes it."""
    rows = work.deadlines.due(date.max, owed_by=tuple(Owner))
    return list(dict.fromkeys(row.case_id for row in rows))


def _moved(
    desk: Desk, work: UnitOfWork, ids: Sequence[int], calendar: WorkCalendar
) -> Iterator[MovedDeadline]:
    """Yield what a calendar moves in the open clocks of these cases, the earliest first."""
    found: list[MovedDeadline] = []
    for batch in _batches(ids):
        for stored in work.cases.get_many(batch):
            found += _moved_of(desk, stored, calendar)
    yield from sorted(found, key=lambda moved: (moved.was, moved.local_no, moved.rule))


def _moved_of(desk: Desk, stored: StoredCase, calendar: WorkCalendar) -> Iterator[MovedDeadline]:
    today, rules = desk.clock.today(), desk.rules()
    before = stand(stored.case, stored.steps, rules, desk.calendar(), today).clocks
    after = stand(stored.case, stored.steps, rules, calendar, today).clocks
    now_by_key = {(clock.rule.id, clock.of, clock.started_on): clock for clock in after}
    for clock in before:
        now = now_by_key.get((clock.rule.id, clock.of, clock.started_on))
        if clock.is_open and now is not None:
            # The number of a letter would tell what a confidential case is about.
            of = clock.of if desk.may_see(is_sealed=stored.is_sealed) else ""
            yield from _differences(stored.case.local_no, of, clock, now)


def _differences(
    local_no: str, of: str, was: ClockStanding, now: ClockStanding
) -> Iterator[MovedDeadline]:
    named = _DATE_NAMES[:1] if was.span.unit in ("workday", "hour") else _DATE_NAMES
    for attribute, name in named:
        old, new = getattr(was.dates, attribute), getattr(now.dates, attribute)
        if old != new:
            yield MovedDeadline(
                local_no, was.rule.id, was.rule.name, of, name, old, new, old == was.deadline
            )


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as fault:
        raise InputError(path.name, "读不到这个文件") from fault
    except UnicodeDecodeError as fault:
        raise InputError(path.name, "不是 UTF-8 文本") from fault
