"""The page of an official paper, as GB/T 9704-2012 measures it.

Lengths are in points (1/72 inch) unless a name says millimetres; the origin is the lower left
corner of the sheet, as in PDF.
"""

from __future__ import annotations

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


def baseline_drop(size: float, pitch: float) -> float:
    """Return how far below the top of a line its base line lies, the em in the middle of it."""
    return (pitch - size) / 2 + ASCENT * size
