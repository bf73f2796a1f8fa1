"""`register`, `step`, `show`: the main job by the command line."""

from __future__ import annotations

import pytest

from petition_desk.storage.journal import entries
from tests.cli.conftest import Office
from tests.desks import COLLEAGUE, open_again, registration

ACCEPTED = (
    "accepted", "on=2026-11-20", "pathway=31-6", "unit=户政科", "handler=赵警官",
    "handler_phone=0771-1112222",
)  # fmt: skip
SHAPE = ["case", "petitioners", "steps", "letters", "clocks", "state", "lawful_next", "missing"]
CLOCK_SHAPE = [
    "rule", "of", "owed_by", "article", "started_on", "due_plain", "due_rolled", "act_by",
    "deadline", "provisional", "presumed", "state", "days",
]  # fmt: skip


def test_one_local_number_a_line_and_nothing_else_on_standard_output(office: Office) -> None:
    assert office.run("register", office.form(registration())).stdout == "XF2026-0001\n"
    two = [
        registration(summary="甲", petitioners=[{"name": "赵甲"}]),
        registration(summary="乙", petitioners=[{"name": "钱乙"}]),
    ]
    result = office.run("register", office.form(two))
    assert result.stdout == "XF2026-0002\nXF2026-0003\n"


def test_the_case_of_the_design_is_registered(office: Office) -> None:
    designed = (
        '{"channel": "来访", "source": "本局直接", "received_on": "2026-03-02", '
        '"petitioned_on": "2026-03-02", "people_count": 1, "matter_kind": "申诉求决", '
        '"category": "申诉类", "summary": "不服交通事故责任认定", "content": "…", '
        '"demands": ["撤销认定书", {"text": "重新认定", "pathway": "31-1"}], '
        '"petitioners": [{"name": "张三", "id_number": "11010519491231002X", '
        '"address": "某某县城关镇1号", "mobile": "13812345678", "main": true}]}'
    )
    assert office.run("register", office.form(designed)).stdout == "XF2026-0001\n"
    demands = office.json("show", "XF2026-0001")["case"]["demands"]
    assert [demand["pathway"] for demand in demands] == [None, "31-1"]


def test_a_possible_same_matter_is_named_on_standard_error(office: Office) -> None:
    office.register()
    result = office.run("register", office.form(registration()))
    assert result.stdout == "XF2026-0002\n"
    assert "XF2026-0001" in result.stderr
    assert "证件号码" in result.stderr


def test_a_wrong_id_number_warns_and_does_not_block(office: Office) -> None:
    people = [{"name": "张三", "id_number": "110105194912310021"}]
    result = office.run("register", office.form(registration(petitioners=people)))
    assert result.stdout == "XF2026-0001\n"
    assert "校验码" in result.stderr


def test_one_faulty_case_of_a_list_keeps_the_whole_list_out(office: Office) -> None:
    bad = registration(received_on="2026-13-01", people_count=0)
    result = office.run("register", office.form([registration(), bad]), code=4)
    assert result.stdout == ""
    assert "第 2 件 received_on" in result.stderr
    assert "第 2 件 people_count" in result.stderr
    office.run("show", "XF2026-0001", code=2)


@pytest.mark.parametrize(
    ("text", "said"),
    [("{", "JSON"), ("[]", "对象"), ("[1]", "对象"), ('"x"', "对象")],
)
def test_a_file_that_is_no_case_is_named(office: Office, text: str, said: str) -> None:
    assert said in office.run("register", office.form(text), code=4).stderr
    assert "读不到" in office.run("register", office.data / "none.json", code=4).stderr


def test_a_step_says_its_line_the_state_and_the_dates_it_moved(office: Office) -> None:
    number = office.register()
    told = office.run("step", number, *ACCEPTED).stdout.splitlines()
    assert told[0] == "2026-11-20　受理，户政科承办"
    assert told[1] == "状态　待告知"
    assert "期限　办结　无 → 2027-01-19" in told


def test_every_step_takes_on_note_and_violation(office: Office) -> None:
    number = office.register()
    office.run("step", number, "urged", "on=2026-11-20", "note=催一下", "way=电话")
    refused = office.run("step", number, "issued", "kind=opinion", "number=外1", code=3)
    assert "第三十四条" in refused.stderr
    office.run("step", number, "issued", "kind=opinion", "number=外1", "violation=大队已出")
    steps = office.json("show", number)["steps"]
    assert [step["note"] for step in steps if step["kind"] == "urged"] == ["催一下"]
    assert steps[-1]["violation"] == "大队已出"


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("danced",), 2, "danced"),
        (("urged", "way"), 2, "项目=内容"),
        (("urged", "way=电话", "way=网上"), 2, "写了两次"),
        (("urged", "colour=red"), 4, "colour"),
        (("urged", "way=心灵感应"), 4, "心灵感应"),
        (("urged", "on=soon"), 4, "soon"),
        (("urged", "on=2026-11-21"), 4, "在今天之后"),
        (("extended", "days=30", "reason=情况复杂", "approver=周"), 3, "第三十四条"),
    ],
)
def test_a_step_that_cannot_be_is_refused_with_its_exit_code(
    office: Office, arguments: tuple[str, ...], code: int, said: str
) -> None:
    number = office.register()
    assert said in office.run("step", number, *arguments, code=code).stderr


