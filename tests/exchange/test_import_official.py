"""The official export, all 260 rows, cell by cell, against a second reader and plain rules."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from functools import cache

import pytest
from openpyxl import load_workbook

from petition_desk.domain.case import OfficialRecord, Petitioner
from petition_desk.domain.identity import check_id
from petition_desk.domain.vocabulary import Channel, MatterKind
from petition_desk.exchange.case_row import ImportedStep
from petition_desk.exchange.cells import Severity
from petition_desk.exchange.import_case import imported_case, imported_steps
from petition_desk.exchange.import_sheet import ImportReading, read_import
from tests.exchange.books import SAMPLE, TODAY

CHANNELS = {
    "来访": Channel.VISIT,
    "来信": Channel.LETTER,
    "网上信访": Channel.ONLINE,
    "电话信访": Channel.CALL,
}
KINDS = {
    "求决": MatterKind.CLAIM,
    "申诉": MatterKind.CLAIM,
    "意见建议": MatterKind.SUGGESTION,
    "检举控告": MatterKind.ACCUSATION,
    "咨询": MatterKind.INQUIRY,
}
NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


@cache
def reading() -> ImportReading:
    read = read_import(SAMPLE, today=TODAY)
    assert read is not None
    return read


@cache
def source() -> list[dict[str, object]]:
    rows = load_workbook(SAMPLE)["信访件列表"].iter_rows(values_only=True)
    header = next(rows)
    return [dict(zip(map(str, header), row, strict=True)) for row in rows]


def day(value: object) -> date:
    if isinstance(value, str):
        return date.fromisoformat(value[:10])
    assert isinstance(value, datetime)
    return value.date()


def expected_values(raw: dict[str, object]) -> dict[str, object]:
    local = datetime.fromisoformat(str(raw["登记时间"]))
    values = {
        "official_letter_no": raw["信访件编号"],
        "petitioner.name": raw["姓名"],
        "petitioner.id_number": raw["身份证号"],
        "petitioner.mobile": raw["手机号码"],
        "petitioner.address": raw["住址"],
        "content": raw["信访内容"],
        "summary": str(raw["信访内容"])[:100],
        "official.registered_at": (local - timedelta(hours=8)).replace(tzinfo=UTC),
        "official.due_on": day(raw["限办时间"]),
        "official.status": raw["信访件状态"],
        "channel": CHANNELS[str(raw["信访形式"])],
        "petitioned_on": day(raw["信访日期"]),
        "received_on": day(raw["信访日期"]),
        "problem_place": raw["问题发生地"],
        "problem_on": day(raw["问题发生日期"]),
        "people_count": raw["信访人数"],
        "demands": (raw["信访诉求"],),
        "category": raw["公安业务分类"],
        "official.registering_unit": raw["登记单位"],
        "official.archive_no": raw["档案编号"],
        "official.forwarded_to": raw["转往处"],
        "official.handling_way": raw["办理方式"],
        "handling_unit": raw["具体承办单位"],
        "official.closing_status": raw["办结状态"],
        "official.responsible_unit": raw["责任部门"],
        "official_matter_no": raw["信访事项编号"],
        "official.police_branch": raw["警种名称"],
        "purpose": raw["信访目的(登记单位)"],
        "matter_kind": KINDS[str(raw["信访目的(登记单位)"])],
    }
    return {key: value for key, value in values.items() if value is not None}


def test_every_cell_of_every_row_arrives_under_its_name() -> None:
    assert len(reading().rows) == len(source()) == 260
    for number, (row, raw) in enumerate(zip(reading().rows, source(), strict=True), 2):
        assert dict(row.values) == expected_values(raw), number
        assert (row.sheet, row.row_number) == ("信访件列表", number)
        assert row.key == f"letter:{raw['信访件编号']}"
        assert row.masked == frozenset()


def test_every_row_comes_in_and_the_column_about_persons_does_not() -> None:
    assert len(reading().accepted) == 260
    assert reading().rejected == ()
    assert reading().skipped_columns == ("异常动态",)
    assert reading().unknown_columns == ()
    assert not [key for row in reading().rows for key in row.values if "动态" in key]


def test_a_closing_time_becomes_a_step_and_its_absence_none() -> None:
    for row, raw in zip(reading().rows, source(), strict=True):
        closed = raw["办结时间"]
        if closed is None:
            assert row.steps == ()
        else:
            step = ImportedStep("closed", day(closed), {"how": "已办结"}, "导入自“办结时间”")
            assert row.steps == (step,)
    assert sum(len(row.steps) for row in reading().rows) == 123


def test_the_only_problems_are_wrong_id_numbers_and_they_are_warnings() -> None:
    wrong = [
        (number, raw["身份证号"])
        for number, raw in enumerate(source(), 2)
        if check_id(str(raw["身份证号"])).warnings
    ]
    assert len(wrong) == 6
    found = [(problem.row, problem.column) for problem in reading().problems]
    assert found == [(number, "身份证号") for number, _ in wrong]
    for problem, (_, id_number) in zip(reading().problems, wrong, strict=True):
        assert problem.severity is Severity.WARNING
        assert problem.reason.startswith("校验码不对，应为")
        assert problem.value == str(id_number)[:6] + "************"
        assert problem.sheet == "信访件列表"


def test_pieces_of_one_matter_are_linked_to_the_first_and_never_merged() -> None:
    matters = Counter(raw["信访事项编号"] for raw in source())
    twice = {matter for matter, count in matters.items() if count > 1}
    assert len(twice) == 15
    repeats = [row for row in reading().rows if row.repeat_of]
    assert {row.values["official_matter_no"] for row in repeats} == twice
    by_key = {row.key: row for row in reading().rows}
    for row in repeats:
        first = by_key[row.repeat_of]
        assert first.repeat_of == ""
        assert first.values["official_matter_no"] == row.values["official_matter_no"]
        assert first.values["received_on"] <= row.values["received_on"]
    assert len(by_key) == 260


def test_received_is_the_day_of_the_petition_also_where_it_was_registered_a_day_later() -> None:
    later = [row for row in source() if day(row["登记时间"]) > day(row["信访日期"])]
    assert len(later) == 64
    assert {day(row["登记时间"]) - day(row["信访日期"]) for row in later} == {timedelta(days=1)}
    # The official deadline counts from 信访日期 in every row, registered later or not.
    assert {day(row["限办时间"]) - day(row["信访日期"]) for row in source()} == {timedelta(days=60)}
    for row in reading().rows:
        assert row.values["received_on"] == row.values["petitioned_on"]


def test_a_row_makes_the_case_the_domain_knows() -> None:
    row = reading().rows[2]
    case = imported_case(row, local_no="XF2026-0003", registered_at=NOW)
    assert case.local_no == "XF2026-0003"
    assert case.import_key == "letter:G4509260000023"
    assert case.is_imported
    assert case.received_on == date(2026, 1, 5)
    assert case.channel is Channel.ONLINE
    assert case.matter_kind is MatterKind.CLAIM
    assert case.purpose == "申诉"
    assert case.people_count == 1
    assert [(demand.number, demand.text) for demand in case.demands] == [(1, "要求依法查处")]
    assert case.petitioners == (
        Petitioner(
            name="徐秀兰",
            id_number="510131196408176737",
            address="某某县河口镇下坪村20组118号",
            mobile="17515799478",
        ),
    )
    assert case.official == OfficialRecord(
        due_on=date(2026, 3, 6),
        status="已办结",
        closing_status="已办结",
        registering_unit="某某县公安局",
        responsible_unit="青山派出所",
        police_branch="治安",
        handling_way="直接办理",
        archive_no="XFDA2026-0023",
    )
    (step,) = imported_steps(row, recorded_at=NOW, by="wang")
    assert (step.kind, step.on, step.is_imported) == ("closed", date(2026, 3, 1), True)
    assert step.headline == "结案：已办结"


def test_every_row_makes_a_case_and_accusations_are_sealed() -> None:
    cases = [
        imported_case(row, local_no=f"XF2026-{number:04}", registered_at=NOW)
        for number, row in enumerate(reading().rows, 1)
    ]
    assert sum(case.is_sealed for case in cases) == 53
    assert all(case.main_petitioner and case.summary and case.demands for case in cases)


def test_reading_twice_says_the_same() -> None:
    assert read_import(SAMPLE, today=TODAY) == reading()


def test_read_before_its_last_rows_happened_those_rows_stay_out() -> None:
    early = read_import(SAMPLE, today=date(2026, 10, 30))
    assert early is not None
    late = [row.row_number for row in early.rejected]
    assert late == [
        number
        for number, raw in enumerate(source(), 2)
        if max(day(raw["登记时间"]), day(raw["信访日期"])) > date(2026, 10, 30)
        or (raw["办结时间"] and day(raw["办结时间"]) > date(2026, 10, 30))
    ]
    assert late
    assert all("晚于今天（2026-10-30）" in p.reason for r in early.rejected for p in r.problems)


@pytest.mark.parametrize("answer_at", [1, 2])
def test_reading_can_be_stopped(answer_at: int) -> None:
    asked: list[bool] = []

    def cancelled() -> bool:
        asked.append(len(asked) + 1 >= answer_at)
        return asked[-1]

    assert (read_import(SAMPLE, today=TODAY, cancelled=cancelled) is None) == (answer_at == 1)


def test_progress_is_told_and_ends_with_all_rows() -> None:
    told: list[tuple[int, int]] = []
    read_import(SAMPLE, today=TODAY, progress=lambda done, total: told.append((done, total)))
    assert told == [(200, 261), (261, 261)]
