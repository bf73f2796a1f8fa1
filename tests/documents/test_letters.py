"""Every kind of letter: its text against a reference, its required facts, what it refuses."""

from __future__ import annotations

import re
import subprocess
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageOps

from petition_desk.documents import page
from petition_desk.documents.fonts import FontSet, MissingGlyphError
from petition_desk.documents.letters import (
    LETTER_KINDS,
    Fact,
    LetterLacksFactsError,
    blanks,
    document,
    letter_kind,
    missing,
    render,
    render_draft,
)
from petition_desk.documents.letters.facts import Facts
from petition_desk.domain.vocabulary import LETTER_LABELS, NOTICE_KINDS
from petition_desk.errors import InputError, UnknownNameError

from .conftest import TextReader
from .letter_facts import FACTS, kind_of

REFERENCES = Path(__file__).parents[1] / "references" / "letters"
KIND_IDS = [kind.id for kind in LETTER_KINDS]


def without(facts: dict[str, Fact], *identifiers: str) -> dict[str, Fact]:
    return {key: value for key, value in facts.items() if key not in identifiers}


def lines_of(text: str) -> str:
    """Keep the lines and drop how far apart another version of the reader sets them."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return "".join(f"{line}\n" for line in lines if line)


def words_of(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("example", FACTS)
def test_the_text_of_a_letter_is_the_reference(
    example: str, fonts: FontSet, text_of: TextReader, request: pytest.FixtureRequest
) -> None:
    text = lines_of(text_of(render(kind_of(example), FACTS[example], fonts), "-layout"))
    reference = REFERENCES / f"{example}.txt"
    if request.config.getoption("--update-references", default=False):
        reference.write_text(text, encoding="utf-8", newline="\n")
    assert text == reference.read_text(encoding="utf-8")


def test_no_reference_is_left_over() -> None:
    assert {file.stem for file in REFERENCES.glob("*.txt")} == set(FACTS)


def test_every_kind_has_an_example() -> None:
    assert {kind_of(example) for example in FACTS} == set(KIND_IDS)


@pytest.mark.parametrize("example", FACTS)
def test_a_letter_is_a4_with_embedded_fonts_and_names_nobody_in_its_properties(
    example: str, fonts: FontSet
) -> None:
    with pikepdf.open(BytesIO(render(kind_of(example), FACTS[example], fonts))) as pdf:
        assert str(pdf.docinfo["/Title"]) == letter_kind(kind_of(example)).wording.plain_title
        assert "张" not in "".join(str(value) for value in pdf.docinfo.values())
        size = {"label": [283, 425], "card": [420, 595]}.get(kind_of(example), [595, 842])
        for sheet in pdf.pages:
            assert [round(float(each)) for each in sheet.mediabox] == [0, 0, *size]
            for font in sheet.resources.Font.values():
                assert "/FontFile2" in font.DescendantFonts[0].FontDescriptor


@pytest.mark.parametrize("example", FACTS)
def test_the_picture_of_a_page_has_ink_in_the_text_block_and_none_in_the_margins(
    example: str, fonts: FontSet, tmp_path: Path
) -> None:
    file = tmp_path / "letter.pdf"
    file.write_bytes(render(kind_of(example), FACTS[example], fonts))
    subprocess.run(["pdftoppm", "-r", "72", "-gray", str(file), str(tmp_path / "page")], check=True)
    for picture in tmp_path.glob("page*.pgm"):
        with Image.open(picture) as image:
            left, top, right, bottom = ImageOps.invert(image).getbbox() or (0, 0, 0, 0)
        sheet = letter_kind(kind_of(example)).sheet
        folio = page.FOLIO_DROP + page.FOLIO_SIZE if sheet.has_folio_room else 2
        assert left >= int(sheet.left) - 1
        assert right <= sheet.right + 2
        assert top >= int(sheet.head) - 1
        assert bottom <= sheet.height - sheet.bottom + folio
        assert right - left > sheet.text_width / 2


@pytest.mark.parametrize("kind", KIND_IDS)
def test_a_letter_without_any_fact_names_all_it_needs(kind: str) -> None:
    lacking = missing(kind, {})
    assert lacking
    with pytest.raises(LetterLacksFactsError) as caught:
        document(kind, {})
    assert caught.value.exit_code == 4
    assert [fault.field for fault in caught.value.faults] == [fact.label for fact in lacking]


@pytest.mark.parametrize("example", FACTS)
def test_an_example_lacks_nothing(example: str) -> None:
    assert missing(kind_of(example), FACTS[example]) == ()


@pytest.mark.parametrize("example", FACTS)
def test_a_letter_is_refused_for_each_required_fact_it_lacks(example: str) -> None:
    kind, facts = kind_of(example), FACTS[example]
    for requirement in letter_kind(kind).required(Facts(facts)):
        lacking = {fact.identifier for fact in missing(kind, without(facts, *requirement.choices))}
        assert requirement.choices[0] in lacking


@pytest.mark.parametrize("example", FACTS)
def test_the_blanks_of_an_example_show_what_will_be_printed(example: str) -> None:
    found = blanks(kind_of(example), FACTS[example])
    assert all(blank.value for blank in found if blank.is_required)
    assert {blank.is_required for blank in found} == {True, False}
    (office,) = [blank for blank in found if blank.identifier == "office.name"]
    assert (office.label, office.value) == ("机关名称", "某某县公安局")


def test_blanks_that_cannot_be_printed_stand_as_they_were_typed() -> None:
    found = blanks("accept", {**FACTS["accept"], "accepted.on": "昨天"})
    assert "昨天" in {blank.value for blank in found}


@pytest.mark.parametrize("example", FACTS)
def test_a_letter_does_without_its_optional_facts(
    example: str, fonts: FontSet, text_of: TextReader
) -> None:
    kind = kind_of(example)
    optional = letter_kind(kind).wording.optional
    text = words_of(text_of(render(kind, without(FACTS[example], *optional), fonts)))
    assert not re.search(r"[，。；、：][，。；、]|无。|{{|}}|None", text)


@pytest.mark.parametrize("kind", KIND_IDS)
def test_a_draft_without_any_fact_has_gaps(kind: str, fonts: FontSet, text_of: TextReader) -> None:
    text = text_of(render_draft(kind, {}, fonts))
    assert "________" in text
    assert "{{" not in text


@pytest.mark.parametrize("example", FACTS)
def test_a_draft_that_lacks_one_fact_can_be_looked_at(example: str, fonts: FontSet) -> None:
    for identifier in FACTS[example]:
        assert render_draft(kind_of(example), without(FACTS[example], identifier), fonts)


def test_a_draft_of_a_whole_letter_is_the_letter(fonts: FontSet) -> None:
    for example, facts in FACTS.items():
        kind = kind_of(example)
        assert render_draft(kind, facts, fonts) == render(kind, facts, fonts)


def test_a_draft_shows_a_date_that_is_still_being_typed(
    fonts: FontSet, text_of: TextReader
) -> None:
    facts = {**FACTS["accept"], "handle.due_plain": "2026-05-"}
    assert "最迟为2026-05-。" in words_of(text_of(render_draft("accept", facts, fonts)))


def test_kinds_know_their_names_and_what_they_end() -> None:
    for kind in LETTER_KINDS:
        assert kind.label == LETTER_LABELS[kind.id]
        assert kind.ends_notice is (kind.id in NOTICE_KINDS)
        assert kind.wording.kind == kind.id
        assert kind.wording.version
        assert kind.wording.basis


def test_an_unknown_kind_is_a_usage_error() -> None:
    with pytest.raises(UnknownNameError, match="accept"):
        letter_kind("warning")


def test_a_rare_name_is_printed_and_can_be_copied(fonts: FontSet, text_of: TextReader) -> None:
    facts = {**FACTS["accept"], "petitioner.name": "㛃䶮𬱖"}
    assert "㛃䶮𬱖：" in text_of(render("accept", facts, fonts))


def test_a_name_no_font_has_refuses_the_letter_and_names_the_field(fonts: FontSet) -> None:
    facts = {**FACTS["accept"], "petitioner.name": "张\U0003134a"}
    with pytest.raises(MissingGlyphError, match=r"^信访人姓名：.*U\+3134A"):
        render("accept", facts, fonts)


def test_marks_in_a_fact_are_text(fonts: FontSet, text_of: TextReader) -> None:
    summary = "反映<b>收费</b>**多**{{case.local_no}}{{#x}} & 100%"
    text = words_of(text_of(render("accept", {**FACTS["accept"], "case.summary": summary}, fonts)))
    assert words_of(summary) in text


@pytest.mark.parametrize("char", ["\x00", "\x07", "\t", "\u200e", "\u202e", "\u2066", "\u2028"])
def test_a_character_that_cannot_be_seen_is_refused(char: str) -> None:
    with pytest.raises(InputError, match=rf"^摘要：不能含有看不见的控制字符（U\+{ord(char):04X}）"):
        document("accept", {**FACTS["accept"], "case.summary": f"反映{char}情况"})


def test_a_line_end_in_a_name_is_refused_but_not_in_a_statement(
    fonts: FontSet, text_of: TextReader
) -> None:
    with pytest.raises(InputError, match=r"^信访人姓名：不能含有换行"):
        document("accept", {**FACTS["accept"], "petitioner.name": "张\n三"})
    facts = {**FACTS["opinion"], "demand.1.found": "第一段。\r\n第二段。"}
    assert "第一段。\n" in text_of(render("opinion", facts, fonts), "-layout")


def test_a_date_that_is_none_is_named() -> None:
    with pytest.raises(InputError, match=r"^受理日期：“昨天”不是日期"):
        document("accept", {**FACTS["accept"], "accepted.on": "昨天"})


def test_a_date_may_be_typed() -> None:
    typed = {**FACTS["accept"], "accepted.on": "2026-03-03", "handle.due_plain": "2026-05-02"}
    assert document("accept", typed) == document("accept", FACTS["accept"])


def test_no_letter_says_what_a_letter_must_not_say(fonts: FontSet, text_of: TextReader) -> None:
    for example, facts in FACTS.items():
        text = words_of(text_of(render(kind_of(example), facts, fonts)))
        assert not re.search(r"起诉|不得再|息诉|罢访|感谢", text), example
        # Only against a refused duty does the law give that remedy (行政复议法 23).
        assert ("行政诉讼" in text) is (example == "duty-reply-refused"), example


@settings(max_examples=20)
@given(
    st.text(
        st.characters(codec="gb2312", exclude_categories=["Cc", "Zs", "Zl", "Zp"]),
        min_size=1,
        max_size=100,
    )
)
def test_any_summary_prints_as_it_was_typed(fonts: FontSet, summary: str) -> None:
    pdf = render("extend", {**FACTS["extend"], "case.summary": summary}, fonts)
    with pikepdf.open(BytesIO(pdf)) as opened:
        assert len(opened.pages) <= 2
    texts = [
        run.text
        for block in document("extend", {**FACTS["extend"], "case.summary": summary}).blocks
        for run in getattr(block, "runs", ())
    ]
    assert f"您提出的“{summary}”信访事项" in "".join(texts)


@pytest.mark.parametrize("example", FACTS)
def test_what_a_letter_prints_stands_among_its_blanks(
    example: str, fonts: FontSet, text_of: TextReader
) -> None:
    kind, facts = kind_of(example), FACTS[example]
    text = words_of(text_of(render(kind, facts, fonts)))
    listed = {blank.identifier for blank in blanks(kind, facts)}
    for identifier, value in facts.items():
        shown = words_of(value) if isinstance(value, str) and len(value) > 3 else ""
        if not shown or shown not in text:
            continue
        alike = {other for other, theirs in facts.items() if theirs == value}
        others = {other for other in facts if shown in words_of(str(facts[other]))}
        assert listed & (alike | others), f"{identifier} is printed and not listed"