def test_an_unknown_number_ends_with_2(office: Office) -> None:
    for verb in (("show", "XF2026-0099"), ("step", "XF2026-0099", "urged")):
        assert "XF2026-0099" in office.run(*verb, code=2).stderr


def test_show_has_the_shape_of_the_design(office: Office) -> None:
    number = office.register()
    office.run("step", number, *ACCEPTED)
    told = office.json("show", number)
    assert list(told) == SHAPE
    assert told["state"] == "to-notify"
    clocks = {clock["rule"]: clock for clock in told["clocks"]}
    assert list(clocks["handle"]) == CLOCK_SHAPE
    assert clocks["handle"]["due_plain"] == "2027-01-19"
    assert clocks["handle"]["deadline"] == "2027-01-19"
    assert clocks["handle"]["provisional"] == ["due_rolled", "act_by"]
    assert clocks["handle"]["days"][0]["on"] == "2026-11-20"
    assert clocks["handle"]["days"][0]["counted"] is False
    lawful = {act["id"] for act in told["lawful_next"]}
    assert {"accept-letter", "extend", "opinion-letter"} <= lawful
    assert "review" not in lawful


def test_on_leaves_later_steps_out(office: Office) -> None:
    number = office.register(received_on="2026-11-02", petitioned_on="2026-11-02", demands=["甲"])
    office.run("step", number, "accepted", "on=2026-11-05", "pathway=31-6")
    office.run("step", number, "urged", "on=2026-11-10")
    kinds = [step["kind"] for step in office.json("show", number, "--on", "2026-11-06")["steps"]]
    assert kinds == ["screened", "accepted"]
    assert office.json("show", number, "--on", "2026-11-03")["steps"] == []


def test_show_in_words_tells_the_case(office: Office) -> None:
    number = office.register()
    office.run("step", number, *ACCEPTED)
    told = office.run("show", number).stdout
    for part in (number, "黄**", "2026-11-20　受理，户政科承办", "剩 60 天", "还缺　书面告知"):
        assert part in told
    for secret in ("黄䶮", "13812345678", "幸福路"):
        assert secret not in told


def test_identities_in_json_are_whole_and_their_showing_is_journalled(office: Office) -> None:
    number = office.register()
    assert office.json("show", number)["petitioners"][0]["mobile"] == "13812345678"
    office.run("show", number)
    desk = open_again(office.data)
    with desk.reading() as work:
        shown = [e.subject for e in entries(work._connection) if e.action == "case.reveal"]
    desk.close()
    assert shown == [number]


def test_of_a_confidential_case_number_and_clock_alone_are_told(office: Office) -> None:
    number = office.register(
        matter_kind="检举控告", summary="检举吃拿卡要", demands=["查处"], accused_unit="新店派出所"
    )
    office.run("step", number, "issued", "kind=report-notice", "number=密告7号")
    office.account = COLLEAGUE
    for result in (office.run("show", number), office.run("show", number, "--json")):
        for secret in ("黄䶮", "吃拿卡要", "新店", "查处", "13812345678", "检举", "密告7号"):
            assert secret not in result.stdout
        assert number in result.stdout
    told = office.json("show", number)
    assert list(told) == SHAPE
    assert told["case"] == {"local_no": number, "summary": "保密件", "is_sealed": True}
    assert [clock["rule"] for clock in told["clocks"]] == ["notify-direct", "serve"]
    assert told["state"] == ""
    assert "保密件" in office.run("step", number, "urged", code=3).stderr


@pytest.mark.parametrize("unit", ["新店派出所", "某某县公安局新店派出所", " 新店派出所 "])
@pytest.mark.parametrize(
    ("kind", "key"),
    [("handed-over", "unit"), ("urged", "to"), ("suggestion", "to"), ("reported", "to")],
)
def test_nothing_of_an_accusation_goes_to_the_unit_it_accuses(
    office: Office, unit: str, kind: str, key: str
) -> None:
    number = office.register(matter_kind="检举控告", demands=["查处"], accused_unit="新店派出所")
    also = ("kind=改进工作",) if kind == "suggestion" else ()
    told = office.run("step", number, kind, f"{key}={unit}", *also, code=3).stderr
    assert "第三十条第三款" in told
    office.run("step", number, kind, f"{key}=县公安局督察大队", *also)


def test_of_a_case_older_than_the_regulation_it_is_said_that_no_clock_runs(office: Office) -> None:
    number = office.register(received_on="2021-05-06", petitioned_on="2021-05-06")
    assert "2022-05-01" in office.run("show", number).stdout
    assert office.json("show", number)["clocks"] == []
