"""What leaves Today on paper or as a file: the morning page, the leader's list, the calendar file.

All three are made for other eyes than the officer's. The morning page has masked names and of
confidential matters the number alone, whoever prints it; the weekly list and the calendar file
name no petitioner at all.
"""

from __future__ import annotations

import hashlib
import hmac
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from petition_desk.clock import CHINA
from petition_desk.documents.compose import compose
from petition_desk.documents.reports.morning import (
    MorningGroup,
    MorningPage,
    MorningRow,
    morning_document,
)
from petition_desk.documents.reports.weekly import (
    UnitSum,
    WeeklyGroup,
    WeeklyList,
    WeeklyRow,
    weekly_document,
)
from petition_desk.domain.days_left import words_left
from petition_desk.domain.self_check import BY_UNIT, SEALED_UNIT, check_named
from petition_desk.domain.workdays import WEEKDAY_NAMES
from petition_desk.exchange.ics import CalendarEntry, calendar_file
from petition_desk.services.desk import Desk
from petition_desk.services.letters import font_set
from petition_desk.services.office import office_of
from petition_desk.services.self_check import RoomCheck, room_check
from petition_desk.services.today import today_page
from petition_desk.services.today_items import (
    SEALED_SUMMARY,
    TodayGroup,
    TodayItem,
    TodayPage,
    standing_once,
)
from petition_desk.storage.deadlines import DueRow
from petition_desk.storage.files import write_beside_and_rename

NO_UNIT: Final = "未定单位"
_PROVISIONAL: Final = "（暂定）"
#: Long lists without a day of their own: paper is for what has one.
_ONLY_COUNTED: Final = frozenset({"not-entered", "owed-facts"})
_WEEK: Final = timedelta(days=7)


def morning_page(desk: Desk) -> bytes:
    """Today on A4 as a PDF: what stands on the screen, all of it."""
    page = today_page(desk, limit=None)
    with desk.reading() as work:
        office = office_of(work.settings.all()).name
    printed = desk.clock.now().astimezone(CHINA)
    warning = page.calendar_warning
    says = f"{warning.year} 年放假安排未载入，落在那时的日期暂定。" if warning else ""
    groups = standing_once(page.groups)
    listed = [group for group in groups if group.id not in _ONLY_COUNTED]
    counted = [group for group in groups if group.id in _ONLY_COUNTED]
    document = morning_document(
        MorningPage(
            office=office,
            day=f"{page.today.month}月{page.today.day}日 星期{_weekday(page.today)[1:]}",
            sentence=_sentence(page),
            printed_at=f"{printed:%Y-%m-%d %H:%M}",
            groups=tuple(_morning_group(group) for group in listed),
            counted=tuple(f"{group.title} {group.total} 件" for group in counted if group.total),
            warning=says,
        )
    )
    return compose(document, font_set())


def weekly_list(desk: Desk) -> bytes:
    """The leader's list as a PDF: late, this week, next week; sums and self-check by unit."""
    today = desk.clock.today()
    sunday = today + timedelta(days=6 - today.weekday())
    with desk.reading() as work:
        office = office_of(work.settings.all()).name
        rows = work.deadlines.due_between(None, sunday + _WEEK).rows
    next_monday = sunday + timedelta(days=1)
    spans = (
        ("已逾期", "", date.min, today - timedelta(days=1)),
        ("本周到期", _days(today, sunday), today, sunday),
        ("下周到期", _days(next_monday, sunday + _WEEK), next_monday, sunday + _WEEK),
    )
    groups = [
        (title, words, [row for row in rows if first <= row.clock.reminds_on <= last])
        for title, words, first, last in spans
    ]
    room = room_check(desk)
    monday = sunday - timedelta(days=6)
    document = weekly_document(
        WeeklyList(
            office=office,
            week=_days(monday, sunday),
            as_of=f"{today.isoformat()} {_weekday(today)}",
            groups=tuple(
                WeeklyGroup(title, words, tuple(_weekly_row(row, today) for row in found))
                for title, words, found in groups
            ),
            unit_sums=_unit_sums([found for _, _, found in groups]),
            checks=tuple(check_named(kind).title for kind in BY_UNIT),
            check_sums=tuple(
                UnitSum(row.unit or NO_UNIT, row.totals) for row in room.by_unit if any(row.totals)
            ),
            notes=_notes(room),
        )
    )
    return compose(document, font_set())


