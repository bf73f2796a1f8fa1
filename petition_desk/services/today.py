"""Today: what must be done now, and by when.

A query over stored deadlines, never a timer a case. A thing stands once: under the first group it
belongs to. Confidential cases show number, 保密件 and the clock alone to accounts without the
right; names are masked for everybody, because the visitor can see the screen.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from petition_desk.domain.calendar import WorkCalendar
from petition_desk.domain.case import CaseId
from petition_desk.domain.deadline_rows import DeadlineRow
from petition_desk.domain.ledger import LedgerFilter, LedgerSort
from petition_desk.domain.masking import mask_name
from petition_desk.domain.vocabulary import OPEN_CLOCK_STATES, Owner
from petition_desk.services.deadlines import standing_of, standing_row
from petition_desk.services.desk import Desk
from petition_desk.storage.cases import StoredCase
from petition_desk.storage.deadlines import DueRow, QueueRow
from petition_desk.storage.unit_of_work import UnitOfWork

SEALED_SUMMARY = "保密件"
WITHIN_DAYS = 7
SOON_DAYS = 3
QUEUE_LIMIT = 50
ASK_FOR_NEXT_YEAR_FROM = (11, 1)


@dataclass(frozen=True, slots=True)
class TodayItem:
    """One thing to do. `task` is what is due (书面告知), `act_label` the word on its button.

    `days_left` is negative when late; None for queue items without a deadline. `name` is masked;
    empty and `summary` 保密件 where the account may not see more.
    """

    case_id: CaseId
    local_no: str
    name: str
    summary: str
    unit: str
    is_sealed: bool
    task: str
    rule: str = ""
    of: str = ""
    deadline: date | None = None
    reminds_on: date | None = None
    days_left: int | None = None
    is_provisional: bool = False
    is_presumed: bool = False
    act: str = ""
    act_label: str = ""
    owed_by: str = Owner.US.value


@dataclass(frozen=True, slots=True)
class TodayGroup:
    """A group of Today. `total` may exceed the items shown; `hint` is the 9-pt sentence."""

    id: str
    title: str
    hint: str
    items: tuple[TodayItem, ...]
    total: int
    is_queue: bool = False


@dataclass(frozen=True, slots=True)
class CalendarWarning:
    """The notice for a year is not loaded; `affected_count` open dates may still move."""

    year: int
    affected_count: int


@dataclass(frozen=True, slots=True)
class TodayPage:
    """The start page. `month` counts open deadlines by day; `todo_count` what is due by today."""

    today: date
    groups: tuple[TodayGroup, ...]
    month: Mapping[date, int]
    overdue_count: int
    todo_count: int
    calendar_warning: CalendarWarning | None


def today_page(desk: Desk, month: date | None = None) -> TodayPage:
    """The start page as of today; `month` is any day of the month whose counts are wanted."""
    today = desk.clock.today()
    shown_month = month or today
    first = shown_month.replace(day=1)
    last = shown_month.replace(day=monthrange(first.year, first.month)[1])
    with desk.reading() as work:
        due_rows = work.deadlines.due(today + timedelta(days=WITHIN_DAYS + WITHIN_DAYS))
        queues = _queue_groups(desk, work, today)
        counts = work.deadlines.month_counts(
            first - timedelta(days=WITHIN_DAYS), last + timedelta(days=WITHIN_DAYS)
        )
    calendar = desk.calendar()
    groups = _deadline_groups(desk, due_rows, today, calendar)
    by_id = {group.id: group.total for group in groups}
    return TodayPage(
        today=today,
        groups=(*groups, *queues),
        month=counts,
        overdue_count=by_id.get("overdue", 0),
        todo_count=by_id.get("overdue", 0) + by_id.get("today", 0),
        calendar_warning=_calendar_warning(due_rows, today, calendar),
    )


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
        return tuple(_item(desk, row, day) for row in rows)
    return _due_as_of(desk, day, until)


def _deadline_groups(
    desk: Desk, rows: Iterable[DueRow], today: date, calendar: WorkCalendar
) -> tuple[TodayGroup, ...]:
    items: dict[str, list[TodayItem]] = {key: [] for key in _GROUP_TITLES}
    moved_up = 0
    last_workday_before = _next_workday(today, calendar)
    for row in rows:
        if row.clock.queue == "feedback" and row.clock.reminds_on >= today:
            continue
        item = _item(desk, row, today)
        group = _group_of(row.clock.reminds_on, today, last_workday_before)
        if group is None:
            continue
        moved_up += group == "today" and row.clock.reminds_on > today
        items[group].append(item)
    hints = {
        "overdue": "先办这些",
        "today": f"其中 {moved_up} 件期满在休息日，今天是期前最后一个工作日" if moved_up else "",
        "within-3": _span_hint(today, 1, SOON_DAYS),
        "within-7": _span_hint(today, SOON_DAYS + 1, WITHIN_DAYS),
    }
    return tuple(
        TodayGroup(key, title, hints[key], tuple(items[key]), len(items[key]))
        for key, title in _GROUP_TITLES.items()
    )


_GROUP_TITLES = {"overdue": "逾期", "today": "今天", "within-3": "3 日内", "within-7": "7 日内"}


def _group_of(reminds_on: date, today: date, next_workday: date) -> str | None:
    if reminds_on < today:
        return "overdue"
    # A last day that is a day off is done on the last working day before it: today.
    if reminds_on == today or today < reminds_on < next_workday:
        return "today"
    left = (reminds_on - today).days
    if left <= SOON_DAYS:
        return "within-3"
    return "within-7" if left <= WITHIN_DAYS else None


def _next_workday(today: date, calendar: WorkCalendar) -> date:
    return calendar.next_workday_on_or_after(today + timedelta(days=1))


def _span_hint(today: date, first: int, last: int) -> str:
    begin, end = today + timedelta(days=first), today + timedelta(days=last)
    return f"{begin:%m-%d} 至 {end:%m-%d}"


def _item(desk: Desk, row: DueRow, today: date) -> TodayItem:
    clock: DeadlineRow = row.clock
    hidden = not desk.may_see(is_sealed=row.is_sealed)
    return TodayItem(
        case_id=row.case_id,
        local_no=row.local_no,
        name="" if hidden else mask_name(row.name),
        summary=SEALED_SUMMARY if hidden else row.summary,
        unit="" if hidden else row.unit,
        is_sealed=row.is_sealed,
        task=clock.name,
        rule=clock.rule,
        of="" if hidden else clock.of,
        deadline=clock.deadline,
        reminds_on=clock.reminds_on,
        days_left=(clock.reminds_on - today).days,
        is_provisional=clock.is_provisional,
        is_presumed=clock.is_presumed,
        act=clock.act,
        act_label=clock.act_label,
        owed_by=clock.owed_by,
    )


def _queue_groups(desk: Desk, work: UnitOfWork, today: date) -> tuple[TodayGroup, ...]:
    groups = []
    for group_id, title, queue in _CLOCK_QUEUES:
        rows = work.deadlines.open_by_queue(queue)
        items = tuple(_item(desk, row, today) for row in rows[:QUEUE_LIMIT])
        groups.append(TodayGroup(group_id, title, "", items, len(rows), is_queue=True))
    pages = {
        "awaiting-slip": work.deadlines.awaiting_slip(QUEUE_LIMIT),
        "not-entered": work.deadlines.not_entered_nationally(QUEUE_LIMIT),
        "owed-facts": work.deadlines.owing_facts(QUEUE_LIMIT),
    }
    for group_id, title, task, act, label in _CASE_QUEUES:
        page = pages[group_id]
        items = tuple(_queue_item(desk, row, task, act, label) for row in page.rows)
        groups.append(TodayGroup(group_id, title, "", items, page.total, is_queue=True))
    order = {group_id: place for place, group_id in enumerate(_QUEUE_ORDER)}
    return tuple(sorted(groups, key=lambda group: order[group.id]))


_CLOCK_QUEUES = (
    ("to-serve", "待送达", "serve"),
    ("awaiting-feedback", "待反馈", "feedback"),
    ("to-follow-up", "待回访", "callback"),
)
_CASE_QUEUES = (
    ("awaiting-slip", "待回执", "送达回证", "served", "登记送达"),
    ("not-entered", "未录国网", "录入国网", "entered-nationally", "登记录入"),
    ("owed-facts", "待补全", "补全登记", "facts", "补全"),
)
_QUEUE_ORDER = (
    "to-serve", "awaiting-slip", "awaiting-feedback", "to-follow-up", "not-entered", "owed-facts",
)  # fmt: skip


def _queue_item(desk: Desk, row: QueueRow, task: str, act: str, label: str) -> TodayItem:
    hidden = not desk.may_see(is_sealed=row.is_sealed)
    return TodayItem(
        case_id=row.case_id,
        local_no=row.local_no,
        name="" if hidden else mask_name(row.name),
        summary=SEALED_SUMMARY if hidden else row.summary,
        unit="" if hidden else row.unit,
        is_sealed=row.is_sealed,
        task=task,
        act=act,
        act_label=label,
    )


def _calendar_warning(
    rows: Iterable[DueRow], today: date, calendar: WorkCalendar
) -> CalendarWarning | None:
    year = today.year + 1
    if today.year not in calendar.loaded_years:
        year = today.year
    elif year in calendar.loaded_years or (today.month, today.day) < ASK_FOR_NEXT_YEAR_FROM:
        return None
    return CalendarWarning(year, sum(row.clock.is_provisional for row in rows))


def _due_as_of(desk: Desk, day: date, until: date) -> tuple[TodayItem, ...]:
    items: list[TodayItem] = []
    with desk.reading() as work:
        received = LedgerFilter(received_until=day, may_see_sealed=True)
        ids = [CaseId(case_id) for case_id in work.ledger.matching_ids(received, LedgerSort())]
        for first in range(0, len(ids), _BATCH):
            for stored in work.cases.get_many(ids[first : first + _BATCH]):
                items.extend(_items_as_of(desk, stored, day, until))
    return tuple(sorted(items, key=lambda item: (item.reminds_on or day, item.local_no)))


_BATCH = 500


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
        yield _item(desk, due_row, day)


_OURS = (Owner.US.value, Owner.UNIT.value)
