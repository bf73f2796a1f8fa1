"""Importing ledgers kept by hand: the sample whole, mended rows, remembered mappings, CSV."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from petition_desk.domain.vocabulary import CaseState, Channel, ClockState
from petition_desk.exchange.mapping import FormatError
from petition_desk.services import casework, ledger
from petition_desk.services.desk import Desk
from petition_desk.services.import_formats import ImportMapping
from petition_desk.services.imports import ImportReport, check_import, run_import
from petition_desk.services.today import today_page
from petition_desk.storage.journal import entries
from tests.package_source import ROOT

SAMPLE = ROOT / "tests" / "data" / "信访台账_2025年_手工.xlsx"
HEADER = ("序号", "登记日期", "姓名", "人数", "主要内容", "受理日期", "办结日期", "答复文号")
ROW = (
    1,
    "2025.3.7",
    "王  伟等3人",
    "3人",
    "反映出警慢",
    "3月10日",
    "5月6日",
    "某公信复〔2025〕1号",
)


def book(path: Path, *rows: Sequence[object], sheet: str = "来访") -> Path:
    made = openpyxl.Workbook()
    active = made.active
    assert active is not None
    active.title = sheet
    for row in rows:
        active.append(list(row))
    made.save(path)
    return path


def imported(desk: Desk, path: Path, **options: object) -> ImportReport:
    report = run_import(desk, path, **options)  # type: ignore[arg-type]
    assert report is not None
    return report


def counts(report: ImportReport) -> tuple[int, int, int, int, int]:
    return report.rows, report.new, report.unchanged, report.changed, report.rejected


def steps(desk: Desk, number: str) -> list[tuple[str, date, dict[str, str]]]:
    found = casework.show(desk, number).steps
    return [(s.kind, s.on, {key: s.text(key) for key in s.values}) for s in found]


def test_the_sample_comes_in_whole_and_a_second_run_changes_nothing(desk: Desk) -> None:
    assert counts(imported(desk, SAMPLE)) == (170, 170, 0, 0, 0)
    with desk.reading() as work:
        before = len(entries(work._connection))
    assert counts(imported(desk, SAMPLE)) == (170, 0, 170, 0, 0)
    with desk.reading() as work:
        told = entries(work._connection)[before:]
    assert [entry.action for entry in told] == ["import.done"]


def test_what_the_sample_did_long_ago_is_not_late_today(desk: Desk) -> None:
    imported(desk, SAMPLE)
    page = today_page(desk)
    assert page.overdue_count == 0
    views = [casework.show(desk, f"XF2025-{number:04d}") for number in range(1, 171)]
    assert Counter(view.standing.state for view in views) == {
        CaseState.HANDLING: 89,
        CaseState.CLOSED: 81,
    }
    late = (ClockState.OVERDUE, ClockState.RUNNING)
    assert not [v for v in views if any(clock.state in late for clock in v.standing.clocks)]
    assert all(step.is_imported for view in views for step in view.steps)
    assert Counter(view.case.channel for view in views) == {
        Channel.VISIT: 58,
        Channel.LETTER: 27,
        Channel.ONLINE: 64,
        Channel.CALL: 21,
    }


def test_a_row_of_the_sample_stands_in_the_register_as_it_was_written(desk: Desk) -> None:
    imported(desk, SAMPLE)
    (number,) = (
        row.local_no
        for row in ledger.rows_for(desk, range(1, 171))
        if row.received_on == date(2025, 3, 17) and row.channel == Channel.VISIT
    )
    view = casework.show(desk, number)
    (person,) = view.case.petitioners
    assert (person.name, person.mobile) == ("岑超", "17364593587")
    assert (view.case.source, view.case.remark) == ("县信访局", "县信访局转；重件（初件不详）")
    assert steps(desk, number) == [
        ("issued", date(2025, 3, 22), {"kind": "opinion", "number": "某公信复〔2025〕10号"}),
        ("closed", date(2025, 3, 22), {"how": "已办结"}),
        ("accepted", date(2025, 4, 1), {"unit": "法制大队"}),
    ]


def test_rows_sent_back_come_in_once_mended_and_nothing_twice(desk: Desk, tmp_path: Path) -> None:
    damaged = openpyxl.load_workbook(SAMPLE)
    damaged["来访"]["B20"].value = "4月31日"
    damaged["来电"]["G6"].value = "若干"
    damaged.save(tmp_path / "台账.xlsx")
    errors = tmp_path / "问题行.xlsx"
    report = imported(desk, tmp_path / "台账.xlsx", errors=errors)
    assert counts(report) == (170, 168, 0, 0, 2)
    mended = openpyxl.load_workbook(errors)
    mended["来访"]["B3"].value = "4月6日"
    mended["来电"]["G3"].value = 1
    mended.save(errors)
    assert counts(imported(desk, errors)) == (2, 2, 0, 0, 0)
    assert counts(imported(desk, errors)) == (2, 0, 2, 0, 0)
    assert counts(imported(desk, SAMPLE)) == (170, 0, 170, 0, 0)


def test_days_without_a_year_follow_the_day_of_receipt(desk: Desk, tmp_path: Path) -> None:
    rows = [
        ("2025年台账",),
        HEADER,
        ROW,
        (2, "12月20日", "李静", 1, "甲", "12月25日", "1月9日", None),
        (3, "2024.12.30", "马杰", 1, "乙", "12月31日", "3月1日", None),
    ]
    report = imported(desk, book(tmp_path / "a.xlsx", *rows))
    assert counts(report) == (3, 3, 0, 0, 0)
    days = {kind: on for kind, on, _ in steps(desk, "XF2025-0002")}
    assert days == {"accepted": date(2025, 12, 25), "closed": date(2026, 1, 9)}
    days = {kind: on for kind, on, _ in steps(desk, "XF2024-0001")}
    assert days == {"accepted": date(2024, 12, 31), "closed": date(2025, 3, 1)}
    named = {(p.row, p.column, p.reason) for p in report.problems if p.row in (4, 5)}
    assert named == {
        (4, "办结日期", "没有写年份，按 2026-01-09 计，请核对"),
        (5, "受理日期", "没有写年份，按 2024-12-31 计，请核对"),
    }


def test_the_year_may_be_given_where_nothing_tells_it(desk: Desk, tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", HEADER, ("1", "3月7日", *ROW[2:]))
    report = check_import(desk, path)
    assert report is not None
    assert counts(report) == (1, 0, 0, 0, 1)
    assert counts(imported(desk, path, mapping=ImportMapping(year=2024))) == (1, 1, 0, 0, 0)
    assert casework.show(desk, "XF2024-0001").case.received_on == date(2024, 3, 7)


OWN_WORDS = ("顺序", "到达", "来人", "说了什么", "去向")
OWN_ROW = (1, "2025.3.7", "王伟", "反映出警慢", "城关派出所")
OWN_FORMAT = """
format = 1
id = "ours"
title = "本局台账"
extends = "hand-kept"
[[column]]
header = "到达"
field = "received_on"
kind = "date"
[[column]]
header = "来人"
field = "petitioner.name"
kind = "name"
[[column]]
header = "说了什么"
field = "content"
kind = "content"
[[column]]
header = "顺序"
field = "row_label"
kind = "code"
[[column]]
header = "去向"
field = "handling_unit"
kind = "text"
"""


def test_a_mapping_of_the_office_is_remembered_for_that_header(desk: Desk, tmp_path: Path) -> None:
    mapping = tmp_path / "列.toml"
    mapping.write_text(OWN_FORMAT, encoding="utf-8")
    first = book(tmp_path / "一月.xlsx", ("2025年一月",), OWN_WORDS, OWN_ROW)
    next_one = book(tmp_path / "二月.xlsx", ("2025年二月",), (" 顺 序", *OWN_WORDS[1:]), OWN_ROW)
    with pytest.raises(Exception, match="认不出表头"):
        run_import(desk, first)
    assert check_import(desk, first, mapping=ImportMapping(mapping)) is not None
    with pytest.raises(Exception, match="认不出表头"):
        run_import(desk, first)  # a check remembers nothing
    assert counts(imported(desk, first, mapping=ImportMapping(mapping))) == (1, 1, 0, 0, 0)
    mapping.unlink()
    assert counts(imported(desk, first)) == (1, 0, 1, 0, 0)
    assert counts(imported(desk, next_one)) == (1, 1, 0, 0, 0)
    assert casework.show(desk, "XF2025-0002").case.official.responsible_unit == "城关派出所"


def test_rows_sent_back_are_known_by_the_remembered_mapping(desk: Desk, tmp_path: Path) -> None:
    mapping = tmp_path / "列.toml"
    mapping.write_text(OWN_FORMAT, encoding="utf-8")
    bad = (2, "2025.13.7", "李静", "甲", None)
    path = book(
        tmp_path / "一月.xlsx", ("2025年一月",), (*OWN_WORDS, "稳控"), (*OWN_ROW, "人"), bad
    )
    errors = tmp_path / "问题行.xlsx"
    assert counts(imported(desk, path, mapping=ImportMapping(mapping), errors=errors)) == (
        2,
        1,
        0,
        0,
        1,
    )
    mended = openpyxl.load_workbook(errors)
    mended["来访"]["B3"].value = "2025.3.8"
    mended.save(errors)
    assert counts(imported(desk, errors)) == (1, 1, 0, 0, 0)


def test_a_mapping_overrules_the_guess(desk: Desk, tmp_path: Path) -> None:
    mapping = tmp_path / "列.toml"
    mapping.write_text(
        'format = 1\nid = "ours"\ntitle = "本局"\nextends = "hand-kept"\n[[column]]\n'
        'header = "受理日期"\nfield = "received_on"\nkind = "date"\n',
        encoding="utf-8",
    )
    path = book(tmp_path / "a.xlsx", HEADER, (*ROW[:5], "2025.3.5", None, None))
    imported(desk, path, mapping=ImportMapping(mapping))
    view = casework.show(desk, "XF2025-0001")
    assert (view.case.received_on, view.steps) == (date(2025, 3, 5), ())


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ('extends = "手工"', "extends"),
        ('[[column]]\nheader = "甲"\nfield = "secret"\nkind = "text"', "甲.field"),
        ('[[column]]\nheader = "甲"\nfield = "received_on"\nkind = "text"', "甲.kind"),
        ('[values.source]\n"甲" = "天上"', "values.source.甲"),
    ],
)
def test_a_mapping_that_cannot_work_is_refused_before_the_first_row(
    desk: Desk, tmp_path: Path, text: str, key: str
) -> None:
    mapping = tmp_path / "列.toml"
    head = 'format = 1\nid = "x"\ntitle = "x"\n' + ("" if "[[column" in text else "column = []\n")
    mapping.write_text(head + text, encoding="utf-8")
    with pytest.raises(FormatError) as caught:
        run_import(desk, book(tmp_path / "a.xlsx", HEADER, ROW), mapping=ImportMapping(mapping))
    assert caught.value.key == key


def test_a_ledger_saved_as_gb18030_text_is_the_same_ledger(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "来访.csv"
    with path.open("w", encoding="gb18030", newline="") as stream:
        csv.writer(stream).writerows([("2025年台账",), HEADER, ROW])
    assert counts(imported(desk, path)) == (1, 1, 0, 0, 0)
    view = casework.show(desk, "XF2025-0001")
    assert (view.case.channel, view.case.people_count) == (Channel.VISIT, 3)
    same = book(tmp_path / "来访.xlsx", ("2025年台账",), HEADER, ROW)
    assert counts(imported(desk, same)) == (1, 0, 1, 0, 0)


def test_a_new_ledger_under_the_old_name_does_not_overrule_the_old_one(
    desk: Desk, tmp_path: Path
) -> None:
    (tmp_path / "新").mkdir()
    old = book(tmp_path / "台账.xlsx", HEADER, ROW)
    other = (1, "2026.3.9", "李静", 1, "反映户口登记有误", None, None, None)
    new = book(tmp_path / "新" / "台账.xlsx", HEADER, other)
    assert counts(imported(desk, old)) == (1, 1, 0, 0, 0)
    report = imported(desk, new)
    assert counts(report) == (1, 1, 0, 0, 0)
    assert "当作另一件" in report.problems[-1].reason
    assert casework.show(desk, "XF2025-0001").case.content == "反映出警慢"
    assert counts(imported(desk, new)) == (1, 0, 1, 0, 0)
    assert counts(imported(desk, old)) == (1, 0, 1, 0, 0)


def test_a_mended_cell_of_a_ledger_still_changes_its_own_case(desk: Desk, tmp_path: Path) -> None:
    imported(desk, book(tmp_path / "台账.xlsx", HEADER, ROW))
    mended = (*ROW[:2], "王玮", *ROW[3:])
    assert counts(imported(desk, book(tmp_path / "台账.xlsx", HEADER, mended))) == (1, 0, 0, 1, 0)
    assert casework.show(desk, "XF2025-0001").case.petitioners[0].name == "王玮"


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+8613800001111", "-2+3", "@SUM(A1)", "=cmd|' /C calc'!A0", '=HYPERLINK("x","y")'],
)
def test_what_looks_like_a_formula_comes_in_as_the_text_it_is(
    desk: Desk, tmp_path: Path, text: str
) -> None:
    path = tmp_path / "来访.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(
            [(*HEADER, "备注", "承办单位"), (*ROW[:4], text, "", "", "", text, text)]
        )
    imported(desk, path)
    case = casework.show(desk, "XF2025-0001").case
    assert case.content == case.summary == case.remark == case.official.responsible_unit == text
