"""The page of an official paper, as GB/T 9704-2012 measures it, and the smaller sheets.

Lengths are in points (1/72 inch) unless a name says millimetres; the origin is the lower left
corner of the sheet, as in PDF.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

POINTS_PER_MM: Final = 72 / 25.4

#: A4, GB/T 9704-2012, 5.1.
SHEET_WIDTH: Final = 210 * POINTS_PER_MM
SHEET_HEIGHT: Final = 297 * POINTS_PER_MM

#: 天头 37 mm, 订口 28 mm; the text block (版心) is 156 × 225 mm (5.2.1).
TOP_MARGIN_MM: Final = 37
LEFT_MARGIN_MM: Final = 28
TEXT_WIDTH_MM: Final = 156
TEXT_HEIGHT_MM: Final = 225
RIGHT_MARGIN_MM: Final = 210 - LEFT_MARGIN_MM - TEXT_WIDTH_MM
BOTTOM_MARGIN_MM: Final = 297 - TOP_MARGIN_MM - TEXT_HEIGHT_MM

LEFT: Final = LEFT_MARGIN_MM * POINTS_PER_MM
RIGHT: Final = LEFT + TEXT_WIDTH_MM * POINTS_PER_MM
TOP: Final = SHEET_HEIGHT - TOP_MARGIN_MM * POINTS_PER_MM
BOTTOM: Final = TOP - TEXT_HEIGHT_MM * POINTS_PER_MM
TEXT_WIDTH: Final = RIGHT - LEFT
TEXT_HEIGHT: Final = TOP - BOTTOM

#: 22 lines of 28 characters fill the text block (5.2.3).
LINES_PER_PAGE: Final = 22
CELLS_PER_LINE: Final = 28
#: So many lines stand on a page where seal and date would else go on to another (7.3.5.4).
MOST_LINES_PER_PAGE: Final = 24
LINE_PITCH: Final = TEXT_HEIGHT / LINES_PER_PAGE
#: 28 characters of 16 pt are 158 mm wide: each gives up 1.3 % so that they fit the 156 mm.
CELL: Final = TEXT_WIDTH / CELLS_PER_LINE

#: 三号, the text; 二号, the title; 四号, the page number; 小四, ruled forms (5.2.2, 7.3.1, 7.5).
BODY_SIZE: Final = 16.0
TITLE_SIZE: Final = 22.0
FOLIO_SIZE: Final = 14.0
FORM_SIZE: Final = 12.0
#: Line pitch and padding of a ruled form.
FORM_PITCH: Final = 19.0
CELL_PADDING: Final = 4.0
RULE_WIDTH: Final = 0.6

#: The text begins two characters in (7.3.3); the date ends four characters from the right (7.3.5).
PARAGRAPH_INDENT_CELLS: Final = 2
SIGNATURE_RIGHT_CELLS: Final = 4

#: The page number stands 7 mm below the text block, one character in from the outer side (7.5).
FOLIO_DROP: Final = 7 * POINTS_PER_MM
FOLIO_INDENT: Final = FOLIO_SIZE

#: How much of a Han character's em lies above the base line, in the fonts used here.
ASCENT: Final = 0.88


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of paper with its grid; lengths in points.

    Attributes:
        width: Of the paper.
        height: Of the paper.
        left: The margin on the left.
        head: The margin above.
        cells_per_line: How many characters fill a line.
        lines: How many lines fill the text block.
        cell: The width of one character with its share of the line.
        pitch: From one line to the next.
        body_size: Of the text.
        title_size: Of a title.
        title_pitch: From one line of a title to the next.
        form_size: Of the text in a table.
        form_pitch: From one line to the next in a table.
        most_lines: So many fit, set closer, where else a page would follow for a few; 0 for never.
        has_folio_room: Whether page numbers fit below the text block.
    """

    width: float
    height: float
    left: float
    head: float
    cells_per_line: int
    lines: int
    cell: float
    pitch: float
    body_size: float
    title_size: float
    title_pitch: float
    form_size: float
    form_pitch: float
    most_lines: int = 0
    has_folio_room: bool = False

    def tightened(self, lines: int) -> Sheet:
        """Return the same text block with more lines in it, each a little lower."""
        pitch = self.text_height / lines
        title_pitch = self.title_pitch * pitch / self.pitch
        return replace(self, lines=lines, pitch=pitch, title_pitch=title_pitch)

    @property
    def text_width(self) -> float:
        """The width of the text block."""
        return self.cells_per_line * self.cell

    @property
    def text_height(self) -> float:
        """The height of the text block."""
        return self.lines * self.pitch

    @property
    def right(self) -> float:
        """Where the text block ends on the right, from the left edge of the paper."""
        return self.left + self.text_width

    @property
    def top(self) -> float:
        """Where the text block begins, from the lower edge of the paper."""
        return self.height - self.head

    @property
    def bottom(self) -> float:
        """Where the text block ends, from the lower edge of the paper."""
        return self.top - self.text_height


#: The paper of every letter and form.
OFFICIAL: Final = Sheet(
    width=SHEET_WIDTH,
    height=SHEET_HEIGHT,
    left=LEFT,
    head=TOP_MARGIN_MM * POINTS_PER_MM,
    cells_per_line=CELLS_PER_LINE,
    lines=LINES_PER_PAGE,
    cell=CELL,
    pitch=LINE_PITCH,
    body_size=BODY_SIZE,
    title_size=TITLE_SIZE,
    title_pitch=LINE_PITCH,
    form_size=FORM_SIZE,
    form_pitch=FORM_PITCH,
    most_lines=MOST_LINES_PER_PAGE,
    has_folio_room=True,
)
#: A5 in large print, for a petitioner to keep: 19 lines of 18 characters of 18 pt (小二).
CARD: Final = Sheet(
    width=148 * POINTS_PER_MM,
    height=210 * POINTS_PER_MM,
    left=(148 * POINTS_PER_MM - 18 * 18) / 2,
    head=14 * POINTS_PER_MM,
    cells_per_line=18,
    lines=19,
    cell=18.0,
    pitch=27.0,
    body_size=18.0,
    title_size=28.0,
    title_pitch=38.0,
    form_size=16.0,
    form_pitch=24.0,
    most_lines=23,
)
#: A label of 100 × 150 mm, as printers of labels take it: 18 characters of 14 pt across.
LABEL: Final = Sheet(
    width=100 * POINTS_PER_MM,
    height=150 * POINTS_PER_MM,
    left=(100 * POINTS_PER_MM - 18 * 14) / 2,
    head=6 * POINTS_PER_MM,
    cells_per_line=18,
    lines=19,
    cell=14.0,
    pitch=20.5,
    body_size=14.0,
    title_size=18.0,
    title_pitch=26.0,
    form_size=14.0,
    form_pitch=21.0,
    most_lines=19,
)


def baseline_drop(size: float, pitch: float) -> float:
    """Return how far below the top of a line its base line lies, the em in the middle of it."""
    return (pitch - size) / 2 + ASCENT * size
