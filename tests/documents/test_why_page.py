"""为什么是这一天 on paper: one page of A4 that holds every day, article and version."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pikepdf
import pytest

from petition_desk.documents.compose import page_count, pages_in
from petition_desk.documents.fonts import FontSet
from petition_desk.documents.reports.why import why_document, why_pdf
from petition_desk.domain.calendar import Span, WorkCalendar
from petition_desk.domain.rules import RuleBook, load_rules
from petition_desk.domain.vocabulary import Pathway
from petition_desk.domain.what_if import Question, what_if
from petition_desk.domain.why import WhyView, why_of_forecast, why_of_rule
from petition_desk.domain.year_notices import parse_calendar
from petition_desk.paths import resource
from petition_desk.services.why import law_texts
from tests.documents.conftest import TextReader

MADE_ON = date(2026, 11, 20)


@pytest.fixture(scope="module")
def workdays() -> WorkCalendar:
    return parse_calendar(resource("law", "calendar", "workdays.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def book() -> RuleBook:
    return load_rules(resource("law", "clocks.toml"))


@pytest.fixture(scope="module")
def prolonged(book: RuleBook, workdays: WorkCalendar) -> WhyView:
    found = what_if(Question(Pathway.PETITION, date(2026, 9, 8)), book, workdays)
    views = why_of_forecast(found, workdays, law_texts(), book.version)
    return next(view for view in views if view.rule.id == "handle-extended")


def test_the_page_shows_every_day_the_article_and_the_versions(
    prolonged: WhyView, fonts: FontSet, text_of: TextReader
) -> None:
    text = text_of(why_pdf(prolonged, "某某县公安局", MADE_ON, fonts), "-layout")
    for mark in prolonged.explanation.days:
        assert f"{mark.on:%m-%d}" in text
    packed = "".join(text.split())
    for part in (
        "为什么是2026年12月22日",
        "本局以此日为准",
        "2026-09-23周三受理",
        "09-25第2日",
        "中秋节假期",
        "国庆节调休上班",
        "延长第30日",
        "自原期满日2026-11-22周日起连续计算",
        "但延长期限不得超过30日，并告知信访人延期理由。",
        "按照年、月、日计算期间的，开始的当日不计入，自下一日开始计算。",
        prolonged.rule_version,
        prolonged.explanation.calendar_version,
    ):
        assert part in packed, part


@pytest.mark.parametrize(
    ("rule_id", "start", "words"),
    [
        ("handle", date(2026, 11, 3), "01-02第60日为准"),  # 60 plain days: certain
        ("object-assigned", date(2026, 12, 28), "01-04第5个工作日为准，暂定"),
    ],
)
def test_the_last_day_is_called_provisional_only_where_it_may_move(
    rule_id: str, start: date, words: str, book: RuleBook, workdays: WorkCalendar,
    fonts: FontSet, text_of: TextReader,
) -> None:  # fmt: skip
    rule = book.rule(rule_id, start)
    view = why_of_rule(rule, start, rule.counts, workdays, law_texts(), book.version)
    packed = "".join(text_of(why_pdf(view, "某某县公安局", MADE_ON, fonts)).split())
    assert words in packed
    assert f"{words}，暂定" not in packed


def test_every_rule_on_any_day_stands_on_one_page_of_a4(
    book: RuleBook, workdays: WorkCalendar, fonts: FontSet
) -> None:
    for rule in book.switched_on:
        for day in (date(2026, 2, 12), date(2026, 9, 23), date(2026, 12, 31)):
            view = why_of_rule(rule, day, rule.counts, workdays, law_texts(), book.version)
            pdf = why_pdf(view, "某某县公安局", MADE_ON, fonts)
            assert pages_in(pdf) == 1, rule.id
    with pikepdf.open(io.BytesIO(pdf)) as file:
        (page,) = file.pages
        assert [round(float(edge)) for edge in page.mediabox] == [0, 0, 595, 842]


def test_a_very_long_period_is_told_by_its_unusual_days(
    book: RuleBook, workdays: WorkCalendar, fonts: FontSet, text_of: TextReader
) -> None:
    rule = replace(book.rule("callback", MADE_ON), span=Span(365, "day"))
    view = why_of_rule(rule, date(2025, 1, 2), "due_plain", workdays, law_texts(), "1")
    assert page_count(why_document(view, "某某县公安局", MADE_ON), fonts) >= 1
    pdf = why_pdf(view, "某某县公安局", MADE_ON, fonts)
    assert pages_in(pdf) == 1
    packed = "".join(text_of(pdf, "-layout").split())
    assert "2026-01-02" in packed
    assert "其余各日依次计入" in packed


def test_the_same_answer_has_the_same_bytes(prolonged: WhyView, fonts: FontSet) -> None:
    pages = {why_pdf(prolonged, "某某县公安局", MADE_ON, fonts) for _ in range(2)}
    assert len(pages) == 1
