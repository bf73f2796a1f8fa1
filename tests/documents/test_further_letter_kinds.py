"""What the letters beyond the daily ones demand, refuse and leave out."""

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


def test_the_notice_of_an_accusation_says_moved_only_when_it_was(
    fonts: FontSet, text_of: TextReader
) -> None:
    facts = FACTS["report-notice"]
    assert "已按管理权限移交" in words_of(text_of(render("report-notice", facts, fonts)))
    not_yet = without(facts, "handed-over.on")
    assert "将按管理权限移交" in words_of(text_of(render("report-notice", not_yet, fonts)))


@pytest.mark.parametrize("way", ["公告", "留置", "委托"])
def test_the_notice_of_an_accusation_reaches_the_person_alone(way: str) -> None:
    with pytest.raises(InputError, match="只能用当面、邮寄、电子送达"):
        document("report-notice", {**FACTS["report-notice"], "report-notice.way": way})


def test_a_refused_duty_names_the_remedy_and_a_duty_done_does_not(
    fonts: FontSet, text_of: TextReader
) -> None:
    refused = words_of(text_of(render("duty-reply", FACTS["duty-reply-refused"], fonts)))
    assert "60日内先向某某县人民政府（地址：某某县人民路1号）" in refused
    assert "申请行政复议；对复议决定不服的，可以依法提起行政诉讼" in refused
    assert "复议" not in words_of(text_of(render("duty-reply", FACTS["duty-reply"], fonts)))


def test_a_refused_duty_needs_its_reason_and_the_reconsidering_body() -> None:
    facts = without(
        FACTS["duty-reply-refused"], "duty-reply.reason", "office.reconsideration_body.name"
    )
    assert [fact.label for fact in missing("duty-reply", facts)] == ["不履行的理由", "复议机关"]


def test_a_duty_is_answered_yes_or_no() -> None:
    with pytest.raises(InputError, match=r"答复结论.*只能是已履行或者不履行"):
        document("duty-reply", {**FACTS["duty-reply"], "duty-reply.outcome": "再议"})


def test_a_duty_is_not_reported_done_before_it_is() -> None:
    with pytest.raises(InputError, match="落款日期：不能早于履行日期"):
        document("duty-reply", {**FACTS["duty-reply"], "duty-reply.done_on": date(2026, 4, 21)})


@pytest.mark.parametrize(
    ("adopted", "lacks"),
    [
        ("采纳", ["reply.measures"]),
        ("部分采纳", ["reply.measures", "reply.reason"]),
        ("未采纳", ["reply.reason"]),
    ],
)
def test_a_suggestion_is_answered_with_what_is_done_or_why_not(
    adopted: str, lacks: list[str]
) -> None:
    facts = without(FACTS["reply"], "reply.measures", "reply.reason")
    facts["reply.adopted"] = adopted
    assert [fact.identifier for fact in missing("reply", facts)] == lacks


def test_an_answer_to_a_suggestion_knows_three_results() -> None:
    with pytest.raises(InputError, match="采纳情况"):
        document("reply", {**FACTS["reply"], "reply.adopted": "研究"})


def test_a_repeat_is_told_who_handles_the_first_piece(fonts: FontSet, text_of: TextReader) -> None:
    text = words_of(text_of(render("status", FACTS["status"], fonts)))
    assert "与XF2026-0001为同一事项" in text
    assert "联系：警务督察大队赵警官，电话0000-1234567" in text


@pytest.mark.parametrize(
    "part", ["objection.basis", "objection.competent_body", "objection.own_duty"]
)
def test_an_objection_has_all_its_reasons(part: str) -> None:
    (lacking,) = missing("objection", {**FACTS["objection"], part: "  "})
    assert lacking.identifier == part


def test_an_objection_needs_a_demand_that_is_not_ours() -> None:
    facts = {**FACTS["objection"], "demand.1.pathway": "31-6", "demand.2.pathway": "31-6"}
    with pytest.raises(InputError, match="没有不属公安机关职权的请求"):
        document("objection", facts)


def test_an_objection_gives_back_papers_only_where_there_are_any(
    fonts: FontSet, text_of: TextReader
) -> None:
    text = words_of(text_of(render("objection", FACTS["objection"], fonts)))
    assert "即交还材料（3件12页）；" in text
    none = {**FACTS["objection"], "attachments.count": "0"}
    assert "即交还材料；" in words_of(text_of(render("objection", none, fonts)))


@pytest.mark.parametrize(
    ("fact", "late", "label"),
    [
        ("dispatched.notify_by", date(2026, 3, 18), "告知的最后工作日（2026-03-17）"),
        ("dispatched.feedback_on", date(2026, 5, 1), "办结的最后工作日（2026-04-30）"),
    ],
)
def test_a_unit_is_given_no_day_after_our_own(fact: str, late: date, label: str) -> None:
    with pytest.raises(InputError, match=re.escape(label)):
        document("dispatch", {**FACTS["dispatch"], fact: late})
    assert document("dispatch", {**FACTS["dispatch"], fact: date(2026, 3, 17)})


