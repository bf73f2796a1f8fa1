"""Which font prints in each role, and how it looks: for the page of the settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from petition_desk.documents.fonts import FontRole, FontSet, ServingFont
from petition_desk.documents.specimen import specimen
from petition_desk.services import font_choice
from petition_desk.services.desk import Desk
from petition_desk.services.letters import font_set
from petition_desk.services.settings import set_setting

#: What each role is for, as the officer reads it.
ROLE_USES: Final[Mapping[str, str]] = MappingProxyType(
    {
        FontRole.BODY: "正文",
        FontRole.TITLE: "标题",
        FontRole.HEADING: "一级标题、着重",
        FontRole.SUBHEADING: "二级标题",
        FontRole.FALLBACK: "别的字体没有的字",
        FontRole.FOLIO: "页码",
    }
)


@dataclass(frozen=True, slots=True)
class FontsView:
    """The fonts in use.

    Attributes:
        is_bundled: Whether the office takes the bundled ones alone.
        fonts: What prints in each role now.
        own_count: In how many roles the PC has a font of its own.
        pdf: The specimen.
        uses: What each role is for.
    """

    is_bundled: bool
    fonts: tuple[ServingFont, ...]
    own_count: int
    pdf: bytes
    uses: Mapping[str, str]


def view(desk: Desk) -> FontsView:
    """The fonts letters print with now, and a page set in them."""
    with desk.reading() as work:
        office = work.settings.get("office.name")
    own = sum(font.is_own for font in FontSet.of_this_pc().serving())
    fonts = font_set()
    return FontsView(
        font_choice.is_bundled(), fonts.serving(), own, specimen(fonts, office), ROLE_USES
    )


def choose(desk: Desk, *, bundled: bool) -> None:
    """Let letters from now on print in the bundled fonts alone, or in the PC's own first.

    Raises:
        RightMissingError: no administrator (exit 3).
    """
    set_setting(desk, font_choice.KEY, font_choice.BUNDLED if bundled else font_choice.OF_THE_PC)
