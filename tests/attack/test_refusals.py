"""What is refused at the desk: unknown names (2), the law (3), faults (4); nothing changed."""

from __future__ import annotations

import json
from datetime import date

import pytest

from petition_desk.exchange.workbook import read_workbook
from petition_desk.services import intake
from tests import desks
from tests.attack.commands import Office, accepted

NUMBER = "XF2026-0001"


@pytest.fixture
def desk_with_a_case(office: Office) -> Office:
    with office.desk() as desk:
        assert intake.register(desk, desks.registration()).local_no == NUMBER
    return office


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["show", "XF2026-0404"], "XF2026-0404"),
        (["show", "' OR 1=1 --"], "OR 1=1"),
        (["step", "XF2026-0404", "withdrawn"], "XF2026-0404"),
        (["step", NUMBER, "forgiven"], "forgiven"),
        (["step", NUMBER, "accepted", "pathway"], "pathway"),
        (["step", NUMBER, "accepted", "on=2026-11-20", "on=2026-11-19"], "on"),
        (["letter", NUMBER, "indictment", "--blanks"], "indictment"),
        (["letter", NUMBER, "accept"], "--out"),
        (["why", "no-such-rule", "--from", "2026-03-02"], "no-such-rule"),
        (["why", "handle", "--from", "2026-02-30"], "2026-02-30"),
        (["due", "--days", "x"], "--days"),
        (["export", "a.xlsx", "--view", "没有的视图"], "没有的视图"),
        (["settings", "set", "no.such.key", "x"], "no.such.key"),
        (["erase"], "erase"),
        (["show", NUMBER, "--everything"], "--everything"),
    ],
)
def test_what_nothing_has_ends_with_2_naming_it(
    desk_with_a_case: Office, arguments: list[str], said: str
) -> None:
    with desk_with_a_case.unchanged():
        done = desk_with_a_case.here(*arguments, code=2)
    assert said in done.err
    assert "。" in done.err


@pytest.mark.parametrize(
    ("arguments", "article"),
    [
        # An opinion before acceptance.
        (["letter", NUMBER, "opinion", "--blanks"], ""),
        (["letter", NUMBER, "opinion", "--out", "{out}"], "第三十四条"),
        (["step", NUMBER, "issued", "kind=opinion", "number=x"], "第三十四条"),
        # An extension where nothing runs that could be extended.
        (["step", NUMBER, "extended", "days=30", "reason=复杂", "approver=局长"], "第三十四条"),
        (["step", NUMBER, "recheck-requested"], "第三十六条"),
    ],
)
def test_what_the_law_forbids_now_ends_with_3_naming_the_article(
    desk_with_a_case: Office, arguments: list[str], article: str
) -> None:
    out = desk_with_a_case.data.parent / "refused.pdf"
    given = [argument.replace("{out}", str(out)) for argument in arguments]
    with desk_with_a_case.unchanged():
        done = desk_with_a_case.run(*given, code=3 if article else 0)
    assert article in done.err
    assert not out.exists()


def test_an_extension_after_the_last_day_is_refused_with_its_article(office: Office) -> None:
    day = "2026-06-01"
    with office.desk() as desk:
        raw = desks.registration(received_on=day, petitioned_on=day)
        number = intake.register(desk, raw).local_no
        accepted(desk, number, date(2026, 6, 3))
    late = ["step", number, "extended", "on=2026-11-19", "days=30", "reason=复杂", "approver=局长"]
    with office.unchanged():
        done = office.run(*late, code=3)
    assert "第三十四条" in done.err


def test_a_sealed_case_goes_to_no_accused_unit(office: Office) -> None:
    number = office.register(
        demands=[{"text": "查处", "pathway": "30"}], accused_unit="青山派出所", confidential=True
    )
    with office.unchanged():
        done = office.run("step", number, "dispatched", "unit=青山派出所", code=3)
    assert "第三十条" in done.err


def test_of_a_sealed_case_an_account_without_the_right_learns_no_name(office: Office) -> None:
    number = office.register(demands=[{"text": "查处某某", "pathway": "30"}], summary="举报收钱")
    office.account = desks.COLLEAGUE
    shown = office.run("show", number, "--json").out + office.run("show", number).out
    due = office.run("due", "--days", "3650").out
    book = office.data.parent / "ledger.xlsx"
    office.run("export", book)
    cells = [str(row) for sheet in read_workbook(book).sheets for row in sheet.rows()]
    for told in (shown, due, "".join(cells)):
        assert number in told
        for secret in ("黄", "13812345678", "11010519491231002X", "举报收钱", "查处"):
            assert secret not in told
    with office.unchanged():
        for arguments in (["step", number, "withdrawn"], ["letter", number, "receipt", "--blanks"]):
            assert "保密件" in office.run(*arguments, code=3).err


@pytest.mark.parametrize(
    ("arguments", "field"),
    [
        (["accepted", "pathway=31-9"], "途径"),
        (["accepted", "pathway=31-6", "colour=red"], "colour"),
        (["accepted", "pathway=31-6", "on=2026-11-21"], "日期"),
        (["inquiry", "way=电话", "on=2026-11-01"], "日期"),
        (["accepted", "pathway=31-6", "on=tomorrow"], "on"),
        (["accepted", "pathway=31-6", "demand=7"], "诉求"),
        (["accepted", "pathway=31-6", "demand=" + "9" * 5000], "序号"),
        (["closed"], "方式"),
        (["inquiry", "way=\udcff"], "way"),
    ],
)
def test_a_faulty_step_ends_with_4_or_2_naming_the_field(
    desk_with_a_case: Office, arguments: list[str], field: str
) -> None:
    code = 2 if arguments[-1] == "way=\udcff" else 4
    with desk_with_a_case.unchanged():
        done = desk_with_a_case.here("step", NUMBER, *arguments, code=code)
    assert field in done.err


def test_a_letter_that_lacks_facts_names_each_and_uses_up_no_number(
    desk_with_a_case: Office,
) -> None:
    out = desk_with_a_case.data.parent / "a.pdf"
    desk_with_a_case.run("step", NUMBER, "accepted", "pathway=31-6")
    with desk_with_a_case.unchanged():
        done = desk_with_a_case.run("letter", NUMBER, "accept", "--out", out, code=4)
    for identifier in ("accepted.unit", "accepted.handler", "accepted.handler_phone"):
        assert identifier in done.err
    assert not out.exists()
    blanks = desk_with_a_case.run("letter", NUMBER, "accept", "--blanks").out
    assert "〔2026〕1号" in blanks


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["show", NUMBER, "--json"], 0),
        (["show", "XF2026-0404", "--json"], 2),
        (["show", "--json"], 2),
        (["due", "--json"], 0),
        (["due", "--json", "--days", "x"], 2),
        (["why", "handle", "--from", "2026-03-02", "--json"], 0),
        (["why", "no-such-rule", "--from", "2026-03-02", "--json"], 2),
        (["why", "handle-again-undated", "--from", "2026-03-02", "--json"], 3),
        (["import", "no-such.xlsx", "--json"], 4),
        (["nothing", "--json"], 2),
    ],
)
def test_json_stands_on_standard_output_whatever_the_exit(
    desk_with_a_case: Office, arguments: list[str], code: int
) -> None:
    done = desk_with_a_case.here(*arguments, code=code)
    told = json.loads(done.out)
    assert isinstance(told, dict | list)
    if code and "error" in told:
        assert (told["exit"], told["error"]) == (code, done.err.strip())
