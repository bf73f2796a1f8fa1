"""The shipped notices against two independent tables, and what a calendar answers."""

from __future__ import annotations

from datetime import date, timedelta

import chinese_calendar
import holidays
import pytest

from petition_desk.domain.calendar import DayKind, WorkCalendar, YearNotice
from petition_desk.domain.workdays import CalendarFactError

EVERY_DAY = [date(2020, 1, 1) + timedelta(days=offset) for offset in range(2557)]


def test_every_day_of_2020_to_2026_is_looked_at() -> None:
    assert EVERY_DAY[-1] == date(2026, 12, 31)


def test_working_days_equal_chinesecalendar_on_every_day(workdays: WorkCalendar) -> None:
    different = [
        day for day in EVERY_DAY if workdays.is_workday(day) != chinese_calendar.is_workday(day)
    ]
    assert different == []


def test_working_days_equal_holidays_on_every_day(workdays: WorkCalendar) -> None:
    china = holidays.country_holidays("CN", years=range(2020, 2027))
    different = [day for day in EVERY_DAY if workdays.is_workday(day) != china.is_working_day(day)]
    assert different == []


def test_every_make_up_day_is_named_after_the_holiday_chinesecalendar_gives(
    workdays: WorkCalendar,
) -> None:
    chinese = {holiday.value: holiday.chinese for holiday in chinese_calendar.Holiday}
    oracle = {
        day: chinese[name]
        for day, name in chinese_calendar.constants.workdays.items()
        if 2020 <= day.year <= 2026
    }
    ours = workdays.make_up_days
    assert ours.keys() == oracle.keys()
    unlike = {day: ours[day] for day, name in oracle.items() if name.rstrip("节") not in ours[day]}
    assert unlike == {}


@pytest.mark.parametrize(
    ("day", "kind", "name"),
    [
        (date(2026, 2, 17), DayKind.OFF, "春节假期"),
        (date(2026, 2, 14), DayKind.MAKE_UP, "春节调休上班"),
        (date(2026, 3, 7), DayKind.WEEKEND, "周末"),
        (date(2026, 3, 9), DayKind.WORKDAY, ""),
        (date(2022, 12, 31), DayKind.OFF, "元旦假期"),
        (date(2027, 1, 1), DayKind.WORKDAY, ""),
    ],
)
def test_a_day_is_called_by_its_name(
    workdays: WorkCalendar, day: date, kind: DayKind, name: str
) -> None:
    assert workdays.kind_of(day) is kind
    assert workdays.name_of(day) == name


def test_a_day_names_its_holiday_whether_it_is_off_or_made_up_for(workdays: WorkCalendar) -> None:
    assert workdays.holiday_of(date(2026, 2, 17)) == "春节"
    assert workdays.holiday_of(date(2026, 2, 14)) == "春节"
    assert workdays.holiday_of(date(2026, 3, 7)) is None


@pytest.mark.parametrize(
    ("day", "awaited"),
    [
        (date(2026, 12, 23), None),
        (date(2026, 12, 24), 2027),
        (date(2026, 12, 31), 2027),
        (date(2025, 12, 31), None),
        (date(2027, 6, 1), 2027),
        (date(2019, 12, 31), 2019),
    ],
)
def test_a_day_waits_for_the_notice_that_may_still_name_it(
    workdays: WorkCalendar, day: date, awaited: int | None
) -> None:
    assert workdays.awaited_year(day) == awaited
    assert workdays.is_certain(day) is (awaited is None)
    assert workdays.is_uncertain_between(day, day) is (awaited is not None)


def test_a_stretch_is_uncertain_if_any_of_its_days_is(workdays: WorkCalendar) -> None:
    assert workdays.is_uncertain_between(date(2026, 12, 1), date(2026, 12, 24))
    assert not workdays.is_uncertain_between(date(2026, 12, 1), date(2026, 12, 23))
    assert workdays.is_uncertain_between(date(2026, 12, 30), date(2027, 1, 2))
    assert not workdays.is_uncertain_between(date(2025, 12, 1), date(2026, 1, 31))
    assert workdays.is_uncertain_between(date(2018, 12, 1), date(2020, 1, 31))
    assert not workdays.is_uncertain_between(date(2027, 1, 2), date(2027, 1, 1))


