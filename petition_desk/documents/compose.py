"""Setting a letter: pages out of blocks, and the bytes of a PDF out of pages.

The PDF is what is shown, printed and kept, so the same letter with the same fonts has the same
bytes. It names its kind and its language; it names no person, no account and no time.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from reportlab.pdfgen.canvas import Canvas

from petition_desk.documents import page
from petition_desk.documents.blocks import LetterDocument, Signature
from petition_desk.documents.fonts import (
    DRAWING_LOCK,
    Face,
    FontRole,
    FontSet,
    MissingGlyphError,
)
from petition_desk.documents.layout import slices_of
from petition_desk.documents.page import OFFICIAL, Sheet
from petition_desk.documents.slices import PlacedLine, Slice

_PRODUCER: Final = "信访接待台"
_LANGUAGE: Final = "zh-CN"
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


def compose(document: LetterDocument, fonts: FontSet) -> bytes:
    """Set a letter and return the bytes of its PDF.

    Raises:
        MissingGlyphError: no font draws a character; the field it was typed into is named.
    """
    with DRAWING_LOCK:
        try:
            sheet, pages = _set(document, fonts)
        except MissingGlyphError as error:
            raise _with_field(error, document) from None
        return _draw(document, sheet, pages, fonts)


def page_count(document: LetterDocument, fonts: FontSet) -> int:
    """Return how many pages a letter takes, without drawing it."""
    with DRAWING_LOCK:
        return len(_set(document, fonts)[1])


def _set(document: LetterDocument, fonts: FontSet) -> tuple[Sheet, list[tuple[PlacedSlice, ...]]]:
    """Put a letter on pages, and say on which grid.

    A letter that ends a line or two below its only page is set a little closer, so that seal and
    date stay with the text; the standard allows it for nothing else (GB/T 9704-2012, 7.3.5.4).
    """
    sheet = document.sheet
    slices = slices_of(document.blocks, fonts, sheet)
    pages = paginate(slices, sheet)
    lines = round(sum(piece.height for piece in slices) / sheet.pitch)
    is_letter = isinstance(document.blocks[-1], Signature) if document.blocks else False
    if is_letter and sheet.lines < lines <= page.MOST_LINES_PER_PAGE and len(pages) > 1:
        closer = sheet.tightened(lines)
        closer_pages = paginate(slices_of(document.blocks, fonts, closer), closer)
        if len(closer_pages) == 1:
            return closer, closer_pages
    return sheet, pages


def pages_in(pdf: bytes) -> int:
    """Return how many pages a PDF written here has; of others' PDFs it says nothing sure."""
    return max(1, pdf.count(b"/Type /Page\n") + pdf.count(b"/Type /Page "))


def paginate(slices: Iterable[Slice], sheet: Sheet = OFFICIAL) -> list[tuple[PlacedSlice, ...]]:
    """Put slices on pages: what is bound together stays together where a page can hold it."""
    room = sheet.text_height + _EPSILON
    pages: list[list[PlacedSlice]] = [[]]
    used = 0.0
    for group in _groups(slices):
        height = sum(piece.height for piece in group)
        if used and used + height > room >= height:
            pages.append([])
            used = 0.0
        for piece in group:
            if used + piece.height > room:
                pages.append([])
                used = 0.0
            if not used:
                if piece.is_space:
                    continue
                for head in piece.repeated if len(pages) > 1 else ():
                    pages[-1].append(PlacedSlice(used, head))
                    used += head.height
            pages[-1].append(PlacedSlice(used, piece))
            used += piece.height
    return [tuple(each) for each in pages if each] or [()]


def _groups(slices: Iterable[Slice]) -> list[list[Slice]]:
    groups: list[list[Slice]] = [[]]
    for piece in slices:
        groups[-1].append(piece)
        if not piece.keep_with_next:
            groups.append([])
    return [group for group in groups if group]


def _with_field(error: MissingGlyphError, document: LetterDocument) -> MissingGlyphError:
    for field in document.fields:
        if error.char in field.text:
            return MissingGlyphError(error.char, field.label)
    return error


