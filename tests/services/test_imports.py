"""Importing the official export: new, unchanged, changed, rejected; all of it or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from petition_desk.domain.case import Case
from petition_desk.domain.ledger import LedgerFilter, LedgerSort
from petition_desk.domain.vocabulary import CaseState, ClockState
from petition_desk.errors import InputError
from petition_desk.services import casework, imports, intake, ledger
from petition_desk.services.desk import Desk
from petition_desk.services.imports import ImportReport, check_import, run_import
from petition_desk.services.today import today_page
from petition_desk.storage.journal import entries
from petition_desk.storage.unit_of_work import UnitOfWork
from tests.desks import registration
from tests.package_source import ROOT

SAMPLE = ROOT / "tests" / "data" / "公安信访系统导出_2026年1-10月.xlsx"
HEADERS = (
    "信访件编号", "姓名", "身份证号", "手机号码", "住址", "信访内容", "信访形式", "信访日期",
    "信访人数", "信访诉求", "办结状态", "办结时间", "信访事项编号", "信访目的(登记单位)",
    "异常动态",
)  # fmt: skip
ROW = (
    "G001", "欧阳䶮", "11010519491231002X", "13812345678", "某某县城关镇1号", "反映出警慢。",
    "来访", date(2026, 3, 2), 1, "说明原因", "未办结", None, "SX001", "申诉", "缠访",
)  # fmt: skip


def workbook(path: Path, *rows: Sequence[object]) -> Path:
    """Write an export of these rows."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (HEADERS, *rows):
        sheet.append(list(row))
    book.save(path)
    return path


def changed(row: Sequence[object], **cells: object) -> tuple[object, ...]:
    """Return a row with some cells replaced; the keywords are the headers."""
    by_header = dict(zip(HEADERS, row, strict=True))
    return tuple({**by_header, **cells}.values())


def imported(desk: Desk, path: Path) -> ImportReport:
    report = run_import(desk, path)
    assert report is not None
    return report


def counts(report: ImportReport) -> tuple[int, int, int, int, int]:
    """Return rows, new, unchanged, changed, rejected."""
    return report.rows, report.new, report.unchanged, report.changed, report.rejected


def case(desk: Desk, number: str = "XF2026-0001") -> Case:
    return casework.show(desk, number).case


def test_the_sample_comes_in_whole_and_a_second_run_changes_nothing(desk: Desk) -> None:
    first = imported(desk, SAMPLE)
    assert counts(first) == (260, 260, 0, 0, 0)
    assert first.skipped_columns == ("异常动态",)
    assert {problem.severity.value for problem in first.problems} == {"warning"}
    with desk.reading() as work:
        before = len(entries(work._connection))
    second = imported(desk, SAMPLE)
    assert counts(second) == (260, 0, 260, 0, 0)
    with desk.reading() as work:
        told = entries(work._connection)[before:]
    assert [entry.action for entry in told] == ["import.done"]


def test_a_dry_run_says_the_same_and_writes_nothing(desk: Desk) -> None:
    report = check_import(desk, SAMPLE)
    assert report is not None
    assert counts(report) == (260, 260, 0, 0, 0)
    assert ledger.view_counts(desk)["all"] == 0
    imported(desk, SAMPLE)
    again = check_import(desk, SAMPLE)
    assert again is not None
    assert counts(again) == (260, 0, 260, 0, 0)


def test_imported_cases_have_no_late_clocks_of_a_time_before(desk: Desk) -> None:
    imported(desk, SAMPLE)
    assert today_page(desk).overdue_count == 0
    states = {clock.state for clock in casework.show(desk, "XF2026-0001").standing.clocks}
    assert ClockState.OVERDUE not in states


def test_numbers_follow_the_day_of_receipt(desk: Desk, tmp_path: Path) -> None:
    late = changed(ROW, 信访件编号="G002", 信访事项编号="SX002", 信访日期=date(2026, 2, 1))
    old = changed(ROW, 信访件编号="G003", 信访事项编号="SX003", 信访日期=date(2025, 12, 31))
    imported(desk, workbook(tmp_path / "a.xlsx", ROW, late, old))
    assert case(desk).official_letter_no == "G002"
    assert case(desk, "XF2025-0001").official_letter_no == "G003"


def test_a_closed_row_brings_its_closing_marked_imported(desk: Desk, tmp_path: Path) -> None:
    row = changed(ROW, 办结状态="已办结", 办结时间=date(2026, 4, 1))
    imported(desk, workbook(tmp_path / "a.xlsx", row))
    view = casework.show(desk, "XF2026-0001")
    (step,) = view.steps
    assert (step.kind, step.on, step.is_imported) == ("closed", date(2026, 4, 1), True)
    assert view.standing.state is CaseState.CLOSED


