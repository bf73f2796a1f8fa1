"""Counting, by the dated examples of the domain and by laws that hold for every date."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petition_desk.domain.calendar import (
    ACT_BY,
    PLAIN,
    ROLLED,
    Pause,
    Span,
    ThreeDates,
    WorkCalendar,
    add_months,
    china_date,
    count,
    due_instant,
    paused_days,
)

DAYS_15 = Span(15, "day")
DAYS_30 = Span(30, "day")
DAYS_60 = Span(60, "day")
WORKDAYS_5 = Span(5, "workday")


def day(text: str) -> date:
    return date.fromisoformat(text)


def test_a_hearing_across_the_national_holiday_moves_the_end_by_its_twelve_days(
    workdays: WorkCalendar,
) -> None:
    hearing = Pause(day("2026-09-28"), day("2026-10-09"), "听证")
    dates = count(day("2026-09-10"), DAYS_30, workdays, pauses=[hearing])
    assert dates == ThreeDates(*[day("2026-10-22")] * 3)


def test_a_period_without_next_years_notice_has_a_certain_plain_date_alone(
    workdays: WorkCalendar,
) -> None:
    dates = count(day("2026-12-17"), DAYS_15, workdays)
    assert dates.provisional == {ROLLED, ACT_BY}


def test_loading_next_year_moves_the_provisional_dates_and_makes_them_certain(
    workdays_2027: WorkCalendar,
) -> None:
    notice = count(day("2026-12-17"), DAYS_15, workdays_2027)
    objection = count(day("2026-12-28"), WORKDAYS_5, workdays_2027)
    assert notice == ThreeDates(day("2027-01-01"), day("2027-01-04"), day("2026-12-31"))
    assert objection == ThreeDates(*[day("2027-01-05")] * 3)


def test_working_days_that_walk_over_the_end_of_december_are_provisional_in_all_three(
    workdays: WorkCalendar,
) -> None:
    assert count(day("2026-12-28"), WORKDAYS_5, workdays).provisional == {PLAIN, ROLLED, ACT_BY}
    assert count(day("2026-12-16"), WORKDAYS_5, workdays).provisional == frozenset()
    assert count(day("2026-12-17"), WORKDAYS_5, workdays).provisional == {PLAIN, ROLLED, ACT_BY}


def test_only_the_date_that_walks_over_an_uncertain_day_is_provisional(
    workdays: WorkCalendar,
) -> None:
    # 2026-12-23 is the last certain day of the last loaded year.
    assert count(day("2026-12-08"), DAYS_15, workdays).provisional == frozenset()
    assert count(day("2026-12-09"), DAYS_15, workdays).provisional == {ROLLED, ACT_BY}


def test_overlapping_pauses_count_once(workdays: WorkCalendar) -> None:
    whole = [Pause(day("2026-03-09"), day("2026-03-18"), "听证")]
    overlapping = [
        Pause(day("2026-03-09"), day("2026-03-14"), "听证"),
        Pause(day("2026-03-12"), day("2026-03-18"), "听证"),
    ]
    start = day("2026-03-02")
    expected = count(start, DAYS_30, workdays, pauses=whole)
    assert count(start, DAYS_30, workdays, pauses=overlapping) == expected
    assert count(start, DAYS_30, workdays, pauses=overlapping[::-1]) == expected
    assert expected.due_plain == day("2026-04-11")


def test_a_pause_outside_the_period_moves_nothing(workdays: WorkCalendar) -> None:
    start = day("2026-03-02")
    before = Pause(day("2026-02-20"), start, "听证")
    after = Pause(day("2026-04-02"), day("2026-04-10"), "听证")
    assert count(start, DAYS_30, workdays, pauses=[before, after]).due_plain == day("2026-04-01")


def test_a_pause_that_begins_on_the_last_day_moves_it(workdays: WorkCalendar) -> None:
    pause = Pause(day("2026-04-01"), day("2026-04-03"), "听证")
    assert count(day("2026-03-02"), DAYS_30, workdays, pauses=[pause]).due_plain == day(
        "2026-04-04"
    )


def test_a_second_pause_that_begins_in_the_days_won_by_the_first_counts_as_well(
    workdays: WorkCalendar,
) -> None:
    pauses = [
        Pause(day("2026-04-03"), day("2026-04-04"), "听证"),
        Pause(day("2026-03-30"), day("2026-03-31"), "听证"),
    ]
    # 04-01 moves to 04-03 by the first pause, which lies in the second.
    assert count(day("2026-03-02"), DAYS_30, workdays, pauses=pauses).due_plain == day("2026-04-05")


def test_a_pause_takes_working_days_out_of_a_period_of_working_days(
    workdays: WorkCalendar,
) -> None:
    pause = Pause(day("2026-03-04"), day("2026-03-05"), "听证")
    dates = count(day("2026-03-02"), WORKDAYS_5, workdays, pauses=[pause])
    assert dates.due_plain == day("2026-03-11")


def test_an_open_pause_runs_to_the_day_asked_for_and_says_so(workdays: WorkCalendar) -> None:
    pauses = [Pause(day("2026-03-09"), None, "听证")]
    start = day("2026-03-02")
    earliest = count(start, DAYS_30, workdays, pauses=pauses)
    later = count(start, DAYS_30, workdays, pauses=pauses, as_of=day("2026-03-18"))
    assert (earliest.due_plain, later.due_plain) == (day("2026-04-02"), day("2026-04-11"))
    assert earliest.is_paused
    assert later.is_paused
    assert later.provisional == {PLAIN, ROLLED, ACT_BY}


def test_an_open_pause_after_the_end_holds_nothing(workdays: WorkCalendar) -> None:
    dates = count(
        day("2026-03-02"), DAYS_15, workdays, pauses=[Pause(day("2026-05-06"), None, "听证")]
    )
    assert not dates.is_paused
    assert dates.provisional == frozenset()


def test_a_prolongation_is_counted_with_the_length(workdays: WorkCalendar) -> None:
    dates = count(day("2026-03-02"), DAYS_60, workdays, extra_days=30)
    assert dates.due_plain == count(day("2026-03-02"), Span(90, "day"), workdays).due_plain
    longer = count(day("2026-03-02"), Span(3, "workday"), workdays, extra_days=2)
    assert longer == count(day("2026-03-02"), WORKDAYS_5, workdays)


def test_a_prolongation_follows_the_months(workdays: WorkCalendar) -> None:
    dates = count(date(2026, 1, 31), Span(1, "month"), workdays, extra_days=10)
    assert dates.due_plain == date(2026, 3, 10)


def test_twenty_four_hours_end_at_the_same_hour_of_the_next_day_even_in_a_holiday(
    workdays: WorkCalendar,
) -> None:
    arrived = datetime(2026, 9, 30, 22, 30, tzinfo=timezone(timedelta(hours=8)))
    span = Span(24, "hour")
    assert due_instant(arrived, span) == arrived + timedelta(days=1)
    assert count(arrived, span, workdays) == ThreeDates(*[day("2026-10-01")] * 3)
    assert count(day("2026-09-30"), span, workdays).due_plain == day("2026-10-01")


def test_an_instant_belongs_to_its_day_in_china() -> None:
    assert china_date(datetime(2026, 3, 1, 16, 0, tzinfo=UTC)) == day("2026-03-02")
    assert china_date(datetime(2026, 3, 1, 16, 0)) == day("2026-03-01")  # noqa: DTZ001 - naive
    assert china_date(day("2026-03-01")) == day("2026-03-01")


def test_days_in_hours_are_refused_where_an_instant_is_asked_for() -> None:
    with pytest.raises(ValueError, match="hours"):
        due_instant(datetime(2026, 3, 1, tzinfo=UTC), DAYS_15)


def test_what_cannot_be_counted_is_refused(workdays: WorkCalendar) -> None:
    with pytest.raises(ValueError, match="-1"):
        Span(-1, "day")
    with pytest.raises(ValueError, match="week"):
        Span(1, "week")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="before it begins"):
        Pause(day("2026-03-02"), day("2026-03-01"), "听证")
    with pytest.raises(ValueError, match="workdays"):
        workdays.add_workdays(day("2026-03-02"), -1)


def test_a_span_reads_as_the_officer_says_it() -> None:
    spans = [DAYS_15, WORKDAYS_5, Span(2, "month"), Span(24, "hour")]
    assert [str(span) for span in spans] == ["15日", "5个工作日", "2个月", "24小时"]


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2026-10-31", 2, "2026-12-31"),
        ("2026-12-15", 1, "2027-01-15"),
        ("2026-11-30", 15, "2028-02-29"),
    ],
)
def test_months_end_on_the_same_number_or_on_the_last_day(
    start: str, months: int, end: str
) -> None:
    assert add_months(day(start), months) == day(end)


DATES = st.dates(date(2020, 1, 1), date(2028, 12, 31))
SPANS = st.one_of(
    st.builds(Span, st.integers(1, 120), st.sampled_from(["day", "workday"])),
    st.builds(Span, st.integers(1, 12), st.just("month")),
)


@st.composite
def pauses(draw: st.DrawFn) -> list[Pause]:
    """Up to three closed pauses of at most forty days."""
    starts = draw(st.lists(DATES, max_size=3))
    return [
        Pause(start, start + timedelta(days=draw(st.integers(0, 40))), "听证") for start in starts
    ]


@given(start=DATES, workday_count=st.integers(1, 120))
def test_adding_working_days_lands_on_a_working_day_that_many_on(
    workdays: WorkCalendar, start: date, workday_count: int
) -> None:
    end = workdays.add_workdays(start, workday_count)
    worked = [
        start + timedelta(days=offset)
        for offset in range(1, (end - start).days + 1)
        if workdays.is_workday(start + timedelta(days=offset))
    ]
    assert len(worked) == workday_count
    assert worked[-1] == end


@given(start=DATES, fewer=st.integers(0, 60), more=st.integers(1, 60))
def test_more_working_days_end_later(
    workdays: WorkCalendar, start: date, fewer: int, more: int
) -> None:
    assert workdays.add_workdays(start, fewer) < workdays.add_workdays(start, fewer + more)


@given(start=DATES, later=st.integers(1, 60), span=SPANS)
def test_a_later_trigger_never_ends_earlier(
    workdays: WorkCalendar, start: date, later: int, span: Span
) -> None:
    early = count(start, span, workdays)
    late = count(start + timedelta(days=later), span, workdays)
    assert early.due_plain <= late.due_plain
    assert early.due_rolled <= late.due_rolled
    assert early.act_by <= late.act_by


@given(start=DATES, span=SPANS, listed=pauses(), extra=st.integers(0, 30))
def test_the_three_dates_stand_in_order_and_the_outer_two_are_worked(
    workdays: WorkCalendar, start: date, span: Span, listed: list[Pause], extra: int
) -> None:
    dates = count(start, span, workdays, pauses=listed, extra_days=extra)
    assert dates.act_by <= dates.due_plain <= dates.due_rolled
    assert workdays.is_workday(dates.act_by)
    assert workdays.is_workday(dates.due_rolled)


@given(start=DATES, amount=st.integers(1, 90), listed=pauses())
def test_a_pause_moves_the_plain_date_by_exactly_its_days_inside_the_period(
    workdays: WorkCalendar, start: date, amount: int, listed: list[Pause]
) -> None:
    due = count(start, Span(amount, "day"), workdays, pauses=listed).due_plain
    paused = paused_days(listed)
    inside = sum(start < day <= due for day in paused)
    assert due == start + timedelta(days=amount + inside)
    assert due not in paused


@given(start=DATES, span=SPANS)
def test_the_plain_date_of_calendar_days_is_never_provisional(
    workdays: WorkCalendar, start: date, span: Span
) -> None:
    dates = count(start, span, workdays)
    assert (PLAIN in dates.provisional) <= (span.unit == "workday")
    if not dates.provisional:
        assert workdays.is_certain(dates.due_rolled)
        assert workdays.is_certain(dates.act_by)


@given(start=st.dates(date(2026, 10, 1), date(2027, 12, 1)), span=SPANS)
def test_a_certain_date_never_moves_when_the_next_notice_is_loaded(
    workdays: WorkCalendar, workdays_2027: WorkCalendar, start: date, span: Span
) -> None:
    before = count(start, span, workdays)
    after = count(start, span, workdays_2027)
    for name in {PLAIN, ROLLED, ACT_BY} - before.provisional:
        assert getattr(before, name) == getattr(after, name)


def test_hours_from_a_day_alone_give_the_whole_of_the_last_day(workdays: WorkCalendar) -> None:
    ends = [
        count(day("2026-03-02"), Span(hours, "hour"), workdays).due_plain
        for hours in (1, 24, 25, 48)
    ]
    assert ends == [day("2026-03-03"), day("2026-03-03"), day("2026-03-04"), day("2026-03-04")]


def test_no_length_ends_on_the_trigger_and_rolls_from_there(workdays: WorkCalendar) -> None:
    dates = count(day("2026-10-03"), Span(0, "day"), workdays)
    assert dates == ThreeDates(day("2026-10-03"), day("2026-10-08"), day("2026-09-30"))


def test_an_uncertain_trigger_makes_no_working_day_behind_it_uncertain(
    workdays: WorkCalendar,
) -> None:
    # 2019 has no notice, but the trigger is day zero and is not walked over.
    dates = count(day("2019-12-31"), WORKDAYS_5, workdays)
    assert dates == ThreeDates(*[day("2020-01-08")] * 3)


def test_a_period_of_months_is_prolonged_by_calendar_days(workdays: WorkCalendar) -> None:
    dates = count(date(2025, 12, 31), Span(2, "month"), workdays, extra_days=10)
    assert dates.due_plain == date(2026, 3, 10)
