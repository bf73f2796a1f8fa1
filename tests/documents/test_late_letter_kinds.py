"""Hearings, agreements, reviews, suggestions, receptions, labels and cards: what they refuse."""

from __future__ import annotations

import re
from datetime import date

import pytest

from petition_desk.documents.fonts import FontSet
from petition_desk.documents.letters import Fact, document, missing, render
from petition_desk.errors import InputError

from .conftest import TextReader
from .letter_facts import FACTS


def without(facts: dict[str, Fact], *identifiers: str) -> dict[str, Fact]:
    return {key: value for key, value in facts.items() if key not in identifiers}


def words_of(text: str) -> str:
    """The words without spaces, line ends and page numbers."""
    return re.sub(r"—\d+—", "", re.sub(r"\s", "", text))


def test_a_hearing_is_announced_before_it_and_held_before_the_matter_is_due() -> None:
    with pytest.raises(InputError, match="听证的日期：不能早于落款日期"):
        document("hearing", {**FACTS["hearing"], "hearing.scheduled_on": date(2026, 3, 19)})
    with pytest.raises(InputError, match=r"应在办结期限（2026-05-02）以前：听证不顺延办理期限"):
        document("hearing", {**FACTS["hearing"], "hearing.scheduled_on": date(2026, 5, 3)})
    assert document("hearing", {**FACTS["hearing"], "hearing.scheduled_on": date(2026, 5, 2)})


def test_a_hearing_in_a_recheck_stops_the_clock_and_one_in_handling_does_not(
    fonts: FontSet, text_of: TextReader
) -> None:
    handled = words_of(text_of(render("hearing", FACTS["hearing"], fonts)))
    assert "听证不影响我局在规定的办理期限内书面答复您" in handled
    assert "第三十一条第六项" in handled
    rechecked = words_of(text_of(render("hearing", FACTS["hearing-recheck"], fonts)))
    assert "听证所需时间不计算在复核期限内" in rechecked
    assert "第三十六条第二款" in rechecked


def test_a_hearing_names_whom_one_may_object_to(fonts: FontSet, text_of: TextReader) -> None:
    text = words_of(text_of(render("hearing", FACTS["hearing"], fonts)))
    assert "主持人周主任，听证员吴律师、郑代表" in text
    assert "决定回避" in text
    (lacking,) = missing("hearing", without(FACTS["hearing"], "hearing.presider"))
    assert lacking.label == "听证主持人"


@pytest.mark.parametrize(
    "promise", ["甲方息诉罢访", "甲方不再上访", "甲方以后不得信访", "乙方付款后甲方停访"]
)
def test_an_agreement_takes_no_right_to_petition_away(promise: str) -> None:
    with pytest.raises(InputError, match=r"^调解（和解）要点：不能写.*不限制信访人依法提出信访"):
        document("mediation", {**FACTS["mediation"], "mediated.terms": promise})


def test_an_agreement_is_one_or_the_other(fonts: FontSet, text_of: TextReader) -> None:
    mediated = words_of(text_of(render("mediation", FACTS["mediation"], fonts)))
    settled = words_of(text_of(render("mediation", FACTS["mediation-settled"], fonts)))
    assert "信访事项调解协议书" in mediated
    assert "由某某县公安局主持调解，主持人赵警官" in mediated
    assert "主持人签名" in mediated
    assert "信访事项和解协议书" in settled
    assert "双方自愿和解" in settled
    assert "主持人" not in settled
    with pytest.raises(InputError, match="应为调解或者和解"):
        document("mediation", {**FACTS["mediation"], "mediated.way": "仲裁"})


def test_both_sides_sign_with_the_date_left_open(fonts: FontSet, text_of: TextReader) -> None:
    text = words_of(text_of(render("mediation", FACTS["mediation"], fonts)))
    assert text.count("日期年月日") == 3
    assert "自双方签名（盖章）之日起生效" in text


@pytest.mark.parametrize(
    ("outcome", "lacks"), [("维持", []), ("变更", ["changed_to"]), ("撤销重办", ["redo_by"])]
)
@pytest.mark.parametrize("kind", ["review", "recheck"])
def test_a_review_needs_what_its_outcome_needs(kind: str, outcome: str, lacks: list[str]) -> None:
    facts = without(FACTS[kind], f"{kind}.changed_to", f"{kind}.redo_by")
    facts[f"{kind}.outcome"] = outcome
    assert [fact.identifier for fact in missing(kind, facts)] == [f"{kind}.{key}" for key in lacks]