def _draw(
    document: LetterDocument, sheet: Sheet, pages: list[tuple[PlacedSlice, ...]], fonts: FontSet
) -> bytes:
    buffer = BytesIO()
    canvas = Canvas(
        buffer,
        pagesize=(sheet.width, sheet.height),
        pageCompression=1,
        invariant=1,
        pdfVersion=(1, 7),
        # Without a font of ours reportlab names Helvetica, which it does not embed.
        initialFontName=fonts.face_for("1", FontRole.BODY).name,
        lang=_LANGUAGE,
    )
    canvas.setTitle(document.title)
    canvas.setAuthor("")
    canvas.setSubject("")
    canvas.setCreator(_PRODUCER)
    canvas.setProducer(_PRODUCER)
    for number, placed in enumerate(pages, start=1):
        _draw_rules(canvas, placed, sheet)
        pen = _Pen(canvas, fonts, sheet)
        for piece in placed:
            for line in piece.slice.lines:
                pen.write(line, sheet.top - piece.top - line.baseline)
        if document.page_numbers and sheet.has_folio_room:
            pen.write_folio(number)
        pen.finish()
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _draw_rules(canvas: Canvas, placed: tuple[PlacedSlice, ...], sheet: Sheet) -> None:
    rules = {
        (
            round(sheet.left + rule.x1, 3),
            round(sheet.top - piece.top - rule.y1, 3),
            round(sheet.left + rule.x2, 3),
            round(sheet.top - piece.top - rule.y2, 3),
        )
        for piece in placed
        for rule in piece.slice.rules
    }
    if rules:
        canvas.setLineWidth(page.RULE_WIDTH)
        canvas.setLineCap(2)  # corners close
        canvas.lines(sorted(rules))


class _Pen:
    """Writes lines of text on one page, in stretches of one font and one spacing."""

    def __init__(self, canvas: Canvas, fonts: FontSet, sheet: Sheet) -> None:
        self._canvas = canvas
        self._fonts = fonts
        self._sheet = sheet
        self._text = canvas.beginText(0, 0)
        self._style: tuple[str, float, float] | None = None
        self._spacing = 0.0
        self._is_bold = False

    def write(self, placed: PlacedLine, y: float) -> None:
        """Write one line with its base line at ``y``."""
        line = placed.line
        faces = [
            self._fonts.face_for(char, role)
            for char, role in zip(line.text, line.roles, strict=True)
        ]
        left = self._sheet.left + placed.left
        start = 0
        for end in _stretches(placed, faces):
            face = faces[start]
            self._set_style(face.name, placed.size, placed.cell)
            self._set_bold(is_bold=self._is_borrowed_for_title(face, line.roles[start]))
            gap = 0.0
            if end - start > 1:
                advance = face.advance(line.text[start])
                gap = line.places[start + 1] - line.places[start] - advance
            # Spacing is scaled along with the glyphs; in size, not in cells.
            self._set_spacing(gap * placed.size)
            self._text.setTextOrigin(left + line.places[start] * placed.cell, y)
            self._text.textOut(line.text[start:end])
            start = end

    def write_folio(self, number: int) -> None:
        """Write the page number below the text block, on the outer side of the sheet."""
        text = f"— {number} —"
        face = self._fonts.face_for("1", FontRole.FOLIO)
        width = sum(face.advance(char) for char in text) * page.FOLIO_SIZE
        on_right = number % 2 == 1
        sheet = self._sheet
        inset = page.FOLIO_INDENT
        left = sheet.right - inset - width if on_right else sheet.left + inset
        self._set_style(face.name, page.FOLIO_SIZE, page.FOLIO_SIZE)
        self._set_bold(is_bold=False)
        self._set_spacing(0.0)
        self._text.setTextOrigin(left, sheet.bottom - page.FOLIO_DROP - page.FOLIO_SIZE / 3)
        self._text.textOut(text)

    def finish(self) -> None:
        """Put what was written on the page."""
        self._canvas.setLineWidth(_EMBOLDENED * self._sheet.title_size)
        self._canvas.drawText(self._text)

    def _set_style(self, name: str, size: float, cell: float) -> None:
        if self._style != (name, size, cell):
            self._text.setFont(name, size)
            if self._style is None or self._style[1:] != (size, cell):
                self._text.setHorizScale(100 * cell / size)
            self._style = (name, size, cell)

    def _is_borrowed_for_title(self, face: Face, role: FontRole) -> bool:
        return role is FontRole.TITLE and face is not self._fonts.face_for("1", role)

    def _set_bold(self, *, is_bold: bool) -> None:
        if is_bold is not self._is_bold:
            self._text.setTextRenderMode(2 if is_bold else 0)
            self._is_bold = is_bold

    def _set_spacing(self, spacing: float) -> None:
        if abs(spacing - self._spacing) > _EPSILON:
            self._text.setCharSpace(spacing)
            self._spacing = spacing


def _stretches(placed: PlacedLine, faces: list[Face]) -> list[int]:
    """Return where each stretch of one font and one even spacing ends."""
    line = placed.line
    ends = []
    start = 0
    for index in range(1, len(line.text)):
        gap = _gap(placed, faces[index - 1], index)
        even = index == start + 1 or abs(gap - _gap(placed, faces[start], start + 1)) < _EPSILON
        if faces[index] is not faces[start] or not even:
            ends.append(index)
            start = index
    return [*ends, len(line.text)] if line.text else []


def _gap(placed: PlacedLine, face: Face, index: int) -> float:
    """Return the space between a character and the one before it, in cells."""
    line = placed.line
    return line.places[index] - line.places[index - 1] - face.advance(line.text[index - 1])
