"""Ruled tables: cells with wrapped text, rows as high as they need, a head on every page."""

from __future__ import annotations

from dataclasses import replace
from itertools import accumulate
from typing import Final

from petition_desk.documents import page
from petition_desk.documents.blocks import Align, Cell, Row, Table
from petition_desk.documents.linebreak import Line, Measure, Run, break_lines
from petition_desk.documents.slices import PlacedLine, Rule, Slice, paragraphs_of

#: A row is at least this high: a form is filled in by hand.
_LEAST_HEIGHT: Final = page.FORM_PITCH + 2 * page.CELL_PADDING

_SIZE: Final = page.FORM_SIZE


def table_slices(table: Table, measure: Measure) -> list[Slice]:
    """Set a table: one slice a row, more for a row that is higher than a page."""
    edges = _edges(table)
    head = [
        replace(piece, keep_with_next=True)
        for row in table.rows[: table.header_rows]
        for piece in _row_slices(row, edges, measure, page.TEXT_HEIGHT)
    ]
    room = page.TEXT_HEIGHT - sum(piece.height for piece in head)
    body = [
        replace(piece, repeated=tuple(head))
        for row in table.rows[table.header_rows :]
        for piece in _row_slices(row, edges, measure, room)
    ]
    return head + body


def _edges(table: Table) -> tuple[float, ...]:
    """Return the left edge of every column, and the right edge of the last, in points."""
    scale = page.TEXT_WIDTH / sum(table.columns)
    return (0.0, *accumulate(part * scale for part in table.columns))


def _row_slices(row: Row, edges: tuple[float, ...], measure: Measure, room: float) -> list[Slice]:
    """Set one row; where it is higher than ``room``, its lines go on in further slices."""
    frames = _frames(row, edges)
    columns = [
        _cell_lines(cell, right - left, measure)
        for cell, (left, right) in zip(row.cells, frames, strict=True)
    ]
    at_most = int((room - 2 * page.CELL_PADDING) / page.FORM_PITCH)
    count = max((len(lines) for lines in columns), default=1)
    slices = []
    for start in range(0, max(count, 1), at_most):
        parts = [lines[start : start + at_most] for lines in columns]
        slices.append(_row_slice(row, frames, parts))
    return slices


def _frames(row: Row, edges: tuple[float, ...]) -> list[tuple[float, float]]:
    """Return the left and right edge of every cell, in points."""
    frames = []
    column = 0
    for cell in row.cells:
        frames.append((edges[column], edges[column + cell.span]))
        column += cell.span
    return frames


def _cell_lines(cell: Cell, width: float, measure: Measure) -> list[Line]:
    room = (width - 2 * page.CELL_PADDING) / _SIZE
    lines: list[Line] = []
    for runs in paragraphs_of((Run(cell.text, cell.role),)):
        lines += break_lines(runs, room, measure, justify=cell.align is Align.JUSTIFIED)
    return lines


def _row_slice(row: Row, frames: list[tuple[float, float]], columns: list[list[Line]]) -> Slice:
    text_height = max(len(lines) for lines in columns) * page.FORM_PITCH
    height = max(_LEAST_HEIGHT, row.min_height, text_height + 2 * page.CELL_PADDING)
    placed = []
    for cell, (left, right), lines in zip(row.cells, frames, columns, strict=True):
        top = (height - len(lines) * page.FORM_PITCH) / 2
        for number, line in enumerate(lines):
            free = right - left - line.right * _SIZE
            inset = free / 2 if cell.align is Align.CENTRE else page.CELL_PADDING
            baseline = page.baseline_drop(_SIZE, page.FORM_PITCH) + number * page.FORM_PITCH
            placed.append(PlacedLine(line, left + inset, top + baseline, _SIZE, _SIZE))
    uprights = [Rule(x, 0, x, height) for x in (0.0, *(right for _, right in frames))]
    level = [Rule(0, y, page.TEXT_WIDTH, y) for y in (0.0, height)]
    return Slice(height, tuple(placed), (*uprights, *level))
