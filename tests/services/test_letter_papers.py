"""Papers of sealed matters, reports and forms: who may write them, and what they record."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from petition_desk.domain.vocabulary import LETTER_LABELS
from petition_desk.errors import LawRefusalError
from petition_desk.services import casework, letters
from petition_desk.services.casework import record_step
from petition_desk.services.desk import Desk
from petition_desk.services.recording import SealedCaseError
from tests.desks import COLLEAGUE

from .letter_cases import (
    OPINION,
    SENT,
    UNIT,
    clock_state,
    kinds_of_steps,
    offered,
    registered,
)  # fmt: skip

HANDOVER = {"handed-over.unit": "驻局纪检监察组", "handed-over.annex_pages": "3"}


def test_a_handover_letter_hands_over_and_the_notice_says_so(desk: Desk) -> None:
    no = registered(desk, "30", matter_kind="检举控告")
    letters.issue(desk, no, "discipline-handover", HANDOVER)
    step = casework.show(desk, no).steps[-2]
    assert (step.kind, step.text("unit")) == ("handed-over", "驻局纪检监察组")
    letters.issue(desk, no, "discipline-handover", {"handed-over.annex_pages": "3"})
    assert kinds_of_steps(desk, no).count("handed-over") == 1


def test_an_accusation_is_never_handed_to_the_accused_unit(desk: Desk) -> None:
    no = registered(desk, "30", matter_kind="检举控告", accused_unit="驻局纪检监察组")
    with pytest.raises(LawRefusalError, match="第三十条第三款"):
        letters.issue(desk, no, "discipline-handover", HANDOVER)


@pytest.mark.parametrize("kind", ["discipline-handover", "sealed-annex", "report-result"])
def test_papers_of_an_accusation_are_for_accounts_with_the_right(
    desk: Desk, kind: str, reopen: Callable[..., Desk]
) -> None:
    no = registered(desk, "30", matter_kind="检举控告")
    plain = registered(desk, "31-6")
    with pytest.raises(LawRefusalError, match="第三十条"):
        letters.issue(desk, plain, kind, HANDOVER)
    other = reopen(account=COLLEAGUE)
    with pytest.raises(SealedCaseError):
        letters.blanks(other, no, kind)
    with pytest.raises(SealedCaseError):
        letters.preview(other, no, kind)


def test_what_the_accuser_is_told_keeps_who_approved_it(desk: Desk) -> None:
    no = registered(desk, "30", matter_kind="检举控告")
    values = {
        "report-result.body": "驻局纪检监察组",
        "report-result.result": "已按规定处理",
        "report-result.approver": "陈组长",
    }
    with pytest.raises(LawRefusalError, match="还没有移送"):
        letters.issue(desk, no, "report-result", values)
    letters.issue(desk, no, "discipline-handover", HANDOVER)
    letters.issue(desk, no, "report-result", values)
    assert casework.show(desk, no).steps[-1].note == "陈组长批准告知"


def test_an_urging_is_recorded_as_written_each_time(desk: Desk) -> None:
    no = registered(desk, "31-6")
    values = {"urge.problem": "没有反馈", "urge.request": "反馈", "urge.answer_by": "2026-11-30"}
    assert "urge-letter" not in offered(desk, no)
    with pytest.raises(LawRefusalError, match="没有督办对象"):
        letters.issue(desk, no, "urge", values)
    record_step(desk, no, "dispatched", UNIT)
    record_step(desk, no, "urged", {"way": "电话", "to": "户政科"})
    for _ in range(2):
        letters.issue(desk, no, "urge", values)
    urged = [step for step in casework.show(desk, no).steps if step.kind == "urged"]
    assert [(step.text("way"), step.text("to")) for step in urged] == [
        ("电话", "户政科"), ("书面", "户政科"), ("书面", "户政科"),
    ]  # fmt: skip


def test_a_report_on_the_end_waits_for_the_opinion_and_ends_its_clock(desk: Desk) -> None:
    sent = {**SENT, "must_report_back": True, "report_back_on": "2026-12-20"}
    no = registered(desk, "31-6", **sent)
    values = {"close-report.found": "情况属实", "close-report.outcome": "支持第1项请求"}
    record_step(desk, no, "accepted", {"pathway": "31-6", **UNIT})
    with pytest.raises(LawRefusalError, match="处理意见书未出"):
        letters.issue(desk, no, "close-report", values)
    opinion = letters.issue(desk, no, "opinion", OPINION)
    letters.handed_over(desk, no, opinion.number)
    has = {
        item.identifier: item.value for item in letters.blanks(desk, no, "close-report").optional
    }
    assert has["answer.number"] == opinion.number
    assert has["answer.served_on"] == "2026年11月20日"
    letters.issue(desk, no, "close-report", values)
    assert clock_state(desk, no, "report-back") == "met"


def test_an_urgent_report_ends_the_clock_of_reporting(desk: Desk) -> None:
    no = registered(desk, "31-6", urgent=True)
    assert offered(desk, no)["urgent-report-letter"].is_allowed
    values = {
        "reported.to": "县委、县政府",
        "urgent-report.matter": "准备聚集",
        "urgent-report.measures": "派员到场",
    }
    letters.issue(desk, no, "urgent-report", values)
    assert clock_state(desk, no, "urgent") == "met"
    assert "urgent-report-letter" not in offered(desk, registered(desk, "31-6"))


def test_a_blank_withdrawal_withdraws_nothing(desk: Desk) -> None:
    no = registered(desk, "31-6")
    letters.issue(desk, no, "withdrawal")
    assert "withdrawn" not in kinds_of_steps(desk, no)


def test_a_form_of_a_visit_knows_when_the_visitor_came(desk: Desk) -> None:
    visit = {
        "arrived_at": "2026-11-20T09:05:00+08:00",
        "room": "第一接待室",
        "received_by": "王警官",
    }
    no = registered(desk, "31-6", visit=visit)
    has = {item.identifier: item.value for item in letters.blanks(desk, no, "visit-form").optional}
    assert has["visit.arrived_at"] == "2026年11月20日9时5分"
    assert has["petitioner.id_masked"] == "110105********002X"
    letters.issue(desk, no, "visit-form")
    by_letter = registered(desk, "31-6", channel="来信")
    assert "visit-form-letter" not in offered(desk, by_letter)


def test_an_approval_form_extends_nothing_and_is_refused_after_the_last_day(
    desk: Desk, reopen: Callable[..., Desk]
) -> None:
    no = registered(desk, "31-6")
    values = {"extended.days": "15", "extended.reason": "等待鉴定意见"}
    with pytest.raises(LawRefusalError, match="没有可以延长的办理期限"):
        letters.issue(desk, no, "extension-approval", values)
    record_step(desk, no, "accepted", {"pathway": "31-6", **UNIT})
    letters.issue(desk, no, "extension-approval", values)
    assert "extended" not in kinds_of_steps(desk, no)
    late = reopen(today=date(2027, 1, 20))
    with pytest.raises(LawRefusalError, match="届满"):
        letters.issue(late, no, "extension-approval", values)


def test_a_form_for_review_follows_the_opinion(desk: Desk) -> None:
    no = registered(desk, "31-6")
    with pytest.raises(LawRefusalError, match="第三十五条"):
        letters.issue(desk, no, "review-form")
    record_step(desk, no, "accepted", {"pathway": "31-6", **UNIT})
    opinion = letters.issue(desk, no, "opinion", OPINION)
    has = {item.identifier: item.value for item in letters.blanks(desk, no, "review-form").optional}
    assert has["opinion.number"] == opinion.number
    assert offered(desk, no)["review-form-letter"].is_allowed


KINDS = (
    "report-notice", "duty-reply", "reply", "status", "objection", "dispatch", "forward",
    "no-longer", "supplement", "urge", "close-report", "discipline-handover", "sealed-annex",
    "report-result", "urgent-report", "withdrawal", "visit-form", "extension-approval",
    "review-form", "mailing-list",
)  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_no_letter_has_the_id_number_among_its_blanks(desk: Desk, kind: str) -> None:
    blanks = letters.blanks(desk, registered(desk, "31-6"), kind)
    values = [item.value for item in (*blanks.has, *blanks.lacks, *blanks.optional)]
    assert blanks.label == LETTER_LABELS[kind]
    assert all("11010519491231002" not in value for value in values)


def test_no_typing_antedates_or_unseals_a_letter(desk: Desk) -> None:
    no = registered(desk, "30", matter_kind="检举控告", source="12345")
    record_step(desk, no, "handed-over", {"unit": "驻局纪检监察组"})
    typed = {
        "urge.problem": "没有反馈", "urge.request": "反馈", "urge.answer_by": "2026-11-30",
        "urged.to": "驻局纪检监察组",
    }  # fmt: skip
    otherwise = {"case.is_sealed": "", "letter.issued_on": "2026-11-02", "letter.number": "1号"}
    plain = letters.preview(desk, no, "urge", typed)
    assert letters.preview(desk, no, "urge", {**typed, **otherwise}) == plain


@pytest.mark.parametrize(
    ("pathway", "kind", "content"),
    [("31-6", "accept", "受理告知书"), ("30", "report-notice", "文件资料")],
)
def test_the_list_for_the_post_begins_with_what_waits_to_be_posted(
    desk: Desk, pathway: str, kind: str, content: str
) -> None:
    no = registered(desk, pathway)
    if pathway == "31-6":
        record_step(desk, no, "accepted", {"pathway": "31-6", **UNIT})
    letters.issue(desk, no, kind)
    has = {item.identifier: item.value for item in letters.blanks(desk, no, "mailing-list").has}
    assert has["mailing.items"] == f"黄䶮|某某县城关镇幸福路1号|{content}|"
    assert letters.issue(desk, no, "mailing-list").page_count == 1
