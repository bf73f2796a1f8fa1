"""Which font draws which character, and what ships."""

from __future__ import annotations

import threading
from pathlib import Path
from shutil import copyfile

import pytest
from reportlab.pdfbase.ttfonts import TTFontFile

from petition_desk.documents import fonts as fonts_module
from petition_desk.documents.embedding import to_unicode_map
from petition_desk.documents.fonts import (
    FontRole,
    FontSet,
    MissingGlyphError,
    shipped_fonts,
    system_folders,
)

RARE_NAMES = "㛃䶮𬱖"
#: What a letter prints besides Han: brackets, boxes, dashes, units.
MARKS = "〔〕《》（）“”‘’，。、；：！？——……□☐☑■●▲‰％①②℃§·0123456789ABCabc"
TEXT_ROLES = (FontRole.BODY, FontRole.TITLE, FontRole.HEADING, FontRole.SUBHEADING)


def test_every_role_has_a_font_with_its_licence() -> None:
    shipped = shipped_fonts()
    assert {font.role for font in shipped} == set(FontRole)
    for font in shipped:
        assert font.path.is_file()
        assert font.path.with_name(font.licence_file).read_text(encoding="utf-8")


def test_a_font_calls_itself_as_the_list_says() -> None:
    for font in shipped_fonts():
        assert TTFontFile(str(font.path), charInfo=0).name.decode() == font.postscript_name


@pytest.mark.parametrize("role", TEXT_ROLES)
def test_each_text_font_draws_all_of_gb_2312_itself(role: FontRole, fonts: FontSet) -> None:
    own = next(font.path for font in shipped_fonts() if font.role is role)
    rows = (bytes((row, cell)) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    han = "".join(pair.decode("gb2312", errors="ignore") for pair in rows)
    assert len(han) == 6763
    assert {fonts.face_for(char, role).path for char in han} == {own}


@pytest.mark.parametrize("role", TEXT_ROLES)
def test_each_text_font_draws_the_marks_of_a_letter_itself(role: FontRole, fonts: FontSet) -> None:
    own = next(font.path for font in shipped_fonts() if font.role is role)
    assert {fonts.face_for(char, role).path for char in MARKS} == {own}


def test_characters_of_rare_names_come_from_the_fallback(fonts: FontSet) -> None:
    for char in RARE_NAMES:
        assert fonts.face_for(char, FontRole.BODY).path.name == "PetitionDeskRare-Regular.ttf"
        assert fonts.covers(char)


def test_all_of_extension_a_can_be_printed(fonts: FontSet) -> None:
    assert all(fonts.covers(chr(point)) for point in range(0x3400, 0x4DB6))


def test_a_character_no_font_has_is_named_with_its_number(fonts: FontSet) -> None:
    with pytest.raises(MissingGlyphError, match=r"𱍊.*U\+3134A") as caught:
        fonts.face_for("\U0003134a", FontRole.BODY)
    assert caught.value.exit_code == 4
    assert not fonts.covers("\U0003134a")


def test_quotation_marks_and_dashes_stand_on_a_whole_em(fonts: FontSet) -> None:
    for role in TEXT_ROLES:
        assert {fonts.face_for(char, role).advance(char) for char in "“”‘’…—〔〕"} == {1.0}


def test_the_fonts_of_the_pc_come_first(tmp_path: Path) -> None:
    # A stand-in for the PC's 仿宋, in a folder below the one that is searched, in capitals.
    kai = next(font.path for font in shipped_fonts() if font.role is FontRole.SUBHEADING)
    folder = tmp_path / "fonts"
    folder.mkdir()
    copyfile(kai, folder / "SIMFANG.TTF")
    own = FontSet([tmp_path])
    assert own.face_for("信", FontRole.BODY).path == folder / "SIMFANG.TTF"
    assert own.face_for("䶮", FontRole.BODY).path.name == "PetitionDeskRare-Regular.ttf"
    assert own.face_for("信", FontRole.TITLE).path.name == "PetitionDeskTitle-Bold.ttf"


@pytest.mark.parametrize("content", [b"OTTO with cubic outlines", b"\x00\x01\x00\x00 and no more"])
def test_a_font_of_the_pc_that_cannot_be_embedded_is_passed_over(
    tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "simfang.ttf").write_bytes(content)
    chosen = FontSet([tmp_path]).face_for("信", FontRole.BODY)
    assert chosen.path.name == "PetitionDeskFang-Regular.ttf"


def test_the_bundled_set_does_not_look_at_the_pc(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts_module, "system_folders", lambda: pytest.fail("looked at the PC"))
    assert FontSet.bundled().face_for("信", FontRole.BODY)


def test_folders_of_this_pc_exist() -> None:
    assert all(folder.is_dir() for folder in system_folders())


def test_a_windows_pc_is_searched_where_windows_keeps_fonts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "Fonts").mkdir()
    (tmp_path / "Microsoft" / "Windows" / "Fonts").mkdir(parents=True)
    monkeypatch.setenv("WINDIR", str(tmp_path))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    assert system_folders()[:2] == (
        tmp_path / "Fonts",
        tmp_path / "Microsoft" / "Windows" / "Fonts",
    )


def test_several_threads_get_the_same_font() -> None:
    fresh = FontSet.bundled()
    found = []
    barrier = threading.Barrier(8)

    def ask() -> None:
        barrier.wait()
        found.append(fresh.face_for("信", FontRole.HEADING))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert len(set(map(id, found))) == 1


def test_the_map_back_to_text_writes_utf_16() -> None:
    text = to_unicode_map("AAAAAA+Rare", [0, 0x4FE1, 0x2CB56])
    assert "<01> <4FE1>" in text
    assert "<02> <D872DF56>" in text


def test_the_map_back_to_text_keeps_blocks_of_a_hundred() -> None:
    lines = to_unicode_map("AAAAAA+Body", list(range(0x4E00, 0x4E00 + 250))).splitlines()
    assert [line for line in lines if line.endswith("beginbfchar")] == [
        "100 beginbfchar",
        "100 beginbfchar",
        "50 beginbfchar",
    ]
