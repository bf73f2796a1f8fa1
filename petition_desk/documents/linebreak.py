"""Breaking Chinese text into lines: pure, in cells, without any notion of a page or a font file.

One cell is one em of the text: the width of one Han character. A line that is not the last of its
paragraph is exactly as wide as asked for; a mark that may not begin a line is drawn in by narrowing
the line's punctuation, or takes the character before it along, whichever looks better. Latin words
and figures keep their own widths and stay whole where they can.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from petition_desk.documents import punctuation
from petition_desk.documents.fonts import FontRole

#: How wide a character is in a role, in cells.
Measure = Callable[[str, FontRole], float]

#: How much of a full-width mark may be taken away, in cells: its empty half.
_SLACK: Final = 0.5
#: Gaps this much wider, in cells, are as ugly as punctuation narrowed all it can be.
_UGLY_GAP: Final = 0.125
#: Gaps so wide that a Latin word is rather cut than left out of the line.
_WIDE_GAP: Final = 0.25
#: Rounding of sums of widths.
_EPSILON: Final = 1e-6


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one role.

    Attributes:
        text: Without line ends.
        role: Which font draws it.
    """

    text: str
    role: FontRole = FontRole.BODY


@dataclass(frozen=True, slots=True)
class Line:
    """One line, each character in its place.

    Attributes:
        text: Its characters, spaces at the end included.
        roles: The role of each.
        places: The pen position of each, in cells from the left edge of the paragraph.
        right: Where the last visible character ends, in cells from that edge.
        is_last: Whether the paragraph ends here.
    """

    text: str
    roles: tuple[FontRole, ...]
    places: tuple[float, ...]
    right: float
    is_last: bool


def break_lines(
    runs: Iterable[Run],
    width: float,
    measure: Measure,
    *,
    first_indent: float = 0.0,
    indent: float = 0.0,
    justify: bool = True,
) -> list[Line]:
    """Break one paragraph into lines.

    Args:
        runs: The text; no line ends in it.
        width: The measure of a line, in cells, indents included.
        measure: The width of a character in a role, in cells.
        first_indent: Empty cells before the first line.
        indent: Empty cells before every further line.
        justify: Whether full lines are spread or narrowed to ``width`` exactly.

    Returns:
        The lines in order; none for empty text. Together they hold every character once.
    """
    text = _Text(tuple(runs), measure)
    lines: list[Line] = []
    start = 0
    while start < len(text.chars):
        left = indent if lines else first_indent
        end = text.end_of_line(start, width - left)
        is_last = end == len(text.chars)
        lines.append(text.line(start, end, left, width, justify=justify, is_last=is_last))
        start = end
    return lines


