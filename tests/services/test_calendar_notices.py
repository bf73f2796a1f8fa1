"""A year's notice: shown with what it moves, then written at once, or not at all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook
from sqlalchemy import select

from petition_desk.domain.case import CaseId
from petition_desk.domain.ledger import LedgerFilter, LedgerSort
from petition_desk.domain.workdays import CalendarFactError, YearNotice
from petition_desk.domain.year_notices import parse_year_notices, year_notice_json
from petition_desk.errors import InputError
from petition_desk.services import calendar_notices, intake, settings
from petition_desk.services.demo import invent
from petition_desk.services.desk import Desk
from petition_desk.services.today import due, today_page
from petition_desk.storage.tables import letter_services, standings
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


def stored_rows(desk: Desk) -> list[tuple[object, ...]]:
    """Return what is stored of every standing and clock, but from when on it may change."""
    kept = []
    with desk.reading() as work:
        ids = work.ledger.matching_ids(LedgerFilter(may_see_sealed=True), LedgerSort())
        for case_id in sorted(ids):
            columns = [item for item in standings.c if item.name != "changes_on"]
            query = select(*columns).where(standings.c.case_id == case_id)
            kept.append(tuple(work._connection.execute(query).one()))
            kept += [(clock,) for clock in work.deadlines.clocks_of(CaseId(case_id))]
            limits = select(letter_services).where(letter_services.c.case_id == case_id)
            kept += [tuple(row[1:]) for row in work._connection.execute(limits)]
    return kept


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("today", [date(2026, 11, 20), date(2026, 12, 31), date(2027, 1, 5)])
def test_shifted_in_bulk_or_worked_out_anew_the_dates_are_the_same(
    reopen: Callable[..., Desk], seed: int, today: date
) -> None:
    desk = reopen(today=today)
    invent(desk, 80, seed=seed)
    calendar_notices.load_calendar(desk, NOTICE_2027)
    shifted = stored_rows(desk)
    settings.restate(desk)
    assert shifted == stored_rows(desk)


def test_a_mended_year_is_shifted_to_the_same_dates(desk: Desk) -> None:
    invent(desk, 120)
    shipped = desk.calendar().notice_of(2026)
    assert shipped is not None
    extra = {date(2026, 11, day): "临时放假" for day in (19, 23, 24, 30)}
    calendar_notices.load_notice(desk, replace(shipped, off={**shipped.off, **extra}))
    shifted = stored_rows(desk)
    settings.restate(desk)
    assert shifted == stored_rows(desk)


def test_old_dates_stay_in_the_journal(reopen: Callable[..., Desk]) -> None:
    desk = reopen(today=date(2026, 12, 28))
    facts = registration(source="县信访局", received_on="2026-12-28", petitioned_on="2026-12-20")
    no = intake.register(desk, {**facts, "demands": ["甲"]}).local_no
    calendar_notices.load_calendar(desk, NOTICE_2027)
    with desk.reading() as work:
        told = {entry.action: entry for entry in work.journal.entries(subject="2027")}
    moved = told["calendar.moved"]
    assert moved.before is not None
    assert moved.after is not None
    key = [no, "object-assigned", "", "期满日"]
    assert [*key, "2027-01-04"] in moved.before["dates"]
    assert [*key, "2027-01-05"] in moved.after["dates"]
    assert moved.before["calendar"].startswith("2020-2026/")
    assert moved.after["calendar"].startswith("2020-2027/")
    assert "calendar.loaded" in told


def test_cancelled_anywhere_nothing_is_changed(
    reopen: Callable[..., Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calendar_notices, "BATCH", 2)
    desk = reopen(today=date(2026, 12, 20))
    invent(desk, 60)
    before = stored_rows(desk)
    with desk.reading() as work:
        head = work.journal.entries(newest=1)
    asked = 0

    def stop_at(limit: int) -> Callable[[], bool]:
        def cancelled() -> bool:
            nonlocal asked
            asked += 1
            return asked > limit

        return cancelled

    stops = 0
    for limit in range(0, 400, 3):
        asked = 0
        try:
            calendar_notices.load_calendar(desk, NOTICE_2027, cancelled=stop_at(limit))
        except calendar_notices.LoadCancelledError:
            stops += 1
            assert stored_rows(desk) == before
            assert desk.calendar().loaded_years[-1] == 2026
            with desk.reading() as work:
                assert work.journal.entries(newest=1) == head
                assert work.calendars.all() == {}
        else:
            break
    assert stops >= 5


def test_progress_never_goes_back_nor_beyond_the_whole(reopen: Callable[..., Desk]) -> None:
    desk = reopen(today=date(2026, 12, 20))
    invent(desk, 60)
    told: list[tuple[int, int]] = []
    calendar_notices.load_calendar(
        desk, NOTICE_2027, progress=lambda done, total: told.append((done, total))
    )
    assert told
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert all(done <= total for done, total in told)


def test_a_sheet_loads_as_the_json_does(reopen: Callable[..., Desk], tmp_path: Path) -> None:
    desk = reopen(today=date(2026, 12, 28))
    intake.register(desk, registration(source="县信访局", received_on="2026-12-28"))
    (notice,) = parse_year_notices(NOTICE_2027.read_text("utf-8"))
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = "2027年"
    page.append(["日期", "节日", "安排"])
    for day, name in notice.off.items():
        page.append([day, name, "放假"])
    for day, name in notice.work.items():
        page.append([day, name, "上班"])
    path = tmp_path / "放假.xlsx"
    book.save(path)
    by_json = calendar_notices.load_calendar(desk, NOTICE_2027, preview=True)
    assert calendar_notices.load_calendar(desk, path, preview=True).moved == by_json.moved
    assert calendar_notices.load_calendar(desk, path).moved == by_json.moved
    page.append([date(2027, 1, 4), "元旦", "上班"])
    book.save(path)
    with pytest.raises(CalendarFactError, match="第 26 行"):
        calendar_notices.load_calendar(desk, path)


def test_a_year_loaded_again_or_far_off_is_doubtful(desk: Desk) -> None:
    shipped = desk.calendar().notice_of(2026)
    assert shipped is not None
    again = calendar_notices.preview_notice(desk, shipped)
    assert again.moved == ()
    assert any("已经载入过" in doubt for doubt in again.doubts)
    far = YearNotice(2035, {date(2035, 1, 1): "元旦"}, {})
    assert any("不相连" in doubt for doubt in calendar_notices.preview_notice(desk, far).doubts)


@pytest.mark.parametrize(
    ("today", "asked_for"),
    [
        (date(2026, 10, 31), None),
        (date(2026, 11, 1), 2027),
        (date(2026, 12, 31), 2027),
        (date(2027, 1, 1), 2027),
        (date(2027, 6, 1), 2027),
    ],
)
def test_the_next_notice_is_asked_for_from_november_until_it_is_loaded(
    reopen: Callable[..., Desk], today: date, asked_for: int | None
) -> None:
    desk = reopen(today=today)
    warning = today_page(desk).calendar_warning
    assert (warning.year if warning is not None else None) == asked_for
    calendar_notices.load_calendar(desk, NOTICE_2027)
    assert today_page(desk).calendar_warning is None


def test_what_waits_for_a_notice_is_counted_whoever_owes_it(reopen: Callable[..., Desk]) -> None:
    desk = reopen(today=date(2026, 12, 28))
    facts = registration(source="县信访局", received_on="2026-12-28", demands=["甲"])
    intake.register(desk, facts)
    warning = today_page(desk).calendar_warning
    assert warning is not None
    # The objection of five working days, and the notice whose rolled day is in January.
    assert warning.affected_count == calendar_notices.waiting_count(desk, 2027) == 2
    load = calendar_notices.load_calendar(desk, NOTICE_2027)
    assert load.settled_count == 1
    assert calendar_notices.waiting_count(desk, 2028) == 0
