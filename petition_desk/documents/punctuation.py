"""How the marks of Chinese text behave at the ends of a line (GB/T 15834-2011, 5.1).

Stops and closing marks do not begin a line, opening marks do not end one, —— and …… are not cut.
A full-width mark fills one half of its em; the empty half may be taken away where a line would
else break badly, and always may at the end of a line.
"""

from __future__ import annotations

from typing import Final

STOPS: Final = "，。、；：！？"
OPENING: Final = "（《〈「『【〔［｛〖“‘"
CLOSING: Final = "）》〉」』】〕］｝〗”’"
#: Half a position wide or more, never at the head of a line: hyphen, separator, interpunct, units.
_INNER: Final = "～·•／％‰℃°′″"
_LATIN_CLOSING: Final = ",.;:!?)]}%"
_LATIN_OPENING: Final = "([{$"
_PREFIX_UNITS: Final = "￥￡＄№§"
#: Two of them make one mark.
PAIRED: Final = "—…―"

#: Never the first character of a line.
NO_START: Final = frozenset(STOPS + CLOSING + _INNER + _LATIN_CLOSING)
#: Never the last character of a line.
NO_END: Final = frozenset(OPENING + _LATIN_OPENING + _PREFIX_UNITS)
#: Their empty half lies on the right; it may be taken away.
LOOSE_RIGHT: Final = frozenset(STOPS + CLOSING)
#: Their empty half lies on the left.
LOOSE_LEFT: Final = frozenset(OPENING)
#: Set on a whole em even where a font draws them for Latin text.
FULL_WIDTH: Final = frozenset("“”‘’…—―〔〕")
#: Disappear at the end of a line.
SPACES: Final = frozenset(" \u3000")
#: A long Latin word may be cut after these.
SOFT_BREAKS: Final = frozenset("-/.:@_?&=,+#")

#: Stay with the figure before them: a line does not begin with the 月 of 5月.
_COUNTERS: Final = frozenset("年月日时分号")

#: Below the CJK blocks a character is set on its own width; such characters form words.
_FIRST_CJK: Final = 0x2E80


def is_narrow(char: str) -> bool:
    """Tell whether a character is part of a Latin word or a figure, spaces left out."""
    return (
        ord(char) < _FIRST_CJK
        and char not in FULL_WIDTH
        and char not in SPACES
        and not _is_symbol(char)
    )


def may_break(before: str, after: str) -> bool:
    """Tell whether a line may end between two neighbouring characters.

    Pairs of — and … need their place in the run and are judged by the caller.
    """
    if after in SPACES or before in NO_END or after in NO_START:
        return False
    if after in _COUNTERS and before.isdigit():
        return False
    return not (is_narrow(before) and is_narrow(after))


def _is_symbol(char: str) -> bool:
    """Tell whether a character stands for itself: ① □ → and other full-width signs."""
    return 0x2100 <= ord(char) <= 0x27BF or char in "·•※×÷°"
