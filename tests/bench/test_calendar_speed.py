"""How long a year's notice takes that touches a hundred thousand open deadlines."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from time import perf_counter
from typing import Final

import pytest

from petition_desk.domain.case import Case, CaseId, Demand, Petitioner
from petition_desk.domain.numbering import LocalNo
from petition_desk.domain.standing import stand_to_store
from petition_desk.domain.steps import Step, known_kind, parse_values
from petition_desk.domain.vocabulary import OPEN_CLOCK_STATES
from petition_desk.services import calendar_notices
from petition_desk.services.deadlines import standing_row
from petition_desk.services.desk import Desk
from petition_desk.storage.cases import StoredCase
from petition_desk.storage.engine import connect
from petition_desk.storage.folder import DataFolder
from tests import desks
from tests.bench.bulk_rows import Template, write_cases
from tests.bench.timing import tell
from tests.package_source import ROOT

NOTICE_2027: Final = ROOT / "tests" / "data" / "calendar" / "2027_invented.json"
TODAY: Final = date(2026, 12, 31)
CASES: Final = 50_000
TOUCHED: Final = 100_000
MOST_SECONDS: Final = 30.0
_BATCH: Final = 5_000


def templates(desk: Desk) -> list[Template]:
    """Invent pieces of December: sent to us by others, half of them accepted and told."""
    found = []
    for offset in range(22):
        received = date(2026, 12, 10) + timedelta(days=offset)
        for steps in ((), _accepted(received)):
            case = Case(
                local_no="XF2026-0001",
                received_on=received,
                registered_at=datetime(2026, 12, 10, tzinfo=UTC),
                source="县信访局",
                summary="反映户口迁移",
                demands=(Demand(1, "更正户籍姓名"),),
                petitioners=(Petitioner("黄䶮"),),
            )
            stored = StoredCase(CaseId(0), case, steps)
            standing = stand_to_store(case, steps, desk.rules(), desk.calendar(), TODAY)
            found.append(Template(case, steps, standing_row(stored, standing, TODAY)))
    return found


def _accepted(received: date) -> tuple[Step, ...]:
    told = (
        ("accepted", {"pathway": "31-6", "unit": "户政科"}),
        ("issued", {"kind": "accept", "number": "某公信告〔2026〕1号"}),
        ("notified", {"letter": "某公信告〔2026〕1号", "way": "邮寄"}),
        ("dispatched", {"unit": "户政科"}),
    )
    return tuple(
        Step(kind, received, datetime(2026, 12, 10, 1, place, tzinfo=UTC), "王警官",
             parse_values(known_kind(kind), values))
        for place, (kind, values) in enumerate(told)
    )  # fmt: skip


def spread(found: list[Template]) -> Iterator[list[tuple[CaseId, Case, Template]]]:
    batch = []
    for place in range(1, CASES + 1):
        template = found[place % len(found)]
        case = replace(template.case, id=CaseId(place), local_no=str(LocalNo(2026, place)))
        batch.append((CaseId(place), case, template))
        if len(batch) == _BATCH:
            yield batch
            batch = []


@pytest.fixture(scope="module")
def great_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = desks.make_template(tmp_path_factory.mktemp("great") / "desk")
    desk = desks.open_again(folder, today=TODAY)
    found, keys = templates(desk), desk.database.keys
    desk.close()
    raw = connect(DataFolder(folder).database, keys)
    for batch in spread(found):
        write_cases(raw, batch)
    raw.execute("ANALYZE")
    raw.close()
    return folder


@pytest.mark.bench
def test_a_notice_that_touches_a_hundred_thousand_open_deadlines(
    great_folder: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "desk"
    shutil.copytree(great_folder, folder)
    desk = desks.open_again(folder, today=TODAY)
    touched = _open_clocks_from(desk, date(2026, 12, 24))
    assert touched >= TOUCHED
    started = perf_counter()
    shown = calendar_notices.load_calendar(desk, NOTICE_2027, preview=True)
    preview_seconds = perf_counter() - started
    started = perf_counter()
    loaded = calendar_notices.load_calendar(desk, NOTICE_2027)
    load_seconds = perf_counter() - started
    assert loaded == shown
    assert len(loaded.moved) + loaded.settled_count > TOUCHED // 2
    peer = _rewriting(desk)
    what = f"{touched} open deadlines, {len(loaded.moved)} dates moved"
    tell(f"showing what a notice moves ({what})", preview_seconds, MOST_SECONDS, "rewriting", peer)
    tell(f"loading it ({what})", load_seconds, MOST_SECONDS, "rewriting every clock's day", peer)
    desk.close()
    assert preview_seconds <= MOST_SECONDS
    assert load_seconds <= MOST_SECONDS


@pytest.mark.bench
def test_a_notice_is_given_up_at_once_when_it_is_cancelled(
    great_folder: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "desk"
    shutil.copytree(great_folder, folder)
    desk = desks.open_again(folder, today=TODAY)
    asked_at: list[float] = []
    started = perf_counter()

    def cancelled() -> bool:
        asked_at.append(perf_counter())
        return len(asked_at) > 2 * CASES // calendar_notices.BATCH

    with pytest.raises(calendar_notices.LoadCancelledError):
        calendar_notices.load_calendar(desk, NOTICE_2027, cancelled=cancelled)
    gave_up = perf_counter() - asked_at[-1]
    longest = max(b - a for a, b in pairwise([started, *asked_at]))
    tell("longest wait for an answer to cancel", longest, 1.0, "rolling back", gave_up)
    assert desk.calendar().loaded_years[-1] == 2026
    desk.close()
    assert longest <= 1.0


def _open_clocks_from(desk: Desk, first: date) -> int:
    with desk.reading() as work:
        rows = work.shifts.clocks_of(work.shifts.touched_cases(first), TODAY)
    return sum(
        row.clock.state in OPEN_CLOCK_STATES and row.clock.due_rolled >= first for row in rows
    )


def _rewriting(desk: Desk) -> float:
    """Write every clock's reminding day anew by one bare statement; rolled back."""
    started = perf_counter()
    with desk.begin() as work:
        work._connection.exec_driver_sql(
            "UPDATE clocks SET due_rolled = date(due_rolled, '+1 day')"
        )
    return perf_counter() - started
