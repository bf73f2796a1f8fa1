"""The wording of a letter as it is edited: words, blanks and conditions as pieces, not as marks.

A wording file writes a blank as ``{{case.summary}}``, a condition as ``{{#case.query_code}} …
{{/}}`` and 黑体 as ``**…**``. Nobody at a desk should type that: here a text is a row of pieces, so
that a blank is one thing that is there or not, and can never be half a blank. Both forms say the
same, and each is made of the other.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

_TOKEN: Final = re.compile(r"\{\{(#|/)?([^{}]*)\}\}|(\*\*)")
_BOLD: Final = "**"

ParagraphKind = Literal["salutation", "text", "heading", "insert", "phrase"]
_IN_FILE: Final[tuple[ParagraphKind, ...]] = ("salutation", "text", "heading", "insert")


@dataclass(frozen=True, slots=True)
class WordsPiece:
    """Words as they print; ``is_bold`` sets them in 黑体."""

    text: str
    is_bold: bool = False


@dataclass(frozen=True, slots=True)
class BlankPiece:
    """A blank: the identifier of the fact that is printed there."""

    identifier: str
    is_bold: bool = False


@dataclass(frozen=True, slots=True)
class OpenPiece:
    """The beginning of what stands only under a condition (``fact``, ``!fact``, ``fact=value``)."""

    condition: str


@dataclass(frozen=True, slots=True)
class ClosePiece:
    """The end of it, 【完】."""


@dataclass(frozen=True, slots=True)
class InsertPiece:
    """The place of what the program sets itself: a list of demands, a form."""

    name: str


Piece = WordsPiece | BlankPiece | OpenPiece | ClosePiece | InsertPiece


@dataclass(frozen=True, slots=True)
class TemplateParagraph:
    """One paragraph.

    Attributes:
        kind: How it is set; a phrase is no paragraph of the letter but a wording that the program
            chooses.
        pieces: What it is made of.
        name: Of a phrase its name.
    """

    kind: ParagraphKind
    pieces: tuple[Piece, ...]
    name: str = ""


@dataclass(frozen=True, slots=True)
class Template:
    """A wording as it is edited.

    Attributes:
        kind: The kind of letter.
        title: Printed under the name of the office.
        number_pattern: How its numbers are written; empty for the pattern of the office.
        contact: The line below the date; empty for the one every letter has.
        paragraphs: From above; the phrases last.
    """

    kind: str
    title: tuple[Piece, ...]
    number_pattern: str
    contact: tuple[Piece, ...]
    paragraphs: tuple[TemplateParagraph, ...]


# Texts


def pieces_of(text: str) -> tuple[Piece, ...]:
    """Return the pieces of a text of a wording file; what is no mark there is words here."""
    found: list[Piece] = []
    is_bold, position = False, 0
    for token in _TOKEN.finditer(text):
        _add_words(found, text[position : token.start()], is_bold=is_bold)
        position = token.end()
        sign, inner, bold = token.groups()
        if bold:
            is_bold = not is_bold
        elif sign == "#":
            found.append(OpenPiece(inner.strip()))
        elif sign == "/":
            found.append(ClosePiece())
        else:
            found.append(BlankPiece(inner.strip(), is_bold))
    _add_words(found, text[position:], is_bold=is_bold)
    return tuple(found)


def _add_words(found: list[Piece], text: str, *, is_bold: bool) -> None:
    if text:
        found.append(WordsPiece(text, is_bold))


def text_of(pieces: Sequence[Piece]) -> str:
    """Return pieces as a text of a wording file."""
    parts: list[str] = []
    is_bold = False
    for piece in pieces:
        wants_bold = isinstance(piece, WordsPiece | BlankPiece) and piece.is_bold
        if wants_bold is not is_bold:
            parts.append(_BOLD)
            is_bold = wants_bold
        parts.append(_mark_of(piece))
    if is_bold:
        parts.append(_BOLD)
    return "".join(parts)


def _mark_of(piece: Piece) -> str:
    if isinstance(piece, WordsPiece):
        return piece.text
    if isinstance(piece, BlankPiece):
        return f"{{{{{piece.identifier}}}}}"
    if isinstance(piece, OpenPiece):
        return f"{{{{#{piece.condition}}}}}"
    return "{{/}}" if isinstance(piece, ClosePiece) else ""


# Wordings


def template_of(table: Mapping[str, Any]) -> Template:
    """Return a wording, given as the table of its file, as it is edited."""
    phrases = [
        TemplateParagraph("phrase", pieces_of(text), name)
        for name, text in table.get("phrases", {}).items()
    ]
    return Template(
        kind=table["kind"],
        title=pieces_of(table["title"]),
        number_pattern=table.get("number_pattern", ""),
        contact=pieces_of(table.get("contact", "")),
        paragraphs=(*(_paragraph_of(block) for block in table["block"]), *phrases),
    )


def _paragraph_of(block: Mapping[str, str]) -> TemplateParagraph:
    kind = next(each for each in _IN_FILE if each in block)
    lead, when = block.get("lead", ""), block.get("when", "")
    inner: tuple[Piece, ...]
    inner = (InsertPiece(block[kind]),) if kind == "insert" else pieces_of(block[kind])
    if lead:
        inner = (WordsPiece(lead, is_bold=True), *inner)
    if when:
        inner = (OpenPiece(when), *inner, ClosePiece())
    return TemplateParagraph(kind, inner)


def table_with(template: Template, base: Mapping[str, Any]) -> dict[str, Any]:
    """Return the table of a wording: what is edited out of ``template``, the rest out of ``base``.

    Empty paragraphs are left out. What is wrong in it is not looked for here.
    """
    phrases = {each.name: text_of(each.pieces) for each in template.paragraphs if each.name}
    blocks = [_block_of(each) for each in template.paragraphs if each.kind != "phrase"]
    title = text_of(template.title)
    return {
        **base,
        "title": title,
        # The name of the paper follows the title where that names no fact.
        "plain_title": base["plain_title"] if "{{" in title else title or base["plain_title"],
        "number_pattern": template.number_pattern.strip(),
        "contact": text_of(template.contact),
        "block": [block for block in blocks if block is not None],
        "phrases": phrases,
    }


def _block_of(paragraph: TemplateParagraph) -> dict[str, str] | None:
    when, pieces = _under_condition(paragraph.pieces)
    inserts = [piece.name for piece in pieces if isinstance(piece, InsertPiece)]
    if inserts:
        return {"insert": inserts[0], "lead": "", "when": when}
    lead = ""
    first = pieces[0] if pieces else None
    has_lead = paragraph.kind in ("text", "salutation")
    if has_lead and isinstance(first, WordsPiece) and first.is_bold:
        lead, pieces = first.text, pieces[1:]
    text = text_of(pieces)
    if not (text.strip() or lead.strip()):
        return None
    kind = "text" if paragraph.kind in ("insert", "phrase") else paragraph.kind
    return {kind: text, "lead": lead, "when": when}


def _under_condition(pieces: tuple[Piece, ...]) -> tuple[str, tuple[Piece, ...]]:
    """Return the condition that a whole paragraph stands under, and what is inside."""
    first = pieces[0] if pieces else None
    if not isinstance(first, OpenPiece) or not isinstance(pieces[-1], ClosePiece):
        return "", pieces
    depth = 0
    for place, piece in enumerate(pieces):
        depth += {OpenPiece: 1, ClosePiece: -1}.get(type(piece), 0)
        if depth == 0 and place < len(pieces) - 1:
            return "", pieces
    return (first.condition, pieces[1:-1]) if depth == 0 else ("", pieces)


def blanks_of(template: Template) -> tuple[str, ...]:
    """Return every fact that a template prints, in order, each once."""
    rows = (template.title, template.contact, *(each.pieces for each in template.paragraphs))
    return tuple(
        dict.fromkeys(
            piece.identifier for row in rows for piece in row if isinstance(piece, BlankPiece)
        )
    )


def conditions_of(template: Template) -> tuple[str, ...]:
    """Return every condition that a template asks for, in order, each once."""
    rows = (template.title, template.contact, *(each.pieces for each in template.paragraphs))
    return tuple(
        dict.fromkeys(
            piece.condition for row in rows for piece in row if isinstance(piece, OpenPiece)
        )
    )


def condition_words(condition: str, label: str, value_words: Mapping[str, str]) -> str:
    """Say a condition in Chinese: 有查询码, 没有查询码, 听证结论为维持.

    Args:
        condition: ``fact``, ``!fact``, ``fact=value`` or ``!fact=value``.
        label: What the fact is called.
        value_words: What a value that is an identifier is called.
    """
    is_negated = condition.startswith("!")
    _, _, value = condition.removeprefix("!").partition("=")
    if value:
        return f"{label}{'不为' if is_negated else '为'}{value_words.get(value, value)}"
    return f"{'没有' if is_negated else '有'}{label}"


def fact_of(condition: str) -> str:
    """Return the fact that a condition asks for."""
    return condition.removeprefix("!").partition("=")[0].strip()
