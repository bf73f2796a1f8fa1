"""One TrueType font as reportlab embeds it, with text that can be copied out of the PDF again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFDocument, PDFStream
from reportlab.pdfbase.ttfonts import SUBSETN, TTFont

#: A `bfchar` block of a character map holds at most this many entries (PDF 32000-1, 9.10.3).
_BLOCK = 100


class EmbeddedFont(TTFont):  # type: ignore[misc]  # reportlab ships no types
    """A font whose subsets map back to Unicode beyond U+FFFF too.

    reportlab writes a character's number as it is into the map from glyph codes to text, so that
    𬱖 (U+2CB56) prints right but copies wrong: the map wants UTF-16. Only that map is replaced.
    """

    def __init__(self, name: str, path: Path, index: int = 0) -> None:
        """Load the font.

        Args:
            name: Under which it is drawn with; unique in the process.
            path: The file, with TrueType outlines.
            index: Which font of a collection (.ttc).

        Raises:
            reportlab.pdfbase.ttfonts.TTFError: no TrueType outlines, or a damaged file.
        """
        super().__init__(name, str(path), subfontIndex=index, asciiReadable=False, shapable=False)

    def addObjects(self, doc: PDFDocument) -> None:  # reportlab's own name
        """Add fonts, widths, subsets and the map back to text to a document being written."""
        subsets: list[list[int]] = [list(subset) for subset in self.state[doc].subsets]
        super().addObjects(doc)
        for number, subset in enumerate(subsets):
            base = b"".join((SUBSETN(number), b"+", self.face.name, self.face.subfontNameX))
            name = base.decode("pdfdoc")
            stream: PDFStream = doc.idToObject[f"toUnicodeCMap:{name}"]
            stream.content = to_unicode_map(name, subset)

    def covers(self, char: str) -> bool:
        """Tell whether the font draws a character."""
        return ord(char) in self.face.charToGlyph

    def advance(self, char: str) -> float:
        """Return how far a character moves the pen, in em."""
        width: Any = self.face.getCharWidth(ord(char))
        return float(width) / 1000


def to_unicode_map(name: str, subset: list[int]) -> str:
    """Return the character map of a subset: glyph code to UTF-16BE.

    Args:
        name: The name of the subset font, ASCII.
        subset: The code point of every glyph code from 0; 0 for the missing glyph.
    """
    entries = [
        f"<{code:02X}> <{chr(point).encode('utf-16-be').hex().upper()}>"
        for code, point in enumerate(subset)
        if point
    ]
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        f"/CMapName /{name}-UTF16 def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<00> <FF>",
        "endcodespacerange",
    ]
    for start in range(0, len(entries), _BLOCK):
        block = entries[start : start + _BLOCK]
        lines += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(lines)
