"""Days that cannot be: refused at their field, with the code of faulty input, nothing recorded."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Office

BEYOND = ("1948-12-31", "2101-01-01")


@pytest.fixture
def no(office: Office) -> str:
    """A case with an opinion issued on paper on 10 November."""
    no = office.register(received_on="2026-11-02", petitioned_on="2026-11-02")
    office.run("step", no, "accepted", "on=2026-11-03", "pathway=31-6")
    office.run(
        "step", no, "issued", "on=2026-11-10", "kind=opinion", "number=意1", "result=不予支持"
    )
    return no


def steps(office: Office, no: str) -> list[str]:
    return [step["kind"] for step in office.json("show", no)["steps"]]


def refused(office: Office, no: str, kind: str, *values: str) -> str:
    """A step that is refused as faulty input, and leaves nothing behind."""
    before = steps(office, no)
    said = office.run("step", no, kind, *values, code=4).stderr
    assert steps(office, no) == before
    return said


@pytest.mark.parametrize("day", BEYOND)
@pytest.mark.parametrize(
    "key", ["received_on", "petitioned_on", "postmark_on", "incoming_on", "report_back_on",
            "problem_on"]
)  # fmt: skip
def test_a_registration_names_the_field_of_a_day_beyond(office: Office, key: str, day: str) -> None:
    raw = {
        "channel": "来信", "source": "县信访局", "received_on": "2026-11-02", "summary": "一件事",
        "must_report_back": True, key: day,
    }  # fmt: skip
    said = office.run("register", office.form(raw), code=4).stderr
    assert key in said
    assert "不在 1949 年至 2100 年之间" in said


@pytest.mark.parametrize("day", BEYOND)
@pytest.mark.parametrize(
    ("kind", "values", "key"),
    [
        ("inquiry", (), "on"),
        ("hearing", (), "until"),
        ("dispatched", ("unit=城关派出所",), "feedback_on"),
        ("review-requested", (), "postmark_on"),
    ],
)
def test_a_step_names_the_field_of_a_day_beyond(
    office: Office, no: str, kind: str, values: tuple[str, ...], key: str, day: str
) -> None:
    assert "不在 1949 年至 2100 年之间" in refused(office, no, kind, *values, f"{key}={day}")


@pytest.mark.parametrize("kind", ["served", "notified"])
def test_nothing_arrives_before_it_was_written(office: Office, no: str, kind: str) -> None:
    said = refused(office, no, kind, "on=2026-11-09", "letter=意1", "way=当面")
    assert "日期" in said
    assert "2026-11-09 早于文书出具日期 2026-11-10" in said
    as_it_was = ("on=2026-11-09", "letter=意1", "way=当面", "violation=送早了")
    assert "早于文书出具日期" in refused(office, no, kind, *as_it_was), "it did not happen at all"
    office.run("step", no, kind, "on=2026-11-10", "letter=意1", "way=当面")


def test_a_hearing_does_not_end_before_it_starts(office: Office, no: str) -> None:
    said = refused(office, no, "hearing", "on=2026-11-12", "until=2026-11-11")
    assert "结束日期" in said
    assert "2026-11-11 早于开始日期 2026-11-12" in said
    office.run("step", no, "hearing", "on=2026-11-12", "until=2026-11-12")


@pytest.mark.parametrize(
    ("kind", "values", "label"),
    [
        ("dispatched", ("unit=城关派出所", "notify_by=2026-11-11"), "告知期限"),
        ("dispatched", ("unit=城关派出所", "feedback_on=2026-11-11"), "反馈期限"),
        ("assigned", ("to=某某分局", "report_back_on=2026-11-11"), "反馈期限"),
        ("review-requested", ("original_office=某分局", "postmark_on=2026-11-13"), "邮戳日期"),
        ("no-longer-accepted", ("recheck_no=复1", "served_on=2026-11-13"), "送达日"),
    ],
)
def test_a_limit_lies_after_and_a_fact_before_its_step(
    office: Office, no: str, kind: str, values: tuple[str, ...], label: str
) -> None:
    assert label in refused(office, no, kind, "on=2026-11-12", *values)


def test_a_step_after_today_or_before_the_receipt_is_refused(office: Office, no: str) -> None:
    assert "在今天之后" in refused(office, no, "inquiry", "on=2026-11-21")
    assert "早于收到日期" in refused(office, no, "inquiry", "on=2026-11-01")
    correction = ("field=petitioned_on", "reason=误填")
    assert "在今天之后" in refused(office, no, "corrected", *correction, "value=2026-11-21")
    assert "提出日期" in refused(office, no, "corrected", *correction, "value=1948-12-31")


def test_a_day_of_the_command_line_itself_is_a_usage_fault(office: Office) -> None:
    for day in BEYOND:
        said = office.run("why", "handle", "--from", day, code=2).stderr
        assert "不在 1949 年至 2100 年之间" in said


def test_a_visit_does_not_end_before_it_begins(office: Office) -> None:
    raw = {
        "channel": "来访", "source": "本局直接", "received_on": "2026-11-02", "summary": "一件事",
        "visit": {"arrived_at": "2026-11-02T10:00+08:00", "left_at": "2026-11-02T09:00+08:00"},
    }  # fmt: skip
    assert "visit.left_at" in office.run("register", office.form(raw), code=4).stderr
