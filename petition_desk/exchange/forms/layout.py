"""Where a form has its heads, its body, its total and its signatures.

A head is one row, or two or three read column by column; what is merged downwards ends it. Below
it lie the rows to be filled, numbered in advance or not, perhaps an example; then totals, notes
and the line for signatures, which all keep their place at the end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from petition_desk.exchange.forms.grid import Grid
from petition_desk.exchange.forms.headings import ROW_NUMBER, Headings
from petition_desk.exchange.forms.references import Insertion

HEAD_SEARCH_ROWS: Final = 30
_MOST_HEAD_ROWS: Final = 3
_FEWEST_KNOWN: Final = 2

_TOTAL: Final = re.compile(r"(?:本[页月季年周]|全[月年]|总)?(?:合计|总计|小计|共计|累计|总数)")
_AGGREGATE: Final = re.compile(r"\b(?:SUM|COUNT|AVERAGE|SUBTOTAL)\w*\(", re.I)
_EXAMPLE: Final = re.compile(r"[(（【]?(?:示例|样例|范例|举例|例)[)）】:：]?")
_NUMBERS: Final = re.compile(r"[(（]?(?:\d{1,3}|[甲乙丙丁戊己庚辛壬癸A-Z])[)）]?")


@dataclass(frozen=True, slots=True)
class FormColumn:
    """One column of a form.

    Attributes:
        column: From 1.
        heading: What stands above it, groups before it: 信访人/姓名.
        key: The heading, told apart from others like it: 姓名#2.
        sources: What it seems to ask for, of our columns; () where that is not known.
        is_formula: It is worked out by the form itself.
        is_never: It asks for what this program does not record.
    """

    column: int
    heading: str
    key: str
    sources: tuple[str, ...]
    is_formula: bool = False
    is_never: bool = False


@dataclass(frozen=True, slots=True)
class FormLayout:
    """The parts of a form's sheet; rows count from 1.

    Attributes:
        sheet: Its name.
        head: First and last row of the head.
        first, last: The rows that are there to be filled; last is before first where none is.
        columns: From the left.
        total_row: The first total below the body; 0 without one.
        example_rows: Rows of the body that hold an example.
    """

    sheet: str
    head: tuple[int, int]
    first: int
    last: int
    columns: tuple[FormColumn, ...]
    total_row: int = 0
    example_rows: tuple[int, ...] = ()

    @property
    def row_count(self) -> int:
        """How many rows are there to be filled."""
        return self.last - self.first + 1

    @property
    def known_count(self) -> int:
        """How many columns were understood."""
        return sum(bool(column.sources) for column in self.columns)

    def insertion(self, rows: int) -> Insertion:
        """Return what has to be put in for so many rows."""
        return Insertion(self.sheet, self.first, self.last, max(rows - self.row_count, 0))


def find_layout(grid: Grid, headings: Headings) -> FormLayout | None:
    """Recognise a sheet; None where no row of it is a head with two known columns."""
    best: tuple[float, int, int, tuple[FormColumn, ...]] | None = None
    for first, last in _blocks(grid):
        columns = tuple(_columns(grid, first, last, headings))
        known = {column.sources for column in columns if column.sources}
        if len(known) < _FEWEST_KNOWN:
            continue
        rank = len(known) + 0.01 * len(columns) - 0.1 * (last - first)
        if best is None or rank > best[0]:
            best = (rank, first, last, columns)
    if best is None:
        return None
    _, first, last, columns = best
    return _with_body(grid, first, _below_numbers(grid, last, columns), columns)


def _blocks(grid: Grid) -> Iterator[tuple[int, int]]:
    """Give the rows, one to three, that may be a head: no merge leads out of them."""
    for first in range(1, min(grid.last_row, HEAD_SEARCH_ROWS) + 1):
        if len(grid.filled(first)) < _FEWEST_KNOWN:
            continue
        for last in range(first, first + _MOST_HEAD_ROWS):
            if last > first and not any(
                grid.shown(last, column) for column in range(1, grid.last_column + 1)
            ):
                break
            block = (first, last)
            if not any(_leads_out(area.first_row, area.last_row, block) for area in grid.merges):
                yield block


def _leads_out(first: int, last: int, block: tuple[int, int]) -> bool:
    begin, end = block
    meets = first <= end and last >= begin
    return meets and not (begin <= first and last <= end)


def _columns(grid: Grid, first: int, last: int, headings: Headings) -> Iterator[FormColumn]:
    seen: dict[str, int] = {}
    group, before = "", None
    for column in range(1, grid.last_column + 1):
        area = grid.merge_at(last, column)
        if area is not None and area == before and grid.merge_at(last + 1, column) is not None:
            continue  # one column for the eye: merged in the head and in the body
        before = area
        path = _path(grid, first, last, column)
        if not path:
            group = ""
            continue
        if len(path) > 1:
            group = path[0]
        elif group and last > first and _is_below_a_group(grid, first, last, column):
            path = [group, *path]
        else:
            group = ""
        heading = "/".join(path)
        seen[heading] = seen.get(heading, 0) + 1
        key = heading if seen[heading] == 1 else f"{heading}#{seen[heading]}"
        sources = headings.sources(path[-1], "".join(path[:-1]))
        is_never = any(map(headings.is_never, path))
        yield FormColumn(column, heading, key, sources, is_never=is_never)


def _path(grid: Grid, first: int, last: int, column: int) -> list[str]:
    """Return the texts above a column from the top, each once, on one line each."""
    texts = (" ".join(grid.shown(row, column).split()) for row in range(first, last + 1))
    return list(dict.fromkeys(filter(None, texts)))


def _is_below_a_group(grid: Grid, first: int, last: int, column: int) -> bool:
    """Return whether a heading stands under the blank right of an unmerged group's name."""
    return not grid.shown(first, column) and bool(grid.text(last, column))


