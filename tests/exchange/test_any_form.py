"""Forms nobody thought of: random heads, merges and totals never crash and never lose a value."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from petition_desk.errors import InputError
from petition_desk.exchange.forms.form import FormFacts, fill_form, read_form

KNOWN = {
    "序号": "row_number", "姓名": "name", "联系电话": "mobile", "信访形式": "channel",
    "主要内容": "content", "人数": "people_count", "收到日期": "received_on", "备注": "remark",
    "异常动态": "", "看法": "",
}  # fmt: skip
SOURCES = frozenset(filter(None, KNOWN.values()))
FACTS = FormFacts("某局", date(2026, 11, 3), date(2026, 10, 1), date(2026, 10, 31))


@st.composite
def blanks(draw: st.DrawFn) -> tuple[bytes, list[str], int, bool]:
    """A blank, its heads from the left, how many rows it has, whether it has a total."""
    heads = draw(st.lists(st.sampled_from(sorted(KNOWN)), min_size=3, max_size=8, unique=True))
    first, is_pair = draw(st.integers(1, 4)), draw(st.booleans())
    rows, has_total = draw(st.integers(0, 4)), draw(st.booleans())
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    if first > 1:
        sheet["A1"] = draw(st.sampled_from(["____年____月台账", "信访台账", "统计期间："]))
        if draw(st.booleans()):
            sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=len(heads))
    head = first + is_pair
    group = draw(st.integers(1, len(heads) - 1)) if is_pair else 0
    for column, name in enumerate(heads, 1):
        letter = get_column_letter(column)
        if is_pair and column > group:
            sheet[f"{letter}{head}"] = name
        else:
            sheet[f"{letter}{first}"] = name
            if is_pair:
                sheet.merge_cells(f"{letter}{first}:{letter}{head}")
    if is_pair:
        sheet.cell(first, group + 1, "信访情况")
        sheet.merge_cells(
            start_row=first, end_row=first, start_column=group + 1, end_column=len(heads)
        )
    for row in range(head + 1, head + rows + 1):
        for column in range(1, len(heads) + 1):
            sheet.cell(row, column).number_format = "@"
    if has_total:
        total = head + rows + 1
        sheet.cell(total, 1, "合计")
        if rows:
            sheet.cell(total, len(heads), f"=COUNTA(A{head + 1}:A{head + rows})")
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue(), heads, head + 1, has_total


TEXTS = st.text(
    st.characters(blacklist_categories=("Cs", "Cc", "Cf", "Co", "Cn")), min_size=1, max_size=12
).map(lambda text: text.strip() or "无")
CASES = st.lists(
    st.fixed_dictionaries(
        {
            "name": TEXTS, "mobile": TEXTS, "channel": TEXTS, "content": TEXTS, "remark": TEXTS,
            "people_count": st.integers(1, 99),
            "received_on": st.dates(date(2020, 1, 1), date(2030, 1, 1)),
        }
    ),
    max_size=9,
)  # fmt: skip


@given(blanks(), CASES)
def test_any_form_is_filled_or_refused_and_what_is_filled_reads_back(
    blank: tuple[bytes, list[str], int, bool], cases: list[dict[str, object]]
) -> None:
    content, heads, first, has_total = blank
    try:
        form = read_form(content, "任意.xlsx")
    except InputError as fault:
        assert "表头" in str(fault)  # noqa: PT017  either outcome is right, neither is a crash
        return
    mapping = form.guess(SOURCES)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.xlsx"
        assert fill_form(form, mapping, cases, path, FACTS)  # type: ignore[arg-type]
        rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
        load_workbook(path)
    by_column = {each.column: mapping.of(each.key) for each in form.layout.columns}
    assert form.layout.first == first
    for number, case in enumerate(cases, 1):
        told = rows[first + number - 2]
        for column, head in enumerate(heads, 1):
            filled = by_column.get(column)
            if filled is None or not filled.sources:
                assert told[column - 1 : column] in ([], [""])
                continue
            assert filled.sources == (KNOWN[head],)
            expected = number if KNOWN[head] == "row_number" else case[KNOWN[head]]
            assert told[column - 1] == expected
    if has_total:
        assert "合计" in [str(row[0]) for row in rows[first - 1 + len(cases) :]]
