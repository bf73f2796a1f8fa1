"""Whole letters: pages, positions and text, read back by another program (poppler)."""

from __future__ import annotations

import re
from io import BytesIO
from itertools import pairwise

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from petition_desk.documents import page
from petition_desk.documents.blocks import (
    Align,
    Block,
    Cell,
    DocumentNumber,
    FieldText,
    Heading,
    LetterDocument,
    Paragraph,
    Row,
    Signature,
    Space,
    Table,
    Title,
)
from petition_desk.documents.compose import compose, page_count, pages_in
from petition_desk.documents.fonts import FontRole, FontSet, MissingGlyphError
from petition_desk.documents.linebreak import Run

from .conftest import TextReader

MM = page.POINTS_PER_MM
SENTENCE = "您提出的信访事项属于我局职权范围，我局将在规定的期限内书面答复。"


def letter(*blocks: Block, page_numbers: bool = True) -> LetterDocument:
    return LetterDocument("告知书", blocks, page_numbers=page_numbers)


def words_of(text: str) -> str:
    """Drop what a reader adds: spaces, line and page ends."""
    return re.sub(r"\s", "", text)


def boxes_of(pdf: bytes, text_of: TextReader) -> list[tuple[str, float, float, float, float]]:
    """Return word, left, top, right, bottom in points from the upper left corner."""
    found = re.findall(
        r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>',
        text_of(pdf, "-bbox"),
    )
    return [(word, *map(float, numbers)) for *numbers, word in found]


def test_a_full_page_has_22_lines_of_28_characters(fonts: FontSet, text_of: TextReader) -> None:
    pdf = compose(letter(Paragraph.plain("信" * 28 * 23, first_indent=0)), fonts)
    pages = text_of(pdf, "-layout").split("\f")
    first = [line for line in pages[0].splitlines() if "信" in line]
    assert [len(line.strip()) for line in first] == [28] * 22
    assert "信" * 28 in pages[1]


def test_the_text_block_lies_where_the_standard_says(fonts: FontSet, text_of: TextReader) -> None:
    pdf = compose(letter(Paragraph.plain("信" * 28 * 22, first_indent=0)), fonts)
    lines = [box for box in boxes_of(pdf, text_of) if "信" in box[0]]
    assert min(box[1] for box in lines) == pytest.approx(28 * MM, abs=0.5)
    assert max(box[3] for box in lines) == pytest.approx((210 - 26) * MM, abs=0.5)
    tops = sorted({box[2] for box in lines})
    assert len(tops) == 22
    steps = [after - before for before, after in pairwise(tops)]
    assert all(step == pytest.approx(225 / 22 * MM, abs=0.01) for step in steps)
    assert tops[0] > 37 * MM
    assert max(box[4] for box in lines) < (297 - 35) * MM + 1


def test_every_page_is_a4(fonts: FontSet) -> None:
    pdf = compose(letter(Paragraph.plain(SENTENCE * 50)), fonts)
    with pikepdf.open(BytesIO(pdf)) as opened:
        assert len(opened.pages) == 3
        for each in opened.pages:
            left, bottom, right, top = map(float, each.mediabox)
            assert (right - left, top - bottom) == pytest.approx((210 * MM, 297 * MM), abs=0.01)


def test_only_embedded_fonts_are_used(fonts: FontSet) -> None:
    blocks = (Title(("某某县公安局",)), Heading("一、标题"), Paragraph.plain("信䶮"))
    with pikepdf.open(BytesIO(compose(letter(*blocks), fonts))) as opened:
        used = opened.pages[0].resources.Font
        names = {str(font.BaseFont) for font in used.values()}
        assert all("/FontFile2" in font.DescendantFonts[0].FontDescriptor for font in used.values())
    assert len(names) == 5
    assert not any("Helvetica" in name for name in names)


def test_a_letter_is_small_because_only_subsets_are_embedded(fonts: FontSet) -> None:
    assert len(compose(letter(Paragraph.plain(SENTENCE)), fonts)) < 40_000


