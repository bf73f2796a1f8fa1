"""Breaking a long title at its sense (GB/T 9704-2012, 7.3.1: 回行时，要做到词意完整，排列对称).

There is no dictionary here: a title is parted before an opening mark, behind a closing one, before
the name of a paper and behind 的. Of all ways to part it the one is taken that cuts the fewest
words; of those the one whose lines are most alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, pairwise
from typing import Final

from petition_desk.documents import punctuation

#: A line may well begin with these.
_WORDS: Final = (
    "信访事项", "处理意见", "意见书", "告知书", "通知书", "协议书", "答复", "公安局", "派出所",
    "大队", "关于", "要求", "请求", "反映", "建议", "和", "及", "的",
)  # fmt: skip
#: What cutting a word costs, in characters of unlike length.
_CUT: Final = 4.0
#: What beginning a line with 的 costs: behind it is better.
_PARTICLE: Final = 2.0
#: More places than this are not all tried.
_MOST_PLACES: Final = 60


def title_lines(text: str, widths: Sequence[float], room: float) -> tuple[str, ...]:
    """Part a title into as few lines as hold it, at its sense.

    Args:
        text: The title.
        widths: How wide each character is.
        room: How wide a line may be.

    Returns:
        The lines; one where it fits, none where no lawful way to part it was found.
    """
    whole = sum(widths)
    if whole <= room:
        return (text,)
    places = [
        index
        for index in range(1, len(text))
        if punctuation.may_break(text[index - 1], text[index])
        and not (text[index - 1] == text[index] and text[index] in punctuation.PAIRED)
    ]
    if len(places) > _MOST_PLACES:
        return ()
    for count in range(int(whole / room), int(whole / room) + 2):
        best = _best(
            text, widths, room, [(0, *cut, len(text)) for cut in combinations(places, count)]
        )
        if best:
            return best
    return ()


def _best(
    text: str, widths: Sequence[float], room: float, ways: Sequence[tuple[int, ...]]
) -> tuple[str, ...]:
    before = [0.0]
    for width in widths:
        before.append(before[-1] + width)
    cost = [0.0, *(_cost(text, index) for index in range(1, len(text))), 0.0]
    even = before[-1]
    best: tuple[float, tuple[int, ...]] | None = None
    for way in ways:
        lines = [before[end] - before[start] for start, end in pairwise(way)]
        if max(lines) > room:
            continue
        share = even / len(lines)
        price = sum(abs(line - share) for line in lines) + sum(cost[index] for index in way)
        if best is None or price < best[0]:
            best = (price, way)
    return tuple(text[start:end] for start, end in pairwise(best[1])) if best else ()


def _cost(text: str, index: int) -> float:
    """Return what parting the title before a character costs."""
    before, after = text[index - 1], text[index]
    if before in punctuation.CLOSING + punctuation.STOPS or after in punctuation.OPENING:
        return 0.0
    if before == "的":
        return 0.0
    if after == "的":
        return _PARTICLE
    if any(text.startswith(word, index) for word in _WORDS):
        return 0.5
    return _CUT
