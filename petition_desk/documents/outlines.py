"""The outlines of one font, cut out for a PDF: each glyph once, kept between letters.

A letter embeds a few hundred glyphs and most of them again in the next letter. A glyph is stripped
of its hinting and compressed alone; the stream of a subset is put together from such pieces, which
deflate allows where each ends on a whole byte and looks back at nothing (RFC 1951, 3.2.3).
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from reportlab.pdfbase.ttfonts import TTFontFace

_WORDS, _SCALE, _MORE, _XY_SCALE, _TWO_BY_TWO, _HINTED = 0x1, 0x8, 0x20, 0x40, 0x80, 0x100
_LEVEL: Final = 9
#: Bytes before the first table: the offset table and six entries of the directory.
_TAGS: Final = (b"glyf", b"head", b"hhea", b"hmtx", b"loca", b"maxp")
_DIRECTORY_SIZE: Final = 12 + 16 * len(_TAGS)
#: What all bytes of a font, counted in words, add up to (OpenType, `head`).
_WHOLE_SUM: Final = 0xB1B0AFBA
_ZLIB_HEADER: Final = b"\x78\xda"
_LAST_BLOCK: Final = b"\x03\x00"


@dataclass(frozen=True, slots=True)
class Glyph:
    """One glyph.

    Attributes:
        data: Its outline, without hinting, filled up to whole words.
        parts: Of a composite: where in ``data`` a part is named, and which glyph that is.
        packed: ``data``, compressed; empty for a composite, whose parts are named anew.
        checksum: The sum of its words.
        metrics: Advance and left bearing, in units of the font.
    """

    data: bytes
    parts: tuple[tuple[int, int], ...]
    packed: bytes
    checksum: int
    metrics: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Subset:
    """A subset as a PDF embeds it.

    Attributes:
        packed: The font file, compressed (zlib).
        size: Of the font file, in bytes.
    """

    packed: bytes
    size: int


class Outlines:
    """The glyphs of one TrueType font."""

    def __init__(self, face: TTFontFace) -> None:
        """Read a font that reportlab has parsed."""
        self._face = face
        start, length = face.get_table_pos("glyf")
        self._glyf = memoryview(face._ttf_data)[start : start + length]  # noqa: SLF001  # no copy
        self._tables = {tag: bytes(face.get_table(tag.decode())) for tag in (b"head", b"hhea")}
        self._maxp = bytes(face.get_table("maxp"))
        self._glyphs: dict[int, Glyph] = {}

    def number_of(self, char: str) -> int:
        """Return the number of the glyph that draws a character; 0 where none does."""
        return int(self._face.charToGlyph.get(ord(char), 0))

    def glyph(self, number: int) -> Glyph:
        """Return one glyph, cut out when it is first asked for."""
        found = self._glyphs.get(number)
        if found is None:
            found = self._glyphs[number] = self._cut(number)
        return found

    def subset_of(self, numbers: Sequence[int]) -> Subset:
        """Return a font of some glyphs, numbered from 0 in this order; parts of composites follow.

        Args:
            numbers: Of the glyphs, the missing glyph (0) first; one may stand there twice.
        """
        order = self._with_parts(numbers)
        glyphs = [self.glyph(number) for number in order]
        place = {number: index for index, number in enumerate(order)}
        pieces, outline_size, checksum = _outline_pieces(glyphs, place)
        tables = {
            b"head": self._head(),
            b"hhea": _with_short(self._tables[b"hhea"], 34, len(order)),
            b"hmtx": b"".join(struct.pack(">HH", *glyph.metrics) for glyph in glyphs),
            b"loca": _offsets(glyphs),
            b"maxp": _with_short(self._maxp, 4, len(order)),
        }
        head = _assembled(tables, outline_size, checksum)
        return _packed(head, pieces)

    def _with_parts(self, numbers: Sequence[int]) -> list[int]:
        order = list(numbers)
        known = set(order)
        for number in order:  # grows while it is walked through
            for _, part in self.glyph(number).parts:
                if part not in known:
                    known.add(part)
                    order.append(part)
        return order

    def _head(self) -> bytes:
        head = bytearray(self._tables[b"head"])
        head[8:12] = bytes(4)
        return _with_short(bytes(head), 50, 1)  # offsets in `loca` are long

    def _cut(self, number: int) -> Glyph:
        start, end = self._face.glyphPos[number], self._face.glyphPos[number + 1]
        raw = bytes(self._glyf[start:end])
        data, parts = _unhinted(raw)
        data += bytes(-len(data) % 4)
        packed = b"" if parts else _compressed(data)
        width, bearing = self._face.hmetrics[number]
        return Glyph(data, parts, packed, _sum_of(data), (int(width), int(bearing) & 0xFFFF))


def _unhinted(raw: bytes) -> tuple[bytes, tuple[tuple[int, int], ...]]:
    """Return an outline without its instructions, and the parts it is composed of."""
    if not raw:
        return b"", ()
    (contours,) = struct.unpack_from(">h", raw)
    if contours >= 0:
        place = 10 + 2 * contours
        (length,) = struct.unpack_from(">H", raw, place)
        return raw[:place] + b"\0\0" + raw[place + 2 + length :], ()
    data = bytearray(raw)
    parts = []
    place, flags = 10, _MORE
    while flags & _MORE:
        flags, part = struct.unpack_from(">HH", data, place)
        struct.pack_into(">H", data, place, flags & ~_HINTED)
        parts.append((place + 2, part))
        place += 8 if flags & _WORDS else 6
        place += (
            2 if flags & _SCALE else 4 if flags & _XY_SCALE else 8 if flags & _TWO_BY_TWO else 0
        )
    return bytes(data[:place]), tuple(parts)


def _outline_pieces(
    glyphs: Iterable[Glyph], place: dict[int, int]
) -> tuple[list[tuple[bytes, bytes]], int, int]:
    """Return the data and the compressed data of each glyph, the size of all and their sum."""
    pieces, size, checksum = [], 0, 0
    for glyph in glyphs:
        data, packed, own_sum = glyph.data, glyph.packed, glyph.checksum
        if glyph.parts:
            renamed = bytearray(data)
            for offset, part in glyph.parts:
                struct.pack_into(">H", renamed, offset, place[part])
            data = bytes(renamed)
            packed, own_sum = _compressed(data), _sum_of(data)
        if data:
            pieces.append((data, packed))
            size += len(data)
            checksum += own_sum
    return pieces, size, checksum & 0xFFFFFFFF


def _offsets(glyphs: Sequence[Glyph]) -> bytes:
    offsets, total = [0], 0
    for glyph in glyphs:
        total += len(glyph.data)
        offsets.append(total)
    return struct.pack(f">{len(offsets)}L", *offsets)


def _assembled(tables: dict[bytes, bytes], outline_size: int, outline_sum: int) -> bytes:
    """Return the font file without its outlines, which stand at its end."""
    entries, body = {}, b""
    for tag, data in tables.items():
        padded = data + bytes(-len(data) % 4)
        entries[tag] = (_sum_of(padded), _DIRECTORY_SIZE + len(body), len(data))
        body += padded
    entries[b"glyf"] = (outline_sum, _DIRECTORY_SIZE + len(body), outline_size)
    directory = struct.pack(">LHHHH", 0x00010000, len(_TAGS), 64, 2, 16 * len(_TAGS) - 64)
    directory += b"".join(struct.pack(">4sLLL", tag, *entries[tag]) for tag in _TAGS)
    whole = _sum_of(directory) + sum(entry[0] for entry in entries.values())
    place = entries[b"head"][1] + 8 - _DIRECTORY_SIZE
    adjustment = struct.pack(">L", (_WHOLE_SUM - whole) & 0xFFFFFFFF)
    return directory + body[:place] + adjustment + body[place + 4 :]


def _packed(head: bytes, pieces: Sequence[tuple[bytes, bytes]]) -> Subset:
    """Put the compressed pieces together to one zlib stream."""
    adler, size = zlib.adler32(head), len(head)
    for data, _ in pieces:
        adler = zlib.adler32(data, adler)
        size += len(data)
    stream = (_ZLIB_HEADER, _compressed(head), *(packed for _, packed in pieces), _LAST_BLOCK)
    return Subset(b"".join(stream) + struct.pack(">L", adler), size)


def _compressed(data: bytes) -> bytes:
    """Return deflated data that ends on a whole byte and that nothing after it looks back at."""
    press = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return press.compress(data) + press.flush(zlib.Z_FULL_FLUSH)


def _with_short(table: bytes, offset: int, value: int) -> bytes:
    return table[:offset] + struct.pack(">H", value) + table[offset + 2 :]


def _sum_of(data: bytes) -> int:
    words: tuple[int, ...] = struct.unpack(f">{len(data) // 4}L", data)
    return sum(words) & 0xFFFFFFFF
