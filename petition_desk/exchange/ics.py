"""Deadlines as a calendar file (iCalendar, RFC 5545), for a calendar that other people can open.

An entry says what it is given and nothing else: whoever fills it in names no person. A day is a
whole day without a time, so it is the same day in every time zone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

_PRODUCT: Final = "-//Petition Desk//deadlines//ZH"
_LINE_END: Final = "\r\n"
#: A content line is at most so many octets long, without its end (RFC 5545, 3.1).
_LONGEST: Final = 75
#: Nine in the morning of the day before, and of the day itself, counted from its midnight.
_ALARMS: Final = ("-PT15H", "PT9H")
_ESCAPES: Final = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """One whole day.

    Attributes:
        uid: Names it for good: the same entry read again replaces the old one.
        on: The day.
        summary: What stands on that day.
    """

    uid: str
    on: date
    summary: str


def calendar_file(entries: Iterable[CalendarEntry], written_at: datetime) -> bytes:
    """Return the file, in UTF-8.

    Raises:
        ValueError: ``written_at`` is naive and so names no moment.
    """
    if written_at.tzinfo is None:
        raise ValueError("an instant needs its offset")
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{_PRODUCT}",
        "CALSCALE:GREGORIAN",
        *(line for entry in entries for line in _event(entry, written_at)),
        "END:VCALENDAR",
    ]
    return "".join(folded(line) + _LINE_END for line in lines).encode()


def _event(entry: CalendarEntry, written_at: datetime) -> Iterator[str]:
    summary = escaped(entry.summary)
    yield "BEGIN:VEVENT"
    yield f"UID:{entry.uid}"
    yield f"DTSTAMP:{written_at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    # A file written later is the newer one, in whatever order they are read.
    yield f"SEQUENCE:{int(written_at.timestamp()) // 60}"
    yield f"DTSTART;VALUE=DATE:{entry.on:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{entry.on + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{summary}"
    yield "CLASS:PRIVATE"
    yield "TRANSP:TRANSPARENT"
    for trigger in _ALARMS:
        yield "BEGIN:VALARM"
        yield "ACTION:DISPLAY"
        yield f"TRIGGER:{trigger}"
        yield f"DESCRIPTION:{summary}"
        yield "END:VALARM"
    yield "END:VEVENT"


def escaped(text: str) -> str:
    """Return a text as a value: what parts values in the format is marked (RFC 5545, 3.3.11)."""
    return text.translate(_ESCAPES)


def folded(line: str) -> str:
    """Return a content line, continued after 75 octets; no character is cut in two."""
    parts, part, size = [], "", 0
    for char in line:
        width = len(char.encode())
        if size + width > _LONGEST:
            parts.append(part)
            # The blank that continues a line counts as its first octet.
            part, size = "", 1
        part += char
        size += width
    return f"{_LINE_END} ".join([*parts, part])
