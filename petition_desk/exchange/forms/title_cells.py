"""Period, unit and day put into the blanks of the cells above and below a form's table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from petition_desk.exchange.forms.grid import FormCell, Grid, plain
from petition_desk.exchange.forms.layout import FormLayout
from petition_desk.exchange.forms.title_lines import Edit, FormFacts, asks_for_period, edits
from petition_desk.exchange.forms.xml_tree import (
    Element,
    child,
    children,
    set_text,
    sibling,
    text_of,
)


def title_cells(grid: Grid, layout: FormLayout) -> Iterator[FormCell]:
    """Give the cells with text above the head and below the body."""
    for (row, _), cell in sorted(grid.cells.items()):
        is_outside = row < layout.head[0] or row > layout.last
        if is_outside and cell.text.strip() and not cell.formula:
            yield cell


def wants_period(grid: Grid, layout: FormLayout) -> bool:
    """Return whether a line of the form has a blank for the period."""
    return any(asks_for_period(cell.text) for cell in title_cells(grid, layout))


def fill_title_lines(grid: Grid, layout: FormLayout, facts: FormFacts) -> None:
    """Fill the blanks of every such cell; what is not blank keeps its letters and its look."""
    for cell in list(title_cells(grid, layout)):
        changes = edits(cell.text, facts)
        if not changes:
            continue
        beside = _field_beside(grid, cell, changes)
        if beside is None:
            _change(grid, cell, changes)
        else:
            _put(beside, changes[-1].text)


def _field_beside(grid: Grid, cell: FormCell, changes: tuple[Edit, ...]) -> FormCell | None:
    """Return the empty cell a label points at: 填报单位： in one, the line for it in the next."""
    at_end = len(changes) == 1 and changes[0].start >= len(cell.text.rstrip())
    if not at_end or grid.merge_at(cell.row, cell.column) is not None:
        return None
    area = grid.merge_at(cell.row, cell.column + 1)
    if area is None or area.first_row != cell.row or area.first_column != cell.column + 1:
        return None
    right = grid.made_cell(cell.row, cell.column + 1)
    return right if right.is_blank else None


def _change(grid: Grid, cell: FormCell, changes: tuple[Edit, ...]) -> None:
    source = grid.rich_text(cell)
    if source is None:
        return
    element = cell.element
    inline = sibling(element, "is")
    for each in source.childNodes:
        inline.appendChild(cast("Element", each.cloneNode(deep=True)))
    while element.firstChild is not None:
        element.removeChild(element.firstChild)
    element.setAttribute("t", "inlineStr")
    element.appendChild(inline)
    _edit_runs(inline, changes)


def _put(cell: FormCell, text: str) -> None:
    element = cell.element
    while element.firstChild is not None:
        element.removeChild(element.firstChild)
    inline, words = sibling(element, "is"), sibling(element, "t")
    set_text(words, text)
    inline.appendChild(words)
    element.setAttribute("t", "inlineStr")
    element.appendChild(inline)


def _edit_runs(inline: Element, changes: tuple[Edit, ...]) -> None:
    """Replace pieces of a text that may be cut into differently formatted runs."""
    runs = list(_runs(inline))
    starts, length = [], 0
    for run in runs:
        starts.append(length)
        length += len(text_of(run))
    if len(plain(inline)) != length:
        return
    for edit in reversed(changes):
        is_put = False
        for run, start in reversed(list(zip(runs, starts, strict=True))):
            text = text_of(run)
            begin, end = max(edit.start - start, 0), min(edit.end - start, len(text))
            holds_start = start <= edit.start < start + len(text)
            at_end = edit.start == edit.end == start + len(text) and run is runs[-1]
            if begin > end or not (begin < end or holds_start or at_end):
                continue
            put = edit.text if (holds_start or at_end) and not is_put else ""
            is_put = is_put or bool(put)
            set_text(run, text[:begin] + put + text[end:])
            run.setAttribute("xml:space", "preserve")


def _runs(inline: Element) -> Iterator[Element]:
    for each in children(inline):
        if each.localName == "t":
            yield each
        elif each.localName == "r":
            words = child(each, "t")
            if words is not None:
                yield words
