"""The bytes of a PDF/A-2b file (ISO 19005-2): objects, fonts, metadata; nothing about a person.

A letter needs text in embedded subsets, straight rules and pages, and nothing else; so the file is
written here, object by object, and each clause of the standard has its line.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Sequence
from functools import lru_cache
from typing import Final
from xml.sax.saxutils import escape

from petition_desk.documents.fonts import Face
from petition_desk.paths import resource

PRODUCER: Final = "信访接待台"
LANGUAGE: Final = "zh-CN"
#: A comment of bytes above 127 marks the file as binary (6.1.2).
_HEADER: Final = b"%PDF-1.7\n%\xe4\xbf\xa1\xe8\xae\xbf\n"
_MARK: Final = re.compile(rb"<xmpMM:DocumentID>uuid:([0-9a-f-]{36})</xmpMM:DocumentID>")
_LEVEL: Final = 6
#: A block of a character map holds at most this many entries (PDF 32000-1, 9.10.3).
_BLOCK: Final = 100

_XMP: Final = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>B</pdfaid:conformance>
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreatorTool>{producer}</xmp:CreatorTool>
<pdf:Producer>{producer}</pdf:Producer>
<xmpMM:DocumentID>uuid:{mark}</xmpMM:DocumentID>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""


def mark_of(pdf: bytes) -> str:
    """Return the identifier that a file written here carries; empty where it carries none."""
    found = _MARK.search(pdf)
    return found[1].decode() if found else ""


class FontUse:
    """One font in one file: its glyphs are numbered as they come."""

    def __init__(self, face: Face, name: str) -> None:
        """Begin without any character."""
        self.face = face
        self.name = name
        self._numbers: list[int] = [0]
        self._chars: list[str] = []
        self._codes: dict[str, str] = {}

    def shown(self, text: str) -> str:
        """Return the codes of a text, in hexadecimal."""
        codes = self._codes
        return "".join([codes.get(char) or self._code(char) for char in text])

    def _code(self, char: str) -> str:
        code = f"{len(self._numbers):04X}"
        self._codes[char] = code
        self._numbers.append(self.face.outlines.number_of(char))
        self._chars.append(char)
        return code

    def write(self, file: PdfFile) -> int:
        """Write the font with its subset and the way back to text; return its object."""
        outlines = self.face.outlines
        # Two characters may share a glyph; each has its own code, so that text comes out as it was.
        subset = outlines.subset_of(self._numbers)
        tag = _tag("".join(self._chars))
        name = f"{tag}+{self.face.postscript_name}"
        program = file.add_packed(subset.packed, f"/Length1 {subset.size}")
        descriptor = file.add(
            f"<< /Type /FontDescriptor /FontName /{name} /Flags 4 {self.face.descriptor} "
            f"/FontFile2 {program} 0 R >>"
        )
        widths = " ".join(f"{1000 * self.face.advance(char):.0f}" for char in self._chars)
        cid = file.add(
            f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{name} "
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> "
            f"/FontDescriptor {descriptor} 0 R /DW 1000 /W [1 [{widths}]] "
            "/CIDToGIDMap /Identity >>"
        )
        text = file.add_stream(_to_unicode(self._chars).encode("ascii"))
        return file.add(
            f"<< /Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /Identity-H "
            f"/DescendantFonts [{cid} 0 R] /ToUnicode {text} 0 R >>"
        )


class PdfFile:
    """A file being written; objects are numbered from 1 as they are added."""

    def __init__(self) -> None:
        """Begin with an empty file."""
        self._objects: list[bytes] = []

    def add(self, body: str) -> int:
        """Add an object; return its number."""
        self._objects.append(body.encode("ascii"))
        return len(self._objects)

    def add_stream(self, data: bytes, entries: str = "") -> int:
        """Add a stream, compressed; return its number."""
        return self.add_packed(zlib.compress(data, _LEVEL), entries)

    def add_packed(self, packed: bytes, entries: str = "") -> int:
        """Add a stream that is compressed already; return its number."""
        head = f"<< {entries} /Filter /FlateDecode /Length {len(packed)} >>\nstream\n"
        self._objects.append(head.encode("ascii") + packed + b"\nendstream")
        return len(self._objects)

    def finished(
        self, title: str, size: tuple[float, float], contents: Sequence[int], fonts: dict[str, int]
    ) -> bytes:
        """Return the whole file.

        Args:
            title: What the paper is; no person.
            size: Of every page, in points.
            contents: The content stream of each page.
            fonts: The object of each font, by the name pages call it.
        """
        mark = self._mark(title)
        xmp = _XMP.format(
            title=escape(title), language=LANGUAGE, producer=escape(PRODUCER), mark=mark
        ).encode("utf-8")
        head = f"<< /Type /Metadata /Subtype /XML /Length {len(xmp)} >>\nstream\n"
        self._objects.append(head.encode("ascii") + xmp + b"\nendstream")
        metadata = len(self._objects)
        profile = self.add_packed(_profile(), "/N 3")
        intent = self.add(
            "<< /Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB IEC61966-2.1) "
            f"/Info (sRGB IEC61966-2.1) /DestOutputProfile {profile} 0 R >>"
        )
        info = self.add(
            f"<< /Title {_text(title)} /Creator {_text(PRODUCER)} /Producer {_text(PRODUCER)} >>"
        )
        pages = self._pages(size, contents, fonts)
        root = self.add(
            f"<< /Type /Catalog /Pages {pages} 0 R /Lang ({LANGUAGE}) /Metadata {metadata} 0 R "
            f"/OutputIntents [{intent} 0 R] /ViewerPreferences << /DisplayDocTitle true >> >>"
        )
        return self._assembled(root, info, mark)

    def _pages(
        self, size: tuple[float, float], contents: Sequence[int], fonts: dict[str, int]
    ) -> int:
        named = " ".join(f"/{name} {number} 0 R" for name, number in fonts.items())
        resources = self.add(f"<< /Font << {named} >> >>")
        parent = len(self._objects) + len(contents) + 1
        kids = [
            self.add(
                f"<< /Type /Page /Parent {parent} 0 R "
                f"/MediaBox [0 0 {size[0]:.4f} {size[1]:.4f}] "
                f"/Resources {resources} 0 R /Contents {content} 0 R >>"
            )
            for content in contents
        ]
        listed = " ".join(f"{number} 0 R" for number in kids)
        return self.add(f"<< /Type /Pages /Count {len(kids)} /Kids [{listed}] >>")

    def _mark(self, title: str) -> str:
        """Return an identifier of the content: the same letter has the same one, no other has."""
        digest = hashlib.sha256(title.encode("utf-8"))
        for body in self._objects:
            digest.update(body)
        text = digest.hexdigest()[:32]
        return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))

    def _assembled(self, root: int, info: int, mark: str) -> bytes:
        parts, offsets, place = [_HEADER], [], len(_HEADER)
        for number, body in enumerate(self._objects, start=1):
            offsets.append(place)
            whole = b"%d 0 obj\n" % number + body + b"\nendobj\n"
            parts.append(whole)
            place += len(whole)
        count = len(self._objects) + 1
        identifier = mark.replace("-", "")
        table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
        tail = (
            f"xref\n0 {count}\n0000000000 65535 f \n{table}"
            f"trailer\n<< /Size {count} /Root {root} 0 R /Info {info} 0 R "
            f"/ID [<{identifier}> <{identifier}>] >>\nstartxref\n{place}\n%%EOF\n"
        )
        return b"".join((*parts, tail.encode("ascii")))


@lru_cache(maxsize=1)
def _profile() -> bytes:
    return zlib.compress(resource("colour", "srgb.icc").read_bytes(), 9)


def _text(text: str) -> str:
    """Return a text string of a dictionary: UTF-16, in hexadecimal."""
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"


def _tag(chars: str) -> str:
    """Return the six letters that tell one subset of a font from another (9.6.4)."""
    number = int.from_bytes(hashlib.sha256(chars.encode("utf-8")).digest()[:8], "big")
    letters = ""
    for _ in range(6):
        number, letter = divmod(number, 26)
        letters += chr(65 + letter)
    return letters


def _to_unicode(chars: Sequence[str]) -> str:
    """Return the map from codes, which begin at 1, to text in UTF-16."""
    entries = [
        f"<{code:04X}> <{char.encode('utf-16-be').hex().upper()}>"
        for code, char in enumerate(chars, start=1)
    ]
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<0000> <FFFF>",
        "endcodespacerange",
    ]
    for start in range(0, len(entries), _BLOCK):
        block = entries[start : start + _BLOCK]
        lines += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(lines)
