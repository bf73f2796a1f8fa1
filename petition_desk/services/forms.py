"""Forms of other offices: kept under a name, and filled from the ledger every month."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from petition_desk.domain.conditions import Test
from petition_desk.domain.ledger import LEDGER_COLUMNS, CellValue, LedgerFilter, ledger_column
from petition_desk.errors import InputError
from petition_desk.exchange.forms.form import (
    Form,
    FormFacts,
    FormRow,
    Misfit,
    check_rows,
    cramped_columns,
    fill_form,
    read_form,
    short_totals,
)
from petition_desk.exchange.forms.form_mapping import FormMapping, fitted_mapping
from petition_desk.exchange.forms.headings import ROW_NUMBER
from petition_desk.exchange.forms.values import proposed_words
from petition_desk.exchange.workbook import read_content
from petition_desk.services import ledger
from petition_desk.services.desk import Desk
from petition_desk.services.export_kinds import case_rows, told_columns
from petition_desk.services.exports import (
    Cancelled,
    Exported,
    ExportOrder,
    Progress,
    check_order,
    note_before,
    noted,
)
from petition_desk.storage.forms import FormHead

__all__ = [
    "FORM_SOURCES", "FilledForm", "FormCheck", "Misfit", "OpenForm", "check_form", "export_form",
    "forms_kept", "kept_form", "open_form", "remember_form", "remove_form",
]  # fmt: skip

FORM_SOURCES: Final = {
    ROW_NUMBER: "序号（从 1 数）",
    **{column.id: column.title for column in LEDGER_COLUMNS},
}
"""What may fill a column of a form, with the words for it."""

_KNOWN: Final = frozenset(FORM_SOURCES)
_LONGEST_NAME: Final = 40
_RECEIVED: Final = "received_on"


@dataclass(frozen=True, slots=True)
class OpenForm:
    """A form that was read, and what fills it.

    Attributes:
        form: The blank.
        mapping: What fills its columns: as remembered, else as guessed.
        name: It is remembered under; "" for one that is not.
    """

    form: Form
    mapping: FormMapping
    name: str = ""


@dataclass(frozen=True, slots=True)
class FormCheck:
    """What filling a form would come to, before anything is written.

    Attributes:
        row_count: How many cases.
        inserted_count: Rows that are put in before the total.
        misfits: Values the form does not accept.
        open_columns: Headings that nothing fills.
        notes: What else is to be known, Chinese sentences.
    """

    row_count: int
    inserted_count: int
    misfits: tuple[Misfit, ...]
    open_columns: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FilledForm:
    """A form that was filled, and what was to be said of it."""

    done: Exported
    check: FormCheck


def open_form(desk: Desk, path: Path) -> OpenForm:
    """Read a blank; one that is remembered is filled as it was told to be.

    Raises:
        InputError: it cannot serve as a form (exit 4).
        EnvironmentFaultError: the system refuses (exit 5).
    """
    content = read_content(path)
    form = read_form(content, path.name)
    with desk.reading() as work:
        kept = work.forms.of_workbook(content)
    if kept is None:
        return OpenForm(form, _with_words(form, form.guess(_KNOWN)))
    mapping = FormMapping.from_text(kept.head.mapping)
    return OpenForm(form, fitted_mapping(mapping, form.layout, _KNOWN), kept.head.name)


def forms_kept(desk: Desk) -> list[FormHead]:
    """Return the remembered forms by name."""
    with desk.reading() as work:
        return work.forms.all()


def kept_form(desk: Desk, name: str) -> OpenForm:
    """Return a remembered form.

    Raises:
        UnknownNameError: none has this name (exit 2).
    """
    with desk.reading() as work:
        kept = work.forms.get(name)
    form = read_form(kept.workbook, kept.head.file_name)
    mapping = FormMapping.from_text(kept.head.mapping)
    return OpenForm(form, fitted_mapping(mapping, form.layout, _KNOWN), name)


def remember_form(desk: Desk, opened: OpenForm, name: str) -> OpenForm:
    """Keep a form and what fills it under a name; one of the same name is replaced.

    Raises:
        InputError: the name is empty or too long (exit 4).
    """
    wanted = " ".join(name.split())
    if not wanted:
        raise InputError("名称", "请写一个名称，下个月按它找到这张表")
    if len(wanted) > _LONGEST_NAME:
        raise InputError("名称", f"最多 {_LONGEST_NAME} 字，现为 {len(wanted)} 字")
    package = opened.form.package
    with desk.begin() as work:
        work.forms.save(wanted, package.file_name, package.content, opened.mapping.as_text())
        work.commit()
    return replace(opened, name=wanted)


def remove_form(desk: Desk, name: str) -> None:
    """Forget a form.

    Raises:
        UnknownNameError: none has this name (exit 2).
    """
    with desk.begin() as work:
        work.forms.remove(name)
        work.commit()


def check_form(desk: Desk, opened: OpenForm, order: ExportOrder) -> FormCheck:
    """Say what would not fit, what stays open and what is put in; nothing is written."""
    rows = list(_rows(desk, opened, order))
    return _checked(opened, rows, _facts(desk, order, rows))


def export_form(
    desk: Desk,
    path: Path,
    opened: OpenForm,
    order: ExportOrder,
    *,
    shown: Callable[[FormCheck], None] | None = None,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> FilledForm | None:
    """Fill a form with the matching cases, a journal entry with it.

    Confidential cases stand in no form of an account without the right to see them. Arguments,
    answer and errors otherwise as `exports.export_list`; `shown` is told what does not fit
    before anything is written.

    Raises:
        InputError: also where the file is to be a text.
    """
    check_order(desk, path, order)
    if path.suffix.lower() != ".xlsx":
        raise InputError("文件名", "上报表须写成 .xlsx")
    rows = list(_rows(desk, opened, order))
    facts = _facts(desk, order, rows)
    check = _checked(opened, rows, facts)
    if shown is not None:
        shown(check)
    note_before(desk, order, len(rows))
    written = fill_form(
        opened.form, opened.mapping, rows, path, facts,
        password=order.password, progress=progress, cancelled=cancelled,
    )  # fmt: skip
    done = noted(desk, order, written, "form")
    return FilledForm(done, check) if done is not None else None


def _rows(desk: Desk, opened: OpenForm, order: ExportOrder) -> Iterator[FormRow]:
    """Give what the form asks for of each case."""
    found = (ledger_column(source) for source in opened.mapping.sources)
    columns = [column for column in found if column is not None]
    today = desk.clock.today()
    ids = ledger.matching_ids(desk, order.wanted, order.sort)
    for row in case_rows(desk, ids, columns, full=order.is_full):
        if row.is_void or told_columns(desk, row, columns) is not columns:
            continue
        values: dict[str, CellValue] = {column.id: column.value(row, today) for column in columns}
        yield values | {"local_no": row.local_no, _RECEIVED: row.received_on}


def _checked(opened: OpenForm, rows: Sequence[FormRow], facts: FormFacts) -> FormCheck:
    form, layout = opened.form, opened.form.layout
    filled = {column.key for column in opened.mapping.columns if column.sources}
    is_open = (
        column for column in layout.columns if not column.is_formula and column.key not in filled
    )
    notes = list(form.notes)
    if form.wants_period and not facts.year:
        notes.append("期间跨年或没有写明，标题里的年月没有填，请手填。")
    for key, count in short_totals(form, opened.mapping, rows).items():
        notes.append(f"表内合计数的是“{key}”，其中 {count} 行是空的，合计因此少 {count}。")
    for key, count in cramped_columns(form, opened.mapping, rows).items():
        notes.append(f"“{key}”有 {count} 行文字超出表内固定的行高，行高未动，打印前请拉高。")
    if layout.example_rows:
        notes.append(f"第 {layout.example_rows[0]} 行的示例已用实际内容代替。")
    return FormCheck(
        len(rows),
        layout.insertion(len(rows)).count,
        check_rows(form, opened.mapping, rows),
        tuple(column.heading for column in is_open),
        tuple(notes),
    )


def _facts(desk: Desk, order: ExportOrder, rows: Sequence[FormRow]) -> FormFacts:
    """Return period, unit and day; without a period asked for, that of the cases themselves."""
    today = desk.clock.today()
    first, last = _asked(order.wanted, today)
    if first is not None and last is None:
        last = today
    known = sorted(day for row in rows if isinstance(day := row[_RECEIVED], date))
    if first is None and known:
        first = known[0].replace(day=1)
        last = last or _month_end(known[-1])
    with desk.reading() as work:
        return FormFacts(work.settings.get("office.name"), today, first, last)


def _asked(wanted: LedgerFilter, today: date) -> tuple[date | None, date | None]:
    """Return the days of receipt that were asked for, by dates or by a condition (上月)."""
    first, last = wanted.received_from, wanted.received_until
    for condition in wanted.conditions:
        if condition.column == _RECEIVED and condition.test is Test.WITHIN:
            begin, end = condition.days(today)
            first, last = first or begin, last or end
    return first, last


def _month_end(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _with_words(form: Form, mapping: FormMapping) -> FormMapping:
    """Propose their words for ours, where a column of theirs is a list to choose from."""
    for filler in form.fillers(mapping):
        named = (name for each in filler.filled.sources for name in each.split("|"))
        columns = [ledger_column(name) for name in named]
        ours = [word for column in columns if column is not None for word in column.words]
        if filler.rule is not None and filler.rule.choices and ours:
            words = proposed_words(filler.rule, ours)
            mapping = mapping.with_column(replace(filler.filled, words=words))
    return mapping
