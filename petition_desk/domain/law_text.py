"""The words of the law behind a date: from a citation to the article as it is written.

A rule cites its article; the officer must be able to read it there and then. The regulation
stands whole in `resources/law/regulation_2022.md`, single articles of other laws in
`further_articles.toml`. What is cited and stands in neither is said to be missing: the text of a
law is never made up.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from petition_desk.domain.law_tables import law_table

REGULATION: Final = "信访工作条例"
NOT_HELD: Final = "条文未随程序收录，请查阅官方文本"
UNCHECKED: Final = "据公开文本抄录，引用前请与官方文本核对"

_DIGITS: Final = {sign: value for value, sign in enumerate("零一二三四五六七八九")}
_TENS: Final = {"十": 10, "百": 100, "千": 1000}
_NUMBER: Final = "[零一二三四五六七八九十百千]+"
_CITATION: Final = re.compile(
    rf"《([^》]+)》|(民法典)|第({_NUMBER})条(?:第({_NUMBER})款)?(?:第({_NUMBER})项)?"
)
_ARTICLE_HEAD: Final = re.compile(rf"第({_NUMBER})条[ 　]+(.*)")
_ITEM_HEAD: Final = re.compile(rf"（({_NUMBER})）")


@dataclass(frozen=True, slots=True)
class Citation:
    """One place in a law: article, and where it is said, paragraph (款) and item (项); from 1."""

    law: str
    article: int
    paragraph: int | None = None
    item: int | None = None

    @property
    def written(self) -> str:
        """Write it as rules do: 《信访工作条例》第二十三条第二款."""
        law = self.law if self.law == "民法典" else f"《{self.law}》"
        paragraph = f"第{chinese_number(self.paragraph)}款" if self.paragraph else ""
        item = f"第{chinese_number(self.item)}项" if self.item else ""
        return f"{law}第{chinese_number(self.article)}条{paragraph}{item}"


@dataclass(frozen=True, slots=True)
class CitedText:
    """What a citation says.

    Attributes:
        citation: The place, written out.
        text: Its words; empty where the program does not hold them.
        remark: What the officer should know of these words; empty if nothing.
    """

    citation: str
    text: str
    remark: str = ""

    @property
    def sentence(self) -> str:
        """Return the words, or that they are not held."""
        return (
            f"{self.text}（{self.remark}）"
            if self.text and self.remark
            else (self.text or self.remark)
        )


@dataclass(frozen=True, slots=True)
class Article:
    """One article: its paragraphs, an item counted as a line of the paragraph before it."""

    lines: tuple[str, ...]
    is_checked: bool = True

    def part(self, paragraph: int | None, item: int | None) -> str:
        """Return the words of a part; the whole article where no part is named; empty if none.

        An item is returned behind the sentence that leads to it.
        """
        blocks = _blocks(self.lines)
        if paragraph is None and item is None:
            return "\n".join(self.lines)
        if paragraph is None:
            chosen = next((block for block in blocks if len(block) > 1), ())
        else:
            chosen = blocks[paragraph - 1] if paragraph <= len(blocks) else ()
        if item is None:
            return "\n".join(chosen)
        wanted = f"（{chinese_number(item)}）"
        found = next((line for line in chosen if line.startswith(wanted)), "")
        return f"{chosen[0]}\n{found}" if found else ""


@dataclass(frozen=True, slots=True)
class LawTexts:
    """The articles that the program holds, by law and number."""

    articles: Mapping[tuple[str, int], Article]

    def cited_in(self, words: str) -> tuple[CitedText, ...]:
        """Return what every citation in a text says, each place once, in order."""
        return tuple(self.text_of(citation) for citation in dict.fromkeys(citations_in(words)))

    def text_of(self, citation: Citation) -> CitedText:
        """Return what one citation says."""
        article = self.articles.get((citation.law, citation.article))
        text = article.part(citation.paragraph, citation.item) if article is not None else ""
        if article is None or not text:
            return CitedText(citation.written, "", NOT_HELD)
        return CitedText(citation.written, text, "" if article.is_checked else UNCHECKED)


def citations_in(words: str) -> Iterable[Citation]:
    """Yield the places that a text cites, in order.

    `第…条` belongs to the law named before it, and to the regulation where none is named.
    """
    law = REGULATION
    for found in _CITATION.finditer(words):
        named = found[1] or found[2]
        if named:
            law = named
            continue
        yield Citation(law, number_of(found[3]), _part(found[4]), _part(found[5]))


def parse_regulation(text: str) -> dict[tuple[str, int], Article]:
    """Read the regulation: an article begins with 第…条, a blank line ends a paragraph."""
    articles: dict[tuple[str, int], list[str]] = {}
    lines: list[str] | None = None
    for line in map(str.strip, text.splitlines()):
        head = _ARTICLE_HEAD.fullmatch(line)
        if head is not None:
            lines = articles.setdefault((REGULATION, number_of(head[1])), [])
            lines.append(head[2])
        elif line.startswith("#"):
            lines = None
        elif line and lines is not None:
            lines.append(line)
    return {key: Article(tuple(found)) for key, found in articles.items()}


def parse_further_articles(
    text: str, file: str = "further_articles.toml"
) -> dict[tuple[str, int], Article]:
    """Read the articles of other laws.

    Raises:
        RuleFileError: Naming the file and the key at fault.
    """
    table = law_table(text, file)
    table.refuse_unknown({"version", "article"})
    articles: dict[tuple[str, int], Article] = {}
    for entry in table.tables("article"):
        entry.refuse_unknown({"law", "number", "checked", "paragraphs"})
        key = (entry.text("law"), entry.number("number"))
        lines = entry.texts("paragraphs")
        if not lines:
            raise entry.fault("paragraphs", "没有条文")
        if key in articles:
            raise entry.fault("number", f"《{key[0]}》第 {key[1]} 条写了两次")
        articles[key] = Article(lines, is_checked=entry.flag("checked"))
    return articles


def chinese_number(value: int) -> str:
    """Write 1 to 9999 as laws do: 二十三, 一百零一.

    Raises:
        ValueError: The value is outside that range.
    """
    if not 1 <= value <= 9999:
        raise ValueError(f"no article is numbered {value}")
    words, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, value = divmod(value, unit)
        if not digit:
            gap = bool(words)
            continue
        ten_alone = unit == 10 and digit == 1 and not words
        words += ("零" if gap else "") + ("" if ten_alone else "零一二三四五六七八九"[digit]) + name
        gap = False
    return words


def number_of(words: str) -> int:
    """Read a number as laws write it.

    Raises:
        ValueError: A sign of it is no part of such a number.
    """
    total, digit = 0, 0
    for sign in words:
        if sign in _TENS:
            total += (digit or 1) * _TENS[sign]
            digit = 0
        elif sign in _DIGITS:
            digit = _DIGITS[sign]
        else:
            raise ValueError(f"{words!r} is no number")
    return total + digit


def _part(words: str | None) -> int | None:
    return number_of(words) if words else None


def _blocks(lines: Iterable[str]) -> list[tuple[str, ...]]:
    """Gather the lines into paragraphs, each with its items."""
    blocks: list[list[str]] = []
    for line in lines:
        if blocks and _ITEM_HEAD.match(line):
            blocks[-1].append(line)
        else:
            blocks.append([line])
    return [tuple(block) for block in blocks]
