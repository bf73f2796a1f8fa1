"""The colours of the program, named by use; the only place where a colour is written down.

Contrast was measured for every text token on `surface`, `window`, `hover` and `sel`: at least
4.5 : 1 for text, 3 : 1 for the edge of a control (``tests/ui/test_tokens.py`` measures again).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from PySide6.QtGui import QColor, QPalette


class Role(StrEnum):
    """What a colour is for; the value is the name of the field in `Tokens`."""

    WINDOW = "window"
    SURFACE = "surface"
    LINE = "line"
    EDGE = "edge"
    HOVER = "hover"
    SEL = "sel"
    INK = "ink"
    INK2 = "ink2"
    ACCENT = "accent"
    ON_ACCENT = "on_accent"
    OVERDUE = "overdue"
    TODAY = "today"
    FINE = "fine"
    OVERDUE_BG = "overdue_bg"
    TODAY_BG = "today_bg"
    DESK = "desk"
    BAR2 = "bar2"
    COVER = "cover"
    SCRIM = "scrim"


@dataclass(frozen=True, slots=True)
class Tokens:
    """One set of colours, each ``#RRGGBB`` (``#AARRGGBB`` for the scrim).

    Attributes:
        window: Chrome, inspector, heads of groups.
        surface: Content and fields.
        line: Separators; never the edge of a control.
        edge: Borders of fields and buttons, text of disabled controls.
        hover: A row or button under the pointer, a day off.
        sel: Current row, pressed button, chosen option.
        ink: Text.
        ink2: Labels, numbers of cases, hints.
        accent: The next act, focus, the current place, links.
        on_accent: Text on `accent`.
        overdue: Late, refused, wrong.
        today: Today, at most three days, provisional, a warning.
        fine: The shape of "in time"; its word is `ink`.
        overdue_bg: Filling of a chip that is late.
        today_bg: Filling of a chip that is due.
        desk: What lies behind a page.
        bar2: The bars of the year before.
        cover: The block over a name on a page.
        scrim: Painted over everything behind a panel.
        high_contrast: Whether tints are dropped and `sel` is drawn as a frame of 2 px.
    """

    window: str
    surface: str
    line: str
    edge: str
    hover: str
    sel: str
    ink: str
    ink2: str
    accent: str
    on_accent: str
    overdue: str
    today: str
    fine: str
    overdue_bg: str
    today_bg: str
    desk: str
    bar2: str
    cover: str
    scrim: str
    high_contrast: bool = False

    def of(self, role: Role) -> str:
        """Return the colour written for a role."""
        return str(getattr(self, role.value))


LIGHT: Final = Tokens(
    window="#F5F6F8",
    surface="#FFFFFF",
    line="#DDE1E7",
    edge="#7E8795",
    hover="#EEF1F5",
    sel="#E3ECF8",
    ink="#1F2430",
    ink2="#5B6472",
    accent="#1F4E8C",
    on_accent="#FFFFFF",
    overdue="#B42318",
    today="#B54708",
    fine="#067647",
    overdue_bg="#FDEEEC",
    today_bg="#FDF3E4",
    desk="#E4E7EC",
    bar2="#B9C2CF",
    cover="#C9CFD8",
    scrim="#731F2430",
)

DARK: Final = Tokens(
    window="#1B1E24",
    surface="#24282F",
    line="#3A404A",
    edge="#7C8593",
    hover="#2D323A",
    sel="#243249",
    ink="#E8EAEE",
    ink2="#A4ACB8",
    accent="#7FB0F0",
    on_accent="#12233B",
    overdue="#F97066",
    today="#FDB022",
    fine="#47CD89",
    overdue_bg="#3B292B",
    today_bg="#392F20",
    desk="#15171C",
    bar2="#525B68",
    cover="#C9CFD8",
    scrim="#99000000",
)


def high_contrast(palette: QPalette) -> Tokens:
    """Build tokens from the system's own palette: few colours, no tints, shapes carry meaning."""
    window = palette.color(QPalette.ColorRole.Window).name()
    surface = palette.color(QPalette.ColorRole.Base).name()
    ink = palette.color(QPalette.ColorRole.WindowText).name()
    accent = palette.color(QPalette.ColorRole.Highlight).name()
    on_accent = palette.color(QPalette.ColorRole.HighlightedText).name()
    scrim = QColor(window)
    scrim.setAlphaF(0.8)
    return Tokens(
        window=window,
        surface=surface,
        line=ink,
        edge=ink,
        hover=surface,
        sel=surface,
        ink=ink,
        ink2=ink,
        accent=accent,
        on_accent=on_accent,
        overdue=ink,
        today=ink,
        fine=ink,
        overdue_bg=surface,
        today_bg=surface,
        desk=window,
        bar2=ink,
        cover=ink,
        scrim=scrim.name(QColor.NameFormat.HexArgb),
        high_contrast=True,
    )


def palette_of(tokens: Tokens) -> QPalette:
    """Build the palette that Fusion and the views take their colours from."""
    palette = QPalette()
    role = QPalette.ColorRole
    pairs = {
        role.Window: tokens.window,
        role.WindowText: tokens.ink,
        role.Base: tokens.surface,
        role.AlternateBase: tokens.hover,
        role.Text: tokens.ink,
        role.PlaceholderText: tokens.ink2,
        role.Button: tokens.surface,
        role.ButtonText: tokens.ink,
        role.BrightText: tokens.overdue,
        role.Highlight: tokens.accent,
        role.HighlightedText: tokens.on_accent,
        role.Accent: tokens.accent,
        role.Link: tokens.accent,
        role.LinkVisited: tokens.accent,
        role.ToolTipBase: tokens.ink,
        role.ToolTipText: tokens.surface,
        role.Light: tokens.surface,
        role.Midlight: tokens.line,
        role.Mid: tokens.edge,
        role.Dark: tokens.edge,
        role.Shadow: tokens.ink,
    }
    for colour_role, value in pairs.items():
        palette.setColor(colour_role, QColor(value))
    for colour_role in (role.Text, role.WindowText, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, colour_role, QColor(tokens.edge))
    return palette
