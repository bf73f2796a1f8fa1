"""The rows of a form's body as text: our values in their cells, under their formats."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from openpyxl.utils import get_column_letter

from petition_desk.exchange.cells import CellValue, plain_text
from petition_desk.exchange.forms.formats import Formats
from petition_desk.exchange.forms.grid import FormCell, Grid
from petition_desk.exchange.forms.headings import ROW_NUMBER
from petition_desk.exchange.forms.heights import RowHeights
from petition_desk.exchange.forms.layout import FormLayout
from petition_desk.exchange.forms.references import Insertion, moved_down
from petition_desk.exchange.forms.values import ColumnFiller, FormRow
from petition_desk.exchange.forms.xml_tree import Element, element_text, in_attribute, in_text
from petition_desk.exchange.sheet_style import cell_text
from petition_desk.exchange.text_table import needs_guard

_EPOCH: Final = date(1899, 12, 30)
_EPOCH_1904: Final = date(1904, 1, 1)
_COUNTED: Final = re.compile(r"(COUNTA|COUNT|SUM)\(\$?([A-Z]{1,3})\$?(\d+):\$?\2\$?(\d+)\)", re.I)


@dataclass(slots=True)
class _Tally:
    """What was written into one column of the body."""

    filled: int = 0
    numbers: int = 0
    total: float = 0


@dataclass(slots=True)
class BodyWriter:
    """Writes the rows of the body, and knows afterwards what its totals come to.

    Attributes:
        grid: The sheet as it came.
        layout: Its parts.
        insertion: The rows put in.
        formats: Of the workbook; grows.
        columns: What fills which column.
        heights: Of the sheet's rows.
        is_1904: The workbook counts days from 1904.
    """

    grid: Grid
    layout: FormLayout
    insertion: Insertion
    formats: Formats
    columns: Sequence[ColumnFiller]
    heights: RowHeights
    is_1904: bool = False
    written: int = 0
    _tallies: dict[int, _Tally] = field(default_factory=dict)
    _models: dict[int, dict[int, FormCell]] = field(default_factory=dict)

    def rows(self, values: Iterable[FormRow]) -> Iterator[str]:
        """Give every row of the body as text: the filled ones, then those left blank."""
        by_column = {filler.column.column: filler for filler in self.columns}
        number = 0
        for number, row in enumerate(values, 1):
            told = {column: filler.value(row, number) for column, filler in by_column.items()}
            yield self._row(self.layout.first + number - 1, told)
            self.written = number
        for row_number in range(self.layout.first + number, self.layout.last + 1):
            yield self._row(row_number, self._numbered(row_number), is_left_blank=True)

    def _numbered(self, row: int) -> dict[int, CellValue]:
        """Return the running numbers of a row left blank that was numbered in advance."""
        return {
            filler.column.column: row - self.layout.first + 1
            for filler in self.columns
            if filler.filled.sources == (ROW_NUMBER,) and self.grid.text(row, filler.column.column)
        }

    def total(self, formula: str) -> str:
        """Return what a plain total of one column of the body comes to; "" for any other."""
        found = _COUNTED.fullmatch(formula.strip())
        if found is None:
            return ""
        name, letters, first, last = found.groups()
        end = self.layout.last + self.insertion.count
        if (int(first), int(last)) != (self.layout.first, end):
            return ""
        column = next(
            (each.column for each in self.layout.columns
             if get_column_letter(each.column) == letters.upper()), 0
        )  # fmt: skip
        if not any(filler.column.column == column for filler in self.columns):
            return ""
        tally = self._tallies.get(column, _Tally())
        number = {"COUNTA": tally.filled, "COUNT": tally.numbers}.get(name.upper(), tally.total)
        return f"{number:g}"

    def _row(self, number: int, told: dict[int, CellValue], *, is_left_blank: bool = False) -> str:
        """Return one row; those put in are made like the last one of the form."""
        model = max(min(number, self.layout.last), self.layout.first)
        if model not in self.grid.rows:
            model = self.layout.head[1]
        element = self.grid.rows[model]
        cells = self._cells(model)
        pieces = [self._opening(element, number, self._height(model, cells, told))]
        clears = not is_left_blank or model in self.layout.example_rows or number != model
        for column in sorted({*cells, *told}):
            cell = cells.get(column)
            if column in told and self._is_anchor(model, column):
                pieces.append(self._value(number, column, cell, told[column]))
            elif cell is not None:
                pieces.append(self._kept(number, cell, clears=clears))
        pieces.append(f"</{element.tagName}>")
        return "".join(pieces)

    def _cells(self, row: int) -> dict[int, FormCell]:
        """Return the cells of a row by column; most rows are made like one and the same."""
        if row not in self._models:
            self._models[row] = {
                column: cell for (number, column), cell in self.grid.cells.items() if number == row
            }
        return self._models[row]

    def _is_anchor(self, row: int, column: int) -> bool:
        area = self.grid.merge_at(row, column)
        return area is None or column == area.first_column

    def _height(
        self, model: int, cells: Mapping[int, FormCell], told: Mapping[int, CellValue]
    ) -> float:
        """Return the height a row has to get; 0 where it keeps what it has."""
        if not told or self.heights.is_fixed(model):
            return 0
        texts = {
            column: (plain_text(value), cells[column].style)
            for column, value in told.items()
            if column in cells and value is not None and not isinstance(value, (int, date))
        }
        needed = self.heights.needed(model, texts)
        return needed if needed > self.heights.height(model) else 0

    def _opening(self, element: Element, number: int, height: float) -> str:
        pieces = [f"<{element.tagName}"]
        for name, value in element.attributes.items():
            if name == "ht" and height:
                continue
            shown = str(number) if name == "r" else value
            pieces.append(f' {name}="{in_attribute(shown)}"')
        if height:
            pieces.append(f' ht="{height:.1f}"')
        return "".join(pieces) + ">"

    def _kept(self, number: int, cell: FormCell, *, clears: bool) -> str:
        """Return a cell that is not ours to fill: its format, and the form's own formula."""
        tag = cell.element.tagName
        head = f'<{tag} r="{get_column_letter(cell.column)}{number}" s="{cell.style}"'
        if cell.formula:
            formula = self.insertion.formula(cell.formula, self.grid.name)
            if number > self.layout.last:
                formula = moved_down(formula, number - self.layout.last)
            prefix = f"{cell.element.prefix}:" if cell.element.prefix else ""
            return f"{head}><{prefix}f>{in_text(formula)}</{prefix}f></{tag}>"
        if cell.is_blank or clears:
            return f"{head}/>"
        return element_text(cell.element)

    def _value(self, number: int, column: int, cell: FormCell | None, value: CellValue) -> str:
        style = cell.style if cell is not None else 0
        prefix = f"{cell.element.prefix}:" if cell is not None and cell.element.prefix else ""
        place = f'<{prefix}c r="{get_column_letter(column)}{number}"'
        if value is None or value == "":
            return f'{place} s="{style}"/>'
        tally = self._tallies.setdefault(column, _Tally())
        tally.filled += 1
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            tally.numbers += 1
            tally.total += value
            return f'{place} s="{style}"><{prefix}v>{value}</{prefix}v></{prefix}c>'
        if isinstance(value, date) and value > _EPOCH_1904:
            style = style if self.formats.is_day(style) else self.formats.as_day(style)
            tally.numbers += 1
            tally.total += self._serial(value)
            return f'{place} s="{style}"><{prefix}v>{self._serial(value)}</{prefix}v></{prefix}c>'
        text = cell_text(value)
        if needs_guard(text):
            style = self.formats.as_text(style)
        return (
            f'{place} s="{style}" t="inlineStr"><{prefix}is><{prefix}t xml:space="preserve">'
            f"{in_text(text)}</{prefix}t></{prefix}is></{prefix}c>"
        )

    def _serial(self, day: date) -> int:
        return (day - (_EPOCH_1904 if self.is_1904 else _EPOCH)).days
