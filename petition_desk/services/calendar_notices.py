"""The yearly notices of days off: read, shown with what they move, and only then written.

A notice comes from a file (JSON, TOML, a workbook, a table of text) or is clicked in the window.
Loading is one transaction: the notice, every date it moves and the old dates in the journal are
written together, or, refused or cancelled, nothing is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Final

from petition_desk.domain.calendar import WorkCalendar
from petition_desk.domain.case import CaseId
from petition_desk.domain.deadline_rows import DeadlineRow, StandingRow
from petition_desk.domain.shifting import Shifter, changes_on, next_of
from petition_desk.domain.standing import stand_to_store
from petition_desk.domain.vocabulary import OPEN_CLOCK_STATES
from petition_desk.domain.workdays import YearNotice, first_uncertain_day
from petition_desk.domain.year_notices import (
    doubtful_points,
    parse_year_notices,
    year_notice_json,
)
from petition_desk.errors import InputError
from petition_desk.exchange.calendar_sheet import read_calendar_sheet
from petition_desk.services.changes import Changes
from petition_desk.services.deadlines import standing_row
from petition_desk.services.desk import Desk
from petition_desk.services.rights import ADMIN, require
from petition_desk.storage.shifts import ShiftRow
from petition_desk.storage.unit_of_work import UnitOfWork

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]

BATCH: Final = 500
TEXT_SUFFIXES: Final = (".json", ".toml")
_DATE_NAMES: Final = (
    ("due_plain", "期满日"), ("due_rolled", "顺延日"), ("act_by", "最后工作日")
)  # fmt: skip


class LoadCancelledError(Exception):
    """The officer stopped it; nothing was changed."""


@dataclass(frozen=True, slots=True)
class MovedDeadline:
    """One date of an open clock that a calendar moves.

    Attributes:
        rule: Identifier of the rule; `name` is what the officer calls it.
        of: The letter or unit the clock belongs to; empty for the case, and for a confidential one.
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
        settled_count: Open clocks whose counting date is provisional no more.
    """

    year: int
    doubts: tuple[str, ...]
    moved: tuple[MovedDeadline, ...]
    settled_count: int = 0


@dataclass(slots=True)
class _Shift:
    """What a calendar makes of the stored clocks, before anything is written.

    `clocks` and `cases` can be written as they stand; `to_restate` are the cases whose steps have
    to be read again.
    """

    clocks: list[tuple[ShiftRow, DeadlineRow]] = field(default_factory=list)
    cases: list[tuple[CaseId, DeadlineRow | None, date | None]] = field(default_factory=list)
    to_restate: list[CaseId] = field(default_factory=list)
    stored: dict[CaseId, list[ShiftRow]] = field(default_factory=dict)
    moved: list[MovedDeadline] = field(default_factory=list)
    settled_count: int = 0


class _Watch:
    """Says how far the work is, and stops it where it is no longer wanted."""

    def __init__(self, progress: Progress | None, cancelled: Cancelled | None) -> None:
        self._progress, self._cancelled = progress, cancelled
        self._done, self._total = 0, 0

    def expect(self, count: int) -> None:
        """Say that so much more is to be done."""
        self._total += count

    def done(self, count: int) -> None:
        """Say that so much was done.

        Raises:
            LoadCancelledError: it is no longer wanted.
        """
        self._done += count
        if self._progress is not None:
            self._progress(self._done, self._total)
        if self._cancelled is not None and self._cancelled():
            raise LoadCancelledError


def read_notice(path: Path) -> YearNotice:
    """Read the notice of one year from a file of any kind that is understood.

    Raises:
        CalendarFactError: it states what cannot be, naming the line (exit 4).
        InputError: it cannot be read, or holds more than one year (exit 4).
    """
    if path.suffix.lower() not in TEXT_SUFFIXES and not _looks_like_text(path):
        return read_calendar_sheet(path)
    notices = parse_year_notices(_text(path))
    if len(notices) != 1:
        raise InputError(path.name, f"含 {len(notices)} 个年份，应当一次载入一年")
    return notices[0]


def load_calendar(
    desk: Desk,
    path: Path,
    preview: bool = False,
    *,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> CalendarLoad:
    """Load the notice of one year from a file, or only show which open dates it would move.

    Raises:
        RightMissingError: no administrator (exit 3); a preview is anybody's.
        CalendarFactError, InputError: as `read_notice`; nothing was changed (exit 4).
        LoadCancelledError: `cancelled` said so; nothing was changed.
    """
    notice = read_notice(path)
    act = preview_notice if preview else load_notice
    return act(desk, notice, progress=progress, cancelled=cancelled)


def preview_notice(
    desk: Desk,
    notice: YearNotice,
    *,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> CalendarLoad:
    """Show which open dates a notice would move; nothing is written.

    Raises:
        CalendarFactError: another year's notice names one of its days (exit 4).
        LoadCancelledError: `cancelled` said so.
    """
    calendar = desk.calendar().with_year(notice)
    watch = _Watch(progress, cancelled)
    with desk.reading() as work:
        shift = _shift(desk, work, calendar, watch)
        for _ in _restated(desk, work, shift, calendar, watch):
            pass
    return _told(notice, desk.calendar(), shift)


def load_notice(
    desk: Desk,
    notice: YearNotice,
    *,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> CalendarLoad:
    """Write a notice and every date it moves, in one transaction; old dates are journalled.

    Raises:
        RightMissingError: no administrator (exit 3).
        CalendarFactError: another year's notice names one of its days (exit 4).
        LoadCancelledError: `cancelled` said so; nothing was changed.
    """
    require(desk, ADMIN)
    calendar = desk.calendar().with_year(notice)
    watch = _Watch(progress, cancelled)
    with desk.begin() as work:
        shift = _shift(desk, work, calendar, watch)
        _write_shift(work, shift, watch)
        for batch in _restated(desk, work, shift, calendar, watch):
            work.deadlines.write_many(batch)
        work.calendars.save(notice.year, year_notice_json(notice))
        _journal(work, notice.year, desk.calendar().version, calendar.version, shift.moved)
        work.commit()
    told = _told(notice, desk.calendar(), shift)
    desk.forget_cached()
    desk.announce(Changes(ledger=True, settings=True))
    return told


def waiting_count(desk: Desk, year: int) -> int:
    """How many open deadlines have a date that the notice for a year may still move."""
    with desk.reading() as work:
        return work.deadlines.count_provisional(first_uncertain_day(year))


def _shift(desk: Desk, work: UnitOfWork, calendar: WorkCalendar, watch: _Watch) -> _Shift:
    was, today = desk.calendar(), desk.clock.today()
    shifter = Shifter(desk.rules(), was, calendar, today)
    first = shifter.first_moved
    shift = _Shift()
    if first is None:
        return shift
    touched = work.shifts.touched_cases(first)
    # Each case is read and, if it moves, written.
    watch.expect(2 * len(touched))
    for begin in range(0, len(touched), BATCH):
        batch = touched[begin : begin + BATCH]
        rows = work.shifts.clocks_of(batch, today)
        for case_id, listed in groupby(rows, key=lambda row: row.case_id):
            _shift_case(desk, shifter, shift, case_id, list(listed), today)
        watch.done(len(batch))
    return shift


def _shift_case(
    desk: Desk,
    shifter: Shifter,
    shift: _Shift,
    case_id: CaseId,
    rows: Sequence[ShiftRow],
    today: date,
) -> None:
    pairs: list[tuple[ShiftRow, DeadlineRow]] = []
    for row in rows:
        now = None if row.is_stale else shifter.shifted(row.clock)
        if now is None:
            shift.to_restate.append(case_id)
            shift.stored[case_id] = list(rows)
            return
        pairs.append((row, now))
    changed = [(row, now) for row, now in pairs if now != row.clock]
    for row, now in changed:
        _note_moved(desk, shifter, shift, row, now)
    shift.clocks += changed
    if any(_is_felt(row.clock, now) for row, now in changed):
        clocks = [now for _, now in pairs]
        soonest = changes_on(rows[0].changes_on, clocks, today)
        shift.cases.append((case_id, next_of(clocks), soonest))


def _is_felt(was: DeadlineRow, now: DeadlineRow) -> bool:
    return (was.deadline, was.is_provisional) != (now.deadline, now.is_provisional)


def _note_moved(
    desk: Desk, shifter: Shifter, shift: _Shift, row: ShiftRow, now: DeadlineRow
) -> None:
    was = row.clock
    if was.state not in OPEN_CLOCK_STATES:
        return
    if was.is_provisional and not now.is_provisional:
        shift.settled_count += 1
    # The number of a letter would tell what a confidential case is about.
    of = was.of if desk.may_see(is_sealed=row.is_sealed) else ""
    unit = shifter.unit_of(was)
    for name, label in _DATE_NAMES[:1] if unit in ("workday", "hour") else _DATE_NAMES:
        old, new = getattr(was, name), getattr(now, name)
        if old != new:
            shift.moved.append(
                MovedDeadline(
                    row.local_no, was.rule, was.name, of, label, old, new, old == was.deadline
                )
            )


def _restated(
    desk: Desk, work: UnitOfWork, shift: _Shift, calendar: WorkCalendar, watch: _Watch
) -> Iterator[list[tuple[CaseId, StandingRow]]]:
    """Work out from their steps the cases whose stored clocks do not tell enough."""
    rules, today = desk.rules(), desk.clock.today()
    shifter = Shifter(rules, desk.calendar(), calendar, today)
    watch.expect(len(shift.to_restate))
    for first in range(0, len(shift.to_restate), BATCH):
        batch = []
        for stored in work.cases.get_many(shift.to_restate[first : first + BATCH]):
            standing = stand_to_store(stored.case, stored.steps, rules, calendar, today)
            row = standing_row(stored, standing, today)
            batch.append((stored.id, row))
            now_by_key = {_key(clock): clock for clock in row.clocks}
            for known in shift.stored[stored.id]:
                now = now_by_key.get(_key(known.clock))
                if now is not None:
                    _note_moved(desk, shifter, shift, known, now)
        yield batch
        watch.done(len(batch))


def _key(clock: DeadlineRow) -> tuple[str, str, date]:
    return clock.rule, clock.of, clock.started_on


def _write_shift(work: UnitOfWork, shift: _Shift, watch: _Watch) -> None:
    for first in range(0, len(shift.clocks), BATCH):
        work.shifts.write_clocks(shift.clocks[first : first + BATCH])
        watch.done(0)
    for first in range(0, len(shift.cases), BATCH):
        batch = shift.cases[first : first + BATCH]
        work.shifts.write_next(batch)
        watch.done(len(batch))


def _journal(
    work: UnitOfWork, year: int, was: str, now: str, moved: Sequence[MovedDeadline]
) -> None:
    """Keep the dates as they were beside what they are now, some hundred an entry."""
    for first in range(0, len(moved), BATCH):
        batch = moved[first : first + BATCH]
        work.journal.write(
            "calendar.moved",
            str(year),
            {"calendar": was, "dates": _listed((item, item.was) for item in batch)},
            {"calendar": now, "dates": _listed((item, item.now) for item in batch)},
        )


def _listed(dates: Iterable[tuple[MovedDeadline, date]]) -> list[list[str]]:
    return [
        [item.local_no, item.rule, item.of, item.date_name, on.isoformat()] for item, on in dates
    ]


def _told(notice: YearNotice, was: WorkCalendar, shift: _Shift) -> CalendarLoad:
    moved = sorted(shift.moved, key=lambda item: (item.was, item.local_no, item.rule))
    doubts = (*doubtful_points(notice), *_doubts_beside(notice, was))
    return CalendarLoad(notice.year, doubts, tuple(moved), shift.settled_count)


def _doubts_beside(notice: YearNotice, was: WorkCalendar) -> Iterator[str]:
    """Name what is unusual beside the years that are loaded."""
    years = was.loaded_years
    if notice.year in years:
        yield f"{notice.year} 年已经载入过，这一份将代替原来的；原来的留在日志里"
    elif years and not years[0] - 1 <= notice.year <= years[-1] + 1:
        yield f"{notice.year} 年与已载入的 {years[0]} 至 {years[-1]} 年不相连"


def _looks_like_text(path: Path) -> bool:
    """Say whether a file without a known ending holds JSON or our TOML."""
    if path.suffix.lower() in (".xlsx", ".xlsm", ".xls", ".xlsb", ".et", ".ods", ".csv", ".txt"):
        return False
    try:
        head = path.read_bytes()[:64].lstrip(b"\xef\xbb\xbf \t\r\n")
    except OSError:
        return True
    return head[:1] in (b"{", b"[", b"#", b"")


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as fault:
        raise InputError(path.name, "读不到这个文件") from fault
    except UnicodeDecodeError as fault:
        raise InputError(path.name, "不是 UTF-8 文本") from fault
