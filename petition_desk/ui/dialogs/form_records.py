"""Forms of other offices in words: their columns, what does not fit, what was recognised."""

from __future__ import annotations

from typing import TYPE_CHECKING

from petition_desk.ui.widgets.marks import Mark
from petition_desk.ui.widgets.record_list import Record

if TYPE_CHECKING:
    from petition_desk.exchange.forms.layout import FormColumn
    from petition_desk.exchange.forms.values import Misfit
    from petition_desk.services.forms import FormCheck, OpenForm

_RULES = {
    "date": "只收日期", "time": "只收时间", "whole": "只收整数", "decimal": "只收数字",
    "textLength": "限字数",
}  # fmt: skip


def column_record(opened: OpenForm, column: FormColumn) -> Record:
    """Return the line of one column."""
    from petition_desk.services.forms import FORM_SOURCES

    filled = opened.mapping.of(column.key)
    named = [
        FORM_SOURCES.get(each.split("|")[0], each)
        for each in (filled.sources if filled is not None else ())
    ]
    says = "＋".join(named) or "—"
    if column.is_formula:
        says = "（表内公式）"
    rule = opened.form.rules.get(column.column)
    asks = ""
    if rule is not None:
        asks = f"下拉 {len(rule.choices)} 项" if rule.choices else _RULES.get(rule.kind, "有要求")
    elif column.column in opened.form.day_columns:
        asks = "日期"
    return Record(column.key, (column.heading, says, asks))


def misfit_record(misfit: Misfit) -> Record:
    """Return the line of one value that does not fit."""
    where = f"{misfit.key}（第 {misfit.row} 行起）"
    return Record(f"{misfit.key}\n{misfit.value}", (where, misfit.value, misfit.reason), Mark.TODAY)


def form_words(opened: OpenForm) -> str:
    """Say what was recognised of a form."""
    layout = opened.form.layout
    first, last = layout.head
    head = f"第 {first} 行" if first == last else f"第 {first}–{last} 行"
    total = f"，合计在第 {layout.total_row} 行" if layout.total_row else ""
    known = sum(bool(column.sources) for column in opened.mapping.columns)
    return (
        f"工作表“{layout.sheet}”：表头{head}，空行 {layout.row_count}{total}；"
        f"{len(layout.columns)} 列中填 {known} 列"
    )


def check_words(check: FormCheck) -> tuple[str, Mark]:
    """Say what filling would come to."""
    notes = list(check.notes)
    if check.open_columns:
        notes.insert(0, f"没有内容可填：{'、'.join(check.open_columns)}。")
    if check.misfits:
        notes.insert(0, f"{len(check.misfits)} 处不合表内要求，见左下；照写，或在上面选表内的词。")
    if notes:
        return "\n".join(notes), Mark.TODAY
    added = f"，在合计前加 {check.inserted_count} 行" if check.inserted_count else ""
    return f"{check.row_count} 件都合表内要求{added}。", Mark.NONE
