"""Invented workbooks: whatever their layout and spelling, what is known comes out, no more."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from petition_desk.errors import InputError
from petition_desk.exchange.cells import CellValue, plain_text
from petition_desk.exchange.import_case import imported_case, imported_steps
from petition_desk.exchange.import_sheet import ImportedRow, ImportReading, read_import
from petition_desk.exchange.mapping import hand_kept_format
from tests.exchange.books import TODAY
from tests.exchange.cell_values import CELLS

NOW = datetime.fromisoformat("2026-11-20T01:00:00+00:00")
YEAR = 2025
Table = list[list[CellValue]]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("invented")


# What is known, in every spelling


@dataclass(frozen=True)
class Known:
    """The facts of one row, and how many people its count says."""

    name: str
    received_on: date
    accepted_after: int | None
    closed_after: int | None
    people: int
    content: str
    answer_no: str

    def day(self, after: int | None) -> date | None:
        return None if after is None else self.received_on + timedelta(days=after)


NAMES = st.sampled_from(["王伟", "欧阳静", "陈䶮", "单翠花", "仇军", "尉迟建国", "覃喆"])
KNOWN = st.builds(
    Known,
    NAMES,
    st.dates(date(YEAR, 1, 1), date(YEAR, 12, 31)),
    st.none() | st.integers(0, 20),
    st.none() | st.integers(20, 120),
    st.integers(1, 40),
    st.sampled_from(["反映出警慢", "=1+1 一案未立", "不服处罚决定，要求撤销"]),
    st.sampled_from(["某公信复〔2025〕5号", "@答复-7"]),
)
HEADS = {
    "row_label": ("序号", "编 号"),
    "received_on": ("登记日期", "收件时间", "来访日期：", "信 访\n日期"),
    "petitioner.name": ("姓名", "信访人", "上访人姓名*", "信访人基本情况/姓 名"),
    "people_count": ("人数", "信访人数（人）"),
    "content": ("主要内容", "反映问题", "反映事项/主要内容"),
    "accepted_on": ("受理日期", "办理情况/受理时间"),
    "closed_on": ("办结日期", "办理情况/结案时间"),
    "answer_no": ("答复文号", "办理情况/文号"),
}
SPREADS = st.sampled_from(["", " ", "  "])
NOT_DONE = st.sampled_from([None, "", "—", "正在办理", " 办理中"])


@st.composite
def spelled_days(draw: st.DrawFn, day: date, *, is_year_sure: bool) -> CellValue:
    """Write a day one of the ways an office does."""
    ways: list[CellValue] = [
        day,
        f"{day.year}.{day.month}.{day.day}",
        f"{day:%Y%m%d}",
        int(f"{day:%Y%m%d}"),
        f"{day.year}年{day.month}月{day.day}日",
        f"{day:%Y/%m/%d}",
        f" {day:%Y-%m-%d} ",
        (day - date(1899, 12, 30)).days,
    ]
    if is_year_sure:
        ways.append(f"{day.month}月{day.day}日")
    return draw(st.sampled_from(ways))


@st.composite
def spelled_rows(draw: st.DrawFn, number: int, known: Known) -> dict[str, CellValue]:
    """Write the facts of a row."""
    spread = draw(SPREADS) if len(known.name) == 2 else ""
    joint = draw(st.sampled_from(["", "等", "等人", f"等{known.people}人"]))
    name = spread.join(known.name) + (joint if known.people > 1 else "")

    def told(after: int | None) -> CellValue:
        day = known.day(after)
        if day is None:
            return draw(NOT_DONE)
        return draw(spelled_days(day, is_year_sure=True))

    return {
        "row_label": number,
        "received_on": draw(spelled_days(known.received_on, is_year_sure=True)),
        "petitioner.name": name,
        "people_count": draw(st.sampled_from([known.people, f"{known.people}人"])),
        "content": known.content,
        "accepted_on": told(known.accepted_after),
        "closed_on": told(known.closed_after),
        "answer_no": known.answer_no if known.closed_after is not None else None,
    }


@st.composite
def ledgers(draw: st.DrawFn) -> tuple[Table, list[Known]]:
    """Lay out a table: titles, one or two header rows, blank, repeated-header and total rows."""
    known = draw(st.lists(KNOWN, min_size=1, max_size=4))
    fields = draw(st.permutations(list(HEADS)))
    heads = [draw(st.sampled_from(HEADS[field])) for field in fields]
    top, below = header_rows(heads)
    is_pair = any("/" in head for head in heads)
    table: Table = [[f"某某县公安局{YEAR}年信访台账"]]
    table += draw(st.sampled_from([[], [["填报单位：信访接待室"]], [[None]]]))
    table += [top, below] if is_pair else [top]
    for number, facts in enumerate(known, 1):
        cells = draw(spelled_rows(number, facts))
        table += draw(st.sampled_from([[], [[None]], [below if is_pair else top]]))
        table.append([cells[field] for field in fields])
    total: list[CellValue] = [None] * len(fields)
    total[0] = "合计"
    table += draw(st.sampled_from([[], [total], [["填表人：王某"]]]))
    return table, known


def header_rows(heads: Sequence[str]) -> tuple[list[CellValue], list[CellValue]]:
    """Return the two rows of a head; a group stands over the first of its columns alone."""
    top: list[CellValue] = []
    below: list[CellValue] = []
    before = ""
    for head in heads:
        group, _, name = head.rpartition("/")
        top.append((None if group == before else group) if group else name)
        below.append(name if group else None)
        before = group
    return top, below


def write(folder: Path, table: Table, name: str) -> Path:
    """Write a table as a workbook or, by its name, as text."""
    path = folder / name
    if path.suffix == ".csv":
        with path.open("w", encoding="gb18030", newline="") as stream:
            csv.writer(stream).writerows([plain_text(cell) for cell in row] for row in table)
        return path
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = path.stem
    for number, row in enumerate(table, 1):
        for column, cell in enumerate(row, 1):
            place = sheet.cell(number, column)
            place.value = cell if not isinstance(cell, str) else None
            if isinstance(cell, str) and cell:
                place.value = cell
                place.data_type = "s"
    book.save(path)
    return path


def read(path: Path) -> ImportReading | None:
    return read_import(path, today=TODAY)


@settings(max_examples=30)
@given(ledgers(), st.sampled_from(["来访.xlsx", "来信.csv"]))
def test_what_is_known_comes_out_of_every_layout_and_spelling(
    folder: Path, made: tuple[Table, list[Known]], name: str
) -> None:
    table, known = made
    reading = read(write(folder, table, name))
    assert reading is not None
    assert reading.rejected == ()
    for row, facts in zip(reading.rows, known, strict=True):
        assert row.values["petitioner.name"] == facts.name
        assert row.values["received_on"] == facts.received_on
        assert row.values["people_count"] == facts.people
        assert row.values["content"] == facts.content
        days = {step.kind: step.on for step in row.steps}
        assert days.get("accepted") == facts.day(facts.accepted_after)
        assert days.get("closed") == days.get("issued") == facts.day(facts.closed_after)
        numbers = [step.values["number"] for step in row.steps if step.kind == "issued"]
        assert numbers == ([facts.answer_no] if facts.closed_after is not None else [])


# What is not known: anything at all in the cells

SPELLINGS = [name for rule in hand_kept_format().columns for name in (rule.header, *rule.aliases)]
ANYTHING = CELLS.map(lambda cell: fit_for_a_sheet(cell))


def fit_for_a_sheet(cell: CellValue) -> CellValue:
    """Return a value a workbook can hold; what the library refuses goes in as its text."""
    if isinstance(cell, str):
        text = ILLEGAL_CHARACTERS_RE.sub("", cell)
        return "".join(c for c in text if not unicodedata.category(c).startswith("C"))
    if isinstance(cell, (int, float)) and not abs(cell) < 1e15:
        return str(cell)  # a sheet keeps fifteen figures; what becomes of more is tested elsewhere
    if isinstance(cell, (datetime, date)) and cell.year < 1900:
        return str(cell)
    if isinstance(cell, float):
        return round(cell, 3)
    if isinstance(cell, datetime):
        return cell.replace(microsecond=0)
    return str(cell) if isinstance(cell, (timedelta, time)) else cell


@st.composite
def jumbles(draw: st.DrawFn) -> Table:
    """Lay out a table in which columns have names and everything else is chance."""
    heads = draw(st.lists(st.sampled_from(SPELLINGS), min_size=1, max_size=8))
    heads += draw(st.permutations(["姓名", "登记日期", "主要内容"]))
    table: Table = draw(st.lists(st.lists(ANYTHING, max_size=3), max_size=3))
    table.append(list(heads))
    width = len(heads)
    rows = draw(st.lists(st.lists(ANYTHING, min_size=width, max_size=width), max_size=4))
    for row in rows:
        if draw(st.booleans()):  # give half of them a chance to come in
            row[heads.index("姓名")] = draw(NAMES)
            row[heads.index("登记日期")] = draw(
                spelled_days(draw(st.dates(date(2020, 1, 1), TODAY)), is_year_sure=False)
            )
    return [*table, *rows]


def squashed(value: object) -> str:
    """Return a text without blanks and punctuation, for finding one thing within another."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", str(value))).upper()


