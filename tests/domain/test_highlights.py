"""What was typed is marked where it stands, and nothing under a mask is told."""

from __future__ import annotations

import pytest

from petition_desk.domain.highlights import Marked, excerpt, marked, sounded

LETTER = "受理告知书"
SOUNDS = (("shou",), ("li",), ("gao",), ("zhi",), ("shu",))


def parts(found: Marked) -> list[str]:
    return [found.text[first:last] for first, last in found.spans]


@pytest.mark.parametrize(
    ("text", "typed", "expected"),
    [
        ("反映户口迁移", "户口", ["户口"]),
        ("XF2026-0012", "xf20260012", ["XF2026-0012"]),
        ("138****5678", "5678", ["5678"]),
        ("138****5678", "13812345678", []),
        ("ＡＢ号楼", "ab", ["ＡＢ"]),
        ("户口和户口", "户口", ["户口", "户口"]),
        ("甲乙丙", "甲 丙", ["甲", "丙"]),
        ("甲乙", "乙甲", []),
        ("甲乙", "", []),
    ],
)
def test_every_place_of_what_was_typed_is_marked(
    text: str, typed: str, expected: list[str]
) -> None:
    assert parts(marked(text, typed)) == expected


def test_a_long_text_is_cut_around_its_first_match() -> None:
    text = "一" * 100 + "更正姓名" + "二" * 100
    found = excerpt(text, "更正", room=20)
    assert found.text.startswith("…")
    assert found.text.endswith("…")
    assert len(found.text) <= 22
    assert parts(found) == ["更正"]
    assert excerpt(text, "没有") == Marked("")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("gzs", "告知书"), ("sl", "受理"), ("gaozhi", "告知"), ("gaozhis", "告知书"),
        ("shouli", "受理"), ("shu", "书"), ("zs", "知书"), ("g", "告"),
    ],
)  # fmt: skip
def test_a_word_is_found_by_its_initials_and_by_its_sound(typed: str, expected: str) -> None:
    found = sounded(LETTER, SOUNDS, typed)
    assert found is not None
    assert parts(found) == [expected]


@pytest.mark.parametrize("typed", ["gs", "zhish9", "告知", "xyz", ""])
def test_what_sounds_otherwise_is_not(typed: str) -> None:
    assert sounded(LETTER, SOUNDS, typed) is None
