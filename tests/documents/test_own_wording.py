"""A wording of the office: taken where it says what must be said, refused by name where not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from petition_desk.documents.fonts import FontSet
from petition_desk.documents.letters import LETTER_KINDS, letter_kind, missing, render
from petition_desk.documents.letters.own_wording import kept_blanks, office_wording, own_faults_of
from petition_desk.documents.letters.wording import (
    Wording,
    WordingBlock,
    WordingError,
    table_of,
    wording_from,
    wording_of,
)
from petition_desk.errors import InputError

from .conftest import TextReader
from .letter_facts import FACTS


def with_text(wording: Wording, old: str, new: str) -> Wording:
    """The same wording with words exchanged in its paragraphs."""
    assert any(old in block.text for block in wording.blocks)
    blocks = tuple(replace(block, text=block.text.replace(old, new)) for block in wording.blocks)
    return replace(wording, blocks=blocks)


@pytest.mark.parametrize("kind", [each.id for each in LETTER_KINDS])
def test_every_shipped_wording_is_one_an_office_may_keep(kind: str) -> None:
    shipped = wording_of(kind)
    assert own_faults_of(shipped) == ()
    assert set(table_of(shipped)) >= {"kind", "title", "block", "required"}
    again = office_wording(table_of(shipped), "own")
    assert again == shipped or sorted(map(str, again.required)) == sorted(
        map(str, shipped.required)
    )
    assert again.blocks == shipped.blocks


def test_a_letter_is_set_in_the_words_of_the_office(fonts: FontSet, text_of: TextReader) -> None:
    own = replace(
        with_text(wording_of("accept"), "承办单位为", "本事项由以下单位承办："),
        title="受理通知",
        contact="接待窗口：{{office.query_phone}}",
    )
    text = text_of(render(letter_kind("accept").worded(own), FACTS["accept"], fonts))
    assert "受理通知" in text
    assert "本事项由以下单位承办" in text.replace("\n", "")
    assert "接待窗口：" in text
    assert "由我局依法决定回避" in text.replace("\n", "")


def test_the_phrases_of_the_office_answer_the_demands(fonts: FontSet, text_of: TextReader) -> None:
    shipped = wording_of("opinion")
    own_words = shipped.phrases["支持"].replace("予以支持", "本局支持该请求")
    own = replace(shipped, phrases={**shipped.phrases, "支持": own_words})
    assert own_faults_of(own) == ()
    lesser = own_words.replace("{{demand.carry_out_unit}}", "有关单位")
    (fault,) = own_faults_of(replace(shipped, phrases={**shipped.phrases, "支持": lesser}))
    assert str(fault).startswith("用语“支持”：不能删除执行单位")
    kind = letter_kind("opinion").worded(own)
    assert "本局支持该请求" in text_of(render(kind, FACTS["opinion"], fonts)).replace("\n", "")


def test_a_fact_the_office_requires_besides_is_asked_for() -> None:
    table = table_of(wording_of("accept"))
    own = wording_from({**table, "required": [*table["required"], "case.query_code"]}, "own")
    kind = letter_kind("accept").worded(own)
    facts = {key: value for key, value in FACTS["accept"].items() if key != "case.query_code"}
    assert [fact.identifier for fact in missing(kind, facts)] == ["case.query_code"]


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("{{accepted.handler}}", "某警官", "承办人：不能删除"),
        ("{{accepted.handler}}", "{{#case.query_code}}{{accepted.handler}}{{/}}", "放进条件里"),
        ("{{accepted.handler}}", "{{accepted.handler}}{{petitioner.nickname}}", "不认识的空格"),
        ("{{accepted.handler}}", "{{accepted.handler}}{{#case.source}}", "没有成对"),
        ("{{accepted.handler}}", "{{accepted.handler}}{{/}}{{#case.source}}", "没有成对"),
        ("{{accepted.handler}}", "{{accepted.handler}}{{case.source}", "没有成对"),
    ],
)
def test_what_an_office_may_not_write_is_named(old: str, new: str, reason: str) -> None:
    own = with_text(wording_of("accept"), old, new)
    with pytest.raises((WordingError, InputError), match=reason):
        office_wording(table_of(own), "受理告知书")


def test_a_required_fact_and_the_list_of_demands_stay() -> None:
    shipped = wording_of("accept")
    fewer = replace(shipped, required=shipped.required[:-1])
    assert [str(each) for each in own_faults_of(fewer)] == ["办结期限：是必填的事项，不能取消"]
    blocks = tuple(block for block in shipped.blocks if block.kind != "insert")
    (fault,) = own_faults_of(replace(shipped, blocks=blocks))
    assert "demands" in fault.reason
    strange = (*shipped.blocks, WordingBlock("insert", "photograph"))
    (fault,) = own_faults_of(replace(shipped, blocks=strange))
    assert "photograph" in fault.reason


def test_a_number_pattern_of_the_office_has_year_and_number() -> None:
    (fault,) = own_faults_of(replace(wording_of("accept"), number_pattern="某公信告{n}号"))
    assert "{年}" in fault.reason


def test_a_wording_of_the_wrong_shape_is_refused() -> None:
    table = table_of(wording_of("accept"))
    for wrong in ({"block": "文本"}, {"required": [1]}, {"phrases": 3}, {"block": [{"x": "y"}]}):
        with pytest.raises(WordingError):
            office_wording({**table, **wrong}, "own")


def test_the_editor_knows_which_blanks_stay() -> None:
    assert {"accepted.unit", "handle.due_plain"} <= kept_blanks("accept")
    assert "case.query_code" not in kept_blanks("accept")
