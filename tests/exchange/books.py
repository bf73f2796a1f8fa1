"""Workbooks made for a test, as an office or its system would make them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

from openpyxl import Workbook

from petition_desk.exchange.cells import Severity
from petition_desk.exchange.import_sheet import ImportReading, read_import
from petition_desk.exchange.problems import Problem

SAMPLE = Path(__file__).parents[1] / "data" / "公安信访系统导出_2026年1-10月.xlsx"
HAND_KEPT = Path(__file__).parents[1] / "data" / "信访台账_2025年_手工.xlsx"
TODAY = date(2026, 11, 20)

HEADERS = (
    "信访件编号",
    "姓名",
    "身份证号",
    "手机号码",
    "住址",
    "信访内容",
    "登记时间",
    "限办时间",
    "信访件状态",
    "信访形式",
    "信访日期",
    "问题发生地",
    "异常动态",
    "问题发生日期",
    "信访人数",
    "信访诉求",
    "公安业务分类",
    "登记单位",
    "档案编号",
    "转往处",
    "办理方式",
    "具体承办单位",
    "办结状态",
    "责任部门",
    "办结时间",
    "信访事项编号",
    "警种名称",
    "信访目的(登记单位)",
)

GOOD_ROW: Mapping[str, object] = {
    "信访件编号": "G4509260000071",
    "姓名": "仇敏",
    "身份证号": "11010519491231002X",
    "手机号码": "13682185973",
    "住址": "某某县东门街道李家湾7组107号",
    "信访内容": "信访人反映其电信诈骗被骗56000元案件长期未破。",
    "登记时间": "2026-01-02 10:31:12",
    "限办时间": "2026-03-03",
    "信访件状态": "已登记",
    "信访形式": "来访",
    "信访日期": datetime(2026, 1, 2),  # noqa: DTZ001 - a sheet's days have no zone
    "问题发生地": "东门街道李家湾",
    "问题发生日期": datetime(2025, 3, 20),  # noqa: DTZ001
    "信访人数": 2,
    "信访诉求": "请求加快侦办、追赃挽损",
    "公安业务分类": "求助类/案件求助/加快案件办理",
    "登记单位": "某某县公安局",
    "办理方式": "交办",
    "具体承办单位": "青山派出所",
    "办结状态": "未办结",
    "责任部门": "青山派出所",
    "信访事项编号": "SX26000071",
    "警种名称": "刑侦",
    "信访目的(登记单位)": "求决",
}


def row_with(**changes: object) -> dict[str, object]:
    """Return the good row with some of its cells changed; None empties one."""
    return {**GOOD_ROW, **changes}


def write_book(path: Path, *sheets: tuple[str, Sequence[Sequence[object]]]) -> Path:
    """Write plain rows to the sheets of a workbook."""
    book = Workbook()
    first = book.active
    assert first is not None
    book.remove(first)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    book.save(path)
    book.close()
    return path


def write_export(path: Path, *rows: Mapping[str, object], headers: Sequence[str] = HEADERS) -> Path:
    """Write rows as the official system exports them."""
    table = [headers, *([row.get(header) for header in headers] for row in rows)]
    return write_book(path, ("信访件列表", table))


def read_rows(folder: Path, *rows: Mapping[str, object], year: int | None = None) -> ImportReading:
    """Write rows as an export and read it."""
    reading = read_import(write_export(folder / "导出.xlsx", *rows), today=TODAY, year=year)
    assert reading is not None
    return reading


def faults(problems: tuple[Problem, ...]) -> list[tuple[str, str, Severity]]:
    """Return column, reason and weight of problems."""
    return [(problem.column, problem.reason, problem.severity) for problem in problems]
