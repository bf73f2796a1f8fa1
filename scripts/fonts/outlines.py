"""What is done to the outlines of a font: cubic to quadratic curves, full-width marks, boxes.

All measures are in font units, 1,000 to the em, as every source font here has it.
"""

from __future__ import annotations

from fontTools.misc.transform import Transform
from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.reverseContourPen import ReverseContourPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable

_EM = 1000
#: How far a quadratic curve may lie from the cubic one, in font units.
_CURVE_ERROR = 0.8

#: Fields of `maxp` that speak of hinting programs, of which there are none.
_HINTING_LIMITS = (
    "maxTwilightPoints",
    "maxStorage",
    "maxFunctionDefs",
    "maxInstructionDefs",
    "maxStackElements",
    "maxSizeOfInstructions",
    "maxComponentElements",
)

_OPENING = "“‘"
_CLOSING = "”’"
_CENTRED = "…"
_DASHES = "—―"
_BLANK = "_"

_BOX = "□"
#: Strokes inside the box, in hundredths of its side.
_CHECK = ((15, 50), (24, 59), (41, 40), (78, 85), (87, 77), (41, 21))
_CROSS = (
    ((21, 15), (15, 21), (79, 85), (85, 79)),
    ((15, 79), (21, 85), (85, 21), (79, 15)),
)


def to_truetype(font: TTFont) -> None:
    """Replace cubic (CFF) outlines by quadratic ones (glyf), in place."""
    glyph_set = font.getGlyphSet()
    glyphs = {}
    for name in font.getGlyphOrder():
        pen = TTGlyphPen(glyph_set)
        # PostScript fills counter-clockwise, TrueType clockwise: the contours are reversed.
        glyph_set[name].draw(Cu2QuPen(pen, _CURVE_ERROR, reverse_direction=True))
        glyphs[name] = pen.glyph()
    font["loca"] = newTable("loca")
    font["glyf"] = table = newTable("glyf")
    table.glyphOrder = font.getGlyphOrder()
    table.glyphs = glyphs
    font["maxp"].tableVersion = 0x00010000
    for field in _HINTING_LIMITS:
        setattr(font["maxp"], field, 0)
    font["maxp"].maxZones = 1
    font["post"].formatType = 3.0
    font["head"].glyphDataFormat = 0
    font.sfntVersion = "\x00\x01\x00\x00"
    for tag in ("CFF ", "VORG"):
        del font[tag]


def give_full_width(font: TTFont) -> None:
    """Set Chinese quotation marks, ellipsis and dash on a whole em, in place.

    Some fonts draw them for Latin text. An opening mark stands at the right of its em, a closing
    one at the left (GB/T 15834); two dashes must join, so a dash is stretched to the full em, and a
    row of underscores must make one line to write on.
    """
    cmap = font.getBestCmap()
    done: set[str] = set()
    for char in _OPENING + _CLOSING + _CENTRED + _DASHES + _BLANK:
        name = cmap.get(ord(char))
        if name is None or name in done:
            continue
        done.add(name)
        advance, _ = font["hmtx"][name]
        if char in _DASHES + _BLANK:
            left, _, right, _ = _bounds(font, name)
            width = advance if char in _BLANK else _EM
            scale = Transform(width / (right - left), 0, 0, 1, 0, 0).translate(-left, 0)
            _redraw(font, name, scale, width)
        elif advance < _EM:
            free = _EM - advance
            shift = {True: free, False: 0}[char in _OPENING] if char not in _CENTRED else free / 2
            _redraw(font, name, Transform().translate(shift, 0))


def add_ballot_boxes(font: TTFont) -> None:
    """Draw ☐ ☑ ☒ out of the font's own □, in place, where the font has none."""
    cmap = font.getBestCmap()
    extras: dict[str, tuple[tuple[tuple[int, int], ...], ...]] = {
        "☐": (),
        "☑": (_CHECK,),
        "☒": _CROSS,
    }
    for char, strokes in extras.items():
        if ord(char) in cmap or ord(_BOX) not in cmap:
            continue
        pen = TTGlyphPen(font.getGlyphSet())
        font.getGlyphSet()[cmap[ord(_BOX)]].draw(pen)
        left, bottom, right, top = _bounds(font, cmap[ord(_BOX)])
        scale = Transform((right - left) / 100, 0, 0, (top - bottom) / 100, left, bottom)
        for stroke in strokes:
            turned = ReverseContourPen(pen) if _is_left_turning(stroke) else pen
            _polygon(TransformPen(turned, scale), stroke)
        _append(font, f"uni{ord(char):04X}", ord(char), pen)


def _bounds(font: TTFont, name: str) -> tuple[float, float, float, float]:
    pen = BoundsPen(font.getGlyphSet())
    font.getGlyphSet()[name].draw(pen)
    return pen.bounds


def _redraw(font: TTFont, name: str, transform: Transform, advance: int = _EM) -> None:
    pen = TTGlyphPen(font.getGlyphSet())
    font.getGlyphSet()[name].draw(TransformPen(pen, transform))
    glyph = pen.glyph()
    font["glyf"][name] = glyph
    glyph.recalcBounds(font["glyf"])
    font["hmtx"][name] = (advance, glyph.xMin)


def _append(font: TTFont, name: str, point: int, pen: TTGlyphPen) -> None:
    glyph = pen.glyph()
    font["glyf"][name] = glyph  # also appends the name to the glyph order
    glyph.recalcBounds(font["glyf"])
    font["hmtx"][name] = (_EM, glyph.xMin)
    for table in font["cmap"].tables:
        if table.isUnicode() and table.format in (4, 12):
            table.cmap[point] = name


def _polygon(pen: TransformPen, points: tuple[tuple[int, int], ...]) -> None:
    pen.moveTo(points[0])
    for point in points[1:]:
        pen.lineTo(point)
    pen.closePath()


def _is_left_turning(points: tuple[tuple[int, int], ...]) -> bool:
    """Tell whether a polygon runs counter-clockwise, against TrueType's filling rule."""
    pairs = zip(points, (*points[1:], points[0]), strict=True)
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs) > 0
