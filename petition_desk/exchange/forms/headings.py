"""What the headings of a form ask for, as data."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from petition_desk.exchange.mapping import never_read_words, normal_header, read_toml
from petition_desk.paths import resource

ROW_NUMBER: Final = "row_number"
"""The one source that is no column of ours: the rows counted from 1."""

_BRACKETS: Final = re.compile(r"[(（\[【][^)）\]】]*[)）\]】]|[、,，。.:：]")
_SHORTEST_WITHIN: Final = 3


@dataclass(frozen=True, slots=True)
class Headings:
    """The known headings.

    Attributes:
        names: Sources by every spelling; each source may offer several of our columns (a|b).
        others: Words of groups that ask about somebody else.
        never: Words of headings that are never filled.
    """

    names: Mapping[str, tuple[str, ...]]
    others: tuple[str, ...]
    never: tuple[str, ...]

    def sources(self, heading: str, group: str = "") -> tuple[str, ...]:
        """Return what a heading asks for; () where it is not known or never told."""
        name = spelled(heading)
        if not name or self.is_never(heading) or self.is_never(group):
            return ()
        if any(word in f"{group}{heading}" for word in self.others) and name not in self.names:
            return ()
        if group and any(word in group for word in self.others):
            return ()
        exact = self.names.get(name)
        if exact is not None:
            return exact
        within = [known for known in self.names if len(known) >= _SHORTEST_WITHIN and known in name]
        return self.names[max(within, key=len)] if within else ()

    def is_never(self, heading: str) -> bool:
        """Return whether a heading asks for what this program does not record."""
        name = spelled(heading)
        return any(word in name for word in self.never)


def spelled(heading: str) -> str:
    """Return a heading for comparison: without blanks, brackets and signs."""
    return normal_header(_BRACKETS.sub("", heading))


@cache
def form_headings() -> Headings:
    """Return the headings that ship."""
    table = read_toml(resource("exchange", "form_headings.toml"))
    names: dict[str, tuple[str, ...]] = {}
    for entry in table["heading"]:
        for name in entry["names"]:
            names.setdefault(spelled(str(name)), tuple(map(str, entry["sources"])))
    return Headings(names, tuple(map(str, table["others"])), never_read_words())
