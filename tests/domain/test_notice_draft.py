"""A notice clicked together: each press turns a day; what cannot be is refused by its day."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petition_desk.domain.calendar import WorkCalendar
from petition_desk.domain.notice_draft import NoticeDraft
from petition_desk.domain.workdays import CalendarFactError, DayKind

FRIDAY, SATURDAY = date(2027, 1, 1), date(2027, 1, 2)


def test_a_workday_is_off_then_worked_again() -> None:
    once = NoticeDraft(2027).pressed(FRIDAY, "元旦")
    assert once.kind_of(FRIDAY) is DayKind.OFF
    assert once.off == {FRIDAY: "元旦"}
    assert once.pressed(FRIDAY, "元旦") == NoticeDraft(2027)


def test_a_weekend_is_off_then_worked_then_a_weekend_again() -> None:
    draft = NoticeDraft(2027)
    kinds = []
    for _ in range(3):
        draft = draft.pressed(SATURDAY, "元旦")
        kinds.append(draft.kind_of(SATURDAY))
    assert kinds == [DayKind.OFF, DayKind.MAKE_UP, DayKind.WEEKEND]
    assert draft == NoticeDraft(2027)


def test_a_whole_holiday_is_filled_at_once_in_either_direction() -> None:
    first, last = date(2027, 2, 5), date(2027, 2, 12)
    draft = NoticeDraft(2027).pressed(date(2027, 2, 6), "春节").pressed(date(2027, 2, 6), "春节")
    assert draft.kind_of(date(2027, 2, 6)) is DayKind.MAKE_UP
    filled = draft.filled(last, first, "春节")
    assert len(filled.off) == 8
    assert filled.work == {}


def test_the_december_before_belongs_to_it_and_no_other_day_outside() -> None:
    draft = NoticeDraft(2027)
    assert draft.pressed(date(2026, 12, 31), "元旦").off == {date(2026, 12, 31): "元旦"}
    for outside in (date(2026, 11, 30), date(2028, 1, 1)):
        assert draft.pressed(outside, "元旦") == draft
        assert draft.filled(outside, outside, "元旦") == draft


def test_a_loaded_year_is_begun_with_and_comes_out_the_same(workdays: WorkCalendar) -> None:
    for notice in workdays.notices:
        again = NoticeDraft.of(notice.year, notice).notice()
        assert (again.off, again.work, again.source) == (notice.off, notice.work, notice.source)


def test_a_year_without_holidays_is_refused() -> None:
    with pytest.raises(CalendarFactError, match="一个放假日也没有"):
        NoticeDraft(2027).notice()
    worked = NoticeDraft(2027).pressed(SATURDAY, "").pressed(SATURDAY, "")
    with pytest.raises(CalendarFactError, match="一个放假日也没有"):
        worked.notice()


def test_a_make_up_weekday_and_a_wrong_year_are_refused_by_their_day() -> None:
    off = {FRIDAY: "元旦"}
    with pytest.raises(CalendarFactError, match="2027年1月4日"):
        NoticeDraft(2027, off, {date(2027, 1, 4): "元旦"}).notice()
    with pytest.raises(CalendarFactError, match="2028年1月1日"):
        NoticeDraft(2027, {**off, date(2028, 1, 1): "元旦"}).notice()
    with pytest.raises(CalendarFactError, match="2200"):
        NoticeDraft(2200, {date(2200, 1, 1): "元旦"}).notice()
    both = NoticeDraft(2027, {SATURDAY: "元旦"}, {SATURDAY: "元旦"})
    with pytest.raises(CalendarFactError, match="写了两次"):
        both.notice()


@given(st.lists(st.dates(date(2026, 12, 1), date(2027, 12, 31)), max_size=60))
def test_whatever_is_clicked_is_never_contradictory(days: list[date]) -> None:
    draft = NoticeDraft(2027)
    for day in days:
        draft = draft.pressed(day, "元旦")
    assert not set(draft.off) & set(draft.work)
    if draft.off:
        assert draft.notice().off == draft.off
