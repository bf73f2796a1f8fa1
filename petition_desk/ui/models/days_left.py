"""What is left until a day, in words and as a shape; the same in every list, table and chip."""

from __future__ import annotations

from datetime import date
from typing import Final

from petition_desk.domain.days_left import words_left
from petition_desk.ui.widgets.marks import Mark

__all__ = ["SOON_DAYS", "mark_left", "short_day", "words_left"]

#: Within so many days a deadline is coloured.
SOON_DAYS: Final = 3


def mark_left(days: int) -> Mark:
    """Return the shape: late, at most three days, or fine."""
    if days < 0:
        return Mark.OVERDUE
    return Mark.TODAY if days <= SOON_DAYS else Mark.FINE


def short_day(day: date, today: date) -> str:
    """Return ``11-22``, with its year where that is not this one: ``2025-11-22``."""
    return f"{day:%m-%d}" if day.year == today.year else day.isoformat()
