"""Other rights at stake: the paper is named once, its last day is told everywhere."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.cli.conftest import Office
from tests.cli.test_letter import text_of
from tests.desks import COLLEAGUE

TODAY = "2026-09-01"
SERVED = "2026-08-31"
IN_COURT = (
    "pathway.procedure=诉讼", "pathway.basis=某法", "pathway.mode=yours", "pathway.body=某法院",
)  # fmt: skip


class Row(NamedTuple):
    """A typical demand, and what the program makes of the paper it challenges.

    Attributes:
        paper: The challenged paper, served on 2026-08-31.
        pathway: The pathway of the demand.
        limits: Each period with its last day.
        printed: The last day as the letter prints it; empty where it prints the rule alone.
        rule: The rule as the letter prints it.
    """

    paper: str
    pathway: str
    limits: dict[str, str]
    printed: str
    rule: str


ROWS = {
    "accident": Row(
        "道路交通事故认定书", "31-1", {"申请复核": "2026-09-03"}, "2026年9月3日", "3个工作日"
    ),
    "accident fact": Row(
        "道路交通事故证明", "31-1", {"申请复核": "2026-09-03"}, "2026年9月3日", "3个工作日"
    ),
    "no case filed": Row(
        "不予立案通知书", "31-1", {"申请复议": "2026-09-07"}, "2026年9月7日", "7日内申请复议"
    ),
    "no case filed, reconsidered": Row(
        "刑事复议决定书", "31-1", {"申请复核": "2026-09-07"}, "2026年9月7日", "7日内申请复核"
    ),
    "compensation refused": Row(
        "不予赔偿决定书", "31-1", {"向上一级机关申请复议": "2026-09-30"}, "2026年9月30日", "30日内"
    ),
    "punished": Row(
        "行政处罚决定书",
        "31-4",
        {"申请行政复议": "2026-10-30", "直接提起行政诉讼": "2027-03-01"},
        "2026年10月30日",
        "60日内申请行政复议",
    ),
    "punished on the spot": Row(
        "公安交通管理简易程序处罚决定书",
        "31-4",
        {"申请行政复议": "2026-10-30"},
        "2026年10月30日",
        "60日内申请行政复议",
    ),
    "reconsidered": Row(
        "行政复议决定书",
        "31-4",
        {"对复议决定提起行政诉讼": "2026-09-15"},
        "2026年9月15日",
        "15日内",
    ),
    "duty refused": Row(
        "履行职责答复书", "31-4", {"申请行政复议": "2026-10-30"}, "2026年10月30日", "60日内"
    ),
    "to be confirmed": Row(
        "政务处分决定书", "31-3", {"申请复审": "2026-09-30"}, "", "1个月内申请复审"
    ),
    "no period of its own": Row("民事判决书", "31-1", {}, "", ""),
}


def challenged(office: Office, row: Row, served: str = SERVED, **facts: object) -> str:
    """Register a demand against a paper."""
    office.today = date.fromisoformat(TODAY)
    paper = {"name": row.paper, "number": "某字第7号", "served_on": served}
    demand = {"text": "不服，请求纠正", "pathway": row.pathway, "challenged_document": paper}
    return office.register(received_on=TODAY, petitioned_on=TODAY, demands=[demand], **facts)


def printed(office: Office, no: str, *values: str) -> str:
    """Issue the pathway letter and read it."""
    out = office.data.parent / "pathway.pdf"
    office.run("letter", no, "pathway", "--out", out, "pathway.body_phone=0771-1", *values)
    return text_of(out)


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_the_last_day_stands_in_the_case_and_in_json(office: Office, row: Row) -> None:
    no = challenged(office, row)
    told = office.json("show", no)["case"]["other_rights"]
    assert {item["limit"]: item["last_day"] for item in told} == row.limits
    for item in told:
        assert item["document"] == {"name": row.paper, "number": "某字第7号", "served_on": SERVED}
        assert item["source"].startswith("《")
        assert item["demand"] == 1
    shown = office.run("show", no).stdout
    for limit, last in row.limits.items():
        assert f"其他权利　{limit}" in shown
        assert last in shown


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_the_letter_tells_it_without_retyping(office: Office, row: Row) -> None:
    no = challenged(office, row)
    office.run("step", no, "screened", f"pathway={row.pathway}", "reasons=属于法定程序")
    text = printed(office, no, *(() if row.limits else IN_COURT))
    assert ("请注意期限" in text) == bool(row.limits)
    assert row.rule in text
    if row.printed:
        assert f"您于2026年8月31日收到{row.paper}，期限的最后一日为{row.printed}" in text
    else:
        assert "期限的最后一日" not in text


def test_a_provisional_day_is_told_as_such_and_never_printed(office: Office) -> None:
    office.today = date(2026, 12, 30)
    paper = {"name": "道路交通事故认定书", "served_on": "2026-12-29"}
    demand = {"text": "不服", "pathway": "31-1", "challenged_document": paper}
    no = office.register(received_on="2026-12-30", petitioned_on="2026-12-30", demands=[demand])
    (told,) = office.json("show", no)["case"]["other_rights"]
    assert told["provisional"] is True
    assert "（暂定）" in office.run("show", no).stdout
    office.run("step", no, "screened", "pathway=31-1", "reasons=属于法定程序")
    text = printed(office, no)
    assert "3个工作日" in text
    assert "期限的最后一日" not in text


def test_of_two_papers_the_right_that_ends_first_is_told(office: Office) -> None:
    office.today = date.fromisoformat(TODAY)
    demands = [
        {"text": f"不服{name}", "pathway": "31-1",
         "challenged_document": {"name": name, "served_on": served}}
        for name, served in (("不予立案通知书", "2026-08-31"), ("道路交通事故认定书", "2026-08-31"))
    ]  # fmt: skip
    no = office.register(received_on=TODAY, petitioned_on=TODAY, demands=demands)
    told = office.json("show", no)["case"]["other_rights"]
    assert [(item["demand"], item["last_day"]) for item in told] == [
        (2, "2026-09-03"),
        (1, "2026-09-07"),
    ]
    office.run("step", no, "screened", "pathway=31-1", "reasons=属于法定程序")
    text = printed(office, no)
    assert "收到道路交通事故认定书，期限的最后一日为2026年9月3日" in text


def test_a_paper_whose_service_is_not_known_gives_the_rule_alone(office: Office) -> None:
    office.today = date.fromisoformat(TODAY)
    demand = {"text": "不服", "pathway": "31-1",
              "challenged_document": {"name": "道路交通事故认定书"}}  # fmt: skip
    no = office.register(received_on=TODAY, petitioned_on=TODAY, demands=[demand])
    assert office.json("show", no)["case"]["other_rights"] == []
    office.run("step", no, "screened", "pathway=31-1", "reasons=属于法定程序")
    text = printed(office, no)
    assert "3个工作日" in text
    assert "期限的最后一日" not in text


def test_a_day_written_into_the_letter_counts(office: Office) -> None:
    office.today = date.fromisoformat(TODAY)
    demand = {"text": "不服", "pathway": "31-1",
              "challenged_document": {"name": "道路交通事故认定书"}}  # fmt: skip
    no = office.register(received_on=TODAY, petitioned_on=TODAY, demands=[demand])
    office.run("step", no, "screened", "pathway=31-1", "reasons=属于法定程序")
    text = printed(office, no, "case.challenged_document.served_on=2026-08-31")
    assert "期限的最后一日为2026年9月3日" in text


def test_a_confidential_case_tells_nothing_of_it(office: Office) -> None:
    no = challenged(office, ROWS["accident"], confidential=True)
    other = Office(office.data, account=COLLEAGUE, today=office.today)
    assert "other_rights" not in other.json("show", no)["case"]
    assert "其他权利" not in other.run("show", no).stdout


def test_a_paper_served_in_the_future_or_before_our_time_is_refused(office: Office) -> None:
    office.today = date.fromisoformat(TODAY)
    for served in ("2026-09-02", "1948-12-31", "2101-01-01", "2026-02-30"):
        paper = {"name": "道路交通事故认定书", "served_on": served}
        raw = {"channel": "来访", "source": "本局直接", "received_on": TODAY, "summary": "不服认定",
               "demands": [{"text": "不服", "challenged_document": paper}]}  # fmt: skip
        refused = office.run("register", office.form(raw), code=4)
        assert served in refused.stderr


def test_it_stands_in_the_json_of_a_case_without_any_paper(office: Office, tmp_path: Path) -> None:
    assert office.json("show", office.register())["case"]["other_rights"] == []
