"""The rule book: what it holds, and how loudly it refuses what is wrong."""

from __future__ import annotations

from datetime import date

import pytest

from petition_desk.domain.calendar import Span
from petition_desk.domain.rules import (
    Policy,
    RuleBook,
    RuleFileError,
    RuleOffError,
    load_rules,
    parse_rules,
)
from petition_desk.domain.vocabulary import Owner, SourceKind
from petition_desk.errors import LawRefusalError, UnknownNameError
from petition_desk.paths import resource

GOOD = """
[[rule]]
id = "notify-direct"
name = "书面告知"
owed_by = "us"
starts = "received"
length = 15
unit = "day"
ends = ["notice-given"]
counts = "due_plain"
article = "《信访工作条例》第二十三条第二款"
in_force_from = 2022-05-01
"""


@pytest.fixture(scope="module")
def book() -> RuleBook:
    return load_rules(resource("law", "clocks.toml"))


def test_every_clock_of_the_design_is_there(book: RuleBook) -> None:
    assert {rule.id for rule in book.rules} == {
        "hand-over", "notify-direct", "notify-assigned", "object-assigned", "report-back",
        "handle", "handle-extended", "handle-again", "handle-again-undated", "duty",
        "right-review", "review",
        "right-recheck", "recheck", "carry-out", "urgent", "serve", "feedback", "callback",
        "suggestion-reply", "simple-accept", "simple-handle",
    }  # fmt: skip


def test_nothing_that_ships_was_added_or_changed_by_an_office(book: RuleBook) -> None:
    assert not any(rule.is_added or rule.changed_by for rule in book.rules)


def test_what_no_source_confirms_is_off_and_says_so(book: RuleBook) -> None:
    off = [rule for rule in book.rules if not rule.is_on]
    assert {rule.id for rule in off} == {
        "simple-accept",
        "simple-handle",
        "handle-again-undated",
    }
    assert all(rule.confirm for rule in off)


def test_every_source_starts_exactly_one_notice_clock(book: RuleBook) -> None:
    for kind in SourceKind:
        notices = [r.id for r in book.rules if r.id.startswith("notify-") and kind in r.sources]
        assert len(notices) == 1, kind


def test_only_the_petitioners_rights_count_the_rolled_date(book: RuleBook) -> None:
    for rule in book.rules:
        assert (rule.counts == "due_rolled") == (rule.owed_by is Owner.PETITIONER), rule.id


def test_an_unknown_rule_is_a_usage_fault(book: RuleBook) -> None:
    with pytest.raises(UnknownNameError, match="no-such-rule"):
        book.rule("no-such-rule", date(2026, 3, 2))


def test_a_rule_that_is_off_says_why(book: RuleBook) -> None:
    with pytest.raises(RuleOffError, match="没有官方文本"):
        book.rule("simple-accept", date(2026, 3, 2))


def test_before_the_regulation_no_rule_is_in_force(book: RuleBook) -> None:
    with pytest.raises(RuleOffError, match="2022-04-30"):
        book.rule("handle", date(2022, 4, 30))
    assert book.rule("handle", date(2022, 5, 1)).span == Span(60, "day")


def test_a_closed_rule_is_followed_by_another() -> None:
    later = GOOD.replace("2022-05-01", "2027-01-01").replace("length = 15", "length = 10")
    book = parse_rules(GOOD + "in_force_to = 2026-12-31\n" + later, "x.toml")
    assert book.rule("notify-direct", date(2026, 12, 31)).span.amount == 15
    assert book.rule("notify-direct", date(2027, 1, 1)).span.amount == 10


def test_two_rules_in_force_at_once_are_refused() -> None:
    with pytest.raises(RuleFileError, match=r"x\.toml：notify-direct.*同时施行"):
        parse_rules(GOOD + GOOD, "x.toml")


@pytest.mark.parametrize("key", ["owed_by", "article", "in_force_from", "starts", "ends", "name"])
def test_a_rule_without_a_required_key_is_refused_naming_file_and_key(key: str) -> None:
    text = "\n".join(line for line in GOOD.splitlines() if not line.startswith(f"{key} ="))
    with pytest.raises(RuleFileError) as caught:
        parse_rules(text, "clocks.toml")
    assert caught.value.file == "clocks.toml"
    assert caught.value.key == f"notify-direct.{key}"


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('unit = "day"', 'unit = "week"', "unit"),
        ("length = 15", "length = -1", "length"),
        ("length = 15", "length = true", "length"),
        ('article = "', 'article = " "\n#', "article"),
        ('name = "书面告知"', "name = 3", "name"),
        ('name = "书面告知"', 'name = "书面告知"\non = "no"', "on"),
        ('name = "书面告知"', 'name = "书面告知"\nlapses = 1', "lapses"),
        ('name = "书面告知"', 'name = "书面告知"\nextends = "nothing"', "extends"),
        ("length = 15", 'length = "15"', "length"),
        ('starts = "received"', 'starts = "full-moon"', "starts"),
        ('["notice-given"]', '["told-by-telephone"]', "ends"),
        ('owed_by = "us"', 'owed_by = "nobody"', "owed_by"),
        ("in_force_from = 2022-05-01", 'in_force_from = "soon"', "in_force_from"),
        ('counts = "due_plain"', 'counts = "whichever"', "counts"),
        ('name = "书面告知"', 'name = "书面告知"\nseverity = 3', "severity"),
        ('name = "书面告知"', 'name = "书面告知"\nsources = ["moon"]', "sources"),
        ('name = "书面告知"', 'name = "书面告知"\nin_force_to = 2020-01-01', "in_force_to"),
    ],
)
def test_a_wrong_value_is_refused_naming_its_key(old: str, new: str, key: str) -> None:
    with pytest.raises(RuleFileError) as caught:
        parse_rules(GOOD.replace(old, new), "clocks.toml")
    assert caught.value.key == f"notify-direct.{key}"


def test_a_key_beside_the_rules_is_refused_by_name() -> None:
    with pytest.raises(RuleFileError, match="版本") as caught:
        parse_rules('"版本" = 2\n' + GOOD, "clocks.toml")
    assert caught.value.key == "版本"


@pytest.mark.parametrize("text", ["", "rule = 3", "[[rule", "# nothing", "[[rules]]"])
def test_a_file_without_rules_is_refused(text: str) -> None:
    with pytest.raises(RuleFileError):
        parse_rules(text, "clocks.toml")


def test_the_office_may_change_its_own_lengths_but_not_the_laws(book: RuleBook) -> None:
    own = book.with_lengths({"serve": Span(3, "workday")})
    assert own.rule("serve", date(2026, 3, 2)).span.amount == 3
    assert own.version != book.version
    with pytest.raises(LawRefusalError, match="法定期限"):
        book.with_lengths({"handle": Span(90, "day")})


def test_the_version_names_the_content_alone(book: RuleBook) -> None:
    again = load_rules(resource("law", "clocks.toml"), Policy(notice_ends_when="served"))
    assert again.version == book.version
    assert again.policy.notice_ends_when == "served"
