"""Rules of the office: shown first, written then, every date under them worked out anew."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from petition_desk.domain.office_rules import ChangeKind, RuleChange
from petition_desk.domain.rules import RuleFileError, RuleOffError
from petition_desk.domain.vocabulary import ClockState
from petition_desk.errors import UnknownNameError
from petition_desk.services import casework, intake, office_rules
from petition_desk.services.desk import Desk
from petition_desk.services.office_rules import MovedClock
from petition_desk.services.rights import RightMissingError
from petition_desk.services.today import due
from petition_desk.services.why import why
from petition_desk.storage.journal import entries
from tests.desks import COLLEAGUE, registration

SOURCE = "某省信访工作办法第二十条"
SHORTER = RuleChange(
    ChangeKind.FOLLOW, "handle", date(2026, 11, 1), SOURCE, {"length": 45, "unit": "day"}
)
EXTRA = RuleChange(
    ChangeKind.ADD,
    "office-1",
    date(2026, 11, 10),
    "本局规定第三条",
    {
        "name": "首次约谈",
        "owed_by": "us",
        "starts": "received",
        "length": 3,
        "unit": "workday",
        "ends": ["notice-given"],
    },
)


def accepted_on(desk: Desk, day: str, **facts: object) -> str:
    no = intake.register(desk, registration(received_on=day, petitioned_on=day, **facts)).local_no
    casework.record_step(desk, no, "accepted", {"pathway": "31-6"}, on=date.fromisoformat(day))
    return no


def deadline(desk: Desk, no: str, rule: str = "handle") -> date:
    clock = casework.show(desk, no).standing.clock(rule)
    assert clock is not None
    return clock.deadline


def test_a_law_that_changes_in_mid_case_leaves_the_old_case_its_day(desk: Desk) -> None:
    old, new = accepted_on(desk, "2026-10-30"), accepted_on(desk, "2026-11-02")
    assert deadline(desk, new) == date(2027, 1, 1)
    impact = office_rules.make(desk, SHORTER)
    assert impact is not None
    assert impact.moved == (
        MovedClock(new, "handle", "办结", "", date(2027, 1, 1), date(2026, 12, 17)),
    )
    assert deadline(desk, old) == date(2026, 12, 29)
    assert deadline(desk, new) == date(2026, 12, 17)
    listed = {(item.local_no, item.deadline) for item in due(desk, desk.clock.today(), 40)}
    assert (new, date(2026, 12, 17)) in listed, "the stored deadline moved too"
    assert why(desk, "handle", date(2026, 11, 2)).rule.article == SOURCE
    assert why(desk, "handle", date(2026, 10, 30)).deadline == date(2026, 12, 29)


def test_a_preview_writes_nothing(desk: Desk) -> None:
    no = accepted_on(desk, "2026-11-02")
    impact = office_rules.preview(desk, SHORTER)
    assert impact is not None
    assert [moved.now for moved in impact.moved] == [date(2026, 12, 17)]
    assert deadline(desk, no) == date(2027, 1, 1)
    assert office_rules.law(desk).changes == ()


def test_what_begins_later_moves_nothing_that_has_begun(desk: Desk) -> None:
    accepted_on(desk, "2026-11-02")
    impact = office_rules.make(desk, replace(SHORTER, on=date(2027, 1, 1)))
    assert impact is not None
    assert impact.moved == ()
    assert why(desk, "handle", date(2027, 1, 1)).deadline == date(2027, 2, 15)


def test_an_added_rule_starts_its_clock_and_stands_on_today(desk: Desk) -> None:
    no = intake.register(desk, registration(received_on="2026-11-18")).local_no
    impact = office_rules.make(desk, EXTRA)
    assert impact is not None
    assert [(item.was, item.now) for item in impact.moved] == [(None, date(2026, 11, 23))]
    clock = casework.show(desk, no).standing.clock("office-1")
    assert clock is not None
    assert clock.state is ClockState.RUNNING
    assert ("office-1", date(2026, 11, 23)) in {
        (item.rule, item.deadline) for item in due(desk, desk.clock.today())
    }


def test_taking_it_back_moves_everything_back_and_the_journal_keeps_both(desk: Desk) -> None:
    no = accepted_on(desk, "2026-11-02")
    office_rules.make(desk, SHORTER)
    impact = office_rules.take_back(desk, SHORTER.key)
    assert impact is not None
    assert [(item.was, item.now) for item in impact.moved] == [
        (date(2026, 12, 17), date(2027, 1, 1))
    ]
    assert deadline(desk, no) == date(2027, 1, 1)
    with desk.reading() as work:
        kept = [e for e in entries(work._connection) if e.subject == f"law.{SHORTER.key}"]
    assert len(kept) == 2
    assert SOURCE in str(kept)
    with pytest.raises(UnknownNameError):
        office_rules.take_back(desk, SHORTER.key)


def test_a_rule_to_be_confirmed_is_off_until_it_is_switched_on_with_a_source(desk: Desk) -> None:
    with pytest.raises(RuleOffError, match="没有官方文本"):
        why(desk, "simple-accept", date(2026, 11, 20))
    enable = RuleChange(ChangeKind.ENABLE, "simple-accept", date(2026, 11, 1), "")
    with pytest.raises(RuleFileError, match="依据"):
        office_rules.make(desk, enable)
    office_rules.make(desk, replace(enable, source="《某省简易办理规定》第五条"))
    assert why(desk, "simple-accept", date(2026, 11, 20)).deadline == date(2026, 11, 25)


def test_a_shipped_rule_is_closed_for_what_starts_later(desk: Desk) -> None:
    no = intake.register(desk, registration(demands=[{"text": "建议", "pathway": "29"}])).local_no
    close = RuleChange(ChangeKind.CLOSE, "suggestion-reply", desk.clock.today(), "本局决定")
    impact = office_rules.make(desk, close)
    assert impact is not None
    assert impact.moved == ()
    assert casework.show(desk, no).standing.clock("suggestion-reply")
    with pytest.raises(RuleOffError):
        why(desk, "suggestion-reply", date(2026, 11, 21))


def test_a_change_that_cannot_stand_writes_nothing(desk: Desk) -> None:
    with pytest.raises(RuleFileError):
        office_rules.make(desk, replace(EXTRA, source=""))
    office_rules.make(desk, EXTRA)
    with pytest.raises(RuleFileError, match="同时施行"):
        office_rules.make(desk, replace(EXTRA, on=date(2026, 11, 12)))
    assert [change.key for change in office_rules.law(desk).changes] == [EXTRA.key]


def test_only_an_administrator_changes_rules(reopen: Callable[..., Desk]) -> None:
    with pytest.raises(RightMissingError):
        office_rules.make(reopen(account=COLLEAGUE), EXTRA)


def test_a_confidential_case_shows_its_number_alone_in_a_preview(
    desk: Desk, reopen: Callable[..., Desk]
) -> None:
    no = accepted_on(desk, "2026-11-02", confidential=True)
    impact = office_rules.preview(reopen(account=COLLEAGUE), SHORTER)
    assert impact is not None
    assert [(item.local_no, item.of) for item in impact.moved] == [(no, "")]


def test_a_preview_can_be_cancelled_and_says_how_far_it_is(desk: Desk) -> None:
    accepted_on(desk, "2026-11-02")
    told: list[tuple[int, int]] = []
    office_rules.preview(desk, SHORTER, progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 1)]
    assert office_rules.make(desk, SHORTER, cancelled=lambda: True) is None
    assert office_rules.law(desk).changes == ()


def test_the_rules_are_there_again_after_the_desk_was_closed(
    desk: Desk, reopen: Callable[..., Desk]
) -> None:
    office_rules.make(desk, SHORTER)
    assert why(reopen(), "handle", date(2026, 11, 2)).deadline == date(2026, 12, 17)


def test_a_rule_closed_in_the_past_is_no_longer_counted_and_comes_back_when_taken_back(
    desk: Desk,
) -> None:
    raw = registration(received_on="2026-11-12", demands=[{"text": "建议", "pathway": "29"}])
    no = intake.register(desk, raw).local_no
    close = RuleChange(ChangeKind.CLOSE, "suggestion-reply", date(2026, 11, 10), "本局决定")
    impact = office_rules.make(desk, close)
    assert impact is not None
    assert [(item.was, item.now) for item in impact.moved] == [(date(2027, 1, 11), None)]
    assert casework.show(desk, no).standing.clock("suggestion-reply") is None
    back = office_rules.take_back(desk, close.key)
    assert back is not None
    assert [(item.was, item.now) for item in back.moved] == [(None, date(2027, 1, 11))]
    assert deadline(desk, no, "suggestion-reply") == date(2027, 1, 11)