def test_a_review_knows_three_outcomes() -> None:
    with pytest.raises(InputError, match="结论：应为维持、变更、撤销重办之一"):
        document("review", {**FACTS["review"], "review.outcome": "驳回"})


def test_nobody_reviews_the_own_opinion() -> None:
    with pytest.raises(InputError, match="本局不能自己复查、复核"):
        document("review", {**FACTS["review"], "review.original_office": "某某县公安局"})


def test_a_review_opens_the_recheck_and_a_recheck_opens_nothing(
    fonts: FontSet, text_of: TextReader
) -> None:
    review = words_of(text_of(render("review", FACTS["review"], fonts)))
    assert "30日内，向某某市公安局请求复核" in review
    assert "撤销原处理意见，由某某县森林公安局于2026年7月20日前重新作出" in review
    recheck = words_of(text_of(render("recheck", FACTS["recheck"], fonts)))
    assert "30日内" not in recheck
    assert "第三十六条第三款" in recheck
    assert "您有新的事实和理由的，可以另行提出" in recheck


def test_a_review_is_not_dated_before_it_was_asked_for() -> None:
    with pytest.raises(InputError, match="落款日期：不能早于请求复查的日期"):
        document("review", {**FACTS["review"], "letter.issued_on": date(2026, 5, 27)})


@pytest.mark.parametrize("part", ["suggestion.problem", "suggestion.cause", "suggestion.proposal"])
def test_a_suggestion_names_no_petitioner(part: str) -> None:
    with pytest.raises(InputError, match="不写信访人的姓名和证件号码"):
        document("suggestion", {**FACTS["suggestion"], part: "张𬱖反映的问题"})
    with pytest.raises(InputError, match="不写信访人的姓名和证件号码"):
        document("suggestion", {**FACTS["suggestion"], part: "证件110105194912310021"})


def test_a_suggestion_is_one_of_three(fonts: FontSet, text_of: TextReader) -> None:
    text = words_of(text_of(render("suggestion", FACTS["suggestion"], fonts)))
    assert "关于改进工作的建议" in text
    assert "请于2026年6月5日前书面反馈采纳情况" in text
    with pytest.raises(InputError, match="应为改进工作、完善政策、追究责任之一"):
        document("suggestion", {**FACTS["suggestion"], "suggestion.kind": "表扬"})


def test_a_reception_form_has_room_for_what_is_written_by_hand(
    fonts: FontSet, text_of: TextReader
) -> None:
    facts = without(FACTS["reception-form"], "reception.instruction", "reception.limit_on")
    pages = text_of(render("reception-form", facts, fonts)).split("\f")[:-1]
    assert len(pages) == 1
    assert "领导意见" in words_of(pages[0])


def test_a_card_says_the_last_day_where_it_is_certain_and_the_rule_where_not(
    fonts: FontSet, text_of: TextReader
) -> None:
    certain = words_of(text_of(render("card", FACTS["card"], fonts)))
    assert "最后一日：2026年10月8日" in certain
    assert "期限：自收到之日起30日内；邮寄的，以交邮日期为准。" in certain
    uncertain = words_of(text_of(render("card", FACTS["card-uncertain"], fonts)))
    assert "最后一日" not in uncertain
    assert "自收到之日起30日内" in uncertain


@pytest.mark.parametrize("kind", ["card", "label", "reception-form", "mediation"])
def test_it_stands_on_one_page(kind: str, fonts: FontSet, text_of: TextReader) -> None:
    assert text_of(render(kind, FACTS[kind], fonts)).count("\f") == 1


def test_a_card_with_long_names_stands_on_one_page(fonts: FontSet, text_of: TextReader) -> None:
    long: dict[str, Fact] = {
        "right.body": "某某土家族苗族自治州某某市人民政府行政复议机构",
        "right.body_address": "某某土家族苗族自治州某某市人民中路128号政务服务中心3楼15号窗口",
        "office.name": "某某土家族苗族自治县公安局",
    }
    assert text_of(render("card", {**FACTS["card"], **long}, fonts)).count("\f") == 1


def test_a_long_address_stays_on_its_label(fonts: FontSet, text_of: TextReader) -> None:
    address = "某某土家族苗族自治州某某县城关镇解放社区幸福里小区二期15幢2单元1803室" * 2
    facts: dict[str, Fact] = {**FACTS["label"], "petitioner.address": address}
    text = text_of(render("label", facts, fonts))
    assert text.count("\f") == 1
    told = words_of(text).replace("收件地址", "")
    assert address in told
    assert told.endswith("寄件地址某某县城关镇解放路1号")
