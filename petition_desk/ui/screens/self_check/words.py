"""The self-check in words: rows of its three lists, and its one sentence."""

from __future__ import annotations

from petition_desk.domain.days_left import words_left
from petition_desk.services.self_check import CheckCount, CheckItem, RoomCheck, UnitCounts
from petition_desk.ui.models.days_left import mark_left
from petition_desk.ui.widgets.marks import Mark
from petition_desk.ui.widgets.record_list import Record

NO_UNIT = "未定单位"
_NONE = "—"


def check_record(count: CheckCount) -> Record:
    """Return the row of one question: in all, late, late within seven days."""
    if not count.check.is_owed:
        return Record(count.check.kind.value, (count.check.title, str(count.total), "", ""))
    numbers = (count.total, count.late, count.soon)
    cells = (str(number) if number else _NONE for number in numbers)
    return Record(count.check.kind.value, (count.check.title, *cells))


def case_record(item: CheckItem) -> Record:
    """Return the row of one case; late ones say so first."""
    day = item.on.isoformat() if item.on is not None else _NONE
    left = words_left(item.days_left) if item.days_left is not None else item.state
    cells = (left, item.local_no, item.name, item.summary, item.unit or _NONE, day, item.detail)
    mark = mark_left(item.days_left) if item.days_left is not None else Mark.NONE
    return Record(item.local_no, cells, mark)


def unit_record(row: UnitCounts) -> Record:
    """Return the row of one unit."""
    cells = (str(number) if number else _NONE for number in row.totals)
    return Record(row.unit, (row.unit or NO_UNIT, *cells))


def room_sentence(room: RoomCheck) -> str:
    """Say how much is late, and what is left out."""
    soon = sum(count.soon for count in room.counts)
    says = f"截至 {room.today:%m-%d}：{room.late_count} 项已逾期，{soon} 项七日内到期"
    return says if room.with_sealed else f"{says}；本账户无权查看保密件，不计在内"
