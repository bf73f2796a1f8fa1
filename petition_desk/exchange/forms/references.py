"""Where references lead once rows were inserted: in formulas, areas, names and anchors."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from openpyxl.formula.tokenizer import Token, Tokenizer, TokenizerError
from openpyxl.utils import column_index_from_string, get_column_letter

LAST_ROW: Final = 1_048_576

_CELLS: Final = re.compile(
    r"(\$?)([A-Za-z]{1,3})(\$?)(\d{1,7})(?::(\$?)([A-Za-z]{1,3})(\$?)(\d{1,7}))?"
)
_ROWS: Final = re.compile(r"(\$?)(\d{1,7}):(\$?)(\d{1,7})")
_SHEET: Final = re.compile(r"(?:'((?:[^']|'')+)'|([^'!]+))!")


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells; rows and columns count from 1, both ends belong to it."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int

    def holds(self, row: int, column: int) -> bool:
        """Return whether a cell lies in it."""
        return (
            self.first_row <= row <= self.last_row
            and self.first_column <= column <= self.last_column
        )

    @property
    def text(self) -> str:
        """As a reference: A1:B2."""
        first = f"{get_column_letter(self.first_column)}{self.first_row}"
        if (self.first_row, self.first_column) == (self.last_row, self.last_column):
            return first
        return f"{first}:{get_column_letter(self.last_column)}{self.last_row}"


def area_of(text: str) -> Area | None:
    """Read a reference such as A1:B2 or $A$1; None for anything else."""
    found = _CELLS.fullmatch(text.strip())
    if found is None:
        return None
    _, column, _, row, _, last_column, _, last_row = found.groups()
    first = (int(row), column_index_from_string(column))
    last = (int(last_row), column_index_from_string(last_column)) if last_row else first
    return Area(
        min(first[0], last[0]), min(first[1], last[1]),
        max(first[0], last[0]), max(first[1], last[1]),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Insertion:
    """Rows put in below the last row of a table's body.

    Attributes:
        sheet: Name of the sheet.
        first: First row of the body.
        last: Its last row; the new rows follow it.
        count: How many; 0 moves nothing.
    """

    sheet: str
    first: int
    last: int
    count: int

    def row(self, row: int) -> int:
        """Return where a row lies now."""
        return min(row + self.count, LAST_ROW) if row > self.last else row

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Return where the rows of a range lie now; one that ends with the body grows with it."""
        ends_with_body = last == self.last and (first < last or self.first == last)
        if first <= self.last and (last > self.last or ends_with_body):
            return first, min(last + self.count, LAST_ROW)
        return self.row(first), self.row(last)

    def area(self, area: Area, *, is_rule: bool = True) -> Area:
        """Return where an area lies now.

        Args:
            area: As it was.
            is_rule: What holds for the last row of the body (a list to choose from, a colour)
                holds for the new ones too; else an area of that row alone stays as it is.
        """
        if area.first_row <= self.last <= area.last_row and is_rule:
            first, last = area.first_row, min(area.last_row + self.count, LAST_ROW)
        elif area.first_row == area.last_row:
            first = last = self.row(area.first_row)
        else:
            first, last = self.span(area.first_row, area.last_row)
        return Area(first, area.first_column, last, area.last_column)

    def areas(self, text: str, *, is_rule: bool = True) -> str:
        """Return a list of references, parted by blanks, as they are now."""
        moved = []
        for each in text.split():
            area = area_of(each)
            moved.append(self.area(area, is_rule=is_rule).text if area is not None else each)
        return " ".join(moved)

    def formula(self, formula: str, own_sheet: str) -> str:
        """Return a formula of a sheet as it reads now; one that is not understood stays."""
        return _rewritten(formula, lambda operand: self._operand(operand, own_sheet))

    def _operand(self, operand: str, own_sheet: str) -> str:
        found = _SHEET.match(operand)
        sheet = own_sheet
        if found is not None:
            sheet = found.group(2) or found.group(1).replace("''", "'")
        if sheet.casefold() != self.sheet.casefold():
            return operand
        head = found.group(0) if found is not None else ""
        return head + self._reference(operand[len(head) :])

    def _reference(self, reference: str) -> str:
        found = _CELLS.fullmatch(reference)
        if found is not None:
            return self._cells(found)
        found = _ROWS.fullmatch(reference)
        if found is not None:
            mark, first, last_mark, last = found.groups()
            begin, end = self.span(int(first), int(last))
            return f"{mark}{begin}:{last_mark}{end}"
        return reference

    def _cells(self, found: re.Match[str]) -> str:
        mark, column, row_mark, row, last_mark, last_column, last_row_mark, last_row = (
            found.groups()
        )
        if last_row is None:
            return f"{mark}{column}{row_mark}{self.row(int(row))}"
        begin, end = self.span(int(row), int(last_row))
        return f"{mark}{column}{row_mark}{begin}:{last_mark}{last_column}{last_row_mark}{end}"


def moved_down(formula: str, rows: int) -> str:
    """Return a formula as it reads so many rows below: what is not fixed by $ moves along."""

    def operand(text: str) -> str:
        found = _SHEET.match(text)
        head = found.group(0) if found is not None else ""
        cells = _CELLS.fullmatch(text[len(head) :])
        if cells is None:
            return text
        mark, column, row_mark, row, last_mark, last_column, last_row_mark, last_row = (
            cells.groups()
        )
        moved = f"{mark}{column}{row_mark}{_lower(row, row_mark, rows)}"
        if last_row is not None:
            end = _lower(last_row, last_row_mark, rows)
            moved += f":{last_mark}{last_column}{last_row_mark}{end}"
        return head + moved

    return _rewritten(formula, operand)


def _lower(row: str, mark: str, rows: int) -> int:
    return int(row) if mark else min(int(row) + rows, LAST_ROW)


def _rewritten(formula: str, operand: Callable[[str], str]) -> str:
    try:
        tokens = Tokenizer("=" + formula).items
    except (TokenizerError, IndexError):
        return formula
    return "".join(
        operand(token.value) if _is_reference(token) else str(token.value) for token in tokens
    )


def _is_reference(token: Token) -> bool:
    return bool(token.type == Token.OPERAND and token.subtype == Token.RANGE)
