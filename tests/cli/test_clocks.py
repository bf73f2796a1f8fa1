"""`due` and `why`: dates as the design prints them."""

from __future__ import annotations

from datetime import date

import pytest

from petition_desk.domain.vocabulary import ClockState
from tests.cli.conftest import Office
from tests.cli.test_cases import CLOCK_SHAPE

# DOMAIN, "Counting": trigger, 15 days plain and rolled, 60 days plain and rolled, 5 workdays.
COUNTED = (
    ("2026-02-02", "2026-02-17", "2026-02-24", "2026-04-03", "2026-04-03", "2026-02-09"),
    ("2026-02-12", "2026-02-27", "2026-02-27", "2026-04-13", "2026-04-13", "2026-02-26"),
    ("2026-04-20", "2026-05-05", "2026-05-06", "2026-06-19", "2026-06-22", "2026-04-27"),
    ("2026-08-03", "2026-08-18", "2026-08-18", "2026-10-02", "2026-10-08", "2026-08-10"),
    ("2026-09-10", "2026-09-25", "2026-09-28", "2026-11-09", "2026-11-09", "2026-09-17"),
    ("2026-09-23", "2026-10-08", "2026-10-08", "2026-11-22", "2026-11-23", "2026-10-08"),
)


@pytest.mark.parametrize("row", COUNTED)
def test_why_counts_as_the_dated_examples_do(office: Office, row: tuple[str, ...]) -> None:
    trigger, plain15, rolled15, plain60, rolled60, workdays5 = row
    notify = office.json("why", "notify-direct", "--from", trigger)
    assert (notify["due_plain"], notify["due_rolled"]) == (plain15, rolled15)
    handle = office.json("why", "handle", "--from", trigger)
    assert (handle["due_plain"], handle["due_rolled"]) == (plain60, rolled60)
    objection = office.json("why", "object-assigned", "--from", trigger)
    assert {objection[key] for key in ("due_plain", "due_rolled", "act_by")} == {workdays5}


def test_why_has_the_shape_of_the_design_and_explains_every_day(office: Office) -> None:
    clock = office.json("why", "handle", "--from", "2026-08-03")
    assert list(clock)[: len(CLOCK_SHAPE)] == CLOCK_SHAPE
    assert (clock["rule"], clock["owed_by"], clock["started_on"]) == ("handle", "us", "2026-08-03")
    assert clock["deadline"] == clock["due_plain"]
    assert clock["state"] == ClockState.OVERDUE.value
    assert clock["presumed"] is False
    assert all(list(day) == ["on", "counted", "why"] for day in clock["days"])
    assert sum(day["counted"] for day in clock["days"]) == 60


def test_why_says_in_json_what_the_date_rests_on(office: Office) -> None:
    clock = office.json("why", "handle", "--from", "2026-08-03")
    assert clock["trigger"] == {"on": "2026-08-03", "event": "受理"}
    assert clock["length"] == {"amount": 60, "unit": "day"}
    assert (clock["counts"], clock["extended_days"], clock["pauses"]) == ("due_plain", 0, [])
    law = {item["citation"]: item["text"] for item in clock["law"]}
    assert "应当自受理之日起60日内办结" in law["《信访工作条例》第三十四条"]
    assert "开始的当日不计入" in law["民法典第二百零一条"]
    assert "法定休假日结束的次日" in law["民法典第二百零三条"]
    assert clock["rule_version"]
    assert clock["calendar_version"].startswith("2020-2026/")


def test_a_right_of_the_petitioner_counts_the_rolled_date(office: Office) -> None:
    clock = office.json("why", "right-review", "--from", "2026-09-06")
    assert (clock["due_plain"], clock["deadline"]) == ("2026-10-06", "2026-10-08")
    assert clock["state"] == ClockState.LAPSED.value


def test_a_date_that_may_still_move_is_called_provisional(office: Office) -> None:
    clock = office.json("why", "notify-direct", "--from", "2026-12-17")
    assert clock["provisional"] == ["due_rolled", "act_by"]
    assert "暂定" in office.run("why", "notify-direct", "--from", "2026-12-17").stdout


@pytest.mark.parametrize(
    ("rule", "trigger", "code", "said"),
    [
        ("nonesuch", "2026-03-02", 2, "nonesuch"),
        ("simple-handle", "2026-03-02", 3, "未启用"),
        ("handle", "2022-04-30", 3, "2022-04-30"),
    ],
)
def test_a_rule_unknown_off_or_not_in_force_is_refused(
    office: Office, rule: str, trigger: str, code: int, said: str
) -> None:
    assert said in office.run("why", rule, "--from", trigger, code=code).stderr
    told = office.json("why", rule, "--from", trigger, code=code)
    assert told["exit"] == code
    assert said in told["error"]


def test_why_in_words_names_article_trigger_and_every_day(office: Office) -> None:
    told = office.run("why", "notify-direct", "--from", "2026-04-20").stdout
    for part in ("第二十三条第二款", "当日不计", "2026-05-05", "劳动节", "顺延到这一天"):
        assert part in told