class _Text:
    """The characters of a paragraph with their widths and the places where it may break."""

    def __init__(self, runs: Sequence[Run], measure: Measure) -> None:
        self.chars = "".join(run.text for run in runs)
        self.roles = [run.role for run in runs for _ in run.text]
        self.advances = [
            measure(char, role) for char, role in zip(self.chars, self.roles, strict=True)
        ]
        self.widths = [
            1.0 if char in punctuation.FULL_WIDTH else advance
            for char, advance in zip(self.chars, self.advances, strict=True)
        ]
        self.breaks = self._find_breaks()

    def _find_breaks(self) -> list[int]:
        """Return every index before which a line may begin, the end of the text included."""
        chars = self.chars
        breaks = []
        run_length = 0
        for index in range(1, len(chars)):
            before, after = chars[index - 1], chars[index]
            run_length = run_length + 1 if before in punctuation.PAIRED else 0
            if before == after and run_length % 2:
                continue
            if punctuation.may_break(before, after):
                breaks.append(index)
        return [*breaks, len(chars)]

    def end_of_line(self, start: int, room: float) -> int:
        """Return the index at which a line that starts at ``start`` ends best."""
        fitting, fitting_width = start, 0.0
        nearest = len(self.chars)
        total, index = 0.0, start
        for position in range(bisect_right(self.breaks, start), len(self.breaks)):
            end = self.breaks[position]
            total += sum(self.widths[index:end])
            index = end
            if total - self._trailing(start, end) > room + _EPSILON:
                nearest = end
                break
            fitting, fitting_width = end, total - self._trailing(start, end)
        else:
            return len(self.chars)
        if self._draws_in(start, fitting, nearest, room, fitting_width):
            return nearest
        return self._cut(start, fitting, nearest, room)

    def _draws_in(self, start: int, fitting: int, end: int, room: float, width: float) -> bool:
        """Tell whether narrowing punctuation to reach ``end`` beats spreading the line."""
        excess = sum(self.widths[start:end]) - self._trailing(start, end) - room
        slack = _SLACK * sum(self._is_loose(index) for index in range(start, end))
        if excess > slack + _EPSILON:
            return False
        if fitting == start or end == len(self.chars):
            return True
        missing = room - width
        if missing < _EPSILON:
            return False
        return excess / slack < missing / max(self._gap_count(start, fitting), 1) / _UGLY_GAP

    def _cut(self, start: int, fitting: int, end: int, room: float) -> int:
        """Return where to break when what follows ``fitting`` does not fit.

        Usually at ``fitting``. A Latin word that would leave wide gaps is cut after one of its
        own marks; what is longer than a line is cut wherever it must.
        """
        width = sum(self.widths[start:fitting]) - self._trailing(start, fitting)
        gap = (room - width) / max(self._gap_count(start, fitting), 1)
        if fitting > start and gap <= _WIDE_GAP:
            return fitting
        last = start
        total = 0.0
        while last < end and total + self.widths[last] <= room + _EPSILON:
            total += self.widths[last]
            last += 1
        for index in range(last, max(fitting, start + 1), -1):
            if self._may_cut_softly(index):
                return index
        if fitting > start:
            return fitting
        return self._forced(start, last)

    def _may_cut_softly(self, index: int) -> bool:
        before, after = self.chars[index - 1], self.chars[index]
        return before in punctuation.SOFT_BREAKS and after.isalnum()

    def _forced(self, start: int, last: int) -> int:
        """Return a break inside something unbreakable: the last one that offends no rule."""
        for index in range(last, start, -1):
            before, after = self.chars[index - 1], self.chars[index]
            if (
                before not in punctuation.NO_END
                and after not in punctuation.NO_START
                and after not in punctuation.SPACES
                and not (before == after and before in punctuation.PAIRED)
            ):
                return index
        return max(last, start + 1)

    def line(
        self, start: int, end: int, left: float, width: float, *, justify: bool, is_last: bool
    ) -> Line:
        """Return the characters from ``start`` to ``end``, placed."""
        visible = end - self._trailing_count(start, end)
        widths = self.widths[start:visible]
        shifts = [self._shift(index) for index in range(start, visible)]
        missing = width - left - sum(widths)
        if missing < -_EPSILON:
            self._narrow(start, widths, shifts, -missing)
        gap, spread = self._gaps(start, visible, missing, justify=justify and not is_last)
        places: list[float] = []
        pen = right = left
        for offset, own in enumerate(widths):
            places.append(pen + shifts[offset])
            right = pen + own
            pen = right + (gap if spread[offset] else 0.0)
        hanging = right
        for index in range(visible, end):  # spaces hang out of the line
            places.append(hanging)
            hanging += self.widths[index]
        return Line(
            self.chars[start:end], tuple(self.roles[start:end]), tuple(places), right, is_last
        )

    def _shift(self, index: int) -> float:
        """Return where a narrow glyph stands in its full-width place."""
        free = self.widths[index] - self.advances[index]
        char = self.chars[index]
        if free <= 0 or char in punctuation.LOOSE_RIGHT:
            return 0.0
        return free if char in punctuation.LOOSE_LEFT else free / 2

    def _narrow(self, start: int, widths: list[float], shifts: list[float], excess: float) -> None:
        """Take ``excess`` away from the marks, the one that ends the line first, in place."""
        loose = [offset for offset in range(len(widths)) if self._is_loose(start + offset)]
        if loose and loose[-1] == len(widths) - 1:
            excess -= self._take(start, loose.pop(), widths, shifts, min(excess, _SLACK))
        for offset in loose:
            self._take(start, offset, widths, shifts, excess / len(loose))

    def _take(
        self, start: int, offset: int, widths: list[float], shifts: list[float], amount: float
    ) -> float:
        widths[offset] -= amount
        if self.chars[start + offset] in punctuation.LOOSE_LEFT:
            shifts[offset] -= amount
        return amount

    def _gaps(
        self, start: int, end: int, missing: float, *, justify: bool
    ) -> tuple[float, list[bool]]:
        """Return how much wider each gap becomes, in cells, and which gaps (after each index)."""
        spread = [self._is_gap(index) for index in range(start, end - 1)]
        spread.append(False)
        if not justify or missing <= _EPSILON or len(spread) < 2:
            return 0.0, spread
        if not any(spread):  # one long word: its letters are spread
            spread = [True] * (len(spread) - 1) + [False]
        return missing / sum(spread), spread

    def _gap_count(self, start: int, end: int) -> int:
        return sum(self._is_gap(index) for index in range(start, max(end - 1, start)))

    def _is_gap(self, index: int) -> bool:
        """Tell whether the gap after a character may be widened."""
        char, after = self.chars[index], self.chars[index + 1]
        if punctuation.is_narrow(char) and punctuation.is_narrow(after):
            return False
        return not (char == after and char in punctuation.PAIRED)

    def _is_loose(self, index: int) -> bool:
        char = self.chars[index]
        if char not in punctuation.LOOSE_RIGHT and char not in punctuation.LOOSE_LEFT:
            return False
        return self.widths[index] > 1 - _EPSILON

    def _trailing_count(self, start: int, end: int) -> int:
        count = 0
        while end - count > start and self.chars[end - count - 1] in punctuation.SPACES:
            count += 1
        return count

    def _trailing(self, start: int, end: int) -> float:
        count = self._trailing_count(start, end)
        return sum(self.widths[end - count : end]) if count else 0.0
