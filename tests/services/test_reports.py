"""The morning page, the leader's list, the calendar file: what they say, and what they do not."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from petition_desk.services import intake, postponing, reports
from petition_desk.services.casework import record_step
from petition_desk.services.demo import invent
from petition_desk.services.desk import Desk
from petition_desk.services.today import due
from tests.desks import registration

SEALED = {"matter_kind": "检举控告", "summary": "检举赵六收受好处", "demands": ["追究责任"]}


@pytest.fixture
def room(desk: Desk) -> list[str]:
    """A late case, one put off, and a confidential one."""
    facts: tuple[dict[str, object], ...] = (
        {"received_on": "2026-11-02", "summary": "黄䶮反映户口登记", "demands": ["甲"]},
        {"received_on": "2026-11-11", "demands": ["乙"]},
        {"received_on": "2026-11-09", **SEALED},
    )
    numbers = [intake.register(desk, registration(**fact)).local_no for fact in facts]
    postponing.postpone(desk, numbers[1], "notify-direct", "", date(2026, 11, 24), "等材料")
    return numbers


def words_of(pdf: bytes, folder: Path) -> str:
    path = folder / "page.pdf"
    path.write_bytes(pdf)
    done = subprocess.run(
        ["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True, encoding="utf-8"
    )
    # How wide a gap is told as blanks is the reader's guess: none is left between two words.
    return re.sub(r"[ \t]+", "", done.stdout)


def test_the_morning_page_lists_the_day_with_masked_names(
    desk: Desk, room: list[str], tmp_path: Path
) -> None:
    text = words_of(reports.morning_page(desk), tmp_path)
    assert "11月20日星期五" in text
    assert "今天要办1件，其中1件已逾期" in text
    late, put_off, sealed = room
    assert re.search(rf"逾期3天11-17周二书面告知{late}黄\*\*黄\*\*反映户口登记", text)
    assert re.search(rf"至11-2411-26周四书面告知{put_off}", text)
    assert re.search(rf"剩4天11-24周二书面告知{sealed}保密件", text)
    assert "黄䶮" not in text
    assert "赵六" not in text
    assert "未录国网3件" in text
    assert "2027年放假安排未载入" in text


def test_the_leaders_list_has_units_and_numbers_and_no_petitioner(
    desk: Desk, room: list[str], tmp_path: Path
) -> None:
    record_step(desk, room[0], "accepted", {"pathway": "31-6", "unit": "户政科"})
    text = words_of(reports.weekly_list(desk), tmp_path)
    assert "某某县公安局信访期限周报" in text
    assert "11-16至11-22截至2026-11-20周五" in text
    assert re.search(rf"{room[0]}书面告知2026-11-17周二逾期3天户政科待告知", text)
    assert re.search(r"下周到期2件11-23至11-29", text)
    assert re.search(rf"{room[2]}书面告知2026-11-24周二剩4天保密件\s", text)
    assert re.search(r"户政科1001", text)
    for word in ("黄", "赵六", "户口登记", "13812345678"):
        assert word not in text


def test_an_empty_room_gives_both_pages_all_the_same(desk: Desk, tmp_path: Path) -> None:
    assert "今天没有要办的事项" in words_of(reports.morning_page(desk), tmp_path)
    assert "已逾期0件" in words_of(reports.weekly_list(desk), tmp_path)


def test_a_full_room_goes_on_to_further_pages_with_their_heads(desk: Desk, tmp_path: Path) -> None:
    invent(desk, 200)
    pages = words_of(reports.morning_page(desk), tmp_path).rstrip("\f").split("\f")
    assert len(pages) >= 2
    assert all("最后一日" in page for page in pages[:-1])
    assert "—2—" in pages[1]


def test_the_calendar_file_names_numbers_and_clocks_alone(desk: Desk, room: list[str]) -> None:
    text = reports.deadlines_ics(desk).decode().replace("\r\n ", "")
    summaries = sorted(re.findall(r"SUMMARY:(.*)\r\n", text))
    late, put_off, sealed = room
    assert f"{late} 书面告知" in summaries
    assert f"{put_off} 书面告知" in summaries, "what was put off is still a deadline"
    assert sealed in summaries, "a sealed matter is a number and nothing else"
    assert not any(name.startswith(f"{sealed} ") for name in summaries)
    for word in ("黄", "赵六", "户口", "139", "138"):
        assert word not in text
    days = re.findall(r"DTSTART;VALUE=DATE:(\d{8})", text)
    assert len(days) == len(due(desk, days=3_650))
    assert "20261117" in days


def test_uids_stay_and_are_all_different(
    desk: Desk, room: list[str], reopen: Callable[..., Desk]
) -> None:
    def uids(of: Desk) -> list[str]:
        return re.findall(r"UID:(.*)\r\n", reports.deadlines_ics(of).decode())

    first = uids(desk)
    assert len(set(first)) == len(first) > 2
    assert all(re.fullmatch(r"[0-9a-f]{32}@petition-desk", uid) for uid in first)
    assert set(first) <= set(uids(reopen(today=date(2026, 11, 23))))


def test_a_day_limits_the_calendar_file(desk: Desk, room: list[str]) -> None:
    text = reports.deadlines_ics(desk, date(2026, 11, 20)).decode()
    assert text.count("BEGIN:VEVENT") == 1