def deadlines_ics(desk: Desk, until: date | None = None) -> bytes:
    """Every open deadline of ours as a calendar file; up to a day, if one is given.

    An entry is number and clock name; of a confidential matter the number alone.
    """
    with desk.reading() as work:
        rows = work.deadlines.due_between(None, until or date.max).rows
    key = desk.database.keys.journal_key
    return calendar_file((_entry(row, key) for row in rows), desk.clock.now())


def _entry(row: DueRow, key: bytes) -> CalendarEntry:
    clock = row.clock
    # Stable for this office, different in every other one, and telling nothing of the clock.
    named = "|".join((row.local_no, clock.rule, clock.of)).encode()
    uid = hmac.new(key, named, hashlib.sha256).hexdigest()[:32]
    what = row.local_no if row.is_sealed else f"{row.local_no} {clock.name}"
    suffix = _PROVISIONAL if clock.is_provisional else ""
    return CalendarEntry(f"{uid}@petition-desk", clock.reminds_on, f"{what}{suffix}")


def _sentence(page: TodayPage) -> str:
    if not page.todo_count:
        return "今天没有要办的期限"
    late = f"，其中 {page.overdue_count} 件已逾期" if page.overdue_count else ""
    return f"今天要办 {page.todo_count} 件{late}"


def _morning_group(group: TodayGroup) -> MorningGroup:
    rows = tuple(_morning_row(item) for item in group.items)
    return MorningGroup(group.title, group.hint, group.total, rows)


def _morning_row(item: TodayItem) -> MorningRow:
    left = "待办" if item.days_left is None else words_left(item.days_left).replace(" ", "")
    if item.postponed_until is not None:
        left = f"至 {item.postponed_until:%m-%d}"
    day = "—"
    if item.reminds_on is not None:
        mark = _PROVISIONAL if item.is_provisional else ""
        day = f"{item.reminds_on:%m-%d} {_weekday(item.reminds_on)}{mark}"
    return MorningRow(
        left=left,
        day=day,
        task=item.task,
        local_no=item.local_no,
        name="" if item.is_sealed else item.name,
        summary=SEALED_SUMMARY if item.is_sealed else item.summary,
    )


def _weekly_row(row: DueRow, today: date) -> WeeklyRow:
    clock = row.clock
    mark = _PROVISIONAL if clock.is_provisional else ""
    return WeeklyRow(
        local_no=row.local_no,
        task=clock.name,
        deadline=f"{clock.reminds_on:%Y-%m-%d} {_weekday(clock.reminds_on)}{mark}",
        left=words_left((clock.reminds_on - today).days),
        unit=SEALED_UNIT if row.is_sealed else row.unit or NO_UNIT,
        stage="" if row.is_sealed else row.state,
    )


def _unit_sums(groups: list[list[DueRow]]) -> tuple[UnitSum, ...]:
    counts: dict[str, list[int]] = {}
    for place, rows in enumerate(groups):
        for row in rows:
            unit = SEALED_UNIT if row.is_sealed else row.unit or NO_UNIT
            counts.setdefault(unit, [0] * len(groups))[place] += 1
    last = (NO_UNIT, SEALED_UNIT)
    order = sorted(counts, key=lambda unit: (unit in last, -sum(counts[unit]), unit))
    return tuple(UnitSum(unit, tuple(counts[unit])) for unit in order)


def _notes(room: RoomCheck) -> tuple[str, ...]:
    sealed = "" if room.with_sealed else "；本账户无权查看保密件，自查数字不含保密件"
    return (
        f"说明：期限为件次，一件信访可有几个期限；自查为件数，同一件可列入几项{sealed}。",
        "不列信访人。国网限办时间早于本局期限的，按早的一日列出。",
    )


def _days(first: date, last: date) -> str:
    return f"{first:%m-%d} 至 {last:%m-%d}"


def _weekday(day: date) -> str:
    return WEEKDAY_NAMES[day.weekday()]


def write_report(path: Path, content: bytes) -> None:
    """Write a page or a calendar file whole, or not at all.

    Raises:
        ReadOnlyFolderError, DiskFullError, DiskFaultError: the disk refuses (exit 5).
    """
    write_beside_and_rename(path, content)