def test_what_the_file_says_anew_is_taken_and_the_old_stands_in_the_journal(
    desk: Desk, tmp_path: Path
) -> None:
    imported(desk, workbook(tmp_path / "a.xlsx", ROW))
    newer = changed(ROW, 手机号码="13800001111", 办结状态="已办结", 办结时间=date(2026, 4, 1))
    report = imported(desk, workbook(tmp_path / "b.xlsx", newer))
    assert counts(report) == (1, 0, 0, 1, 0)
    assert case(desk).petitioners[0].mobile == "13800001111"
    assert [step.kind for step in casework.show(desk, "XF2026-0001").steps] == ["closed"]
    with desk.reading() as work:
        change = next(e for e in entries(work._connection) if e.action == "case.changed")
    assert "13812345678" in repr(change.before)
    assert counts(imported(desk, tmp_path / "b.xlsx")) == (1, 0, 1, 0, 0)


def test_blank_and_masked_cells_say_nothing(desk: Desk, tmp_path: Path) -> None:
    imported(desk, workbook(tmp_path / "a.xlsx", ROW))
    before = case(desk)
    masked = changed(ROW, 姓名="欧**", 身份证号="110105********002X", 手机号码="138****5678")
    blank = changed(masked, 住址=None, 信访诉求=None, 信访人数=None)
    assert counts(imported(desk, workbook(tmp_path / "b.xlsx", blank))) == (1, 0, 1, 0, 0)
    assert case(desk) == before


def test_a_text_covered_in_part_replaces_nothing(desk: Desk, tmp_path: Path) -> None:
    imported(desk, workbook(tmp_path / "a.xlsx", ROW))
    before = case(desk)
    partly = changed(ROW, 信访内容="反映人电话138****5678，出警慢。")
    assert counts(imported(desk, workbook(tmp_path / "b.xlsx", partly))) == (1, 0, 1, 0, 0)
    assert case(desk) == before


def test_a_masked_name_nobody_knows_is_rejected_and_the_others_come_in(
    desk: Desk, tmp_path: Path
) -> None:
    stranger = changed(ROW, 信访件编号="G009", 姓名="张**", 信访事项编号="SX009")
    path = workbook(tmp_path / "a.xlsx", stranger, ROW)
    report = imported(desk, path)
    assert counts(report) == (2, 1, 0, 0, 1)
    assert any(p.row == 2 and "遮盖" in p.reason for p in report.problems)


