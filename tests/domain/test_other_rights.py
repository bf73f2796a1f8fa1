"""The last day of a right that a demand may still lose."""

from __future__ import annotations

from datetime import date

import pytest

from petition_desk.domain.calendar import WorkCalendar
from petition_desk.domain.other_rights import (
    OtherRight,
    last_day,
    limit_last_day,
    parse_other_rights,
    rights_at_stake,
)
from petition_desk.domain.rules import RuleFileError
from petition_desk.domain.screening import Questionnaire
from petition_desk.domain.vocabulary import Owner

Rights = tuple[OtherRight, ...]


def right(rights: Rights, right_id: str) -> OtherRight:
    return next(item for item in rights if item.id == right_id)


# The right, the day of service, the last day and why it is tricky.
LAST_DAYS = [
    ("accident-review", "2026-04-30", "2026-05-08", "three working days around the labour day"),
    ("no-case-filed", "2026-09-24", "2026-10-08", "seven days that roll out of the holiday"),
    ("administrative-review", "2026-09-20", "2026-11-19", "sixty calendar days"),
    ("refused-duty", "2026-07-10", "2026-09-08", "sixty days"),
    ("discipline-appeal", "2026-01-31", "2026-02-28", "a month without a 31st"),
    ("state-compensation", "2026-09-01", "2026-10-08", "thirty days that roll"),
]


@pytest.mark.parametrize(
    ("right_id", "served", "last"),
    [row[:3] for row in LAST_DAYS],
    ids=[f"{row[0]}: {row[3]}" for row in LAST_DAYS],
)
def test_a_right_ends_on_its_rolled_day(
    other_rights: Rights, workdays: WorkCalendar, right_id: str, served: str, last: str
) -> None:
    found = last_day(right(other_rights, right_id), date.fromisoformat(served), workdays)
    assert found is not None
    assert found.on == date.fromisoformat(last)
    assert not found.is_provisional


def test_our_own_period_ends_on_the_plain_day(other_rights: Rights, workdays: WorkCalendar) -> None:
    opening = right(other_rights, "open-information")
    (limit,) = opening.limits
    assert limit.owed_by is Owner.US
    found = limit_last_day(opening, limit, date(2026, 9, 23), workdays)
    assert found.on == found.dates.due_plain == date(2026, 10, 28)
    assert last_day(opening, date(2026, 9, 23), workdays) is None


def test_a_right_without_a_period_has_no_last_day(
    other_rights: Rights, workdays: WorkCalendar
) -> None:
    assert last_day(right(other_rights, "case-progress"), date(2026, 9, 1), workdays) is None


def test_a_provisional_or_unconfirmed_day_is_not_printed(
    other_rights: Rights, workdays: WorkCalendar
) -> None:
    accident = right(other_rights, "accident-review")
    certain = last_day(accident, date(2026, 4, 30), workdays)
    provisional = last_day(accident, date(2026, 12, 29), workdays)
    unconfirmed = last_day(right(other_rights, "discipline-appeal"), date(2026, 3, 2), workdays)
    assert certain is not None
    assert provisional is not None
    assert unconfirmed is not None
    assert (certain.may_be_printed, provisional.may_be_printed) == (True, False)
    assert not unconfirmed.may_be_printed
    assert provisional.is_provisional
    assert "3个工作日" in provisional.limit.rule


