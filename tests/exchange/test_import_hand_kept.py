"""The hand-kept ledger of the samples, each cell as another reader sees it and as it comes in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

import pytest
from openpyxl import load_workbook

from petition_desk.domain.vocabulary import Channel
from petition_desk.exchange.cells import Severity
from petition_desk.exchange.import_sheet import ImportedRow, ImportReading, read_import
from petition_desk.exchange.row_steps import ImportedStep
from tests.exchange.books import HAND_KEPT, TODAY

COLUMNS = (
    "序号", "登记日期", "姓名", "身份证号码", "联系电话", "住址", "人数", "主要内容", "诉求",
    "承办单位", "受理日期", "办结日期", "答复文号", "是否重访", "满意度", "备注",
)  # fmt: skip
CHANNELS = {
    "来访": Channel.VISIT,
    "来信": Channel.LETTER,
    "网信": Channel.ONLINE,
    "来电": Channel.CALL,
}
COUNTS = {"来访": 58, "来信": 27, "网信": 64, "来电": 21}


@dataclass(frozen=True)
class Line:
    """One row of the sample as openpyxl gives it, by the names of its columns."""

    sheet: str
    number: int
    cells: Mapping[str, object]

    def text(self, column: str) -> str:
        value = self.cells[column]
        return "" if value is None else str(value)

    def day(self, column: str) -> date | None:
        return written_day(self.cells[column])


def written_day(value: object) -> date | None:
    """Read a day of the sample, all of 2025, without the code under test."""
    if value in (None, "—", "正在办理"):
        return None
    if isinstance(value, datetime):
        return value.date()
    figures = [int(figure) for figure in re.findall(r"\d+", str(value))]
    if len(figures) == 1:
        (packed,) = figures
        return date(packed // 10_000, packed // 100 % 100, packed % 100)
    return date(2025, *figures) if len(figures) == 2 else date(*figures)


def lines() -> Iterator[Line]:
    for sheet in load_workbook(HAND_KEPT):
        for number, row in enumerate(sheet.iter_rows(min_row=5, values_only=True), 5):
            if isinstance(row[0], int):
                yield Line(sheet.title, number, dict(zip(COLUMNS, row, strict=True)))


LINES = tuple(lines())


@pytest.fixture(scope="module")
def reading() -> ImportReading:
    found = read_import(HAND_KEPT, today=TODAY)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def pairs(reading: ImportReading) -> list[tuple[Line, ImportedRow]]:
    return list(zip(LINES, reading.rows, strict=True))


def test_every_row_of_every_sheet_comes_in_and_nothing_else(reading: ImportReading) -> None:
    told = [(line.sheet, line.number) for line in LINES]
    assert [(row.sheet, row.row_number) for row in reading.rows] == told
    assert {name: sum(row.sheet == name for row in reading.rows) for name in COUNTS} == COUNTS
    assert reading.rejected == ()
    assert not any(row.needs_known_case for row in reading.rows)
    assert len({row.key for row in reading.rows}) == len(LINES)
    assert reading.unknown_columns == reading.skipped_columns == ()


def test_who_petitions_is_written_without_blanks_and_others(
    pairs: list[tuple[Line, ImportedRow]],
) -> None:
    for line, row in pairs:
        name, others, _ = line.text("姓名").replace(" ", "").partition("等")
        assert row.values["petitioner.name"] == name
        assert row.values.get("is_joint", False) == bool(others)
        assert "petitioner.others" not in row.values
        assert row.values["people_count"] == int(line.text("人数").removesuffix("人"))


def test_numbers_and_addresses_are_the_cells_own(pairs: list[tuple[Line, ImportedRow]]) -> None:
    for line, row in pairs:
        document = line.cells["身份证号码"]
        expected = document.strip().upper() if isinstance(document, str) else None
        assert row.values.get("petitioner.id_number") == expected
        assert row.values["petitioner.mobile"] == line.text("联系电话").replace("-", "")
        assert "petitioner.telephone" not in row.values
        assert row.values["petitioner.address"] == line.text("住址")


def test_what_it_is_about_and_how_it_came_in(pairs: list[tuple[Line, ImportedRow]]) -> None:
    for line, row in pairs:
        assert row.values["content"] == row.values["summary"] == line.text("主要内容")
        assert row.values["demands"] == (line.text("诉求"),)
        assert row.values["handling_unit"] == line.text("承办单位")
        assert row.values["received_on"] == line.day("登记日期")
        assert row.values["channel"] is CHANNELS[line.sheet]
        is_sent = line.cells["备注"] == "县信访局转"
        assert row.values.get("source") == ("县信访局" if is_sent else None)


def test_remarks_stay_and_say_of_repeats_what_no_field_can(
    pairs: list[tuple[Line, ImportedRow]],
) -> None:
    for line, row in pairs:
        is_repeat = line.cells["是否重访"] == "是"
        assert is_repeat or line.cells["是否重访"] in ("否", "初访")
        told = (line.text("备注"), "重件（初件不详）" if is_repeat else "")
        assert row.values.get("remark", "") == "；".join(filter(None, told))
        assert row.repeat_of == ""


def test_no_value_stands_in_a_row_that_no_cell_tells(
    pairs: list[tuple[Line, ImportedRow]],
) -> None:
    always = {
        "petitioner.name", "petitioner.mobile", "petitioner.address", "people_count", "content",
        "summary", "demands", "handling_unit", "received_on", "channel",
    }  # fmt: skip
    sometimes = {"petitioner.id_number", "is_joint", "remark", "source"}
    for _, row in pairs:
        assert always <= set(row.values) <= always | sometimes


def expected_steps(line: Line) -> tuple[ImportedStep, ...]:
    accepted_on, closed_on = line.day("受理日期"), line.day("办结日期")
    assert accepted_on is not None
    unit = line.text("承办单位")
    steps = [ImportedStep("accepted", accepted_on, {"unit": unit}, "导入自“办理情况/受理日期”")]
    if closed_on is not None:
        values = {"kind": "opinion", "number": line.text("答复文号")}
        steps.append(ImportedStep("issued", closed_on, values, "导入自“办理情况/答复文号”"))
        steps.append(
            ImportedStep("closed", closed_on, {"how": "已办结"}, "导入自“办理情况/办结日期”")
        )
    if line.cells["满意度"]:
        told = {"satisfaction": line.text("满意度")}
        on = closed_on or accepted_on
        steps.append(ImportedStep("follow-up", on, told, "导入自“满意度”"))
    return tuple(steps)


def test_the_old_columns_become_steps_of_their_days(pairs: list[tuple[Line, ImportedRow]]) -> None:
    assert {step.kind for _, row in pairs for step in row.steps} == {
        "accepted", "issued", "closed", "follow-up",
    }  # fmt: skip
    for line, row in pairs:
        assert row.steps == expected_steps(line)


def expected_problems(line: Line) -> Iterator[tuple[str, str]]:
    if isinstance(line.cells["身份证号码"], float):
        reason = "证件号码被表格存成了数字，后几位已丢失，无法恢复，按空白处理，请补填"
        yield "信访人基本情况/身份证号码", reason
    if line.cells["备注"] == "县信访局转":
        yield "备注", "信访来源按备注登记为“县信访局”"
    accepted_on, closed_on = line.day("受理日期"), line.day("办结日期")
    if closed_on is not None and accepted_on is not None and closed_on < accepted_on:
        yield "办理情况/办结日期", f"早于受理日期 {accepted_on}，请核对"
    if closed_on is None and line.cells["备注"] == "已结案":
        yield "备注", "写着已经办结，但没有办结日期，没有结案步骤"
    if closed_on is None and line.cells["满意度"]:
        yield "满意度", f"没有办结日期，也没有回访日期，回访记在 {accepted_on}，请核对"
    if line.cells["是否重访"] == "是":
        yield "是否重访", "是重件，看不出初件是哪一件，没有关联，记入备注"


def test_each_problem_is_named_by_sheet_row_and_column(
    pairs: list[tuple[Line, ImportedRow]],
) -> None:
    for line, row in pairs:
        told = [(problem.column, problem.reason) for problem in row.problems]
        assert told == list(expected_problems(line))
        assert {(p.sheet, p.row) for p in row.problems} <= {(line.sheet, line.number)}
        assert {p.severity for p in row.problems} <= {Severity.WARNING}


def test_lost_id_numbers_are_few_named_and_blank(reading: ImportReading) -> None:
    lost = [p for p in reading.problems if "已丢失" in p.reason]
    assert [(p.sheet, p.row) for p in lost] == [
        ("来访", 7), ("来访", 25), ("网信", 50), ("网信", 66),
    ]  # fmt: skip
    assert all("*" in p.value for p in lost)


def test_what_stands_in_for_a_missing_column_is_said_once_a_sheet(reading: ImportReading) -> None:
    for sheet in COUNTS:
        said = [(p.row, p.column) for p in reading.problems if p.sheet == sheet and p.row == 4]
        assert said == [(4, "登记日期"), (4, "办理情况/答复文号"), (4, "满意度"), (4, "")]
