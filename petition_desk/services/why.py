"""Why a date is this day, for every date in the program, and what a rule makes of a day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from petition_desk.documents.reports.why import why_pdf
from petition_desk.domain.clocks import ClockStanding
from petition_desk.domain.law_text import LawTexts, parse_further_articles, parse_regulation
from petition_desk.domain.other_rights import LastDay
from petition_desk.domain.vocabulary import Owner
from petition_desk.domain.what_if import Question, WhatIf, what_if
from petition_desk.domain.why import (
    WhyView,
    why_of_clock,
    why_of_forecast,
    why_of_limit,
    why_of_rule,
)
from petition_desk.errors import UnknownNameError
from petition_desk.paths import resource
from petition_desk.services.deadlines import standing_of
from petition_desk.services.desk import Desk
from petition_desk.services.letters import font_set
from petition_desk.services.office import office_of
from petition_desk.services.recording import loaded


@dataclass(frozen=True, slots=True)
class Forecast:
    """The dates of a pathway, and why each is what it is; `whys` in the order of its clocks."""

    found: WhatIf
    whys: tuple[WhyView, ...]


@cache
def law_texts() -> LawTexts:
    """The articles that ship with the program; read once."""
    regulation = resource("law", "regulation_2022.md").read_text(encoding="utf-8")
    further = resource("law", "further_articles.toml").read_text(encoding="utf-8")
    return LawTexts(parse_regulation(regulation) | parse_further_articles(further))


def why(desk: Desk, rule_id: str, from_on: date) -> WhyView:
    """What a rule would make of a day.

    Raises:
        UnknownNameError: no such rule (exit 2).
        RuleOffError: it is off, or not in force that day (exit 3).
    """
    book = desk.rules()
    rule = book.rule(rule_id, from_on)
    counts = rule.counts if rule.owed_by is Owner.PETITIONER else book.policy.duties_count
    return why_of_rule(rule, from_on, counts, desk.calendar(), law_texts(), book.version)


def why_clock(desk: Desk, no: str, rule_id: str, of: str = "") -> WhyView:
    """Why a clock of a case ends on its day; `of` picks one letter's or unit's clock.

    Of a sealed case an account without the right is told the clock alone, not what it is of.

    Raises:
        UnknownCaseError: no such number (exit 2).
        UnknownNameError: the case has no such clock (exit 2).
    """
    with desk.reading() as work:
        stored = loaded(work, no)
    clocks = standing_of(desk, stored).clocks
    found = [clock for clock in clocks if clock.rule.id == rule_id and of in ("", clock.of)]
    if not found:
        raise UnknownNameError("期限", rule_id, dict.fromkeys(clock.rule.id for clock in clocks))
    view = replace(why_of(desk, found[-1], clocks), number=stored.case.local_no)
    if desk.may_see(is_sealed=stored.is_sealed):
        return view
    return replace(view, of="", note="")


def why_of(desk: Desk, clock: ClockStanding, clocks: tuple[ClockStanding, ...] = ()) -> WhyView:
    """The same for a clock at hand; `clocks` are all of its case's, for one that prolongs."""
    today = desk.clock.today()
    return why_of_clock(clock, clocks, desk.calendar(), today, law_texts(), desk.rules().version)


def why_right(desk: Desk, last: LastDay) -> WhyView:
    """Why the last day of another right is this day."""
    return why_of_limit(last, desk.calendar(), law_texts())


def why_page(desk: Desk, view: WhyView) -> bytes:
    """The answer on one page of A4, as it is shown, printed and saved.

    Raises:
        MissingGlyphError: no font draws a character (exit 4).
    """
    with desk.reading() as work:
        office = office_of(work.settings.all()).name
    return why_pdf(view, office, desk.clock.today(), font_set())


def forecast(desk: Desk, question: Question) -> Forecast:
    """Every date that follows from a day of receipt on a pathway, to the end of 复核.

    Raises:
        LawRefusalError: no rule is in force that day, or the prolongation is unlawful (exit 3).
        UnknownNameError, InputError: a given day is of no act, or out of order (exit 2, 4).
    """
    book, calendar = desk.rules(), desk.calendar()
    found = what_if(question, book, calendar)
    return Forecast(found, why_of_forecast(found, calendar, law_texts(), book.version))
