"""How a text is cut for the search index, and how a name is put in order.

Chinese has no blanks between words, and trigrams miss two-character names. So every run of
Chinese characters is cut into overlapping pairs (张三丰 → 张三 三丰); a run of Latin letters is one
word. A run of digits is cut into fours, because pairs of digits stand in nearly every case and a
phrase of them would be looked for in all of them; before the fours come its beginnings and after
them its ends (13812 → 1 13 138 1381 3812 812 12 2), so that a phrase also knows where it starts
and stops. A query is cut the same way and asked as a phrase.

What is too short for that is kept apart, once a case: pairs of digits, the first letters of words
and sounds, and the single characters of names (`short_forms`).

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
_GRAM: Final = 4
#: So many first letters of a word are kept apart; a longer beginning is rare enough by itself.
_LONGEST_HEAD: Final = 6
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

WHOLE: Final = "names numbers matter"
"""The columns that hold texts as they run."""

SHORT: Final = "shorts"
"""The column that holds what is too short for a phrase."""


def cut(text: str) -> str:
    """Return the tokens of a text, separated by blanks."""
    return " ".join(_tokens(text))


def _tokens(text: str) -> list[str]:
    tokens: list[str] = []
    for run in _runs(text):
        tokens += _cut_run(run)
    return tokens


def _runs(text: str) -> list[str]:
    return _RUN.findall(unicodedata.normalize("NFKC", text).lower())


def _cut_run(run: str) -> list[str]:
    if run.isdecimal():
        return [*_beginnings(run), *_fours(run), *_ends(run)]
    if len(run) == 1 or _is_latin(run):
        return [run]
    return [run[place : place + 2] for place in range(len(run) - 1)]


def _is_latin(run: str) -> bool:
    # A run is of one kind throughout: its first character tells.
    return "a" <= run[0] <= "z"


def _beginnings(run: str) -> list[str]:
    return [run[:length] for length in range(1, min(_GRAM, len(run)))]


def _fours(run: str) -> list[str]:
    return [run[place : place + _GRAM] for place in range(max(len(run) - _GRAM, 0) + 1)]


def _ends(run: str) -> list[str]:
    return [run[-length:] for length in range(min(_GRAM, len(run)) - 1, 0, -1)]


def short_forms(texts: Iterable[str], names: Iterable[str] = ()) -> str:
    """Return what is too short for a phrase, each once, separated by blanks.

    Args:
        texts: Cut texts: pairs of their digits and the first letters of their words are kept.
        names: Cut names, whose single characters are kept as well.
    """
    found: dict[str, None] = {}
    for token in dict.fromkeys(_each(texts)):
        # Most tokens are pairs of Chinese characters, which have no shorter form.
        if token.isascii() or token.isdecimal():
            found.update(_shorts_of(token))
    for token in _each(names):
        if not token.isascii():
            found.update(dict.fromkeys(token))
    return " ".join(found)


@lru_cache(maxsize=50_000)
def _shorts_of(token: str) -> dict[str, None]:
    if token.isdecimal():
        return dict.fromkeys(map("".join, pairwise(token)))
    return dict.fromkeys(_heads(token)) if _is_latin(token) else {}


def _each(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield from text.split()


def _heads(word: str) -> list[str]:
    return [word[:length] for length in range(2, min(_LONGEST_HEAD, len(word)) + 1)]


def query_of(text: str) -> str:
    """Return the FTS5 query for what somebody typed; empty where nothing of it can be searched.

    Parts separated by blanks must all be found, in any order; each is a phrase. A single
    character finds the names that have it.
    """
    return " AND ".join(filter(None, map(_part, text.split())))


def _part(part: str) -> str:
    runs = _runs(part)
    if not runs:
        return ""
    if len(runs) == 1:
        return _lone(runs[0])
    *before, last = runs
    first, *middle = before
    tokens = [*_cut_open(first), *(token for run in middle for token in _cut_run(run))]
    if len(last) == 1 and not last.isascii() and before[-1].isdecimal():
        # 123号: that the digits end here is in the phrase already, and 号 begins half of all words.
        return _phrase(tokens, is_open=False)
    return _phrase([*tokens, *_begun(last)], is_open=_may_go_on(last))


def _lone(run: str) -> str:
    """Return the query for one run, of which both ends may be missing."""
    is_head = len(run) <= _LONGEST_HEAD if _is_latin(run) else len(run) <= (
        2 if run.isdecimal() else 1
    )  # fmt: skip
    if is_head and not (run.isascii() and len(run) == 1):
        return f'{SHORT} : "{run}"'
    if run.isdecimal():
        return _phrase(_fours(run), is_open=len(run) == _GRAM - 1)
    return _phrase(list(_cut_run(run)), is_open=_is_latin(run) and len(run) > 1)


def _cut_open(run: str) -> list[str]:
    """Return the tokens of a run that may have begun before; it ends where another begins."""
    return [*_fours(run), *_ends(run)] if run.isdecimal() else list(_cut_run(run))


def _begun(run: str) -> list[str]:
    """Return the tokens of a run that begins here and may go on."""
    if not run.isdecimal():
        return list(_cut_run(run))
    return [*_beginnings(run), *_fours(run)]


def _may_go_on(run: str) -> bool:
    """Whether the last token may not be typed out yet: zhangs, 楼. Digits need no such care."""
    return not run.isdecimal() and (len(run) == 1 or _is_latin(run))


def _phrase(tokens: list[str], *, is_open: bool) -> str:
    return f'{{{WHOLE}}} : "{" ".join(tokens)}"{" *" if is_open else ""}'


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


@lru_cache(maxsize=2_000)
def readings_of(text: str) -> tuple[tuple[str, ...], ...]:
    """Return the readings of each character of a text; none for what has no sound."""
    return tuple(() if sign.isascii() else _readings_of_character(sign) for sign in text)


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
