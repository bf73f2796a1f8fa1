"""A file of an older schema: what newer tables hold is worked out at the first refresh."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from petition_desk.clock import FixedClock
from petition_desk.domain.self_check import CheckKind
from petition_desk.services import clock_watch, deadlines
from petition_desk.services.desk import open_desk
from petition_desk.services.self_check import listed, room_check
from petition_desk.services.today import today_page
from petition_desk.storage.schema import SCHEMA_NUMBER
from tests import desks
from tests.storage.desks import PASSWORD

TESTS = Path(__file__).resolve().parents[1]
OLDER = [
    folder
    for folder in sorted(TESTS.glob("databases/schema-*"))
    if int(folder.name.removeprefix("schema-")) < SCHEMA_NUMBER
]
NOTICE = TESTS / "data" / "calendar" / "2027_invented.json"


@pytest.mark.parametrize("kept", OLDER, ids=lambda folder: folder.name)
def test_the_self_check_of_an_older_file_is_whole_after_the_first_refresh(
    kept: Path, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(kept, tmp_path / "office"))
    desk = open_desk(folder, "王警官", PASSWORD, FixedClock.on(desks.TODAY), wait_seconds=0)
    with desk.begin() as work:
        # The sample of a notice that the old file holds is none.
        for year in work.calendars.all():
            work.calendars.save(year, NOTICE.read_text(encoding="utf-8"))
        work.commit()
    desk.forget_cached()
    assert clock_watch.look(desk) is None
    assert deadlines.refresh(desk) == 11
    assert deadlines.refresh(desk) == 0
    room = room_check(desk)
    decided = listed(desk, CheckKind.DECISION)
    assert sum(count.total for count in room.counts) > 0
    assert decided.total == len(decided.items)
    owed = next(group for group in today_page(desk).groups if group.id == "not-entered")
    national = next(c for c in room.counts if c.check.kind is CheckKind.NATIONAL)
    assert national.total == owed.total
    desk.close()
