"""The one place that asks what time it is.

Conventions of the whole program: a **date** is a day in China, which keeps one offset (UTC+8) all
year, so no time-zone data is needed; an **instant** is an aware `datetime` in UTC. Only wiring
hands a clock to the services; `petition_desk.domain` receives ``today`` as an argument.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Final, Protocol

#: China's civil time. A fixed offset: there has been no summer time since 1991.
CHINA: Final = timezone(timedelta(hours=8), "UTC+8")


class Clock(Protocol):
    """Who is asked for the day and the instant."""

    def today(self) -> date:
        """Return the present day in China."""

    def now(self) -> datetime:
        """Return the present instant, aware, in UTC."""


class SystemClock:
    """The PC's own clock."""

    def today(self) -> date:
        """Return the present day in China, whatever zone the PC is set to."""
        return datetime.now(CHINA).date()

    def now(self) -> datetime:
        """Return the present instant, aware, in UTC."""
        return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class FixedClock:
    """A clock that stands still, for tests and for figures "as of" a day.

    Attributes:
        instant: The instant it shows, aware; any offset.
    """

    instant: datetime

    def __post_init__(self) -> None:
        """Refuse an instant that does not say its offset.

        Raises:
            ValueError: ``instant`` is naive.
        """
        if self.instant.utcoffset() is None:
            raise ValueError("a fixed clock needs an aware instant")

    @classmethod
    def on(cls, day: date) -> FixedClock:
        """Return a clock that stands at noon of ``day`` in China."""
        return cls(datetime.combine(day, time(12), CHINA))

    def today(self) -> date:
        """Return the day in China of the instant it shows."""
        return self.instant.astimezone(CHINA).date()

    def now(self) -> datetime:
        """Return the instant it shows, in UTC."""
        return self.instant.astimezone(UTC)


def day_of(instant: datetime) -> date:
    """Return the day in China on which an aware ``instant`` falls.

    Raises:
        ValueError: ``instant`` is naive and so names no moment.
    """
    return FixedClock(instant).today()
