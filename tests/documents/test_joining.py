"""Letters joined to one job: every page of each, in order, none changed."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest

from petition_desk.documents.fonts import FontSet
from petition_desk.documents.joining import NotAPdfError, joined
from petition_desk.documents.letters import render

from .conftest import TextReader
from .letter_facts import FACTS, kind_of


@pytest.fixture(scope="module")
def papers() -> list[bytes]:
    names = ("accept", "notice", "label", "accept-joint", "service")
    return [render(kind_of(name), FACTS[name], FontSet.bundled()) for name in names]


def test_joined_letters_read_as_each_of_them(papers: list[bytes], text_of: TextReader) -> None:
    assert text_of(joined(papers)) == "".join(text_of(paper) for paper in papers)


def test_each_page_keeps_its_own_size_and_fonts(papers: list[bytes]) -> None:
    with pikepdf.open(BytesIO(joined(papers))) as whole:
        assert len(whole.pages) == 2 + 1 + 1 + 2 + 1
        widths = [round(float(each.mediabox[2])) for each in whole.pages]
        assert widths == [595, 595, 595, 283, 595, 595, 595]
        for each in whole.pages:
            for font in each.resources.Font.values():
                assert "/FontFile2" in font.DescendantFonts[0].FontDescriptor


def test_on_both_sides_no_two_letters_share_a_sheet(papers: list[bytes]) -> None:
    with pikepdf.open(BytesIO(joined(papers, is_duplex=True))) as whole:
        assert len(whole.pages) == 2 + 2 + 2 + 2 + 2
        blank = [place for place, each in enumerate(whole.pages) if "/Font" not in each.resources]
        assert blank == [3, 5, 9]


def test_what_is_no_pdf_is_named_by_its_place(papers: list[bytes]) -> None:
    with pytest.raises(NotAPdfError, match="第 3 份"):
        joined([*papers[:2], b"not a PDF"])


def test_nothing_is_no_job() -> None:
    with pytest.raises(ValueError, match="nothing"):
        joined([])
