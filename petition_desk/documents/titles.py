"""Breaking a long title at its sense (GB/T 9704-2012, 7.3.1: 回行时，要做到词意完整，排列对称).

There is no dictionary here: a title is parted before an opening mark, behind a closing one, before
the name of a paper and behind 的. Of all ways to part it the one is taken that cuts the fewest
words; of those the one whose lines are most alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import Final

from petition_desk.documents import punctuation

#: A line may well begin with these.
_WORDS: Final = (
    "信访事项", "处理意见", "意见书", "告知书", "通知书", "协议书", "答复", "公安局", "派出所",
    "大队", "关于", "要求", "请求", "反映", "建议", "和", "及", "的",
)  # fmt: skip
#: What cutting a word costs, in characters of unlike length.
_CUT: Final = 12.0
#: What beginning a line with 的 costs: behind it is better.
_PARTICLE: Final = 2.0
#: What a further line costs.
_LINE: Final = 4.0


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
    fewest = int(whole / room) + 1
    ways = (_best(text, widths, room, count) for count in range(fewest, fewest + 2))
    priced = [(price + _LINE * extra, ends) for extra, (price, ends) in enumerate(ways) if ends]
    if not priced:
        return ()
    return tuple(text[start:end] for start, end in pairwise((0, *min(priced)[1])))


def _best(
    text: str, widths: Sequence[float], room: float, count: int
) -> tuple[float, tuple[int, ...]]:
    """Return the price of the best way to part into so many lines, and where its lines end."""
    before = [0.0, *accumulate(widths)]
    share = before[-1] / count
    places = [index for index in range(1, len(text)) if _may_part(text, index)]
    found: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    for line in range(count):
        ends = [len(text)] if line == count - 1 else places
        longer: dict[int, tuple[float, tuple[int, ...]]] = {}
        for end in ends:
            cut = _cost(text, end) if end < len(text) else 0.0
            ways = [
                (price + cut + abs(before[end] - before[start] - share), (*way, end))
                for start, (price, way) in found.items()
                if start < end and before[end] - before[start] <= room
            ]
            if ways:
                longer[end] = min(ways)
        found = longer
    return found.get(len(text), (0.0, ()))


def _may_part(text: str, index: int) -> bool:
    before, after = text[index - 1], text[index]
    is_pair = before == after and after in punctuation.PAIRED
    return punctuation.may_break(before, after) and not is_pair


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
