"""The calendar file as RFC 5545 has it: line ends, folding, escapes, whole days, alarms."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petition_desk.exchange.ics import CalendarEntry, calendar_file, escaped, folded

AT = datetime(2026, 11, 20, 12, 0, 5, tzinfo=timezone(timedelta(hours=8)))


def written(*entries: CalendarEntry) -> str:
    return calendar_file(entries, AT).decode()


def unfolded(text: str) -> list[str]:
    return text.replace("\r\n ", "").split("\r\n")[:-1]


def test_one_deadline_is_one_whole_day_with_two_alarms() -> None:
    entry = CalendarEntry("a1@petition-desk", date(2026, 12, 31), "XF2026-0001 办结")
    assert unfolded(written(entry)) == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Petition Desk//deadlines//ZH",
        "CALSCALE:GREGORIAN",
        "BEGIN:VEVENT",
        "UID:a1@petition-desk",
        "DTSTAMP:20261120T040005Z",
        f"SEQUENCE:{int(AT.astimezone(UTC).timestamp()) // 60}",
        "DTSTART;VALUE=DATE:20261231",
        "DTEND;VALUE=DATE:20270101",
        "SUMMARY:XF2026-0001 办结",
        "CLASS:PRIVATE",
        "TRANSP:TRANSPARENT",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "TRIGGER:-PT15H",
        "DESCRIPTION:XF2026-0001 办结",
        "END:VALARM",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "TRIGGER:PT9H",
        "DESCRIPTION:XF2026-0001 办结",
        "END:VALARM",
        "END:VEVENT",
        "END:VCALENDAR",
    ]


def test_every_line_ends_with_carriage_return_and_line_feed() -> None:
    text = written(CalendarEntry("a@b", date(2026, 1, 1), "甲"))
    assert text.endswith("END:VCALENDAR\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert "\r" not in text.replace("\r\n", "")


def test_a_calendar_without_entries_is_still_a_calendar() -> None:
    assert unfolded(written())[-1] == "END:VCALENDAR"


@given(st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=200))
def test_no_line_is_longer_than_75_octets_and_nothing_is_lost(text: str) -> None:
    line = f"SUMMARY:{text}"
    parts = folded(line).split("\r\n")
    assert all(len(part.encode()) <= 75 for part in parts)
    assert all(part.startswith(" ") for part in parts[1:])
    assert parts[0] + "".join(part[1:] for part in parts[1:]) == line


def test_what_parts_values_is_escaped() -> None:
    assert escaped("甲;乙,丙\\丁\n戊\r") == "甲\\;乙\\,丙\\\\丁\\n戊"


def test_an_instant_without_offset_is_refused() -> None:
    with pytest.raises(ValueError, match="offset"):
        calendar_file([], datetime(2026, 1, 1))  # noqa: DTZ001 - that is what is refused
