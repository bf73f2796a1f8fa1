"""Ruled tables: cells with wrapped text, rows as high as they need, a head on every page."""

from __future__ import annotations

from dataclasses import replace
from itertools import accumulate

from petition_desk.documents import page
from petition_desk.documents.blocks import Align, Cell, Row, Table
from petition_desk.documents.linebreak import Line, Measure, Run, break_lines
from petition_desk.documents.page import OFFICIAL, Sheet
from petition_desk.documents.slices import PlacedLine, Rule, Slice, paragraphs_of


def table_slices(table: Table, measure: Measure, sheet: Sheet = OFFICIAL) -> list[Slice]:
    """Set a table: one slice a row, more for a row that is higher than a page."""
    edges = _edges(table, sheet)
    head = [
        replace(piece, keep_with_next=True)
        for row in table.rows[: table.header_rows]
        for piece in _row_slices(row, edges, measure, sheet, sheet.text_height)
    ]
    room = sheet.text_height - sum(piece.height for piece in head)
    body = [
        replace(piece, repeated=tuple(head), keep_with_next=row.keep_with_next)
        for row in table.rows[table.header_rows :]
        for piece in _row_slices(row, edges, measure, sheet, room)
    ]
    return head + body


def _edges(table: Table, sheet: Sheet) -> tuple[float, ...]:
    """Return the left edge of every column, and the right edge of the last, in points."""
    scale = sheet.text_width / sum(table.columns)
    return (0.0, *accumulate(part * scale for part in table.columns))


def _row_slices(
    row: Row, edges: tuple[float, ...], measure: Measure, sheet: Sheet, room: float
) -> list[Slice]:
    """Set one row; where it is higher than ``room``, its lines go on in further slices."""
    frames = _frames(row, edges)
    columns = [
        _cell_lines(cell, right - left, measure, sheet)
        for cell, (left, right) in zip(row.cells, frames, strict=True)
    ]
    at_most = int((room - 2 * page.CELL_PADDING) / sheet.form_pitch)
    count = max((len(lines) for lines in columns), default=1)
    slices = []
    for start in range(0, max(count, 1), at_most):
        parts = [lines[start : start + at_most] for lines in columns]
        slices.append(_row_slice(row, frames, parts, sheet))
    return slices


def _frames(row: Row, edges: tuple[float, ...]) -> list[tuple[float, float]]:
    """Return the left and right edge of every cell, in points."""
    frames = []
    column = 0
    for cell in row.cells:
        frames.append((edges[column], edges[column + cell.span]))
        column += cell.span
    return frames


def _cell_lines(cell: Cell, width: float, measure: Measure, sheet: Sheet) -> list[Line]:
    room = (width - 2 * page.CELL_PADDING) / sheet.form_size
    lines: list[Line] = []
    for runs in paragraphs_of((Run(cell.text, cell.role),)):
        lines += break_lines(runs, room, measure, justify=cell.align is Align.JUSTIFIED)
    return lines


def _row_slice(
    row: Row, frames: list[tuple[float, float]], columns: list[list[Line]], sheet: Sheet
) -> Slice:
    size, pitch = sheet.form_size, sheet.form_pitch
    text_height = max(len(lines) for lines in columns) * pitch
    # A row is at least one line high: a form is filled in by hand.
    height = max(pitch, row.min_height - 2 * page.CELL_PADDING, text_height) + 2 * page.CELL_PADDING
    placed = []
    for cell, (left, right), lines in zip(row.cells, frames, columns, strict=True):
        top = (height - len(lines) * pitch) / 2
        for number, line in enumerate(lines):
            free = right - left - line.right * size
            inset = free / 2 if cell.align is Align.CENTRE else page.CELL_PADDING
            baseline = page.baseline_drop(size, pitch) + number * pitch
            placed.append(PlacedLine(line, left + inset, top + baseline, size, size))
    uprights = [Rule(x, 0, x, height) for x in (0.0, *(right for _, right in frames))]
    level = [Rule(0, y, sheet.text_width, y) for y in (0.0, height)]
    return Slice(height, tuple(placed), (*uprights, *level))
