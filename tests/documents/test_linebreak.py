"""Lines of Chinese text, in cells, with widths that need no font."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petition_desk.documents import punctuation
from petition_desk.documents.fonts import FontRole
from petition_desk.documents.linebreak import Line, Run, break_lines

WIDTH = 28
HAN = "信访事项受理告知书某县公安局车管所窗口服务态度经审查请求属于职权范围"


def measure(char: str, role: FontRole) -> float:
    del role
    return 0.5 if ord(char) < 0x2E80 and char not in "—…①□" else 1.0


def lines_of(text: str, width: float = WIDTH, first_indent: float = 0.0) -> list[Line]:
    return break_lines([Run(text)], width, measure, first_indent=first_indent)


def texts_of(text: str, width: float = WIDTH, first_indent: float = 0.0) -> list[str]:
    return [line.text for line in lines_of(text, width, first_indent)]


def test_twenty_eight_characters_fill_a_line() -> None:
    assert [len(text) for text in texts_of("信" * 60)] == [28, 28, 4]


def test_the_first_line_gives_up_its_indent() -> None:
    assert [len(text) for text in texts_of("信" * 60, first_indent=2)] == [26, 28, 6]


def test_characters_of_a_full_line_stand_on_the_grid() -> None:
    (line, _) = lines_of("信" * 30)
    assert line.places == tuple(float(cell) for cell in range(28))


def test_a_stop_that_would_begin_a_line_takes_a_character_along() -> None:
    first, second = lines_of("信" * 28 + "，" + "访" * 5)
    assert first.text == "信" * 27
    assert first.right == pytest.approx(28)
    assert second.text == "信，" + "访" * 5


def test_the_line_is_then_spread_evenly() -> None:
    (first, _) = lines_of("信" * 28 + "，" + "访" * 5)
    steps = {round(b - a, 9) for a, b in zip(first.places, first.places[1:], strict=False)}
    assert steps == {round(27 / 26, 9)}


def test_marks_are_narrowed_where_spreading_would_leave_wide_gaps() -> None:
    first, second = lines_of("信" * 9 + "，" + "信" * 9 + "、" + "信" * 5 + "（三）、" + "后" * 9)
    assert first.text.endswith("（三）、")
    assert first.right == pytest.approx(28)
    assert second.text == "后" * 9


def test_a_mark_at_the_end_of_a_line_gives_up_its_empty_half_first() -> None:
    first = lines_of("信" * 9 + "，" + "信" * 14 + "（三）0，" + "后" * 5)[0]
    assert first.text.endswith("（三）0，")
    assert first.right == pytest.approx(28)
    assert first.right - first.places[-1] == pytest.approx(0.5)
    assert first.places[10] == 10


def test_a_last_stop_does_not_make_a_line_of_its_own() -> None:
    (line,) = lines_of("信" * 13 + "，" + "信" * 13 + "访。")
    assert line.is_last
    assert line.right == pytest.approx(28)


def test_an_opening_mark_goes_to_the_next_line() -> None:
    first, second = texts_of("信" * 27 + "《信访工作条例》" + "后" * 9)
    assert first == "信" * 27
    assert second.startswith("《")


@pytest.mark.parametrize("pair", ["——", "……"])
def test_a_mark_of_two_characters_is_not_cut(pair: str) -> None:
    first, second = texts_of("信" * 27 + pair + "后" * 5)
    assert first == "信" * 27
    assert second == pair + "后" * 5


def test_a_figure_and_a_latin_word_stay_whole() -> None:
    first, second = texts_of("信" * 25 + "0000-1234567" + "后" * 5)
    assert first == "信" * 25
    assert second.startswith("0000-1234567")


def test_a_day_keeps_its_counter() -> None:
    first, second = texts_of("信" * 26 + "2026年3月2日" + "后" * 5)
    assert first == "信" * 26
    assert second.startswith("2026年")
    assert texts_of("信" * 24 + "2026年3月2日")[1] == "3月2日"


def test_a_percentage_keeps_its_sign() -> None:
    assert texts_of("信" * 27 + "48％")[1] == "48％"


def test_a_word_longer_than_a_line_is_cut_and_still_fills_it() -> None:
    lines = lines_of("x" * 150)
    assert "".join(line.text for line in lines) == "x" * 150
    assert all(line.right == pytest.approx(28) for line in lines[:-1])


def test_a_long_address_is_cut_after_one_of_its_own_marks() -> None:
    lines = texts_of("请看" + "www.example.gov.cn/xinfang/guide/" + "a" * 40)
    assert lines[0].endswith(("/", "."))


def test_spaces_at_the_end_of_a_line_take_no_room() -> None:
    line = lines_of("信" * 26 + "ab    " + "后" * 5)[0]
    assert line.text == "信" * 26 + "ab    "
    assert line.right == pytest.approx(28)


def test_a_quotation_mark_drawn_for_latin_text_gets_a_whole_cell() -> None:
    (line,) = break_lines([Run("“信”")], WIDTH, measure)
    assert line.places == (0.5, 1.0, 2.0)
    assert line.right == 3.0


def test_empty_text_has_no_lines() -> None:
    assert lines_of("") == []


def test_without_justification_lines_keep_their_own_width() -> None:
    lines = break_lines([Run("信" * 27 + "《访》")], WIDTH, measure, justify=False)
    assert lines[0].right == 27


def test_runs_keep_their_roles() -> None:
    runs = [Run("一、由谁办理。", FontRole.HEADING), Run("承办单位为警务督察大队。")]
    (line,) = break_lines(runs, WIDTH, measure)
    assert line.roles[:7] == (FontRole.HEADING,) * 7
    assert set(line.roles[7:]) == {FontRole.BODY}


#: Text as people write it: words of Han, figures and Latin, a mark here and there.
_WORDS = st.one_of(
    st.text(st.sampled_from(HAN), min_size=1, max_size=12),
    st.from_regex(r"[0-9]{1,11}", fullmatch=True),
    st.from_regex(r"[A-Za-z]{1,10}", fullmatch=True),
    st.sampled_from(
        ["2026年11月20日", "0000-1234567", "（第三项）", "《信访工作条例》", "〔2026〕"]
    ),
    st.sampled_from(["“反映情况”", "——", "……", "48％", "①", "□", "Li Ming", "：“", "。”"]),
)
_MARKS = st.sampled_from(["", "", "", "，", "。", "、", "；", "：", "！", "？", " "])
_TEXTS = st.lists(st.tuples(_WORDS, _MARKS), min_size=1, max_size=60).map(
    lambda parts: HAN[:2] + "".join(word + HAN[0] + mark for word, mark in parts)
)
_INDENTS = st.sampled_from([0.0, 2.0])


@given(_TEXTS, _INDENTS)
def test_no_character_is_lost_or_doubled(text: str, indent: float) -> None:
    assert "".join(texts_of(text, first_indent=indent)) == text


@given(_TEXTS, _INDENTS)
def test_no_line_begins_with_a_closing_mark_or_a_stop(text: str, indent: float) -> None:
    for line in texts_of(text, first_indent=indent)[1:]:
        assert line[0] not in punctuation.NO_START


@given(_TEXTS, _INDENTS)
def test_no_line_ends_with_an_opening_mark(text: str, indent: float) -> None:
    for line in texts_of(text, first_indent=indent)[:-1]:
        assert line[-1] not in punctuation.NO_END


@given(_TEXTS, _INDENTS)
def test_every_full_line_is_exactly_as_wide_as_the_text_block(text: str, indent: float) -> None:
    for line in lines_of(text, first_indent=indent)[:-1]:
        assert line.right == pytest.approx(WIDTH)


@given(_TEXTS, _INDENTS)
def test_no_line_is_wider_than_the_text_block(text: str, indent: float) -> None:
    assert all(line.right <= WIDTH + 1e-6 for line in lines_of(text, first_indent=indent))


@given(_TEXTS)
def test_no_mark_of_two_characters_is_cut(text: str) -> None:
    lines = texts_of(text)
    for before, after in itertools.pairwise(lines):
        assert not (before[-1] == after[0] and before[-1] in "—…")


@given(_TEXTS)
def test_no_character_stands_before_the_one_it_follows(text: str) -> None:
    # ，〔 may share one cell: the ink of the first fills its left half, of the second its right.
    for line in lines_of(text):
        steps = [b - a for a, b in zip(line.places, line.places[1:], strict=False)]
        assert all(step > -1e-6 for step in steps)


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=200))
def test_any_text_at_all_comes_out_whole(text: str) -> None:
    lines = lines_of(text, width=12)
    assert "".join(line.text for line in lines) == text
    assert all(line.text for line in lines)
