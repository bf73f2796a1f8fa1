"""How a text is cut for the search index, and how a name is put in order.

Chinese has no blanks between words, and trigrams miss two-character names. So every run of
Chinese characters is cut into overlapping pairs (张三丰 → 张三 三丰), every run of digits likewise,
so that any part of a telephone number of two digits or more is found; a run of Latin letters is
one word. A query is cut the same way and asked as a phrase.

A name is indexed by sound as well, with every reading of its characters (单 is dan and shan, 曾
ceng and zeng), from each syllable on: 张三丰 gives zhangsanfeng, sanfeng, feng, zsf, sf.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice, pairwise, product
from typing import Final

_RUN: Final = re.compile(r"[0-9]+|[a-z]+|[^\W\d_a-z]+|\d+")
_LATIN: Final = re.compile(r"[a-z]+")
_PERSON_LENGTH: Final = 4
"""Up to so many characters a name may be a person's, and every reading counts."""

_READING_LIMIT: Final = 64
_SOUNDED_LENGTH: Final = 12

#: How characters sound as a surname, where dictionaries name another reading first.
_SURNAMES: Final = {
    "单": "shan", "曾": "zeng", "仇": "qiu", "解": "xie", "任": "ren", "查": "zha", "区": "ou",
    "朴": "piao", "盖": "ge", "华": "hua", "翟": "zhai", "尉": "yu", "缪": "miao", "乐": "yue",
    "冼": "xian", "繁": "po", "黑": "he", "员": "yun", "召": "shao", "燕": "yan", "宁": "ning",
    "万": "wan", "牟": "mu", "石": "shi", "晟": "cheng", "逄": "pang", "郗": "xi", "秘": "bi",
}  # fmt: skip


def cut(text: str) -> str:
    """Return the tokens of a text, separated by blanks."""
    return " ".join(_tokens(text))


def _tokens(text: str) -> Iterator[str]:
    for run in _RUN.findall(unicodedata.normalize("NFKC", text).lower()):
        if len(run) == 1 or (run.isascii() and run.isalpha()):
            yield run
        else:
            yield from map("".join, pairwise(run))


def query_of(text: str) -> str:
    """Return the FTS5 query for what somebody typed; empty where nothing of it can be searched.

    Parts separated by blanks must all be found, in any order; each is a phrase. One single
    character finds what has a word that begins with it.
    """
    return " AND ".join(filter(None, map(_phrase, text.split())))


def _phrase(part: str) -> str:
    tokens = list(_tokens(part))
    if not tokens:
        return ""
    # The last word may not be typed out yet: xf, zhangs, 张.
    is_open = len(tokens[-1]) == 1 or _LATIN.fullmatch(tokens[-1]) is not None
    return f'"{" ".join(tokens)}"{" *" if is_open else ""}'


def sounds(names: Iterable[str]) -> str:
    """Return the sound tokens of names, separated by blanks."""
    found: dict[str, None] = {}
    for name in names:
        found.update(dict.fromkeys(_sounds_of(name)))
    return " ".join(found)


@lru_cache(maxsize=20_000)
def _sounds_of(name: str) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for syllables in islice(product(*_readings(name)), _READING_LIMIT):
        for start in range(len(syllables)):
            rest = syllables[start:]
            found["".join(rest)] = None
            if len(rest) > 1:
                found["".join(syllable[0] for syllable in rest)] = None
    return tuple(found)


@lru_cache(maxsize=20_000)
def name_order(name: str) -> str:
    """Return the text names are put in order by: the sound first, then the characters."""
    first = [readings[0] for readings in _readings(name)]
    if first:
        first[0] = _SURNAMES.get(_plain(name)[0], first[0])
    return " ".join((*first, _plain(name)))


@lru_cache(maxsize=20_000)
def _readings(name: str) -> tuple[tuple[str, ...], ...]:
    characters = [sign for sign in _plain(name) if not sign.isascii()][:_SOUNDED_LENGTH]
    readings = tuple(filter(None, map(_readings_of_character, characters)))
    if len(characters) > _PERSON_LENGTH:
        # An organisation's name: the readings multiply and nobody looks for the rare ones.
        return tuple(spelt[:1] for spelt in readings)
    return readings


@lru_cache(maxsize=10_000)
def _readings_of_character(character: str) -> tuple[str, ...]:
    # Loaded when the first name is written, and without its dictionary of phrases: only single
    # characters are asked for, and it would take a third of a second instead of a fifteenth.
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "1")
    from pypinyin import Style, pinyin

    found = pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore", v_to_u=False)
    return tuple(dict.fromkeys(word for words in found for word in words if word))


def _plain(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).split())
