"""How the program looks: colours, type, lengths and icons, set in one place.

A program has one look at a time, as it has one `QPalette`; `apply()` sets it and everything that
paints asks for it when it paints, so a change of the system's scheme needs a repaint and nothing
else. No other module of the package writes a colour, a point size or an icon's path.

How to add a colour: a field in `tokens.Tokens`, its `Role`, a value in LIGHT and DARK.
How to add an icon: a file in ``resources/icons``, 20 x 20, lines of 1.5 px in #5B6472.
"""

from __future__ import annotations

import ctypes
import sys
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette, QPixmap
from PySide6.QtWidgets import QApplication

from petition_desk.ui.theme import icons, sheet, typeface
from petition_desk.ui.theme.tokens import (
    DARK,
    LIGHT,
    Role,
    Tokens,
    high_contrast,
    palette_of,
)
from petition_desk.ui.theme.typeface import Type

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon

__all__ = [
    "Appearance",
    "Role",
    "Scheme",
    "Tokens",
    "Type",
    "appearance",
    "apply",
    "colour",
    "dp",
    "font",
    "icon",
    "pixmap",
    "tokens",
]


class Scheme(StrEnum):
    """Which colours: the system's choice, or one that was set."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    HIGH_CONTRAST = "high-contrast"


@dataclass(frozen=True, slots=True)
class Appearance:
    """What the officer chose on the page 显示.

    Attributes:
        scheme: The colours.
        text_percent: Size of all text and of what holds it, 100 to 200.
    """

    scheme: Scheme = Scheme.SYSTEM
    text_percent: int = 100


@dataclass(slots=True)
class _Look:
    """The look in force."""

    appearance: Appearance = Appearance()
    tokens: Tokens = LIGHT
    family: str = ""
    factor: float = 1.0
    system_palette: QPalette | None = None


_look = _Look()


def apply(app: QApplication, appearance: Appearance) -> None:
    """Dress the program: style, palette, font and style sheet; follows the system from then on."""
    if _look.system_palette is None:
        _look.system_palette = app.palette()
        app.setStyle("Fusion")
        app.styleHints().colorSchemeChanged.connect(lambda _scheme: _scheme_changed(app))
    _look.appearance = appearance
    _look.family = _look.family or typeface.system_family()
    screen = app.primaryScreen()
    dots = screen.logicalDotsPerInch() / 96 if screen is not None else 1.0
    _look.factor = dots * appearance.text_percent / 100
    _look.tokens = _tokens_for(appearance.scheme, app)
    font.cache_clear()
    colour.cache_clear()
    app.setPalette(palette_of(_look.tokens))
    app.setFont(font(Type.TEXT))
    app.setStyleSheet(sheet.style_sheet(_look.tokens, dp))


def _scheme_changed(app: QApplication) -> None:
    """Dress again when the system turns light or dark and nothing else was chosen."""
    if _look.appearance.scheme is Scheme.SYSTEM:
        apply(app, _look.appearance)


def _tokens_for(scheme: Scheme, app: QGuiApplication) -> Tokens:
    if scheme is Scheme.HIGH_CONTRAST or (scheme is Scheme.SYSTEM and _system_high_contrast()):
        return high_contrast(_look.system_palette or app.palette())
    if scheme is Scheme.SYSTEM:
        dark = app.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return DARK if dark else LIGHT
    return DARK if scheme is Scheme.DARK else LIGHT


def _system_high_contrast() -> bool:
    """Ask Windows whether high contrast is on; elsewhere it can only be set by hand."""
    if sys.platform == "win32":

        class _HighContrast(ctypes.Structure):
            _fields_ = (
                ("size", ctypes.c_uint),
                ("flags", ctypes.c_uint),
                ("scheme", ctypes.c_wchar_p),
            )

        answer = _HighContrast(ctypes.sizeof(_HighContrast), 0, None)
        get, is_on = 0x0042, 0x0001  # SPI_GETHIGHCONTRAST, HCF_HIGHCONTRASTON
        ok = ctypes.windll.user32.SystemParametersInfoW(get, answer.size, ctypes.byref(answer), 0)
        return bool(ok) and bool(answer.flags & is_on)
    return False


def tokens() -> Tokens:
    """Return the colours in force."""
    return _look.tokens


def appearance() -> Appearance:
    """Return what was chosen."""
    return _look.appearance


@cache
def colour(role: Role) -> QColor:
    """Return the colour in force for a use."""
    return QColor(_look.tokens.of(role))


@cache
def font(kind: Type) -> QFont:
    """Return the font of one of the sizes of type, at the present text size."""
    return typeface.font_of(_look.family, kind, _look.appearance.text_percent)


def dp(length: int) -> int:
    """Return a length given for 100 % text in pixels of the present text size."""
    return round(length * _look.factor)


def pixmap(name: str, role: Role = Role.INK2, size: int = 20, ratio: float = 1.0) -> QPixmap:
    """Return a tinted icon.

    Args:
        name: The icon's file name without its ending.
        role: Its colour.
        size: Side at 100 % text.
        ratio: Device pixels a device-independent pixel.

    Raises:
        ResourceMissingError: there is no such icon.
    """
    return icons.tinted(name, _look.tokens.of(role), dp(size), ratio)


def icon(name: str, role: Role = Role.INK2, size: int = 20) -> QIcon:
    """Return a tinted icon for parts of Qt that paint it themselves (menus, window titles)."""
    from PySide6.QtGui import QIcon  # only now: nothing on the locked window needs one

    made = QIcon()
    for ratio in (1.0, 2.0):
        made.addPixmap(icons.tinted(name, _look.tokens.of(role), dp(size), ratio))
    return made
