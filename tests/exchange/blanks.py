"""Blank forms as offices send them, made with all the furniture a form can have."""

from __future__ import annotations

import io
from pathlib import Path

from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.formatting.rule import CellIsRule, FormulaRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image as Picture

SAMPLE = Path(__file__).parents[1] / "data" / "上报模板_信访事项办理情况台账.xlsx"
HEADS = (
    "序号", "编号", "姓名", "信访形式", "主要内容", "人数", "收到日期", "办结日期", "用时", "备注"
)  # fmt: skip
CHANNELS = '"来访,来信,网上信访,电话信访"'
FIRST, LAST, TOTAL = 6, 9, 10
_THIN = Side(style="thin")
_GRID = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)


def furnished(*, heads: tuple[str, ...] = HEADS) -> bytes:
    """Return a blank with lists, colours, formulas, names, a picture, a chart, a note, a break."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "月报 表"
    _titles(sheet, len(heads))
    _head_and_body(sheet, heads)
    _tail(sheet, len(heads))
    _rules(sheet)
    _print_setup(sheet, len(heads))
    _others(book, sheet)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _titles(sheet: Worksheet, width: int) -> None:
    sheet["A1"] = "某某市公安机关____年____月信访情况月报表"
    sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=width)
    sheet["A1"].font = Font(name="方正小标宋简体", size=20)
    sheet["A2"] = "填报单位："
    sheet.merge_cells("B2:D2")
    sheet["G2"] = "填报日期：    年  月  日"
    sheet.row_dimensions[1].height = 40
    for column in range(1, width + 1):
        sheet.column_dimensions[get_column_letter(column)].width = 9 + column


def _head_and_body(sheet: Worksheet, heads: tuple[str, ...]) -> None:
    for column, head in enumerate(heads, 1):
        letter = get_column_letter(column)
        sheet[f"{letter}4"] = head
        sheet.merge_cells(f"{letter}4:{letter}5")
        for row in range(4, TOTAL + 1):
            cell = sheet.cell(row, column)
            cell.border = _GRID
            cell.font = Font(name="仿宋", size=12, bold=row < FIRST)
            cell.alignment = Alignment(wrap_text=True, vertical="center")
    for row in range(FIRST, LAST + 1):
        sheet.row_dimensions[row].height = 28
        sheet[f"G{row}"].number_format = "yyyy.mm.dd"
        sheet[f"I{row}"] = f'=IF(H{row}="","",H{row}-G{row})'


def _tail(sheet: Worksheet, width: int) -> None:
    sheet.merge_cells(f"A{TOTAL}:D{TOTAL}")
    sheet[f"A{TOTAL}"] = "合  计"
    sheet[f"E{TOTAL}"] = f"=COUNTA(C{FIRST}:C{LAST})"
    sheet[f"F{TOTAL}"] = f"=SUM(F{FIRST}:F{LAST})"
    sheet[f"I{TOTAL}"] = f"=IFERROR(AVERAGE($I${FIRST}:$I${LAST}),0)"
    sheet[f"J{TOTAL}"] = f"=F{TOTAL}/E{TOTAL}"
    sheet[f"A{TOTAL + 1}"] = "注：本表每月 5 日前报送，SUM 不含作废件。"
    sheet.merge_cells(start_row=12, end_row=12, start_column=1, end_column=width)
    sheet["A12"] = "单位负责人：        填表人：        联系电话："


def _rules(sheet: Worksheet) -> None:
    channel = DataValidation(type="list", formula1=CHANNELS, allow_blank=True)
    channel.add(f"D{FIRST}:D{LAST}")
    days = DataValidation(type="date", operator="greaterThan", formula1="36526")
    days.add(f"G{FIRST}:H{LAST}")
    remark = DataValidation(type="list", formula1="=选项!$A$1:$A$3")
    remark.add(f"J{FIRST}:J{LAST}")
    for each in (channel, days, remark):
        sheet.add_data_validation(each)
    red = PatternFill("solid", bgColor="FFFF0000")
    sheet.conditional_formatting.add(
        f"F{FIRST}:F{LAST}", CellIsRule(operator="greaterThan", formula=["5"], fill=red)
    )
    sheet.conditional_formatting.add(
        f"A{FIRST}:J{LAST}", FormulaRule(formula=[f"$H{FIRST}<$G${LAST}"], fill=red)
    )


def _print_setup(sheet: Worksheet, width: int) -> None:
    sheet.print_area = f"A1:{get_column_letter(width)}12"
    sheet.print_title_rows = "4:5"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.oddHeader.center.text = "内部资料"
    sheet.oddFooter.right.text = "第 &P 页"
    sheet.row_breaks.append(Break(id=TOTAL))
    sheet.freeze_panes = f"C{FIRST}"


def _others(book: Workbook, sheet: Worksheet) -> None:
    options = book.create_sheet("选项")
    for row, word in enumerate(("已上报", "待上报", "无"), 1):
        options.cell(row, 1, word)
    options["C1"] = f"=COUNTA('月报 表'!C{FIRST}:C{LAST})"
    options["C2"] = f"='月报 表'!F{TOTAL}"
    book.defined_names["人数合计"] = DefinedName("人数合计", attr_text=f"'月报 表'!$F${TOTAL}")
    area = f"'月报 表'!$F${FIRST}:$F${LAST}"
    book.defined_names["人数列"] = DefinedName("人数列", attr_text=area)
    sheet["A12"].comment = Comment("签字后盖章", "市局")
    picture = io.BytesIO()
    Picture.new("RGB", (24, 24), (180, 30, 30)).save(picture, "PNG")
    sheet.add_image(Image(picture), "H13")
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=6, min_row=FIRST, max_row=LAST))
    sheet.add_chart(chart, "L3")
