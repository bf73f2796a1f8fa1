"""From the blocks of a letter to slices on the grid of 22 lines; tables in `tables`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from math import ceil
from typing import Final

from petition_desk.documents import page
from petition_desk.documents.blocks import (
    Align,
    Block,
    DocumentNumber,
    Heading,
    Paragraph,
    Signature,
    Space,
    Title,
)
from petition_desk.documents.fonts import FontRole, FontSet
from petition_desk.documents.linebreak import Line, Measure, Run, break_lines
from petition_desk.documents.page import OFFICIAL, Sheet
from petition_desk.documents.slices import PlacedLine, Slice, measure_with, paragraphs_of
from petition_desk.documents.tables import table_slices
from petition_desk.documents.titles import title_lines

#: Empty lines between the text and the signature: the seal needs room.
_SEAL_LINES: Final = 2
#: How many lines of text go along with a signature that begins a page.
_COMPANIONS: Final = 2


def _empty_line(sheet: Sheet) -> Slice:
    return Slice(sheet.pitch, is_space=True)


def title_slices(title: Title, measure: Measure, sheet: Sheet) -> list[Slice]:
    """Set the title: a long one is parted at its sense into lines of like length."""
    width = sheet.text_width / sheet.title_size
    slices = []
    for text in title.lines:
        widths = [measure(char, FontRole.TITLE) for char in text]
        parts = title_lines(text, widths, width) or (text,)
        for part in parts:
            runs = (Run(part, FontRole.TITLE),)
            slices += [_title_slice(line, sheet) for line in _balanced(runs, width, measure)]
    return [replace(piece, keep_with_next=True) for piece in slices]


def _balanced(runs: tuple[Run, ...], width: float, measure: Measure) -> list[Line]:
    lines = break_lines(runs, width, measure, justify=False)
    if len(lines) < 2:
        return lines
    whole = sum(measure(char, run.role) for run in runs for char in run.text)
    for narrower in range(ceil(whole / len(lines)), int(width)):
        balanced = break_lines(runs, narrower, measure, justify=False)
        if len(balanced) == len(lines):
            return balanced
    return lines


def _title_slice(line: Line, sheet: Sheet) -> Slice:
    size = sheet.title_size
    left = (sheet.text_width - line.right * size) / 2
    # On the official page it shares the base line of the text beside it.
    own = page.baseline_drop(size, sheet.title_pitch)
    shared = page.baseline_drop(sheet.body_size, sheet.pitch)
    baseline = shared if sheet.title_pitch == sheet.pitch else own
    return Slice(sheet.title_pitch, (PlacedLine(line, left, baseline, size, size),))


def paragraph_slices(paragraph: Paragraph, measure: Measure, sheet: Sheet) -> list[Slice]:
    """Set one paragraph on the grid; line ends in its text begin further paragraphs."""
    slices = []
    for runs in paragraphs_of(paragraph.runs):
        lines = break_lines(
            runs,
            sheet.cells_per_line,
            measure,
            first_indent=paragraph.first_indent,
            justify=paragraph.align is Align.JUSTIFIED,
        )
        slices += [_text_slice(line, paragraph.align, sheet) for line in lines] or [
            _empty_line(sheet)
        ]
    return [replace(piece, keep_with_next=paragraph.keep_with_next) for piece in slices]


def _text_slice(line: Line, align: Align, sheet: Sheet) -> Slice:
    left = (sheet.text_width - line.right * sheet.cell) / 2 if align is Align.CENTRE else 0.0
    baseline = page.baseline_drop(sheet.body_size, sheet.pitch)
    return Slice(sheet.pitch, (PlacedLine(line, left, baseline, sheet.body_size, sheet.cell),))


def signature_slices(signature: Signature, measure: Measure, sheet: Sheet) -> list[Slice]:
    """Set office and date: the date ends four cells from the right, the office centres on it."""
    cells = sheet.cells_per_line
    (date,) = break_lines((Run(signature.date),), cells, measure, justify=False)
    date_left = cells - page.SIGNATURE_RIGHT_CELLS - date.right
    office = _balanced((Run(signature.office),), cells, measure)
    middle = date_left + date.right / 2
    pairs = [(line, min(max(middle - line.right / 2, 0.0), cells - line.right)) for line in office]
    baseline = page.baseline_drop(sheet.body_size, sheet.pitch)
    lines = [
        Slice(
            sheet.pitch,
            (PlacedLine(line, left * sheet.cell, baseline, sheet.body_size, sheet.cell),),
        )
        for line, left in [*pairs, (date, date_left)]
    ]
    room = replace(_empty_line(sheet), keep_with_next=True)
    if signature.contact:
        lines += [room, *paragraph_slices(Paragraph.plain(signature.contact), measure, sheet)]
    bound = [replace(piece, keep_with_next=True) for piece in lines[:-1]]
    return [*([room] * _SEAL_LINES), *bound, replace(lines[-1], keep_with_next=False)]


def with_companions(before: list[Slice]) -> list[Slice]:
    """Bind the last lines of the text to the signature that follows it."""
    bound = list(before)
    found = 0
    for index in range(len(bound) - 1, -1, -1):
        if found == _COMPANIONS:
            break
        found += not bound[index].is_space
        bound[index] = replace(bound[index], keep_with_next=True)
    return bound


def slices_of(blocks: Iterable[Block], fonts: FontSet, sheet: Sheet = OFFICIAL) -> list[Slice]:
    """Turn the blocks of a letter into slices, in order.

    Raises:
        MissingGlyphError: no font draws a character.
    """
    measure = measure_with(fonts)
    slices: list[Slice] = []
    for block in blocks:
        match block:
            case Title():
                slices += title_slices(block, measure, sheet)
            case DocumentNumber():
                runs = (Run(block.text),)
                slices += paragraph_slices(Paragraph(runs, 0, Align.CENTRE), measure, sheet)
            case Heading():
                slices += paragraph_slices(block.as_paragraph(), measure, sheet)
            case Paragraph():
                slices += paragraph_slices(block, measure, sheet)
            case Space():
                slices += [_empty_line(sheet)] * block.lines
            case Signature():
                slices = [*with_companions(slices), *signature_slices(block, measure, sheet)]
            case _:
                slices += table_slices(block, measure, sheet)
    return slices
