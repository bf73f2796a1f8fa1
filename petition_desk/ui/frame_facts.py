"""What stands around every screen: what waits where, the last copy, the calendar, the folder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from petition_desk.clock import CHINA
from petition_desk.services import maintenance, today
from petition_desk.services.today import OverdueState
from petition_desk.ui.widgets.marks import Mark
from petition_desk.ui.widgets.status_bar import StatusItem, StatusPiece

if TYPE_CHECKING:
    from petition_desk.services.desk import Desk

#: From this month on the program asks for the next year's notice.
_ASKS_FROM_MONTH = 11


@dataclass(frozen=True, slots=True)
class FrameFacts:
    """What the frame shows; read in one go, off the thread of the window.

    Attributes:
        today: The day it was read.
        counts: How many wait in a place, by the place's id.
        backed_up_at: When the last verified copy was made; none yet is nothing.
        loaded_years: The years whose notice of holidays is loaded.
        folder: Where the data lies.
        overdue: How much is late, and since when.
    """

    today: date
    counts: dict[str, int]
    backed_up_at: datetime | None
    loaded_years: frozenset[int]
    folder: str
    overdue: OverdueState

    @classmethod
    def read(cls, desk: Desk, counts: Sequence[tuple[str, Callable[[Desk], int]]]) -> FrameFacts:
        """Ask the services."""
        return cls(
            today=desk.clock.today(),
            counts={name: count(desk) for name, count in counts},
            backed_up_at=maintenance.last_backup_at(desk),
            loaded_years=frozenset(desk.calendar().loaded_years),
            folder=str(desk.data_dir),
            overdue=today.overdue_state(desk),
        )


def overdue_sentence(state: OverdueState) -> str:
    """Say how much is late; nothing where nothing is."""
    if not state.overdue_count:
        return ""
    oldest = f"，最久的已逾期 {state.oldest_days} 天" if state.oldest_days else ""
    return f"{state.overdue_count} 件期限已逾期{oldest}"


def status_items(facts: FrameFacts) -> list[StatusItem]:
    """Write the line at the foot."""
    return [
        StatusItem("backup", "backup", _backup(facts)),
        StatusItem("calendar", "calendar", _calendar(facts)),
        StatusItem("folder", "folder", (StatusPiece(f"数据 {facts.folder}"),)),
        StatusItem("offline", "offline", (StatusPiece("本机 · 未联网"),)),
    ]


def _backup(facts: FrameFacts) -> tuple[StatusPiece, ...]:
    if facts.backed_up_at is None:
        return StatusPiece("备份"), StatusPiece("还没有", Mark.TODAY)
    made = facts.backed_up_at.astimezone(CHINA)
    if made.date() == facts.today:
        return StatusPiece(f"备份 {made:%H:%M}"), StatusPiece("完好", Mark.FINE)
    days = (facts.today - made.date()).days
    mark = Mark.FINE if days <= 1 else Mark.TODAY
    return StatusPiece(f"备份 {made:%m-%d %H:%M}"), StatusPiece(f"{days} 天前", mark)


def _calendar(facts: FrameFacts) -> tuple[StatusPiece, ...]:
    year = facts.today.year
    this = ("已载入", Mark.FINE) if year in facts.loaded_years else ("未载入", Mark.TODAY)
    pieces = [StatusPiece(f"日历 {year}"), StatusPiece(*this)]
    if facts.today.month >= _ASKS_FROM_MONTH:
        has_next = year + 1 in facts.loaded_years
        later = ("已载入", Mark.FINE) if has_next else ("未载入", Mark.TODAY)
        pieces += [StatusPiece(f"· {year + 1}"), StatusPiece(*later)]
    return tuple(pieces)
