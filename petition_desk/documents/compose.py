"""Setting a letter: pages out of blocks, and the bytes of a PDF out of pages.

The PDF is what is shown, printed and kept, so the same letter with the same fonts has the same
bytes. It names its kind and its language; it names no person, no account and no time.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil
from typing import Final

from petition_desk.documents import page
from petition_desk.documents.blocks import LetterDocument, Signature
from petition_desk.documents.fonts import (
    DRAWING_LOCK,
    FontSet,
    MissingGlyphError,
)
from petition_desk.documents.ink import Ink, PlacedSlice
from petition_desk.documents.layout import slices_of
from petition_desk.documents.page import OFFICIAL, Sheet
from petition_desk.documents.pdf import PdfFile
from petition_desk.documents.slices import Slice
from petition_desk.errors import InputError

#: No letter is longer; what would be belongs into an attachment.
MOST_PAGES: Final = 60
#: More characters than this are not even set to be counted.
_MOST_CHARACTERS: Final = 4 * MOST_PAGES * page.LINES_PER_PAGE * page.CELLS_PER_LINE
#: Rounding of positions, in points: a thousandth of a hair.
_EPSILON: Final = 1e-4


class LetterTooLongError(InputError):
    """A letter would be longer than any letter should (exit 4)."""

    def __init__(self, label: str, length: str) -> None:
        """Name the longest field and how long the letter would be."""
        super().__init__(
            label,
            f"太长：文书将有 {length}，最多 {MOST_PAGES} 页；请写摘要，全文作为附件",
        )


def compose(document: LetterDocument, fonts: FontSet) -> bytes:
    """Set a letter and return the bytes of its PDF.

    Raises:
        MissingGlyphError: no font draws a character; the field it was typed into is named.
        LetterTooLongError: it would have more than `MOST_PAGES`; the longest field is named.
    """
    length = sum(len(field.text) for field in document.fields)
    if length > _MOST_CHARACTERS:
        raise LetterTooLongError(_longest(document), f"{length} 字")
    with DRAWING_LOCK:
        try:
            sheet, pages = _set(document, fonts)
        except MissingGlyphError as error:
            raise _with_field(error, document) from None
        if len(pages) > MOST_PAGES:
            raise LetterTooLongError(_longest(document), f"{len(pages)} 页")
        return _draw(document, sheet, pages, fonts)


def page_count(document: LetterDocument, fonts: FontSet) -> int:
    """Return how many pages a letter takes, without drawing it."""
    with DRAWING_LOCK:
        return len(_set(document, fonts)[1])


def _set(document: LetterDocument, fonts: FontSet) -> tuple[Sheet, list[tuple[PlacedSlice, ...]]]:
    """Put a letter on pages, and say on which grid.

    A letter that ends a line or two below its only page is set a little closer, so that seal and
    date stay with the text; the standard allows it for nothing else (GB/T 9704-2012, 7.3.5.4). A
    card or label is one sheet, and is set closer for that.
    """
    sheet = document.sheet
    slices = slices_of(document.blocks, fonts, sheet)
    pages = paginate(slices, sheet)
    lines = ceil(sum(piece.height for piece in slices) / sheet.pitch - _EPSILON)
    is_letter = isinstance(document.blocks[-1], Signature) if document.blocks else False
    may_be_closer = is_letter or sheet is not OFFICIAL
    if may_be_closer and sheet.lines < lines <= sheet.most_lines and len(pages) > 1:
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


def _longest(document: LetterDocument) -> str:
    """Return the field that holds the most; 正文 where nothing was typed."""
    longest = max(document.fields, key=lambda field: len(field.text), default=None)
    return longest.label if longest is not None else "正文"


def _with_field(error: MissingGlyphError, document: LetterDocument) -> MissingGlyphError:
    for field in document.fields:
        if error.char in field.text:
            return MissingGlyphError(error.char, field.label)
    return error


def _draw(
    document: LetterDocument, sheet: Sheet, pages: list[tuple[PlacedSlice, ...]], fonts: FontSet
) -> bytes:
    file = PdfFile()
    ink = Ink(fonts, sheet)
    contents = []
    for number, placed in enumerate(pages, start=1):
        folio = number if document.page_numbers and sheet.has_folio_room else 0
        contents.append(file.add_stream(ink.page(placed, folio)))
    used = {font.name: font.write(file) for font in ink.fonts_used}
    return file.finished(document.title, (sheet.width, sheet.height), contents, used)
