"""Wording files: what they may say, and how they fail."""

from __future__ import annotations

from pathlib import Path

import pytest

from petition_desk.documents.fonts import FontRole
from petition_desk.documents.letters import LETTER_KINDS, label_of
from petition_desk.documents.letters.facts import Facts, labels
from petition_desk.documents.letters.wording import (
    Condition,
    WordingError,
    fill,
    filled_text,
    read_wording,
)
from petition_desk.documents.linebreak import Run
from petition_desk.paths import resource

WORDING = """
kind = "accept"
title = "告知书"
version = "1"
basis = ["34"]
required = ["petitioner.name"]
[[block]]
text = "%s"
"""


def wording_file(folder: Path, text: str) -> Path:
    file = folder / "own.toml"
    file.write_text(WORDING % text, encoding="utf-8")
    return file


def test_every_wording_that_ships_belongs_to_a_kind() -> None:
    files = {path.stem for path in resource("letters").glob("*.toml")} - {"labels"}
    assert files == {kind.id for kind in LETTER_KINDS}


def test_a_blank_is_filled() -> None:
    assert filled_text("致{{petitioner.name}}：", Facts({"petitioner.name": "张三"})) == "致张三："


def test_what_is_quoted_in_a_quotation_bears_single_marks() -> None:
    facts = Facts({"case.summary": "反映“处警”问题"})
    assert filled_text("提出的“{{case.summary}}”事项", facts) == "提出的“反映‘处警’问题”事项"
    inner = "“{{#case.source}}材料{{/}}{{#!case.source}}{{case.summary}}{{/}}”"
    assert filled_text(inner, facts) == "“反映‘处警’问题”"
    assert filled_text("摘要：{{case.summary}}", facts) == "摘要：反映“处警”问题", "else as typed"


def test_a_part_stands_only_where_its_fact_is_there() -> None:
    text = "查询{{#case.query_code}}，查询码为{{case.query_code}}{{/}}。"
    assert filled_text(text, Facts({"case.query_code": "4T8W"})) == "查询，查询码为4T8W。"
    assert filled_text(text, Facts({"case.query_code": " "})) == "查询。"


def test_parts_may_stand_in_parts() -> None:
    text = "甲{{#case.source}}乙{{#case.summary}}丙{{/}}丁{{/}}戊"
    assert filled_text(text, Facts({"case.source": "x", "case.summary": "y"})) == "甲乙丙丁戊"
    assert filled_text(text, Facts({"case.source": "x"})) == "甲乙丁戊"
    assert filled_text(text, Facts({"case.summary": "y"})) == "甲戊"


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        ("", True),
        ("pathway.mode", True),
        ("!pathway.mode", False),
        ("pathway.mode=ours", True),
        ("pathway.mode=yours", False),
        ("!pathway.mode=yours", True),
        ("pathway.unit", False),
    ],
)
def test_conditions(condition: str, holds: bool) -> None:
    assert Condition.parse(condition).holds(Facts({"pathway.mode": "ours"})) is holds


def test_bold_words_are_set_in_hei() -> None:
    runs = fill("**请注意**：{{case.summary}}", Facts({"case.summary": "**不是**"}))
    assert runs == (
        Run("请注意", FontRole.HEADING),
        Run("："),
        Run("**不是**"),
    )


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{{petitioner.nickname}}", "不认识的空格"),
        ("{{#petitioner.name}}没有结束", "没有成对"),
        ("**没有结束", "没有成对"),
        ('"', "不是有效的 TOML"),
    ],
)
def test_a_faulty_wording_is_named_with_its_file(tmp_path: Path, text: str, reason: str) -> None:
    with pytest.raises(WordingError, match=f"own.toml：.*{reason}"):
        read_wording(wording_file(tmp_path, text))


def test_a_wording_without_its_keys_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text('kind = "accept"\n', encoding="utf-8")
    with pytest.raises(WordingError, match="缺少"):
        read_wording(file)


def test_the_wording_of_the_office_may_differ(tmp_path: Path) -> None:
    wording = read_wording(wording_file(tmp_path, "致{{petitioner.name}}"))
    assert wording.blocks[0].text == "致{{petitioner.name}}"


def test_every_fact_of_every_wording_has_a_chinese_name() -> None:
    for kind in LETTER_KINDS:
        for requirement in kind.wording.required:
            assert all(label_of(each) for each in requirement.choices)
        assert all(label_of(each) for each in kind.wording.optional)
    assert label_of("demand.2.outcome") == "第2项诉求的处理结论"
    assert all(labels().values())