def test_what_is_overdue_can_still_be_given_to_a_unit() -> None:
    late: dict[str, Fact] = {
        "letter.issued_on": date(2026, 5, 6),
        "dispatched.sign_by": "",
        "dispatched.notify_by": date(2026, 5, 7),
        "dispatched.feedback_on": date(2026, 5, 9),
    }
    assert document("dispatch", {**FACTS["dispatch"], **late})


def test_a_unit_is_told_the_periods_that_run_and_no_others(
    fonts: FontSet, text_of: TextReader
) -> None:
    text = words_of(text_of(render("dispatch", FACTS["dispatch"], fonts)))
    assert "告知期限为2026年3月17日，办结期限为2026年5月2日，均自我局收到（受理）之日起" in text
    told = without(FACTS["dispatch"], "notify.is_open", "dispatched.notify_by")
    assert missing("dispatch", told) == ()
    text = words_of(text_of(render("dispatch", told, fonts)))
    assert "告知期限" not in text
    assert "二、联系信访人。听取" in text


def test_what_names_nobody_can_be_given_to_a_unit(fonts: FontSet, text_of: TextReader) -> None:
    facts = without(
        FACTS["dispatch"], "petitioner.name", "petitioner.mobile", "petitioner.address",
        "petitioner.id_masked",
    )  # fmt: skip
    assert len(missing("dispatch", facts)) == 2
    facts["case.is_anonymous"] = "是"
    assert "现将匿名信访人反映的" in words_of(text_of(render("dispatch", facts, fonts)))


def test_an_accusation_is_not_among_the_demands_a_unit_reads(
    fonts: FontSet, text_of: TextReader
) -> None:
    for kind in ("dispatch", "forward"):
        facts = {**FACTS[kind], "demand.2.pathway": "30"}
        assert "投诉电话" not in words_of(text_of(render(kind, facts, fonts)))


def test_an_assignment_asks_for_a_report_and_a_transfer_does_not(
    fonts: FontSet, text_of: TextReader
) -> None:
    assigned = words_of(text_of(render("forward", FACTS["forward-assigned"], fonts)))
    assert "信访事项交办函" in assigned
    assert "请于2026年4月30日前反馈办理结果，提交办结报告" in assigned
    transferred = words_of(text_of(render("forward", FACTS["forward"], fonts)))
    assert "信访事项转送函" in transferred
    assert "办结报告" not in transferred
    (lacking,) = missing("forward", without(FACTS["forward-assigned"], "assigned.report_back_on"))
    assert lacking.label == "反馈日期"


def test_a_request_for_papers_says_that_no_period_waits(
    fonts: FontSet, text_of: TextReader
) -> None:
    text = words_of(text_of(render("supplement", FACTS["supplement"], fonts)))
    assert "补充材料不影响我局办理期限，也不影响我局受理。" in text
    sealed = {**FACTS["supplement"], "case.is_sealed": "是"}
    text = words_of(text_of(render("supplement", sealed, fonts)))
    assert "为查清您于2026年3月2日反映的情况，" in text
    assert "车管所窗口" not in text
    assert "警务督察大队" not in text


def test_what_the_accuser_is_told_needs_an_approver() -> None:
    (lacking,) = missing("report-result", without(FACTS["report-result"], "report-result.approver"))
    assert lacking.label == "批准告知的人"


@pytest.mark.parametrize("unit", ["某某县纪委监委", "警务督察大队", "某某县人民检察院"])
def test_an_accusation_is_handed_to_who_may_look_into_it(unit: str) -> None:
    assert document("discipline-handover", _handed_to(unit))


@pytest.mark.parametrize("unit", ["城关派出所", "某某县信访局", "政治处"])
def test_an_accusation_is_handed_to_nobody_else(unit: str) -> None:
    with pytest.raises(InputError, match="移送的接收机构：检举控告只移送"):
        document("discipline-handover", _handed_to(unit))


def _handed_to(unit: str) -> dict[str, Fact]:
    return {**FACTS["discipline-handover"], "handed-over.unit": unit}


def test_a_sealed_annex_has_at_least_one_page() -> None:
    with pytest.raises(InputError, match="密封附件的页数"):
        document(
            "discipline-handover", {**FACTS["discipline-handover"], "handed-over.annex_pages": 0}
        )


def test_an_annex_has_the_accusing_demands_alone(fonts: FontSet, text_of: TextReader) -> None:
    facts: dict[str, Fact] = {
        **FACTS["sealed-annex"],
        "case.demands": ("查处周某", "更正户籍"),
        "demand.2.pathway": "31-4",
    }
    text = words_of(text_of(render("sealed-annex", facts, fonts)))
    assert "查处周某" in text
    assert "更正户籍" not in text


