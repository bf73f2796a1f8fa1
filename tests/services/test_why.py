"""Why a date is this day, of real cases: prolonged, sealed, another right, a whole pathway."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from petition_desk.documents.compose import pages_in
from petition_desk.domain.explanation import MarkKind
from petition_desk.domain.ledger import LedgerFilter, LedgerSort
from petition_desk.domain.other_rights import rights_at_stake
from petition_desk.domain.vocabulary import Pathway
from petition_desk.domain.what_if import Question
from petition_desk.domain.why_json import why_json
from petition_desk.errors import LawRefusalError, UnknownNameError
from petition_desk.services import casework, deadlines, intake, letters, why
from petition_desk.services.demo import invent
from petition_desk.services.desk import Desk
from petition_desk.services.other_rights import other_rights
from tests.desks import COLLEAGUE, registration

UNIT = {"pathway": "31-6", "unit": "户政科", "handler": "赵", "handler_phone": "0771-1112222"}
EXTENSION = {"days": "30", "reason": "情况复杂，需向外地调取原始档案", "approver": "李局长"}


def test_a_prolonged_deadline_shows_every_day_from_the_acceptance(
    reopen: Callable[..., Desk],
) -> None:
    desk = reopen(today=date(2026, 9, 23))
    facts = registration(received_on="2026-09-23", petitioned_on="2026-09-23")
    no = intake.register(desk, {**facts, "demands": ["甲"]}).local_no
    casework.record_step(desk, no, "accepted", UNIT, on=date(2026, 9, 23))
    letters.issue(desk, no, "accept")
    desk = reopen(today=date(2026, 11, 20))
    casework.record_step(desk, no, "extended", EXTENSION, on=date(2026, 11, 20))
    view = why.why_clock(desk, no, "handle-extended")
    assert view.deadline == date(2026, 12, 22)
    assert view.started_on == date(2026, 11, 22)
    marks = {mark.on: mark for mark in view.explanation.days}
    assert marks[date(2026, 9, 23)].kind is MarkKind.TRIGGER
    assert marks[date(2026, 11, 22)].why == "第60日，周末"
    assert marks[date(2026, 11, 23)].why == "第61日，延长第1日"
    assert marks[date(2026, 12, 22)].why == "第90日，延长第30日"
    facts_shown = dict(view.facts())
    assert facts_shown["起算"].startswith("2026-09-23 周三 受理；当日不计")
    assert "自原期满日 2026-11-22 周日 起连续计算" in facts_shown["延长"]
    assert "但延长期限不得超过30日" in facts_shown["依据"]
    told = why_json(view, date(2026, 11, 20))
    assert (told["started_on"], told["extended_days"]) == ("2026-11-22", 30)
    assert told["trigger"] == {"on": "2026-09-23", "event": "受理"}
    assert sum(day["counted"] for day in told["days"]) == 90


def test_every_clock_of_every_invented_case_is_explained_by_its_own_dates(desk: Desk) -> None:
    invent(desk, 150)
    with desk.reading() as work:
        ids = work.ledger.matching_ids(LedgerFilter(may_see_sealed=True), LedgerSort())
        stored = work.cases.get_many(list(ids))
    explained = 0
    for case in stored:
        clocks = deadlines.standing_of(desk, case).clocks
        for clock in clocks:
            view = why.why_of(desk, clock, clocks)
            dates = view.explanation.dates
            assert dates == clock.dates
            assert view.deadline == clock.deadline
            counted = [mark.on for mark in view.explanation.days if mark.counted]
            assert max(counted, default=view.explanation.trigger) == dates.due_plain
            assert all(view.lines())
            explained += 1
    assert explained > 300


def test_of_a_sealed_case_only_the_clock_is_told_without_the_right(
    desk: Desk, reopen: Callable[..., Desk]
) -> None:
    facts = registration(matter_kind="检举控告", demands=["甲"])
    no = intake.register(desk, facts).local_no
    letters.issue(desk, no, "report-notice")
    seen = why.why_clock(desk, no, "serve")
    assert seen.of
    colleague = reopen(account=COLLEAGUE)
    told = why.why_clock(colleague, no, "serve")
    assert (told.of, told.note) == ("", "")
    assert seen.of not in "\n".join(told.lines())
    assert told.deadline == seen.deadline


def test_a_clock_the_case_does_not_have_is_refused_by_name(desk: Desk) -> None:
    no = intake.register(desk, registration()).local_no
    with pytest.raises(UnknownNameError, match="notify-direct"):
        why.why_clock(desk, no, "recheck")


def test_another_right_is_explained_with_its_own_source(desk: Desk) -> None:
    served = date(2026, 4, 30)
    (last,) = rights_at_stake(other_rights(), "道路交通事故认定书", served, desk.calendar())
    view = why.why_right(desk, last)
    assert view.deadline == date(2026, 5, 8)
    assert view.rule.article == last.limit.source
    assert "5月8日" in view.title
    why_by_day = {mark.on: mark.why for mark in view.explanation.days}
    assert why_by_day[date(2026, 5, 1)] == "劳动节假期"
    assert why_by_day[date(2026, 5, 8)] == "第3个工作日"
    assert "未随程序收录" in dict(view.facts())["依据"]


def test_the_page_of_any_answer_is_one_sheet(desk: Desk) -> None:
    no = intake.register(desk, registration()).local_no
    pdf = why.why_page(desk, why.why_clock(desk, no, "notify-direct"))
    assert pages_in(pdf) == 1


def test_a_pathway_is_explained_date_by_date(desk: Desk) -> None:
    found = why.forecast(desk, Question(Pathway.PETITION, date(2026, 2, 2)))
    assert [view.rule.id for view in found.whys] == [
        item.clock.rule.id for item in found.found.clocks
    ]
    assert all(view.rule_version == desk.rules().version for view in found.whys)
    with pytest.raises(LawRefusalError):
        why.forecast(desk, Question(Pathway.PETITION, date(2026, 2, 2), extended_days=31))


def test_a_right_that_may_move_is_called_provisional_in_every_word(desk: Desk) -> None:
    view = why.why(desk, "right-review", date(2026, 12, 1))
    assert view.deadline == date(2026, 12, 31)
    assert view.is_provisional
    assert view.title.endswith("（暂定）")
    assert view.dates()[1][1].endswith("暂定")
    assert "2027 年放假安排未载入" in dict(view.facts())["暂定"]
    certain = replace(view, explanation=why.why(desk, "right-review", date(2026, 9, 1)).explanation)
    assert not certain.is_provisional
