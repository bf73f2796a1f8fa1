"""The PC's own clock: noticing that it was set back, so that no wrong day goes unsaid.

Everything the program computes hangs on the day. The data remember the latest instant at which the
program ran; an earlier one now means that the clock was set back, or had been ahead before. Nothing
is lost by either: what was computed for a later day is computed again for this one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from petition_desk.clock import CHINA
from petition_desk.services.changes import Changes
from petition_desk.services.desk import Desk

TOLERANCE: Final = timedelta(minutes=5)
"""Clocks that set themselves by the network step back by seconds; that is no fault."""


@dataclass(frozen=True, slots=True)
class SetBack:
    """The clock shows `now`, and the program already ran at `last_seen_at`; both UTC."""

    last_seen_at: datetime
    now: datetime

    @property
    def by(self) -> timedelta:
        """How far it was set back."""
        return self.last_seen_at - self.now

    @property
    def sentence(self) -> str:
        """What the officer reads: how far, and that nothing is lost."""
        last = self.last_seen_at.astimezone(CHINA)
        hours = max(round(self.by.total_seconds() / 3600), 1)
        by = f"{self.by.days} 天" if self.by.days else f"{hours} 小时"
        return f"电脑时间比上次使用时（{last:%Y-%m-%d %H:%M}）早了约 {by}，请核对；已登记的都在"


def look(desk: Desk, seen: datetime | None = None) -> SetBack | None:
    """Compare the clock with what the data remember, and note the present instant.

    Args:
        desk: Whose data are asked.
        seen: An instant that the running program saw; it may be later than what was noted.

    Returns:
        What is wrong, until the clock has caught up or `accept` says that it is right now.
    """
    with desk.begin() as work:
        work.last_seen.note(seen)
        work.commit()
    return doubt(desk)


def doubt(desk: Desk) -> SetBack | None:
    """Compare the clock with what the data remember, and note nothing."""
    now = desk.clock.now()
    with desk.reading() as work:
        last = work.last_seen.at()
    return SetBack(last, now) if last is not None and last - now > TOLERANCE else None


def accept(desk: Desk) -> None:
    """Take the clock for right: it had been ahead before. The journal keeps who said so."""
    with desk.begin() as work:
        work.last_seen.accept()
        work.commit()
    desk.announce(Changes())
