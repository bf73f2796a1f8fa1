"""The pages of a PDF as the screen and the printer see them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from petition_desk.documents.blocks import LetterDocument, Paragraph
from petition_desk.documents.compose import compose
from petition_desk.documents.fonts import FontSet
from petition_desk.ui.pdf import PdfFile, UnreadablePdfError

RARE_NAME = "张𬱖明"


@pytest.fixture(scope="module")
def fonts() -> FontSet:
    return FontSet.bundled()


def letter(fonts: FontSet, *paragraphs: str) -> PdfFile:
    blocks = [Paragraph.plain(text, first_indent=0) for text in paragraphs]
    return PdfFile(compose(LetterDocument("notice", tuple(blocks)), fonts))


def ink_inside(image: QImage, place: QRectF, scale: float) -> int:
    left, top = round(place.left() * scale), round(place.top() * scale)
    width, height = round(place.width() * scale), round(place.height() * scale)
    part = image.copy(left, top, width, height).convertToFormat(QImage.Format.Format_Grayscale8)
    return sum(
        part.pixelColor(x, y).lightness() < 128
        for x in range(part.width())
        for y in range(part.height())
    )


@pytest.mark.gui
def test_a_page_is_a_sheet_of_a4_flattened_on_white(qtbot: QtBot, fonts: FontSet) -> None:
    pdf = letter(fonts, "某某县公安局")
    picture = pdf.picture(0, 420)
    assert pdf.page_count == 1
    assert (picture.width(), picture.height()) == (420, 594)
    assert not picture.hasAlphaChannel()
    assert picture.pixelColor(2, 2).name() == "#ffffff"


@pytest.mark.gui
@pytest.mark.parametrize("name", ["张三", "欧阳修远", RARE_NAME])
def test_a_name_is_found_where_its_ink_stands_and_nowhere_else(
    qtbot: QtBot, fonts: FontSet, name: str
) -> None:
    pdf = letter(fonts, f"{name}：", "您提出的事项，我局已收到。")
    places = pdf.places_of(0, [name])
    assert len(places) == 1
    picture = pdf.picture(0, 1190)
    assert ink_inside(picture, places[0], 1190 / pdf.size_of(0).width()) > 100
    assert places[0].width() == pytest.approx(16 * len(name), abs=6)


@pytest.mark.gui
def test_a_name_broken_over_two_lines_is_found_on_both(qtbot: QtBot, fonts: FontSet) -> None:
    pdf = letter(fonts, "甲" * 27 + "张三反映的情况。")
    places = pdf.places_of(0, ["张三"])
    assert len(places) == 2
    assert places[0].top() < places[1].top()


@pytest.mark.gui
def test_bytes_that_are_no_pdf_are_refused_in_plain_words(qtbot: QtBot) -> None:
    with pytest.raises(UnreadablePdfError, match="已损坏"):
        PdfFile(b"not a pdf")
