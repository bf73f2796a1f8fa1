"""Slices: strips of the text block, each with its text and rules in place.

A slice is what a page break may not cut. Its items are placed from the left edge of the text
block and from the slice's own top, downwards, in points.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from petition_desk.documents.fonts import FontRole, FontSet
from petition_desk.documents.linebreak import Line, Measure, Run


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """One line of text in its slice.

    Attributes:
        line: The characters.
        left: Of the line's cell 0, from the left edge of the text block, in points.
        baseline: Below the top of the slice, in points.
        size: Of the font, in points.
        cell: The width of one cell, in points.
    """

    line: Line
    left: float
    baseline: float
    size: float
    cell: float


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line from one point to another, downwards from the slice's top, in points."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True, slots=True)
class Slice:
    """A strip that stands on one page.

    Attributes:
        height: In points.
        lines: Its text.
        rules: Its rules.
        keep_with_next: Whether the page may not end behind it.
        is_space: Empty; left out at the head of a page.
        repeated: What stands above it again when it begins a page: the head of its table.
    """

    height: float
    lines: tuple[PlacedLine, ...] = ()
    rules: tuple[Rule, ...] = ()
    keep_with_next: bool = False
    is_space: bool = False
    repeated: tuple[Slice, ...] = ()


def measure_with(fonts: FontSet) -> Measure:
    """Return the widths of characters in the fonts that will draw them, in em."""

    def measure(char: str, role: FontRole) -> float:
        return fonts.face_for(char, role).advance(char)

    return measure


def paragraphs_of(runs: Sequence[Run]) -> list[tuple[Run, ...]]:
    """Cut runs at their line ends: each part is a paragraph of its own."""
    parts: list[list[Run]] = [[]]
    for run in runs:
        first, *others = run.text.split("\n")
        parts[-1].append(Run(first, run.role))
        parts.extend([Run(text, run.role)] for text in others)
    return [tuple(part) for part in parts]
