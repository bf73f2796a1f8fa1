"""Clocks set back, files changed by another hand, copies taken back."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection

from petition_desk.services import casework, intake
from petition_desk.services.deadlines import refresh
from petition_desk.services.today import today_page
from petition_desk.storage import keys as key_room
from petition_desk.storage.engine import new_engine
from petition_desk.storage.folder import DataFolder
from tests import desks
from tests.attack.commands import Office


def with_the_key(office: Office, act: Callable[[Connection], object]) -> None:
    """Change the database as somebody could who has a password and a tool of their own."""
    folder = DataFolder(office.data)
    unlocked = key_room.unlock(folder.keyfile, desks.OFFICER, desks.PASSWORD)
    engine = new_engine(folder.database, unlocked)
    with engine.begin() as connection:
        act(connection)
    engine.dispose()


def registered(office: Office, **facts: object) -> str:
    """Register a case in this process and return its number."""
    with office.desk() as desk:
        return intake.register(desk, desks.registration(**facts)).local_no


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE journal SET account = '别人' WHERE seq = 4", "第 4 条"),
        ("UPDATE journal SET at = '2020-01-01 00:00:00' WHERE seq = 3", "第 3 条"),
        ("UPDATE journal SET after = '{}' WHERE seq = 5", "第 5 条"),
        ("UPDATE journal SET mac = zeroblob(32) WHERE seq = 4", "第 4 条"),
        ("DELETE FROM journal WHERE seq = 4", "第 4 条"),
        ("DELETE FROM journal WHERE seq >= (SELECT max(seq) FROM journal)", "末尾"),
        ("DELETE FROM journal", "末尾"),
    ],
)
def test_a_journal_that_was_tampered_with_is_found_and_told_where(
    office: Office, statement: str, said: str
) -> None:
    with office.desk() as desk:
        intake.register(desk, desks.registration())
    with_the_key(office, lambda connection: connection.exec_driver_sql(statement))
    done = office.here("verify", code=4)
    assert said in done.err
    assert done.out == ""


def test_a_whole_older_database_put_in_place_is_found(office: Office) -> None:
    database = office.data / "petition-desk.db"
    older = office.data.parent / "older.db"
    shutil.copyfile(database, older)
    registered(office)
    for left in office.data.glob("petition-desk.db-*"):
        left.unlink()
    shutil.copyfile(older, database)
    done = office.run("verify", code=4)
    assert "较旧" in done.err


def give_every_right(fields: dict[str, Any]) -> None:
    fields["accounts"][1]["rights"] = ["admin", "export-full", "see-sealed"]


def take_a_name(fields: dict[str, Any]) -> None:
    fields["accounts"][1]["name"] = "局长"


def change_places(fields: dict[str, Any]) -> None:
    one, other = fields["accounts"]
    one["name"], other["name"] = other["name"], one["name"]


def cheapen_the_guess(fields: dict[str, Any]) -> None:
    fields["recovery"]["argon2id"]["time_cost"] += 1


def remove_an_account(fields: dict[str, Any]) -> None:
    del fields["accounts"][0]


@pytest.mark.parametrize(
    "change",
    [give_every_right, take_a_name, change_places, cheapen_the_guess, remove_an_account],
)
def test_a_key_file_changed_by_hand_opens_nothing(
    office: Office, change: Callable[[dict[str, Any]], None]
) -> None:
    keyfile = office.data / "keys.json"
    fields = json.loads(keyfile.read_text(encoding="utf-8"))
    change(fields)
    keyfile.write_text(json.dumps(fields, ensure_ascii=False), encoding="utf-8")
    office.account = fields["accounts"][-1]["name"]
    done = office.here("verify", code=5)
    assert "改动过" in done.err or "口令不对" in done.err


def test_a_copy_is_taken_back_onto_an_empty_folder_with_everything(office: Office) -> None:
    number = registered(office)
    copy = Path(office.run("backup").out.strip())
    registered(office)
    empty = replace(office, data=office.data.parent / "new-pc" / "data")
    empty.run("restore", copy)
    assert empty.here("show", number, "--json").json()["petitioners"][0]["name"] == "黄䶮"
    empty.here("show", "XF2026-0002", code=2)
    empty.entries()
    assert registered(empty) == "XF2026-0002"


def test_a_copy_taken_back_over_data_puts_that_aside_whole(office: Office) -> None:
    copy = Path(office.run("backup").out.strip())
    registered(office)
    done = office.run("restore", copy)
    aside = next((office.data / "aside").glob("*.db"))
    assert str(aside) in done.err
    office.here("show", "XF2026-0001", code=2)
    for name in ("keys.json", "petition-desk.db"):
        mode = (office.data / name).stat().st_mode
        assert mode & 0o077 == 0 or sys.platform == "win32", f"{name} is its owner's alone"
    office.here("restore", aside)
    office.here("show", "XF2026-0001")
    office.entries()


def test_a_damaged_copy_is_refused_and_the_data_stays(office: Office) -> None:
    number = registered(office)
    copy = Path(office.run("backup").out.strip())
    content = copy.read_bytes()
    copy.write_bytes(content[:40_000] + bytes(4096) + content[44_096:])
    with office.unchanged():
        assert "损坏" in office.run("restore", copy, code=5).err
    office.here("show", number)


def on(office: Office, day: date) -> Office:
    """The same office on another day."""
    return replace(office, today=day)


def test_a_clock_set_back_loses_nothing_and_counts_anew(office: Office) -> None:
    number = registered(office, received_on="2026-11-03", petitioned_on="2026-11-03")
    with office.desk() as desk:
        late = today_page(desk)
    assert late.overdue_count == 1
    back = on(office, date(2026, 11, 6))
    with back.desk() as desk:
        assert refresh(desk) == 1
        assert today_page(desk).overdue_count == 0
        assert casework.show(desk, number).case.local_no == number
        received = {"received_on": "2026-11-06", "petitioned_on": "2026-11-06"}
        assert intake.register(desk, desks.registration(**received)).local_no == "XF2026-0002"
    back.entries()
    with office.desk() as desk:
        refresh(desk)
        assert today_page(desk).overdue_count >= 1


def test_a_case_of_a_day_that_has_not_come_yet_can_still_be_shown(office: Office) -> None:
    number = registered(office)
    back = on(office, desks.TODAY - timedelta(days=400))
    told = back.here("show", number, "--json").json()
    assert told["case"]["local_no"] == number
    back.here("due", "--json")
    back.here("verify")
    refused = back.here("step", number, "withdrawn", "on=2026-11-20", code=4)
    assert "今天之后" in refused.err


def test_a_clock_years_ahead_still_tells_what_is_due(office: Office) -> None:
    number = registered(office)
    ahead = on(office, date(2040, 1, 2))
    due = ahead.here("due", "--json").json()
    assert [item["no"] for item in due] == [number] * len(due) != []
    day = "2040-01-02"
    assert registered(ahead, received_on=day, petitioned_on=day) == "XF2040-0001"
    ahead.entries()
