"""Unlocked desks for tests: a real key file, a real encrypted database, a clock that stands still.

The folder is made once for a test session and copied, so that a test pays milliseconds.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

from petition_desk.clock import FixedClock
from petition_desk.services import desk as desk_room
from petition_desk.services.desk import Desk
from petition_desk.storage import keys as key_room
from petition_desk.storage.folder import DataFolder
from petition_desk.storage.keyfile import Cost
from petition_desk.storage.unit_of_work import Database

#: One guess in well under a millisecond; only tests may be this cheap.
FAST: Final = Cost(time_cost=1, memory_kib=8, parallelism=1)
TODAY: Final = date(2026, 11, 20)
OFFICER: Final = "王警官"
PASSWORD: Final = "correct horse 电池"
COLLEAGUE: Final = "李警官"
"""An account without any of the three rights."""

SETTINGS: Final[Mapping[str, str]] = {
    "office.name": "某某县公安局",
    "office.query_phone": "0771-1234567",
    "office.reception_address": "某某县城关镇公安路1号",
    "office.review_body.name": "某某市公安局",
    "office.review_body.address": "某某市某路1号",
    "office.review_body.phone": "0771-7654321",
}


def make_template(folder: Path) -> Path:
    """Create the folder that tests copy: two accounts, the office's settings."""
    clock = FixedClock.on(TODAY)
    database, _ = Database.create(folder, OFFICER, PASSWORD, clock, cost=FAST)
    with database.begin(OFFICER, clock.now()) as work:
        for key, value in SETTINGS.items():
            work.settings.set(key, value)
        work.commit()
    keyfile = DataFolder(folder).keyfile
    key_room.add_account(keyfile, database.keys, COLLEAGUE, PASSWORD, (), cost=FAST)
    database.close()
    return folder


def open_copy(template: Path, folder: Path, *, today: date = TODAY, account: str = OFFICER) -> Desk:
    """Copy the folder and open it."""
    shutil.copytree(template, folder)
    return open_again(folder, today=today, account=account)


def open_again(folder: Path, *, today: date = TODAY, account: str = OFFICER) -> Desk:
    """Open a folder that is there already; the desk before it must be closed."""
    return desk_room.open_desk(folder, account, PASSWORD, FixedClock.on(today), wait_seconds=0)


def registration(**facts: object) -> dict[str, Any]:
    """What a plain visit is registered with; keyword arguments replace or add."""
    raw: dict[str, Any] = {
        "channel": "来访",
        "source": "本局直接",
        "received_on": TODAY.isoformat(),
        "petitioned_on": TODAY.isoformat(),
        "summary": "反映户口登记姓名用字错误",
        "matter_kind": "申诉求决",
        "content": "身份证与户口簿姓名用字不一致，多次申请更正未果。",
        "demands": [{"text": "更正户籍姓名", "pathway": "31-6"}],
        "petitioners": [
            {
                "name": "黄䶮",
                "id_number": "11010519491231002X",
                "mobile": "13812345678",
                "address": "某某县城关镇幸福路1号",
            }
        ],
    }
    return {**raw, **facts}
