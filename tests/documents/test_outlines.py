"""Glyphs cut out for a PDF: as they are in their font, put together from kept pieces."""

from __future__ import annotations

import zlib
from io import BytesIO

import pytest
from fontTools.ttLib import TTFont

from petition_desk.documents.fonts import FontRole, FontSet
from petition_desk.documents.outlines import Outlines, Subset

#: The missing glyph, and characters of each kind: Han, a mark, a figure, a letter, a rare name.
TEXTS = {
    FontRole.BODY: "信访事项，。〔2026〕AaáéÄñθж",
    FontRole.HEADING: "一、由谁办理。ABCé",
    FontRole.TITLE: "某某县公安局Äé",
    FontRole.FALLBACK: "㛃䶮𬱖éñ",
    FontRole.FOLIO: "— 1234567890 —",
}


def outlines_of(role: FontRole, text: str) -> tuple[Outlines, list[int]]:
    face = FontSet.bundled().face_for(text[0], role)
    numbers = [0, *(face.outlines.number_of(char) for char in text if face.covers(char))]
    return face.outlines, numbers


def read(subset: Subset) -> TTFont:
    data = zlib.decompress(subset.packed)
    assert len(data) == subset.size
    return TTFont(BytesIO(data), checkChecksums=2)


@pytest.mark.parametrize("role", TEXTS)
def test_a_subset_draws_what_the_font_draws(role: FontRole) -> None:
    text = TEXTS[role]
    face = FontSet.bundled().face_for(text[0], role)
    outlines, numbers = outlines_of(role, text)
    whole = TTFont(face.path)
    part = read(outlines.subset_of(numbers))
    assert part["maxp"].numGlyphs == len(part["hmtx"].metrics) >= len(numbers)
    for place, number in enumerate(numbers):
        theirs = whole["glyf"][whole.getGlyphName(number)].getCoordinates(whole["glyf"])
        ours = part["glyf"][part.getGlyphName(place)].getCoordinates(part["glyf"])
        assert (list(ours[0]), ours[1], list(ours[2])) == (
            list(theirs[0]), theirs[1], list(theirs[2])
        )  # fmt: skip
        assert part["hmtx"][part.getGlyphName(place)] == whole["hmtx"][whole.getGlyphName(number)]


def test_a_glyph_that_two_characters_share_stands_there_for_each() -> None:
    outlines, _ = outlines_of(FontRole.BODY, "信")
    number = outlines.number_of("信")
    part = read(outlines.subset_of([0, number, number]))
    assert part["maxp"].numGlyphs == 3
    glyphs = part["glyf"]
    first, second = (glyphs[part.getGlyphName(place)] for place in (1, 2))
    assert first.compile(glyphs) == second.compile(glyphs)


def test_a_glyph_is_cut_once_and_kept() -> None:
    outlines, _ = outlines_of(FontRole.BODY, "信")
    number = outlines.number_of("访")
    assert outlines.glyph(number) is outlines.glyph(number)


def test_nothing_of_the_hinting_is_embedded() -> None:
    outlines, numbers = outlines_of(FontRole.BODY, TEXTS[FontRole.BODY])
    part = read(outlines.subset_of(numbers))
    assert not {"fpgm", "prep", "cvt "} & set(part.keys())


def test_the_same_characters_make_the_same_bytes() -> None:
    outlines, numbers = outlines_of(FontRole.BODY, TEXTS[FontRole.BODY])
    assert outlines.subset_of(numbers) == outlines.subset_of(numbers)