def test_a_gap_between_loaded_years_leaves_the_december_before_it_uncertain(
    workdays: WorkCalendar,
) -> None:
    notices = [notice for notice in workdays.notices if notice.year != 2024]
    gapped = WorkCalendar(tuple(notices))
    assert gapped.awaited_year(date(2023, 12, 25)) == 2024
    assert gapped.awaited_year(date(2024, 5, 1)) == 2024
    assert gapped.is_certain(date(2025, 5, 1))


def test_the_version_names_the_years_and_follows_the_facts_alone(
    workdays: WorkCalendar, workdays_2027: WorkCalendar
) -> None:
    shuffled = WorkCalendar(workdays.notices[::-1])
    assert shuffled.version == workdays.version
    assert shuffled == workdays
    assert hash(shuffled) == hash(workdays)
    assert workdays.version.startswith("2020-2026/")
    assert workdays_2027.version.startswith("2020-2027/")
    first, *rest = workdays.notices
    renamed = YearNotice(first.year, first.off, first.work, "another source")
    assert WorkCalendar((renamed, *rest)) == workdays
    changed = YearNotice(first.year, first.off, {}, first.source)
    assert WorkCalendar((changed, *rest)) != workdays


def test_the_version_of_the_same_facts_stays_the_same_forever(workdays: WorkCalendar) -> None:
    # Deadlines keep the version they were counted with: a changed hash is a changed calendar.
    assert workdays.version == "2020-2026/1bd9018b9b66"
    empty = WorkCalendar(())
    assert empty.version == "none/e3b0c44298fc"
    assert empty.loaded_years == ()


def test_a_year_loaded_again_replaces_the_one_before(
    workdays_2027: WorkCalendar, workdays: WorkCalendar
) -> None:
    shorter = YearNotice(2027, {date(2027, 1, 1): "元旦"}, {})
    replaced = workdays_2027.with_year(shorter)
    assert replaced.loaded_years == workdays_2027.loaded_years
    assert replaced.is_workday(date(2027, 2, 8))
    assert not workdays_2027.is_workday(date(2027, 2, 8))
    assert workdays.loaded_years == (2020, 2021, 2022, 2023, 2024, 2025, 2026)


def test_a_day_named_by_two_years_is_refused(workdays: WorkCalendar) -> None:
    clash = YearNotice(2024, {date(2023, 12, 31): "元旦", date(2023, 10, 2): "国庆节"}, {})
    with pytest.raises(CalendarFactError, match="2023-10-02"):
        workdays.with_year(clash)


def test_two_notices_of_one_year_are_refused() -> None:
    one = YearNotice(2027, {date(2027, 1, 1): "元旦"}, {})
    two = YearNotice(2027, {date(2027, 5, 1): "劳动节"}, {})
    with pytest.raises(CalendarFactError, match="同一年"):
        WorkCalendar((one, two))


def test_the_days_a_new_year_changes_are_listed(
    workdays: WorkCalendar, workdays_2027: WorkCalendar
) -> None:
    changes = {
        change.on: (change.was, change.now) for change in workdays_2027.changes_from(workdays)
    }
    assert changes[date(2027, 1, 1)] == (DayKind.WORKDAY, DayKind.OFF)
    assert changes[date(2027, 1, 31)] == (DayKind.WEEKEND, DayKind.MAKE_UP)
    assert {day.year for day in changes} == {2027}
    assert workdays.changes_from(workdays) == ()


def test_the_holidays_of_a_year_are_listed_with_their_days(workdays: WorkCalendar) -> None:
    notice = workdays.notice_of(2026)
    assert notice is not None
    blocks = [(block.name, block.day_count) for block in notice.blocks()]
    assert blocks == [
        ("元旦", 3),
        ("春节", 9),
        ("清明节", 3),
        ("劳动节", 5),
        ("端午节", 3),
        ("中秋节", 3),
        ("国庆节", 7),
    ]
    assert sum(count for _, count in blocks) == 33
    assert notice.blocks()[1].first_on == date(2026, 2, 15)
    assert notice.blocks()[1].last_on == date(2026, 2, 23)
    assert workdays.notice_of(2027) is None


def test_the_tables_of_a_calendar_cannot_be_written_to(workdays: WorkCalendar) -> None:
    with pytest.raises(TypeError):
        workdays.off_days[date(2026, 3, 9)] = "x"  # type: ignore[index]
