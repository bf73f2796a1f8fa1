"""Where what was typed stands in a text that is shown, so that a match is seen in its place.

Only the text as it may be shown is looked at: what a mask covers is never marked, and so never
told.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

Span = tuple[int, int]
"""From a character to the one after the last."""

_ROOM: Final = 14
_ELLIPSIS: Final = "…"


@dataclass(frozen=True, slots=True)
class Marked:
    """A text and what of it was typed."""

    text: str
    spans: tuple[Span, ...] = ()


def marked(text: str, typed: str) -> Marked:
    """Mark every place where a part of what was typed stands in ``text``.

    Width and case do not count; a number is found over its dashes and blanks.
    """
    folded, places = _folded(text)
    found: list[Span] = []
    for part in typed.split():
        wanted, _ = _folded(part)
        start = folded.find(wanted) if wanted else -1
        while start >= 0:
            found.append((places[start], places[start + len(wanted) - 1] + 1))
            start = folded.find(wanted, start + len(wanted))
    return Marked(text, _joined(found))


def excerpt(text: str, typed: str, room: int = 40) -> Marked:
    """Return the part of a long text around its first match, marked; nothing where there is none.

    Args:
        text: The text as it may be shown.
        typed: What was typed.
        room: About so many characters are shown.
    """
    whole = marked(text, typed)
    if not whole.spans:
        return Marked("")
    first = whole.spans[0][0]
    begin = max(0, min(first - _ROOM, len(text) - room))
    end = min(len(text), begin + room)
    head, tail = (_ELLIPSIS if begin else ""), (_ELLIPSIS if end < len(text) else "")
    shown = f"{head}{text[begin:end]}{tail}".replace("\n", " ")
    moved = len(head) - begin
    spans = tuple((a + moved, min(b, end) + moved) for a, b in whole.spans if begin <= a < end)
    return Marked(shown, spans)


def _folded(text: str) -> tuple[str, list[int]]:
    """Return the characters that count, and where each stood."""
    signs: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        for part in unicodedata.normalize("NFKC", sign).casefold():
            if part.isalnum() or part == "*":
                signs.append(part)
                places.append(place)
    return "".join(signs), places


def _joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    joined: list[Span] = []
    for begin, end in sorted(spans):
        if joined and begin <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((begin, end))
    return tuple(joined)


def sounded(text: str, readings: Sequence[Sequence[str]], typed: str) -> Marked | None:
    """Mark where a text sounds like what was typed; None where it nowhere does.

    Args:
        text: The text.
        readings: The readings of each of its characters, none for a sign without a sound.
        typed: Initials (gzs) or pinyin (gaozhi, gaozhish) in small letters.
    """
    if len(readings) != len(text) or not (typed.isascii() and typed.isalpha()):
        return None
    for begin in range(len(text)):
        for whole in (False, True):
            end = _sounds_to(readings, begin, typed.lower(), whole=whole)
            if end:
                return Marked(text, ((begin, end),))
    return None


def _sounds_to(readings: Sequence[Sequence[str]], place: int, typed: str, *, whole: bool) -> int:
    """Return where what was typed ends when it begins at ``place``; 0 where it does not fit."""
    if not typed:
        return place
    if place >= len(readings):
        return 0
    for reading in readings[place]:
        if whole and (reading.startswith(typed) or typed.startswith(reading)):
            end = _sounds_to(readings, place + 1, typed[len(reading) :], whole=True)
        elif not whole and reading[:1] == typed[0]:
            end = _sounds_to(readings, place + 1, typed[1:], whole=False)
        else:
            continue
        if end:
            return end
    return 0
