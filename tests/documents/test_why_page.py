"""为什么是这一天 on paper: one page of A4 that holds every day, article and version."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from petition_desk.documents.compose import page_count, pages_in
from petition_desk.documents.fonts import FontSet
from petition_desk.documents.reports.why import why_document, why_pdf
from petition_desk.domain.calendar import WorkCalendar
from petition_desk.domain.rules import RuleBook, load_rules
from petition_desk.domain.vocabulary import Pathway
from petition_desk.domain.what_if import Question, what_if
from petition_desk.domain.why import WhyView, why_of_forecast, why_of_rule
from petition_desk.domain.year_notices import parse_calendar
from petition_desk.paths import resource
from petition_desk.services.why import law_texts
from petition_desk.ui.pdf import PdfFile
from tests.documents.conftest import text_of

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