def _below_numbers(grid: Grid, last: int, columns: tuple[FormColumn, ...]) -> int:
    """Return the last row of the head, a row that only numbers the columns included."""
    cells = grid.filled(last + 1)
    texts = [cell.text.strip() for cell in cells if not cell.formula]
    is_numbering = (
        len(texts) == len(cells)
        and 2 * len(texts) >= len(columns)
        and len(texts) > _FEWEST_KNOWN
        and all(map(_NUMBERS.fullmatch, texts))
    )
    return last + 1 if is_numbering else last


def _with_body(
    grid: Grid, head_first: int, head_last: int, columns: tuple[FormColumn, ...]
) -> FormLayout:
    body = _Body(grid, columns)
    first = head_last + 1
    while body.is_total(first) and body.is_free(first + 1):
        first += 1
    last, examples = first - 1, []
    while last < grid.last_row and body.is_free(last + 1):
        last += 1
        if body.is_example(last):
            examples.append(last)
    total = next((row for row in range(last + 1, grid.last_row + 1) if body.is_total(row)), 0)
    own = tuple(body.worked_out(column, last) for column in columns)
    return FormLayout(grid.name, (head_first, head_last), first, last, own, total, tuple(examples))


@dataclass(frozen=True, slots=True)
class _Body:
    """Tells what a row below the head is for."""

    grid: Grid
    columns: tuple[FormColumn, ...]

    def is_total(self, row: int) -> bool:
        """A total, by its name or by its formulas."""
        cells = self.grid.filled(row)
        if not cells:
            return False
        text = next((cell.text for cell in cells if cell.text.strip()), "")
        return _TOTAL.match("".join(text.split())) is not None or any(
            _AGGREGATE.search(cell.formula) for cell in cells
        )

    def is_free(self, row: int) -> bool:
        """A row to be filled: nothing in it but its number, the form's own formulas, an example."""
        if row > self.grid.last_row or self.is_total(row) or self._is_one_cell(row):
            return False
        present = sum((row, column.column) in self.grid.cells for column in self.columns)
        if 2 * present < len(self.columns):
            return False  # not a row of the table: the space above the signatures
        return self.is_example(row) or all(
            cell.formula or self._is_number(cell.column, cell.text)
            for cell in self.grid.filled(row)
        )

    def is_example(self, row: int) -> bool:
        """A row that shows how to fill the others."""
        cells = self.grid.filled(row)
        return bool(cells) and _EXAMPLE.match(cells[0].text.strip()) is not None

    def _is_number(self, column: int, text: str) -> bool:
        is_label = any(
            each.column == column and (each.sources == (ROW_NUMBER,) or column == 1)
            for each in self.columns
        )
        return is_label and text.strip().rstrip(".、").removesuffix(".0").isdigit()

    def _is_one_cell(self, row: int) -> bool:
        """Most of the row is merged into one: a line of text, not a row of the table."""
        return any(
            area.first_row <= row <= area.last_row
            and 2 * (area.last_column - area.first_column + 1) > len(self.columns)
            and area.last_column - area.first_column > 1
            for area in self.grid.merges
        )

    def worked_out(self, column: FormColumn, row: int) -> FormColumn:
        """Mark a column that the form's own formula fills."""
        cell = self.grid.cell(row, column.column)
        if cell is None or not cell.formula:
            return column
        return FormColumn(
            column.column, column.heading, column.key, column.sources, True, column.is_never
        )
