"""The wording of letters: TOML files of the office, with blanks, conditions and required facts.

In a text ``{{case.summary}}`` is a blank, ``{{#case.query_code}} … {{/}}`` stands only where the
fact is there (``{{#!…}}`` where it is not, ``{{#pathway.mode=ours}}`` where it has that value), and
``**…**`` is set in 黑体. Marks are read in the wording alone: a fact prints exactly as it is typed.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, Literal

from petition_desk.documents.fonts import FontRole
from petition_desk.documents.letters.facts import Facts, labels, without_number
from petition_desk.documents.linebreak import Run
from petition_desk.errors import FieldFault, InputError
from petition_desk.paths import resource

BlockKind = Literal["salutation", "text", "heading", "insert"]
_BLOCK_KINDS: Final[tuple[BlockKind, ...]] = ("salutation", "text", "heading", "insert")

#: Two of them never follow one another.
_STOPS: Final = "。，；、"

#: What is quoted within a quotation bears single marks (GB/T 15834-2011, 4.8.3).
_INNER_QUOTES: Final = str.maketrans("“”", "‘’")

_TOKEN = re.compile(r"\{\{(#|/)?([^{}]*)\}\}|(\*\*)")
#: A brace that is part of no blank.
_TOKEN_LIKE = re.compile(r"[{}]")


class WordingError(InputError):
    """A wording file cannot be used.

    Attributes:
        file: Its name.
    """

    def __init__(self, file: str, reason: str) -> None:
        """Name the file and what is wrong in it."""
        self.file = file
        super().__init__(f"文书文本 {file}", reason)


@dataclass(frozen=True, slots=True)
class Condition:
    """When something stands in a letter.

    Attributes:
        identifier: The fact it asks for; empty for always.
        value: The value it must have; empty for any.
        is_negated: Whether the fact must not be there.
    """

    identifier: str = ""
    value: str = ""
    is_negated: bool = False

    @classmethod
    def parse(cls, text: str) -> Condition:
        """Read ``fact``, ``!fact`` or ``fact=value``."""
        plain = text.strip()
        identifier, _, value = plain.removeprefix("!").partition("=")
        return cls(identifier.strip(), value.strip(), plain.startswith("!"))

    def __str__(self) -> str:
        """Write it as `parse` reads it."""
        value = f"={self.value}" if self.value else ""
        return f"{'!' if self.is_negated else ''}{self.identifier}{value}"

    def holds(self, facts: Facts) -> bool:
        """Tell whether it holds for these facts."""
        if not self.identifier:
            return True
        holds = facts.has(self.identifier)
        if self.value:
            holds = holds and str(facts.value(self.identifier)) == self.value
        return holds is not self.is_negated


@dataclass(frozen=True, slots=True)
class Requirement:
    """A fact without which the letter is refused.

    Attributes:
        choices: Identifiers of which one must be there.
        when: Under which condition.
    """

    choices: tuple[str, ...]
    when: Condition = Condition()


@dataclass(frozen=True, slots=True)
class WordingBlock:
    """One paragraph of a wording, or the place of something that code sets.

    Attributes:
        kind: ``salutation``, ``text``, ``heading`` (in a line of its own), ``insert``.
        text: The wording; of an insert its name.
        lead: Words before it in 黑体: 一、由谁办理。
        when: Under which condition it stands.
    """

    kind: BlockKind
    text: str
    lead: str = ""
    when: Condition = Condition()


@dataclass(frozen=True, slots=True)
class Wording:
    """The wording of one kind of letter.

    Attributes:
        kind: The identifier of the kind.
        title: Printed under the name of the office; may have blanks.
        plain_title: The name of the paper, without any fact.
        version: Kept with every letter that is issued.
        basis: The articles it rests on.
        required: Facts without which it is refused.
        optional: Facts whose sentence falls away without them.
        blocks: From above.
        phrases: Wordings that code chooses from, by name.
        number_pattern: How its numbers are written; empty for the pattern of the office.
        contact: The line below the date, with blanks; empty for the one every letter has.
    """

    kind: str
    title: str
    plain_title: str
    version: str
    basis: tuple[str, ...]
    required: tuple[Requirement, ...]
    optional: tuple[str, ...]
    blocks: tuple[WordingBlock, ...]
    phrases: Mapping[str, str]
    number_pattern: str = ""
    contact: str = ""


@lru_cache(maxsize=64)
def wording_of(kind: str) -> Wording:
    """Read the wording of a kind that ships.

    Raises:
        ResourceMissingError: the file is not there.
        WordingError: it cannot be used.
    """
    return read_wording(resource("letters", f"{kind}.toml"))


def read_wording(path: Path) -> Wording:
    """Read and check one wording file.

    Raises:
        WordingError: a key is missing, a blank unknown, or a condition not closed.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise WordingError(path.name, f"不是有效的 TOML 文件（{error}）") from error
    return wording_from(table, path.name)