def test_why_lists_every_date_of_a_pathway_to_the_end_of_the_recheck(office: Office) -> None:
    told = office.json("why", "31-6", "--from", "2026-02-02")
    assert list(told) == ["pathway", "source", "from", "extended_days", "assumed", "clocks"]
    assert all(list(clock)[: len(CLOCK_SHAPE)] == CLOCK_SHAPE for clock in told["clocks"])
    deadlines = {clock["rule"]: clock["deadline"] for clock in told["clocks"]}
    assert deadlines["notify-direct"] == "2026-02-17"
    assert deadlines["handle-extended"] == "2026-05-18"
    assert deadlines["recheck"] == "2026-09-30"
    assert told["assumed"][-1]["act"] == "closed"
    words = office.run("why", "31-6", "--from", "2026-02-02").stdout
    assert "可申请复核" in words
    assert "2026-09-30" in words


def test_why_of_a_pathway_takes_source_prolongation_and_given_days(office: Office) -> None:
    options = ("--source", "xinfang", "--extended", "0", "--assume", "accepted=2026-02-04")
    told = office.json("why", "31-6", "--from", "2026-02-02", *options)
    assert told["source"] == "xinfang"
    assert told["assumed"][0] == {
        "act": "accepted",
        "label": "受理并书面告知",
        "on": "2026-02-04",
        "given": True,
        "provisional": False,
    }
    deadlines = {clock["rule"]: clock["deadline"] for clock in told["clocks"]}
    assert deadlines["handle"] == "2026-04-05"
    assert deadlines["object-assigned"] == "2026-02-09"
    assert "handle-extended" not in deadlines


def test_provisional_dates_of_a_pathway_are_called_so(office: Office) -> None:
    told = office.json("why", "31-6", "--from", "2026-11-20")
    last = {clock["rule"]: clock for clock in told["clocks"]}["recheck"]
    assert last["provisional"] == ["due_plain", "due_rolled", "act_by"]
    words = office.run("why", "31-6", "--from", "2026-11-20").stdout
    assert "2027-02-03　最后工作日 2027-02-03（暂定）" in words, "the plain day is certain"


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("31-7", "--from", "2026-03-02"), 2, "31-6"),
        (("handle", "--from", "2026-03-02", "--source", "xinfang"), 2, "途径"),
        (("31-6", "--from", "2026-03-02", "--assume", "opinion"), 2, "opinion"),
        (("31-6", "--from", "2026-03-02", "--assume", "opinion=soon"), 2, "不是日期"),
        (("31-6", "--from", "2026-03-02", "--assume", "dance=2026-03-03"), 2, "dance"),
        (("31-6", "--from", "2022-04-30"), 3, "2022-04-30"),
        (("31-6", "--from", "2026-03-02", "--extended", "31"), 3, "30"),
        (("31-6", "--from", "2026-03-02", "--assume", "accepted=2026-03-01"), 4, "早于"),
    ],
)
def test_a_pathway_that_cannot_be_walked_is_refused(
    office: Office, arguments: tuple[str, ...], code: int, said: str
) -> None:
    assert said in office.run("why", *arguments, code=code).stderr


def test_due_lists_the_overdue_and_what_falls_within_the_days(office: Office) -> None:
    late = office.register(received_on="2026-11-02", petitioned_on="2026-11-02", summary="甲")
    soon = office.register(received_on="2026-11-10", petitioned_on="2026-11-10", summary="乙")
    office.register(summary="丙")
    told = office.json("due")
    assert told == [
        {
            "no": late,
            "rule": "notify-direct",
            "deadline": "2026-11-17",
            "state": "overdue",
            "days_left": -3,
        },
        {
            "no": soon,
            "rule": "notify-direct",
            "deadline": "2026-11-25",
            "state": "running",
            "days_left": 5,
        },
    ]
    assert [item["no"] for item in office.json("due", "--days", "0")] == [late]
    assert len(office.json("due", "--days", "15")) == 3


def test_due_as_of_an_earlier_day_knows_nothing_of_later_steps(office: Office) -> None:
    number = office.register(received_on="2026-11-02", petitioned_on="2026-11-02", demands=["甲"])
    office.run("step", number, "withdrawn", "on=2026-11-12")
    office.run("step", number, "closed", "how=撤回", "on=2026-11-12")
    told = office.json("due", "--on", "2026-11-10")
    assert [(item["no"], item["deadline"], item["days_left"]) for item in told] == [
        (number, "2026-11-17", 7)
    ]
    assert office.json("due", "--on", "2026-11-01", "--days", "60") == []


def test_due_in_words_names_task_number_and_days_left(office: Office) -> None:
    assert office.run("due").stdout == "没有到期和逾期的事项。\n"
    number = office.register(received_on="2026-11-02", petitioned_on="2026-11-02")
    line = office.run("due").stdout
    for part in (number, "书面告知", "2026-11-17", "逾期 3 天", "黄**"):
        assert part in line
    assert "黄䶮" not in line


def test_what_the_mere_passing_of_days_brings_is_listed_without_any_act(office: Office) -> None:
    number = office.register(demands=["甲"])
    office.today = date(2026, 12, 7)
    told = {item["rule"]: item["deadline"] for item in office.json("due", "--days", "60")}
    assert told == {"notify-direct": "2026-12-05", "handle": "2027-02-03"}
    clocks = {clock["rule"]: clock for clock in office.json("show", number)["clocks"]}
    assert clocks["handle"]["presumed"] is True


def test_a_later_day_makes_the_same_clock_late(office: Office) -> None:
    office.register()
    assert office.json("due", "--days", "15")[0]["state"] == "running"
    office.today = date(2026, 12, 10)
    assert office.json("due")[0]["state"] == "overdue"
