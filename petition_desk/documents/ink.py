"""What stands on a page, as the drawing operators of a PDF (ISO 32000-1, 8 and 9)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from petition_desk.documents import page
from petition_desk.documents.fonts import Face, FontRole, FontSet
from petition_desk.documents.page import Sheet
from petition_desk.documents.pdf import FontUse
from petition_desk.documents.slices import PlacedLine, Slice

#: A rare character in a title has no bold font: its outline is drawn this thick, in em.
_EMBOLDENED: Final = 0.03
#: Rounding of positions, in points: a thousandth of a hair.
_EPSILON: Final = 1e-4


@dataclass(frozen=True, slots=True)
class PlacedSlice:
    """One slice on its page.

    Attributes:
        top: Below the top of the text block, in points.
        slice: What stands there.
    """

    top: float
    slice: Slice


class Ink:
    """Writes pages, one after the other, and knows which fonts they use."""

    def __init__(self, fonts: FontSet, sheet: Sheet) -> None:
        """Begin without any font."""
        self._fonts = fonts
        self._sheet = sheet
        self._used: dict[str, FontUse] = {}
        self._out: list[str] = []
        self._style: tuple[str, float] | None = None
        self._scale = 100.0
        self._spacing = 0.0
        self._is_bold = False

    @property
    def fonts_used(self) -> tuple[FontUse, ...]:
        """Every font that drew something, in the order they were first used."""
        return tuple(self._used.values())

    def page(self, placed: tuple[PlacedSlice, ...], folio: int) -> bytes:
        """Return the operators of one page.

        Args:
            placed: What stands on it.
            folio: Its number; 0 for none.
        """
        self._out = []
        self._style, self._scale, self._spacing, self._is_bold = None, 100.0, 0.0, False
        self._rule(placed)
        self._out.append(f"BT {_EMBOLDENED * self._sheet.title_size:.3f} w")
        for piece in placed:
            for line in piece.slice.lines:
                self._write(line, self._sheet.top - piece.top - line.baseline)
        if folio:
            self._write_folio(folio)
        self._out.append("ET")
        return "\n".join(self._out).encode("ascii")

    def _rule(self, placed: tuple[PlacedSlice, ...]) -> None:
        left, top = self._sheet.left, self._sheet.top
        rules = {
            (
                round(left + rule.x1, 3),
                round(top - piece.top - rule.y1, 3),
                round(left + rule.x2, 3),
                round(top - piece.top - rule.y2, 3),
            )
            for piece in placed
            for rule in piece.slice.rules
        }
        if rules:
            self._out.append(f"{page.RULE_WIDTH} w 2 J")  # corners close
            self._out += [f"{x1} {y1} m {x2} {y2} l S" for x1, y1, x2, y2 in sorted(rules)]

    def _write(self, placed: PlacedLine, y: float) -> None:
        line = placed.line
        find = self._fonts.face_for
        faces = [find(char, role) for char, role in zip(line.text, line.roles, strict=True)]
        left = self._sheet.left + placed.left
        start = 0
        for end in _stretches(placed, faces):
            face = faces[start]
            self._set_bold(is_bold=self._is_borrowed_for_title(face, line.roles[start]))
            gap = 0.0
            if end - start > 1:
                gap = _gap(placed, face, start + 1)
            # Spacing is scaled along with the glyphs; in size, not in cells.
            self._show(
                face,
                line.text[start:end],
                (left + line.places[start] * placed.cell, y),
                (placed.size, 100 * placed.cell / placed.size, gap * placed.size),
            )
            start = end

    def _write_folio(self, number: int) -> None:
        """Write the page number below the text block, on the outer side of the sheet."""
        text = f"— {number} —"
        face = self._fonts.face_for("1", FontRole.FOLIO)
        width = sum(face.advance(char) for char in text) * page.FOLIO_SIZE
        sheet = self._sheet
        on_right = number % 2 == 1
        left = (
            sheet.right - page.FOLIO_INDENT - width if on_right else sheet.left + page.FOLIO_INDENT
        )
        self._set_bold(is_bold=False)
        place = (left, sheet.bottom - page.FOLIO_DROP - page.FOLIO_SIZE / 3)
        self._show(face, text, place, (page.FOLIO_SIZE, 100.0, 0.0))

    def _show(
        self,
        face: Face,
        text: str,
        place: tuple[float, float],
        shape: tuple[float, float, float],
    ) -> None:
        """Show text in one font: at a place, in a size, scaled across in percent, spaced."""
        size, scale, spacing = shape
        font = self._used.get(face.name)
        if font is None:
            font = self._used[face.name] = FontUse(face, f"F{len(self._used) + 1}")
        if self._style != (font.name, size):
            self._out.append(f"/{font.name} {size:g} Tf")
            self._style = (font.name, size)
        if abs(scale - self._scale) > _EPSILON:
            self._out.append(f"{scale:.4f} Tz")
            self._scale = scale
        if abs(spacing - self._spacing) > _EPSILON:
            self._out.append(f"{spacing:.4f} Tc")
            self._spacing = spacing
        self._out.append(f"1 0 0 1 {place[0]:.3f} {place[1]:.3f} Tm <{font.shown(text)}> Tj")

    def _is_borrowed_for_title(self, face: Face, role: FontRole) -> bool:
        return role is FontRole.TITLE and face is not self._fonts.face_for("1", role)

    def _set_bold(self, *, is_bold: bool) -> None:
        if is_bold is not self._is_bold:
            self._out.append("2 Tr" if is_bold else "0 Tr")
            self._is_bold = is_bold


def _stretches(placed: PlacedLine, faces: list[Face]) -> list[int]:
    """Return where each stretch of one font and one even spacing ends."""
    line = placed.line
    ends = []
    start = 0
    even = 0.0
    for index in range(1, len(line.text)):
        gap = _gap(placed, faces[index - 1], index)
        if index == start + 1:
            even = gap
        if faces[index] is not faces[start] or abs(gap - even) >= _EPSILON:
            ends.append(index)
            start = index
    return [*ends, len(line.text)] if line.text else []


def _gap(placed: PlacedLine, face: Face, index: int) -> float:
    """Return the space between a character and the one before it, in cells."""
    line = placed.line
    return line.places[index] - line.places[index - 1] - face.advance(line.text[index - 1])
