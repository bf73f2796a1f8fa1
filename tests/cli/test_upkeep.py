"""`demo`, `calendar`, `backup`, `restore`, `verify`, `self-test`."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook
from sqlalchemy import text

from tests.cli.conftest import Office
from tests.desks import OFFICER, open_again
from tests.services.test_settings import NOTICE_2027


def test_demo_is_the_same_for_the_same_seed(office: Office) -> None:
    assert "25 件" in office.run("demo", "--cases", "25", "--until", "2026-06-30").stderr
    first = office.json("show", "XF2026-0001")
    assert first["case"]["received_on"] <= "2026-06-30"
    assert office.run("demo", "--cases", "0", code=2)


def test_a_calendar_is_previewed_then_loaded(office: Office) -> None:
    office.today = date(2026, 12, 28)
    number = office.register(
        source="县信访局", received_on="2026-12-28", petitioned_on="2026-12-20", demands=["甲"]
    )
    told = office.run("calendar", "load", NOTICE_2027, "--preview").stdout
    assert "没有写入" in told
    assert f"{number}　提出异议　期满日　2027-01-04 → 2027-01-05" in told
    before = office.json("why", "object-assigned", "--from", "2026-12-28")
    assert (before["deadline"], len(before["provisional"])) == ("2027-01-04", 3)
    assert "已载入" in office.run("calendar", "load", NOTICE_2027).stdout
    after = office.json("why", "object-assigned", "--from", "2026-12-28")
    assert (after["deadline"], after["provisional"]) == ("2027-01-05", [])


def test_a_bad_calendar_ends_with_4(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "2027.json"
    path.write_text("{", encoding="utf-8")
    assert "JSON" in office.run("calendar", "load", path, code=4).stderr


def test_a_backup_says_where_it_is_and_takes_the_data_back(office: Office, tmp_path: Path) -> None:
    office.register(summary="先来的")
    copy = Path(office.run("backup", tmp_path / "copies").stdout.strip())
    assert copy.is_file()
    office.register(summary="后来的")
    assert "没有删除" in office.run("restore", copy).stderr
    assert office.json("show", "XF2026-0001")["case"]["summary"] == "先来的"
    office.run("show", "XF2026-0002", code=2)
    office.run("verify")
    elsewhere = Office(tmp_path / "new pc")
    elsewhere.run("restore", tmp_path / "copies")
    elsewhere.run("show", "XF2026-0001")


def test_restoring_what_is_no_copy_ends_with_5(office: Office, tmp_path: Path) -> None:
    office.run("restore", tmp_path / "none.db", code=5)
    copy = Path(office.run("backup", tmp_path / "copies").stdout.strip())
    copy.write_bytes(copy.read_bytes()[:4096] + b"x" * 4096)
    assert "损坏" in office.run("restore", copy, code=5).stderr
    office.run("verify")


def test_an_altered_journal_ends_with_4_and_the_place(office: Office) -> None:
    office.register()
    assert "日志完整" in office.run("verify").stdout
    desk = open_again(office.data, account=OFFICER)
    with desk.begin() as work:
        work._connection.execute(text("DELETE FROM journal WHERE seq = 4"))
        work.commit()
    desk.close()
    result = office.run("verify", code=4)
    assert "缺少第 4 条" in result.stderr
    assert result.stdout == ""


def test_the_program_tests_itself_with_every_screen(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "petition_desk", "self-test"],
        env={**os.environ, "XDG_DATA_HOME": str(tmp_path / "home"), "TMPDIR": str(tmp_path)},
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "失败" not in done.stdout
    for part in ("受理告知书", "恢复", "窗口 今日"):
        assert part in done.stdout
    assert list(tmp_path.iterdir()) == [], "nothing is left behind"


def test_damaged_data_does_not_hold_when_verified(office: Office) -> None:
    office.register()
    database = office.data / "petition-desk.db"
    content = bytearray(database.read_bytes())
    content[len(content) // 2] ^= 1
    database.write_bytes(content)
    assert "已损坏" in office.run("verify", code=4).stderr


def test_a_group_without_its_verb_names_those_there_are(office: Office) -> None:
    told = office.run("calendar", code=2).stderr
    assert told == "缺少命令。可用的有：load。\n"


def _sheet(path: Path, *rows: tuple[object, ...]) -> Path:
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = "2027年"
    for row in (("日期", "节日", "安排"), *rows):
        page.append(list(row))
    book.save(path)
    return path


def test_a_calendar_is_loaded_from_a_sheet_too(office: Office, tmp_path: Path) -> None:
    path = _sheet(tmp_path / "放假.xlsx", ("2027-01-01", "元旦", "放假"))
    assert "预览" in office.run("calendar", "load", path, "--preview").stdout
    assert office.json("why", "notify-direct", "--from", "2026-12-17")["provisional"] != []
    assert "2027 年放假安排已载入" in office.run("calendar", "load", path).stdout
    assert office.json("why", "notify-direct", "--from", "2026-12-17")["provisional"] == []


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (("2027-01-01", "元旦", "放假"), "写了两次"),
        (("2027-01-04", "元旦", "上班"), "周一"),
        (("2028-01-01", "元旦", "放假"), "不在 2027 年"),
        (("2027-02-30", "元旦", "放假"), "2027-02-30"),
    ],
)
def test_a_bad_sheet_is_refused_with_its_row_and_nothing_is_changed(
    office: Office, tmp_path: Path, row: tuple[object, ...], said: str
) -> None:
    path = _sheet(tmp_path / "放假.xlsx", ("2027-01-01", "元旦", "放假"), row)
    for more in ((), ("--preview",)):
        told = office.run("calendar", "load", path, *more, code=4).stderr
        assert "第 3 行" in told
        assert said in told
    assert office.json("why", "notify-direct", "--from", "2026-12-17")["provisional"] != []
