"""A wording as it is edited says what its file says."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from petition_desk.domain.template_text import (
    BlankPiece,
    ClosePiece,
    InsertPiece,
    OpenPiece,
    Piece,
    TemplateParagraph,
    WordsPiece,
    blanks_of,
    condition_words,
    conditions_of,
    fact_of,
    pieces_of,
    table_with,
    template_of,
    text_of,
)

BASE = {
    "kind": "accept",
    "title": "受理告知书",
    "plain_title": "受理告知书",
    "version": "1",
    "basis": [],
    "required": [],
    "also_required": [],
    "optional": [],
    "number_pattern": "",
    "contact": "",
    "phrases": {},
}


def test_blanks_conditions_and_heavy_words_are_pieces() -> None:
    text = "拨打**{{letter.query_phone}}**{{#case.query_code}}，查询码{{case.query_code}}{{/}}。"
    assert pieces_of(text) == (
        WordsPiece("拨打"),
        BlankPiece("letter.query_phone", is_bold=True),
        OpenPiece("case.query_code"),
        WordsPiece("，查询码"),
        BlankPiece("case.query_code"),
        ClosePiece(),
        WordsPiece("。"),
    )
    assert text_of(pieces_of(text)) == text


words = st.text(alphabet="甲乙丙，。 x1", min_size=1, max_size=6)
piece = st.one_of(
    st.builds(WordsPiece, words, st.booleans()),
    st.builds(BlankPiece, st.sampled_from(["case.summary", "office.name"]), st.booleans()),
    st.builds(OpenPiece, st.sampled_from(["case.query_code", "!a.b", "a.b=支持"])),
    st.just(ClosePiece()),
)


@given(st.lists(piece, max_size=12))
def test_what_is_written_is_read_again(pieces: list[Piece]) -> None:
    again = pieces_of(text_of(pieces))
    assert text_of(again) == text_of(pieces)

    def spread(row: tuple[Piece, ...] | list[Piece]) -> list[Piece]:
        """Words that stand side by side are one run of words."""
        parts: list[Piece] = []
        for each in row:
            if isinstance(each, WordsPiece):
                parts += [WordsPiece(char, each.is_bold) for char in each.text]
            else:
                parts.append(each)
        return parts

    assert spread(again) == spread(pieces)


def test_a_paragraph_under_a_condition_shows_it_around_itself() -> None:
    block = {"text": "请注意：{{letter.limits}}。", "lead": "", "when": "letter.limits"}
    template = template_of({**BASE, "block": [block]})
    (paragraph,) = template.paragraphs
    assert paragraph.pieces[0] == OpenPiece("letter.limits")
    assert paragraph.pieces[-1] == ClosePiece()
    assert table_with(template, BASE)["block"] == [block]


def test_two_conditions_side_by_side_are_not_one_around_both() -> None:
    pieces = pieces_of("{{#a.b}}甲{{/}}{{#c.d}}乙{{/}}")
    template = template_of({**BASE, "block": []})
    paragraph = TemplateParagraph("text", pieces)
    changed = type(template)("accept", template.title, "", (), (paragraph,))
    assert table_with(changed, BASE)["block"][0]["when"] == ""


def test_heavy_words_at_the_beginning_are_the_lead_of_a_paragraph() -> None:
    block = {"text": "承办单位为{{accepted.unit}}。", "lead": "一、由谁办理。", "when": ""}
    template = template_of({**BASE, "block": [block]})
    assert template.paragraphs[0].pieces[0] == WordsPiece("一、由谁办理。", is_bold=True)
    assert table_with(template, BASE)["block"] == [block]


def test_what_the_program_sets_keeps_its_place_and_condition() -> None:
    block = {"insert": "demands", "lead": "", "when": "case.demands"}
    template = template_of({**BASE, "block": [block]})
    assert InsertPiece("demands") in template.paragraphs[0].pieces
    assert table_with(template, BASE)["block"] == [block]


def test_empty_paragraphs_are_not_kept() -> None:
    template = template_of({**BASE, "block": [{"text": " ", "lead": "", "when": ""}]})
    assert table_with(template, BASE)["block"] == []


def test_phrases_stand_last_and_come_back_by_name() -> None:
    table = {**BASE, "block": [], "phrases": {"支持": "依照{{demand.basis}}，予以支持。"}}
    template = template_of(table)
    assert template.paragraphs[-1].kind == "phrase"
    assert table_with(template, BASE)["phrases"] == table["phrases"]


def test_the_name_of_the_paper_follows_a_title_that_names_no_fact() -> None:
    renamed = template_of({**BASE, "title": "受理通知书", "block": []})
    assert table_with(renamed, BASE)["plain_title"] == "受理通知书"
    personal = template_of({**BASE, "title": "关于{{letter.salutation}}的答复", "block": []})
    assert table_with(personal, BASE)["plain_title"] == "受理告知书"


def test_blanks_and_conditions_are_listed_once() -> None:
    text = "{{case.summary}}{{#case.query_code}}{{case.query_code}}{{/}}{{case.summary}}"
    template = template_of({**BASE, "block": [{"text": text, "lead": "", "when": ""}]})
    assert blanks_of(template) == ("case.summary", "case.query_code")
    assert conditions_of(template) == ("case.query_code",)


def test_conditions_read_in_chinese() -> None:
    assert condition_words("case.query_code", "查询码", {}) == "有查询码"
    assert condition_words("!demand.basis", "处理依据", {}) == "没有处理依据"
    assert (
        condition_words("pathway.mode=ours", "方式", {"ours": "由本局转入"}) == "方式为由本局转入"
    )
    assert condition_words("!mediated.way=调解", "方式", {}) == "方式不为调解"
    assert fact_of("!mediated.way=调解") == "mediated.way"
