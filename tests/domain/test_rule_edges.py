"""The rule book at its edges: what stands where nothing is written, the narrowest of periods."""

from __future__ import annotations

from datetime import date

import pytest

from petition_desk.domain.calendar import Span
from petition_desk.domain.rules import Rule, RuleFileError, parse_rules
from petition_desk.domain.vocabulary import Owner, SourceKind

LEAST = """
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


def test_a_rule_holds_for_every_source_and_is_on_unless_it_says_otherwise() -> None:
    built = Rule(
        id="notify-direct",
        name="书面告知",
        owed_by=Owner.US,
        starts="received",
        span=Span(15, "day"),
        ends=("notice-given",),
        counts="due_plain",
        article="《信访工作条例》第二十三条第二款",
        in_force_from=date(2022, 5, 1),
    )
    (read,) = parse_rules(LEAST, "x.toml").rules
    assert read == built
    assert (read.is_on, read.lapses, read.is_office_rule) == (True, False, False)
    assert read.sources == frozenset(SourceKind)


def test_all_sources_may_be_named_one_by_one() -> None:
    text = LEAST + 'sources = ["direct", "xinfang", "upper", "other"]\n'
    (rule,) = parse_rules(text, "x.toml").rules
    assert rule.sources == frozenset(SourceKind)


def test_a_rule_may_be_in_force_for_a_single_day() -> None:
    book = parse_rules(LEAST + "in_force_to = 2022-05-01\n", "x.toml")
    (rule,) = book.rules
    days = [date(2022, 4, 30), date(2022, 5, 1), date(2022, 5, 2)]
    assert [rule.is_in_force(day) for day in days] == [False, True, False]


def test_a_rule_without_an_id_is_named_by_its_place() -> None:
    nameless = LEAST.replace('id = "notify-direct"\n', "")
    with pytest.raises(RuleFileError) as caught:
        parse_rules(LEAST + nameless, "x.toml")
    assert caught.value.key == "第 2 条规则.id"


def test_the_version_is_short_and_names_the_content() -> None:
    book, same = parse_rules(LEAST, "x.toml"), parse_rules(LEAST, "y.toml")
    other = parse_rules(LEAST.replace("length = 15", "length = 10"), "x.toml")
    assert len(book.version) == 12
    assert book.version == same.version != other.version
