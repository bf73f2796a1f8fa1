"""PDF/A-2b (ISO 19005-2:2011), clause by clause, on every kind of letter.

veraPDF is not installed where these tests run; each clause that a file of text, rules and embedded
fonts can break is checked by itself, with pikepdf and fontTools as readers of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO
from xml.etree import ElementTree

import pikepdf
import pytest
from fontTools.ttLib import TTFont

from petition_desk.documents.fonts import FontSet
from petition_desk.documents.letters import render
from petition_desk.documents.pdf import mark_of

from .letter_facts import FACTS, kind_of

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
PDFAID = "{http://www.aiim.org/pdfa/ns/id/}"
DC = "{http://purl.org/dc/elements/1.1/}"
XMP = "{http://ns.adobe.com/xap/1.0/}"
PDF = "{http://ns.adobe.com/pdf/1.3/}"
EXAMPLES = list(FACTS)


@lru_cache(maxsize=len(EXAMPLES))
def written(example: str) -> bytes:
    return render(kind_of(example), FACTS[example], FontSet.bundled())


def opened(example: str) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(written(example)))


def fonts_of(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    seen = set()
    for sheet in pdf.pages:
        for font in sheet.resources.Font.values():
            if font.objgen not in seen:
                seen.add(font.objgen)
                yield font


def xmp_of(pdf: pikepdf.Pdf) -> ElementTree.Element:
    packet = pdf.Root.Metadata.read_raw_bytes().decode("utf-8")
    inner = re.sub(r"<\?xpacket[^>]*\?>", "", packet)
    (description,) = ElementTree.fromstring(inner).iter(f"{RDF}Description")
    return description


def test_6_1_2_the_file_header_is_followed_by_bytes_above_127() -> None:
    pdf = written("accept")
    first, second = pdf.split(b"\n", 2)[:2]
    assert re.fullmatch(rb"%PDF-1\.[0-7]", first)
    assert second.startswith(b"%")
    assert len([byte for byte in second[1:5] if byte > 127]) == 4


@pytest.mark.parametrize("example", EXAMPLES)
def test_6_1_3_the_trailer_has_an_id_no_encryption_and_ends_the_file(example: str) -> None:
    data = written(example)
    assert data.rstrip().endswith(b"%%EOF")
    assert data.count(b"%%EOF") == 1
    with opened(example) as pdf:
        assert len(pdf.trailer.ID) == 2
        assert len(bytes(pdf.trailer.ID[0])) == 16
        assert "/Encrypt" not in pdf.trailer
        assert not pdf.check_pdf_syntax()


def test_6_1_4_each_entry_of_the_cross_reference_table_is_twenty_bytes() -> None:
    data = written("opinion")
    table = data[data.rindex(b"xref\n0") : data.index(b"trailer")]
    count = int(table.split()[2])
    entries = table.split(b"\n", 2)[2]
    assert len(entries) == 20 * count
    for number, entry in enumerate(
        entries[start : start + 20] for start in range(0, 20 * count, 20)
    ):
        assert re.fullmatch(rb"\d{10} \d{5} [nf] \n", entry)
        if number:
            assert data[int(entry[:10]) :].startswith(b"%d 0 obj\n" % number)


@pytest.mark.parametrize("example", EXAMPLES)
def test_6_1_7_streams_have_their_length_and_lawful_filters(example: str) -> None:
    data = written(example)
    for found in re.finditer(rb"/Length (\d+) >>\nstream\n", data):
        end = found.end() + int(found[1])
        assert data[end:].startswith(b"\nendstream\nendobj\n")
    with opened(example) as pdf:
        for item in pdf.objects:
            if isinstance(item, pikepdf.Stream):
                assert str(item.get("/Filter", "/FlateDecode")) == "/FlateDecode"
                assert not {"/F", "/FFilter", "/FDecodeParms"} & set(item.keys())


@pytest.mark.parametrize("example", EXAMPLES)
def test_6_2_3_one_output_intent_with_an_rgb_profile(example: str) -> None:
    with opened(example) as pdf:
        (intent,) = pdf.Root.OutputIntents
        assert intent.S == "/GTS_PDFA1"
        assert str(intent.OutputConditionIdentifier)
        profile = intent.DestOutputProfile
        data = profile.read_bytes()
        assert profile.N == 3
        assert data[36:40] == b"acsp"
        assert (data[12:16], data[16:20]) == (b"mntr", b"RGB ")
        assert data[8] <= 4
        assert int.from_bytes(data[:4], "big") == len(data)


@pytest.mark.parametrize("example", EXAMPLES)
def test_6_2_2_and_6_2_4_pages_use_lawful_operators_and_black_alone(example: str) -> None:
    lawful = {"BT", "ET", "Tf", "Tz", "Tc", "Tr", "Tm", "Tj", "m", "l", "S", "w", "J"}
    with opened(example) as pdf:
        for sheet in pdf.pages:
            used = {str(item.operator) for item in pikepdf.parse_content_stream(sheet)}
            assert used <= lawful
            assert set(sheet.keys()) == {"/Type", "/Parent", "/MediaBox", "/Resources", "/Contents"}


@pytest.mark.parametrize("example", EXAMPLES)
def test_6_2_11_fonts_are_embedded_subsets_with_true_widths(example: str) -> None:
    with opened(example) as pdf:
        for font in fonts_of(pdf):
            (cid,) = font.DescendantFonts
            descriptor = cid.FontDescriptor
            assert font.Encoding == "/Identity-H"
            assert cid.CIDToGIDMap == "/Identity"
            assert str(cid.CIDSystemInfo.Ordering) == "Identity"
            names = {str(each) for each in (font.BaseFont, cid.BaseFont, descriptor.FontName)}
            assert len(names) == 1
            assert re.fullmatch(r"/[A-Z]{6}\+[A-Za-z0-9-]+", names.pop())
            assert descriptor.Flags == 4
            program = TTFont(BytesIO(descriptor.FontFile2.read_bytes()), checkChecksums=2)
            assert len(descriptor.FontFile2.read_bytes()) == descriptor.FontFile2.Length1
            start, widths = cid.W
            scale = 1000 / program["head"].unitsPerEm
            order = program.getGlyphOrder()
            for number, width in enumerate(widths, start=int(start)):
                advance, _ = program["hmtx"][order[number]]
                assert abs(advance * scale - float(width)) <= 1


@pytest.mark.parametrize("example", EXAMPLES)
def test_6_2_11_8_no_text_shows_the_missing_glyph(example: str) -> None:
    with opened(example) as pdf:
        for sheet in pdf.pages:
            for item in pikepdf.parse_content_stream(sheet):
                if str(item.operator) == "Tj":
                    codes = bytes(item.operands[0])
                    assert len(codes) % 2 == 0
                    assert all(any(codes[place : place + 2]) for place in range(0, len(codes), 2))


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_glyph_of_a_subset_can_be_drawn(example: str) -> None:
    with opened(example) as pdf:
        for font in fonts_of(pdf):
            data = font.DescendantFonts[0].FontDescriptor.FontFile2.read_bytes()
            program = TTFont(BytesIO(data))
            glyphs = program["glyf"]
            for name in program.getGlyphOrder():
                glyphs[name].getCoordinates(glyphs)


@pytest.mark.parametrize("example", EXAMPLES)
def test_6_6_the_metadata_name_part_and_conformance_and_agree_with_the_info(example: str) -> None:
    with opened(example) as pdf:
        stream = pdf.Root.Metadata
        assert (stream.Type, stream.Subtype) == ("/Metadata", "/XML")
        assert "/Filter" not in stream
        xmp = xmp_of(pdf)
        assert xmp.findtext(f"{PDFAID}part") == "2"
        assert xmp.findtext(f"{PDFAID}conformance") == "B"
        info = {str(key): str(value) for key, value in pdf.docinfo.items()}
        assert xmp.findtext(f"{DC}title/{RDF}Alt/{RDF}li") == info["/Title"]
        assert xmp.findtext(f"{XMP}CreatorTool") == info["/Creator"]
        assert xmp.findtext(f"{PDF}Producer") == info["/Producer"]
        assert xmp.findtext(f"{DC}language/{RDF}Bag/{RDF}li") == str(pdf.Root.Lang) == "zh-CN"
        assert set(info) == {"/Title", "/Creator", "/Producer"}


@pytest.mark.parametrize("example", EXAMPLES)
def test_no_metadata_name_a_person_a_place_or_a_matter(example: str) -> None:
    facts = FACTS[example]
    with opened(example) as pdf:
        told = pdf.Root.Metadata.read_raw_bytes().decode("utf-8") + str(dict(pdf.docinfo))
    for key in ("petitioner.name", "petitioner.address", "petitioner.mobile", "accepted.handler"):
        if facts.get(key):
            assert str(facts[key]) not in told
    assert str(facts["case.summary"]) not in told


def test_6_1_6_and_6_5_no_scripts_actions_forms_or_files_inside() -> None:
    with opened("service") as pdf:
        forbidden = {"/AA", "/OpenAction", "/AcroForm", "/Names", "/OCProperties", "/Perms"}
        assert not forbidden & set(pdf.Root.keys())


def test_a_letter_carries_an_identifier_of_its_content() -> None:
    marks = {mark_of(written(example)) for example in EXAMPLES}
    assert len(marks) == len(EXAMPLES)
    assert all(re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", mark) for mark in marks)
    assert mark_of(b"%PDF-1.4 of somebody else") == ""
