"""Demands in letters: which belong to a letter, and how they are listed."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Collection, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from petition_desk.documents.blocks import Block, Paragraph
from petition_desk.documents.letters.facts import GAP, Facts
from petition_desk.domain.vocabulary import Pathway
from petition_desk.paths import resource

_STOPS: Final = "。；，、！？"

#: Chooses the demands of a letter, by number.
Choice = Callable[[Facts], tuple[int, ...]]


@lru_cache(maxsize=1)
def _tables() -> Mapping[str, Mapping[str, str]]:
    text = resource("letters", "labels.toml").read_text(encoding="utf-8")
    return MappingProxyType(tomllib.loads(text))


def article_of(pathway: str) -> str:
    """Return the article of a pathway: ``31-1`` is 第三十一条第一项; nothing where it has none."""
    return _tables()["article"].get(pathway, "")


def name_of(pathway: str) -> str:
    """Return the name of our own procedure for a pathway; nothing where it is not ours."""
    return _tables()["name"].get(pathway, "")


def demands_on(facts: Facts, pathways: Collection[str]) -> tuple[int, ...]:
    """Return the numbers of the demands on some pathways."""
    return tuple(
        number
        for number in range(1, facts.demand_count + 1)
        if facts.demand(number, "pathway") in pathways
    )


def demands_on_or_all(facts: Facts, pathways: Collection[str]) -> tuple[int, ...]:
    """Return the demands on some pathways; every demand where none has a pathway yet."""
    numbers = range(1, facts.demand_count + 1)
    if any(facts.has_demand(number, "pathway") for number in numbers):
        return demands_on(facts, pathways)
    return tuple(numbers)


def pathway_of_each(facts: Facts) -> tuple[str, ...]:
    """Return the facts that say each demand's pathway: no letter leaves one undecided."""
    return tuple(f"demand.{number}.pathway" for number in range(1, facts.demand_count + 1))


def listed(choose: Choice) -> Callable[[Facts], tuple[Block, ...]]:
    """Return an insert that lists the chosen demands, numbered from 1."""

    def insert(facts: Facts) -> tuple[Block, ...]:
        texts = [facts.demand(number, "text") for number in choose(facts)]
        if not texts:  # a draft: which demands belong here is not decided yet
            texts = [GAP]
        return tuple(
            Paragraph.plain(f"{number}. {_stopped(text, '。' if number == len(texts) else '；')}")
            for number, text in enumerate(texts, start=1)
        )

    return insert


def other_demands(facts: Facts, chosen: Collection[int]) -> str:
    """Return the demands a letter does not deal with and where they go.

    A demand that accuses a person (art. 30) is a confidential matter of its own and not named.
    """
    parts = []
    for number in range(1, facts.demand_count + 1):
        pathway = facts.demand(number, "pathway")
        where = _tables()["elsewhere"].get(pathway)
        if number not in chosen and where and pathway != Pathway.ACCUSATION:
            parts.append(f"“{facts.demand(number, 'text').rstrip(_STOPS)}”，{where}")
    return "；".join(parts)


def _stopped(text: str, stop: str) -> str:
    """Return a text that ends with a stop: its own, or the given one."""
    return text if text.endswith(tuple(_STOPS)) else text + stop