def test_the_same_letter_has_the_same_bytes(fonts: FontSet) -> None:
    document = letter(Title(("告知书",)), Paragraph.plain(SENTENCE))
    assert compose(document, fonts) == compose(document, FontSet.bundled())


def test_the_file_names_its_kind_and_language_and_nobody(fonts: FontSet) -> None:
    pdf = compose(letter(Paragraph.plain("张三：" + SENTENCE)), fonts)
    with pikepdf.open(BytesIO(pdf)) as opened:
        info = {str(key): str(value) for key, value in opened.docinfo.items()}
        assert info["/Title"] == "告知书"
        assert set(info) == {"/Title", "/Creator", "/Producer"}
        assert str(opened.Root.Lang) == "zh-CN"
    assert not any("张三" in value for value in info.values())


def test_text_comes_out_as_it_went_in(fonts: FontSet, text_of: TextReader) -> None:
    text = "张𬱖、李䶮、王㛃：“您好——” <b>不是标记</b> & 100% 〔2026〕12号……①☑□"
    assert words_of(text_of(compose(letter(Paragraph.plain(text), page_numbers=False), fonts))) == (
        words_of(text)
    )


@settings(max_examples=25)
@given(
    st.text(
        st.characters(codec="gb2312", exclude_categories=["Cc", "Zs", "Zl", "Zp"])
        | st.sampled_from("㛃䶮𬱖"),
        min_size=1,
        max_size=300,
    )
)
def test_any_chinese_text_comes_out_as_it_went_in(
    fonts: FontSet, tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    pdf = compose(letter(Paragraph.plain(text), page_numbers=False), fonts)
    with pikepdf.open(BytesIO(pdf)) as opened:
        found = "".join(shown_text(each) for each in opened.pages)
    assert found == text


def shown_text(sheet: pikepdf.Page) -> str:
    """Read a page the way a reader does: glyph codes through each font's map to Unicode."""
    maps = {name: unicode_map(font) for name, font in sheet.resources.Font.items()}
    text = ""
    current: dict[int, str] = {}
    for operands, operator in pikepdf.parse_content_stream(sheet):
        if str(operator) == "Tf":
            current = maps[str(operands[0])]
        elif str(operator) == "Tj":
            codes = bytes(operands[0])
            text += "".join(
                current[high << 8 | low] for high, low in zip(codes[::2], codes[1::2], strict=True)
            )
    return text


def unicode_map(font: pikepdf.Object) -> dict[int, str]:
    entries = re.findall(rb"<([0-9A-F]{4})> <([0-9A-F]{4,})>\n", font.ToUnicode.read_bytes())
    return {
        int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in entries
    }


def test_odd_pages_are_numbered_on_the_right_and_even_ones_on_the_left(
    fonts: FontSet, text_of: TextReader
) -> None:
    pdf = compose(letter(Paragraph.plain("信" * 28 * 30)), fonts)
    first, second = [box for box in boxes_of(pdf, text_of) if box[0] in {"1", "2"}]
    assert first[1] > page.LEFT + page.TEXT_WIDTH / 2
    assert second[1] < page.LEFT + page.TEXT_WIDTH / 2
    for box in (first, second):
        assert box[2] > (297 - 35) * MM
        assert box[4] < (297 - 35 + 7) * MM + page.FOLIO_SIZE


def test_a_single_page_is_numbered_too(fonts: FontSet, text_of: TextReader) -> None:
    assert "—1—" in words_of(text_of(compose(letter(Paragraph.plain(SENTENCE)), fonts)))


def test_a_form_is_not_numbered(fonts: FontSet, text_of: TextReader) -> None:
    pdf = compose(letter(Paragraph.plain(SENTENCE), page_numbers=False), fonts)
    assert words_of(text_of(pdf)) == SENTENCE


def test_the_date_ends_four_characters_from_the_right(fonts: FontSet, text_of: TextReader) -> None:
    pdf = compose(letter(Signature("某某县公安局", "2026年11月20日")), fonts)
    boxes = {box[0]: box for box in boxes_of(pdf, text_of)}
    date = boxes["2026年11月20日"]
    office = boxes["某某县公安局"]
    assert page.RIGHT - date[3] == pytest.approx(4 * page.CELL, abs=0.5)
    assert (office[1] + office[3]) / 2 == pytest.approx((date[1] + date[3]) / 2, abs=0.5)
    assert date[2] - office[2] == pytest.approx(page.LINE_PITCH, abs=0.1)


def test_a_long_office_name_stays_inside_the_text_block(
    fonts: FontSet, text_of: TextReader
) -> None:
    name = "某某土家族苗族自治州某某县公安局交通警察大队"
    pdf = compose(letter(Signature(name, "2026年3月2日")), fonts)
    (office,) = [box for box in boxes_of(pdf, text_of) if box[0] == name]
    assert office[3] <= page.RIGHT + 0.5


@pytest.mark.parametrize("lines", range(14, 23))
def test_a_signature_never_stands_alone_on_a_page(
    lines: int, fonts: FontSet, text_of: TextReader
) -> None:
    text = "信" * (28 * lines)
    blocks = (
        Paragraph.plain(text, first_indent=0),
        Signature("某局", "2026年3月2日", "联系：某某"),
    )
    pages = [words_of(each) for each in text_of(compose(letter(*blocks), fonts)).split("\f")]
    (signed,) = [each for each in pages if "某局" in each]
    assert "信" * 56 in signed
    assert "2026年3月2日" in signed
    assert "联系：某某" in signed


def test_a_signature_takes_the_last_rows_of_a_long_table_along(
    fonts: FontSet, text_of: TextReader
) -> None:
    pdf = compose(letter(table(22), Signature("某局", "2026年3月2日")), fonts)
    first, second, *_ = [words_of(each) for each in text_of(pdf).split("\f")]
    assert first.count("材料") == 20
    assert "21材料22材料某局" in second.replace("序号名称", "")


def test_a_heading_does_not_end_a_page(fonts: FontSet, text_of: TextReader) -> None:
    blocks = (
        Paragraph.plain("信" * 28 * 21, first_indent=0),
        Heading("一、事实"),
        Paragraph.plain("后"),
    )
    first, second, *_ = text_of(compose(letter(*blocks), fonts)).split("\f")
    assert "一、事实" not in first
    assert words_of(second).startswith("一、事实后")


def test_an_empty_line_does_not_begin_a_page(fonts: FontSet, text_of: TextReader) -> None:
    blocks = (Paragraph.plain("信" * 28 * 22, first_indent=0), Space(2), Paragraph.plain("后"))
    pdf = compose(letter(*blocks), fonts)
    (box,) = [box for box in boxes_of(pdf, text_of) if box[0] == "后"]
    assert box[2] < (37 + 225 / 22) * MM


def test_a_long_title_is_broken_into_lines_of_like_length(
    fonts: FontSet, text_of: TextReader
) -> None:
    title = "关于张三“反映车管所窗口服务态度生硬解释不清”信访事项的处理意见书"
    pdf = compose(letter(Title((title,)), page_numbers=False), fonts)
    first, second = [line.strip() for line in text_of(pdf, "-layout").splitlines() if line.strip()]
    assert words_of(first + second) == title
    assert abs(len(first) - len(second)) <= 3


def test_a_paragraph_begins_two_characters_in(fonts: FontSet, text_of: TextReader) -> None:
    boxes = boxes_of(compose(letter(Paragraph.plain("信" * 40)), fonts), text_of)
    assert boxes[0][1] == pytest.approx(page.LEFT + 2 * page.CELL, abs=0.5)
    assert boxes[1][1] == pytest.approx(page.LEFT, abs=0.5)


def test_line_ends_in_a_text_begin_paragraphs(fonts: FontSet, text_of: TextReader) -> None:
    boxes = boxes_of(compose(letter(Paragraph.plain("第一段\n第二段")), fonts), text_of)
    assert [box[0] for box in boxes[:2]] == ["第一段", "第二段"]
    assert boxes[1][1] == pytest.approx(page.LEFT + 2 * page.CELL, abs=0.5)


def test_the_field_of_a_character_that_cannot_be_printed_is_named(fonts: FontSet) -> None:
    document = LetterDocument(
        "告知书",
        (Paragraph.plain("张\U0003134a：您好"),),
        fields=(FieldText("摘要", "您好"), FieldText("信访人姓名", "张\U0003134a")),
    )
    with pytest.raises(MissingGlyphError, match=r"信访人姓名：.*U\+3134A"):
        compose(document, fonts)


def test_pages_are_counted_without_drawing(fonts: FontSet) -> None:
    assert page_count(letter(Paragraph.plain("信" * 28 * 23, first_indent=0)), fonts) == 2


def table(rows: int, text: str = "材料") -> Table:
    head = Row((Cell("序号", align=Align.CENTRE), Cell("名称", role=FontRole.HEADING)))
    body = tuple(Row((Cell(str(number)), Cell(text))) for number in range(1, rows + 1))
    return Table((1, 5), (head, *body), header_rows=1)


def test_a_table_repeats_its_head_on_every_page(fonts: FontSet, text_of: TextReader) -> None:
    pdf = compose(letter(table(60), page_numbers=False), fonts)
    pages = text_of(pdf).split("\f")[:-1]
    assert len(pages) == 3
    assert all(words_of(each).startswith("序号名称") for each in pages)
    assert words_of("".join(pages)).count("材料") == 60


def test_a_row_higher_than_a_page_goes_on_on_the_next(fonts: FontSet, text_of: TextReader) -> None:
    pdf = compose(letter(table(1, SENTENCE * 60), page_numbers=False), fonts)
    pages = text_of(pdf).split("\f")[:-1]
    assert len(pages) == 3
    shown = words_of("".join(pages)).replace("序号名称", "").replace("1", "")
    assert shown == SENTENCE * 60


def test_a_cell_wraps_its_text_inside_its_rules(fonts: FontSet, text_of: TextReader) -> None:
    boxes = boxes_of(compose(letter(table(1, SENTENCE * 2)), fonts), text_of)
    column = page.LEFT + page.TEXT_WIDTH / 6
    wrapped = [box for box in boxes if "信访" in box[0] or "书面" in box[0]]
    assert len(wrapped) > 1
    assert all(column < box[1] and box[3] < page.RIGHT for box in wrapped)


def test_a_table_draws_its_rules_once(fonts: FontSet) -> None:
    pdf = compose(letter(table(2), page_numbers=False), fonts)
    with pikepdf.open(BytesIO(pdf)) as opened:
        operators = [str(item.operator) for item in pikepdf.parse_content_stream(opened.pages[0])]
    # Four levels, and three uprights in each of three rows.
    assert operators.count("l") == 4 + 3 * 3


def test_rows_must_fit_the_columns() -> None:
    with pytest.raises(ValueError, match="columns"):
        Table((1, 1), (Row((Cell("只有一格"),)),))


def test_a_number_and_a_bold_stretch_are_set(fonts: FontSet, text_of: TextReader) -> None:
    runs = (Run("请注意期限", FontRole.HEADING), Run("：收到之日起三日内。"))
    pdf = compose(letter(DocumentNumber("某公信告〔2026〕1号"), Paragraph(runs)), fonts)
    assert "某公信告〔2026〕1号请注意期限：收到之日起三日内。" in words_of(text_of(pdf))


def test_the_pages_of_a_written_letter_are_counted_as_another_reader_counts_them(
    fonts: FontSet,
) -> None:
    for line_count in (1, 23, 70):
        pdf = compose(letter(Paragraph.plain("信" * 28 * line_count)), fonts)
        with pikepdf.open(BytesIO(pdf)) as read:
            assert pages_in(pdf) == len(read.pages)
