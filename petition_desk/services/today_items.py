"""What Today is made of: things to do, in groups; nothing here reads or writes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from petition_desk.domain.case import CaseId
from petition_desk.domain.deadline_rows import DeadlineRow
from petition_desk.domain.masking import mask_name, mask_text
from petition_desk.domain.vocabulary import Owner
from petition_desk.services.desk import Desk
from petition_desk.storage.deadlines import DueRow, QueueRow

SEALED_SUMMARY: Final = "保密件"


@dataclass(frozen=True, slots=True)
class TodayItem:
    """One thing to do. `task` is what is due (书面告知), `act_label` the word on its button.

    `days_left` is negative when late; None for queue items without a deadline. `name` is masked;
    empty and `summary` 保密件 where the account may not see more. `postponed_until` is the day on
    which a reminder that was put off comes back.
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
    postponed_until: date | None = None
    postponed_for: str = ""


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


def item_of(desk: Desk, row: DueRow, today: date) -> TodayItem:
    """A clock as Today shows it."""
    clock: DeadlineRow = row.clock
    hidden = not desk.may_see(is_sealed=row.is_sealed)
    return TodayItem(
        case_id=row.case_id,
        local_no=row.local_no,
        name="" if hidden else mask_name(row.name),
        summary=SEALED_SUMMARY if hidden else mask_text(row.summary, (row.name,)),
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


def queue_item_of(desk: Desk, row: QueueRow, task: str, act: str, label: str) -> TodayItem:
    """A case of a queue as Today shows it."""
    hidden = not desk.may_see(is_sealed=row.is_sealed)
    return TodayItem(
        case_id=row.case_id,
        local_no=row.local_no,
        name="" if hidden else mask_name(row.name),
        summary=SEALED_SUMMARY if hidden else mask_text(row.summary, (row.name,)),
        unit="" if hidden else row.unit,
        is_sealed=row.is_sealed,
        task=task,
        act=act,
        act_label=label,
    )


def standing_once(groups: tuple[TodayGroup, ...]) -> tuple[TodayGroup, ...]:
    """Take out of the queues what already stands under a deadline, and say how many that were."""
    seen: set[tuple[int, str, str]] = set()
    kept = []
    for group in groups:
        fresh = tuple(item for item in group.items if key_of(item) not in seen)
        above = len(group.items) - len(fresh)
        seen.update(key_of(item) for item in fresh)
        if group.is_queue and above:
            says = f"{above} 件均已列在上面各期限中"
            if fresh:
                says = f"另有 {above} 件列在上面各期限中"
            group = replace(group, items=fresh, hint=" · ".join(filter(None, (group.hint, says))))
        kept.append(group)
    return tuple(kept)


def key_of(item: TodayItem) -> tuple[int, str, str]:
    """What makes it the same thing to do in two groups."""
    return int(item.case_id), item.rule or item.act, item.of
