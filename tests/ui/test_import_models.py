"""The choices behind the pages of the import: columns, words, and problems by kind."""

from __future__ import annotations

from pathlib import Path

from petition_desk.exchange.cells import Severity
from petition_desk.exchange.column_guess import guess_columns
from petition_desk.exchange.problems import Problem
from petition_desk.ui.models.import_columns import NOT_READ, SheetColumns, field_options
from petition_desk.ui.models.problem_groups import ALL, ERRORS, OTHERS, groups_of, of_group

SAMPLE = Path(__file__).parents[1] / "data" / "信访台账_2025年_手工.xlsx"


def columns() -> SheetColumns:
    return SheetColumns(guess_columns(SAMPLE)[0])


def header_of(sheet: SheetColumns, field: str) -> str:
    return next(header for header, name in sheet.choice.fields.items() if name == field)


def problem(reason: str, severity: Severity = Severity.WARNING) -> Problem:
    return Problem("来访", 3, "列", "值", reason, severity)


def test_a_fact_told_by_a_second_column_is_no_longer_read_from_the_first() -> None:
    sheet = columns()
    name = header_of(sheet, "petitioner.name")
    other = next(h for h, field in sheet.choice.fields.items() if field and h != name)
    assert sheet.set_field(other, "petitioner.name") == name
    assert sheet.field(name) == ""
    assert sheet.field(other) == "petitioner.name"
    assert sheet.set_field(other, "petitioner.name") == ""


def test_what_no_column_tells_is_named_until_one_does() -> None:
    sheet = columns()
    name = header_of(sheet, "petitioner.name")
    assert sheet.missing == ()
    sheet.set_field(name, "")
    assert sheet.missing == ("姓名",)
    sheet.set_field(name, "petitioner.name")
    assert sheet.missing == ()


def test_a_sheet_of_which_nothing_is_read_lacks_nothing() -> None:
    sheet = columns()
    for header in sheet.choice.fields:
        sheet.set_field(header, "")
    assert not sheet.is_used
    assert sheet.missing == ()


def test_a_column_can_always_be_left_out() -> None:
    assert field_options("petitioner.name")[0] == ("", NOT_READ)


def test_problems_stand_by_what_is_wrong_whatever_the_row_says() -> None:
    problems = [
        problem("不在词表中（来访、来信），按空白处理"),
        problem("不在词表中（甲、乙），按空白处理"),
        problem("晚于今天（2026-11-20），已经发生的事不能在将来", Severity.ERROR),
        problem("与第 3 行完全相同，只导入一次"),
        problem("与第 12 行完全相同，只导入一次"),
    ]
    groups = {group.word: group.count for group in groups_of(problems)}
    assert groups == {"全部": 5, "不导入": 1, "不在词表中": 2, "与别的行完全相同": 2, "晚于今天": 1}
    assert of_group(problems, ERRORS) == (problems[2],)
    assert of_group(problems, "kind:不在词表中") == tuple(problems[:2])
    assert of_group(problems, ALL) == tuple(problems)


def test_rare_kinds_stand_together_and_every_problem_is_in_one_kind() -> None:
    problems = [problem(f"{word}不对，按空白处理") for word in "甲乙丙丁戊己" for _ in range(2)]
    groups = groups_of(problems)
    assert [group.word for group in groups][-1] == "其他"
    kinds = [group for group in groups if group.id.startswith("kind:") or group.id == OTHERS]
    found = [each for group in kinds for each in of_group(problems, group.id)]
    assert sorted(map(id, found)) == sorted(map(id, problems))
