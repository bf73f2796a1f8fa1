"""Every article a rule cites can be read, word by word, or is said not to be held."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petition_desk.domain.law_text import (
    NOT_HELD,
    UNCHECKED,
    Citation,
    LawTexts,
    chinese_number,
    citations_in,
    number_of,
    parse_further_articles,
    parse_regulation,
)
from petition_desk.domain.rules import RuleFileError, load_rules
from tests.domain.conftest import ROOT

LAW = ROOT / "resources" / "law"


@pytest.fixture(scope="module")
def texts() -> LawTexts:
    regulation = parse_regulation((LAW / "regulation_2022.md").read_text("utf-8"))
    further = parse_further_articles((LAW / "further_articles.toml").read_text("utf-8"))
    return LawTexts(regulation | further)


def test_the_regulation_is_held_whole(texts: LawTexts) -> None:
    held = sorted(number for law, number in texts.articles if law == "信访工作条例")
    assert held == list(range(1, 51))


def test_a_paragraph_is_quoted_alone(texts: LawTexts) -> None:
    (cited,) = texts.cited_in("《信访工作条例》第二十三条第三款")
    assert cited.citation == "《信访工作条例》第二十三条第三款"
    assert cited.text.startswith("对党委和政府信访部门或者本系统上级机关、单位转送、交办的")
    assert "自收到之日起5个工作日内提出异议" in cited.text
    assert "不能当场告知的" not in cited.text


def test_an_item_is_quoted_behind_the_sentence_that_leads_to_it(texts: LawTexts) -> None:
    (cited,) = texts.cited_in("《信访工作条例》第三十一条第五项")
    lead, item = cited.text.split("\n")
    assert lead.startswith("对信访人提出的申诉求决类事项")
    assert item.startswith("（五）属于申请查处违法行为、履行保护人身权或者财产权")
    assert item.endswith("依法履行或者答复。")
    (with_paragraph,) = texts.cited_in("《信访工作条例》第二十二条第一款第三项")
    assert with_paragraph.text.endswith("要求其在指定办理期限内反馈结果，提交办结报告。")


def test_the_paragraph_behind_a_list_is_found(texts: LawTexts) -> None:
    (cited,) = texts.cited_in("《信访工作条例》第三十二条第二款")
    assert cited.text.startswith("有权处理的机关、单位作出支持信访请求意见的，应当督促")


def test_every_article_of_every_shipped_rule_is_held(texts: LawTexts) -> None:
    cited = 0
    for rule in load_rules(LAW / "clocks.toml").rules:
        for found in texts.cited_in(f"{rule.article}；{rule.consequence}"):
            cited += 1
            assert found.text, f"{rule.id}: {found.citation}"
    assert cited >= 24


def test_the_articles_of_counting_are_held(texts: LawTexts) -> None:
    found = texts.cited_in("民法典第二百零一条、民法典第二百零二条；参照民法典第二百零三条")
    assert [item.citation for item in found] == [
        "民法典第二百零一条",
        "民法典第二百零二条",
        "民法典第二百零三条",
    ]
    assert all(item.text and not item.remark for item in found)


def test_a_law_named_once_is_meant_until_another_is_named() -> None:
    found = list(
        citations_in("《信访工作条例》第二十九条第一款、第四十条第四款；《行政诉讼法》第四十七条")
    )
    assert found == [
        Citation("信访工作条例", 29, 1),
        Citation("信访工作条例", 40, 4),
        Citation("行政诉讼法", 47),
    ]


def test_a_bare_article_is_the_regulations() -> None:
    assert list(citations_in("逾期未告知，见第四十四条第三项")) == [
        Citation("信访工作条例", 44, None, 3)
    ]


def test_what_is_not_held_is_said_to_be_missing(texts: LawTexts) -> None:
    (other,) = texts.cited_in("《监察法》第五十六条")
    assert (other.text, other.remark) == ("", NOT_HELD)
    (beyond,) = texts.cited_in("《信访工作条例》第三十四条第九款")
    assert beyond.sentence == NOT_HELD
    assert texts.cited_in("本局规定：文书出具后 5 个工作日内送达") == ()


def test_what_was_not_checked_says_so(texts: LawTexts) -> None:
    (cited,) = texts.cited_in("《行政诉讼法》第四十七条")
    assert cited.remark == UNCHECKED
    assert cited.sentence.endswith(f"（{UNCHECKED}）")


def test_a_file_of_articles_is_refused_by_its_key() -> None:
    good = '[[article]]\nlaw = "民法典"\nnumber = 201\nchecked = true\nparagraphs = ["甲"]\n'
    for text, key in (
        (good.replace('["甲"]', "[]"), "paragraphs"),
        (good + good, "number"),
        (good.replace("checked", "chekced"), "chekced"),
        ("", "TOML"),
    ):
        with pytest.raises(RuleFileError, match=key):
            parse_further_articles(text)


@given(st.integers(1, 9999))
def test_a_number_written_as_laws_do_reads_back(value: int) -> None:
    assert number_of(chinese_number(value)) == value


@pytest.mark.parametrize(
    ("value", "written"),
    [(1, "一"), (10, "十"), (15, "十五"), (23, "二十三"), (101, "一百零一"), (112, "一百一十二"),
     (201, "二百零一"), (560, "五百六十"), (1010, "一千零一十")],
)  # fmt: skip
def test_numbers_are_written_as_laws_write_them(value: int, written: str) -> None:
    assert chinese_number(value) == written


def test_numbers_that_no_article_has_are_refused() -> None:
    with pytest.raises(ValueError, match="0"):
        chinese_number(0)
    with pytest.raises(ValueError, match="甲"):
        number_of("甲")
