"""One place says how the program looks, and what it says can be read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QFontInfo, QPalette
from PySide6.QtWidgets import QApplication

import petition_desk.ui
from petition_desk import paths
from petition_desk.ui import theme
from petition_desk.ui.appearance import load_appearance, save_appearance
from petition_desk.ui.theme import Appearance, Role, Scheme, Type
from petition_desk.ui.theme.tokens import DARK, LIGHT, Tokens, high_contrast

GROUNDS = (Role.SURFACE, Role.WINDOW, Role.HOVER, Role.SEL)
TEXTS = (Role.INK, Role.INK2, Role.ACCENT, Role.OVERDUE, Role.TODAY)
UI = Path(petition_desk.ui.__file__).parent


def luminance(colour: str) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    value = QColor(colour)
    red, green, blue = (linear(part) for part in (value.redF(), value.greenF(), value.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("ground", GROUNDS)
def test_text_can_be_read_on_every_ground(tokens: Tokens, text: Role, ground: Role) -> None:
    assert contrast(tokens.of(text), tokens.of(ground)) >= 4.5


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_the_edge_of_a_control_is_seen_and_words_stand_out_on_fillings(tokens: Tokens) -> None:
    assert contrast(tokens.edge, tokens.surface) >= 3
    assert contrast(tokens.on_accent, tokens.accent) >= 4.5
    assert contrast(tokens.overdue, tokens.overdue_bg) >= 4.5
    assert contrast(tokens.today, tokens.today_bg) >= 4.5


def test_no_colour_is_written_outside_the_theme() -> None:
    literal = re.compile(r"#[0-9A-Fa-f]{6}\b|Qt\.GlobalColor\.(?!white|transparent)|rgba?\(")
    faults = [
        f"{path.relative_to(UI)}:{number}"
        for path in sorted(UI.rglob("*.py"))
        if path.parent.name != "theme"
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if literal.search(line)
    ]
    assert faults == []


def test_every_icon_is_drawn_in_the_colour_that_is_replaced() -> None:
    for path in paths.resource("icons").glob("*.svg"):
        text = path.read_text(encoding="utf-8")
        assert set(re.findall(r"#[0-9A-Fa-f]{6}", text)) == {"#5B6472"}, path.name


def test_an_icon_takes_the_colour_of_its_role(qapp: QApplication) -> None:
    image = theme.pixmap("state-overdue", Role.OVERDUE, 20).toImage()
    assert QColor(image.pixel(10, 10)).name() == LIGHT.overdue.lower()


def test_a_change_of_scheme_reaches_palette_and_tokens(qapp: QApplication) -> None:
    theme.apply(qapp, Appearance(Scheme.DARK))
    assert theme.tokens() is DARK
    assert theme.colour(Role.INK).name() == DARK.ink.lower()
    assert qapp.palette().color(QPalette.ColorRole.Base).name() == DARK.surface.lower()


def test_high_contrast_takes_the_systems_colours_and_drops_tints(qapp: QApplication) -> None:
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Base, QColor("black"))
    palette.setColor(QPalette.ColorRole.WindowText, QColor("yellow"))
    tokens = high_contrast(palette)
    assert tokens.high_contrast
    assert {tokens.sel, tokens.overdue_bg, tokens.today_bg, tokens.surface} == {"#000000"}
    assert {tokens.ink, tokens.overdue, tokens.fine} == {"#ffff00"}


@pytest.mark.parametrize("percent", [100, 150, 200])
def test_text_and_what_holds_it_grow_together(qapp: QApplication, percent: int) -> None:
    theme.apply(qapp, Appearance(Scheme.LIGHT, percent))
    assert theme.dp(32) == round(32 * percent / 100)
    assert theme.font(Type.TEXT).pointSizeF() == pytest.approx(10.5 * percent / 100)


def test_there_is_a_chinese_face_and_its_figures_are_equally_wide(qapp: QApplication) -> None:
    info = QFontInfo(theme.font(Type.TEXT))
    assert info.family()
    from petition_desk.ui.widgets import paint

    assert len({paint.width_of(digit * 8) for digit in "0123456789"}) == 1


def test_the_bundled_face_is_there_for_a_pc_without_any(qapp: QApplication) -> None:
    from petition_desk.ui.theme import typeface

    assert typeface._bundled_family()


def test_what_was_chosen_is_found_at_the_next_start(qapp: QApplication, tmp_path: Path) -> None:
    from PySide6.QtCore import QSettings

    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path))
    assert load_appearance() == Appearance()
    save_appearance(Appearance(Scheme.DARK, 150))
    assert load_appearance() == Appearance(Scheme.DARK, 150)
