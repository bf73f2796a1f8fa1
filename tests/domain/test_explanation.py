"""An explanation is the computation: every date can be read off its marks again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

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
    count,
)
from petition_desk.domain.explanation import DayMark, Explanation, MarkKind, explain

DATES = st.dates(date(2020, 1, 1), date(2028, 12, 31))
SPANS = st.one_of(
    st.builds(Span, st.integers(0, 90), st.sampled_from(["day", "workday"])),
    st.builds(Span, st.integers(1, 12), st.just("month")),
    st.builds(Span, st.integers(1, 72), st.just("hour")),
)


@st.composite
def pauses(draw: st.DrawFn) -> list[Pause]:
    starts = draw(st.lists(DATES, max_size=3))
    lengths = st.one_of(st.none(), st.integers(0, 40))
    listed = []
    for start in starts:
        length = draw(lengths)
        end = None if length is None else start + timedelta(days=length)
        listed.append(Pause(start, end, "听证"))
    return listed


def recompute(explanation: Explanation) -> ThreeDates:
    """Read the dates off the marks alone: no calendar, no length."""
    marks = explanation.days
    trigger = next(mark.on for mark in marks if mark.kind is MarkKind.TRIGGER)
    plain = max([trigger, *(mark.on for mark in marks if mark.counted)])
    if explanation.span.unit in ("workday", "hour"):
        rolled = act_by = plain
    else:
        rolled = min(mark.on for mark in marks if mark.on >= plain and mark.is_workday)
        act_by = max(mark.on for mark in marks if mark.on <= plain and mark.is_workday)
    provisional = set()
    if explanation.span.unit == "workday":
        if _awaits(marks, trigger + timedelta(days=1), plain):
            provisional = {PLAIN, ROLLED, ACT_BY}
    elif explanation.span.unit != "hour":
        provisional |= {ROLLED} if _awaits(marks, plain, rolled) else set()
        provisional |= {ACT_BY} if _awaits(marks, act_by, plain) else set()
    is_paused = explanation.span.unit != "hour" and any(
        pause.until_on is None and pause.from_on <= plain for pause in explanation.pauses
    )
    everything = frozenset({PLAIN, ROLLED, ACT_BY})
    return ThreeDates(
        plain, rolled, act_by, everything if is_paused else frozenset(provisional), is_paused
    )


def _awaits(marks: Sequence[DayMark], first: date, last: date) -> bool:
    return any(mark.awaits is not None for mark in marks if first <= mark.on <= last)


@given(start=DATES, span=SPANS, listed=pauses(), extra=st.integers(0, 30), late=st.integers(0, 200))
def test_every_date_is_recomputed_from_its_explanation(
    workdays: WorkCalendar, start: date, span: Span, listed: list[Pause], extra: int, late: int
) -> None:
    as_of = start + timedelta(days=late)
    explanation = explain(start, span, workdays, pauses=listed, extra_days=extra, as_of=as_of)
    counted = count(start, span, workdays, pauses=listed, extra_days=extra, as_of=as_of)
    assert explanation.dates == counted
    assert recompute(explanation) == counted


@given(start=DATES, span=SPANS, listed=pauses())
def test_every_day_stands_once_and_counted_days_are_numbered_without_a_gap(
    workdays: WorkCalendar, start: date, span: Span, listed: list[Pause]
) -> None:
    marks = explain(start, span, workdays, pauses=listed).days
    days = [mark.on for mark in marks]
    assert days == [days[0] + timedelta(days=offset) for offset in range(len(days))]
    numbers = [mark.number for mark in marks if mark.counted]
    assert numbers == list(range(1, len(numbers) + 1))
    assert all(mark.number is None for mark in marks if not mark.counted)
    assert all(mark.why for mark in marks if mark.kind is not MarkKind.BEFORE)
    if span.unit in ("day", "workday"):
        assert len(numbers) == span.amount


@given(start=DATES, span=SPANS, listed=pauses())
def test_every_sentence_can_be_written(
    workdays: WorkCalendar, start: date, span: Span, listed: list[Pause]
) -> None:
    explanation = explain(start, span, workdays, pauses=listed)
    sentences = [
        explanation.start_sentence,
        explanation.length_sentence,
        explanation.pause_sentence,
        explanation.plain_sentence,
        explanation.rolled_sentence,
        explanation.act_by_sentence,
    ]
    assert all(sentences)
    assert bool(explanation.provisional_sentence) is bool(explanation.dates.provisional)


def test_an_explanation_names_what_each_day_is(workdays: WorkCalendar) -> None:
    explanation = explain(date(2026, 2, 12), Span(5, "workday"), workdays)
    why = {mark.on: (mark.counted, mark.why) for mark in explanation.days}
    assert why[date(2026, 2, 12)] == (False, "起算日，当日不计（民法典第二百零一条）")
    assert why[date(2026, 2, 13)] == (True, "第1个工作日")
    assert why[date(2026, 2, 14)] == (True, "第2个工作日，春节调休上班")
    assert why[date(2026, 2, 17)] == (False, "春节假期")
    assert why[date(2026, 2, 26)] == (True, "第5个工作日")
    assert explanation.calendar_version == workdays.version


def test_an_explanation_names_the_pause_and_the_roll(workdays: WorkCalendar) -> None:
    hearing = Pause(date(2026, 9, 10), date(2026, 9, 11), "听证")
    explanation = explain(date(2026, 9, 1), Span(28, "day"), workdays, pauses=[hearing])
    why = {mark.on: mark.why for mark in explanation.days}
    assert why[date(2026, 9, 10)] == "暂停（听证）"
    assert why[date(2026, 9, 12)] == "第9日，周末"
    assert why[date(2026, 10, 1)] == "第28日，国庆节假期"
    assert why[date(2026, 10, 2)] == "顺延，国庆节假期"
    assert why[date(2026, 10, 8)] == "顺延到这一天"
    assert explanation.pause_sentence == "听证 2026-09-10 至 2026-09-11，首尾两日均不计入"


def test_the_sentences_of_a_roll_over_a_sunday(workdays: WorkCalendar) -> None:
    explanation = explain(date(2026, 9, 23), Span(60, "day"), workdays)
    assert explanation.start_sentence == (
        "2026-09-23 周三；当日不计，从 09-24 起算（民法典第二百零一条）"
    )
    assert explanation.length_sentence == "60日，按自然日，周末和节假日都计入"
    assert explanation.pause_sentence == "无"
    assert explanation.plain_sentence == "次日起第 60 日"
    assert explanation.rolled_sentence == "期满日是周日，其后第一个工作日（参照民法典第二百零三条）"
    assert explanation.act_by_sentence == "期满日是周日，其前最近的工作日"
    assert explanation.provisional_sentence == ""


def test_the_holidays_and_worked_weekends_of_a_period_are_named(workdays: WorkCalendar) -> None:
    explanation = explain(date(2026, 9, 18), Span(60, "day"), workdays)
    assert explanation.holidays_sentence == (
        "休 中秋节 09-25 至 09-27，国庆节 10-01 至 10-07　班 09-20、10-10 调休上班"
    )
    assert explain(date(2026, 11, 2), Span(15, "day"), workdays).holidays_sentence == ""


def test_a_provisional_date_names_the_notice_it_waits_for(workdays: WorkCalendar) -> None:
    explanation = explain(date(2026, 12, 17), Span(15, "day"), workdays)
    assert explanation.provisional_sentence == "顺延日、最后工作日暂定：2027 年放假安排未载入"


def test_an_open_pause_is_why_a_date_is_provisional(workdays: WorkCalendar) -> None:
    hearing = Pause(date(2026, 9, 10), None, "听证")
    explanation = explain(date(2026, 9, 1), Span(30, "day"), workdays, pauses=[hearing])
    assert explanation.provisional_sentence == "期满日、顺延日、最后工作日暂定：暂停尚未结束"
    assert explanation.pause_sentence == "听证 2026-09-10 至 尚未结束，首尾两日均不计入"


def test_the_last_working_day_is_shown_even_when_it_lies_before_the_trigger(
    workdays: WorkCalendar,
) -> None:
    explanation = explain(date(2026, 2, 16), Span(3, "day"), workdays)
    assert explanation.dates.act_by == date(2026, 2, 14)
    first = explanation.days[0]
    assert (first.on, first.kind, first.why) == (
        date(2026, 2, 14),
        MarkKind.BEFORE,
        "期满日前最近的工作日",
    )


def test_hours_are_explained_without_working_days(workdays: WorkCalendar) -> None:
    arrived = datetime(2026, 10, 1, 2, 0, tzinfo=UTC)
    explanation = explain(arrived, Span(24, "hour"), workdays)
    assert [mark.on for mark in explanation.days] == [date(2026, 10, 1), date(2026, 10, 2)]
    assert explanation.start_sentence == "自 2026-10-01 周四 10:00 起算"
    assert explanation.plain_sentence == "起算后 24小时，到 10-02 10:00"
    unknown = explain(date(2026, 10, 1), Span(24, "hour"), workdays)
    assert unknown.start_sentence == "自 2026-10-01 周四收到的时刻起算"
    assert unknown.plain_sentence == "起算后 24小时"
    assert explanation.rolled_sentence == "按小时计算，不顺延"


def test_a_prolongation_is_named_with_the_length(workdays: WorkCalendar) -> None:
    explanation = explain(date(2026, 3, 2), Span(60, "day"), workdays, extra_days=30)
    assert explanation.length_sentence == "60日，延长 30 日，按自然日，周末和节假日都计入"
    assert explanation.plain_sentence == "次日起第 90 日"


def test_months_are_explained_by_their_own_article(workdays: WorkCalendar) -> None:
    explanation = explain(date(2025, 12, 31), Span(2, "month"), workdays)
    assert "民法典第二百零二条" in explanation.length_sentence
    assert explanation.plain_sentence == "自 2025-12-31 起满 2个月"


def test_a_date_that_was_named_and_not_counted_says_so(workdays: WorkCalendar) -> None:
    explanation = explain(date(2026, 10, 3), Span(0, "day"), workdays)
    assert explanation.dates == ThreeDates(date(2026, 10, 3), date(2026, 10, 8), date(2026, 9, 30))
    assert explanation.start_sentence == "2026-10-03 周六，指定的日期"
    assert explanation.length_sentence == "没有期间，以指定的日期为准"
    assert explanation.plain_sentence == "指定的日期"
    why = {mark.on: mark.why for mark in explanation.days}
    assert why[date(2026, 10, 3)] == "指定的日期"
    assert why[date(2026, 9, 30)] == "期满日前最近的工作日"