def test_what_was_corrected_by_a_step_is_not_undone(desk: Desk, tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", ROW)
    imported(desk, path)
    values = {"field": "收到日期", "value": "2026-03-01", "reason": "登记有误"}
    casework.record_step(desk, "XF2026-0001", "corrected", values)
    assert counts(imported(desk, path)) == (1, 0, 1, 0, 0)
    assert case(desk).received_on == date(2026, 3, 1)


def test_a_decided_demand_keeps_its_words_and_number(desk: Desk, tmp_path: Path) -> None:
    imported(desk, workbook(tmp_path / "a.xlsx", ROW))
    casework.update_facts(
        desk, "XF2026-0001", {"demands": [{"text": "说明原因", "pathway": "31-6"}]}
    )
    other = workbook(tmp_path / "b.xlsx", changed(ROW, 信访诉求="另一种说法"))
    assert counts(imported(desk, other)) == (1, 0, 1, 0, 0)
    assert case(desk).demands[0].text == "说明原因"


def test_a_case_registered_by_hand_is_found_by_its_official_number_and_only_filled(
    desk: Desk, tmp_path: Path
) -> None:
    raw = registration(official_letter_no="G001", summary="窗口登记的", received_on="2026-03-01")
    raw["petitioned_on"] = "2026-03-01"
    raw["petitioners"] = [{"name": "欧阳䶮"}]
    intake.register(desk, raw)
    path = workbook(tmp_path / "a.xlsx", ROW)
    assert counts(imported(desk, path)) == (1, 0, 0, 1, 0)
    now = case(desk)
    assert (now.summary, now.received_on) == ("窗口登记的", date(2026, 3, 1))
    assert now.petitioners[0].mobile == "13812345678"
    assert now.official_matter_no == "SX001"
    assert counts(imported(desk, path)) == (1, 0, 1, 0, 0)


def test_pieces_of_one_matter_are_linked_to_the_first_and_not_merged(
    desk: Desk, tmp_path: Path
) -> None:
    second = changed(ROW, 信访件编号="G002", 信访日期=date(2026, 5, 1))
    imported(desk, workbook(tmp_path / "a.xlsx", second, ROW))
    assert [case(desk, f"XF2026-000{n}").repeat_of for n in (1, 2)] == ["", "XF2026-0001"]
    third = changed(ROW, 信访件编号="G003", 信访日期=date(2026, 6, 1))
    imported(desk, workbook(tmp_path / "b.xlsx", third))
    assert case(desk, "XF2026-0003").repeat_of == "XF2026-0001"


def test_many_known_cases_are_asked_for_one_by_one_with_the_same_answer(
    desk: Desk, tmp_path: Path
) -> None:
    imported(desk, SAMPLE)
    raw = registration(official_letter_no="G001", official_matter_no="SX001")
    number = intake.register(desk, raw | {"received_on": "2026-01-01"}).local_no
    again = changed(ROW, 信访件编号="G777")
    assert counts(imported(desk, workbook(tmp_path / "a.xlsx", ROW, again))) == (2, 1, 0, 1, 0)
    ids = ledger.matching_ids(desk, LedgerFilter(text="G777"), LedgerSort())
    (row,) = ledger.rows_for(desk, ids)
    assert case(desk, row.local_no).repeat_of == number


def test_good_rows_come_in_and_bad_ones_are_named_and_written_back(
    desk: Desk, tmp_path: Path
) -> None:
    bad = changed(ROW, 信访件编号="G002", 信访日期="2027-13-01", 信访人数="若干")
    path = workbook(tmp_path / "a.xlsx", ROW, bad)
    errors = tmp_path / "errors.xlsx"
    report = run_import(desk, path, errors=errors)
    assert report is not None
    assert counts(report) == (2, 1, 0, 0, 1)
    named = {(p.row, p.column) for p in report.problems if p.severity.value == "error"}
    assert named == {(3, "信访日期"), (3, "信访人数")}
    sheet = openpyxl.load_workbook(errors).worksheets[0]
    assert sheet.max_row == 2
    assert "缠访" not in repr(list(sheet.iter_rows(values_only=True)))


def test_the_same_row_twice_is_one_case(desk: Desk, tmp_path: Path) -> None:
    report = imported(desk, workbook(tmp_path / "a.xlsx", ROW, ROW))
    assert counts(report) == (2, 1, 1, 0, 0)


def test_cancelled_while_reading_or_writing_nothing_was_changed(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imports, "BATCH", 100)
    seen: list[tuple[int, int]] = []
    asked: list[int] = []

    def is_cancelled() -> bool:
        asked.append(len(seen))
        return len(asked) == 3  # once while reading, then after the second batch

    report = run_import(
        desk, SAMPLE, cancelled=is_cancelled, progress=lambda *told: seen.append(told)
    )
    assert report is None
    assert seen[-1] == (200, 260)
    assert run_import(desk, SAMPLE, cancelled=lambda: True) is None
    assert ledger.view_counts(desk)["all"] == 0
    number = intake.register(desk, registration()).local_no
    assert number == "XF2026-0001", "no number was used up"


def test_a_fault_in_the_middle_leaves_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(self: UnitOfWork) -> None:
        raise InputError("磁盘", "满了")

    with monkeypatch.context() as patched:
        patched.setattr(UnitOfWork, "commit", fail)
        with pytest.raises(InputError):
            run_import(desk, SAMPLE)
    assert ledger.view_counts(desk)["all"] == 0


def test_a_file_that_is_no_workbook_is_a_fault_of_the_input(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_text("not a workbook", encoding="utf-8")
    with pytest.raises(InputError, match=r"a\.xlsx"):
        run_import(desk, path)


def test_the_report_reads_as_the_command_line_prints_it(desk: Desk, tmp_path: Path) -> None:
    bad = changed(ROW, 信访人数=0)
    report = imported(desk, workbook(tmp_path / "a.xlsx", bad)).as_json()
    assert list(report) == [
        "rows", "new", "unchanged", "changed", "rejected", "skipped_columns", "problems"
    ]  # fmt: skip
    (problem,) = [p for p in report["problems"] if p["severity"] == "error"]
    assert problem == {
        "sheet": "Sheet",
        "row": 2,
        "column": "信访人数",
        "value": "0",
        "reason": "人数是 0，至少应为 1",
        "severity": "error",
    }
