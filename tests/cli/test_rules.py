"""`rules`: the law of the office, changed with a source and refused by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Office

SHORTER = """
[[rule]]
id = "handle"
length = 45
unit = "day"
article = "某省信访工作办法第二十条"
in_force_from = 2026-11-01
"""
NEW = """
[[rule]]
id = "first-talk"
name = "首次约谈"
owed_by = "us"
starts = "received"
length = 3
unit = "workday"
ends = ["notice-given"]
article = "本局规定第三条"
in_force_from = 2026-11-01
"""


def a_file(office: Office, text: str) -> Path:
    """Write a file of rules."""
    path = office.data.parent / "rules.toml"
    path.write_text(text, encoding="utf-8")
    return path


def accepted(office: Office, day: str) -> str:
    no = office.register(received_on=day, petitioned_on=day)
    office.run("step", no, "accepted", f"on={day}", "pathway=31-6")
    return no


def handle_of(office: Office, no: str) -> str:
    clocks = office.json("show", no)["clocks"]
    return str(next(clock["deadline"] for clock in clocks if clock["rule"] == "handle"))


def test_a_shorter_limit_is_shown_made_used_everywhere_and_taken_back(office: Office) -> None:
    old, new = accepted(office, "2026-10-30"), accepted(office, "2026-11-02")
    file = a_file(office, SHORTER)
    shown = office.run("rules", "add", file, "--preview").stdout
    assert shown == f"{new} 办结 2027-01-01 → 2026-12-17\n"
    assert handle_of(office, new) == "2027-01-01"
    office.run("rules", "add", file)
    assert (handle_of(office, old), handle_of(office, new)) == ("2026-12-29", "2026-12-17")
    why = office.json("why", "handle", "--from", "2026-11-02")
    assert (why["due_plain"], why["article"]) == ("2026-12-17", "某省信访工作办法第二十条")
    due = office.json("due", "--days", "40")
    assert (new, "2026-12-17") in {(item["no"], item["deadline"]) for item in due}
    office.run("rules", "take-back", "follow.handle.2026-11-01")
    assert handle_of(office, new) == "2027-01-01"


def test_a_rule_of_a_new_kind_runs_and_closes(office: Office) -> None:
    office.run("rules", "add", a_file(office, NEW))
    assert office.json("why", "first-talk", "--from", "2026-11-20")["deadline"] == "2026-11-25"
    office.run("rules", "close", "first-talk", "--on", "2026-11-30", "--source", "本局决定")
    office.run("why", "first-talk", "--from", "2026-12-01", code=3)
    rules = {rule["id"]: rule for rule in office.json("rules", "list")["rules"]}
    assert rules["first-talk"]["in_force_to"] == "2026-11-30"
    assert rules["first-talk"]["added"] is True


def test_a_rule_to_be_confirmed_is_off_until_it_is_switched_on(office: Office) -> None:
    assert "未启用：没有官方文本" in office.run("rules", "list").stdout
    refused = office.run("why", "simple-accept", "--from", "2026-11-20", code=3)
    assert "未启用" in refused.stderr
    office.run(
        "rules", "enable", "simple-accept", "--from", "2026-11-01", "--source", "《某规定》第五条"
    )
    assert office.json("why", "simple-accept", "--from", "2026-11-20")["deadline"] == "2026-11-25"


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ('article = "本局规定第三条"', 'article = " "', "rules.toml：first-talk.article"),
        ('article = "本局规定第三条"\n', "", "rules.toml：first-talk.article"),
        ('unit = "workday"', 'unit = "week"', "rules.toml：first-talk.unit"),
        ("length = 3", "length = 0", "rules.toml：first-talk.length"),
        ('id = "first-talk"', "", "rules.toml：rule.id"),
        ('id = "first-talk"', 'id = "handle"', "rules.toml：handle.name"),
        ("in_force_from = 2026-11-01", "in_force_from = 2022-04-30", "first-talk.in_force_from"),
        ("[[rule]]", "[[rules]]", "rules.toml：rules"),
        ("[[rule]]", "[[rule", "rules.toml：TOML"),
    ],
)
def test_a_file_that_cannot_stand_is_refused_naming_file_and_key(
    office: Office, old: str, new: str, named: str
) -> None:
    refused = office.run("rules", "add", a_file(office, NEW.replace(old, new)), code=4)
    assert named in refused.stderr
    assert office.json("rules", "list")["changes"] == []


def test_two_rules_in_force_at_once_are_refused_and_neither_is_taken(office: Office) -> None:
    later = NEW.replace("2026-11-01", "2026-12-01")
    refused = office.run("rules", "add", a_file(office, NEW + later), code=4)
    assert "rules.toml：first-talk.in_force_from" in refused.stderr
    assert "同时施行" in refused.stderr
    assert office.json("rules", "list")["changes"] == []


def test_what_only_a_law_may_take_is_refused_with_the_article(office: Office) -> None:
    longer = SHORTER.replace("45", "90")
    refused = office.run("rules", "add", a_file(office, longer), code=3)
    assert "第三十四条" in refused.stderr
    office.run("rules", "close", "nonesuch", "--on", "2026-12-31", "--source", "x", code=2)
    office.run("rules", "take-back", "nonesuch", code=2)
