"""A year's notice: shown with what it moves, then written at once, or not at all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from petition_desk.domain.workdays import CalendarFactError
from petition_desk.domain.year_notices import year_notice_json
from petition_desk.errors import InputError
from petition_desk.services import calendar_notices, intake
from petition_desk.services.desk import Desk
from petition_desk.services.today import due
from tests.desks import registration
from tests.package_source import ROOT

NOTICE_2027 = ROOT / "tests" / "data" / "calendar" / "2027_invented.json"


def test_a_notice_shows_what_it_moves_before_anything_is_written(
    reopen: Callable[..., Desk],
) -> None:
    desk = reopen(today=date(2026, 12, 28))
    facts = registration(source="县信访局", received_on="2026-12-28", petitioned_on="2026-12-20")
    no = intake.register(desk, {**facts, "demands": ["甲"]}).local_no
    load = calendar_notices.load_calendar(desk, NOTICE_2027, preview=True)
    moved = {(item.rule, item.date_name): (item.was, item.now) for item in load.moved}
    # WORDING 4, example 12: five working days across the turn of the year.
    assert moved["object-assigned", "期满日"] == (date(2027, 1, 4), date(2027, 1, 5))
    assert {item.local_no for item in load.moved} == {no}
    assert desk.calendar().loaded_years[-1] == 2026
    before = [item.deadline for item in due(desk, days=30) if item.rule == "object-assigned"]
    assert before == [date(2027, 1, 4)]

    assert calendar_notices.load_calendar(desk, NOTICE_2027) == load
    assert desk.calendar().loaded_years[-1] == 2027
    after = [item.deadline for item in due(desk, days=30) if item.rule == "object-assigned"]
    assert after == [date(2027, 1, 5)]


def test_a_confidential_case_is_shown_by_number_and_date_alone(
    reopen: Callable[..., Desk],
) -> None:
    desk = reopen(today=date(2026, 12, 28))
    facts = registration(source="县信访局", received_on="2026-12-28", matter_kind="检举控告")
    intake.register(desk, facts | {"petitioned_on": "2026-12-20", "demands": ["甲"]})
    load = calendar_notices.load_calendar(desk, NOTICE_2027, preview=True)
    assert load.moved
    assert {item.of for item in load.moved} == {""}


def test_a_mended_notice_of_a_loaded_year_replaces_it(desk: Desk, tmp_path: Path) -> None:
    facts = registration(source="县信访局", demands=["甲"])
    intake.register(desk, facts)
    shipped = desk.calendar().notice_of(2026)
    assert shipped is not None
    mended = replace(shipped, off={**shipped.off, date(2026, 11, 25): "临时放假"})
    path = tmp_path / "2026.json"
    path.write_text(year_notice_json(mended), encoding="utf-8")
    load = calendar_notices.load_calendar(desk, path)
    assert [(item.rule, item.was, item.now) for item in load.moved] == [
        ("object-assigned", date(2026, 11, 27), date(2026, 11, 30))
    ]
    stored = [item.deadline for item in due(desk, days=30) if item.rule == "object-assigned"]
    assert stored == [date(2026, 11, 30)]
    assert not desk.calendar().is_workday(date(2026, 11, 25))


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("", "空"),
        ("{", "JSON"),
        (
            '{"year": 2027, "days": [{"name": "元旦", "date": "2027-02-30", "isOffDay": true}]}',
            "第 1 行",
        ),
    ],
)
def test_a_bad_notice_is_named_and_nothing_written(
    desk: Desk, tmp_path: Path, text: str, named: str
) -> None:
    path = tmp_path / "2027.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CalendarFactError, match=named):
        calendar_notices.load_calendar(desk, path)
    assert desk.calendar().loaded_years[-1] == 2026


def test_a_missing_or_unreadable_notice_is_a_fault_of_the_input(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="读不到"):
        calendar_notices.load_calendar(desk, tmp_path / "none.json")
    path = tmp_path / "gbk.json"
    path.write_bytes("放假".encode("gbk"))
    with pytest.raises(InputError, match="UTF-8"):
        calendar_notices.load_calendar(desk, path)


def test_a_file_of_several_years_is_refused(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "two.toml"
    path.write_text(
        '[2027.off]\n"元旦" = [2027-01-01]\n[2028.off]\n"元旦" = [2028-01-01]\n', encoding="utf-8"
    )
    with pytest.raises(InputError, match="一次载入一年"):
        calendar_notices.load_calendar(desk, path)
