"""The fonts of the letters: what the office chose holds, and the specimen shows it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from petition_desk.documents.fonts import FontRole, FontSet, shipped_fonts
from petition_desk.documents.specimen import specimen
from petition_desk.services import font_choice, fonts
from petition_desk.services.desk import Desk
from petition_desk.services.letters import font_set
from petition_desk.services.rights import RightMissingError
from tests import desks


@pytest.fixture(autouse=True)
def _choice_of_its_own() -> Iterator[None]:
    yield
    font_choice.choose("")


def test_every_role_names_the_font_that_prints_and_where_it_comes_from(desk: Desk) -> None:
    view = fonts.view(desk)
    assert {font.role for font in view.fonts} == set(FontRole)
    assert set(fonts.ROLE_USES) == set(FontRole)
    assert all(font.path.exists() and font.name for font in view.fonts)
    assert view.pdf.startswith(b"%PDF")


def test_the_bundled_fonts_alone_are_used_where_the_office_wants_it(desk: Desk) -> None:
    fonts.choose(desk, bundled=True)
    assert font_choice.is_bundled()
    assert not any(font.is_own for font in fonts.view(desk).fonts)
    # Byte for byte what a PC without fonts of its own makes.

    assert fonts.view(desk).pdf == specimen(FontSet.bundled(), desks.SETTINGS["office.name"])
    fonts.choose(desk, bundled=False)
    assert not font_choice.is_bundled()


def test_the_choice_is_the_offices_and_holds_when_it_is_opened_again(desk: Desk) -> None:
    fonts.choose(desk, bundled=True)
    folder = desk.data_dir
    desk.close()
    font_choice.choose("")
    again = desks.open_again(folder)
    try:
        assert font_choice.is_bundled()
        assert font_set() is font_set()
    finally:
        again.close()


def test_an_account_without_the_right_chooses_nothing(desk: Desk) -> None:
    folder = desk.data_dir
    desk.close()
    colleague = desks.open_again(folder, account=desks.COLLEAGUE)
    try:
        with pytest.raises(RightMissingError):
            fonts.choose(colleague, bundled=True)
    finally:
        colleague.close()


def test_a_font_of_the_pc_serves_its_role_and_is_named_as_the_pcs(tmp_path: Path) -> None:
    shipped = next(font for font in shipped_fonts() if font.role is FontRole.SUBHEADING)
    shutil.copy(shipped.path, tmp_path / "SIMKAI.TTF")
    serving = {font.role: font for font in FontSet((tmp_path,)).serving()}
    assert serving[FontRole.SUBHEADING].is_own
    assert serving[FontRole.SUBHEADING].path == tmp_path / "SIMKAI.TTF"
    assert not serving[FontRole.BODY].is_own
