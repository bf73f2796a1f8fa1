"""Which characters a cut font keeps.

GB 2312-80 (6,763 Han characters, both levels, and its symbols) is what nearly every Chinese text
is written with; what it lacks is rare enough to be served glyph by glyph from the fallback font.
"""

from __future__ import annotations

from collections.abc import Iterable

#: GB 2312 rows 01-87, each of 94 cells, as the bytes of EUC-CN.
_ROWS = range(0xA1, 0xF8)
_CELLS = range(0xA1, 0xFF)

#: Blocks and single characters that an official letter or the screen needs besides GB 2312.
_EXTRA_RANGES: tuple[tuple[int, int], ...] = (
    (0x0020, 0x007E),  # ASCII
    (0x00A0, 0x00FF),  # Latin-1: § ° ± · × ÷, and letters of foreign names
    (0x2010, 0x2027),  # dashes, quotation marks, bullet, ellipsis
    (0x2030, 0x203B),  # ‰ ′ ″ ‹ › ※
    (0x2103, 0x2116),  # ℃ №
    (0x2160, 0x217F),  # Roman numerals
    (0x2190, 0x2199),  # arrows
    (0x2460, 0x249B),  # ① ⑴ ⒈
    (0x25A0, 0x25CF),  # ■ □ ▲ ▼ ◆ ○ ◎ ●
    (0x2605, 0x2642),  # ★ ☆ ☐ ☑ ☒ ♀ ♂
    (0x2713, 0x2717),  # ✓ ✗
    (0x3000, 0x303F),  # full-width space, 、。〈》「」〔〕〇
    (0x3220, 0x3243),  # ㈠
    (0xFE30, 0xFE4F),  # presentation forms
    (0xFF01, 0xFF5E),  # full-width ASCII
    (0xFFE0, 0xFFE6),  # ￠ ￡ ￥
)


def gb2312() -> frozenset[int]:
    """Return every code point of GB 2312-80."""
    found: set[int] = set()
    for row in _ROWS:
        for cell in _CELLS:
            try:
                found.add(ord(bytes((row, cell)).decode("gb2312")))
            except UnicodeDecodeError:  # a cell the standard leaves empty
                continue
    return frozenset(found)


def everyday() -> frozenset[int]:
    """Return GB 2312 and the extra marks: the cut of body, title and heading fonts."""
    extra = {point for first, last in _EXTRA_RANGES for point in range(first, last + 1)}
    return gb2312() | extra


def is_han(point: int) -> bool:
    """Tell whether a code point is a Han character (compatibility forms included)."""
    return (
        0x3400 <= point <= 0x4DBF
        or 0x4E00 <= point <= 0x9FFF
        or 0xF900 <= point <= 0xFAFF
        or 0x20000 <= point <= 0x3FFFF
    )


def rare_han(points: Iterable[int]) -> frozenset[int]:
    """Return the Han characters among ``points`` that GB 2312 lacks."""
    return frozenset(filter(is_han, points)) - gb2312()
