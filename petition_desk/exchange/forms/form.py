"""A blank form: read, recognised, filled.

`read_form` says what the form is, `check_rows` what would not fit, `fill_form` writes it. Whatever
is not the body, the blanks of title lines, or a row number somewhere stays byte by byte.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from openpyxl.utils import get_column_letter

from petition_desk.exchange.forms.body import BodyWriter
from petition_desk.exchange.forms.form_mapping import FormMapping, guessed_mapping
from petition_desk.exchange.forms.formats import STYLES, Formats
from petition_desk.exchange.forms.grid import Grid, read_grid
from petition_desk.exchange.forms.headings import form_headings
from petition_desk.exchange.forms.heights import RowHeights, cramped
from petition_desk.exchange.forms.layout import FormLayout, find_layout
from petition_desk.exchange.forms.package import FormError, FormPackage, read_package
from petition_desk.exchange.forms.rules import CellRule, rules_of
from petition_desk.exchange.forms.shifting import (
    CHAIN,
    WORKBOOK,
    forget_result,
    shift_cell_formulas,
    shift_row,
    shift_sheet,
    shifted_parts,
    shifted_workbook,
)
from petition_desk.exchange.forms.title_cells import fill_title_lines, wants_period
from petition_desk.exchange.forms.title_lines import FormFacts
from petition_desk.exchange.forms.values import (
    ColumnFiller,
    FormRow,
    Misfit,
    fillers,
    misfits,
)
from petition_desk.exchange.forms.xml_tree import (
    Element,
    child,
    children,
    element_text,
    opening,
    root_of,
    whole,
    written,
)
from petition_desk.exchange.table_writer import MAX_ROWS, TooManyRowsError, WrittenWorkbook
from petition_desk.exchange.whole_file import whole_file

_PROGRESS_STEP: Final = 100
_COUNTS: Final = re.compile(r"COUNTA\(\$?([A-Z]{1,3})\$?\d+:\$?[A-Z]{1,3}\$?\d+\)")
_TYPES: Final = "[Content_Types].xml"
_WORKBOOK_RELATIONS: Final = "xl/_rels/workbook.xml.rels"
#: What a plain workbook is told by; a template, or one that may hold macros, says otherwise.
_PLAIN_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_STAMP: Final = (1980, 1, 1, 0, 0, 0)

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Form:
    """A blank form that was read.

    Attributes:
        package: Its parts.
        part: The part of the sheet to be filled.
        layout: Where its head, body and total are.
        rules: What its columns accept, by column.
        day_columns: Columns whose format shows days.
        notes: What the officer should know before it is filled, Chinese sentences.
        wants_period: A line of it has a blank for the period.
    """

    package: FormPackage
    part: str
    layout: FormLayout
    rules: dict[int, CellRule]
    day_columns: frozenset[int]
    notes: tuple[str, ...]
    wants_period: bool

    @property
    def file_name(self) -> str:
        """The name of its file."""
        return self.package.file_name

    def guess(self, known: Collection[str]) -> FormMapping:
        """Propose what fills its columns, out of the known columns of ours."""
        return guessed_mapping(self.layout, known)

    def fillers(self, mapping: FormMapping) -> tuple[ColumnFiller, ...]:
        """Return what fills its columns under a mapping."""
        return fillers(self.layout, mapping, self.rules, self.day_columns)


def read_form(content: bytes, file_name: str) -> Form:
    """Read a blank form.

    Raises:
        FormError, WorkbookError: it cannot serve as one, with the reason.
    """
    package = read_package(content, file_name)
    best: tuple[Grid, FormLayout] | None = None
    for name, part in package.sheets:
        grid = read_grid(package, name, part)
        layout = find_layout(grid, form_headings())
        if layout and (best is None or layout.known_count > best[1].known_count):
            best = (grid, layout)
    if best is None:
        raise FormError(file_name, "认不出表头：没有一行里有两个以上认识的列名")
    grid, layout = best
    formats = Formats(package)
    days = [c.column for c in layout.columns if _shows_day(grid, layout, formats, c.column)]
    rules = rules_of(package, grid, layout)
    notes = tuple(_notes(package, grid))
    period = wants_period(grid, layout)
    return Form(package, grid.part, layout, rules, frozenset(days), notes, period)


def check_rows(form: Form, mapping: FormMapping, rows: Iterable[FormRow]) -> tuple[Misfit, ...]:
    """Return the values that do not fit."""
    return misfits(form.fillers(mapping), rows)


def cramped_columns(form: Form, mapping: FormMapping, rows: Sequence[FormRow]) -> dict[str, int]:
    """Return the columns whose texts a row height of the form cuts, and how many rows."""
    grid = read_grid(form.package, form.layout.sheet, form.part)
    heights = RowHeights(grid, Formats(form.package))
    return cramped(heights, form.layout, form.fillers(mapping), rows)


def short_totals(form: Form, mapping: FormMapping, rows: Sequence[FormRow]) -> dict[str, int]:
    """Return the columns a total of the form counts though some rows have nothing in them."""
    grid = read_grid(form.package, form.layout.sheet, form.part)
    fillers = {get_column_letter(each.column.column): each for each in form.fillers(mapping)}
    found: dict[str, int] = {}
    for cell in grid.filled(form.layout.total_row):
        counted = _COUNTS.fullmatch(cell.formula)
        filler = fillers.get(counted[1]) if counted is not None else None
        if filler is not None:
            values = (filler.value(row, number) for number, row in enumerate(rows, 1))
            blank = sum(value is None for value in values)
            if blank:
                found[filler.column.key] = blank
    return found


def fill_form(
    form: Form,
    mapping: FormMapping,
    rows: Sequence[FormRow],
    path: Path,
    facts: FormFacts,
    *,
    password: str = "",
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> WrittenWorkbook | None:
    """Fill a form.

    Args:
        form: The blank.
        mapping: What fills its columns.
        rows: Values by the identifiers of our columns, already masked.
        path: Where the filled form goes.
        facts: Period, unit and day for its title lines.
        password: To open it; "" for none.
        progress: Told the rows written and how many there are.
        cancelled: Asked whether to stop.

    Returns:
        What was written; None if it was cancelled.

    Raises:
        FileUnwritableError: no right, no space, or the file is open elsewhere.
        TooManyRowsError: more rows than a sheet holds.
    """
    if form.layout.last + len(rows) >= MAX_ROWS:
        raise TooManyRowsError(form.layout.sheet)
    filling = _Filling(form, mapping, rows, facts)
    with whole_file(path) as file:
        if not filling.write(file.made, progress, cancelled):
            return None
        digest = file.put(password)
    if progress is not None:
        progress(len(rows), len(rows))
    return WrittenWorkbook(path, len(rows), digest)


class _Filling:
    """One filling of a form: a fresh tree of its sheet, and the parts that change with it."""

    def __init__(
        self, form: Form, mapping: FormMapping, rows: Sequence[FormRow], facts: FormFacts
    ) -> None:
        self._form = form
        self._rows = rows
        self._grid = read_grid(form.package, form.layout.sheet, form.part)
        self._insertion = form.layout.insertion(len(rows))
        self._formats = Formats(form.package)
        workbook = root_of(form.package.tree(WORKBOOK))
        settings = child(workbook, "workbookPr")
        is_1904 = settings is not None and settings.getAttribute("date1904") in ("1", "true")
        self._body = BodyWriter(
            self._grid, form.layout, self._insertion, self._formats, form.fillers(mapping),
            RowHeights(self._grid, self._formats), is_1904,
        )  # fmt: skip
        fill_title_lines(self._grid, form.layout, facts)

    def write(self, path: Path, progress: Progress | None, cancelled: Cancelled | None) -> bool:
        """Write the workbook; return whether it was not cancelled."""
        package, insertion = self._form.package, self._insertion
        changed: dict[str, bytes | None] = {WORKBOOK: shifted_workbook(package, insertion)}
        if insertion.count:
            shift_sheet(self._grid, insertion)
            changed.update(shifted_parts(package, self._grid, insertion))
        changed.update(_without_chain(package))
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            if not self._write_sheet(archive, progress, cancelled):
                return False
            changed[STYLES] = self._formats.content() or package.parts.get(STYLES)
            for name, content in package.parts.items():
                kept = changed.get(name, content)
                if kept is not None and name != self._grid.part:
                    archive.writestr(_entry(name), kept)
        return True

    def _write_sheet(
        self, archive: zipfile.ZipFile, progress: Progress | None, cancelled: Cancelled | None
    ) -> bool:
        with archive.open(_entry(self._grid.part), "w") as stream:
            for piece in written(self._grid.document, self._instead):
                stream.write(piece.encode())
                done = self._body.written
                if done % _PROGRESS_STEP == 0 and done:
                    if cancelled is not None and cancelled():
                        return False
                    if progress is not None:
                        progress(done, len(self._rows))
        return not (cancelled is not None and cancelled())

    def _instead(self, element: Element) -> Iterator[str] | None:
        return self._data(element) if element.localName == "sheetData" else None

    def _data(self, data: Element) -> Iterator[str]:
        """Give the rows: those above the body, the body, those below, at their new places."""
        layout = self._form.layout
        yield opening(data) + ">"
        body_is_written = False
        for element in children(data, "row"):
            number = int(element.getAttribute("r"))
            if number >= layout.first and not body_is_written:
                yield from self._body.rows(self._rows)
                body_is_written = True
            if layout.first <= number <= layout.last:
                continue
            shift_cell_formulas(element, self._insertion, self._grid.name)
            if number > layout.last:
                shift_row(element, self._insertion)
                self._put_totals(element)
            yield element_text(element)
        if not body_is_written:
            yield from self._body.rows(self._rows)
        yield f"</{data.tagName}>"

    def _put_totals(self, element: Element) -> None:
        """Give plain totals their result, for readers that work nothing out."""
        for cell in children(element, "c"):
            formula = child(cell, "f")
            if formula is None or formula.firstChild is None:
                continue
            result = self._body.total(str(formula.firstChild.nodeValue))
            if result:
                forget_result(cell)
                prefix = f"{cell.prefix}:" if cell.prefix else ""
                document = cell.ownerDocument
                if document is not None:
                    value = document.createElementNS(cell.namespaceURI, f"{prefix}v")
                    value.appendChild(document.createTextNode(result))
                    cell.appendChild(value)


def _shows_day(grid: Grid, layout: FormLayout, formats: Formats, column: int) -> bool:
    cell = grid.cell(layout.first, column) if layout.row_count else None
    return cell is not None and formats.is_day(cell.style)


def _notes(package: FormPackage, grid: Grid) -> Iterator[str]:
    others = [name for name, _ in package.sheets if name != grid.name]
    if others:
        yield f"只填写工作表“{grid.name}”，其余 {len(others)} 张照原样。"
    hidden = len(package.sheet_names) - len(package.sheets)
    if hidden:
        yield f"表里有 {hidden} 张隐藏的工作表，照原样保留，上报前请看一看。"
    if child(root_of(grid.document), "sheetProtection") is not None:
        yield "表内设有保护，填好后仍受保护，要手改须先取消保护。"
    if any(name.startswith("_xmlsignatures/") for name in package.parts):
        yield "表内的数字签名在填写后失效。"
    if any(name.startswith("xl/pivot") for name in package.parts):
        yield "表内有数据透视表，打开后请刷新。"


def _without_chain(package: FormPackage) -> dict[str, bytes | None]:
    """Return the parts without the order of calculation, and the plain type of the file.

    The order names every cell with a formula; it is made anew when the file is opened.
    """
    types = package.tree(_TYPES)
    for element in list(children(root_of(types))):
        part = element.getAttribute("PartName").lstrip("/")
        if part == CHAIN:
            root_of(types).removeChild(element)
        elif part == WORKBOOK:
            element.setAttribute("ContentType", _PLAIN_TYPE)
    relations = package.tree(_WORKBOOK_RELATIONS)
    for element in list(children(root_of(relations))):
        if element.getAttribute("Type").endswith("/calcChain"):
            root_of(relations).removeChild(element)
    return {_TYPES: whole(types), _WORKBOOK_RELATIONS: whole(relations), CHAIN: None}


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _STAMP)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


__all__ = [
    "Form", "FormError", "FormFacts", "FormRow", "Misfit", "check_rows", "cramped_columns",
    "fill_form", "read_form", "short_totals",
]  # fmt: skip