def wording_from(table: Mapping[str, Any], name: str) -> Wording:
    """Read and check a wording given as the table a wording file holds.

    Args:
        table: With the keys of a wording file.
        name: What messages call it.

    Raises:
        WordingError: a key is missing, a blank unknown, or a condition not closed.
    """
    wording = unchecked_wording(table, name)
    for fault in faults_of(wording):
        raise WordingError(name, f"{fault.field}：{fault.reason}")
    return wording


def unchecked_wording(table: Mapping[str, Any], name: str) -> Wording:
    """Read a wording that may have faults: of one being edited `faults_of` names them all.

    Raises:
        WordingError: a key is missing, or not of the kind it must be.
    """
    try:
        return _parse(table)
    except KeyError as error:
        raise WordingError(name, f"缺少 {error.args[0]}") from error
    except (TypeError, AttributeError, ValueError) as error:
        raise WordingError(name, "各项的写法不对") from error


def table_of(wording: Wording) -> dict[str, Any]:
    """Return a wording as the table `wording_from` reads; of texts, lists and tables alone."""
    plain = [" | ".join(each.choices) for each in wording.required if not each.when.identifier]
    groups: dict[str, list[str]] = {}
    for each in wording.required:
        if each.when.identifier:
            groups.setdefault(str(each.when), []).append(" | ".join(each.choices))
    return {
        "kind": wording.kind,
        "title": wording.title,
        "plain_title": wording.plain_title,
        "version": wording.version,
        "basis": list(wording.basis),
        "required": plain,
        "also_required": [{"when": when, "facts": facts} for when, facts in groups.items()],
        "optional": list(wording.optional),
        "number_pattern": wording.number_pattern,
        "contact": wording.contact,
        "block": [
            {block.kind: block.text, "lead": block.lead, "when": str(block.when)}
            for block in wording.blocks
        ],
        "phrases": dict(wording.phrases),
    }


def faults_of(wording: Wording) -> tuple[FieldFault, ...]:
    """Return what is wrong in a wording: each unknown blank, each condition left open."""
    faults = []
    for place, text in texts_of(wording):
        if _TOKEN_LIKE.search(_TOKEN.sub("", text)):
            faults.append(FieldFault(place, f"花括号没有成对：{text[:20]}"))
        if not _is_closed(text):
            faults.append(FieldFault(place, f"条件或者加粗没有成对：{text[:20]}"))
        faults += _unknown(place, blanks_in(text))
    for index, block in enumerate(wording.blocks, start=1):
        if block.when.identifier:
            faults += _unknown(f"第{index}段的条件", (block.when.identifier,))
    named = [key for each in wording.required for key in (*each.choices, each.when.identifier)]
    faults += _unknown("必填事项", filter(None, (*named, *wording.optional)))
    return tuple(faults)


def _unknown(place: str, identifiers: Iterable[str]) -> list[FieldFault]:
    return [
        FieldFault(place, f"不认识的空格 {{{{{identifier}}}}}")
        for identifier in dict.fromkeys(identifiers)
        if without_number(identifier) not in labels()
    ]


