"""What single kinds of letter demand, refuse and leave out."""

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
    return re.sub(r"\s", "", text)


def test_accepting_before_receiving_is_refused() -> None:
    facts = {**FACTS["accept"], "accepted.on": date(2026, 3, 1)}
    with pytest.raises(InputError, match=r"^受理日期：不能早于收到日期（2026-03-02）"):
        document("accept", facts)


def test_an_acceptance_needs_a_demand_of_31_6() -> None:
    facts = {**FACTS["accept"], "demand.1.pathway": "31-1", "demand.2.pathway": "31-4"}
    with pytest.raises(InputError, match="第三十一条第六项"):
        document("accept", facts)


def test_an_acceptance_needs_the_pathway_of_every_demand() -> None:
    (lacking,) = missing("accept", without(FACTS["accept"], "demand.2.pathway"))
    assert (lacking.identifier, lacking.label) == ("demand.2.pathway", "第2项诉求的办理途径")


def test_an_accusation_is_not_named_among_other_demands(
    fonts: FontSet, text_of: TextReader
) -> None:
    facts = {**FACTS["accept"], "demand.2.pathway": "30"}
    text = words_of(text_of(render("accept", facts, fonts)))
    assert "投诉电话" not in text
    assert "其他请求" not in text


def test_a_joint_petition_is_addressed_through_its_representatives(
    fonts: FontSet, text_of: TextReader
) -> None:
    text = text_of(render("accept", FACTS["accept-joint"], fonts))
    assert "张𬱖、李䶮等12人：" in text
    assert "（由县信访局转来）" in words_of(text)


def test_without_a_query_telephone_the_handler_answers(fonts: FontSet, text_of: TextReader) -> None:
    facts = without(FACTS["accept"], "office.query_phone")
    assert "可以拨打0000-1234567" in words_of(text_of(render("accept", facts, fonts)))


def test_an_extension_needs_a_concrete_reason_and_at_most_thirty_days() -> None:
    with pytest.raises(InputError, match="只写“情况复杂”不够"):
        document("extend", {**FACTS["extend"], "extended.reason": "情况复杂"})
    with pytest.raises(InputError, match="延长日数：应在 1 到 30 日之间"):
        document("extend", {**FACTS["extend"], "extended.days": 31})


def test_an_extension_is_told_before_the_old_limit_ends() -> None:
    with pytest.raises(InputError, match="办结期限：不能早于落款日期"):
        document("extend", {**FACTS["extend"], "letter.issued_on": date(2026, 5, 3)})


def test_the_last_day_of_the_old_limit_is_in_time() -> None:
    assert document("extend", {**FACTS["extend"], "letter.issued_on": date(2026, 5, 2)})


def test_an_opinion_answers_every_demand() -> None:
    facts = without(FACTS["opinion"], "demand.2.outcome", "demand.2.reason")
    assert [fact.identifier for fact in missing("opinion", facts)] == ["demand.2.outcome"]
    facts["demand.2.outcome"] = "不予支持"
    assert [fact.identifier for fact in missing("opinion", facts)] == [
        "demand.2.reason",
        "demand.2.basis",
    ]


def test_an_unknown_outcome_is_refused() -> None:
    with pytest.raises(
        InputError, match="处理结论：“同意”应为支持、部分支持、解释说明、不予支持之一"
    ):
        document("opinion", {**FACTS["opinion"], "demand.2.outcome": "同意"})


def test_an_opinion_names_the_reviewing_body(fonts: FontSet, text_of: TextReader) -> None:
    text = words_of(text_of(render("opinion", FACTS["opinion"], fonts)))
    assert "30日内，向某某市公安局请求复查。地址：某某市人民路8号；电话：0000-8888888" in text
    (lacking,) = missing("opinion", without(FACTS["opinion"], "office.review_body.name"))
    assert lacking.label == "复查机关"


def test_a_stop_typed_behind_a_fact_is_not_doubled(fonts: FontSet, text_of: TextReader) -> None:
    facts = {**FACTS["extend"], "extended.reason": "证人在外地，需要补充询问。"}
    assert "因证人在外地，需要补充询问，情况复杂" in words_of(
        text_of(render("extend", facts, fonts))
    )


@pytest.mark.parametrize(("mode", "lacks"), [("ours", "pathway.unit"), ("yours", "pathway.body")])
def test_the_two_ways_into_a_procedure_need_different_facts(mode: str, lacks: str) -> None:
    facts = {
        key: value
        for key, value in FACTS["pathway"].items()
        if not key.startswith(("pathway.unit", "pathway.body", "pathway.imported"))
    }
    lacking = {fact.identifier for fact in missing("pathway", {**facts, "pathway.mode": mode})}
    assert lacks in lacking


def test_a_last_day_stands_only_where_the_service_of_the_paper_is_known(
    fonts: FontSet, text_of: TextReader
) -> None:
    facts = without(FACTS["pathway"], "case.challenged_document.served_on")
    text = words_of(text_of(render("pathway", facts, fonts)))
    assert "最后一日" not in text
    assert "请注意期限" in text


def test_a_pathway_letter_is_for_the_four_imported_pathways() -> None:
    with pytest.raises(InputError, match="第三十一条第一项至第四项"):
        document("pathway", {**FACTS["pathway"], "screened.pathway": "31-6"})


def test_a_receipt_counts_its_papers(fonts: FontSet, text_of: TextReader) -> None:
    facts = {**FACTS["receipt"], "receipt.items": "身份证|2|1|复印件|否；照片|1|3|原件|是"}
    assert "共4件5页" in words_of(text_of(render("receipt", facts, fonts)))


def test_a_paper_without_its_parts_is_named_by_its_line() -> None:
    with pytest.raises(InputError, match="材料清单：第2行应写成"):
        document("receipt", {**FACTS["receipt"], "receipt.items": "甲|1|1|原件|否\n乙|一页"})


def test_a_sealed_matter_is_not_named_on_receipt_and_service_sheet(
    fonts: FontSet, text_of: TextReader
) -> None:
    sealed: dict[str, Fact] = {"case.is_sealed": "是"}
    receipt = words_of(text_of(render("receipt", {**FACTS["receipt"], **sealed}, fonts)))
    assert "就“信访材料”提交" in receipt
    assert "车管所窗口" not in receipt
    sheet = words_of(text_of(render("service", {**FACTS["service"], **sealed}, fonts)))
    assert "受理告知书" not in sheet


def test_a_service_sheet_by_post_needs_its_waybill() -> None:
    (lacking,) = missing("service", {**FACTS["service"], "served.way": "邮寄"})
    assert lacking.identifier == "served.waybill"


def test_a_service_sheet_is_one_page_without_a_number_below(
    fonts: FontSet, text_of: TextReader
) -> None:
    text = text_of(render("service", FACTS["service"], fonts))
    assert text.count("\f") == 1
    assert "— 1 —" not in text
    assert "☑当面" in words_of(text)
    assert "□邮寄" in words_of(text)
