"""What the office may change in the law it works by, and what it may not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from petition_desk.domain.calendar import Span
from petition_desk.domain.office_rules import (
    ChangeKind,
    RuleChange,
    next_id,
    with_changes,
    with_fitting_changes,
)
from petition_desk.domain.rules import RuleFileError, RuleOffError
from petition_desk.domain.vocabulary import Owner
from petition_desk.errors import LawRefusalError
from tests.domain.test_standing import BOOK

PROVINCE = "某省信访工作办法第二十条"
FROM = date(2027, 1, 1)

ADDED = RuleChange(
    ChangeKind.ADD,
    "office-1",
    FROM,
    "本局信访工作规定第八条",
    {
        "name": "首次约谈",
        "owed_by": "us",
        "starts": "received",
        "length": 3,
        "unit": "workday",
        "ends": ["notice-given"],
    },
)
SHORTER = RuleChange(ChangeKind.FOLLOW, "handle", FROM, PROVINCE, {"length": 45, "unit": "day"})


def changed(change: RuleChange, **values: object) -> RuleChange:
    """The same change with some of its values replaced, or (None) left out."""
    merged = {**change.values, **values}
    return replace(change, values={key: v for key, v in merged.items() if v is not None})


def test_a_shorter_limit_follows_the_rule_from_its_day_and_the_old_day_keeps_the_old() -> None:
    book = with_changes(BOOK, [SHORTER])
    assert book.rule("handle", date(2026, 12, 31)).span == Span(60, "day")
    later = book.rule("handle", FROM)
    assert later.span == Span(45, "day")
    assert later.article == PROVINCE
    assert later.is_added
    assert later.ends == book.rule("handle", date(2026, 12, 31)).ends
    assert book.version != BOOK.version


def test_the_rule_that_prolongs_still_stands_after_the_one_it_prolongs() -> None:
    ids = [rule.id for rule in with_changes(BOOK, [SHORTER]).rules]
    assert ids.index("handle-extended") == len(ids) - 1 - ids[::-1].index("handle") + 1


def test_a_rule_of_a_new_kind_is_added_with_the_button_of_its_like() -> None:
    rule = with_changes(BOOK, [ADDED]).rule("office-1", FROM)
    assert (rule.name, rule.owed_by, rule.span) == ("首次约谈", Owner.US, Span(3, "workday"))
    assert (rule.act, rule.act_label) == ("notice", "填告知书")
    assert rule.is_added
    assert rule.is_office_rule


def test_a_rule_that_no_known_act_ends_leads_to_the_case() -> None:
    rule = with_changes(BOOK, [changed(ADDED, ends=["hearing"])]).rule("office-1", FROM)
    assert (rule.act, rule.act_label) == ("", "打开案件")


def test_a_right_that_is_added_counts_the_rolled_day_and_is_lost_softly() -> None:
    change = changed(ADDED, owed_by="petitioner", ends=["review-sent"])
    rule = with_changes(BOOK, [change]).rule("office-1", FROM)
    assert (rule.counts, rule.lapses, rule.act) == ("due_rolled", True, "")


def test_a_closed_rule_is_in_force_on_its_last_day_and_not_on_the_next() -> None:
    close = RuleChange(ChangeKind.CLOSE, "suggestion-reply", date(2026, 12, 31), "本局决定")
    book = with_changes(BOOK, [close])
    assert book.rule("suggestion-reply", date(2026, 12, 31)).changed_by == "本局决定"
    with pytest.raises(RuleOffError, match="未施行"):
        book.rule("suggestion-reply", FROM)


@pytest.mark.parametrize("rule_id", ["notify-direct", "handle", "right-review", "duty"])
def test_a_period_of_the_law_is_closed_by_a_law_alone(rule_id: str) -> None:
    close = RuleChange(ChangeKind.CLOSE, rule_id, date(2026, 12, 31), "本局决定")
    with pytest.raises(LawRefusalError, match="不能由本局关闭"):
        with_changes(BOOK, [close])
    book = with_changes(BOOK, [replace(close, source="《某条例》第三条")])
    with pytest.raises(RuleOffError, match="未施行"):
        book.rule(rule_id, FROM)


def test_what_the_office_itself_switched_on_it_may_close() -> None:
    on = RuleChange(ChangeKind.ENABLE, "simple-accept", FROM, "市局文件")
    off = RuleChange(ChangeKind.CLOSE, "simple-accept", date(2027, 6, 30), "本局决定")
    book = with_changes(BOOK, [on, off])
    assert book.rule("simple-accept", date(2027, 6, 30)).is_on
    with pytest.raises(RuleOffError):
        book.rule("simple-accept", date(2027, 7, 1))


def test_a_rule_that_ships_switched_off_is_switched_on_with_its_source() -> None:
    source = "《某省简易办理规定》第五条"
    book = with_changes(BOOK, [RuleChange(ChangeKind.ENABLE, "simple-accept", FROM, source)])
    rule = book.rule("simple-accept", FROM)
    assert (rule.is_on, rule.article, rule.confirm) == (True, source, "")
    assert rule.act == "notice"
    with pytest.raises(RuleOffError):
        book.rule("simple-accept", date(2026, 12, 31))


@pytest.mark.parametrize(
    ("change", "key", "reason"),
    [
        (replace(ADDED, source=" "), "office-1.article", "依据"),
        (replace(SHORTER, source=""), "handle.article", "依据"),
        (changed(ADDED, unit="week"), "office-1.unit", "week"),
        (changed(SHORTER, unit="fortnight"), "handle.unit", "fortnight"),
        (changed(ADDED, length=0), "office-1.length", "大于 0"),
        (changed(ADDED, length="3"), "office-1.length", "整数"),
        (changed(SHORTER, length=True), "handle.length", "大于 0"),
        (changed(ADDED, starts="full-moon"), "office-1.starts", "full-moon"),
        (changed(ADDED, ends=[]), "office-1.ends", "没有填写"),
        (changed(ADDED, name=""), "office-1.name", "没有填写"),
        (changed(ADDED, owed_by="moon"), "office-1.owed_by", "moon"),
        (replace(ADDED, on=date(2022, 4, 30)), "office-1.in_force_from", "2022-05-01"),
        (replace(ADDED, rule_id="handle"), "handle.in_force_from", "同时施行"),
        (replace(SHORTER, on=date(2022, 5, 1)), "handle.in_force_from", "同时施行"),
        (replace(SHORTER, rule_id="simple-accept"), "simple-accept.in_force_from", "没有启用"),
        (replace(SHORTER, rule_id="nonesuch"), "nonesuch.in_force_from", "没有施行中"),
        (RuleChange(ChangeKind.ENABLE, "handle", FROM, PROVINCE), "handle.on", "已经启用"),
        (RuleChange(ChangeKind.CLOSE, "handle", FROM, ""), "handle.article", "依据"),
    ],
)
def test_a_change_that_cannot_stand_is_refused_naming_rule_and_key(
    change: RuleChange, key: str, reason: str
) -> None:
    with pytest.raises(RuleFileError, match=reason) as caught:
        with_changes(BOOK, [change])
    assert (caught.value.file, caught.value.key) == ("本局规则", key)
    assert caught.value.exit_code == 4


def test_two_rules_of_one_name_in_force_at_once_are_refused() -> None:
    with pytest.raises(RuleFileError, match="同时施行") as caught:
        with_changes(BOOK, [ADDED, replace(ADDED, on=date(2027, 3, 1))])
    assert caught.value.key == "office-1.in_force_from"


def test_the_office_may_only_shorten_what_the_law_gives_it() -> None:
    longer = changed(replace(SHORTER, source="本局规定"), length=90)
    with pytest.raises(LawRefusalError, match="只能缩短"):
        with_changes(BOOK, [longer])
    in_months = changed(longer, length=3, unit="month")
    with pytest.raises(LawRefusalError, match="只能缩短"):
        with_changes(BOOK, [in_months])
    by_law = replace(longer, source="《信访工作条例》（2026年修订）第三十四条")
    assert with_changes(BOOK, [by_law]).rule("handle", FROM).span == Span(90, "day")


def test_the_office_may_not_shorten_a_right_of_the_petitioner() -> None:
    shorter = replace(SHORTER, rule_id="right-review", source="本局规定")
    with pytest.raises(LawRefusalError, match="信访人的权利"):
        with_changes(BOOK, [changed(shorter, length=15)])
    longer = with_changes(BOOK, [changed(shorter, length=45)]).rule("right-review", FROM)
    assert (longer.span, longer.counts) == (Span(45, "day"), "due_rolled")


def test_an_office_rule_may_be_made_longer() -> None:
    longer = changed(replace(SHORTER, rule_id="carry-out", source="本局规定"), length=90)
    assert with_changes(BOOK, [longer]).rule("carry-out", FROM).span.amount == 90


def test_changes_follow_one_another_in_the_order_of_their_days() -> None:
    second = changed(replace(SHORTER, on=date(2028, 1, 1)), length=30)
    book = with_changes(BOOK, [second, SHORTER])
    assert [book.rule("handle", date(year, 6, 1)).span.amount for year in (2026, 2027, 2028)] == [
        60,
        45,
        30,
    ]


def test_a_change_reads_as_it_was_kept() -> None:
    for change in (ADDED, SHORTER):
        assert RuleChange.of_text(change.as_text()) == change
    with pytest.raises(RuleFileError):
        RuleChange.of_text('{"kind": "add"}')


def test_what_a_later_release_made_impossible_is_left_out_and_named() -> None:
    stale = replace(SHORTER, rule_id="nonesuch")
    book, rejected = with_fitting_changes(BOOK, [stale, ADDED])
    assert book.rule("office-1", FROM)
    assert [(item.change, "nonesuch" in item.reason) for item in rejected] == [(stale, True)]


def test_a_new_rule_gets_a_name_that_no_rule_has() -> None:
    assert next_id(BOOK) == "office-1"
    assert next_id(with_changes(BOOK, [ADDED])) == "office-2"