def is_told(value: object, cells: Sequence[CellValue]) -> bool:
    """Return whether some cell of a row says a value."""
    if isinstance(value, tuple):
        return all(is_told(each, cells) for each in value)
    if isinstance(value, date):
        return any(tells_day(value, cell) for cell in cells)
    if isinstance(value, int):
        figures = "".join(squashed(plain_text(cell)) for cell in cells)
        return str(value) in figures or re.search("[一二三四五六七八九十两]", figures) is not None
    wanted = squashed(value)
    return any(wanted in squashed(plain_text(cell)) for cell in cells)


def tells_day(day: date, cell: CellValue) -> bool:
    if isinstance(cell, (datetime, date)):
        return (cell.year, cell.month, cell.day) == (day.year, day.month, day.day)
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        serial = (day - date(1899, 12, 30)).days
        return serial <= cell < serial + 1 or cell == int(f"{day:%Y%m%d}")
    figures = re.findall(r"\d+", unicodedata.normalize("NFKC", plain_text(cell)))
    joined = "".join(f"{int(figure):02}" for figure in figures)
    serial_text = str((day - date(1899, 12, 30)).days)
    return f"{day:%m%d}" in joined or serial_text in joined


#: Facts that follow from others, or that the sheet as a whole tells.
DERIVED = {"channel", "source", "matter_kind", "is_joint", "is_anonymous", "remark", "summary"}


@settings(max_examples=80)
@given(jumbles(), st.sampled_from(["乱.xlsx", "乱.csv"]))
def test_chance_makes_no_fault_and_no_value_nobody_wrote(
    folder: Path, table: Table, name: str
) -> None:
    path = write(folder, table, name)
    try:
        reading = read(path)
    except InputError:
        return
    assert reading is not None
    for row in reading.rows:
        cells = table[row.row_number - 1]
        for key, value in row.values.items():
            if key not in DERIVED:
                assert is_told(value, cells), (key, value, cells)
        for step in row.steps:
            assert is_told(step.on, cells)
        assert_registrable(row)


def assert_registrable(row: ImportedRow) -> None:
    """An accepted row with a name makes a case and steps without a fault."""
    if row.is_rejected or row.needs_known_case:
        return
    case = imported_case(row, local_no="XF2025-0001", registered_at=NOW)
    assert case.received_on <= TODAY
    assert case.summary
    assert all(step.on <= TODAY for step in imported_steps(row, recorded_at=NOW, by="王警官"))
