"""`postpone`, `self-check`, and the files that `due` writes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.cli.conftest import Office


@pytest.fixture
def no(office: Office) -> str:
    return office.register(received_on="2026-11-11", demands=["说明情况"])


def test_a_reminder_is_put_off_and_taken_back(office: Office, no: str) -> None:
    told = office.run(
        "postpone", no, "notify-direct", "--until", "2026-11-24", "--reason", "等材料"
    ).stdout
    assert told.strip() == f"{no}　书面告知　推迟到 2026-11-24 再提醒"
    assert office.run("postpone", no, "notify-direct", "--undo").stdout.strip() == "已取消推迟。"
    assert (
        office.run("postpone", no, "notify-direct", "--undo").stdout.strip() == "这一项没有推迟。"
    )


def test_past_the_limit_is_refused_by_the_rule(office: Office, no: str) -> None:
    refused = office.run(
        "postpone", no, "notify-direct", "--until", "2026-11-26", "--reason", "等材料", code=3
    )
    assert "最晚推迟到 2026-11-25" in refused.stderr
    assert "本局规定" in refused.stderr
    office.run("postpone", no, "notify-direct", "--until", "2026-11-24", code=4)
    office.run("postpone", no, "notify-direct", code=2)
    office.run("postpone", no, "handle", "--until", "2026-11-24", "--reason", "等", code=2)
    office.run("postpone", "XF2026-0999", "handle", "--undo", code=2)


def test_the_room_is_counted_and_listed(office: Office, no: str) -> None:
    room = office.json("self-check")
    notice = next(check for check in room["checks"] if check["kind"] == "notice")
    assert notice == {"kind": "notice", "title": "未告知", "total": 1, "late": 0, "soon": 1}
    assert room["units"][0]["unit"] == ""
    (listed,) = office.json("self-check", "notice")
    assert (listed["no"], listed["on"], listed["days_left"]) == (no, "2026-11-26", 6)
    text = office.run("self-check").stdout
    assert "未告知　1　已逾期 0，七日内 1" in text
    assert no in office.run("self-check", "未告知").stdout
    office.run("self-check", "nonsense", code=2)


def test_due_writes_a_calendar_file_and_two_pages(office: Office, no: str, tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("a.ics", "b.pdf", "c.pdf")]
    told = office.run("due", "--ics", paths[0], "--pdf", paths[1], "--weekly", paths[2]).stdout
    assert told.splitlines() == [str(path) for path in paths]
    calendar = paths[0].read_bytes()
    assert calendar.startswith(b"BEGIN:VCALENDAR\r\n")
    assert f"SUMMARY:{no} 书面告知\r\n".encode() in calendar
    assert paths[1].read_bytes().startswith(b"%PDF-")
    assert paths[2].read_bytes().startswith(b"%PDF-")


def test_files_are_written_for_today_alone(office: Office, tmp_path: Path) -> None:
    refused = office.run("due", "--on", "2026-11-01", "--pdf", tmp_path / "a.pdf", code=2)
    assert "--on" in refused.stderr
    assert not (tmp_path / "a.pdf").exists()
    office.run("due", "--ics", tmp_path / "no" / "a.ics", code=5)


def test_a_clock_set_back_is_said_on_standard_error_and_nothing_else_changes(
    office: Office, no: str
) -> None:
    assert office.run("due").stderr == ""
    office.today = date(2026, 11, 12)
    told = office.run("due", "--days", "30")
    assert "电脑时间比上次使用时（2026-11-20 12:00）早了约 8 天" in told.stderr
    assert no in told.stdout
    assert office.json("due", "--days", "30")[0]["days_left"] == 14
    office.today = date(2026, 11, 20)
    assert office.run("due").stderr == ""
