"""The face and the four sizes of type.

The system's Chinese face is used where there is one; a PC without any gets the face that ships in
``resources/fonts``. Regular and bold only: the Windows face has no half-bold.
"""

from __future__ import annotations

from enum import Enum
from typing import Final

from PySide6.QtGui import QFont, QFontDatabase, QFontInfo

from petition_desk import errors, paths

#: Tried in this order; the first that the system has is used for every text.
FAMILIES: Final = (
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "PingFang SC",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Noto Sans SC",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
)
#: Loaded where the system has none of them.
_BUNDLED: Final = "PetitionDeskHei-Regular.ttf"


class Type(Enum):
    """A size of type: points at 100 % and whether it is bold."""

    TEXT = (10.5, False)
    STRONG = (10.5, True)
    SMALL = (9.0, False)
    SMALL_STRONG = (9.0, True)
    TITLE = (13.5, True)
    FIGURE = (18.0, True)


def system_family() -> str:
    """Return the face to use, loading the bundled one where the system has no Chinese face.

    The system is asked which of ours it would take; listing all its faces takes longer than
    painting the first window. Without any, Qt's own default is kept: the officer sees boxes, but
    the program starts.
    """
    wanted = QFont()
    wanted.setFamilies(list(FAMILIES))
    taken = QFontInfo(wanted).family()
    return taken if taken in FAMILIES else _bundled_family() or taken


def _bundled_family() -> str:
    """Load the sans-serif face that ships, and return its family, or nothing."""
    try:
        path = paths.resource("fonts", _BUNDLED)
    except errors.ResourceMissingError:
        return ""
    loaded = QFontDatabase.addApplicationFont(str(path))
    return next(iter(QFontDatabase.applicationFontFamilies(loaded)), "")


def font_of(family: str, kind: Type, percent: int) -> QFont:
    """Return a font of ``kind`` at ``percent`` of its size, with figures of equal width."""
    points, bold = kind.value
    font = QFont()
    font.setFamilies([family])
    font.setPointSizeF(points * percent / 100)
    font.setBold(bold)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font
