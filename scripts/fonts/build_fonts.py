"""Make ``resources/fonts/*.ttf`` out of the packages that ``sources.py`` fetched.

Usage: ``python scripts/fonts/build_fonts.py DIR [FILE …]`` (DIR as given to ``sources.py``; without
FILE every font is made). The same sources give the same bytes.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import character_sets
import outlines
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

_TARGET = Path(__file__).resolve().parents[2] / "resources" / "fonts"
_FANDOL = "texlive-lang-chinese/usr/share/texlive/texmf-dist/fonts/opentype/public/fandol"
_WENKAI = "fonts-lxgw-wenkai/usr/share/fonts/truetype/lxgw-wenkai"
_SERIF = "expo-google-fonts-noto-serif-sc-0.4.3/package"
_SANS = "expo-google-fonts-noto-sans-sc-0.4.3/package"
#: 2020-01-01 00:00 UTC in seconds since 1904, the epoch of TrueType: bytes must not change by day.
_MODIFIED = 3660681600

Cut = Callable[[frozenset[int]], frozenset[int]]


@dataclass(frozen=True, slots=True)
class Recipe:
    """How one shipped font is made.

    Attributes:
        file: Its name in ``resources/fonts``.
        source: The font it is made of, below the folder of sources.
        family: Its own family name; a changed font does not go by its author's name.
        changed: What was changed, written into the font as both licences ask.
        cut: Out of the characters the source has, those that stay.
    """

    file: str
    source: str
    family: str
    changed: str
    cut: Cut


def _everyday(points: frozenset[int]) -> frozenset[int]:
    return points & character_sets.everyday()


def _rare(points: frozenset[int]) -> frozenset[int]:
    marks = points & character_sets.everyday() - character_sets.gb2312()
    symbols = {point for point in points if not character_sets.is_han(point)}
    symbols &= character_sets.gb2312()
    return character_sets.rare_han(points) | marks | symbols


def _everyday_and_rarest(points: frozenset[int]) -> frozenset[int]:
    beyond = {point for point in character_sets.rare_han(points) if point > 0xFFFF}
    return _everyday(points) | beyond


def _latin(points: frozenset[int]) -> frozenset[int]:
    return points & (frozenset(range(0x20, 0x7F)) | {0x2014})


RECIPES: tuple[Recipe, ...] = (
    Recipe(
        "PetitionDeskFang-Regular.ttf",
        f"{_FANDOL}/FandolFang-Regular.otf",
        "Petition Desk Fang",
        "FandolFang with TrueType outlines, full-width marks and ballot boxes",
        lambda points: points,
    ),
    Recipe(
        "PetitionDeskTitle-Bold.ttf",
        f"{_SERIF}/700Bold/NotoSerifSC_700Bold.ttf",
        "Petition Desk Title",
        "Noto Serif SC Bold cut to GB 2312, full-width marks and ballot boxes",
        _everyday,
    ),
    Recipe(
        "PetitionDeskHei-Regular.ttf",
        f"{_SANS}/400Regular/NotoSansSC_400Regular.ttf",
        "Petition Desk Hei",
        "Noto Sans SC Regular cut to GB 2312, full-width marks and ballot boxes",
        _everyday,
    ),
    Recipe(
        "PetitionDeskKai-Regular.ttf",
        f"{_WENKAI}/LXGWWenKai-Regular.ttf",
        "Petition Desk Kai",
        "A Chinese hand cut to GB 2312 and Han beyond U+FFFF, full-width marks, ballot boxes",
        _everyday_and_rarest,
    ),
    Recipe(
        "PetitionDeskRare-Regular.ttf",
        f"{_SERIF}/400Regular/NotoSerifSC_400Regular.ttf",
        "Petition Desk Rare",
        "Noto Serif SC Regular cut to what GB 2312 lacks, full-width marks and ballot boxes",
        _rare,
    ),
    Recipe(
        "PetitionDeskFolio-Regular.ttf",
        f"{_SERIF}/400Regular/NotoSerifSC_400Regular.ttf",
        "Petition Desk Folio",
        "Noto Serif SC Regular cut to ASCII and the dash, for page numbers",
        _latin,
    ),
)


def build(recipe: Recipe, sources: Path) -> Path:
    """Make one font and return where it was written."""
    font = TTFont(sources / recipe.source, recalcTimestamp=False)
    if "CFF " in font:
        outlines.to_truetype(font)
    outlines.give_full_width(font)
    outlines.add_ballot_boxes(font)
    _subset(font, recipe.cut(frozenset(font.getBestCmap())))
    _rename(font, recipe)
    font["head"].modified = _MODIFIED
    target = _TARGET / recipe.file
    font.save(target)
    return target


def _subset(font: TTFont, points: Iterable[int]) -> None:
    options = Options()
    options.layout_features = []
    options.hinting = False
    options.glyph_names = False
    options.notdef_outline = True
    options.name_IDs = ["*"]
    options.name_languages = ["*"]
    options.recalc_timestamp = False
    # Vertical setting, kerning and alternates are not used: lines are set by our own composer.
    options.drop_tables += ["BASE", "GDEF", "GPOS", "GSUB", "STAT", "vhea", "vmtx", "gasp", "prep"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=points)
    subsetter.subset(font)


def _rename(font: TTFont, recipe: Recipe) -> None:
    """Give the font its own name: "LXGW" is reserved by its licence, and no cut is the original."""
    names = font["name"]
    style = recipe.file.removesuffix(".ttf").rpartition("-")[2]
    kept = {i: names.getDebugName(i) for i in (0, 5, 7, 13, 14) if names.getDebugName(i)}
    copyright_notice = f"{kept.pop(0)} Changed: {recipe.changed}."
    names.names = []
    for identifier, text in {
        0: copyright_notice,
        1: recipe.family,
        2: style,
        3: f"{recipe.family} {style} 1.0",
        4: f"{recipe.family} {style}",
        6: recipe.file.removesuffix(".ttf"),
        **kept,
    }.items():
        names.setName(text, identifier, 3, 1, 0x409)


def main() -> None:
    """Make the fonts named on the command line, or all."""
    sources, *wanted = sys.argv[1:]
    for recipe in RECIPES:
        if not wanted or recipe.file in wanted:
            target = build(recipe, Path(sources))
            print(f"{target.stat().st_size:>10,}  {target.name}")


if __name__ == "__main__":
    main()
