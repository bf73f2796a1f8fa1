"""What if: the whole of a pathway from one day, as the dated examples have it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petition_desk.domain.calendar import WorkCalendar
from petition_desk.domain.rules import RuleBook, RuleOffError, load_rules
from petition_desk.domain.vocabulary import Pathway, SourceKind
from petition_desk.domain.what_if import Question, WhatIf, acts_of, what_if
from petition_desk.errors import InputError, LawRefusalError, UnknownNameError
from tests.domain.conftest import ROOT


@pytest.fixture(scope="module")
def book() -> RuleBook:
    return load_rules(ROOT / "resources" / "law" / "clocks.toml")


def deadlines(found: WhatIf) -> dict[str, str]:
    return {
        f"{item.clock.rule.id}{f'/{item.clock.of}' if item.clock.of else ''}": (
            f"{item.clock.deadline}{'?' if item.is_provisional else ''}"
        )
        for item in found.clocks
    }


def test_a_petition_is_walked_to_the_end_of_the_recheck(
    book: RuleBook, workdays: WorkCalendar
) -> None:
    found = what_if(Question(Pathway.PETITION, date(2026, 2, 2)), book, workdays)
    assert deadlines(found) == {
        "notify-direct": "2026-02-17",
        "serve/受理告知书": "2026-02-28",
        "handle": "2026-04-18",
        "handle-extended": "2026-05-18",
        "serve/信访处理意见书": "2026-05-25",
        "carry-out": "2026-06-17",
        "right-review/信访处理意见书": "2026-06-24",
        "review": "2026-07-24",
        "serve/复查意见书": "2026-07-31",
        "right-recheck/复查意见书": "2026-08-31",
        "recheck": "2026-09-30",
        "serve/复核意见书": "2026-10-13",
        "callback": "2026-10-28",
    }
    assert [act.id for act in found.acts] == [act.id for act in acts_of(Pathway.PETITION)]
    assert not any(act.is_provisional or act.is_given for act in found.acts)


def test_without_a_prolongation_the_opinion_falls_on_the_sixtieth_day(
    book: RuleBook, workdays: WorkCalendar
) -> None:
    found = what_if(Question(Pathway.PETITION, date(2026, 2, 2), extended_days=0), book, workdays)
    assert "handle-extended" not in deadlines(found)
    assert next(act.on for act in found.acts if act.id == "opinion") == date(2026, 4, 18)


def test_a_given_day_moves_all_that_follows(book: RuleBook, workdays: WorkCalendar) -> None:
    accepted = {"accepted": date(2026, 2, 4)}
    found = what_if(
        Question(Pathway.PETITION, date(2026, 2, 2), extended_days=0, given=accepted),
        book,
        workdays,
    )
    told = deadlines(found)
    assert (told["notify-direct"], told["handle"]) == ("2026-02-17", "2026-04-05")
    assert found.acts[0].is_given


def test_what_hangs_on_a_provisional_day_is_provisional(
    book: RuleBook, workdays: WorkCalendar, workdays_2027: WorkCalendar
) -> None:
    question = Question(Pathway.PETITION, date(2026, 9, 1), extended_days=0)
    told = deadlines(what_if(question, book, workdays))
    assert told["handle"] == "2026-11-15"
    assert told["right-review/信访处理意见书"] == "2026-12-21"
    assert told["review"] == "2027-01-20"
    # The serving of the review walks over days of 2027, whose notice is not loaded.
    assert told["serve/复查意见书"] == "2027-01-27?"
    assert told["right-recheck/复查意见书"].endswith("?")
    assert told["recheck"].endswith("?")
    assert told["callback"].endswith("?")
    loaded = deadlines(what_if(question, book, workdays_2027))
    assert not any(day.endswith("?") for day in loaded.values())


def test_what_came_from_another_body_has_its_own_clocks(
    book: RuleBook, workdays: WorkCalendar
) -> None:
    found = what_if(
        Question(Pathway.NOT_OURS, date(2023, 12, 28), SourceKind.XINFANG), book, workdays
    )
    told = deadlines(found)
    assert told["object-assigned"] == "2024-01-05"
    assert told["notify-assigned"] == "2024-01-12"
    direct = deadlines(what_if(Question(Pathway.NOT_OURS, date(2023, 12, 28)), book, workdays))
    assert set(direct) == {"notify-direct", "serve/不予受理告知书"}


@pytest.mark.parametrize(
    ("pathway", "rules"),
    [
        (Pathway.DUTY, {"notify-direct", "duty", "callback"}),
        (
            Pathway.SUGGESTION,
            {"notify-direct", "suggestion-reply", "serve/建议意见答复函", "callback"},
        ),
        (Pathway.ACCUSATION, {"notify-direct", "serve/检举控告接收告知书"}),
        (Pathway.PROCEDURE, {"notify-direct", "serve/导入法定途径告知书"}),
        (Pathway.ADMINISTRATIVE, {"notify-direct", "serve/导入法定途径告知书"}),
        (Pathway.ANSWERED, {"notify-direct", "serve/接收情况告知书"}),
        (Pathway.POLICE_REPORT, {"hand-over"}),
    ],
)
def test_every_pathway_has_its_walk(
    book: RuleBook, workdays: WorkCalendar, pathway: Pathway, rules: set[str]
) -> None:
    told = deadlines(what_if(Question(pathway, date(2026, 3, 2)), book, workdays))
    assert set(told) - {"serve/接收情况告知书", "serve/履行职责答复书"} == rules - {
        "serve/接收情况告知书"
    }


def test_before_the_regulation_nothing_runs(book: RuleBook, workdays: WorkCalendar) -> None:
    with pytest.raises(RuleOffError, match="2022-04-30"):
        what_if(Question(Pathway.PETITION, date(2022, 4, 30)), book, workdays)


def test_the_law_bounds_what_can_be_assumed(book: RuleBook, workdays: WorkCalendar) -> None:
    received = date(2026, 2, 2)
    with pytest.raises(LawRefusalError, match="第三十四条"):
        what_if(Question(Pathway.PETITION, received, extended_days=31), book, workdays)
    day_after = {"accepted": received, "extended": date(2026, 4, 4)}
    with pytest.raises(LawRefusalError, match="2026-04-03"):
        what_if(Question(Pathway.PETITION, received, given=day_after), book, workdays)
    before = {"accepted": received - timedelta(days=1)}
    with pytest.raises(InputError, match="早于上一步"):
        what_if(Question(Pathway.PETITION, received, given=before), book, workdays)
    with pytest.raises(UnknownNameError, match="nonesuch"):
        what_if(Question(Pathway.PETITION, received, given={"nonesuch": received}), book, workdays)


@given(
    received=st.dates(date(2022, 5, 1), date(2027, 12, 31)),
    pathway=st.sampled_from(Pathway),
    source=st.sampled_from(SourceKind),
    extended=st.integers(0, 30),
)
def test_any_day_can_be_walked_and_no_act_comes_before_the_one_it_follows(
    book: RuleBook,
    workdays: WorkCalendar,
    received: date,
    pathway: Pathway,
    source: SourceKind,
    extended: int,
) -> None:
    found = what_if(Question(pathway, received, source, extended), book, workdays)
    days = [received, *(act.on for act in found.acts)]
    assert days == sorted(days)
    for act in found.acts:
        assert act.on in {received, *(item.clock.deadline for item in found.clocks)}
    for item in found.clocks:
        assert item.clock.started_on in {
            *days, *(other.clock.dates.due_plain for other in found.clocks)
        }  # fmt: skip
        assert item.is_provisional or not item.clock.is_provisional
