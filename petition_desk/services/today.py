"""Today: what must be done now, and by when.

A query over stored deadlines, never a timer a case. A thing stands once: under the first group it
belongs to. Confidential cases show number, 保密件 and the clock alone to accounts without the
right; names are masked for everybody, because the visitor can see the screen.

Each group is a span of days read from an index, and of a long one only the most pressing rows are
fetched: the page takes as long in the tenth year as in the first.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Final

from petition_desk.domain.calendar import WorkCalendar
from petition_desk.domain.case import CaseId
from petition_desk.domain.ledger import LedgerFilter, LedgerSort
from petition_desk.domain.postponing import Postponement, holds_back
from petition_desk.domain.vocabulary import OPEN_CLOCK_STATES, Owner
from petition_desk.domain.workdays import first_uncertain_day
from petition_desk.services.deadlines import standing_of, standing_row
from petition_desk.services.desk import Desk
from petition_desk.services.today_items import (
    SEALED_SUMMARY,
    CalendarWarning,
    TodayGroup,
    TodayItem,
    TodayPage,
    item_of,
    queue_item_of,
)
from petition_desk.storage.cases import StoredCase
from petition_desk.storage.deadlines import DueRow
from petition_desk.storage.unit_of_work import UnitOfWork

__all__ = [
    "SEALED_SUMMARY",
    "CalendarWarning",
    "OverdueState",
    "TodayGroup",
    "TodayItem",
    "TodayPage",
    "due",
    "overdue_state",
    "pressing",
    "today_page",
]

WITHIN_DAYS: Final = 7
SOON_DAYS: Final = 3
GROUP_LIMIT: Final = 300
"""So many rows of one group of deadlines are shown; its count tells all."""
QUEUE_LIMIT: Final = 50
AHEAD_DAYS: Final = 31
PRESSING_LIMIT: Final = 200
POSTPONED: Final = "postponed"
ASK_FOR_NEXT_YEAR_FROM: Final = (11, 1)

Held = Mapping[tuple[CaseId, str, str], Postponement]


@dataclass(frozen=True, slots=True)
class OverdueState:
    """What the frame of the window says without a name: how much is late, and since when.

    `ahead` counts what reminds on each of the days to come, so that the number can be carried on
    while the data are closed.
    """

    today: date
    overdue_count: int
    oldest_on: date | None
    todo_count: int
    ahead: Mapping[date, int] = field(default_factory=dict)

    @property
    def oldest_days(self) -> int:
        """How many days the latest one is late; 0 where nothing is."""
        return (self.today - self.oldest_on).days if self.oldest_on else 0

    def todo_on(self, day: date) -> int:
        """How much there is to do on this day or a later one, if nothing is done until then."""
        if day <= self.today:
            return self.todo_count
        come = sum(count for on, count in self.ahead.items() if self.today < on <= day)
        return max(self.todo_count, self.overdue_count + self.ahead.get(self.today, 0) + come)


@dataclass(frozen=True, slots=True)
class _Span:
    """One group of deadlines: its days, the first one open where it is None."""

    id: str
    title: str
    hint: str
    first: date | None
    last: date


def today_page(
    desk: Desk, month: date | None = None, *, limit: int | None = GROUP_LIMIT
) -> TodayPage:
    """The start page as of today.

    Args:
        desk: Whom it is asked.
        month: Any day of the month whose counts are wanted; this month if not given.
        limit: At most so many rows of a group of deadlines; all where it is None.
    """
    today, calendar = desk.clock.today(), desk.calendar()
    shown_month = month or today
    first = shown_month.replace(day=1)
    last = shown_month.replace(day=monthrange(first.year, first.month)[1])
    week = timedelta(days=WITHIN_DAYS)
    with desk.reading() as work:
        held, put_off = _held_back(desk, work, today, calendar)
        deadlines = tuple(
            _deadline_group(desk, work, span, today, held, put_off, limit)
            for span in _spans(today, calendar)
        )
        queues = _queue_groups(desk, work, today, held)
        counts = work.deadlines.month_counts(first - week, last + week)
        waits_for = year_asked_for(today, calendar)
        provisional = 0
        if waits_for is not None:
            provisional = work.deadlines.count_provisional(first_uncertain_day(waits_for))
    totals = {group.id: group.total for group in deadlines}
    return TodayPage(
        today=today,
        groups=(*deadlines, *queues, *_postponed_group(desk, put_off, held, today)),
        month=counts,
        overdue_count=totals["overdue"],
        todo_count=totals["overdue"] + totals["today"],
        calendar_warning=None if waits_for is None else CalendarWarning(waits_for, provisional),
    )


def overdue_state(desk: Desk) -> OverdueState:
    """How much is late, how much is to be done today and on the days ahead: counts, no row."""
    today, calendar = desk.clock.today(), desk.calendar()
    late, now, *_ = _spans(today, calendar)
    with desk.reading() as work:
        overdue = work.deadlines.count_due(late.last)
        due_now = work.deadlines.due_between(now.first, now.last, 0)
        oldest = work.deadlines.oldest_due(today)
        ahead = work.deadlines.month_counts(today, today + timedelta(days=AHEAD_DAYS))
    return OverdueState(today, overdue, oldest, overdue + due_now.total, ahead)


def pressing(desk: Desk, limit: int = PRESSING_LIMIT) -> tuple[TodayItem, ...]:
    """The first things that are late or to be done today, the most pressing first."""
    today = desk.clock.today()
    late, now, *_ = _spans(today, desk.calendar())
    with desk.reading() as work:
        rows = [
            *work.deadlines.due_between(None, late.last, limit).rows,
            *work.deadlines.due_between(now.first, now.last, limit).rows,
        ]
    return tuple(item_of(desk, row, today) for row in rows)


def due(desk: Desk, on: date | None = None, days: int = WITHIN_DAYS) -> tuple[TodayItem, ...]:
    """What is due within `days` days of a day, everything overdue included, soonest first.

    For another day than today the standing of every open case is worked out as of that day.
    """
    today = desk.clock.today()
    day = on or today
    until = day + timedelta(days=days)
    if day == today:
        with desk.reading() as work:
            rows = work.deadlines.due(until)
        return tuple(item_of(desk, row, day) for row in rows)
    return _due_as_of(desk, day, until)


def _spans(today: date, calendar: WorkCalendar) -> tuple[_Span, _Span, _Span, _Span]:
    one_day = timedelta(days=1)
    # A last day that is a day off is done on the last working day before it: today.
    next_workday = calendar.next_workday_on_or_after(today + one_day)
    soon, later = today + timedelta(days=SOON_DAYS), today + timedelta(days=WITHIN_DAYS)
    return (
        _Span("overdue", "逾期", "先办这些", None, today - one_day),
        _Span("today", "今天", "", today, next_workday - one_day),
        _Span("within-3", "3 日内", _days(today + one_day, soon), next_workday, soon),
        _Span(
            "within-7",
            "7 日内",
            _days(soon + one_day, later),
            max(next_workday, soon + one_day),
            later,
        ),
    )


def _days(first: date, last: date) -> str:
    return f"{first:%m-%d} 至 {last:%m-%d}"


def _deadline_group(
    desk: Desk,
    work: UnitOfWork,
    span: _Span,
    today: date,
    held: Held,
    put_off: Iterable[DueRow],
    limit: int | None,
) -> TodayGroup:
    if span.first is not None and span.first > span.last:
        return TodayGroup(span.id, span.title, span.hint, (), 0)
    page = work.deadlines.due_between(
        span.first,
        span.last,
        None if limit is None else limit + len(held),
    )
    rows = [row for row in page.rows if _key(row) not in held][:limit]
    hidden = sum(
        span.first is not None and span.first <= row.clock.reminds_on <= span.last
        for row in put_off
    )
    hint = span.hint
    if span.id == "today":
        moved_up = sum(row.clock.reminds_on > today for row in rows)
        hint = f"其中 {moved_up} 件期满在休息日，今天是期前最后一个工作日" if moved_up else ""
    total = page.total - hidden
    if total > len(rows):
        hint = "　".join(filter(None, (hint, f"先列最急的 {len(rows)} 件")))
    return TodayGroup(
        span.id, span.title, hint, tuple(item_of(desk, row, today) for row in rows), total
    )


def _key(row: DueRow) -> tuple[CaseId, str, str]:
    return row.case_id, row.clock.rule, row.clock.of


def _held_back(
    desk: Desk, work: UnitOfWork, today: date, calendar: WorkCalendar
) -> tuple[Held, tuple[DueRow, ...]]:
    """What was put off and is still held back, with the clocks it holds."""
    kept = {
        (item.case_id, item.postponement.rule, item.postponement.of): item.postponement
        for item in work.postponements.running(today)
    }
    if not kept:
        return {}, ()
    rows = [
        row
        for row in work.deadlines.due_of_cases({case_id for case_id, _, _ in kept})
        if _key(row) in kept and holds_back(kept[_key(row)], row.clock.reminds_on, today, calendar)
    ]
    return {_key(row): kept[_key(row)] for row in rows}, tuple(rows)


def _postponed_group(
    desk: Desk, rows: Iterable[DueRow], held: Held, today: date
) -> Iterator[TodayGroup]:
    """What was put off, in the order in which it comes back; no group where nothing was."""
    items = sorted(
        (_put_off_item(desk, row, held[_key(row)], today) for row in rows),
        key=lambda item: (item.postponed_until or today, item.local_no),
    )
    if items:
        says = "到日自动回到原处；期限不变"
        yield TodayGroup(POSTPONED, "已推迟", says, tuple(items), len(items), is_queue=True)


def _put_off_item(desk: Desk, row: DueRow, kept: Postponement, today: date) -> TodayItem:
    hidden = not desk.may_see(is_sealed=row.is_sealed)
    reason = "" if hidden else kept.reason
    return replace(item_of(desk, row, today), postponed_until=kept.until, postponed_for=reason)


def _queue_groups(desk: Desk, work: UnitOfWork, today: date, held: Held) -> tuple[TodayGroup, ...]:
    groups = []
    for group_id, title, queue in _CLOCK_QUEUES:
        page = work.deadlines.due_in_queue(queue, QUEUE_LIMIT + len(held))
        shown = [row for row in page.rows if _key(row) not in held][:QUEUE_LIMIT]
        total = page.total - sum(rule == queue for _, rule, _ in held)
        items = tuple(item_of(desk, row, today) for row in shown)
        groups.append(_queue(group_id, title, items, total))
    pages = {
        "awaiting-slip": work.deadlines.awaiting_slip(QUEUE_LIMIT),
        "not-entered": work.deadlines.not_entered_nationally(QUEUE_LIMIT),
        "owed-facts": work.deadlines.owing_facts(QUEUE_LIMIT),
    }
    for group_id, title, task, act, label in _CASE_QUEUES:
        found = pages[group_id]
        items = tuple(queue_item_of(desk, row, task, act, label) for row in found.rows)
        groups.append(_queue(group_id, title, items, found.total))
    order = {group_id: place for place, group_id in enumerate(_QUEUE_ORDER)}
    return tuple(sorted(groups, key=lambda group: order[group.id]))


def _queue(group_id: str, title: str, items: tuple[TodayItem, ...], total: int) -> TodayGroup:
    hint = f"先列 {len(items)} 件" if total > len(items) else ""
    return TodayGroup(group_id, title, hint, items, total, is_queue=True)


#: The rules of these three have the names of their queues.
_CLOCK_QUEUES: Final = (
    ("to-serve", "待送达", "serve"),
    ("awaiting-feedback", "待反馈", "feedback"),
    ("to-follow-up", "待回访", "callback"),
)
_CASE_QUEUES: Final = (
    ("awaiting-slip", "待回执", "送达回证", "served", "登记送达"),
    ("not-entered", "未录国网", "录入国网", "entered-nationally", "登记录入"),
    ("owed-facts", "待补全", "补全登记", "facts", "补全"),
)
_QUEUE_ORDER: Final = (
    "to-serve", "awaiting-slip", "awaiting-feedback", "to-follow-up", "not-entered", "owed-facts",
)  # fmt: skip


def year_asked_for(today: date, calendar: WorkCalendar) -> int | None:
    """The year whose notice is to be loaded: this one, from November on the next; None if none."""
    if today.year not in calendar.loaded_years:
        return today.year
    is_time = (today.month, today.day) >= ASK_FOR_NEXT_YEAR_FROM
    return today.year + 1 if is_time and today.year + 1 not in calendar.loaded_years else None


def _due_as_of(desk: Desk, day: date, until: date) -> tuple[TodayItem, ...]:
    items: list[TodayItem] = []
    with desk.reading() as work:
        received = LedgerFilter(received_until=day, may_see_sealed=True)
        ids = [CaseId(case_id) for case_id in work.ledger.matching_ids(received, LedgerSort())]
        for first in range(0, len(ids), _BATCH):
            for stored in work.cases.get_many(ids[first : first + _BATCH]):
                items.extend(_items_as_of(desk, stored, day, until))
    return tuple(sorted(items, key=lambda item: (item.reminds_on or day, item.local_no)))


_BATCH: Final = 500


def _items_as_of(desk: Desk, stored: StoredCase, day: date, until: date) -> Iterable[TodayItem]:
    standing = standing_of(desk, stored, day)
    row = standing_row(stored, standing, day)
    person = stored.case.main_petitioner
    for clock in row.clocks:
        is_open = clock.state in OPEN_CLOCK_STATES
        if not is_open or clock.owed_by not in _OURS or clock.reminds_on > until:
            continue
        due_row = DueRow(
            case_id=stored.id,
            local_no=stored.case.local_no,
            name=person.name if person else "",
            summary=stored.case.summary,
            channel=stored.case.channel.value,
            is_sealed=stored.is_sealed,
            unit=row.unit,
            clock=clock,
        )
        yield item_of(desk, due_row, day)


_OURS: Final = (Owner.US.value, Owner.UNIT.value)