def test_the_days_left_are_counted_from_today(other_rights: Rights, workdays: WorkCalendar) -> None:
    found = last_day(right(other_rights, "accident-review"), date(2026, 4, 30), workdays)
    assert found is not None
    assert [found.days_left(date(2026, 5, day)) for day in (6, 8, 9)] == [2, 0, -1]


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("道路交通事故认定书", [("accident-review", "申请复核")]),
        ("事故认定书", [("accident-review", "申请复核")]),
        ("某公交认字第1号 道路交通事故认定书", [("accident-review", "申请复核")]),
        ("道路交通事故认定复核结论", []),
        ("不予立案通知书", [("no-case-filed", "申请复议")]),
        ("刑事复议决定书", [("no-case-filed", "申请复核")]),
        (
            "行政处罚决定书",
            [
                ("administrative-review", "申请行政复议"),
                ("administrative-review", "直接提起行政诉讼"),
            ],
        ),
        # What is decided on the spot goes to 行政复议 first: no six months in court.
        ("公安交通管理简易程序处罚决定书", [("administrative-review", "申请行政复议")]),
        ("当场处罚决定书", [("administrative-review", "申请行政复议")]),
        ("行政复议决定书", [("administrative-review", "对复议决定提起行政诉讼")]),
        ("履行职责答复书", [("refused-duty", "申请行政复议")]),
        ("政务处分决定书", [("discipline-appeal", "申请复审")]),
        ("民事判决书", []),
        ("决定书", []),
        ("通知", []),
        ("", []),
    ],
)
def test_a_challenged_paper_names_the_rights_at_stake(
    other_rights: Rights, workdays: WorkCalendar, name: str, found: list[tuple[str, str]]
) -> None:
    last_days = rights_at_stake(other_rights, name, date(2026, 3, 2), workdays)
    assert [(last.right.id, last.limit.name) for last in last_days] == found
    assert [last.on for last in last_days] == sorted(last.on for last in last_days)


def test_every_right_stands_under_a_question_that_shows_rights(
    other_rights: Rights, questionnaire: Questionnaire
) -> None:
    showing = {question.id for question in questionnaire.questions if question.shows_rights}
    assert {item.question for item in other_rights} == showing


def test_every_paper_of_the_table_is_found_by_its_own_name(
    other_rights: Rights, workdays: WorkCalendar
) -> None:
    for item in other_rights:
        if item.served_limit is None:
            continue
        for name in item.documents:
            found = rights_at_stake(other_rights, name, date(2026, 3, 2), workdays)
            assert item.id in {last.right.id for last in found}, name


GOOD = """\
version = "1"
[[right]]
id = "a"
demand = "不服"
pathway = "31-1"
question = "q"
documents = ["认定书"]
procedure = "复核"
body = "上级"
mode = "yours"
basis = "第一条"
[[right.limit]]
name = "申请"
amount = 3
unit = "workday"
rule = "3个工作日内"
source = "第一条"
"""


def test_a_small_table_is_read() -> None:
    (item,) = parse_other_rights(GOOD)
    assert str(item.limits[0].span) == "3个工作日"
    assert item.limits[0].owed_by is Owner.PETITIONER


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('version = "1"', "", "version"),
        ('demand = "不服"', "", "right[a].demand"),
        ('demand = "不服"', 'claim = "不服"\ndemand = "不服"', "right[a].claim"),
        ('pathway = "31-1"', 'pathway = "x"', "right[a].pathway"),
        ('mode = "yours"', 'mode = "theirs"', "right[a].mode"),
        ('documents = ["认定书"]', 'documents = "认定书"', "right[a].documents"),
        ('documents = ["认定书"]', 'documents = ["认定书", 1]', "right[a].documents"),
        ('basis = "第一条"', "", "right[a].basis"),
        ("amount = 3", "amount = 0", "right[a].limit[第 1 项].amount"),
        ("amount = 3", "amount = true", "right[a].limit[第 1 项].amount"),
        ("amount = 3", 'amount = "3"', "right[a].limit[第 1 项].amount"),
        ('unit = "workday"', 'unit = "hour"', "right[a].limit[第 1 项].unit"),
        ('source = "第一条"', "", "right[a].limit[第 1 项].source"),
        (
            'source = "第一条"',
            'source = "第一条"\nowed_by = "unit"',
            "right[a].limit[第 1 项].owed_by",
        ),
        ("[[right.limit]]", "[right.limit]", "right[a].limit"),
        ("[[right]]", "[[left]]", "left"),
    ],
)
def test_a_wrong_table_is_refused_naming_file_and_key(old: str, new: str, key: str) -> None:
    with pytest.raises(RuleFileError) as caught:
        parse_other_rights(GOOD.replace(old, new), "rights.toml")
    assert (caught.value.file, caught.value.key) == ("rights.toml", key)
    assert caught.value.exit_code == 4


def test_a_right_twice_is_refused() -> None:
    twice = GOOD + GOOD.partition("\n")[2]
    with pytest.raises(RuleFileError) as caught:
        parse_other_rights(twice)
    assert caught.value.key == "right[a].id"
