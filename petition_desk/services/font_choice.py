"""Which fonts the open office wants its letters set in: the PC's own first, or the bundled alone.

One process holds one office, and fonts are the process's too (reportlab has one registry), so the
choice is kept here and not handed through every function that sets a page. It is read when a desk
is opened and whenever a setting changes.
"""

from __future__ import annotations

from typing import Final

KEY: Final = "letters.fonts"
BUNDLED: Final = "bundled"
OF_THE_PC: Final = "pc"

_chosen: list[str] = [OF_THE_PC]


def choose(value: str) -> None:
    """Take what the office set; an unset choice is the PC's own fonts."""
    _chosen[0] = value or OF_THE_PC


def is_bundled() -> bool:
    """Whether the bundled fonts alone are used."""
    return _chosen[0] == BUNDLED
