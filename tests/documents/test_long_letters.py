"""A letter of many pages is set as well as a short notice; one of too many is refused."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from itertools import pairwise

import pikepdf
import pytest

from petition_desk.documents import page
from petition_desk.documents.blocks import LetterDocument, Paragraph, Signature, Title
from petition_desk.documents.compose import LetterTooLongError, compose, page_count
from petition_desk.documents.fonts import FontSet
from petition_desk.documents.letters import Fact, document, render
from petition_desk.documents.punctuation import NO_END, NO_START

from .conftest import TextReader
from .letter_facts import FACTS
from .test_compose import boxes_of

DEMANDS = 30
OUTCOMES = ("支持", "部分支持", "解释说明", "不予支持")


def opinion_of(count: int) -> dict[str, Fact]:
    """An opinion on many demands, every outcome among them."""
    facts: dict[str, Fact] = {**FACTS["opinion"]}
    facts["case.demands"] = tuple(
        f"请求公开第{number}项收费的依据、标准，并退还多收的费用" for number in range(1, count + 1)
    )
    for number in range(1, count + 1):
        own: dict[str, Fact] = {
            "pathway": "31-6",
            "facts": f"2026年2月{number % 28 + 1}日在窗口缴费，没有收到票据，也没有看到公示的标准",
            "found": "经调取当日的收费记录和监控录像，询问窗口工作人员，情况基本属实",
            "outcome": OUTCOMES[number % 4],
            "reason": "该项收费依据《某某省行政事业性收费目录（2026年版）》，已在网站公示",
            "basis": "《信访工作条例》第三十二条第一款第一项",
            "carry_out_unit": "交通警察大队车辆管理所",
            "carry_out_by": date(2026, 5, 31),
        }
        facts |= {f"demand.{number}.{key}": value for key, value in own.items()}
    return facts


@pytest.fixture(scope="module")
def opinion() -> bytes:
    return render("opinion", opinion_of(DEMANDS), FontSet.bundled())


def test_an_opinion_on_thirty_demands_answers_each_of_them(
    opinion: bytes, text_of: TextReader
) -> None:
    text = re.sub(r"\s|—\d+—", "", text_of(opinion))
    for number in range(1, DEMANDS + 1):
        assert f"（第{number}项）请求公开第{number}项收费的依据" in text
        assert f"{number}.经查：" in text
    with pikepdf.open(BytesIO(opinion)) as pdf:
        assert 10 <= len(pdf.pages) <= 14


def test_every_page_of_it_keeps_the_grid_and_the_block(opinion: bytes, text_of: TextReader) -> None:
    pages = text_of(opinion, "-bbox").split("<page ")[1:]
    assert len(pages) > 9
    for each in pages[1:-1]:  # the first bears the title, the last the signature
        found = re.findall(r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)"', each)
        boxes = [tuple(map(float, numbers)) for numbers in found]
        text = [box for box in boxes if box[1] < (297 - 35) * page.POINTS_PER_MM]
        tops = sorted({round(box[1]) for box in text})
        lines = [tops[0], *(after for before, after in pairwise(tops) if after - before > 10)]
        assert 20 <= len(lines) <= 22
        assert max(box[2] for box in text) <= page.RIGHT + 8  # a mark may hang by its empty half


def test_no_line_of_it_begins_or_ends_with_a_forbidden_mark(
    opinion: bytes, text_of: TextReader
) -> None:
    lines = [line.strip() for line in text_of(opinion, "-layout").splitlines() if line.strip()]
    assert len(lines) > 200
    for line in lines:
        assert line[0] not in NO_START
        assert line[-1] not in NO_END


def test_no_heading_ends_a_page_of_it(opinion: bytes, text_of: TextReader) -> None:
    for each in text_of(opinion, "-layout").split("\f")[:-1]:
        lines = [line.strip() for line in each.splitlines() if line.strip()]
        assert not re.fullmatch(r"[一二三四]、.{2,14}", lines[-2])  # the last is the page number


@pytest.mark.parametrize("count", range(1, 31))
def test_with_any_number_of_demands_the_signature_has_text_above_it(
    count: int, fonts: FontSet, text_of: TextReader
) -> None:
    pages = text_of(render("opinion", opinion_of(count), fonts), "-layout").split("\f")[:-1]
    last = [line.strip() for line in pages[-1].splitlines() if line.strip()]
    place = last.index("2026年4月30日")
    assert last[place - 1] == "某某县公安局"
    assert place >= 3


@pytest.mark.parametrize(("lines", "pages"), [(16, 1), (17, 1), (18, 1), (19, 2), (30, 2)])
def test_seal_and_date_stay_with_a_text_that_is_a_line_or_two_too_long(
    lines: int, pages: int, fonts: FontSet, text_of: TextReader
) -> None:
    text = Paragraph.plain("信" * 28 * lines, first_indent=0)
    letter = LetterDocument("告知书", (text, Signature("某局", "2026年3月2日", "联系：某某")))
    assert page_count(letter, fonts) == pages
    tops = sorted({round(box[2], 1) for box in boxes_of(compose(letter, fonts), text_of)})
    step = min(after - before for before, after in pairwise(tops[: lines - 1]))
    assert step >= page.TEXT_HEIGHT / page.MOST_LINES_PER_PAGE - 0.2
    if lines <= 16 or pages == 2:
        assert step == pytest.approx(page.LINE_PITCH, abs=0.2)


def test_a_letter_of_two_hundred_pages_is_refused_at_its_longest_field(fonts: FontSet) -> None:
    facts = {**FACTS["opinion"], "demand.2.found": "查明的事实很多。" * 16_000}
    with pytest.raises(LetterTooLongError, match=r"^第2项诉求的查明事实：太长：文书将有 2\d\d 页"):
        render("opinion", facts, fonts)
    assert document("opinion", facts)


def test_a_text_without_end_is_refused_before_it_is_set(fonts: FontSet) -> None:
    facts = {**FACTS["opinion"], "demand.2.found": "查" * 5_000_000}
    with pytest.raises(LetterTooLongError, match="字"):
        render("opinion", facts, fonts)


def test_a_letter_of_nothing_typed_is_long_by_its_text(fonts: FontSet) -> None:
    letter = LetterDocument("告知书", (Title(("某局",)), Paragraph.plain("信" * 28 * 22 * 70)))
    with pytest.raises(LetterTooLongError, match=r"^正文：太长：文书将有 7\d 页"):
        compose(letter, fonts)