@pytest.mark.parametrize(
    "told", ["业主张𬱖组织聚集", "电话13812345678", "身份证110105194912310021的人"]
)
def test_an_urgent_report_is_of_the_matter_and_never_of_a_person(told: str) -> None:
    for key in ("matter", "effect", "measures", "advice"):
        with pytest.raises(InputError, match="不写信访人的姓名、证件号码和电话"):
            document("urgent-report", {**FACTS["urgent-report"], f"urgent-report.{key}": told})


def test_an_urging_is_not_answered_before_it_is_written() -> None:
    with pytest.raises(InputError, match="报告办理情况的日期：不能早于落款日期"):
        document("urge", {**FACTS["urge"], "urge.answer_by": date(2026, 4, 20)})


def test_a_report_on_what_is_over_names_the_paper_that_answered(
    fonts: FontSet, text_of: TextReader
) -> None:
    text = words_of(text_of(render("close-report", FACTS["close-report"], fonts)))
    assert "出具《信访处理意见书》（某公信意〔2026〕5号），于2026年5月2日送达信访人。" in text
    unanswered = without(FACTS["close-report"], "answer.issued_on")
    assert "答复情况" not in words_of(text_of(render("close-report", unanswered, fonts)))


def test_a_withdrawal_is_a_blank_form_of_the_petitioner(
    fonts: FontSet, text_of: TextReader
) -> None:
    text = text_of(render("withdrawal", FACTS["withdrawal"], fonts))
    assert text.split()[:2] == ["撤回申请", "某某县公安局："]
    assert "本人知道，撤回不影响以后依法提出信访事项。" in words_of(text)
    assert not re.search("承诺|保证|不再", text)
    sealed = {**FACTS["withdrawal"], "case.is_sealed": "是"}
    assert "车管所" not in words_of(text_of(render("withdrawal", sealed, fonts)))


def test_an_approval_form_says_until_when_and_waits_for_the_signature(
    fonts: FontSet, text_of: TextReader
) -> None:
    text = words_of(text_of(render("extension-approval", FACTS["extension-approval"], fonts)))
    assert "2026年6月1日" in text
    assert text.count("签名________________") == 3


@pytest.mark.parametrize(
    ("fact", "value", "says"),
    [
        ("extended.days", 31, "应在 1 到 30 日之间"),
        ("extended.reason", "情况复杂", "只写“情况复杂”不够"),
        ("letter.issued_on", date(2026, 5, 3), "办结期限：不能早于落款日期"),
    ],
)
def test_an_approval_is_asked_for_in_time_and_with_a_reason(
    fact: str, value: Fact, says: str
) -> None:
    with pytest.raises(InputError, match=says):
        document("extension-approval", {**FACTS["extension-approval"], fact: value})


def test_a_form_for_review_goes_to_the_reviewing_body_and_is_blank(
    fonts: FontSet, text_of: TextReader
) -> None:
    text = words_of(text_of(render("review-form", FACTS["review-form"], fonts)))
    assert text.startswith("复查申请书某某市公安局：")
    assert "某公信意〔2026〕5号" in text
    assert "之日起30日内提出" in text


def test_the_table_of_a_visit_takes_the_statement_before_the_content(
    fonts: FontSet, text_of: TextReader
) -> None:
    told = {**FACTS["visit-form"], "visit.statement": "当日口述的内容。"}
    text = words_of(text_of(render("visit-form", told, fonts)))
    assert "当日口述的内容。" in text
    assert "两次到窗口" not in text


def test_the_post_is_told_nothing_of_a_sealed_matter(fonts: FontSet, text_of: TextReader) -> None:
    open_matter = words_of(text_of(render("mailing-list", FACTS["mailing-list"], fonts)))
    assert "告知书、送达回证" in open_matter
    sealed = {**FACTS["mailing-list"], "case.is_sealed": "是"}
    text = words_of(text_of(render("mailing-list", sealed, fonts)))
    assert "告知书" not in text
    assert text.count("文件资料") == 2


def test_a_piece_of_post_without_its_parts_is_named_by_its_line() -> None:
    with pytest.raises(InputError, match="寄递的邮件：第2行应写成"):
        document(
            "mailing-list",
            {**FACTS["mailing-list"], "mailing.items": "甲|某地|告知书|；乙|某地"},
        )


@pytest.mark.parametrize(
    "kind", ["visit-form", "extension-approval", "review-form", "withdrawal", "sealed-annex"]
)
def test_a_form_stands_on_one_page(kind: str, fonts: FontSet, text_of: TextReader) -> None:
    assert text_of(render(kind, FACTS[kind], fonts)).count("\f") == 1