def fill(text: str, facts: Facts, role: FontRole = FontRole.BODY) -> tuple[Run, ...]:
    """Return a wording with its blanks filled, conditions applied and bold words in 黑体."""
    runs: list[Run] = []
    shown = [True]
    now = role
    position = 0
    for token in _TOKEN.finditer(text):
        _add(runs, text[position : token.start()], now, is_shown=shown[-1])
        position = token.end()
        sign, inner, bold = token.groups()
        if bold:
            now = FontRole.HEADING if now is role else role
        elif sign == "#":
            shown.append(shown[-1] and Condition.parse(inner).holds(facts))
        elif sign == "/":
            shown.pop()
        elif shown[-1]:
            fact = facts.text(inner.strip())
            if (
                text[position:] and text[position] in _STOPS
            ):  # a stop typed behind the fact is enough
                fact = fact.rstrip(_STOPS)
            if runs and runs[-1].text.endswith("“"):
                fact = fact.translate(_INNER_QUOTES)
            _add(runs, fact, now, is_shown=True)
    _add(runs, text[position:], now, is_shown=True)
    return tuple(runs)


def _add(runs: list[Run], text: str, role: FontRole, *, is_shown: bool) -> None:
    if text and is_shown:
        runs.append(Run(text, role))


def filled_text(text: str, facts: Facts) -> str:
    """Return a wording with its blanks filled as plain text."""
    return "".join(run.text for run in fill(text, facts))


def _parse(table: Mapping[str, Any]) -> Wording:
    required = [_requirement(each) for each in table["required"]]
    for group in table.get("also_required", ()):
        when = Condition.parse(group["when"])
        required += [_requirement(each, when) for each in group["facts"]]
    return Wording(
        kind=table["kind"],
        title=table["title"],
        plain_title=table.get("plain_title", table["title"]),
        version=table["version"],
        basis=tuple(table["basis"]),
        required=tuple(required),
        optional=tuple(table.get("optional", ())),
        blocks=tuple(_block(each) for each in table["block"]),
        phrases=MappingProxyType(dict(table.get("phrases", {}))),
        number_pattern=table.get("number_pattern", ""),
        contact=table.get("contact", ""),
    )


def _requirement(text: str, when: Condition = Condition()) -> Requirement:
    return Requirement(tuple(part.strip() for part in text.split("|")), when)


def _block(table: Mapping[str, Any]) -> WordingBlock:
    kind = next((each for each in _BLOCK_KINDS if each in table), None)
    if kind is None:
        raise KeyError("/".join(_BLOCK_KINDS))
    return WordingBlock(
        kind=kind,
        text=table[kind],
        lead=table.get("lead", ""),
        when=Condition.parse(table.get("when", "")),
    )


def texts_of(wording: Wording) -> Iterator[tuple[str, str]]:
    """Yield every text that is printed, with its place in Chinese."""
    yield "标题", wording.title
    yield "联系方式", wording.contact
    for number, block in enumerate(wording.blocks, start=1):
        if block.kind != "insert":
            yield f"第{number}段", block.lead + block.text
    for name, phrase in wording.phrases.items():
        yield f"用语“{name}”", phrase


def blanks_in(text: str) -> tuple[str, ...]:
    """Return every fact a text prints or asks for, in order."""
    return tuple(
        Condition.parse(inner).identifier if sign == "#" else inner.strip()
        for sign, inner, bold in _TOKEN.findall(text)
        if not bold and sign != "/"
    )


def always_printed(text: str) -> frozenset[str]:
    """Return the facts a text prints under no condition."""
    depth = 0
    found = set()
    for sign, inner, bold in _TOKEN.findall(text):
        if not bold:
            depth += {"#": 1, "/": -1}.get(sign, 0)
            if not sign and not depth:
                found.add(inner.strip())
    return frozenset(found)


def _is_closed(text: str) -> bool:
    depth = 0
    for sign, _, _ in _TOKEN.findall(text):
        depth += {"#": 1, "/": -1}.get(sign, 0)
        if depth < 0:
            return False
    return depth == 0 and text.count("**") % 2 == 0
